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
     * @param largestCondition if ‖g‖ ‖g⁻¹‖ is larger nothing is done
     * @return whether it was done
     * @throws ArithmeticException if g is singular or the steps do not converge
     */
    public static boolean newton(
            int n, double[] g, int go, double[] r, int ro, double[] work, double largestCondition) {
        int length = n * n;
        System.arraycopy(g, go, r, ro, length);
        double previous = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            SmallMatrices.invert(n, r, ro, work, 0);
            if (iteration == 0 && !(frobenius(work, 0, length) * frobenius(r, ro, length) <= largestCondition)) {
                return false;
            }
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
                return true;
            }
            previous = relative;
        }
        throw notConverged(previous);
    }

    /**
     * Halley's iteration with dynamical weights, X ← X (a I + b XᵀX)(I + c XᵀX)⁻¹: cubic, six steps for condition numbers up to 1e16. In the form that
     * needs no inverse: with [√c X; I] = [Q₁; Q₂] R, X ← b/c X + (a - b/c)/√c Q₁ Q₂ᵀ (Nakatsukasa, Bai &amp; Gygi, SIAM J. Matrix Anal. Appl. 31,
     * 2010).
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
            double root = Math.sqrt(c);
            for (int i = 0; i < length; i++) {
                work[i] = root * r[ro + i];
                work[length + i] = i % (n + 1) == 0 ? 1 : 0;
            }
            for (int column = 0; column < n; column++) {
                // Twice is enough (Kahan).
                removeEarlierColumns(n, work, column);
                removeEarlierColumns(n, work, column);
                normalize(n, work, column);
            }
            SmallMatrices.multiplyTransposed(n, work, 0, work, length, work, 2 * length);
            for (int i = 0; i < length; i++) {
                work[2 * length + i] = b / c * r[ro + i] + (a - b / c) / root * work[2 * length + i];
            }
            double relative = replace(r, ro, work, 2 * length, length);
            low = Math.min(1, low * (a + b * low * low) / (1 + c * low * low));
            // Convergence is cubic.
            if ((relative < 1e-5 && low > 1 - 1e-5) || (relative >= previous && relative < 1e-8)) {
                return;
            }
            previous = relative;
        }
        throw notConverged(previous);
    }

    private static void removeEarlierColumns(int n, double[] q, int column) {
        for (int earlier = 0; earlier < column; earlier++) {
            double dot = 0;
            for (int i = 0; i < 2 * n; i++) {
                dot += q[i * n + earlier] * q[i * n + column];
            }
            for (int i = 0; i < 2 * n; i++) {
                q[i * n + column] -= dot * q[i * n + earlier];
            }
        }
    }

    private static void normalize(int n, double[] q, int column) {
        double square = 0;
        for (int i = 0; i < 2 * n; i++) {
            square += q[i * n + column] * q[i * n + column];
        }
        double scale = 1 / Math.sqrt(square);
        for (int i = 0; i < 2 * n; i++) {
            q[i * n + column] *= scale;
        }
    }

    private static double weight(double square) {
        double d = Math.cbrt(4 * (1 - square) / (square * square));
        double root = Math.sqrt(1 + d);
        return root + 0.5 * Math.sqrt(8 - 4 * d + 8 * (2 - square) / (square * root));
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
