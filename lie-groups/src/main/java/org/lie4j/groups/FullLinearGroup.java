package org.lie4j.groups;

import java.util.Arrays;
import org.lie4j.groups.internal.SmallMatrices;

/**
 * O(n), CO(n), SL±(n) or GL(n): SO(n), R+ × SO(n), SL(n) or GL+(n) together with what reverses orientation. Tangent vectors, exp and log are those of the
 * identity component, which alone has logarithms.
 */
public final class FullLinearGroup implements LieGroup {
    private final int n;
    private final String letters;
    private final LieGroup component;

    private FullLinearGroup(int n, String letters, LieGroup component) {
        this.n = n;
        this.letters = letters;
        this.component = component;
    }

    /**
     * O(n), the orthogonal matrices.
     *
     * @param n size, at least 2
     * @return the group
     */
    public static FullLinearGroup orthogonal(int n) {
        return new FullLinearGroup(n, "O", SO.of(n));
    }

    /**
     * CO(n) = R+ × O(n), the conformal matrices: the linear parts of all similarities, reflections among them.
     *
     * @param n size, at least 2
     * @return the group
     */
    public static FullLinearGroup conformal(int n) {
        return new FullLinearGroup(n, "CO", Conformal.of(n));
    }

    /**
     * SL±(n), the matrices of determinant 1 or -1: they preserve volume.
     *
     * @param n size, at least 2
     * @return the group
     */
    public static FullLinearGroup volumePreserving(int n) {
        return new FullLinearGroup(n, "SL±", SL.of(n));
    }

    /**
     * GL(n), the regular matrices.
     *
     * @param n size, at least 2
     * @return the group
     */
    public static FullLinearGroup general(int n) {
        return new FullLinearGroup(n, "GL", GLPlus.of(n));
    }

    /**
     * The component of the identity.
     *
     * @return SO(n), R+ × SO(n), SL(n) or GL+(n)
     */
    public LieGroup identityComponent() {
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
        return letters + "(" + n + ")";
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

    /** {@inheritDoc} As the identity component says, if need be of A D with D = diag(-1, 1, …), times D; a matrix that is not singular is expected. */
    @Override
    public double[] nearest(double[] matrix) {
        requireRegular(matrix, 0);
        // D is orthogonal: what is nearest to A D is D away from what is nearest to A.
        return sign(matrix, 0) > 0 ? component.nearest(matrix) : flipped(component.nearest(flipped(matrix, 0)), 0);
    }

    /** The n×n matrix with the sign of its first column changed. */
    private double[] flipped(double[] matrix, int at) {
        double[] out = Arrays.copyOfRange(matrix, at, at + n * n);
        for (int i = 0; i < n; i++) {
            out[i * n] *= -1;
        }
        return out;
    }

    @Override
    public double modularFunction(double[] g, int gOff) {
        return 1;
    }

    @Override
    public void requireMember(double[] g, int gOff) {
        requireRegular(g, gOff);
        if (sign(g, gOff) > 0) {
            component.requireMember(g, gOff);
            return;
        }
        try {
            component.requireMember(flipped(g, gOff), 0);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "with the sign of its first column changed, for " + name() + ": " + e.getMessage(), e);
        }
    }

    private void requireRegular(double[] g, int gOff) {
        Members.requireFinite(g, gOff, n * n, n + "x" + n + " matrix");
        double det = SmallMatrices.determinant(n, g, gOff);
        if (det == 0) {
            throw new IllegalArgumentException("expected a regular " + n + "x" + n + " matrix, got det = " + det);
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
