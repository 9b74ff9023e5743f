package org.lie4j.apen.partitions;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.lie4j.groups.SO;
import org.lie4j.groups.sampling.HaarSO;

/** Jointed bodies and motions that the tests share. */
final class Chains {
    private Chains() {}

    /** Points in a row of boxes, 3×1×1 each, that touch end to end: {@code [links · perLink, 3]}, links one after the other. */
    static double[] straight(int links, int perLink, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] points = new double[links * perLink * 3];
        for (int i = 0; i < links * perLink; i++) {
            int link = i / perLink;
            points[3 * i] = 3 * (link + random.nextDouble());
            points[3 * i + 1] = random.nextDouble() - 0.5;
            points[3 * i + 2] = random.nextDouble() - 0.5;
        }
        return points;
    }

    static Partition links(int links, int perLink) {
        int[] labels = new int[links * perLink];
        Arrays.setAll(labels, i -> i / perLink);
        return Partition.of(labels, links);
    }

    /** Bends the chain by an angle at every joint, about an axis that alternates between y and z. */
    static double[] bent(double[] straight, Partition links, double angle) {
        double[] out = new double[straight.length];
        double[] r = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        double[] joint = new double[3];
        for (int link = 0; link < links.parts(); link++) {
            for (int i : links.points(link)) {
                double[] x = {straight[3 * i] - 3 * link, straight[3 * i + 1], straight[3 * i + 2]};
                for (int a = 0; a < 3; a++) {
                    out[3 * i + a] = joint[a] + r[3 * a] * x[0] + r[3 * a + 1] * x[1] + r[3 * a + 2] * x[2];
                }
            }
            for (int a = 0; a < 3; a++) {
                joint[a] += 3 * r[3 * a];
            }
            int other = link % 2 == 0 ? 1 : 2;
            double c = Math.cos(angle);
            double s = Math.sin(angle);
            for (int a = 0; a < 3; a++) {
                double u = r[3 * a];
                double v = r[3 * a + other];
                r[3 * a] = c * u + s * v;
                r[3 * a + other] = c * v - s * u;
            }
        }
        return out;
    }

    /** Moves each part by its own random rigid motion. */
    static double[] scattered(double[] points, Partition parts, double spread, RandomGenerator random) {
        double[] out = new double[points.length];
        for (int part = 0; part < parts.parts(); part++) {
            double[] r = new double[9];
            HaarSO.sampleHaar(SO.of(3), random, r, 0, 1);
            double[] t = {spread * random.nextGaussian(), spread * random.nextGaussian(), spread * random.nextGaussian()
            };
            for (int i : parts.points(part)) {
                for (int a = 0; a < 3; a++) {
                    out[3 * i + a] = t[a];
                    for (int b = 0; b < 3; b++) {
                        out[3 * i + a] += r[3 * a + b] * points[3 * i + b];
                    }
                }
            }
        }
        return out;
    }
}
