package org.lie4j.eval.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

/**
 * Files that were damaged in more than a hundred ways. Each is refused by one line that names the file, what is wrong and what was
 * expected; or, where a flipped bit did no harm, it is the set that it was but for one pixel or label. Nothing crashes,
 * hangs, or takes memory for what is only claimed.
 */
@Timeout(900)
class DamagedFilesTest {
    /** Allocation for one file: what 64 MB of inflated data may take, chunk by chunk, while it is found out. */
    private static final long MOST_MEMORY = 300L << 20;

    private static ImageSet digits;

    @TempDir
    static Path dir;

    private static Path goodLabels;

    private final Map<Path, Reader> cases = new LinkedHashMap<>();
    private int refused;
    private int harmless;

    @FunctionalInterface
    private interface Reader {
        ImageSet read(Path file) throws IOException;
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    @BeforeAll
    static void load() throws IOException {
        digits = EmbeddedMnist.load().test().slice(0, 12);
        goodLabels = dir.resolve("good-labels");
        IdxWriter.writeLabels(digits, goodLabels);
    }

    private static ImageSet images(Path file) throws IOException {
        return IdxReader.read("x", file, goodLabels);
    }

    private static ImageSet labels(Path file) throws IOException {
        Path images = dir.resolve("good-images");
        IdxWriter.writeImages(digits, images);
        return IdxReader.read("x", images, file);
    }

    private static ImageSet png(Path file) throws IOException {
        return NamedImages.read(file).images();
    }

    private void add(String name, Reader reader, byte[] content) throws IOException {
        cases.put(Files.write(dir.resolve(cases.size() + "-" + name), content), reader);
    }

    private void add(String name, Reader reader, Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.writeTo(out);
        add(name, reader, out.toByteArray());
    }

    /** Cut short at places all over the file, and with single bits flipped all over it. */
    private void damage(String name, Reader reader, byte[] whole, int cuts, int flips) throws IOException {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        for (int i = 0; i < cuts; i++) {
            add(name + "-cut", reader, Arrays.copyOf(whole, (int) ((long) whole.length * i / cuts)));
        }
        for (int i = 0; i < flips; i++) {
            byte[] flipped = whole.clone();
            // Half of them near the beginning, where the structure is.
            int at = random.nextInt(i % 2 == 0 ? Math.min(300, whole.length) : whole.length);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            add(name + "-flip", reader, flipped);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    private static byte[] plainMat(Matrix image, Matrix labels) throws IOException {
        Path file = dir.resolve("plain-" + System.nanoTime());
        try (var sink = Sinks.newStreamingFile(file.toFile())) {
            Mat5.newWriter(sink)
                    .setDeflateLevel(0)
                    .writeMat(Mat5.newMatFile()
                            .addArray(
                                    "affNISTdata",
                                    Mat5.newStruct().set("image", image).set("label_int", labels)));
        }
        return bytes(file);
    }

    private static Matrix pixels(MatlabType type) {
        Matrix image = Mat5.newMatrix(784, digits.count(), type);
        for (int i = 0; i < 784 * digits.count(); i++) {
            image.setDouble(i, digits.pixel(i / 784, i % 784 / 28, i % 28));
        }
        return image;
    }

    private static Matrix classes() {
        Matrix labels = Mat5.newMatrix(1, digits.count(), MatlabType.UInt8);
        for (int i = 0; i < digits.count(); i++) {
            labels.setInt(i, digits.label(i));
        }
        return labels;
    }

    /** A file with one uncompressed array that claims a shape and a size, and holds no data. */
    private static byte[] claiming(int rows, int cols, int bytes) {
        ByteBuffer file = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        file.put("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII)).position(126);
        file.put((byte) 'I').put((byte) 'M');
        file.putInt(14).putInt(120);
        file.putInt(6).putInt(8).putInt(9).putInt(0);
        file.putInt(5).putInt(8).putInt(rows).putInt(cols);
        file.putInt(1).putInt(5).put("image\0\0\0".getBytes(StandardCharsets.US_ASCII));
        file.putInt(2).putInt(bytes);
        return file.array();
    }

    private static byte[] idx(int... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * numbers.length);
        Arrays.stream(numbers).forEach(buffer::putInt);
        return buffer.array();
    }

    private static void zeros(OutputStream out, long count) throws IOException {
        byte[] chunk = new byte[1 << 16];
        for (long left = count; left > 0; left -= chunk.length) {
            out.write(chunk, 0, (int) Math.min(left, chunk.length));
        }
    }

    private void collect() throws IOException {
        Path mat = dir.resolve("good.mat");
        MatWriter.write(digits, mat);
        damage("zipped-mat", MatReader::read, bytes(mat), 10, 16);
        damage("plain-mat", MatReader::read, plainMat(pixels(MatlabType.UInt8), classes()), 10, 30);
        Path images = dir.resolve("good-images.gz");
        IdxWriter.writeImages(digits, images);
        damage("idx-gz", DamagedFilesTest::images, bytes(images), 6, 10);
        IdxWriter.writeImages(digits, dir.resolve("good-images"));
        damage("idx", DamagedFilesTest::images, bytes(dir.resolve("good-images")), 6, 10);
        damage("labels", DamagedFilesTest::labels, bytes(goodLabels), 4, 8);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_INT_ARGB), "png", png);
        damage("a.png", DamagedFilesTest::png, png.toByteArray(), 6, 0);

        add("magic.mat", MatReader::read, out -> zeros(out, 1000));
        add("magic-idx", DamagedFilesTest::images, idx(0x801, 3, 28, 28));
        add("magic-labels", DamagedFilesTest::labels, idx(0xd03, 3, 28, 28));
        add("magic.png", DamagedFilesTest::png, new byte[] {(byte) 0x89, 'p', 'n', 'g'});
        add("sizes.mat", MatReader::read, claiming(1600, 2, 1600));
        add("huge.mat", MatReader::read, claiming(1600, 1_000_000, 1_600_000_000));
        add("giant.mat", MatReader::read, claiming(Integer.MAX_VALUE, Integer.MAX_VALUE, -1));
        add("negative.mat", MatReader::read, claiming(-1600, -1, 1600));
        add("none.mat", MatReader::read, claiming(0, 0, 0));
        add("huge-idx", DamagedFilesTest::images, idx(0x803, Integer.MAX_VALUE, Integer.MAX_VALUE, 28));
        add("negative-idx", DamagedFilesTest::images, idx(0x803, 12, -28, 28));
        add("more-idx", DamagedFilesTest::images, idx(0x803, 1, 1, 2, 1));
        Matrix nan = pixels(MatlabType.Double);
        nan.setDouble(5000, Double.NaN);
        add("nan.mat", MatReader::read, plainMat(nan, classes()));
        Matrix infinite = pixels(MatlabType.Single);
        infinite.setDouble(3, Double.POSITIVE_INFINITY);
        add("infinite.mat", MatReader::read, plainMat(infinite, classes()));
        Matrix large = pixels(MatlabType.Int16);
        large.setDouble(3, 256);
        add("large.mat", MatReader::read, plainMat(large, classes()));
        Matrix label = classes();
        label.setInt(11, 10);
        add("label.mat", MatReader::read, plainMat(pixels(MatlabType.UInt8), label));
        Matrix half = Mat5.newMatrix(1, digits.count(), MatlabType.Double);
        half.setDouble(2, 0.5);
        add("half.mat", MatReader::read, plainMat(pixels(MatlabType.UInt8), half));
        byte[] labels = bytes(goodLabels);
        labels[10] = 10;
        add("label-idx", DamagedFilesTest::labels, labels);
        add("bomb.gz", DamagedFilesTest::images, out -> {
            try (OutputStream zipped = new GZIPOutputStream(out)) {
                zipped.write(idx(0x803, 130_000, 28, 28));
                zeros(zipped, 130_000 * 784);
            }
        });
        add("bomb.mat", MatReader::read, DamagedFilesTest::bomb);
        add("folder-of-mat", MatReader::read, new byte[0]);
        add("folder-of-idx", DamagedFilesTest::images, new byte[0]);
        add("folder-of-labels", DamagedFilesTest::labels, new byte[0]);
        for (Path file : cases.keySet()) {
            if (file.toString().contains("-folder-")) {
                Files.delete(file);
                Files.createDirectory(file);
            }
        }
    }

