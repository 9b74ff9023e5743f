package org.lie4j.apen.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lie4j.apen.geometry.TriangleMesh;
import org.lie4j.apen.partitions.Partition;

class RoomDatasetTest {
    private static final List<FurnitureModel> MODELS = GeneratedFurniture.models(4, 1);
    private static final RoomOptions SMALL = RoomOptions.defaults(2).withSize(512, 3, 2);

    @Test
    void generatedFurnitureStandsOnTheFloorInItsSize() {
        assertEquals(24, MODELS.size());
        for (FurnitureModel model : MODELS) {
            double[] b = model.mesh().bounds();
            assertEquals(0, b[1], 0.0501, model.name());
            assertTrue(b[4] - b[1] > 0.35 && b[4] - b[1] < 2.2, model.name() + " is " + b[4] + " high");
            assertTrue(b[3] - b[0] < 3.5 && b[5] - b[2] < 2.5, model.name() + " is too wide");
        }
        for (int i = 0; i < 24; i += 4) {
            assertNotEquals(
                    Arrays.hashCode(MODELS.get(i).mesh().vertices()),
                    Arrays.hashCode(MODELS.get(i + 1).mesh().vertices()));
        }
    }

    @Test
    void solidsHaveTheAreasOfTheirShapes() {
        assertEquals(
                2 * (2 * 3 + 3 * 4 + 2 * 4),
                area(new Solid().box(0, 2, 0, 3, 0, 4).mesh()),
                1e-12);
        // A prism of 16 sides in a circle of radius 1, height 2.
        double side = 2 * Math.sin(Math.PI / 16);
        double ends = 16 * Math.sin(2 * Math.PI / 16);
        assertEquals(
                16 * side * 2 + ends, area(new Solid().round(1, 1, 0, 2, 1, 1).mesh()), 1e-12);
    }

    @Test
    void facesPointOutwards() {
        // By the divergence theorem, away from the origin so that a wrong face shows.
        assertEquals(24, volume(new Solid().box(5, 7, 5, 8, 5, 9).mesh()), 1e-11);
        double prism = 16 * Math.sin(2 * Math.PI / 16) / 2 * 2;
        assertEquals(prism, volume(new Solid().round(5, 5, 5, 7, 1, 1).mesh()), 1e-11);
    }

    private static double volume(TriangleMesh mesh) {
        double[] v = mesh.vertices();
        int[] t = mesh.triangles();
        double volume = 0;
        for (int i = 0; i < t.length; i += 3) {
            int a = 3 * t[i];
            int b = 3 * t[i + 1];
            int c = 3 * t[i + 2];
            volume += (v[a] * (v[b + 1] * v[c + 2] - v[b + 2] * v[c + 1])
                            + v[a + 1] * (v[b + 2] * v[c] - v[b] * v[c + 2])
                            + v[a + 2] * (v[b] * v[c + 1] - v[b + 1] * v[c]))
                    / 6;
        }
        return volume;
    }

    private static double area(TriangleMesh mesh) {
        double area = 0;
        for (int t = 0; t < mesh.triangleCount(); t++) {
            area += mesh.area(t);
        }
        return area;
    }

