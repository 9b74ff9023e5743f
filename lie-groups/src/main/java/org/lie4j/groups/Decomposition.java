package org.lie4j.groups;

import org.lie4j.groups.internal.SmallMatrices;

/**
 * A matrix as a product of factors that lie in subgroups or submanifolds. Immutable.
 *
 * <p>The factors are packed one after the other, in the order that each decomposition documents; so are their derivatives.
 */
public abstract class Decomposition {
    final int n;

    Decomposition(int n) {
        this.n = n;
    }

    /**
     * Side of the matrix.
     *
     * @return n
     */
    public final int matrixSize() {
        return n;
    }

    /**
     * The product of the factors.
     *
     * @return new array {@code [n, n]}, row-major: the matrix that was decomposed
     */
    public abstract double[] compose();

    /**
     * All factors, packed.
     *
     * @return new array, in the documented order
     */
    public abstract double[] factors();

    /**
     * The derivative of the factors when the matrix changes.
     *
     * @param dg {@code [n, n]}: the change of the matrix
     * @return new array: the change of {@link #factors}
     * @throws IllegalArgumentException if dg is not n×n and finite
     * @throws ArithmeticException where the decomposition is not smooth; the message says why
     */
    public abstract double[] differential(double[] dg);

    /**
     * The Jacobian of the factors with respect to the entries of the matrix.
     *
     * @return new array {@code [factors, n * n]}, row-major
     * @throws ArithmeticException where the decomposition is not smooth
     */
    public final double[] jacobian() {
        int columns = n * n;
        int rows = factors().length;
        double[] jacobian = new double[rows * columns];
        double[] dg = new double[columns];
        for (int j = 0; j < columns; j++) {
            dg[j] = 1;
            double[] column = differential(dg);
            dg[j] = 0;
            for (int i = 0; i < rows; i++) {
                jacobian[i * columns + j] = column[i];
            }
        }
        return jacobian;
    }

    /**
     * Density of left Haar measure in the factors' coordinates, which each decomposition names; rotations count by their own bi-invariant measure,
     * ∏ over i &lt; j of the entries of R⁻¹dR. On GL+(n) Haar measure is |det g|⁻ⁿ ∏ dgᵢⱼ.
     *
     * @return the density at this matrix
     */
    public abstract double leftHaarDensity();

    /**
     * Density of right Haar measure in the same coordinates.
     *
     * @return that of the left one, unless the group is not unimodular
     */
    public double rightHaarDensity() {
        return leftHaarDensity();
    }

    final void requireDirection(double[] dg) {
        Members.requireFinite(dg, 0, n * n, "direction");
        if (dg.length != n * n) {
            throw new IllegalArgumentException(
                    "direction: expected " + n + "x" + n + " = " + n * n + " numbers, got " + dg.length);
        }
    }

    static double[] product(int n, double[] a, double[] b) {
        double[] out = new double[n * n];
        SmallMatrices.multiply(n, a, 0, b, 0, out, 0);
        return out;
    }

    static double[] transposed(int n, double[] a) {
        double[] out = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                out[j * n + i] = a[i * n + j];
            }
        }
        return out;
    }

    static double[] inverted(int n, double[] a) {
        double[] out = new double[n * n];
        SmallMatrices.invert(n, a, 0, out, 0);
        return out;
    }

    static double[] concatenated(double[]... parts) {
        int length = 0;
        for (double[] part : parts) {
            length += part.length;
        }
        double[] out = new double[length];
        int at = 0;
        for (double[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }

    /** A square matrix from its length, with a check of its entries. */
    static int requireSquare(double[] g) {
        if (g == null) {
            throw new IllegalArgumentException("matrix: expected n x n numbers, got null");
        }
        int n = (int) Math.round(Math.sqrt(g.length));
        if (n == 0 || n * n != g.length) {
            throw new IllegalArgumentException("matrix: expected n x n numbers with n >= 1, got " + g.length);
        }
        Members.requireFinite(g, 0, n * n, n + "x" + n + " matrix");
        return n;
    }
}
