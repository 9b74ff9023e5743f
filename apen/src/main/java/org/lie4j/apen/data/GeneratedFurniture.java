package org.lie4j.apen.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Furniture of boxes and cylinders whose kinds and sizes vary: for where no library of models is at hand. Front towards positive z, lengths
 * in metres.
 */
public final class GeneratedFurniture {
    private GeneratedFurniture() {}

    /**
     * Makes models.
     *
     * @param each models of each category, at least 1
     * @param seed of kinds and sizes
     * @return category by category, in the order of {@link FurnitureModel#CATEGORIES}
     * @throws IllegalArgumentException if there is to be none
     */
    public static List<FurnitureModel> models(int each, long seed) {
        if (each < 1) {
            throw new IllegalArgumentException("models: expected at least 1 of each category, got " + each);
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<FurnitureModel> models = new ArrayList<>();
        for (String category : FurnitureModel.CATEGORIES) {
            for (int i = 1; i <= each; i++) {
                models.add(new FurnitureModel(
                        "generated " + category + " " + i,
                        category,
                        solid(category, random.split()).mesh()));
            }
        }
        return models;
    }

    private static Solid solid(String category, RandomGenerator random) {
        return switch (category) {
            case "chair" -> chair(random);
            case "table" -> table(random);
            case "bed" -> bed(random);
            case "sofa" -> sofa(random);
            case "storage" -> storage(random);
            case "lamp" -> lamp(random);
            default -> throw new IllegalStateException("no recipe for " + category);
        };
    }

    private static double within(RandomGenerator random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static Solid chair(RandomGenerator random) {
        double w = within(random, 0.2, 0.28);
        double d = within(random, 0.2, 0.27);
        double seat = within(random, 0.4, 0.5);
        double top = seat + within(random, 0.3, 0.6);
        Solid chair = new Solid().box(-w, w, seat - 0.05, seat, -d, d);
        if (random.nextInt(3) > 0) {
            legs(chair, w, d, seat - 0.05, within(random, 0.015, 0.03));
        } else {
            chair.round(0, 0, 0.03, seat - 0.05, 0.03, 0.03).round(0, 0, 0, 0.03, w, w);
        }
        if (random.nextBoolean()) {
            chair.box(-w, w, seat, top, -d, -d + 0.04);
        } else {
            int slats = 3 + random.nextInt(3);
            for (int i = 0; i < slats; i++) {
                double x = -w + (2 * w - 0.03) * i / (slats - 1);
                chair.box(x, x + 0.03, seat, top, -d, -d + 0.03);
            }
            chair.box(-w, w, top - 0.06, top, -d, -d + 0.04);
        }
        if (random.nextInt(3) == 0) {
            double arm = seat + 0.22;
            chair.box(-w - 0.04, -w, arm - 0.04, arm, -d, d).box(w, w + 0.04, arm - 0.04, arm, -d, d);
            chair.box(-w - 0.04, -w, 0, arm, d - 0.04, d).box(w, w + 0.04, 0, arm, d - 0.04, d);
        }
        return chair;
    }

    private static void legs(Solid solid, double w, double d, double height, double thick) {
        for (int x = -1; x <= 1; x += 2) {
            for (int z = -1; z <= 1; z += 2) {
                double px = x * (w - thick);
                double pz = z * (d - thick);
                solid.box(px - thick, px + thick, 0, height, pz - thick, pz + thick);
            }
        }
    }

    private static Solid table(RandomGenerator random) {
        double w = within(random, 0.4, 0.95);
        double d = within(random, 0.35, 0.5);
        double top = within(random, 0.65, 0.8);
        double thick = within(random, 0.02, 0.05);
        if (random.nextInt(3) == 0) {
            return new Solid()
                    .round(0, 0, top - thick, top, d + 0.1, d + 0.1)
                    .round(0, 0, 0.04, top - thick, 0.05, 0.05)
                    .round(0, 0, 0, 0.04, 0.3, 0.2);
        }
        Solid table = new Solid().box(-w, w, top - thick, top, -d, d);
        if (random.nextInt(3) == 0) {
            table.box(-w, -w + 0.04, 0, top - thick, -d, d).box(w - 0.04, w, 0, top - thick, -d, d);
            return table.box(-w, w, top - 0.3, top - thick, -d, -d + 0.02);
        }
        legs(table, w, d, top - thick, within(random, 0.02, 0.045));
        return table;
    }

    private static Solid bed(RandomGenerator random) {
        double w = random.nextBoolean() ? within(random, 0.45, 0.55) : within(random, 0.7, 0.95);
        double d = within(random, 0.95, 1.1);
        double frame = within(random, 0.2, 0.35);
        double top = frame + within(random, 0.12, 0.25);
        Solid bed = new Solid()
                .box(-w, w, frame - 0.1, frame, -d, d)
                .box(-w + 0.03, w - 0.03, frame, top, -d + 0.03, d - 0.03)
                .box(-w, w, 0, top + within(random, 0.2, 0.6), -d - 0.05, -d);
        legs(bed, w, d, frame - 0.1, 0.035);
        if (random.nextBoolean()) {
            bed.box(-w, w, 0, top + 0.1, d, d + 0.04);
        }
        int pillows = w > 0.6 ? 2 : 1;
        for (int i = 0; i < pillows; i++) {
            double x = pillows == 1 ? 0 : (i - 0.5) * w;
            bed.box(x - 0.3 * w, x + 0.3 * w, top, top + 0.1, -d + 0.08, -d + 0.45);
        }
        return bed;
    }

    private static Solid sofa(RandomGenerator random) {
        double w = within(random, 0.7, 1.2);
        double d = within(random, 0.4, 0.5);
        double seat = within(random, 0.36, 0.45);
        double back = seat + within(random, 0.3, 0.5);
        double arm = within(random, 0.1, 0.22);
        Solid sofa = new Solid().box(-w, w, 0.08, seat - 0.12, -d, d).box(-w, w, 0.08, back, -d, -d + 0.2);
        double high = seat + within(random, 0.1, 0.25);
        sofa.box(-w - arm, -w, 0.05, high, -d, d).box(w, w + arm, 0.05, high, -d, d);
        int cushions = 2 + random.nextInt(2);
        for (int i = 0; i < cushions; i++) {
            double x = -w + 2 * w * i / cushions;
            sofa.box(x + 0.01, x + 2 * w / cushions - 0.01, seat - 0.12, seat, -d + 0.2, d);
        }
        if (random.nextBoolean()) {
            sofa.box(w - 0.7, w, 0.08, seat, d, d + within(random, 0.5, 0.8));
        }
        legs(sofa, w + arm, d, 0.08, 0.03);
        return sofa;
    }

    private static Solid storage(RandomGenerator random) {
        double w = within(random, 0.3, 0.7);
        double d = within(random, 0.15, 0.3);
        double h = within(random, 0.8, 2.1);
        double t = 0.02;
        Solid storage = new Solid()
                .box(-w, -w + t, 0, h, -d, d)
                .box(w - t, w, 0, h, -d, d)
                .box(-w, w, 0, h, -d, -d + 0.01);
        int boards = 3 + random.nextInt(4);
        for (int i = 0; i < boards; i++) {
            double y = (h - t) * i / (boards - 1);
            storage.box(-w, w, y, y + t, -d, d);
        }
        if (random.nextBoolean()) {
            double doors = random.nextBoolean() ? h : h / 2;
            storage.box(-w, -0.005, 0, doors, d, d + t).box(0.005, w, 0, doors, d, d + t);
        }
        return storage;
    }

    private static Solid lamp(RandomGenerator random) {
        double h = random.nextBoolean() ? within(random, 1.3, 1.8) : within(random, 0.4, 0.65);
        double foot = within(random, 0.09, 0.18);
        double shade = within(random, 0.12, 0.24);
        double length = within(random, 0.16, 0.3);
        double lean = random.nextInt(3) == 0 ? within(random, 0.15, 0.35) : 0;
        Solid lamp = new Solid().round(0, 0, 0, 0.03, foot, foot * within(random, 0.6, 1));
        lamp.round(0, 0, 0.03, h, 0.015, 0.012);
        if (lean > 0) {
            lamp.box(0, lean, h - 0.02, h, -0.01, 0.01);
        }
        return lamp.round(lean, 0, h - length, h, shade, shade * within(random, 0.4, 1));
    }
}
