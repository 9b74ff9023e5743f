package org.lie4j.eval.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
    @TempDir
    Path dir;

    private static ImageSet digits(int count, int side) {
        byte[] pixels = new byte[count * side * side];
        byte[] labels = new byte[count];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 31);
        }
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
        }
        return ImageSet.of("made", side, side, pixels, labels);
    }

    @ParameterizedTest
    @ValueSource(strings = {"images", "images.gz"})
    void readsBackWhatWasWritten(String name) throws IOException {
        ImageSet set = digits(12, 28);
        IdxWriter.writeImages(set, dir.resolve(name));
        IdxWriter.writeLabels(set, dir.resolve("labels.gz"));
        ImageSet back = IdxReader.read("back", dir.resolve(name), dir.resolve("labels.gz"));
        assertEquals(set.checksum(), back.checksum());
        assertEquals("back", back.name());
        try (var files = Files.list(dir)) {
            assertEquals(2, files.count(), "no temporary file stays");
        }
    }

    @Test
    void zipIsToldByContentNotByName() throws IOException {
        ImageSet set = digits(3, 28);
        IdxWriter.writeImages(set, dir.resolve("zipped.gz"));
        Files.move(dir.resolve("zipped.gz"), dir.resolve("plainly-named"));
        assertEquals(3, IdxReader.readImages(dir.resolve("plainly-named")).count());
    }

    @Test
    void findsTheFourFilesUnderEitherSpelling() throws IOException {
        ImageSet train = digits(20, 28);
        ImageSet test = digits(10, 28);
        IdxWriter.writeImages(train, dir.resolve("train-images.idx3-ubyte"));
        IdxWriter.writeLabels(train, dir.resolve("train-labels-idx1-ubyte.gz"));
        IdxWriter.writeImages(test, dir.resolve("t10k-images-idx3-ubyte"));
        IdxWriter.writeLabels(test, dir.resolve("t10k-labels.idx1-ubyte.gz"));
        Mnist mnist = Mnist.read(dir);
        assertEquals(train.checksum(), mnist.train().checksum());
        assertEquals(test.checksum(), mnist.test().checksum());
        assertEquals("training digits of " + dir.getFileName(), mnist.train().name());
    }

    @Test
    void otherFilesAreNotTakenForMnist() throws IOException {
        IdxWriter.writeImages(digits(3, 28), dir.resolve("images"));
        assertEquals(Optional.empty(), IdxReader.recognise(dir.resolve("images"), 3));
    }

    @Test
    void missingFileIsNamed() {
        BadDataException e = assertThrows(BadDataException.class, () -> Mnist.read(dir));
        assertTrue(e.getMessage().contains("no file train-images-idx3-ubyte"), e.getMessage());
    }

    @Test
    void imagesThatAreTooLargeAreRefused() throws IOException {
        for (String part : new String[] {"train", "t10k"}) {
            IdxWriter.writeImages(digits(10, 41), dir.resolve(part + "-images-idx3-ubyte"));
            IdxWriter.writeLabels(digits(10, 41), dir.resolve(part + "-labels-idx1-ubyte"));
        }
        fails("expected labelled images of at most 40×40 pixels, got", () -> Mnist.read(dir));
    }

    @Test
    void emptyFile() throws IOException {
        fails("the file is empty", file(new byte[0]));
    }

    @Test
    void wrongMagic() throws IOException {
        fails("magic number 0x00000801, expected 0x00000803 (images)", file(header(0x801, 5)));
        fails("only 2 bytes long", file(new byte[] {0, 0}));
    }

    @Test
    void headerCutShort() throws IOException {
        fails("the header ends after 12 bytes, expected 16", file(header(0x803, 1, 28)));
    }

    @Test
    void giantDimensionsAreRefusedBeforeAnythingIsAllocated() throws IOException {
        fails("the header claims", file(header(0x803, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE)));
        fails("dimension 1 is 4294967295", file(header(0x803, -1, 28, 28)));
        fails("dimension 2 is 0", file(header(0x803, 1, 0, 28)));
    }

    @Test
    void memoryFollowsTheDataNotTheClaim() throws IOException {
        long before = allocated();
        fails("holds 4 bytes of data, expected 600000×28×28 = 470400000", file(header(0x803, 600_000, 28, 28, 1)));
        assertTrue(allocated() - before < 10_000_000, "a short file with a giant claim must stay cheap");
    }

    @SuppressWarnings("deprecation") // getId is deprecated from 19 on; its successor does not exist in 17.
    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void moreDataThanTheHeaderSays() throws IOException {
        byte[] bytes = Arrays.copyOf(header(0x803, 1, 2, 2), 16 + 5);
        fails("holds more data than the header says", file(bytes));
    }

    @Test
    void truncatedZip() throws IOException {
        byte[] whole = zip(Arrays.copyOf(header(0x803, 2, 28, 28), 16 + 2 * 784));
        for (int length : new int[] {3, 15, whole.length - 1}) {
            fails("the gzip data ends early", file(Arrays.copyOf(whole, length)));
        }
    }

    @Test
    void damagedZip() throws IOException {
        byte[] whole = zip(Arrays.copyOf(header(0x803, 2, 28, 28), 16 + 2 * 784));
        whole[whole.length - 8] ^= 0x55; // the checksum at the end
        fails("damaged gzip data", file(whole));
    }

    @Test
    void labelOutOfRange() throws IOException {
        IdxWriter.writeImages(digits(3, 28), dir.resolve("images"));
        byte[] labels = Arrays.copyOf(header(0x801, 3), 11);
        labels[9] = 77;
        Path file = file(labels);
        fails("label 77 at position 1, expected 0 to 9", () -> IdxReader.read("x", dir.resolve("images"), file));
    }

    @Test
    void countsThatDiffer() throws IOException {
        IdxWriter.writeImages(digits(3, 28), dir.resolve("images"));
        IdxWriter.writeLabels(digits(4, 28), dir.resolve("labels"));
        fails("4 labels for the 3 images", () -> IdxReader.read("x", dir.resolve("images"), dir.resolve("labels")));
    }

    @Test
    void embeddedSliceIsWhatItSays() throws IOException {
        Mnist mnist = EmbeddedMnist.load();
        assertEquals(EmbeddedMnist.TRAIN, mnist.train().count());
        assertEquals(EmbeddedMnist.TEST, mnist.test().count());
        int[] perClass = new int[10];
        for (int label : mnist.train().labels()) {
            perClass[label]++;
        }
        // Counted once in the first 20,000 labels of the original file.
        assertArrayEquals(new int[] {1994, 2281, 1929, 2076, 1945, 1775, 1971, 2093, 1922, 2014}, perClass);
        assertTrue(EmbeddedMnist.attribution().contains("Attribution-ShareAlike 3.0"));
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(dir.resolve("file-" + System.nanoTime()), content);
    }

    private static byte[] header(int... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * numbers.length);
        for (int n : numbers) {
            buffer.putInt(n);
        }
        return buffer.array();
    }

    private static byte[] zip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(out)) {
            zipped.write(content);
        }
        return out.toByteArray();
    }

    private static void fails(String part, Path images) {
        fails(part, () -> IdxReader.readImages(images));
    }

    private static void fails(String part, org.junit.jupiter.api.function.Executable action) {
        BadDataException e = assertThrows(BadDataException.class, action);
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }
}
