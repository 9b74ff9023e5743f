package org.lie4j.groups;

/**
 * Gauss decomposition g = L D U: L lower and U upper triangular with ones on the diagonal, D diagonal. It exists, uniquely and
 * smoothly, where all leading principal minors differ from 0: on a dense open set, not everywhere.
 *
 * <p>There is no pivoting, as that would change the factors: close to the missing set they grow, and the error with them.
 * Packed order: L, d, U.
 */
public final class GaussLdu extends Decomposition {
    private final double[] lower;
    private final double[] diagonal;
    private final double[] upper;

    private GaussLdu(int n, double[] lower, double[] diagonal, double[] upper) {
        super(n);
        this.lower = lower;
        this.diagonal = diagonal;
        this.upper = upper;
    }

    /**
     * Decomposes a matrix.
     *
     * @param g {@code [n, n]} row-major
     * @return the factors
     * @throws IllegalArgumentException if g is not square or not finite
     * @throws ArithmeticException if a leading principal minor is 0 to working precision
     */
    public static GaussLdu of(double[] g) {
        int n = requireSquare(g);
        double[] u = g.clone();
        double[] l = new double[n * n];
        double[] d = new double[n];
        double largest = 0;
        for (double x : g) {
            largest = Math.max(largest, Math.abs(x));
        }
        for (int k = 0; k < n; k++) {
            d[k] = u[k * n + k];
            if (!(Math.abs(d[k]) > 1e-15 * largest)) {
                throw new ArithmeticException("expected leading principal minors other than 0, got pivot " + d[k]
                        + " at minor " + (k + 1) + " beside entries of size " + largest);
            }
            l[k * n + k] = 1;
            for (int i = k + 1; i < n; i++) {
                double factor = u[i * n + k] / d[k];
                l[i * n + k] = factor;
                u[i * n + k] = 0;
                for (int j = k + 1; j < n; j++) {
                    u[i * n + j] -= factor * u[k * n + j];
                }
            }
            for (int j = k; j < n; j++) {
                u[k * n + j] /= d[k];
            }
        }
        return new GaussLdu(n, l, d, u);
    }

    /**
     * The factor L.
     *
     * @return new array {@code [n, n]}
     */
    public double[] lower() {
        return lower.clone();
    }

    /**
     * The diagonal of D.
     *
     * @return new array {@code [n]}
     */
    public double[] diagonal() {
        return diagonal.clone();
    }

    /**
     * The factor U.
     *
     * @return new array {@code [n, n]}
     */
    public double[] upper() {
        return upper.clone();
    }

    @Override
    public double[] compose() {
        double[] ld = lower.clone();
        for (int i = 0; i < n * n; i++) {
            ld[i] *= diagonal[i % n];
        }
        return product(n, ld, upper);
    }

    @Override
    public double[] factors() {
        return concatenated(lower, diagonal, upper);
    }

    /** {@inheritDoc} L⁻¹ dg U⁻¹ = (L⁻¹ dL) D + dD + D (dU U⁻¹): strictly lower, diagonal and strictly upper part. */
    @Override
    public double[] differential(double[] dg) {
        requireDirection(dg);
        double[] m = product(n, product(n, inverted(n, lower), dg), inverted(n, upper));
        double[] low = new double[n * n];
        double[] high = new double[n * n];
        double[] dd = new double[n];
        for (int i = 0; i < n; i++) {
            dd[i] = m[i * n + i];
            for (int j = 0; j < i; j++) {
                low[i * n + j] = m[i * n + j] / diagonal[j];
                high[j * n + i] = m[j * n + i] / diagonal[j];
            }
        }
        return concatenated(product(n, lower, low), dd, product(n, high, upper));
    }

    /** {@inheritDoc} In the entries of L, ln |d| and the entries of U: ∏ |dᵢ/dⱼ| over i &lt; j. */
    @Override
    public double leftHaarDensity() {
        double density = 1;
        for (int i = 0; i < n; i++) {
            density *= Math.pow(Math.abs(diagonal[i]), n - 1 - 2 * i);
        }
        return density;
    }
}
