package org.lie4j.groups.sampling;

import org.lie4j.groups.FiniteGroup;
import org.lie4j.groups.internal.Rotations;
import org.lie4j.groups.internal.SmallMatrices;

/** Grids of rotations, and of rotations with scales, as row-major matrices. */
public final class RotationGrids {
    /** √2, and the positive root of ψ⁴ = ψ + 4 (Alexa 2022, section 4). */
    private static final double PHI = Math.sqrt(2);

    private static final double PSI = 1.5337511687552043;

    private RotationGrids() {}

    /**
     * Equidistant rotations of the plane; closed under composition.
     *
     * @param count number of rotations, at least 1
     * @return new array {@code [count, 2, 2]}, the identity first
     * @throws IllegalArgumentException if the count is less than 1
     */
    public static double[] circle(int count) {
        requireCount(count);
        double[] out = new double[4 * count];
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * i / count;
            out[4 * i] = Math.cos(angle);
            out[4 * i + 1] = -Math.sin(angle);
            out[4 * i + 2] = Math.sin(angle);
            out[4 * i + 3] = Math.cos(angle);
        }
        return out;
    }

    /**
     * Rotations of space in a spiral that fills SO(3) evenly for any count (Alexa, Super-Fibonacci Spirals, CVPR 2022).
     *
     * @param count number of rotations, at least 1
     * @return new array {@code [count, 3, 3]}
     * @throws IllegalArgumentException if the count is less than 1
     */
    public static double[] superFibonacci(int count) {
        requireCount(count);
        double[] out = new double[9 * count];
        for (int i = 0; i < count; i++) {
            double s = i + 0.5;
            double r = Math.sqrt(s / count);
            double rest = Math.sqrt(1 - s / count);
            double alpha = 2 * Math.PI * s / PHI;
            double beta = 2 * Math.PI * s / PSI;
            Rotations.fromQuaternion(
                    rest * Math.cos(beta), r * Math.sin(alpha), r * Math.cos(alpha), rest * Math.sin(beta), out, 9 * i);
        }
        return out;
    }

    /**
     * A grid made closed under a finite group from the left: all γ b.
     *
     * @param group the finite group
     * @param base matrices {@code [count, n, n]} of the size of those of the group
     * @return new array {@code [order · count, n, n]}: γ₀ b₀, γ₀ b₁, …
     * @throws IllegalArgumentException if the length of the base is no multiple of n²
     */
    public static double[] closedUnder(FiniteGroup group, double[] base) {
        int n = group.matrixSize();
        if (base.length == 0 || base.length % (n * n) != 0) {
            throw new IllegalArgumentException(
                    "base: expected [count, " + n + ", " + n + "] with count >= 1, got " + base.length + " numbers");
        }
        double[] out = new double[group.order() * base.length];
        for (int i = 0; i < group.order(); i++) {
            double[] gamma = group.matrix(i);
            for (int b = 0; b < base.length; b += n * n) {
                SmallMatrices.multiply(n, gamma, 0, base, b, out, i * base.length + b);
            }
        }
        return out;
    }

    /**
     * Equidistant rotations of the plane times a geometric ladder of scales: closed under the rotations, and under the ladder's step but for its ends.
     *
     * @param turns number of rotations, at least 1
     * @param scales number of scales, at least 1; their geometric mean is 1
     * @param ratio quotient of neighbouring scales, greater than 1
     * @return new array {@code [turns · scales, 2, 2]}, scales inside
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public static double[] turnsAndScales(int turns, int scales, double ratio) {
        requireCount(scales);
        if (!(ratio > 1 && ratio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("ratio: expected a finite number > 1, got " + ratio);
        }
        double[] circle = circle(turns);
        double[] out = new double[4 * turns * scales];
        for (int i = 0; i < turns; i++) {
            for (int j = 0; j < scales; j++) {
                double s = Math.pow(ratio, j - 0.5 * (scales - 1));
                for (int k = 0; k < 4; k++) {
                    out[4 * (i * scales + j) + k] = s * circle[4 * i + k];
                }
            }
        }
        return out;
    }

    private static void requireCount(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count: expected at least 1, got " + count);
        }
    }
}
