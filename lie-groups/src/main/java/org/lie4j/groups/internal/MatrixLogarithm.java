package org.lie4j.groups.internal;

import org.lie4j.groups.NoLogarithmException;

/**
 * Principal logarithm of a real matrix without eigenvalues on the closed negative axis: closed form for 2×2, otherwise
 * inverse scaling and squaring with the product form of the Denman-Beavers square root (Higham, Functions of Matrices,
 * sections 6.3 and 11.5).
 */
public final class MatrixLogarithm {
    private static final int MAX_ROOTS = 60;
    private static final int MAX_ITERATIONS = 40;

    /** Nodes and weights of Gauss-Legendre quadrature on [0, 1], 8 points: the [8/8] Padé approximant of log(1 + x). */
    private static final double[] NODES = {
        0.019855071751231884, 0.10166676129318664, 0.2372337950418355, 0.4082826787521751,
        0.591717321247825, 0.7627662049581645, 0.8983332387068134, 0.9801449282487681
    };

    private static final double[] WEIGHTS = {
        0.05061426814518813, 0.11119051722668724, 0.15685332293894363, 0.181341891689181,
        0.181341891689181, 0.15685332293894363, 0.11119051722668724, 0.05061426814518813
    };

    private MatrixLogarithm() {}

    /**
     * out = log(a).
     *
     * @param n size
     * @param a matrix of positive determinant
     * @param aOff where it starts
     * @param out modified: the logarithm; may be the place of a
     * @param outOff where it starts
     * @throws NoLogarithmException if an eigenvalue is on the negative axis, or too near to it
     */
    public static void log(int n, double[] a, int aOff, double[] out, int outOff) {
        if (n == 2) {
            log2(a, aOff, out, outOff);
        } else {
            logByRoots(n, a, aOff, out, outOff);
        }
    }

    /** With a = δ (c I + M), δ = √det and M traceless: log = log δ I + f M. */
    private static void log2(double[] a, int aOff, double[] out, int outOff) {
        double det = SmallMatrices.determinant(2, a, aOff);
        if (!(det > 0)) {
            throw new NoLogarithmException("expected a matrix with a real logarithm, got determinant " + det);
        }
        double root = Math.sqrt(det);
        double c = 0.5 * (a[aOff] + a[aOff + 3]) / root;
        double m = 0.5 * (a[aOff] - a[aOff + 3]) / root;
        double b = a[aOff + 1] / root;
        double d = a[aOff + 2] / root;
        double q = m * m + b * d;
        if (c < 0 && q >= -1e-30) {
            throw new NoLogarithmException(
                    "expected a matrix without negative eigenvalues, got trace/(2 sqrt det) = " + c);
        }
        double f = Scalars.logFactor(q, c);
        double half = 0.5 * Math.log(det);
        out[outOff] = half + f * m;
        out[outOff + 1] = f * b;
        out[outOff + 2] = f * d;
        out[outOff + 3] = half - f * m;
    }

    private static void logByRoots(int n, double[] a, int aOff, double[] out, int outOff) {
        int length = n * n;
        double[] x = new double[length];
        System.arraycopy(a, aOff, x, 0, length);
        double[] work = new double[4 * length];
        int roots = 0;
        while (distanceFromIdentity(n, x) > 0.25) {
            if (roots++ == MAX_ROOTS || !squareRoot(n, x, work)) {
                throw new NoLogarithmException(
                        "expected a matrix without eigenvalues on or near the negative axis; no square root was found");
            }
        }
        for (int i = 0; i < n; i++) {
            x[i * (n + 1)] -= 1;
        }
        // log(I + X) = ∫₀¹ X (I + tX)⁻¹ dt by Gauss-Legendre quadrature.
        double scale = Math.scalb(1.0, roots);
        double[] sum = new double[length];
        for (int k = 0; k < NODES.length; k++) {
            for (int i = 0; i < length; i++) {
                work[i] = NODES[k] * x[i];
            }
            for (int i = 0; i < n; i++) {
                work[i * (n + 1)] += 1;
            }
            SmallMatrices.invert(n, work, 0, work, 0);
            SmallMatrices.multiply(n, x, 0, work, 0, work, length);
            for (int i = 0; i < length; i++) {
                sum[i] += scale * WEIGHTS[k] * work[length + i];
            }
        }
        System.arraycopy(sum, 0, out, outOff, length);
    }

    private static double distanceFromIdentity(int n, double[] x) {
        double norm = 0;
        for (int i = 0; i < n; i++) {
            double row = 0;
            for (int j = 0; j < n; j++) {
                row += Math.abs(x[i * n + j] - (i == j ? 1 : 0));
            }
            norm = Math.max(norm, row);
        }
        return norm;
    }

    /** x becomes its principal square root: M ← (I + (M + M⁻¹)/2)/2, X ← X (I + M⁻¹)/2. */
    private static boolean squareRoot(int n, double[] x, double[] work) {
        int length = n * n;
        double[] m = x.clone();
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            try {
                SmallMatrices.invert(n, m, 0, work, 0);
            } catch (ArithmeticException e) {
                return false;
            }
            double change = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    int at = i * n + j;
                    double identity = i == j ? 1 : 0;
                    m[at] = 0.5 * (identity + 0.5 * (m[at] + work[at]));
                    work[at] = 0.5 * (identity + work[at]);
                    change = Math.max(change, Math.abs(m[at] - identity));
                }
            }
            SmallMatrices.multiply(n, x, 0, work, 0, work, length);
            System.arraycopy(work, length, x, 0, length);
            if (!(change < 1e12)) {
                return false;
            }
            if (change < 1e-15 * n) {
                return true;
            }
        }
        // Quadratic convergence that has stalled at rounding level is convergence all the same.
        return distanceFromIdentity(n, m) < 1e-12;
    }
}
