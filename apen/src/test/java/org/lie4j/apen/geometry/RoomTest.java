package org.lie4j.apen.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lie4j.apen.partitions.Partition;

class RoomTest {
    @TempDir
    private Path folder;

    private static final String BOX = """
            # a box
            v 0 0 0
            v 2 0 0
            v 2 4 0
            v 0 4 0
            v 0 0 1 0.5 0.5 0.5
            v 2 0 1
            v 2 4 1
            v 0 4 1
            vn 0 0 1
            g sides
            f 1//1 4//1 3//1 2//1
            f 5 6 7 8
            f 1/1 2/1 \\
              6/1 5/1
            f -6 -5 -1 -2
            f 1 5 8 4
            f 2 3 7 6
            f 2 3
            """;

    private static final String CATALOGUE = """
            id=test
            name#1=Box
            category#1=Boxes
            model#1=/models/box.obj
            width#1=40
            depth#1=30
            height#1=100
            movable#1=true
            """;

    private static TriangleMesh box() throws IOException {
        return ObjReader.read(new StringReader(BOX));
    }

    private Path library(Map<String, String> entries) throws IOException {
        Path file = folder.resolve("library.sh3f");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return file;
    }

    @Test
    void facesOfAnyKindOfIndexBecomeTriangles() throws IOException {
        TriangleMesh box = box();
        assertEquals(8, box.vertexCount());
        assertEquals(12, box.triangleCount());
        double area = 0;
        for (int t = 0; t < 12; t++) {
            area += box.area(t);
        }
        assertEquals(2 * (8 + 4 + 2), area, 1e-14);
        assertArrayEquals(new double[] {0, 0, 0, 2, 4, 1}, box.bounds());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v 2 4 0      | v 2 4       | line 4: expected v and 3 coordinates, got v 2 4
            v 2 4 0      | v 2 4 y     | line 4: expected a coordinate, got y
            v 2 4 0      | v 2 4 NaN   | line 4: expected a finite coordinate, got NaN
            f 5 6 7 8    | f           | line 13: expected f and corners, got f
            f 5 6 7 8    | f 5 6 7 9   | line 13: expected a vertex from 1 to 8, got 9
            f 5 6 7 8    | f 5 6 7 0   | line 13: expected a vertex from 1 to 8, got 0
            f 5 6 7 8    | f 5 6 -9 8  | line 13: expected a vertex from 1 to 8, got -9
            f 5 6 7 8    | f 5 6 /2 8  | line 13: expected the number of a vertex, got /2
            """)
    void brokenModelsAreNamed(String from, String to, String message) {
        String broken = BOX.replace(from.strip(), to.strip());
        String actual = assertThrows(MalformedFileException.class, () -> ObjReader.read(new StringReader(broken)))
                .getMessage();
        assertTrue(actual.contains(message), actual);
        assertThrows(MalformedFileException.class, () -> ObjReader.read(new StringReader("v 1 2 3\n")));
    }

    @Test
    void samplesAreUniformByArea() throws IOException {
        TriangleMesh box = box();
        int n = 60_000;
        SurfaceSample sample = SurfaceSample.draw(box, n, new SplittableRandom(1));
        double[] x = sample.points(box);
        double[] count = new double[12];
        double[] mean = new double[3];
        for (int i = 0; i < n; i++) {
            count[sample.triangle(i)]++;
            boolean onSurface = false;
            for (int c = 0; c < 3; c++) {
                mean[c] += x[3 * i + c] / n;
                onSurface |= Math.abs(x[3 * i + c]) < 1e-12
                        || Math.abs(x[3 * i + c] - (c == 0 ? 2 : c == 1 ? 4 : 1)) < 1e-12;
            }
            assertTrue(onSurface);
        }
        for (int t = 0; t < 12; t++) {
            double expected = n * box.area(t) / 28;
            assertEquals(expected, count[t], 5 * Math.sqrt(expected));
        }
        assertArrayEquals(new double[] {1, 2, 0.5}, mean, 0.02);
        // Uniform within a triangle: the mean square of a barycentric coordinate is 1/6.
        TriangleMesh triangle = TriangleMesh.of(new double[] {0, 0, 0, 1, 0, 0, 0, 1, 0}, new int[] {0, 1, 2});
        double square = 0;
        for (double u : SurfaceSample.draw(triangle, n, new SplittableRandom(2)).points(triangle)) {
            square += u * u / n;
        }
        assertEquals(2.0 / 6, square, 0.01);
    }

    @Test
    void modelsHaveTheSizesOfTheCatalogue() throws IOException {
        Path file = library(Map.of("PluginFurnitureCatalog.properties", CATALOGUE, "models/box.obj", BOX));
        try (FurnitureCatalogue catalogue = FurnitureCatalogue.open(file)) {
            assertEquals(
                    List.of(new FurnitureCatalogue.Model(1, "Box", "Boxes", 0.4, 1, 0.3, true, "models/box.obj")),
                    catalogue.models());
            assertArrayEquals(
                    new double[] {-0.2, 0, -0.15, 0.2, 1, 0.15},
                    catalogue.mesh(catalogue.models().get(0)).bounds(),
                    1e-15);
        }
    }

    @Test
    void brokenLibrariesAreNamed() throws IOException {
        Path text = folder.resolve("text.sh3f");
        Files.writeString(text, "no zip at all");
        assertMessage("expected a zip file", text);
        assertMessage("expected an entry PluginFurnitureCatalog.properties, got none of 1", library(Map.of("a", "b")));
        Map<String, String> entries = new TreeMap<>();
        entries.put("PluginFurnitureCatalog.properties", "id=none");
        assertMessage("expected a property name#1, got none", library(entries));
        entries.put("PluginFurnitureCatalog.properties", CATALOGUE.replace("width#1=40", "width#1=-40"));
        assertMessage("width#1: expected a positive number of centimetres, got -40", library(entries));
        entries.put("PluginFurnitureCatalog.properties", CATALOGUE.replace("depth#1=30", ""));
        assertMessage("expected a property depth#1, got none", library(entries));
        entries.put("PluginFurnitureCatalog.properties", "name#1=\\u12");
        assertMessage("expected properties", library(entries));
        entries.put("PluginFurnitureCatalog.properties", CATALOGUE);
        try (FurnitureCatalogue catalogue = FurnitureCatalogue.open(library(entries))) {
            String message = assertThrows(
                            MalformedFileException.class,
                            () -> catalogue.mesh(catalogue.models().get(0)))
                    .getMessage();
            assertTrue(message.contains("expected an entry models/box.obj"), message);
        }
    }

    private static void assertMessage(String part, Path file) {
        String message = assertThrows(
                        MalformedFileException.class,
                        () -> FurnitureCatalogue.open(file).close())
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    private static List<TriangleMesh> boxes(int count) throws IOException {
        List<TriangleMesh> boxes = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            double[] v = box().vertices();
            for (int i = 0; i < v.length; i++) {
                v[i] *= 0.2 + 0.1 * k;
            }
            boxes.add(box().withVertices(v));
        }
        return boxes;
    }

    @Test
    void objectsTouchOrAreApartAsAsked() throws IOException {
        for (boolean anyRotation : new boolean[] {false, true}) {
            for (boolean contact : new boolean[] {false, true}) {
                RoomComposer composer = new RoomComposer(300, 200, 0.1, contact, anyRotation);
                LabelledCloud room = composer.compose(boxes(4), new SplittableRandom(3));
                assertEquals(1400, room.size());
                assertEquals(5, room.parts().parts());
                assertEquals(200, room.parts().partSize(4));
                double[] x = room.points();
                for (int k = 0; k < 3; k++) {
                    double squared = RoomComposer.nearest(
                            room.select(room.parts().points(k)).points(),
                            room.select(room.parts().points(k + 1)).points());
                    if (!contact) {
                        assertTrue(squared >= 0.01, "apart by " + Math.sqrt(squared));
                    } else if (!anyRotation) {
                        assertTrue(squared < 4e-4, "touching to " + Math.sqrt(squared));
                    }
                }
                double lowest = Double.POSITIVE_INFINITY;
                for (int i = 0; i < 1200; i++) {
                    lowest = Math.min(lowest, x[3 * i + 1]);
                }
                assertTrue(anyRotation ? lowest >= 0 : Math.abs(lowest) < 1e-12);
            }
        }
    }

    @Test
    void aYawKeepsTheVerticalAndHaarRotationsDoNot() {
        SplittableRandom random = new SplittableRandom(4);
        double[] yaw = Scan.randomYaw(random);
        assertEquals(1, yaw[4]);
        assertEquals(0, Math.abs(yaw[1]) + Math.abs(yaw[3]) + Math.abs(yaw[5]) + Math.abs(yaw[7]));
        double mean = 0;
        for (int k = 0; k < 4000; k++) {
            double[] r = Scan.haarRotation(random);
            mean += r[4] * r[4] / 4000;
        }
        assertEquals(1.0 / 3, mean, 0.02);
    }

    @Test
    void halfOfASphereIsSeen() {
        SplittableRandom random = new SplittableRandom(5);
        double[] x = new double[12_000];
        for (int i = 0; i < 4000; i++) {
            double[] r = Scan.haarRotation(random);
            System.arraycopy(r, 0, x, 3 * i, 3);
        }
        LabelledCloud sphere = LabelledCloud.of(x, Partition.whole(4000));
        double[] direction = {1, 2, -1};
        LabelledCloud seen = Scan.seenAlong(sphere, direction, 0.1, 0.15);
        double[] y = seen.points();
        int front = 0;
        for (int i = 0; i < seen.size(); i++) {
            front += y[3 * i] + 2 * y[3 * i + 1] - y[3 * i + 2] < 0 ? 1 : 0;
        }
        assertTrue(front > 1400 && seen.size() - front < 0.15 * front, front + " of " + seen.size());

        LabelledCloud noisy = Scan.noisy(sphere, 0.1, random);
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            squares += (noisy.points()[i] - x[i]) * (noisy.points()[i] - x[i]) / x.length;
            if (i > 300) {
                break;
            }
        }
        assertEquals(0.01 * 302 / x.length, squares, 0.004 * 302 / x.length);
    }

    @Test
    void badInputIsNamed() throws IOException {
        SplittableRandom random = new SplittableRandom(6);
        RoomComposer composer = new RoomComposer(10, 0, 0, true, true);
        assertThrows(IllegalArgumentException.class, () -> composer.compose(List.of(), random));
        TriangleMesh flat = TriangleMesh.of(new double[9], new int[] {0, 1, 2});
        assertThrows(IllegalArgumentException.class, () -> composer.compose(List.of(flat), random));
        assertThrows(IllegalArgumentException.class, () -> new RoomComposer(0, 0, 0, true, true));
        assertThrows(IllegalArgumentException.class, () -> new RoomComposer(1, 0, Double.NaN, true, true));
        assertThrows(IllegalArgumentException.class, () -> TriangleMesh.of(new double[9], new int[] {0, 1, 3}));
        assertThrows(IllegalArgumentException.class, () -> TriangleMesh.of(new double[8], new int[] {0, 1, 2}));
        assertThrows(
                IllegalArgumentException.class,
                () -> TriangleMesh.of(new double[] {0, 0, Double.NaN}, new int[] {0, 0, 0}));
        LabelledCloud cloud = LabelledCloud.of(new double[3], Partition.whole(1));
        assertThrows(IllegalArgumentException.class, () -> Scan.noisy(cloud, -1, random));
        assertThrows(IllegalArgumentException.class, () -> Scan.seenAlong(cloud, new double[3], 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Scan.seenAlong(cloud, new double[] {1, 0, 0}, 0, 1));
        assertThrows(
                IllegalArgumentException.class, () -> Scan.turned(cloud, new double[] {2, 0, 0, 0, 1, 0, 0, 0, 1}));
    }

    /** Reads every model of a real library: its path is the argument. */
    public static void main(String[] args) throws IOException {
        try (FurnitureCatalogue catalogue = FurnitureCatalogue.open(Path.of(args[0]))) {
            List<TriangleMesh> movable = new ArrayList<>();
            long triangles = 0;
            for (FurnitureCatalogue.Model model : catalogue.models()) {
                TriangleMesh mesh = catalogue.mesh(model);
                triangles += mesh.triangleCount();
                if (model.movable() && movable.size() < 5) {
                    movable.add(mesh);
                }
            }
            System.out.println(catalogue.models().size() + " models, " + triangles + " triangles");
            LabelledCloud room = new RoomComposer(500, 500, 0.2, true, false).compose(movable, new SplittableRandom(1));
            System.out.println("room: " + room.parts());
            CloudFiles.write(room, Path.of(args[1]), CloudFiles.Format.PLY_BINARY);
        }
    }
}
