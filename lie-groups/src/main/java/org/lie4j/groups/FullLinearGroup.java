package org.lie4j.groups;

import org.lie4j.groups.internal.SmallMatrices;

/**
 * O(n) or GL(n): SO(n) or GL+(n) together with what reverses orientation. Tangent vectors, exp and log are those of the identity component, which
 * alone has logarithms.
 */
public final class FullLinearGroup implements LieGroup {
    private final int n;
    private final CartanMatrixGroup component;
    private final boolean orthogonal;

    private FullLinearGroup(int n, CartanMatrixGroup component, boolean orthogonal) {
        this.n = n;
        this.component = component;
        this.orthogonal = orthogonal;
    }

    /**
     * O(n), the orthogonal matrices.
     *
     * @param n size, at least 2
     * @return the group
     */
    public static FullLinearGroup orthogonal(int n) {
        return new FullLinearGroup(n, SO.of(n), true);
    }

    /**
     * GL(n), the regular matrices.
     *
     * @param n size, at least 2
     * @return the group
     */
    public static FullLinearGroup general(int n) {
        return new FullLinearGroup(n, GLPlus.of(n), false);
    }

    /**
     * The component of the identity.
     *
     * @return SO(n) or GL+(n)
     */
    public CartanGroup identityComponent() {
        return component;
    }

    /**
     * The homomorphism to {1, -1}.
     *
     * @param g element
     * @param gOff where it starts
     * @return the sign of det g
     */
    public double sign(double[] g, int gOff) {
        return Math.signum(SmallMatrices.determinant(n, g, gOff));
    }

    @Override
    public String name() {
        return (orthogonal ? "O(" : "GL(") + n + ")";
    }

    @Override
    public int dimension() {
        return component.dimension();
    }

    @Override
    public int matrixSize() {
        return n;
    }

    @Override
    public void inverse(double[] a, int aOff, double[] out, int outOff, int count) {
        component.inverse(a, aOff, out, outOff, count);
    }

    @Override
    public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        component.exp(xi, xiOff, out, outOff, count);
    }

    /**
     * {@inheritDoc} Elements that reverse orientation have none.
     */
    @Override
    public void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        for (int i = 0; i < count; i++) {
            double det = SmallMatrices.determinant(n, a, aOff + i * n * n);
            if (!(det > 0)) {
                throw new NoLogarithmException(
                        "expected an element of the identity component, det > 0, got det = " + det);
            }
        }
        component.log(a, aOff, xi, xiOff, count);
    }

    @Override
    public void hat(double[] xi, int xiOff, double[] out, int outOff) {
        component.hat(xi, xiOff, out, outOff);
    }

    @Override
    public void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
        component.vee(matrix, matrixOff, xi, xiOff);
    }

    /** {@inheritDoc} For O(n) at the smallest Frobenius distance; a matrix that is not singular is expected. */
    @Override
    public double[] nearest(double[] matrix) {
        if (!orthogonal || SmallMatrices.determinant(n, matrix, 0) > 0) {
            return orthogonal ? component.nearest(matrix) : LieGroup.super.nearest(matrix);
        }
        // The nearest to A D is the nearest to A, times D: one with determinant > 0 for D = diag(-1, 1, …).
        double[] flipped = matrix.clone();
        flipFirstColumn(flipped);
        double[] out = component.nearest(flipped);
        flipFirstColumn(out);
        return out;
    }

    private void flipFirstColumn(double[] matrix) {
        for (int i = 0; i < n; i++) {
            matrix[i * n] *= -1;
        }
    }

    @Override
    public double modularFunction(double[] g, int gOff) {
        return 1;
    }

    @Override
    public void requireMember(double[] g, int gOff) {
        if (orthogonal) {
            Members.requireOrthogonal(n, g, gOff);
        } else {
            Members.requireFinite(g, gOff, n * n, n + "x" + n + " matrix");
            double det = SmallMatrices.determinant(n, g, gOff);
            if (det == 0) {
                throw new IllegalArgumentException("expected a regular " + n + "x" + n + " matrix, got det = " + det);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FullLinearGroup that && name().equals(that.name());
    }

    @Override
    public int hashCode() {
        return name().hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
