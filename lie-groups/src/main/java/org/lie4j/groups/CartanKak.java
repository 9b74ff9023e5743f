package org.lie4j.groups;

import org.lie4j.groups.internal.OneSidedJacobi;

/**
 * Cartan decomposition g = K₁ exp(diag a) K₂ with rotations K₁, K₂ and a₁ ≥ a₂ ≥ …: the singular value decomposition with the signs
 * moved into the rotations.
 *
 * <p>a is unique and continuous. K₁ and K₂ are unique, up to common signs, and smooth, only where all aᵢ differ. Computed by one-sided
 * Jacobi rotations, which find small singular values to high relative accuracy (Demmel &amp; Veselić, 1992). Packed order: K₁, a, K₂.
 */
public final class CartanKak extends Decomposition {
    /** Differences of a below this have no derivative worth its digits. */
    private static final double MIN_GAP = 1e-12;

    private final double[] k1;
    private final double[] a;
    private final double[] k2;

    private CartanKak(int n, double[] k1, double[] a, double[] k2) {
        super(n);
        this.k1 = k1;
        this.a = a;
        this.k2 = k2;
    }

    /**
     * Decomposes a matrix.
     *
     * @param g {@code [n, n]} row-major, of positive determinant
     * @return the factors
     * @throws IllegalArgumentException if g is not square, not finite, or det g ≤ 0
     */
    public static CartanKak of(double[] g) {
        int n = requireSquare(g);
        Members.requirePositiveDeterminant(n, g, 0);
        double[] u = g.clone();
        double[] v = new double[n * n];
        double[] sigma = new double[n];
        OneSidedJacobi.decompose(n, u, sigma, v);
        // v comes with determinant ±1, and u with the same one as det g > 0: a column of both changes sign.
        if (org.lie4j.groups.internal.SmallMatrices.determinant(n, v, 0) < 0) {
            for (int i = 0; i < n; i++) {
                u[i * n + n - 1] *= -1;
                v[i * n + n - 1] *= -1;
            }
        }
        for (int i = 0; i < n; i++) {
            sigma[i] = Math.log(sigma[i]);
        }
        return new CartanKak(n, u, sigma, transposed(n, v));
    }

    /**
     * The left rotation K₁.
     *
     * @return new array {@code [n, n]}
     */
    public double[] left() {
        return k1.clone();
    }

    /**
     * The logarithms a of the singular values, falling.
     *
     * @return new array {@code [n]}
     */
    public double[] logSingularValues() {
        return a.clone();
    }

    /**
     * The right rotation K₂.
     *
     * @return new array {@code [n, n]}
     */
    public double[] right() {
        return k2.clone();
    }

    @Override
    public double[] compose() {
        double[] scaled = k1.clone();
        for (int i = 0; i < n * n; i++) {
            scaled[i] *= Math.exp(a[i % n]);
        }
        return product(n, scaled, k2);
    }

    @Override
    public double[] factors() {
        return concatenated(k1, a, k2);
    }

    /**
     * The density of the Haar measure in these coordinates, ∏ sinh(aᵢ - aⱼ) over i &lt; j, with respect to da dK₁ dK₂.
     *
     * @return the density, 0 where two aᵢ are equal
     */
    public double haarDensity() {
        double density = 1;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                density *= Math.sinh(a[i] - a[j]);
            }
        }
        return density;
    }

    /** {@inheritDoc} K₁ᵀ dg K₂ᵀ = Ω₁ S + dS + S Ω₂ with skew Ω: a 2×2 system for each pair of indices. */
    @Override
    public double[] differential(double[] dg) {
        requireDirection(dg);
        for (int i = 0; i + 1 < n; i++) {
            if (a[i] - a[i + 1] < MIN_GAP) {
                throw new ArithmeticException("expected distinct singular values, got logarithms " + a[i] + " and "
                        + a[i + 1] + ": the rotations have no derivative");
            }
        }
        double[] m = product(n, product(n, transposed(n, k1), dg), transposed(n, k2));
        double[] omega1 = new double[n * n];
        double[] omega2 = new double[n * n];
        double[] da = new double[n];
        for (int i = 0; i < n; i++) {
            double si = Math.exp(a[i]);
            da[i] = m[i * n + i] / si;
            for (int j = i + 1; j < n; j++) {
                double sj = Math.exp(a[j]);
                double upper = m[i * n + j];
                double lower = m[j * n + i];
                double gap = (sj - si) * (sj + si);
                double x = (upper * sj + lower * si) / gap;
                double y = -(upper * si + lower * sj) / gap;
                omega1[i * n + j] = x;
                omega1[j * n + i] = -x;
                omega2[i * n + j] = y;
                omega2[j * n + i] = -y;
            }
        }
        return concatenated(product(n, k1, omega1), da, product(n, omega2, k2));
    }

    /**
     * {@inheritDoc} In K₁, a and K₂: ∏ 2 sinh(aᵢ - aⱼ) over i &lt; j (Helgason, Groups and Geometric Analysis, I.5.2). 2ⁿ⁻¹ choices of signs belong to
     * one matrix.
     */
    @Override
    public double leftHaarDensity() {
        double density = 1;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                density *= 2 * Math.sinh(a[i] - a[j]);
            }
        }
        return density;
    }
}
