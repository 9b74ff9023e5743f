package org.lie4j.eval.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;
import us.hebi.matlab.mat.types.Struct;

/** MATLAB files against a writer and a reader that are not ours: the library's own. */
class MatTest {
    private static ImageSet set;

    @TempDir
    Path dir;

    @BeforeAll
    static void make() throws IOException {
        set = TransformedSet.of(EmbeddedMnist.load().test().slice(0, 30), new AffnistRecipe(5), 2)
                .images();
    }

    private static Matrix matrix(int rows, int cols, MatlabType type, IntToDoubleFunction value) {
        Matrix matrix = Mat5.newMatrix(rows, cols, type);
        for (int i = 0; i < rows * cols; i++) {
            matrix.setDouble(i, value.applyAsDouble(i));
        }
        return matrix;
    }

    private static double pixel(int i) {
        return set.pixel(i / 1600, i % 1600 / 40, i % 40);
    }

    /** As the official files are: more fields than those that are wanted, before and behind them, cells among them. */
    private static Struct official(MatlabType type, double scale) {
        Struct transforms = Mat5.newStruct().set("rotation", matrix(1, 60, MatlabType.Double, i -> i));
        return Mat5.newStruct()
                .set("affine_transform", matrix(6, 60, MatlabType.Double, i -> i / 7.0))
                .set("image", matrix(1600, 60, type, i -> pixel(i) * scale))
                .set("human_readable_transform", transforms)
                .set("names", Mat5.newCell(2, 2))
                .set("label_int", matrix(1, 60, MatlabType.UInt8, set::label))
                .set("label_one_of_n", matrix(10, 60, MatlabType.Double, i -> 0));
    }

    private Path write(MatFile content, int level) throws IOException {
        Path file = dir.resolve("file-" + System.nanoTime() + ".mat");
        try (var sink = Sinks.newStreamingFile(file.toFile())) {
            Mat5.newWriter(sink).setDeflateLevel(level).writeMat(content);
        }
        return file;
    }

