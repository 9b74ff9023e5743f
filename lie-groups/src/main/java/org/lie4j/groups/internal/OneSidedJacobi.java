package org.lie4j.groups.internal;

/** Singular value decomposition of small square matrices by Hestenes' one-sided Jacobi rotations. */
public final class OneSidedJacobi {
    private static final int MAX_SWEEPS = 60;

    private OneSidedJacobi() {}

    /**
     * A = U diag(σ) Vᵀ, σ falling.
     *
     * @param n size
     * @param a modified: regular {@code [n, n]} before, U afterwards
     * @param sigma modified: the singular values
     * @param v modified: V, of determinant ±1
     * @throws ArithmeticException if the rotations do not converge, or a singular value is 0
     */
    public static void decompose(int n, double[] a, double[] sigma, double[] v) {
        MatrixExponential.setIdentity(n, v, 0);
        boolean rotated = true;
        for (int sweep = 0; rotated; sweep++) {
            if (sweep == MAX_SWEEPS) {
                throw new ArithmeticException("Jacobi rotations: expected convergence in " + MAX_SWEEPS + " sweeps");
            }
            rotated = false;
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotated |= orthogonalize(n, a, v, p, q);
                }
            }
        }
        for (int j = 0; j < n; j++) {
            double norm = 0;
            for (int i = 0; i < n; i++) {
                norm += a[i * n + j] * a[i * n + j];
            }
            sigma[j] = Math.sqrt(norm);
            if (!(sigma[j] > 0)) {
                throw new ArithmeticException("expected a regular matrix, got a singular value " + sigma[j]);
            }
            for (int i = 0; i < n; i++) {
                a[i * n + j] /= sigma[j];
            }
        }
        sort(n, a, sigma, v);
    }

    /** Turns columns p and q of a, and of v with them, until those of a are orthogonal. */
    private static boolean orthogonalize(int n, double[] a, double[] v, int p, int q) {
        double pp = 0;
        double qq = 0;
        double pq = 0;
        for (int i = 0; i < n; i++) {
            pp += a[i * n + p] * a[i * n + p];
            qq += a[i * n + q] * a[i * n + q];
            pq += a[i * n + p] * a[i * n + q];
        }
        if (Math.abs(pq) <= 0x1p-52 * Math.sqrt(pp) * Math.sqrt(qq)) {
            return false;
        }
        double tau = (qq - pp) / (2 * pq);
        double t = Math.copySign(1 / (Math.abs(tau) + Math.hypot(1, tau)), tau);
        double c = 1 / Math.sqrt(1 + t * t);
        double s = t * c;
        turn(n, a, p, q, c, s);
        turn(n, v, p, q, c, s);
        return true;
    }

    private static void turn(int n, double[] a, int p, int q, double c, double s) {
        for (int i = 0; i < n; i++) {
            double x = a[i * n + p];
            double y = a[i * n + q];
            a[i * n + p] = c * x - s * y;
            a[i * n + q] = s * x + c * y;
        }
    }

    private static void sort(int n, double[] u, double[] sigma, double[] v) {
        for (int i = 0; i < n; i++) {
            int largest = i;
            for (int j = i + 1; j < n; j++) {
                largest = sigma[j] > sigma[largest] ? j : largest;
            }
            if (largest != i) {
                double value = sigma[i];
                sigma[i] = sigma[largest];
                sigma[largest] = value;
                exchange(n, u, i, largest);
                exchange(n, v, i, largest);
            }
        }
    }

    private static void exchange(int n, double[] a, int p, int q) {
        for (int i = 0; i < n; i++) {
            double value = a[i * n + p];
            a[i * n + p] = a[i * n + q];
            a[i * n + q] = value;
        }
    }
}