    private static void bomb(OutputStream out) throws IOException {
        int columns = 65_536;
        byte[] claim = claiming(1600, columns, 1600 * columns);
        ByteBuffer inner = ByteBuffer.wrap(claim, 128, 64).order(ByteOrder.LITTLE_ENDIAN);
        inner.putInt(132, 56 + 1600 * columns);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream zipped = new DeflaterOutputStream(packed)) {
            zipped.write(claim, 128, 64);
            zeros(zipped, 1600L * columns);
        }
        out.write(claim, 0, 128);
        out.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(15)
                .putInt(packed.size())
                .array());
        packed.writeTo(out);
    }

    @Test
    void everyDamageIsRefusedOrHarmless() throws IOException {
        collect();
        assertTrue(cases.size() >= 120, "cases: " + cases.size());
        cases.forEach(this::check);
        assertEquals(cases.size(), refused + harmless);
        assertTrue(refused >= 90, "refused: " + refused);
        assertTrue(harmless >= 10, "flips of pixels that do no harm: " + harmless);
    }

    private void check(Path file, Reader reader) {
        long before = allocated();
        try {
            ImageSet read = reader.read(file);
            assertTrue(file.toString().endsWith("-flip"), () -> file + " was taken for " + read);
            assertTrue(differences(read) <= 1, () -> file + ": " + differences(read) + " differences");
            harmless++;
        } catch (BadDataException e) {
            String message = e.getMessage();
            assertTrue(message.startsWith(file.toString()), message);
            assertTrue(message.contains("expected"), message);
            assertEquals(1, message.lines().count(), message);
            refused++;
        } catch (IOException | RuntimeException | Error e) {
            fail(file + " gave " + e, e);
        }
        long used = allocated() - before;
        assertTrue(used < MOST_MEMORY, () -> file + " took " + used + " bytes");
    }

    /** Pixels and labels that are not those of the undamaged set. */
    private static int differences(ImageSet read) {
        assertEquals(digits.count(), read.count());
        int differences = 0;
        for (int i = 0; i < digits.count(); i++) {
            differences += read.label(i) == digits.label(i) ? 0 : 1;
            for (int p = 0; p < 784; p++) {
                differences += read.pixel(i, p / 28, p % 28) == digits.pixel(i, p / 28, p % 28) ? 0 : 1;
            }
        }
        return differences;
    }

    @SuppressWarnings("deprecation") // getId is deprecated from 19 on; its successor does not exist in 17.
    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
