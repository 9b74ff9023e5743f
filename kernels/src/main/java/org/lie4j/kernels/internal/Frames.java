package org.lie4j.kernels.internal;

import org.lie4j.groups.internal.SmallMatrices;

/** Affine maps x = A u + m, packed row by row as [A | m]. */
public final class Frames {
    /** Σ is known to some 1e-13 of its largest entry, and A = Σ^{1/2} to the square root of that: below, A counts as singular. */
    private static final double SINGULAR = 1e-6;

    private Frames() {}

    /**
     * Numbers per frame.
     *
     * @param n dimension
     * @return n (n + 1)
     */
    public static int length(int n) {
        return n * (n + 1);
    }

    /**
     * A⁻¹, if A is regular to working precision.
     *
     * @param n dimension
     * @param frame the frame, not modified
     * @param at where it starts
     * @param inverse modified: {@code [n, n]}
     * @return whether A is regular
     */
    static boolean invert(int n, double[] frame, int at, double[] inverse) {
        return reciprocalCondition(n, frame, at, inverse) > SINGULAR;
    }

    /**
     * A⁻¹.
     *
     * @param n dimension
     * @param frame the frame, not modified
     * @param at where it starts
     * @return new array {@code [n, n]}
     * @throws ArithmeticException if A is singular to working precision
     */
    public static double[] inverse(int n, double[] frame, int at) {
        double[] inverse = new double[n * n];
        double condition = reciprocalCondition(n, frame, at, inverse);
        if (!(condition > SINGULAR)) {
            throw new ArithmeticException("frame: expected an invertible one, got one with reciprocal condition "
                    + condition + ": its object is flat, and needs a ridge or a least ratio");
        }
        return inverse;
    }

    private static double reciprocalCondition(int n, double[] frame, int at, double[] inverse) {
        double[] a = linear(n, frame, at);
        if (SmallMatrices.determinant(n, a, 0) == 0) {
            return 0;
        }
        SmallMatrices.invert(n, a, 0, inverse, 0);
        return 1 / (SmallMatrices.norm(n, a, 0) * SmallMatrices.norm(n, inverse, 0));
    }

    /**
     * A alone.
     *
     * @param n dimension
     * @param frame the frame, not modified
     * @param at where it starts
     * @return new array {@code [n, n]}
     */
    public static double[] linear(int n, double[] frame, int at) {
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(frame, at + i * (n + 1), a, i * n, n);
        }
        return a;
    }
}
