package org.lie4j.eval.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AffnistTestSetTest {
    private static ImageSet digits;

    @TempDir
    Path dir;

    @BeforeAll
    static void load() throws IOException {
        digits = EmbeddedMnist.load().test().slice(0, 40);
    }

    private static ImageSet images(int copies) {
        return TransformedSet.of(digits, new AffnistRecipe(3), copies).images();
    }

    /** The images in another order. */
    private static ImageSet picked(ImageSet set, int... order) {
        byte[] pixels = new byte[order.length * 1600];
        byte[] labels = new byte[order.length];
        for (int i = 0; i < order.length; i++) {
            set.copyTo(order[i], 1, pixels, i * 1600);
            labels[i] = (byte) set.label(order[i]);
        }
        return ImageSet.of("picked", 40, 40, pixels, labels);
    }

    private Path write(String name, ImageSet set) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        MatWriter.write(set, file);
        return dir;
    }

    /** Brings every image to its position, and says which it is. */
    private static void assertSame(ImageSet expected, AffnistTestSet set) throws IOException {
        String[] found = new String[set.count()];
        int[] at = {0};
        set.forEach(7, batch -> {
            for (int i = 0; i < batch.count(); i++) {
                found[set.position(at[0]++)] = batch.slice(i, i + 1).checksum();
            }
        });
        for (int k = 0; k < found.length; k++) {
            assertEquals(expected.slice(k, k + 1).checksum(), found[k], "image " + k);
        }
        assertArrayEquals(expected.labels(), set.labels());
    }

    @Test
    void copiesSideBySide() throws IOException {
        ImageSet images = images(3);
        AffnistTestSet set = AffnistTestSet.open(write("transformed/test.mat", images), digits);
        assertEquals(120, set.count());
        assertEquals(3, set.copies());
        assertSame(images, set);
        assertTrue(set.checksum().matches("[0-9a-f]{64}"));
    }

    @Test
    void oneFileForEachCopy() throws IOException {
        ImageSet images = images(12);
        for (int copy = 0; copy < 12; copy++) {
            int c = copy;
            write(
                    "transformed/test_batches/" + (copy + 1) + ".mat",
                    picked(images, IntStream.range(0, 40).map(i -> 12 * i + c).toArray()));
        }
        AffnistTestSet set = AffnistTestSet.open(dir, digits);
        assertEquals(12, set.copies());
        assertSame(images, set);
    }

    @Test
    void anUnknownOrderLeavesEachImageByItself() throws IOException {
        ImageSet images = images(3);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 120).boxed().toList());
        java.util.Collections.shuffle(order, new java.util.Random(1));
        ImageSet shuffled =
                picked(images, order.stream().mapToInt(Integer::intValue).toArray());
        AffnistTestSet set = AffnistTestSet.open(write("test.mat", shuffled), digits);
        assertEquals(1, set.copies());
        assertSame(shuffled, set);
        // Of other digits than those that are tested on.
        assertEquals(1, AffnistTestSet.open(dir, digits.slice(0, 37)).copies());
    }

    @Test
    void whatIsNoSuchSetIsRefused() throws IOException {
        refused("no affNIST files of this part, expected transformed/test.mat");
        MatWriter.write(digits, dir.resolve("test.mat"));
        refused("images of 28×28 pixels, expected affNIST's of 40×40");
        Files.writeString(dir.resolve("test.mat"), "no MATLAB");
        refused("test.mat");
    }

    private void refused(String part) {
        String message = assertThrows(BadDataException.class, () -> AffnistTestSet.open(dir, digits))
                .getMessage();
        assertTrue(message.contains(part), message);
    }
}
