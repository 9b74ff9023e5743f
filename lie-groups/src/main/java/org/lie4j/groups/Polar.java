package org.lie4j.groups;

import java.util.Arrays;
import org.lie4j.groups.internal.OneSidedJacobi;
import org.lie4j.groups.internal.PlaneMatrices;
import org.lie4j.groups.internal.PolarIterations;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.groups.internal.SpaceMatrices;
import org.lie4j.groups.internal.SymmetricEigen;

/**
 * Polar decomposition of matrices of positive determinant: left g = P R, right g = R P', with P, P' symmetric positive definite
 * and R the same rotation in both.
 *
 * <p>Which way is used: n = 2 a closed form; n ≥ 3 Newton's iteration with scaling (Higham, Functions of Matrices, section 8.6) where ‖g‖ ‖g⁻¹‖ ≤ 1e6,
 * and the eigenvectors of g gᵀ and gᵀg by one-sided Jacobi rotations beyond, where the inverses of the iteration would lose digits; {@link Method} chooses otherwise.
 * None of them squares the condition number. Then P = ½(gRᵀ + Rgᵀ). The product of the factors is g to rounding; their own relative error is a small multiple of
 * rounding times κ(g). Both are smooth everywhere on GL+(n). Packed order: P, R if left, R, P' if right.
 */
public final class Polar extends Decomposition {
    /** Where Newton's iteration hands over. */
    private static final double LARGEST_CONDITION = 1e6;

    private final double[] positive;
    private final double[] rotation;
    private final boolean left;

    private Polar(int n, double[] positive, double[] rotation, boolean left) {
        super(n);
        this.positive = positive;
        this.rotation = rotation;
        this.left = left;
    }

    /**
     * Left decomposition g = P R of one matrix.
     *
     * @param n size
     * @param g {@code [n, n]} row-major, of positive determinant
     * @return the factors
     * @throws IllegalArgumentException if the length is not n², a value is not finite, or det g ≤ 0
     */
    public static Polar left(int n, double[] g) {
        return of(n, g, true);
    }

    /**
     * Right decomposition g = R P' of one matrix.
     *
     * @param n size
     * @param g {@code [n, n]} row-major, of positive determinant
     * @return the factors
     * @throws IllegalArgumentException if the length is not n², a value is not finite, or det g ≤ 0
     */
    public static Polar right(int n, double[] g) {
        return of(n, g, false);
    }

    private static Polar of(int n, double[] g, boolean left) {
        GLPlus.of(n).requireMember(g, 0);
        double[] p = new double[n * n];
        double[] r = new double[n * n];
        decompose(n, g, 0, p, 0, r, 0, 1, left);
        return new Polar(n, p, r, left);
    }

    /** How the rotation is found. */
    public enum Method {
        /** Newton's iteration with scaling, what {@link #left} and {@link #right} use for n ≥ 3: the fastest. */
        NEWTON,
        /** Halley's iteration with dynamical weights: fewer, dearer steps. */
        HALLEY,
        /** The eigenvectors of g gᵀ and gᵀ g by one-sided Jacobi rotations, which do not form these products: the slowest. */
        EIGEN
    }

    /**
     * Left decomposition g = P R by a chosen method; they differ by rounding alone.
     *
     * @param n size
     * @param g {@code [n, n]} row-major, of positive determinant
     * @param method how
     * @return the factors
     * @throws IllegalArgumentException if the length is not n², a value is not finite, or det g ≤ 0
     */
    public static Polar left(int n, double[] g, Method method) {
        return of(n, g, method, true);
    }

    /**
     * Right decomposition g = R P' by a chosen method; they differ by rounding alone.
     *
     * @param n size
     * @param g {@code [n, n]} row-major, of positive determinant
     * @param method how
     * @return the factors
     * @throws IllegalArgumentException if the length is not n², a value is not finite, or det g ≤ 0
     */
    public static Polar right(int n, double[] g, Method method) {
        return of(n, g, method, false);
    }

    private static Polar of(int n, double[] g, Method method, boolean left) {
        GLPlus.of(n).requireMember(g, 0);
        double[] p = new double[n * n];
        double[] r = new double[n * n];
        double[] work = new double[3 * n * n];
        switch (method) {
            case NEWTON -> PolarIterations.newton(n, g, 0, r, 0, work, Double.MAX_VALUE);
            case HALLEY -> PolarIterations.halley(n, g, 0, r, 0, work);
            case EIGEN -> rotationByEigenvectors(n, g, 0, r, 0);
        }
        positive(n, g, 0, r, 0, work, left);
        System.arraycopy(work, 0, p, 0, p.length);
        return new Polar(n, p, r, left);
    }

    /**
     * Left decompositions g = P R.
     *
     * @param n size
     * @param g matrices {@code [count, n, n]} of positive determinant, not modified
     * @param gOff where they start
     * @param p modified: the symmetric factors; may be the place of g
     * @param pOff where they start
     * @param r modified: the rotations; not the place of g
     * @param rOff where they start
     * @param count number of matrices
     */
    public static void left(int n, double[] g, int gOff, double[] p, int pOff, double[] r, int rOff, int count) {
        decompose(n, g, gOff, p, pOff, r, rOff, count, true);
    }