    @ParameterizedTest
    @EnumSource(
            value = MatlabType.class,
            names = {"UInt8", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Single", "Double"})
    void officialLayoutOfAnyNumbers(MatlabType type) throws IOException {
        MatFile content = Mat5.newMatFile()
                .addArray("remark", Mat5.newString("not wanted"))
                .addArray("affNISTdata", official(type, 1));
        for (int level : new int[] {0, 1}) {
            ImageSet read = MatReader.read(write(content, level));
            assertEquals(set.checksum(), read.checksum());
        }
    }

    @Test
    void onesAreFullInkWhereNothingIsAbove() throws IOException {
        Path file = write(Mat5.newMatFile().addArray("x", official(MatlabType.Double, 1 / 255.0)), 1);
        assertEquals(set.checksum(), MatReader.read(file).checksum());
    }

    @Test
    void variablesWithoutAStructWillDo() throws IOException {
        MatFile content = Mat5.newMatFile()
                .addArray("image", matrix(1600, 60, MatlabType.UInt8, MatTest::pixel))
                .addArray("label_int", matrix(60, 1, MatlabType.Double, set::label));
        assertEquals(set.checksum(), MatReader.read(write(content, 1)).checksum());
    }

    @Test
    void batchesAndSlicesAreTheSameImages() throws IOException {
        Path file = dir.resolve("set.mat");
        MatWriter.write(set, file);
        List<String> batches = new ArrayList<>();
        MatReader.forEach(file, 25, batch -> batches.add(batch.checksum()));
        assertEquals(
                List.of(
                        set.slice(0, 25).checksum(),
                        set.slice(25, 50).checksum(),
                        set.slice(50, 60).checksum()),
                batches);
        assertEquals(set.slice(7, 9).checksum(), MatReader.read(file, 7, 9).checksum());
        assertThrows(IndexOutOfBoundsException.class, () -> MatReader.read(file, 7, 61));
        assertThrows(IllegalArgumentException.class, () -> MatReader.forEach(file, 0, batch -> {}));
    }

    @Test
    void anotherReaderReadsWhatIsWritten() throws IOException {
        Path file = dir.resolve("set.mat");
        MatWriter.write(set, file);
        Struct struct = Mat5.readFromFile(file.toFile()).getStruct("affNISTdata");
        Matrix image = struct.getMatrix("image");
        assertArrayEquals(new int[] {1600, 60}, image.getDimensions());
        assertEquals(MatlabType.UInt8, image.getType());
        assertArrayEquals(new int[] {1, 60}, struct.getMatrix("label_int").getDimensions());
        for (int i = 0; i < 60; i++) {
            assertEquals(set.label(i), struct.getMatrix("label_int").getInt(i));
            for (int c = 0; c < 10; c++) {
                assertEquals(
                        set.label(i) == c ? 1 : 0,
                        struct.getMatrix("label_one_of_n").getInt(c, i));
            }
            for (int p = 0; p < 1600; p++) {
                assertEquals(set.pixel(i, p / 40, p % 40), image.getInt(p, i));
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        MatWriter.write(set, file);
        assertArrayEquals(bytes, Files.readAllBytes(file), "the same set, the same bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
    void floatsOfManyTimesTheMemoryAreStreamed(String order) throws IOException {
        // What homNIST's file is, a hundredth of its size, written by hand: doubles, not compressed.
        int n = 3_200;
        Path file = dir.resolve("doubles.mat");
        ByteOrder bytes = order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        writeDoubles(file, n, bytes);
        assertTrue(Files.size(file) > 40_000_000);
        int[] seen = new int[2];
        long before = allocated();
        MatReader.forEach(file, 100, batch -> {
            for (int i = 0; i < batch.count(); i++) {
                int image = seen[0]++;
                seen[1] += batch.label(i) == image % 10 ? 0 : 1;
                seen[1] += batch.pixel(i, 0, 1) == image % 256 && batch.pixel(i, 39, 39) == 255 ? 0 : 1;
            }
        });
        assertArrayEquals(new int[] {n, 0}, seen);
        // Bytes of the images (5 MB) and little more; the file has 41 MB.
        assertTrue(allocated() - before < 12_000_000, "allocated " + (allocated() - before));
    }

    private static void writeDoubles(Path file, int n, ByteOrder order) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            byte[] header = new byte[128];
            byte[] text = "MATLAB 5.0 MAT-file".getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(text, 0, header, 0, text.length);
            header[126] = (byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I');
            header[127] = (byte) (order == ByteOrder.BIG_ENDIAN ? 'I' : 'M');
            out.write(header);
            variable(out, order, "image", 1600, n, i -> {
                int p = i % 1600;
                return (p == 1 ? i / 1600 % 256 : p == 1599 ? 255 : 0) / 255.0;
            });
            variable(out, order, "label_int", 1, n, i -> i % 10);
        }
    }

    private static void variable(
            OutputStream out, ByteOrder order, String name, int rows, int cols, IntToDoubleFunction value)
            throws IOException {
        byte[] padded = java.util.Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), (name.length() + 7) / 8 * 8);
        int size = 16 + 16 + 8 + padded.length + 8 + 8 * rows * cols;
        ByteBuffer head = ByteBuffer.allocate(8 + size - 8 * rows * cols).order(order);
        head.putInt(14).putInt(size);
        head.putInt(6).putInt(8).putInt(6).putInt(0);
        head.putInt(5).putInt(8).putInt(rows).putInt(cols);
        head.putInt(1).putInt(name.length()).put(padded);
        head.putInt(9).putInt(8 * rows * cols);
        out.write(head.array());
        ByteBuffer column = ByteBuffer.allocate(8 * rows).order(order);
        for (int c = 0; c < cols; c++) {
            column.clear();
            for (int r = 0; r < rows; r++) {
                column.putDouble(value.applyAsDouble(c * rows + r));
            }
            out.write(column.array());
        }
    }

    @SuppressWarnings("deprecation") // getId is deprecated from 19 on; its successor does not exist in 17.
    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        fails("no such file, expected a MATLAB file", dir.resolve("none.mat"));
        fails("is a folder, expected a MATLAB file", dir);
        fails("does not begin like a MATLAB file", Files.write(dir.resolve("zeros"), new byte[200]));
        fails(
                "a MATLAB 7.3 (HDF5) file, expected level 5",
                Files.writeString(dir.resolve("hdf"), "MATLAB 7.3 MAT-file" + " ".repeat(200)));
        Path file = write(Mat5.newMatFile().addArray("pictures", matrix(4, 4, MatlabType.UInt8, i -> i)), 1);
        fails("no array 'image', expected 'image' and 'label_int' as in affNIST's files, found pictures", file);
    }

    @Test
    void arraysThatDoNotFitAreRefused() throws IOException {
        Struct unlabelled = official(MatlabType.UInt8, 1).set("label_int", matrix(1, 59, MatlabType.UInt8, i -> 0));
        fails("59 labels for 60 images", write(Mat5.newMatFile().addArray("x", unlabelled), 1));
        Struct badLabel = official(MatlabType.UInt8, 1).set("label_int", matrix(1, 60, MatlabType.UInt8, i -> i));
        fails(
                "label 10.0 at position 10, expected 0 to 9",
                write(Mat5.newMatFile().addArray("x", badLabel), 1));
        Struct oblong = official(MatlabType.UInt8, 1).set("image", matrix(1599, 60, MatlabType.UInt8, i -> 0));
        fails("'image' is 1599×60, expected one column", write(Mat5.newMatFile().addArray("x", oblong), 1));
        Struct nan = official(MatlabType.Double, 1).set("image", matrix(1600, 60, MatlabType.Double, i -> 0.0 / 0));
        fails(
                "holds NaN at pixel 0 of image 0, expected 0 to 255",
                write(Mat5.newMatFile().addArray("x", nan), 1));
        Struct dark = official(MatlabType.Double, 1.1);
        fails(", expected 0 to 255", write(Mat5.newMatFile().addArray("x", dark), 0));
    }

    @Test
    void partsAreFoundWholeOrInBatches() throws IOException {
        Path batches = Files.createDirectories(dir.resolve("transformed/training_batches"));
        for (int i : new int[] {10, 2, 1}) {
            MatWriter.write(set.slice(i, i + 1), batches.resolve(i + ".mat"));
        }
        MatWriter.write(set, dir.resolve("transformed/test.mat"));
        assertEquals(
                List.of("1.mat", "2.mat", "10.mat"),
                AffnistFiles.find(dir, AffnistFiles.Version.TRANSFORMED, AffnistFiles.Part.TRAINING).stream()
                        .map(f -> f.getFileName().toString())
                        .toList());
        assertEquals(
                List.of(dir.resolve("transformed/test.mat")),
                AffnistFiles.find(dir, AffnistFiles.Version.TRANSFORMED, AffnistFiles.Part.TEST));
        BadDataException e = assertThrows(
                BadDataException.class,
                () -> AffnistFiles.find(dir, AffnistFiles.Version.JUST_CENTERED, AffnistFiles.Part.TEST));
        assertTrue(e.getMessage().contains("expected just_centered/test.mat"), e.getMessage());
    }

    private static void fails(String part, Path file) {
        BadDataException e = assertThrows(BadDataException.class, () -> MatReader.read(file));
        assertTrue(e.getMessage().contains(part), e.getMessage());
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertEquals(1, e.getMessage().lines().count());
    }
}
