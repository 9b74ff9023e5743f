package org.lie4j.eval.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedSetTest {
    private static ImageSet digits;

    @TempDir
    Path dir;

    @BeforeAll
    static void load() throws IOException {
        digits = EmbeddedMnist.load().test().slice(0, 20);
    }

    @Test
    void bothFormatsHoldTheSameSetAndTheManifestNamesIt() throws IOException {
        for (String recipe : Recipes.names()) {
            GeneratedSet set = new GeneratedSet(digits, recipe, 9, 3);
            Path mat = set.write(GeneratedSet.Format.MAT, dir, "a", "test");
            Path idx = set.write(GeneratedSet.Format.IDX, dir, "b", "test");
            Manifest.Made made = Manifest.read(mat).made();
            assertEquals(made, Manifest.read(idx).made());
            assertEquals(new Manifest.Made(recipe, 9, 3, digits.name(), digits.checksum(), 60, made.checksum()), made);
            assertEquals(
                    TransformedSet.of(digits, Recipes.named(recipe, 9), 3)
                            .images()
                            .checksum(),
                    made.checksum());
            assertEquals(made.checksum(), MatReader.read(dir.resolve("a.mat")).checksum());
            assertEquals(
                    made.checksum(),
                    IdxReader.read("b", dir.resolve("b-images-idx3-ubyte.gz"), dir.resolve("b-labels-idx1-ubyte.gz"))
                            .checksum());
            assertEquals(List.of(), Manifest.read(idx).differences(dir));
        }
    }

    @Test
    void whatHasNoRoomInOneFileGoesIntoSeveral() throws IOException {
        GeneratedSet set = new GeneratedSet(digits, "affnist", 9, 3);
        Manifest whole = Manifest.read(set.write(GeneratedSet.Format.MAT, dir, "a", "test"));
        Manifest mat = Manifest.read(set.write(GeneratedSet.Format.MAT, dir, "b", "test", 25));
        Manifest idx = Manifest.read(set.write(GeneratedSet.Format.IDX, dir, "b", "test", 59));
        assertEquals(whole.made(), mat.made());
        assertEquals(whole.made(), idx.made());
        assertEquals(
                List.of("b-1.mat", "b-2.mat", "b-3.mat"),
                mat.files().stream().map(Manifest.Entry::name).toList());
        ImageSet all = MatReader.read(dir.resolve("a.mat"));
        for (int part = 0; part < 3; part++) {
            assertEquals(
                    all.slice(20 * part, 20 * part + 20).checksum(),
                    MatReader.read(dir.resolve("b-" + (part + 1) + ".mat")).checksum());
        }
        assertEquals(4, idx.files().size());
        assertEquals(
                all.slice(30, 60).checksum(),
                IdxReader.read("b", dir.resolve("b-2-images-idx3-ubyte.gz"), dir.resolve("b-2-labels-idx1-ubyte.gz"))
                        .checksum());
        assertEquals(List.of(), idx.differences(dir));
    }

    /** Noted when the recipes were first written out: a set that is known by its manifest must not change. */
    @Test
    void theSameRecipeAndSeedIsTheSameSetForEver() throws IOException {
        Path file = new GeneratedSet(digits, "affnist", 1, 2).write(GeneratedSet.Format.MAT, dir, "a", "test");
        assertEquals(
                "79d1d563ece9fa7017916cb765fef710fa4ae77eac5d3584e51c199ff3438c8b",
                Manifest.read(file).made().checksum());
        file = new GeneratedSet(digits, "homnist", 1, 2).write(GeneratedSet.Format.MAT, dir, "a", "test");
        assertEquals(
                "c32769e37f9c90a138e9a57fefc6905598aa62f703e63174b86209131a59be1c",
                Manifest.read(file).made().checksum());
    }

    @Test
    void aFileThatChangedIsFound() throws IOException {
        Path file = new GeneratedSet(digits, "affnist", 1, 1).write(GeneratedSet.Format.IDX, dir, "a", "test");
        Path images = dir.resolve("a-images-idx3-ubyte.gz");
        byte[] bytes = Files.readAllBytes(images);
        bytes[bytes.length / 2] ^= 1;
        Files.write(images, bytes);
        Files.delete(dir.resolve("a-labels-idx1-ubyte.gz"));
        List<String> found = Manifest.read(file).differences(dir);
        assertEquals(2, found.size());
        assertTrue(found.get(0).contains("SHA-256") && found.get(0).contains("expected"), found.get(0));
        assertTrue(found.get(1).contains("no such file, expected"), found.get(1));
        Files.write(images, new byte[3]);
        assertTrue(Manifest.read(file).differences(dir).get(0).contains("3 bytes, expected " + bytes.length));
    }

    @Test
    void whatIsNoManifestIsRefused() throws IOException {
        for (String content : new String[] {"", "{", "[]", "null", "{\"files\": []}", "{\"files\": null}"}) {
            Path file = Files.writeString(dir.resolve("x.manifest.json"), content);
            assertThrows(BadDataException.class, () -> Manifest.read(file), content);
        }
        Path file = Files.writeString(
                dir.resolve("x.manifest.json"),
                "{\"name\":\"x\",\"files\":[{\"name\":\"../x\",\"bytes\":1,\"sha256\":\"00\"}]}");
        assertThrows(BadDataException.class, () -> Manifest.read(file));
    }

    @Test
    void setsThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new GeneratedSet(digits, "nothing", 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new GeneratedSet(digits, "affnist", 1, 0));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new GeneratedSet(digits, "affnist", 1, 200_000_000));
        assertTrue(e.getMessage().contains("expected 1 to 107374182 copies of 20 digits"), e.getMessage());
        GeneratedSet set = new GeneratedSet(digits, "affnist", 1, 1);
        assertThrows(IllegalArgumentException.class, () -> set.write(GeneratedSet.Format.MAT, dir, "../x", "test"));
    }

    @Test
    void placesAreUniformAndTheDigitIsWhole() throws IOException {
        ImageSet one = digits.slice(0, 1);
        int n = 16_900;
        ImageSet placed = TransformedSet.of(one, new RandomlyPlaced(4), n).images();
        int[] counts = new int[169];
        for (int i = 0; i < n; i++) {
            counts[place(one, placed, i)]++;
        }
        double chiSquare = 0;
        for (int count : counts) {
            chiSquare += (count - 100.0) * (count - 100.0) / 100;
        }
        // 168 degrees of freedom: mean 168, deviation 18.3; this is five of them.
        assertEquals(168, chiSquare, 92);
    }

    @Test
    void aBorderThatIsThereAlreadyChangesNothing() {
        ImageSet bordered = TransformedSet.of(digits, JustCentered.INSTANCE, 1).images();
        assertEquals(
                TransformedSet.of(digits, new RandomlyPlaced(4), 5).images().checksum(),
                TransformedSet.of(bordered, RandomlyPlaced.within(4, 28, 28), 5)
                        .images()
                        .checksum());
        assertThrows(IllegalArgumentException.class, () -> RandomlyPlaced.within(4, 0, 28));
        assertThrows(IllegalArgumentException.class, () -> RandomlyPlaced.within(4, 28, 41));
    }

    /** Which of the 13×13 places holds the digit, pixel by pixel, with paper everywhere else. */
    private static int place(ImageSet digit, ImageSet placed, int image) {
        int top = first(placed, image, true) - first(digit, 0, true);
        int left = first(placed, image, false) - first(digit, 0, false);
        for (int r = 0; r < 40; r++) {
            for (int c = 0; c < 40; c++) {
                boolean inside = r >= top && r < top + 28 && c >= left && c < left + 28;
                assertEquals(inside ? digit.pixel(0, r - top, c - left) : 0, placed.pixel(image, r, c));
            }
        }
        return top * 13 + left;
    }

    private static int first(ImageSet set, int image, boolean row) {
        for (int i = 0; i < set.rows(); i++) {
            for (int j = 0; j < set.cols(); j++) {
                if (set.pixel(image, row ? i : j, row ? j : i) > 0) {
                    return i;
                }
            }
        }
        throw new AssertionError("a blank image");
    }
}
