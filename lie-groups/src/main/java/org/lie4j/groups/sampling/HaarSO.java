package org.lie4j.groups.sampling;

import java.util.random.RandomGenerator;
import org.lie4j.groups.SO;
import org.lie4j.groups.internal.Rotations;
import org.lie4j.groups.internal.SmallMatrices;

/**
 * The uniform (Haar) distribution on SO(n).
 *
 * <p>n = 2: a uniform angle. n = 3: a uniform unit quaternion. Otherwise Gaussian columns made orthonormal one after the other, the last
 * one signed so that the determinant is 1 (Stewart, 1980).
 */
public final class HaarSO {
    private HaarSO() {}

    /**
     * Draws rotations.
     *
     * @param group the group
     * @param random source of randomness
     * @param out modified: {@code [count, n, n]}
     * @param outOff where they start
     * @param count number of rotations
     */
    public static void sampleHaar(SO group, RandomGenerator random, double[] out, int outOff, int count) {
        int n = group.matrixSize();
        for (int i = 0; i < count; i++) {
            int at = outOff + i * n * n;
            if (n == 2) {
                rotation2(Math.PI * (2 * random.nextDouble() - 1), out, at);
            } else if (n == 3) {
                sample3(random, out, at);
            } else {
                sampleByColumns(n, random, out, at);
            }
        }
    }

    /**
     * How many uniform numbers {@link #fromUniforms} makes a rotation of.
     *
     * @param n size
     * @return 1 for n = 2, 3 for n = 3, n² otherwise
     */
    public static int uniforms(int n) {
        return n == 2 ? 1 : n == 3 ? 3 : n * n;
    }

    /**
     * Rotations from points of the unit cube, Haar-distributed if the points are uniform: by the angle, by Shoemake's quaternion (Graphics
     * Gems III, 1992), or by orthonormal columns of normal quantiles.
     *
     * @param group the group
     * @param u {@code [count, uniforms]}, in (0, 1); not modified
     * @param uOff where they start
     * @param out modified: {@code [count, n, n]}
     * @param outOff where they start
     * @param count number of rotations
     */
    public static void fromUniforms(SO group, double[] u, int uOff, double[] out, int outOff, int count) {
        int n = group.matrixSize();
        for (int i = 0; i < count; i++) {
            int from = uOff + i * uniforms(n);
            int at = outOff + i * n * n;
            if (n == 2) {
                rotation2(Math.PI * (2 * u[from] - 1), out, at);
            } else if (n == 3) {
                double r = Math.sqrt(1 - u[from]);
                double s = Math.sqrt(u[from]);
                double a = 2 * Math.PI * u[from + 1];
                double b = 2 * Math.PI * u[from + 2];
                Rotations.fromQuaternion(s * Math.cos(b), r * Math.sin(a), r * Math.cos(a), s * Math.sin(b), out, at);
            } else {
                for (int k = 0; k < n * n; k++) {
                    out[at + k] = Normals.quantile(u[from + k]);
                }
                orthonormalize(n, out, at);
            }
        }
    }

    private static void rotation2(double angle, double[] out, int at) {
        out[at] = Math.cos(angle);
        out[at + 1] = -Math.sin(angle);
        out[at + 2] = Math.sin(angle);
        out[at + 3] = Math.cos(angle);
    }

    /** Columns one after the other; a measure-zero set of dependent ones is refused. */
    private static void orthonormalize(int n, double[] q, int at) {
        for (int column = 0; column < n; column++) {
            if (!normalizeColumn(n, q, at, column)) {
                throw new ArithmeticException("expected linearly independent columns, got column " + column
                        + " in the span of the earlier ones");
            }
        }
        requirePositive(n, q, at);
    }

    private static void sample3(RandomGenerator random, double[] out, int at) {
        double w;
        double x;
        double y;
        double z;
        double norm;
        do {
            w = random.nextGaussian();
            x = random.nextGaussian();
            y = random.nextGaussian();
            z = random.nextGaussian();
            norm = Math.sqrt(w * w + x * x + y * y + z * z);
        } while (norm < 1e-6);
        Rotations.fromQuaternion(w / norm, x / norm, y / norm, z / norm, out, at);
    }

    private static void sampleByColumns(int n, RandomGenerator random, double[] q, int at) {
        for (int column = 0; column < n; column++) {
            do {
                for (int i = 0; i < n; i++) {
                    q[at + i * n + column] = random.nextGaussian();
                }
            } while (!normalizeColumn(n, q, at, column));
        }
        requirePositive(n, q, at);
    }

    /** False if nothing is left of the column. */
    private static boolean normalizeColumn(int n, double[] q, int at, int column) {
        // Twice is enough (Kahan): the second pass removes what rounding left of the first.
        removeEarlierColumns(n, q, at, column);
        removeEarlierColumns(n, q, at, column);
        double norm = 0;
        for (int i = 0; i < n; i++) {
            norm += q[at + i * n + column] * q[at + i * n + column];
        }
        if (norm < 1e-12) {
            return false;
        }
        double scale = 1 / Math.sqrt(norm);
        for (int i = 0; i < n; i++) {
            q[at + i * n + column] *= scale;
        }
        return true;
    }

    private static void requirePositive(int n, double[] q, int at) {
        if (SmallMatrices.determinant(n, q, at) < 0) {
            for (int i = 0; i < n; i++) {
                q[at + i * n + n - 1] *= -1;
            }
        }
    }

    private static void removeEarlierColumns(int n, double[] q, int at, int column) {
        for (int earlier = 0; earlier < column; earlier++) {
            double dot = 0;
            for (int i = 0; i < n; i++) {
                dot += q[at + i * n + earlier] * q[at + i * n + column];
            }
            for (int i = 0; i < n; i++) {
                q[at + i * n + column] -= dot * q[at + i * n + earlier];
            }
        }
    }
}
