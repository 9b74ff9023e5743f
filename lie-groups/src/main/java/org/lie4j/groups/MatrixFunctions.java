package org.lie4j.groups;

import org.lie4j.groups.internal.MatrixExponential;
import org.lie4j.groups.internal.MatrixLogarithm;

/**
 * Exponential, principal logarithm and principal square root of real matrices of any kind and size, packed row-major.
 *
 * <p>Methods: closed forms for 2×2; for 3×3 the exponential by the Cayley-Hamilton theorem and the logarithm by interpolation and Halley's
 * iteration; for the rest scaling and squaring, and the Schur decomposition with inverse scaling and squaring (Higham, Functions of Matrices, chapters 6, 10
 * and 11). The relative error is a small multiple of rounding times the condition number of the function.
 */
public final class MatrixFunctions {
    private MatrixFunctions() {}

    /**
     * The exponential.
     *
     * @param a {@code [n, n]}
     * @return new array: eᴬ
     * @throws IllegalArgumentException if the length is no square, or an entry is not finite
     */
    public static double[] exp(double[] a) {
        int n = Decomposition.requireSquare(a);
        double[] out = new double[n * n];
        MatrixExponential.exp(n, a, 0, out, 0, new double[2 * n * n]);
        return out;
    }

    /**
     * The principal logarithm, whose eigenvalues have imaginary parts in (-π, π).
     *
     * @param a {@code [n, n]}
     * @return new array: log A, with exp(log A) = A
     * @throws IllegalArgumentException if the length is no square, or an entry is not finite
     * @throws NoLogarithmException if A is singular, or an eigenvalue is on the negative axis or within rounding of it
     */
    public static double[] log(double[] a) {
        int n = Decomposition.requireSquare(a);
        double[] out = new double[n * n];
        MatrixLogarithm.log(n, a, 0, out, 0);
        return out;
    }

    /**
     * The principal square root, whose eigenvalues have positive real parts.
     *
     * @param a {@code [n, n]}
     * @return new array: √A, with √A √A = A
     * @throws IllegalArgumentException if the length is no square, or an entry is not finite
     * @throws NoLogarithmException if A is singular, or an eigenvalue is on the negative axis or within rounding of it
     */
    public static double[] sqrt(double[] a) {
        int n = Decomposition.requireSquare(a);
        double[] out = new double[n * n];
        MatrixLogarithm.squareRoot(n, a, 0, out, 0);
        return out;
    }
}