    @ParameterizedTest
    @CsvSource({
        "Oak chair, chair",
        "Armchair, chair",
        "Stool, chair",
        "Corner sofa, sofa",
        "Couch, sofa",
        "Bed, bed",
        "Baby bed, bed",
        "Bedside table, ''",
        "Desk lamp, lamp",
        "Stone lantern, lamp",
        "Wall light, lamp",
        "Desk, table",
        "Table with tablecloth, table",
        "Table fan, ''",
        "Pool table, ''",
        "Bookcase, storage",
        "Upper shelves cabinet, storage",
        "Grand piano, ''"
    })
    void namesTellCategories(String name, String category) {
        assertEquals(category, FurnitureModel.categoryOf(name).orElse(""));
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true"})
    void roomsHaveEveryCategoryAndPiecesAreObjects(boolean anyRotation, boolean contact) {
        CloudSplit split = RoomDataset.make(SMALL.withObjects(anyRotation, contact), MODELS);
        assertEquals(3, split.train().count());
        assertEquals(16, split.test().count());
        assertEquals(
                List.of("chair", "table", "bed", "sofa", "storage", "lamp", "room"),
                split.test().labelNames());
        for (int i = 0; i < 16; i++) {
            CloudSet test = split.test();
            assertEquals(1 + i / 2, test.classOf(i));
            assertEquals(7, test.labels(i).nonemptyParts());
            assertTrue(test.pieces(i).hasSamePartsAs(test.labels(i)), "one object of each category");
            assertTrue(test.labels(i).partSize(6) > 40, "points of floor and walls");
        }
    }

    @Test
    void testModelsAreNeverSeenInTraining() {
        // Only one model differs between the sets: whichever is in training, the other must be in every test room.
        List<FurnitureModel> two = new ArrayList<>();
        two.add(scaledTo("chair", 1));
        two.add(scaledTo("chair", 1.5));
        for (long seed = 0; seed < 6; seed++) {
            RoomOptions options = new RoomOptions(400, 1, 8, 1, false, false, 0, false, false, Turn.NONE, seed);
            CloudSplit split = RoomDataset.make(options, two);
            double trained = height(split.train(), 0);
            for (int i = 0; i < 8; i++) {
                double other = trained > 1.2 ? 1 : 1.5;
                assertEquals(other, height(split.test(), i), 0.03);
            }
            CloudSplit same = RoomDataset.make(options.withTest(true, Turn.NONE), two);
            assertEquals(height(same.train(), 0), height(same.test(), 3), 0.03);
        }
    }

    private static FurnitureModel scaledTo(String category, double height) {
        return new FurnitureModel(
                "box",
                category,
                new Solid().box(-0.3, 0.3, 0, height, -0.3, 0.3).mesh());
    }

    /** Of the object above the floor. */
    private static double height(CloudSet set, int cloud) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < set.points(); i++) {
            if (set.label(cloud, i) == 0) {
                low = Math.min(low, set.position(cloud, i, 1));
                high = Math.max(high, set.position(cloud, i, 1));
            }
        }
        return high - low;
    }

    @Test
    void partialViewsHideAndNoiseMoves() {
        CloudSet whole = RoomDataset.make(SMALL, MODELS).train();
        CloudSet seen = RoomDataset.make(SMALL.withScan(0.01, true), MODELS).train();
        assertEquals(whole.count(), seen.count());
        // Floor points lie in a plane without noise.
        assertTrue(spreadOfFloor(whole) < 1e-5);
        double spread = spreadOfFloor(seen);
        assertTrue(spread > 0.02 && spread < 0.08, "spread of the floor with noise 0.01: " + spread);
    }

    /** How far from the lowest point the lowest fifth of the room's points reaches: all on the floor. */
    private static double spreadOfFloor(CloudSet set) {
        double[] heights = java.util.stream.IntStream.range(0, set.points())
                .filter(i -> set.label(0, i) == 6)
                .mapToDouble(i -> set.position(0, i, 1))
                .sorted()
                .toArray();
        return heights[heights.length / 5] - heights[0];
    }

    @Test
    void samplesOfARoomAreTheSameScan() {
        CloudSet train = RoomDataset.make(SMALL.withSize(1024, 2, 1), MODELS).train();
        // A quarter of the dense scan each: about a quarter of the points come again, with the same distances.
        int again = 0;
        Partition first = train.labels(0);
        for (int i = 0; i < 1024; i++) {
            for (int j = 0; j < 1024; j++) {
                if (first.label(i) == train.label(1, j)
                        && Math.abs(train.position(0, i, 1) - train.position(1, j, 1) - shift(train, 1)) < 2e-6
                        && Math.abs(train.position(0, i, 0) - train.position(1, j, 0) - shift(train, 0)) < 2e-6) {
                    again++;
                }
            }
        }
        assertTrue(again > 150 && again < 400, "points that came again: " + again);
    }

    /** The clouds are centred each: the difference of their lowest coordinates is that of their centres, of floor and wall. */
    private static double shift(CloudSet set, int axis) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        for (int cloud = 0; cloud < 2; cloud++) {
            for (int i = 0; i < set.points(); i++) {
                low[cloud] = Math.min(low[cloud], set.position(cloud, i, axis));
            }
        }
        return low[0] - low[1];
    }

    @ParameterizedTest
    @EnumSource(FurnitureDataset.Mode.class)
    void furnitureIsSplitByModelAndTurnedAsAsked(FurnitureDataset.Mode mode) {
        CloudSplit split = FurnitureDataset.make(MODELS, 128, 2, 0.25, mode, 7);
        assertEquals(6 * 3 * 2, split.train().count());
        assertEquals(6 * 1 * 2, split.test().count());
        for (CloudSet set : List.of(split.train(), split.test())) {
            for (int i = 0; i < set.count(); i++) {
                assertEquals(set.classOf(i), set.label(i, 17));
                double largest = 0;
                for (int p = 0; p < 128; p++) {
                    largest = Math.max(
                            largest,
                            Math.hypot(
                                    Math.hypot(set.position(i, p, 0), set.position(i, p, 1)), set.position(i, p, 2)));
                }
                assertEquals(1, largest, 1e-6);
            }
        }
        // Upright, the lamps' axes are vertical: most of the spread is along y.
        boolean trainUpright = uprightLamps(split.train());
        boolean testUpright = uprightLamps(split.test());
        assertEquals(mode != FurnitureDataset.Mode.SO3_SO3, trainUpright);
        assertEquals(mode == FurnitureDataset.Mode.I_I, testUpright);
    }

    private static boolean uprightLamps(CloudSet set) {
        for (int i = 0; i < set.count(); i++) {
            double[] spread = new double[3];
            for (int p = 0; p < set.points(); p++) {
                for (int c = 0; c < 3; c++) {
                    spread[c] += set.position(i, p, c) * set.position(i, p, c);
                }
            }
            if (set.classOf(i) == 5 && (spread[1] < spread[0] || spread[1] < spread[2])) {
                return false;
            }
        }
        return true;
    }

    @Test
    void badInputIsNamed() {
        assertThrows(IllegalArgumentException.class, () -> GeneratedFurniture.models(0, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FurnitureModel("x", "spoon", MODELS.get(0).mesh()));
        assertThrows(IllegalArgumentException.class, () -> RoomDataset.make(SMALL, List.of()));
        assertThrows(IllegalArgumentException.class, () -> RoomDataset.make(SMALL, MODELS.subList(0, 1)));
        assertThrows(IllegalArgumentException.class, () -> SMALL.withSize(7, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> SMALL.withScan(-1, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> FurnitureDataset.make(MODELS, 1, 1, 0.5, FurnitureDataset.Mode.I_I, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> FurnitureDataset.make(MODELS, 9, 1, 1, FurnitureDataset.Mode.I_I, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> FurnitureDataset.make(List.of(), 9, 1, 0.5, FurnitureDataset.Mode.I_I, 1));
        CloudSplit split = FurnitureDataset.make(MODELS, 9, 1, 0.5, FurnitureDataset.Mode.I_I, 1);
        CloudSet none = split.test().select("none", new int[0]);
        assertThrows(IllegalArgumentException.class, () -> new CloudSplit(split.train(), none));
    }
}
