package org.lie4j.groups;

import java.util.Arrays;
import org.lie4j.groups.internal.MatrixExponential;
import org.lie4j.groups.internal.PhiFunction;
import org.lie4j.groups.internal.SmallMatrices;

/**
 * R^n ⋊ H for a group H of n×n matrices: the maps x ↦ h x + t with (t, h)(t', h') = (t + h t', h h').
 *
 * <p>{@link #euclidean E(n)}, {@link #rigid SE(n)}, {@link #similarity Sim(n)}, {@link #specialAffine the special affine group} and {@link
 * AffinePlus} are of this kind; n = 2 and 3 have compact forms too ({@link SE3}, …). An element is the homogeneous matrix [[h, t], [0, 1]]
 * of side n + 1; a tangent vector holds that of H first, then the n numbers v of the translation: exp(ω, v) = (V v, exp ω) with V = φ₁(hat ω).
 */
public class AffineGroup implements LieGroup {
    final int n;
    private final LieGroup linear;
    private final String name;

    AffineGroup(String name, LieGroup linear) {
        this.n = linear.matrixSize();
        this.linear = linear;
        this.name = name;
        if (linear.elementLength() != n * n || linear.pointDimension() != n) {
            throw new IllegalArgumentException(
                    "linear group: expected one whose elements are matrices that act on R^n, got " + linear.name()
                            + " with " + linear.elementLength() + " numbers for an element of side " + n);
        }
    }

    /**
     * R^n ⋊ H.
     *
     * @param linear the group H, whose elements are n×n matrices
     * @return the group
     * @throws IllegalArgumentException if the elements of H are no matrices that act on R^n
     */
    public static AffineGroup of(LieGroup linear) {
        return new AffineGroup("R^" + linear.matrixSize() + " ⋊ " + linear.name(), linear);
    }

    /**
     * SE(n), the rigid motions.
     *
     * @param n dimension of the points, at least 2
     * @return the group
     */
    public static AffineGroup rigid(int n) {
        return new AffineGroup("SE(" + n + ")", SO.of(n));
    }

    /**
     * E(n), the isometries.
     *
     * @param n dimension of the points, at least 2
     * @return the group
     */
    public static AffineGroup euclidean(int n) {
        return new AffineGroup("E(" + n + ")", FullLinearGroup.orthogonal(n));
    }

    /**
     * Sim(n), the similarities that keep orientation.
     *
     * @param n dimension of the points, at least 2
     * @return the group
     */
    public static AffineGroup similarity(int n) {
        return new AffineGroup("Sim(" + n + ")", Conformal.of(n));
    }

    /**
     * The special affine group R^n ⋊ SL(n), the affine maps that preserve volume and orientation.
     *
     * @param n dimension of the points, at least 2
     * @return the group
     */
    public static AffineGroup specialAffine(int n) {
        return new AffineGroup("SAff(" + n + ")", SL.of(n));
    }

    /**
     * The group H.
     *
     * @return the linear group
     */
    public LieGroup linearGroup() {
        return linear;
    }

    /**
     * The element x ↦ h x + t.
     *
     * @param h {@code [n, n]} row-major, an element of H
     * @param t {@code [n]}
     * @return new array: the homogeneous matrix
     * @throws IllegalArgumentException if h is no element of H, a value is not finite, or a length is wrong
     */
    public final double[] element(double[] h, double[] t) {
        linear.requireMember(h, 0);
        Members.requireFinite(t, 0, n, "translation");
        double[] out = new double[elementLength()];
        set(h, t, out, 0);
        return out;
    }

