package org.lie4j.groups.internal;

import org.lie4j.groups.NoLogarithmException;

/**
 * Principal logarithm and square root of real matrices without eigenvalues on the closed negative axis. 2×2: closed forms. 3×3 logarithms: a
 * polynomial in the matrix with a correction, checked by its own convergence. Everything else, and what fails the check: the Schur decomposition
 * (Higham, Functions of Matrices, chapters 6 and 11).
 */
public final class MatrixLogarithm {
    private MatrixLogarithm() {}

    /**
     * out = log(a).
     *
     * @param n size
     * @param a matrix
     * @param aOff where it starts
     * @param out modified: the logarithm; may be the place of a
     * @param outOff where it starts
     * @throws NoLogarithmException if the matrix is singular, or an eigenvalue is on the negative axis or too near to it
     */
    public static void log(int n, double[] a, int aOff, double[] out, int outOff) {
        if (n == 2) {
            PlaneMatrices.log(a, aOff, out, outOff);
            return;
        }
        if (n == 3) {
            double[] work = Scratch.get();
            log3(a, aOff, work);
            System.arraycopy(work, 0, out, outOff, 9);
            return;
        }
        logBySchur(n, a, aOff, out, outOff);
    }

    /**
     * The coordinates of {@link CartanBasis} of the logarithm of a 3×3 matrix.
     *
     * @param a matrix
     * @param aOff where it starts
     * @param scale whether the first coordinate is that of the identity; otherwise the trace is dropped
     * @param xi modified: 9 or 8 coordinates; may be the place of a
     * @param at where they start
     * @throws NoLogarithmException if there is none
     */
    public static void coordinates3(double[] a, int aOff, boolean scale, double[] xi, int at) {
        double[] work = Scratch.get();
        log3(a, aOff, work);
        CartanBasis.fromSymmetric(3, scale, work, 0, xi, at);
        CartanBasis.fromSkew(3, work, 0, xi, at + (scale ? 6 : 5));
    }

    private static void log3(double[] a, int aOff, double[] work) {
        if (!SpaceMatrices.log(a, aOff, work, 0, work, 9)) {
            logBySchur(3, a, aOff, work, 0);
        }
    }

    private static void logBySchur(int n, double[] a, int aOff, double[] out, int outOff) {
        ComplexSchur schur = offTheNegativeAxis(n, a, aOff);
        TriangularFunctions.log(n, schur.t);
        schur.backToReal(schur.t, out, outOff);
    }

    /**
     * out = √a, the root whose eigenvalues have positive real parts.
     *
     * @param n size
     * @param a matrix
     * @param aOff where it starts
     * @param out modified: the square root; may be the place of a
     * @param outOff where it starts
     * @throws NoLogarithmException if the matrix is singular, or an eigenvalue is on the negative axis or too near to it
     */
    public static void squareRoot(int n, double[] a, int aOff, double[] out, int outOff) {
        if (n == 2 && PlaneMatrices.squareRoot(a, aOff, out, outOff)) {
            return;
        }
        ComplexSchur schur = offTheNegativeAxis(n, a, aOff);
        TriangularFunctions.squareRoot(n, schur.t);
        schur.backToReal(schur.t, out, outOff);
    }

    private static ComplexSchur offTheNegativeAxis(int n, double[] a, int aOff) {
        ComplexSchur schur = ComplexSchur.of(n, a, aOff);
        double rounding = 0x1p-50 * SmallMatrices.norm(n, a, aOff);
        for (int i = 0; i < n; i++) {
            double re = schur.t[2 * i * (n + 1)];
            double im = schur.t[2 * i * (n + 1) + 1];
            boolean singular = re == 0 && im == 0;
            if (singular || (re < 0 && Math.abs(im) <= rounding)) {
                throw new NoLogarithmException(
                        "expected a matrix without eigenvalues on or near the closed negative axis, got " + re
                                + (im < 0 ? " - " : " + ") + Math.abs(im) + "i");
            }
        }
        return schur;
    }
}
