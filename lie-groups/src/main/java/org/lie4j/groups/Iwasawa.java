package org.lie4j.groups;

import org.lie4j.groups.internal.OrthogonalTriangular;

/**
 * Iwasawa decomposition g = K A N: K a rotation, A = diag(exp a) positive, N upper triangular with ones on the diagonal. It is
 * unique, and smooth everywhere on GL+(n).
 *
 * <p>Computed by Gram-Schmidt with reorthogonalisation; backward error of a few roundings. Packed order: K, a, N.
 */
public final class Iwasawa extends Decomposition {
    private final double[] k;
    private final double[] a;
    private final double[] unipotent;

    private Iwasawa(int n, double[] k, double[] a, double[] unipotent) {
        super(n);
        this.k = k;
        this.a = a;
        this.unipotent = unipotent;
    }

    /**
     * Decomposes a matrix.
     *
     * @param g {@code [n, n]} row-major, of positive determinant
     * @return the factors
     * @throws IllegalArgumentException if g is not square, not finite, or det g ≤ 0
     */
    public static Iwasawa of(double[] g) {
        int n = requireSquare(g);
        Members.requirePositiveDeterminant(n, g, 0);
        double[] q = new double[n * n];
        double[] r = new double[n * n];
        OrthogonalTriangular.decompose(n, g, q, r);
        double[] a = new double[n];
        for (int i = 0; i < n; i++) {
            double pivot = r[i * n + i];
            a[i] = Math.log(pivot);
            for (int j = i; j < n; j++) {
                r[i * n + j] /= pivot;
            }
        }
        return new Iwasawa(n, q, a, r);
    }

    /**
     * The rotation K.
     *
     * @return new array {@code [n, n]}
     */
    public double[] rotation() {
        return k.clone();
    }

    /**
     * The logarithms of the diagonal of A.
     *
     * @return new array {@code [n]}
     */
    public double[] logDiagonal() {
        return a.clone();
    }

    /**
     * The unipotent factor N.
     *
     * @return new array {@code [n, n]}
     */
    public double[] unipotent() {
        return unipotent.clone();
    }

    private double[] triangular() {
        double[] r = unipotent.clone();
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                r[i * n + j] *= Math.exp(a[i]);
            }
        }
        return r;
    }

    @Override
    public double[] compose() {
        return product(n, k, triangular());
    }

    @Override
    public double[] factors() {
        return concatenated(k, a, unipotent);
    }

    /** {@inheritDoc} With T = A N, Kᵀ dg T⁻¹ = Ω + dT T⁻¹: a skew plus an upper triangular matrix. */
    @Override
    public double[] differential(double[] dg) {
        requireDirection(dg);
        double[] t = triangular();
        double[] m = product(n, product(n, transposed(n, k), dg), inverted(n, t));
        double[] omega = new double[n * n];
        double[] upper = new double[n * n];
        for (int i = 0; i < n; i++) {
            upper[i * n + i] = m[i * n + i];
            for (int j = 0; j < i; j++) {
                omega[i * n + j] = m[i * n + j];
                omega[j * n + i] = -m[i * n + j];
                upper[j * n + i] = m[j * n + i] + m[i * n + j];
            }
        }
        double[] da = new double[n];
        double[] dn = product(n, upper, t);
        for (int i = 0; i < n; i++) {
            da[i] = upper[i * n + i];
            for (int j = 0; j < n; j++) {
                // N = A⁻¹ T, so dN = A⁻¹ dT - da N.
                dn[i * n + j] = dn[i * n + j] * Math.exp(-a[i]) - da[i] * unipotent[i * n + j];
            }
        }
        return concatenated(product(n, k, omega), da, dn);
    }

    /** {@inheritDoc} In K, a and the entries of N above the diagonal: ∏ exp(aᵢ - aⱼ) over i &lt; j (Helgason, Groups and Geometric Analysis, I.5.1). */
    @Override
    public double leftHaarDensity() {
        double exponent = 0;
        for (int i = 0; i < n; i++) {
            exponent += (n - 1 - 2 * i) * a[i];
        }
        return Math.exp(exponent);
    }
}
