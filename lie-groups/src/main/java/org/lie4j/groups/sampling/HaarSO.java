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
                double angle = Math.PI * (2 * random.nextDouble() - 1);
                out[at] = Math.cos(angle);
                out[at + 1] = -Math.sin(angle);
                out[at + 2] = Math.sin(angle);
                out[at + 3] = Math.cos(angle);
            } else if (n == 3) {
                sample3(random, out, at);
            } else {
                sampleByColumns(n, random, out, at);
            }
        }
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
            double norm;
            do {
                for (int i = 0; i < n; i++) {
                    q[at + i * n + column] = random.nextGaussian();
                }
                // Twice is enough (Kahan): the second pass removes what rounding left of the first.
                removeEarlierColumns(n, q, at, column);
                removeEarlierColumns(n, q, at, column);
                norm = 0;
                for (int i = 0; i < n; i++) {
                    norm += q[at + i * n + column] * q[at + i * n + column];
                }
            } while (norm < 1e-12);
            double scale = 1 / Math.sqrt(norm);
            for (int i = 0; i < n; i++) {
                q[at + i * n + column] *= scale;
            }
        }
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
