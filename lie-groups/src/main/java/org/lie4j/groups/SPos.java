package org.lie4j.groups;

import org.lie4j.groups.internal.CartanBasis;
import org.lie4j.groups.internal.Scalars;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.groups.internal.SymmetricEigen;

/**
 * SPos(n): symmetric positive definite matrices, the symmetric space GL+(n)/SO(n), with the action A · S = A S Aᵀ; or those of
 * determinant 1, SL(n)/SO(n).
 *
 * <p>Coordinates are those of X = log S in the basis that {@link CartanGroup} documents. exp is a diffeomorphism from the symmetric
 * matrices, so log is defined everywhere.
 */
public final class SPos {
    private final int n;
    private final boolean scale;

    private SPos(int n, boolean scale) {
        this.n = CartanMatrixGroup.requireSize(n, 2);
        this.scale = scale;
    }

    /**
     * All symmetric positive definite matrices.
     *
     * @param n size, at least 2
     * @return the space
     */
    public static SPos of(int n) {
        return new SPos(n, true);
    }

    /**
     * Those of determinant 1.
     *
     * @param n size, at least 2
     * @return the space
     */
    public static SPos unitDeterminant(int n) {
        return new SPos(n, false);
    }

    /**
     * Dimension of the space.
     *
     * @return n(n+1)/2, one less for determinant 1
     */
    public int dimension() {
        return n * (n + 1) / 2 - (scale ? 0 : 1);
    }

    /**
     * Side of the matrices.
     *
     * @return n
     */
    public int matrixSize() {
        return n;
    }

    /**
     * S = exp X.
     *
     * @param xi coordinates of X, not modified
     * @param xiOff where they start
     * @param out modified: the matrices
     * @param outOff where they start
     * @param count number of matrices
     */
    public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        double[] x = new double[n * n];
        double[] v = new double[n * n];
        for (int i = 0; i < count; i++) {
            CartanBasis.toSymmetric(n, scale, xi, xiOff + i * dimension(), x, 0);
            SymmetricEigen.apply(x, v, out, outOff + i * n * n, n, Math::exp);
        }
    }

    /**
     * Coordinates of log S.
     *
     * @param s matrices, not modified
     * @param sOff where they start
     * @param xi modified: the coordinates
     * @param xiOff where they start
     * @param count number of matrices
     */
    public void log(double[] s, int sOff, double[] xi, int xiOff, int count) {
        double[] a = new double[n * n];
        double[] v = new double[n * n];
        double[] x = new double[n * n];
        for (int i = 0; i < count; i++) {
            System.arraycopy(s, sOff + i * n * n, a, 0, n * n);
            SymmetricEigen.apply(a, v, x, 0, n, Math::log);
            CartanBasis.fromSymmetric(n, scale, x, 0, xi, xiOff + i * dimension());
        }
    }

    /**
     * The symmetric positive definite square root.
     *
     * @param s matrix
     * @return new array: S^{1/2}
     * @throws IllegalArgumentException if S is not symmetric positive definite
     */
    public double[] sqrt(double[] s) {
        return map(s, Math::sqrt);
    }

    /**
     * The matrix log S.
     *
     * @param s matrix
     * @return new array: the symmetric logarithm
     * @throws IllegalArgumentException if S is not symmetric positive definite
     */
    public double[] logarithm(double[] s) {
        return map(s, Math::log);
    }

    private double[] map(double[] s, java.util.function.DoubleUnaryOperator f) {
        Members.requireSymmetricPositive(n, s, 0);
        double[] out = new double[n * n];
        SymmetricEigen.apply(s.clone(), new double[n * n], out, 0, n, value -> f.applyAsDouble(requirePositive(value)));
        return out;
    }

    private static double requirePositive(double eigenvalue) {
        if (!(eigenvalue > 0)) {
            throw new IllegalArgumentException(
                    "expected a positive definite matrix, got one with eigenvalue " + eigenvalue);
        }
        return eigenvalue;
    }

    /**
     * The action A · S = A S Aᵀ.
     *
     * @param a invertible matrix
     * @param s symmetric positive definite matrix
     * @return new array: the image
     * @throws IllegalArgumentException if A is not in GL+(n) or S not symmetric
     */
    public double[] act(double[] a, double[] s) {
        GLPlus.of(n).requireMember(a, 0);
        Members.requireSymmetricPositive(n, s, 0);
        double[] work = new double[n * n];
        double[] out = new double[n * n];
        SmallMatrices.multiply(n, a, 0, s, 0, work, 0);
        SmallMatrices.multiplyTransposed(n, work, 0, a, 0, out, 0);
        return out;
    }

    /**
     * The affine-invariant distance ‖log(S^{-1/2} T S^{-1/2})‖ in the norm of ½ tr(AᵀA).
     *
     * @param s matrix
     * @param t matrix
     * @return the distance, the same between A·S and A·T
     * @throws IllegalArgumentException if S or T is not symmetric positive definite
     */
    public double distance(double[] s, double[] t) {
        double[] x = logarithm(relative(s, t));
        double sum = 0;
        for (double value : x) {
            sum += value * value;
        }
        return Math.sqrt(0.5 * sum);
    }

    /**
     * The geodesic S^{1/2} (S^{-1/2} T S^{-1/2})^τ S^{1/2}.
     *
     * @param s start, at τ = 0
     * @param t end, at τ = 1
     * @param tau parameter, any finite number
     * @return new array: the point
     * @throws IllegalArgumentException if S or T is not symmetric positive definite
     */
    public double[] geodesic(double[] s, double[] t, double tau) {
        double[] power = map(relative(s, t), value -> Math.pow(value, tau));
        return act(sqrt(s), power);
    }

    private double[] relative(double[] s, double[] t) {
        return act(map(s, value -> 1 / Math.sqrt(value)), t);
    }

    /**
     * Density of the measure invariant under S ↦ A S Aᵀ with respect to Lebesgue measure of the coordinates of X = log S, 1 at X = 0:
     * ∏ sinh((x_i-x_j)/2) / ((x_i-x_j)/2) over the eigenvalues of X.
     *
     * @param xi coordinates of X
     * @param xiOff where they start
     * @return the density
     */
    public double invariantDensity(double[] xi, int xiOff) {
        double[] x = new double[n * n];
        CartanBasis.toSymmetric(n, scale, xi, xiOff, x, 0);
        SymmetricEigen.decompose(x, new double[n * n], n);
        double density = 1;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                density *= Scalars.sinhc(0.5 * (x[i * (n + 1)] - x[j * (n + 1)]));
            }
        }
        return density;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SPos that && n == that.n && scale == that.scale;
    }

    @Override
    public int hashCode() {
        return 2 * n + (scale ? 1 : 0);
    }

    @Override
    public String toString() {
        return (scale ? "SPos(" : "unit-determinant SPos(") + n + ")";
    }
}
