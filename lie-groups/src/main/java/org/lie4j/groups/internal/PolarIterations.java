package org.lie4j.groups.internal;

/** The orthogonal factor of the polar decomposition of a matrix of any size, by iteration. */
public final class PolarIterations {
    private static final int MAX_ITERATIONS = 60;

    private PolarIterations() {}

    /**
     * Newton's iteration X ← (γX + (γX)⁻ᵀ)/2 with Frobenius scaling (Higham, Functions of Matrices, section 8.6).
     *
     * @param n size
     * @param g regular matrix, not modified
     * @param go where it starts
     * @param r modified: the orthogonal factor
     * @param ro where it starts
     * @param work modified: at least 2 n² doubles
     * @throws ArithmeticException if g is singular or the steps do not converge
     */
    public static void newton(int n, double[] g, int go, double[] r, int ro, double[] work) {
        int length = n * n;
        System.arraycopy(g, go, r, ro, length);
        double previous = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            SmallMatrices.invert(n, r, ro, work, 0);
            // Scaling pays while singular values differ; close to the limit it must be 1.
            double gamma = previous > 1e-2 ? Math.sqrt(frobenius(work, 0, length) / frobenius(r, ro, length)) : 1;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    work[length + i * n + j] = 0.5 * (gamma * r[ro + i * n + j] + work[j * n + i] / gamma);
                }
            }
            double relative = replace(r, ro, work, length, length);
            // Convergence is quadratic: at 1e-8 this step has already done the rest, and one that does not shrink is
            // rounding.
            if (gamma == 1 && (relative < 1e-8 || relative >= previous)) {
                return;
            }
            previous = relative;
        }
        throw notConverged(previous);
    }

    /**
     * Halley's iteration with dynamical weights, X ← X (a I + b XᵀX)(I + c XᵀX)⁻¹: cubic, six steps for condition numbers up to 1e16
     * (Nakatsukasa, Bai &amp; Gygi, SIAM J. Matrix Anal. Appl. 31, 2010).
     *
     * @param n size
     * @param g regular matrix, not modified
     * @param go where it starts
     * @param r modified: the orthogonal factor
     * @param ro where it starts
     * @param work modified: at least 3 n² doubles
     * @throws ArithmeticException if g is singular or the steps do not converge
     */
    public static void halley(int n, double[] g, int go, double[] r, int ro, double[] work) {
        int length = n * n;
        SmallMatrices.invert(n, g, go, work, 0);
        double alpha = frobenius(g, go, length);
        // A lower bound of the smallest singular value of the scaled matrix.
        double low = Math.min(1, 1 / (frobenius(work, 0, length) * alpha));
        for (int i = 0; i < length; i++) {
            r[ro + i] = g[go + i] / alpha;
        }
        double previous = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            double a = weight(low * low);
            double b = 0.25 * (a - 1) * (a - 1);
            double c = a + b - 1;
            int square = length;
            int product = 2 * length;
            SmallMatrices.multiplyTransposed(
                    n, transpose(n, r, ro, work, product), product, work, product, work, square);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double unit = i == j ? 1 : 0;
                    work[i * n + j] = unit + c * work[square + i * n + j];
                    work[square + i * n + j] = a * unit + b * work[square + i * n + j];
                }
            }
            SmallMatrices.invert(n, work, 0, work, 0);
            SmallMatrices.multiply(n, work, square, work, 0, work, product);
            SmallMatrices.multiply(n, r, ro, work, product, work, square);
            double relative = replace(r, ro, work, square, length);
            low = Math.min(1, low * (a + b * low * low) / (1 + c * low * low));
            // Convergence is cubic.
            if ((relative < 1e-5 && low > 1 - 1e-5) || (relative >= previous && relative < 1e-8)) {
                return;
            }
            previous = relative;
        }
        throw notConverged(previous);
    }

    private static double weight(double square) {
        double d = Math.cbrt(4 * (1 - square) / (square * square));
        double root = Math.sqrt(1 + d);
        return root + 0.5 * Math.sqrt(8 - 4 * d + 8 * (2 - square) / (square * root));
    }

    private static double[] transpose(int n, double[] a, int at, double[] out, int o) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                out[o + j * n + i] = a[at + i * n + j];
            }
        }
        return out;
    }

    /** r becomes the new matrix; returns the relative change. */
    private static double replace(double[] r, int ro, double[] work, int from, int length) {
        double change = 0;
        double size = 0;
        for (int i = 0; i < length; i++) {
            double value = work[from + i];
            double difference = value - r[ro + i];
            change += difference * difference;
            size += value * value;
            r[ro + i] = value;
        }
        return Math.sqrt(change / size);
    }

    private static double frobenius(double[] a, int at, int length) {
        double sum = 0;
        for (int i = at; i < at + length; i++) {
            sum += a[i] * a[i];
        }
        return Math.sqrt(sum);
    }

    private static ArithmeticException notConverged(double change) {
        return new ArithmeticException(
                "polar decomposition: expected convergence in " + MAX_ITERATIONS + " steps, last change " + change);
    }
}