    final void set(double[] h, double[] t, double[] out, int outOff) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(h, i * n, out, outOff + i * (n + 1), n);
            out[outOff + i * (n + 1) + n] = t[i];
            out[outOff + n * (n + 1) + i] = 0;
        }
        out[outOff + n * (n + 2)] = 1;
    }

    /**
     * The linear part.
     *
     * @param g element
     * @param gOff where it starts
     * @param h modified: {@code [n, n]}
     * @param hOff where it starts
     */
    public final void linear(double[] g, int gOff, double[] h, int hOff) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(g, gOff + i * (n + 1), h, hOff + i * n, n);
        }
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int dimension() {
        return linear.dimension() + n;
    }

    @Override
    public final int matrixSize() {
        return n + 1;
    }

    @Override
    public final int pointDimension() {
        return n;
    }

    /** (h⁻¹, -h⁻¹t), with a last row that is exact. */
    @Override
    public final void inverse(double[] a, int aOff, double[] out, int outOff, int count) {
        double[] h = new double[n * n];
        double[] t = new double[n];
        double[] moved = new double[n];
        for (int k = 0; k < count; k++) {
            int from = aOff + k * elementLength();
            linear(a, from, h, 0);
            for (int i = 0; i < n; i++) {
                t[i] = a[from + i * (n + 1) + n];
            }
            linear.inverse(h, 0, h, 0, 1);
            apply(h, t, moved, -1);
            set(h, moved, out, outOff + k * elementLength());
        }
    }

    private void apply(double[] h, double[] t, double[] out, double factor) {
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += h[i * n + j] * t[j];
            }
            out[i] = factor * sum;
        }
    }

    @Override
    public final void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        int length = elementLength();
        double[] algebra = new double[length];
        double[] work = new double[2 * length];
        for (int i = 0; i < count; i++) {
            hat(xi, xiOff + i * dimension(), algebra, 0);
            int o = outOff + i * length;
            MatrixExponential.exp(n + 1, algebra, 0, out, o, work);
            Arrays.fill(out, o + n * (n + 1), o + length - 1, 0);
            out[o + length - 1] = 1;
        }
    }

    /** {@inheritDoc} Defined where the linear part has a logarithm, on that one's branch. */
    @Override
    public final void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        double[] h = new double[n * n];
        double[] v = new double[n * n];
        double[] t = new double[n];
        double[] back = new double[n];
        int d = linear.dimension();
        for (int k = 0; k < count; k++) {
            int from = aOff + k * elementLength();
            int to = xiOff + k * dimension();
            linear(a, from, h, 0);
            linear.log(h, 0, xi, to, 1);
            linear.hat(xi, to, h, 0);
            PhiFunction.phi1(n, h, v, 0);
            SmallMatrices.invert(n, v, 0, v, 0);
            for (int i = 0; i < n; i++) {
                t[i] = a[from + i * (n + 1) + n];
            }
            apply(v, t, back, 1);
            System.arraycopy(back, 0, xi, to + d, n);
        }
    }

    @Override
    public final void hat(double[] xi, int xiOff, double[] out, int outOff) {
        double[] h = new double[n * n];
        linear.hat(xi, xiOff, h, 0);
        Arrays.fill(out, outOff, outOff + elementLength(), 0);
        for (int i = 0; i < n; i++) {
            System.arraycopy(h, i * n, out, outOff + i * (n + 1), n);
            out[outOff + i * (n + 1) + n] = xi[xiOff + linear.dimension() + i];
        }
    }

    @Override
    public final void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
        double[] h = new double[n * n];
        linear(matrix, matrixOff, h, 0);
        linear.vee(h, 0, xi, xiOff);
        for (int i = 0; i < n; i++) {
            xi[xiOff + linear.dimension() + i] = matrix[matrixOff + i * (n + 1) + n];
        }
    }

    @Override
    public final void act(double[] g, int gOff, double[] x, int xOff, double[] out, int outOff, int count) {
        double[] image = new double[n];
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < n; i++) {
                int row = gOff + i * (n + 1);
                double sum = g[row + n];
                for (int j = 0; j < n; j++) {
                    sum += g[row + j] * x[xOff + p * n + j];
                }
                image[i] = sum;
            }
            System.arraycopy(image, 0, out, outOff + p * n, n);
        }
    }

    /** {@inheritDoc} Where H is unimodular, 1/|det h|: left Haar measure is dt dμ_H(h)/|det h|, right Haar measure dt dμ_H(h). */
    @Override
    public final double modularFunction(double[] g, int gOff) {
        double[] h = new double[n * n];
        linear(g, gOff, h, 0);
        return linear.modularFunction(h, 0) / determinant(g, gOff);
    }

    final double determinant(double[] g, int gOff) {
        double[] h = new double[n * n];
        linear(g, gOff, h, 0);
        return Math.abs(SmallMatrices.determinant(n, h, 0));
    }

    /** {@inheritDoc} The linear part nearest in its group, the translation as it is, the last row exact. */
    @Override
    public final double[] nearest(double[] matrix) {
        Members.requireFinite(matrix, 0, elementLength(), "homogeneous " + (n + 1) + "x" + (n + 1) + " matrix");
        double[] h = new double[n * n];
        double[] t = new double[n];
        linear(matrix, 0, h, 0);
        for (int i = 0; i < n; i++) {
            t[i] = matrix[i * (n + 1) + n];
        }
        return element(linear.nearest(h), t);
    }

    @Override
    public final void requireMember(double[] g, int gOff) {
        Members.requireFinite(g, gOff, elementLength(), "homogeneous " + (n + 1) + "x" + (n + 1) + " matrix");
        for (int j = 0; j <= n; j++) {
            double expected = j == n ? 1 : 0;
            double actual = g[gOff + n * (n + 1) + j];
            if (actual != expected) {
                throw new IllegalArgumentException("last row of a homogeneous matrix: expected " + expected
                        + " in column " + j + ", got " + actual);
            }
        }
        double[] h = new double[n * n];
        linear(g, gOff, h, 0);
        linear.requireMember(h, 0);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof AffineGroup that && name.equals(that.name);
    }

    @Override
    public final int hashCode() {
        return name.hashCode();
    }

    @Override
    public final String toString() {
        return name;
    }
}
