package org.lie4j.apen.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lie4j.apen.partitions.Partition;

class CloudFilesTest {
    @TempDir
    private Path folder;

    private static LabelledCloud cloud(int parts) {
        SplittableRandom random = new SplittableRandom(1);
        double[] x = new double[60];
        for (int i = 0; i < 60; i++) {
            x[i] = random.nextGaussian() * Math.pow(10, random.nextInt(-300, 300));
        }
        x[0] = -0.0;
        x[1] = Double.MIN_VALUE;
        return LabelledCloud.of(x, Partition.of(random.ints(20, 0, parts).toArray()));
    }

    private static String ending(CloudFiles.Format format) {
        return switch (format) {
            case PLY_ASCII, PLY_BINARY -> "cloud.ply";
            case XYZ -> "cloud.xyz";
            case CSV -> "cloud.csv";
        };
    }

    @ParameterizedTest
    @EnumSource(CloudFiles.Format.class)
    void whatIsWrittenIsReadToTheLastBit(CloudFiles.Format format) throws IOException {
        for (int parts : new int[] {1, 4}) {
            LabelledCloud cloud = cloud(parts);
            Path file = folder.resolve(ending(format));
            CloudFiles.write(cloud, file, format);
            LabelledCloud read = CloudFiles.read(file);
            assertArrayEquals(cloud.points(), read.points());
            assertEquals(cloud.parts(), read.parts());
            try (Stream<Path> files = Files.list(folder)) {
                assertEquals(1, files.count(), "no temporary file is left");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CloudFiles.Format.class)
    void everyTruncationIsNamedOrLosesWholeLines(CloudFiles.Format format) throws IOException {
        Path file = folder.resolve(ending(format));
        CloudFiles.write(cloud(3), file, format);
        byte[] whole = Files.readAllBytes(file);
        boolean ply = ending(format).endsWith("ply");
        for (int length = 0; length < whole.length - 2; length += 3) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            if (ply) {
                assertThrows(IOException.class, () -> CloudFiles.read(file));
            }
        }
    }

    @Test
    void filesOfOtherProgramsAreRead() throws IOException {
        String header = """
                ply
                format ascii 1.0
                comment by hand
                element material 1
                property uchar red
                element vertex 2
                property float y
                property float x
                property list uchar int extra
                property float z
                property uchar label
                element face 1
                property list uchar int vertex_indices
                end_header
                """;
        Path file = folder.resolve("a.ply");
        Files.writeString(file, header.replace("\n", "\r\n") + "255\r\n1 2 2 7 8 3 1\r\n4 5 0 6 0\r\n3 0 1 0\r\n");
        LabelledCloud read = CloudFiles.read(file);
        assertArrayEquals(new double[] {2, 1, 3, 5, 4, 6}, read.points());
        assertArrayEquals(new int[] {1, 0}, read.parts().labels());

        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            String name = order == ByteOrder.LITTLE_ENDIAN ? "binary_little_endian" : "binary_big_endian";
            ByteBuffer bytes = ByteBuffer.allocate(1000).order(order);
            bytes.put(header.replace("ascii", name).getBytes(StandardCharsets.US_ASCII));
            bytes.put((byte) 255);
            bytes.putFloat(1)
                    .putFloat(2)
                    .put((byte) 2)
                    .putInt(7)
                    .putInt(8)
                    .putFloat(3)
                    .put((byte) 1);
            bytes.putFloat(4).putFloat(5).put((byte) 0).putFloat(6).put((byte) 0);
            bytes.put((byte) 3).putInt(0).putInt(1).putInt(0);
            Files.write(file, java.util.Arrays.copyOf(bytes.array(), bytes.position()));
            assertArrayEquals(read.points(), CloudFiles.read(file).points());
            assertEquals(read.parts(), CloudFiles.read(file).parts());
        }
        Path text = folder.resolve("a.xyz");
        Files.writeString(text, "# a comment\n\n 1 2 3\n4\t5 6\n");
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, CloudFiles.read(text).points());
        Path csv = folder.resolve("a.csv");
        Files.writeString(csv, "X, Y, Z\n1, 2, 3\n");
        assertEquals(1, CloudFiles.read(csv).size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a.xyz | 1 2           | line 1: expected 3 or 4 numbers, got 2: 1 2
            a.xyz | 1 2 3;1 2 3 4 | line 2: expected 3 numbers, got 4
            a.xyz | 1 2 x         | line 1: expected a number, got x
            a.xyz | 1 2 NaN       | line 1: expected finite coordinates, got 1.0 2.0 NaN
            a.xyz | 1 2 3 -1      | expected a part, a whole number from 0 to 1000000, got -1.0
            a.xyz | 1 2 3 1e9     | got 1.0E9
            a.xyz | #             | expected at least 1 point, got none
            a.csv | x,y,z;1,2     | line 2: expected 3 numbers, got 2
            a.csv | 1,2           | line 1: expected 3 or 4 numbers, got 2
            a.ply | plx           | header: expected ply, got plx
            a.ply | ply;format ascii 2.0 | got format ascii 2.0
            a.ply | ply;format ascii 1.0;elephant | header: expected element, property, comment or end_header, got elephant
            a.ply | ply;format ascii 1.0;element vertex -1 | header: expected a count, got -1
            a.ply | ply;format ascii 1.0;end_header | header: expected an element vertex, got none
            a.ply | ply;format ascii 1.0;element vertex 1;property half x | expected a type such as float or int32, got half
            a.ply | ply;format ascii 1.0;element vertex 1;property int x;end_header;1 | header: expected a vertex property y
            a.ply | ply;format ascii 1.0;element vertex 2;property int x;property int y;property int z;end_header;1 2 3 | vertex 1 of 2: expected a number, got the end of the file
            a.ply | ply;format ascii 1.0;element vertex 1;property int x;property int y;property int z;end_header;1 2 3 4 | expected 3 numbers on the line, got 4
            """)
    void brokenFilesAreNamed(String name, String content, String message) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, content.replace(";", "\n") + "\n");
        String actual =
                assertThrows(IOException.class, () -> CloudFiles.read(file)).getMessage();
        assertTrue(actual.contains(message), actual);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLY_ASCII", "PLY_BINARY", "CSV"})
    void furtherNumbersGoAlongAndArePassedOver(CloudFiles.Format format) throws IOException {
        LabelledCloud cloud = LabelledCloud.of(new double[] {1, 2, 3, 4, 5, 6}, Partition.of(new int[] {1, 0}));
        Path file = folder.resolve("values" + ending(format));
        CloudFiles.write(cloud, Map.of("uncertainty", new double[] {0.25, 1e-300}), file, format);
        LabelledCloud read = CloudFiles.read(file);
        assertArrayEquals(cloud.points(), read.points());
        assertArrayEquals(cloud.parts().labels(), read.parts().labels());
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertTrue(content.contains("uncertainty"), content);
        if (format != CloudFiles.Format.PLY_BINARY) {
            assertTrue(content.contains("1.0E-300"), content);
        }
    }

    @Test
    void valuesThatDoNotFitAreRefused() {
        LabelledCloud cloud = LabelledCloud.of(new double[3], Partition.whole(1));
        Path file = folder.resolve("none.ply");
        String length = assertThrows(
                        IllegalArgumentException.class,
                        () -> CloudFiles.write(cloud, Map.of("u", new double[2]), file, CloudFiles.Format.PLY_ASCII))
                .getMessage();
        assertTrue(length.contains("expected 1 for each name") && length.contains("got 2 for \"u\""), length);
        assertThrows(
                IllegalArgumentException.class,
                () -> CloudFiles.write(cloud, Map.of("two words", new double[1]), file, CloudFiles.Format.CSV));
        assertThrows(
                IllegalArgumentException.class,
                () -> CloudFiles.write(cloud, Map.of("u", new double[1]), file, CloudFiles.Format.XYZ));
        assertFalse(Files.exists(file));
    }

    @Test
    void aFailedWriteLeavesWhatWasThere() throws IOException {
        Path target = folder.resolve("taken.ply");
        Files.createDirectories(target.resolve("inside"));
        assertThrows(IOException.class, () -> CloudFiles.write(cloud(2), target, CloudFiles.Format.CSV));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
        assertTrue(Files.isDirectory(target.resolve("inside")));
        Path odd = folder.resolve("a.txt");
        Files.writeString(odd, "1 2 3");
        assertThrows(IllegalArgumentException.class, () -> CloudFiles.read(odd));
    }

    @Test
    void cloudsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> LabelledCloud.of(new double[5], Partition.whole(2)));
        assertThrows(
                IllegalArgumentException.class,
                () -> LabelledCloud.of(new double[] {0, Double.NaN, 0}, Partition.whole(1)));
        assertThrows(IllegalArgumentException.class, () -> cloud(2).select(new int[0]));
    }
}
