package org.lie4j.apen.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.lie4j.apen.geometry.LabelledCloud;
import org.lie4j.apen.geometry.RoomComposer;
import org.lie4j.apen.geometry.Scan;
import org.lie4j.apen.geometry.TriangleMesh;

/**
 * Rooms with a piece of furniture of every category: one to learn from, and others to be judged on, in which order, turns and, unless
 * told otherwise, models are new. After the scenes of Atzmon et al. (ICLR 2024, section 5.2), of which one scan each is learned from.
 *
 * <p>Labels are categories, and the room itself; pieces are objects; the class of a cloud is its room. Lengths are metres, clouds are
 * centred. Each cloud is a draw of points from a denser scan of its room, which stays the same.
 */
public final class RoomDataset {
    private static final String ROOM = "room";
    private static final int DENSITY = 4;
    private static final int LARGEST_DENSITY = 64;
    private static final double GAP = 0.3;

    private final RoomOptions options;
    private final List<List<FurnitureModel>> byCategory;

    private RoomDataset(RoomOptions options, List<List<FurnitureModel>> byCategory) {
        this.options = options;
        this.byCategory = byCategory;
    }

    /** A scanned room: a cloud whose parts are the objects and the room, and the label of each. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Scene(LabelledCloud scan, int[] labels) {}

    /**
     * Makes the rooms.
     *
     * @param options how
     * @param models at least 2 of each category that the rooms are to have; categories with fewer are left out
     * @return the training clouds and those of all test rooms
     * @throws IllegalArgumentException if no category has 2 models
     */
    public static CloudSplit make(RoomOptions options, List<FurnitureModel> models) {
        List<List<FurnitureModel>> byCategory = new ArrayList<>();
        for (String category : FurnitureModel.CATEGORIES) {
            List<FurnitureModel> its =
                    models.stream().filter(m -> m.category().equals(category)).toList();
            if (its.size() >= 2) {
                byCategory.add(its);
            }
        }
        if (byCategory.isEmpty()) {
            throw new IllegalArgumentException(
                    "models: expected at least 2 of a category, got " + models.size() + " models and no such category");
        }
        return new RoomDataset(options, byCategory).split();
    }

    private CloudSplit split() {
        SplittableRandom random = new SplittableRandom(options.seed());
        int[] known =
                byCategory.stream().mapToInt(its -> random.nextInt(its.size())).toArray();
        List<String> rooms = new ArrayList<>(List.of("training room"));
        CloudSetBuilder train = new CloudSetBuilder(options.points(), options.trainSamples());
        addRoom(known, options.trainSamples(), 0, train, random);
        CloudSetBuilder test = new CloudSetBuilder(options.points(), options.arrangements() * options.testSamples());
        for (int room = 1; room <= options.arrangements(); room++) {
            rooms.add("test room " + room);
            int[] chosen = options.sameModels() ? known : others(known, random);
            addRoom(chosen, options.testSamples(), room, test, random);
        }
        List<String> labels = new ArrayList<>(FurnitureModel.CATEGORIES);
        labels.add(ROOM);
        String name = "rooms, " + (options.sameModels() ? "same" : "unseen") + " models, "
                + (options.anyRotation() ? "any rotation" : "yaw") + ", "
                + (options.contact() ? "contact" : "apart");
        return new CloudSplit(
                train.build(name + ", train", labels, rooms).turned(options.turn(), random.split()),
                test.build(name + ", test", labels, rooms).turned(options.turn(), random.split()));
    }

    /** For each category a model that is not the known one. */
    private int[] others(int[] known, SplittableRandom random) {
        int[] chosen = new int[known.length];
        for (int c = 0; c < known.length; c++) {
            int size = byCategory.get(c).size();
            chosen[c] = (known[c] + 1 + random.nextInt(size - 1)) % size;
        }
        return chosen;
    }

    private void addRoom(int[] chosen, int samples, int room, CloudSetBuilder to, SplittableRandom random) {
        int[] order = FurnitureDataset.shuffled(chosen.length, random);
        SplittableRandom arrangement = random.split();
        SplittableRandom draws = random.split();
        int density = DENSITY;
        Scene scene = scene(chosen, order, density, arrangement);
        for (int s = 0; s < samples; s++) {
            LabelledCloud seen = seen(scene.scan, draws);
            while (seen.size() < options.points()) {
                density *= 2;
                if (density > LARGEST_DENSITY) {
                    throw new ArithmeticException("expected " + options.points() + " points in sight of "
                            + scene.scan.size() + ", got " + seen.size());
                }
                scene = scene(chosen, order, density, arrangement);
                seen = seen(scene.scan, draws);
            }
            int[] picked = Arrays.copyOf(FurnitureDataset.shuffled(seen.size(), draws), options.points());
            LabelledCloud cloud = Scan.noisy(seen.select(picked), options.noise(), draws);
            int[] pieces = cloud.parts().labels();
            int[] sceneLabels = scene.labels;
            to.add(
                    cloud.points(),
                    1,
                    Arrays.stream(pieces).map(p -> sceneLabels[p]).toArray(),
                    pieces,
                    room);
        }
    }

    private Scene scene(int[] chosen, int[] order, int density, SplittableRandom random) {
        List<TriangleMesh> meshes = new ArrayList<>();
        int[] labels = new int[order.length + 1];
        for (int i = 0; i < order.length; i++) {
            FurnitureModel model = byCategory.get(order[i]).get(chosen[order[i]]);
            meshes.add(model.mesh());
            labels[i] = FurnitureModel.CATEGORIES.indexOf(model.category());
        }
        labels[order.length] = FurnitureModel.CATEGORIES.size();
        int each = (density * options.points() + order.length) / (order.length + 1);
        RoomComposer composer = new RoomComposer(each, each, GAP, options.contact(), options.anyRotation());
        return new Scene(composer.compose(meshes, random), labels);
    }

    /** What is seen from the open side of the room, from above; all of it without partial view. */
    private LabelledCloud seen(LabelledCloud scan, SplittableRandom random) {
        if (!options.partialView()) {
            return scan;
        }
        // Walls stand at low x and low z.
        double azimuth = Math.PI / 2 * (0.1 + 0.8 * random.nextDouble());
        double elevation = Math.toRadians(15 + 30 * random.nextDouble());
        double[] direction = {
            -Math.sin(azimuth) * Math.cos(elevation), -Math.sin(elevation), -Math.cos(azimuth) * Math.cos(elevation)
        };
        double spacing = Math.sqrt(areaOf(scan) / scan.size());
        return Scan.seenAlong(scan, direction, 2 * spacing, 2 * spacing);
    }

    /** About the area of all surfaces: a floor and two walls as large as the cloud's box. */
    private static double areaOf(LabelledCloud scan) {
        double[] x = scan.points();
        double[] size = new double[3];
        for (int c = 0; c < 3; c++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = c; i < x.length; i += 3) {
                low = Math.min(low, x[i]);
                high = Math.max(high, x[i]);
            }
            size[c] = high - low;
        }
        return size[0] * size[2] + size[0] * size[1] + size[1] * size[2];
    }
}
