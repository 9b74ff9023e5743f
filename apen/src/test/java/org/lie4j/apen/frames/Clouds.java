package org.lie4j.apen.frames;

import java.util.random.RandomGenerator;
import org.lie4j.groups.SO;
import org.lie4j.groups.sampling.HaarSO;

/** Clouds, isometries and functions that the tests share. */
final class Clouds {
    private Clouds() {}

    /** Points of a lopsided cloud: no moment vanishes. */
    static double[] lopsided(int n, int d, RandomGenerator random) {
        double[] points = new double[n * d];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < d; c++) {
                double z = random.nextGaussian();
                points[i * d + c] = (d - c) * (z + 0.4 * z * z) + c;
            }
        }
        return points;
    }

    static double[] cube() {
        double[] points = new double[24];
        for (int i = 0; i < 8; i++) {
            for (int c = 0; c < 3; c++) {
                points[i * 3 + c] = (i >> c & 1) == 1 ? 1 : -1;
            }
        }
        return points;
    }

    /** A member of the given group; its linear part has negative determinant in half of the improper cases. */
    static Isometry isometry(FrameGroup group, int d, RandomGenerator random) {
        double[] r = new double[d * d];
        if (d == 1) {
            r[0] = 1;
        } else {
            HaarSO.sampleHaar(SO.of(d), random, r, 0, 1);
        }
        if (!group.isProper() && random.nextBoolean()) {
            for (int i = 0; i < d; i++) {
                r[i * d] *= -1;
            }
        }
        if (group == FrameGroup.SIM) {
            double scale = Math.exp(random.nextGaussian());
            for (int i = 0; i < d * d; i++) {
                r[i] *= scale;
            }
        } else if (!group.isIsometric()) {
            r = stretched(r, d, random);
        }
        double[] t = new double[d];
        for (int c = 0; c < d && group.hasTranslations(); c++) {
            t[c] = 10 * random.nextGaussian();
        }
        return new Isometry(r, t);
    }

    /** R diag(e^s) Q with random stretches s and a random rotation Q. */
    private static double[] stretched(double[] r, int d, RandomGenerator random) {
        double[] q = {1};
        if (d > 1) {
            q = new double[d * d];
            HaarSO.sampleHaar(SO.of(d), random, q, 0, 1);
        }
        double[] out = new double[d * d];
        for (int k = 0; k < d; k++) {
            double stretch = Math.exp(0.5 * random.nextGaussian());
            for (int a = 0; a < d; a++) {
                for (int b = 0; b < d; b++) {
                    out[a * d + b] += r[a * d + k] * stretch * q[k * d + b];
                }
            }
        }
        return out;
    }

    @SuppressWarnings("ArrayRecordComponent") // for tests, never compared
    record Isometry(double[] r, double[] t) {
        double[] points(double[] x) {
            return act(x, 1);
        }

        double[] vectors(double[] x) {
            return act(x, 0);
        }

        private double[] act(double[] x, double shift) {
            int d = t.length;
            double[] y = new double[x.length];
            for (int i = 0; i < x.length / d; i++) {
                for (int a = 0; a < d; a++) {
                    y[i * d + a] = shift * t[a];
                    for (int b = 0; b < d; b++) {
                        y[i * d + a] += r[a * d + b] * x[i * d + b];
                    }
                }
            }
            return y;
        }
    }

    static double largestDifference(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    /**
     * A smooth function without any symmetry: two scalars, one vector, one position, one vector and one scalar for each point.
     */
    static CloudFunction arbitrary(int d) {
        return (clouds, count, n, out) -> {
            int length = 2 + 2 * d + n * (d + 1);
            for (int k = 0; k < count; k++) {
                for (int o = 0; o < length; o++) {
                    double sum = 0;
                    for (int i = 0; i < n * d; i++) {
                        sum += Math.sin(0.3 * clouds[k * n * d + i] * (1 + (i * 7 + o * 3) % 5) + o + 0.1 * i);
                    }
                    out[k * length + o] = sum;
                }
            }
        };
    }

    static Field[] arbitraryFields() {
        return new Field[] {
            Field.scalars(2),
            Field.vectors(1),
            Field.positions(1),
            Field.vectors(1).forEachPoint(),
            Field.scalars(1).forEachPoint()
        };
    }

    /** What g makes of the output of {@link #arbitrary}. */
    static double[] transform(Isometry g, double[] out, int n, int d) {
        double[] moved = out.clone();
        System.arraycopy(g.vectors(slice(out, 2, d)), 0, moved, 2, d);
        System.arraycopy(g.points(slice(out, 2 + d, d)), 0, moved, 2 + d, d);
        System.arraycopy(g.vectors(slice(out, 2 + 2 * d, n * d)), 0, moved, 2 + 2 * d, n * d);
        return moved;
    }

    private static double[] slice(double[] x, int from, int length) {
        return java.util.Arrays.copyOfRange(x, from, from + length);
    }
}
