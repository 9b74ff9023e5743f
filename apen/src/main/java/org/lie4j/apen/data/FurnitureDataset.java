package org.lie4j.apen.data;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.lie4j.apen.geometry.SurfaceSample;
import org.lie4j.apen.geometry.TriangleMesh;

/**
 * Single pieces of furniture, to be told by category. Split by model: no model of the test is seen in training. Clouds are centred and
 * lie in the unit ball, farthest point at 1; their class and all their labels are the category.
 */
public final class FurnitureDataset {
    private FurnitureDataset() {}

    /** How clouds are turned in training and in the test. */
    public enum Mode {
        /** Upright, upright. */
        I_I(Turn.NONE, Turn.NONE),
        /** Upright in training, any way in the test: what a model knows without being shown. */
        I_SO3(Turn.NONE, Turn.SO3),
        /** Any way in both. */
        SO3_SO3(Turn.SO3, Turn.SO3);

        private final Turn train;
        private final Turn test;

        Mode(Turn train, Turn test) {
            this.train = train;
            this.test = test;
        }
    }

    /**
     * Makes the clouds.
     *
     * @param models the models; categories with fewer than 2 are left out
     * @param points points of each cloud, at least 2
     * @param samples clouds of each model, at least 1
     * @param testShare share of each category's models that is left out, between 0 and 1; at least one always is, and one is not
     * @param mode how clouds are turned
     * @param seed of the split, the points and the turns
     * @return the split
     * @throws IllegalArgumentException if a number is outside its domain, or no category has 2 models
     */
    public static CloudSplit make(
            List<FurnitureModel> models, int points, int samples, double testShare, Mode mode, long seed) {
        if (points < 2 || samples < 1 || !(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException(
                    "expected at least 2 points, 1 sample and a test share between 0 and 1, got " + points + ", "
                            + samples + " and " + testShare);
        }
        SplittableRandom random = new SplittableRandom(seed);
        CloudSetBuilder train = new CloudSetBuilder(points, models.size() * samples);
        CloudSetBuilder test = new CloudSetBuilder(points, models.size() * samples);
        int shared = 0;
        for (int category = 0; category < FurnitureModel.CATEGORIES.size(); category++) {
            String wanted = FurnitureModel.CATEGORIES.get(category);
            List<FurnitureModel> its =
                    models.stream().filter(m -> m.category().equals(wanted)).toList();
            if (its.size() < 2) {
                continue;
            }
            shared++;
            int left = (int) Math.max(1, Math.min(its.size() - 1, Math.round(testShare * its.size())));
            int[] order = shuffled(its.size(), random);
            for (int i = 0; i < order.length; i++) {
                for (int s = 0; s < samples; s++) {
                    add(its.get(order[i]).mesh(), points, category, i < left ? test : train, random.split());
                }
            }
        }
        if (shared == 0) {
            throw new IllegalArgumentException(
                    "models: expected at least 2 of a category, got " + models.size() + " models and no such category");
        }
        String name = "furniture, " + mode.name().replace("I", "upright").replace("_", "/");
        List<String> names = FurnitureModel.CATEGORIES;
        return new CloudSplit(
                train.build(name + ", train", names, names).turned(mode.train, random.split()),
                test.build(name + ", test", names, names).turned(mode.test, random.split()));
    }

    private static void add(TriangleMesh mesh, int points, int category, CloudSetBuilder to, SplittableRandom random) {
        double[] x = SurfaceSample.draw(mesh, points, random).points(mesh);
        int[] labels = new int[points];
        Arrays.fill(labels, category);
        to.add(x, 1 / radius(x), labels, new int[points], category);
    }

    /** The largest distance from the mean. */
    private static double radius(double[] x) {
        double[] mean = new double[3];
        for (int i = 0; i < x.length; i++) {
            mean[i % 3] += 3 * x[i] / x.length;
        }
        double largest = 0;
        for (int i = 0; i < x.length; i += 3) {
            double squared = 0;
            for (int c = 0; c < 3; c++) {
                squared += (x[i + c] - mean[c]) * (x[i + c] - mean[c]);
            }
            largest = Math.max(largest, Math.sqrt(squared));
        }
        return largest;
    }

    static int[] shuffled(int n, SplittableRandom random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }
}
