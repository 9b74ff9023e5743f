package org.lie4j.groups.internal;

/** QR decomposition with a positive diagonal, for small matrices. */
public final class OrthogonalTriangular {
    private OrthogonalTriangular() {}

    /**
     * g = Q R by Gram-Schmidt, twice over, which keeps Q orthogonal to rounding (Giraud et al., 2005). det Q has the sign of det g.
     *
     * @param n size
     * @param g {@code [n, n]}, not modified
     * @param q modified: orthogonal
     * @param r modified: upper triangular with a positive diagonal
     * @throws ArithmeticException if g is singular to working precision
     */
    public static void decompose(int n, double[] g, double[] q, double[] r) {
        java.util.Arrays.fill(r, 0, n * n, 0);
        for (int j = 0; j < n; j++) {
            double before = 0;
            for (int i = 0; i < n; i++) {
                q[i * n + j] = g[i * n + j];
                before += q[i * n + j] * q[i * n + j];
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < j; k++) {
                    double dot = 0;
                    for (int i = 0; i < n; i++) {
                        dot += q[i * n + k] * q[i * n + j];
                    }
                    r[k * n + j] += dot;
                    for (int i = 0; i < n; i++) {
                        q[i * n + j] -= dot * q[i * n + k];
                    }
                }
            }
            double square = 0;
            for (int i = 0; i < n; i++) {
                square += q[i * n + j] * q[i * n + j];
            }
            double norm = Math.sqrt(square);
            if (!(norm > 1e-15 * Math.sqrt(before))) {
                throw new ArithmeticException("expected linearly independent columns, got column " + j + " within "
                        + norm + " of the span of the earlier ones");
            }
            r[j * n + j] = norm;
            for (int i = 0; i < n; i++) {
                q[i * n + j] /= norm;
            }
        }
    }
}
