package org.lie4j.groups.internal;

/** Principal square root and logarithm of complex upper triangular matrices, packed as in {@link ComplexSchur}. */
final class TriangularFunctions {
    private static final int MAX_ROOTS = 100;

    /** Nodes and weights of Gauss-Legendre quadrature on [0, 1], 8 points: the [8/8] Padé approximant of log(1 + x). */
    private static final double[] NODES = {
        0.019855071751231884, 0.10166676129318664, 0.2372337950418355, 0.4082826787521751,
        0.591717321247825, 0.7627662049581645, 0.8983332387068134, 0.9801449282487681
    };

    private static final double[] WEIGHTS = {
        0.05061426814518813, 0.11119051722668724, 0.15685332293894363, 0.181341891689181,
        0.181341891689181, 0.15685332293894363, 0.11119051722668724, 0.05061426814518813
    };

    private TriangularFunctions() {}

    /**
     * t becomes its square root, column by column (Björck &amp; Hammarling, 1983).
     *
     * @param n size
     * @param t modified: {@code [n, n, 2]}, upper triangular
     */
    static void squareRoot(int n, double[] t) {
        for (int j = 0; j < n; j++) {
            int jj = 2 * j * (n + 1);
            Complex.squareRoot(t[jj], t[jj + 1], t, jj);
            for (int i = j - 1; i >= 0; i--) {
                int ij = 2 * (i * n + j);
                int ii = 2 * i * (n + 1);
                double re = t[ij];
                double im = t[ij + 1];
                for (int k = i + 1; k < j; k++) {
                    int ik = 2 * (i * n + k);
                    int kj = 2 * (k * n + j);
                    re -= t[ik] * t[kj] - t[ik + 1] * t[kj + 1];
                    im -= t[ik] * t[kj + 1] + t[ik + 1] * t[kj];
                }
                Complex.divide(re, im, t[ii] + t[jj], t[ii + 1] + t[jj + 1], t, ij);
            }
        }
    }

    /**
     * t becomes its logarithm: inverse scaling and squaring with Padé's approximant in partial fractions (Higham, Functions of Matrices, algorithm
     * 11.9), the diagonal and the first superdiagonal from their own formulas (11.28), which are exact where the roots would cancel.
     *
     * @param n size
     * @param t modified: {@code [n, n, 2]}, upper triangular, regular
     * @throws ArithmeticException if the roots do not approach the identity
     */
    static void log(int n, double[] t) {
        double[] original = t.clone();
        int roots = 0;
        while (distanceFromIdentity(n, t) > 0.25) {
            if (roots++ == MAX_ROOTS) {
                throw new ArithmeticException(
                        "logarithm: expected " + MAX_ROOTS + " square roots to reach the identity");
            }
            squareRoot(n, t);
        }
        for (int i = 0; i < n; i++) {
            t[2 * i * (n + 1)] -= 1;
        }
        double[] sum = new double[t.length];
        double[] term = new double[t.length];
        double scale = Math.scalb(1.0, roots);
        for (int k = 0; k < NODES.length; k++) {
            solve(n, NODES[k], t, term);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += scale * WEIGHTS[k] * term[i];
            }
        }
        System.arraycopy(sum, 0, t, 0, t.length);
        refine(n, original, t);
    }

    private static double distanceFromIdentity(int n, double[] t) {
        double norm = 0;
        for (int i = 0; i < n; i++) {
            double row = 0;
            for (int j = i; j < n; j++) {
                int at = 2 * (i * n + j);
                row += Math.abs(t[at] - (i == j ? 1 : 0)) + Math.abs(t[at + 1]);
            }
            norm = Math.max(norm, row);
        }
        return norm;
    }

    /** out = (I + s X)⁻¹ X by back substitution. */
    private static void solve(int n, double s, double[] x, double[] out) {
        for (int j = 0; j < n; j++) {
            for (int i = j; i >= 0; i--) {
                int ij = 2 * (i * n + j);
                int ii = 2 * i * (n + 1);
                double re = x[ij];
                double im = x[ij + 1];
                for (int k = i + 1; k <= j; k++) {
                    int ik = 2 * (i * n + k);
                    int kj = 2 * (k * n + j);
                    re -= s * (x[ik] * out[kj] - x[ik + 1] * out[kj + 1]);
                    im -= s * (x[ik] * out[kj + 1] + x[ik + 1] * out[kj]);
                }
                Complex.divide(re, im, 1 + s * x[ii], s * x[ii + 1], out, ij);
            }
        }
    }

    /** Diagonal ln λ; above it t ln[λ, μ], the divided difference. */
    private static void refine(int n, double[] t, double[] log) {
        for (int i = 0; i < n; i++) {
            int at = 2 * i * (n + 1);
            log[at] = Math.log(Math.hypot(t[at], t[at + 1]));
            log[at + 1] = Math.atan2(t[at + 1], t[at]);
        }
        double[] z = new double[2];
        for (int i = 0; i + 1 < n; i++) {
            int a = 2 * i * (n + 1);
            int b = a + 2 * n + 2;
            double dr = t[b] - t[a];
            double di = t[b + 1] - t[a + 1];
            double sr = t[b] + t[a];
            double si = t[b + 1] + t[a + 1];
            double fr;
            double fi;
            if (dr * dr + di * di < 0.01 * (sr * sr + si * si)) {
                // ln μ - ln λ = 2 artanh z, z = (μ - λ)/(μ + λ): over μ - λ that is 2 artanh(z)/z over μ + λ.
                Complex.divide(dr, di, sr, si, z, 0);
                artanhOver(z);
                Complex.divide(2 * z[0], 2 * z[1], sr, si, z, 0);
                fr = z[0];
                fi = z[1];
            } else {
                Complex.divide(log[b] - log[a], log[b + 1] - log[a + 1], dr, di, z, 0);
                fr = z[0];
                fi = z[1];
            }
            int above = a + 2;
            log[above] = fr * t[above] - fi * t[above + 1];
            log[above + 1] = fr * t[above + 1] + fi * t[above];
        }
    }

    /** z becomes artanh(z)/z = Σ z²ᵏ/(2k+1), |z| ≤ 0.1. */
    private static void artanhOver(double[] z) {
        double qr = z[0] * z[0] - z[1] * z[1];
        double qi = 2 * z[0] * z[1];
        double re = 0;
        double im = 0;
        for (int k = 9; k >= 0; k--) {
            double next = 1.0 / (2 * k + 1) + qr * re - qi * im;
            im = qr * im + qi * re;
            re = next;
        }
        z[0] = re;
        z[1] = im;
    }
}
