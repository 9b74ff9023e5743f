package org.lie4j.groups;

import java.util.Arrays;
import org.lie4j.groups.internal.MatrixExponential;
import org.lie4j.groups.internal.MatrixLogarithm;
import org.lie4j.groups.internal.SmallMatrices;

/**
 * Affine+(n) = R^n ⋊ GL+(n): the maps x ↦ h x + t with det h > 0.
 *
 * <p>An element is the homogeneous matrix [[h, t], [0, 1]] of side n + 1. A tangent vector holds the coordinates of the linear part
 * first (as {@link GLPlus}), then the n of the translation. The group is not unimodular: left Haar measure is dt dh / |det h|^{n+1},
 * right Haar measure dt dh / |det h|^n.
 */
public final class AffinePlus implements LieGroup {
    private final int n;
    private final GLPlus linear;

    private AffinePlus(int n) {
        this.n = n;
        this.linear = GLPlus.of(n);
    }

    /**
     * The group acting on n-dimensional points.
     *
     * @param n dimension of the points, at least 2
     * @return the group
     * @throws IllegalArgumentException if n is less than 2
     */
    public static AffinePlus of(int n) {
        return new AffinePlus(CartanMatrixGroup.requireSize(n, 2));
    }

    /**
     * The element x ↦ h x + t.
     *
     * @param h {@code [n, n]} row-major, of positive determinant
     * @param t {@code [n]}
     * @return new array: the homogeneous matrix
     * @throws IllegalArgumentException if det h ≤ 0, a value is not finite, or a length is wrong
     */
    public double[] element(double[] h, double[] t) {
        linear.requireMember(h, 0);
        Members.requireFinite(t, 0, n, "translation");
        double[] out = new double[elementLength()];
        for (int i = 0; i < n; i++) {
            System.arraycopy(h, i * n, out, i * (n + 1), n);
            out[i * (n + 1) + n] = t[i];
        }
        out[elementLength() - 1] = 1;
        return out;
    }

    /**
     * The linear part.
     *
     * @param g element
     * @param gOff where it starts
     * @param h modified: {@code [n, n]}
     * @param hOff where it starts
     */
    public void linear(double[] g, int gOff, double[] h, int hOff) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(g, gOff + i * (n + 1), h, hOff + i * n, n);
        }
    }

    @Override
    public String name() {
        return "Affine+(" + n + ")";
    }

    @Override
    public int dimension() {
        return n * n + n;
    }

    @Override
    public int matrixSize() {
        return n + 1;
    }

    @Override
    public int pointDimension() {
        return n;
    }

    /** (h⁻¹, -h⁻¹t), with a last row that is exact. */
    @Override
    public void inverse(double[] a, int aOff, double[] out, int outOff, int count) {
        double[] h = new double[n * n];
        double[] t = new double[n];
        for (int k = 0; k < count; k++) {
            int from = aOff + k * elementLength();
            int to = outOff + k * elementLength();
            linear(a, from, h, 0);
            for (int i = 0; i < n; i++) {
                t[i] = a[from + i * (n + 1) + n];
            }
            SmallMatrices.invert(n, h, 0, h, 0);
            identity(out, to);
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    out[to + i * (n + 1) + j] = h[i * n + j];
                    sum -= h[i * n + j] * t[j];
                }
                out[to + i * (n + 1) + n] = sum;
            }
        }
    }

    @Override
    public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        int length = elementLength();
        double[] work = new double[3 * length];
        for (int i = 0; i < count; i++) {
            hat(xi, xiOff + i * dimension(), work, 2 * length);
            MatrixExponential.exp(n + 1, work, 2 * length, out, outOff + i * length, work);
        }
    }

    /**
     * {@inheritDoc} Defined where the linear part has a principal logarithm.
     */
    @Override
    public void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        int length = elementLength();
        double[] work = new double[length];
        for (int i = 0; i < count; i++) {
            MatrixLogarithm.log(n + 1, a, aOff + i * length, work, 0);
            vee(work, 0, xi, xiOff + i * dimension());
        }
    }

    @Override
    public void hat(double[] xi, int xiOff, double[] out, int outOff) {
        double[] h = new double[n * n];
        linear.hat(xi, xiOff, h, 0);
        Arrays.fill(out, outOff, outOff + elementLength(), 0);
        for (int i = 0; i < n; i++) {
            System.arraycopy(h, i * n, out, outOff + i * (n + 1), n);
            out[outOff + i * (n + 1) + n] = xi[xiOff + n * n + i];
        }
    }

    @Override
    public void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
        double[] h = new double[n * n];
        linear(matrix, matrixOff, h, 0);
        linear.vee(h, 0, xi, xiOff);
        for (int i = 0; i < n; i++) {
            xi[xiOff + n * n + i] = matrix[matrixOff + i * (n + 1) + n];
        }
    }

    @Override
    public void act(double[] g, int gOff, double[] x, int xOff, double[] out, int outOff, int count) {
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

    /**
     * Density of left Haar measure with respect to dt dh (Lebesgue measure of the entries), 1 at the identity.
     *
     * @param g element
     * @param gOff where it starts
     * @return |det h|^{-(n+1)}
     */
    public double leftHaarDensity(double[] g, int gOff) {
        return Math.pow(determinant(g, gOff), -(n + 1));
    }

    /**
     * Density of right Haar measure with respect to dt dh, 1 at the identity.
     *
     * @param g element
     * @param gOff where it starts
     * @return |det h|^{-n}
     */
    public double rightHaarDensity(double[] g, int gOff) {
        return Math.pow(determinant(g, gOff), -n);
    }

    /**
     * The modular function Δ, with μ(E g) = Δ(g) μ(E) for left Haar measure μ.
     *
     * @param g element
     * @param gOff where it starts
     * @return 1/|det h|
     */
    public double modularFunction(double[] g, int gOff) {
        return 1 / determinant(g, gOff);
    }

    private double determinant(double[] g, int gOff) {
        double[] h = new double[n * n];
        linear(g, gOff, h, 0);
        return Math.abs(SmallMatrices.determinant(n, h, 0));
    }

    @Override
    public void requireMember(double[] g, int gOff) {
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
    public boolean equals(Object other) {
        return other instanceof AffinePlus that && n == that.n;
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
