package org.lie4j.groups;

import org.lie4j.groups.internal.MatrixExponential;
import org.lie4j.groups.internal.MatrixLogarithm;

/**
 * Upper triangular matrices with a positive diagonal: the factor A N of Iwasawa, and the Cholesky factors. Solvable, and not
 * unimodular. Tangent vectors are the entries on and above the diagonal, row by row; exp is a diffeomorphism, so log is defined everywhere.
 */
public final class UpperTriangular implements LieGroup {
    private final int n;

    private UpperTriangular(int n) {
        this.n = n;
    }

    /**
     * The group of n×n matrices.
     *
     * @param n size, at least 2
     * @return the group
     * @throws IllegalArgumentException if n is less than 2
     */
    public static UpperTriangular of(int n) {
        return new UpperTriangular(CartanMatrixGroup.requireSize(n, 2));
    }

    @Override
    public String name() {
        return "T+(" + n + ")";
    }

    @Override
    public int dimension() {
        return n * (n + 1) / 2;
    }

    @Override
    public int matrixSize() {
        return n;
    }

    @Override
    public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        double[] algebra = new double[n * n];
        double[] work = new double[2 * n * n];
        for (int i = 0; i < count; i++) {
            hat(xi, xiOff + i * dimension(), algebra, 0);
            MatrixExponential.exp(n, algebra, 0, out, outOff + i * n * n, work);
        }
    }

    @Override
    public void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        double[] algebra = new double[n * n];
        for (int i = 0; i < count; i++) {
            MatrixLogarithm.log(n, a, aOff + i * n * n, algebra, 0);
            vee(algebra, 0, xi, xiOff + i * dimension());
        }
    }

    @Override
    public void hat(double[] xi, int xiOff, double[] out, int outOff) {
        int k = xiOff;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                out[outOff + i * n + j] = j < i ? 0 : xi[k++];
            }
        }
    }

    @Override
    public void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
        int k = xiOff;
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                xi[k++] = matrix[matrixOff + i * n + j];
            }
        }
    }

    /** {@inheritDoc} ∏ gᵢᵢ^{2i - n - 1}, i from 1. */
    @Override
    public double modularFunction(double[] g, int gOff) {
        double product = 1;
        for (int i = 0; i < n; i++) {
            product *= Math.pow(g[gOff + i * (n + 1)], 2 * i + 1 - n);
        }
        return product;
    }

    @Override
    public boolean knowsAllBranches() {
        return true;
    }

    @Override
    public void requireMember(double[] g, int gOff) {
        Members.requireFinite(g, gOff, n * n, n + "x" + n + " matrix");
        for (int i = 0; i < n; i++) {
            if (!(g[gOff + i * (n + 1)] > 0)) {
                throw new IllegalArgumentException(
                        "expected a diagonal > 0, got " + g[gOff + i * (n + 1)] + " in row " + i);
            }
            for (int j = 0; j < i; j++) {
                if (g[gOff + i * n + j] != 0) {
                    throw new IllegalArgumentException("expected 0 below the diagonal, got " + g[gOff + i * n + j]
                            + " in row " + i + ", column " + j);
                }
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UpperTriangular that && n == that.n;
    }

    @Override
    public int hashCode() {
        return n;
    }

    @Override
    public String toString() {
        return name();
    }
}