    /**
     * Right decompositions g = R P'.
     *
     * @param n size
     * @param g matrices {@code [count, n, n]} of positive determinant, not modified
     * @param gOff where they start
     * @param p modified: the symmetric factors; may be the place of g
     * @param pOff where they start
     * @param r modified: the rotations; not the place of g
     * @param rOff where they start
     * @param count number of matrices
     */
    public static void right(int n, double[] g, int gOff, double[] p, int pOff, double[] r, int rOff, int count) {
        decompose(n, g, gOff, p, pOff, r, rOff, count, false);
    }

    private static void decompose(
            int n, double[] g, int gOff, double[] p, int pOff, double[] r, int rOff, int count, boolean left) {
        int length = n * n;
        double[] work = n <= 3 ? null : new double[2 * length];
        for (int k = 0; k < count; k++) {
            int go = gOff + k * length;
            int ro = rOff + k * length;
            int po = pOff + k * length;
            if (n == 2) {
                PlaneMatrices.polar(g, go, p, po, r, ro, left);
            } else if (n == 3) {
                if (!SpaceMatrices.polarRotation(g, go, r, ro, LARGEST_CONDITION)) {
                    rotationByEigenvectors(n, g, go, r, ro);
                }
                SpaceMatrices.polarPositive(g, go, r, ro, p, po, left);
            } else {
                if (!PolarIterations.newton(n, g, go, r, ro, work, LARGEST_CONDITION)) {
                    rotationByEigenvectors(n, g, go, r, ro);
                }
                positive(n, g, go, r, ro, work, left);
                System.arraycopy(work, 0, p, po, length);
            }
        }
    }

    private static void positive(int n, double[] g, int go, double[] r, int ro, double[] work, boolean left) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += left ? g[go + i * n + k] * r[ro + j * n + k] : r[ro + k * n + i] * g[go + k * n + j];
                }
                work[i * n + j] = sum;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (work[i * n + j] + work[j * n + i]);
                work[i * n + j] = mean;
                work[j * n + i] = mean;
            }
        }
    }

    /** R = U Vᵀ of G = U Σ Vᵀ. */
    private static void rotationByEigenvectors(int n, double[] g, int go, double[] r, int ro) {
        double[] u = Arrays.copyOfRange(g, go, go + n * n);
        double[] v = new double[n * n];
        OneSidedJacobi.decompose(n, u, new double[n], v);
        SmallMatrices.multiplyTransposed(n, u, 0, v, 0, r, ro);
    }

    /**
     * The product of the factors.
     *
     * @return new array {@code [n, n]}: P R if left, R P' if right
     */
    @Override
    public double[] compose() {
        return left ? product(n, positive, rotation) : product(n, rotation, positive);
    }

    @Override
    public double[] factors() {
        return left ? concatenated(positive, rotation) : concatenated(rotation, positive);
    }

    /**
     * {@inheritDoc} Left: dg Rᵀ = dP + P Ω with Ω = dR Rᵀ skew, so that P Ω + Ω P is the skew part of 2 dg Rᵀ: diagonal in the
     * eigenvectors of P. Right: the same with Rᵀ dg and P'.
     */
    @Override
    public double[] differential(double[] dg) {
        requireDirection(dg);
        double[] rt = transposed(n, rotation);
        double[] m = left ? product(n, dg, rt) : product(n, rt, dg);
        double[] v = new double[n * n];
        double[] eigen = positive.clone();
        SymmetricEigen.decompose(eigen, v, n);
        double[] vt = transposed(n, v);
        double[] inAxes = product(n, product(n, vt, m), v);
        double[] omega = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = eigen[i * (n + 1)] + eigen[j * (n + 1)];
                omega[i * n + j] = (inAxes[i * n + j] - inAxes[j * n + i]) / sum;
            }
        }
        omega = product(n, product(n, v, omega), vt);
        double[] coupled = left ? product(n, positive, omega) : product(n, omega, positive);
        double[] dp = m.clone();
        for (int i = 0; i < dp.length; i++) {
            dp[i] -= coupled[i];
        }
        return left ? concatenated(dp, product(n, omega, rotation)) : concatenated(product(n, rotation, omega), dp);
    }

    /**
     * The symmetric positive definite factor.
     *
     * @return new array {@code [n, n]}
     */
    public double[] positive() {
        return positive.clone();
    }

    /**
     * The rotation.
     *
     * @return new array {@code [n, n]}
     */
    public double[] rotation() {
        return rotation.clone();
    }

    @Override
    public String toString() {
        return "Polar[" + (left ? "P R" : "R P'") + ", positive " + Arrays.toString(positive) + ", rotation "
                + Arrays.toString(rotation) + "]";
    }

    /** {@inheritDoc} In the entries of P on and above the diagonal, and R: |det P|⁻ⁿ ∏ (λᵢ + λⱼ) over pairs of eigenvalues of P. */
    @Override
    public double leftHaarDensity() {
        double[] eigen = positive.clone();
        SymmetricEigen.decompose(eigen, new double[n * n], n);
        double density = 1;
        for (int i = 0; i < n; i++) {
            density *= Math.pow(eigen[i * (n + 1)], -n);
            for (int j = 0; j < i; j++) {
                density *= eigen[i * (n + 1)] + eigen[j * (n + 1)];
            }
        }
        return density;
    }
}
