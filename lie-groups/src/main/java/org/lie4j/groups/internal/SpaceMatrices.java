package org.lie4j.groups.internal;

import org.lie4j.groups.NoLogarithmException;

/** Closed forms for packed 3×3 matrices. Nothing is allocated; the output may be the place of an input. */
public final class SpaceMatrices {
    /** Terms of the exponential's series: with a norm of at most 1 the next one is under 1e-18. */
    private static final int TERMS = 19;

    private static final double[] RECIPROCALS = new double[TERMS + 1];

    static {
        for (int k = 1; k <= TERMS; k++) {
            RECIPROCALS[k] = 1.0 / k;
        }
    }

    private SpaceMatrices() {}

    /**
     * out = a b.
     *
     * @param a left factor
     * @param p where it starts
     * @param b right factor
     * @param q where it starts
     * @param out modified: the product
     * @param o where it starts
     */
    public static void multiply(double[] a, int p, double[] b, int q, double[] out, int o) {
        double b0 = b[q];
        double b1 = b[q + 1];
        double b2 = b[q + 2];
        double b3 = b[q + 3];
        double b4 = b[q + 4];
        double b5 = b[q + 5];
        double b6 = b[q + 6];
        double b7 = b[q + 7];
        double b8 = b[q + 8];
        for (int row = 0; row < 9; row += 3) {
            double x = a[p + row];
            double y = a[p + row + 1];
            double z = a[p + row + 2];
            out[o + row] = x * b0 + y * b3 + z * b6;
            out[o + row + 1] = x * b1 + y * b4 + z * b7;
            out[o + row + 2] = x * b2 + y * b5 + z * b8;
        }
    }

    /**
     * The exponential, by the Cayley-Hamilton theorem: of the traceless part B every power is α + β B + γ B², so that the series is one in three
     * numbers. Scaled to a norm of at most 1, squared afterwards.
     *
     * @param a matrix
     * @param p where it starts
     * @param out modified: the exponential
     * @param o where it starts
     * @throws IllegalArgumentException if the matrix is not finite
     */
    public static void exp(double[] a, int p, double[] out, int o) {
        double mean = (a[p] + a[p + 4] + a[p + 8]) / 3;
        double a0 = a[p] - mean;
        double a1 = a[p + 1];
        double a2 = a[p + 2];
        double a3 = a[p + 3];
        double a4 = a[p + 4] - mean;
        double a5 = a[p + 5];
        double a6 = a[p + 6];
        double a7 = a[p + 7];
        double a8 = a[p + 8] - mean;
        double square = a0 * a0 + a1 * a1 + a2 * a2 + a3 * a3 + a4 * a4 + a5 * a5 + a6 * a6 + a7 * a7 + a8 * a8;
        if (!(square < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a matrix of finite norm, got the square " + square);
        }
        int squarings = 0;
        if (square > 1) {
            squarings = Math.getExponent(square) / 2 + 1;
            double scale = Math.scalb(1.0, -squarings);
            a0 *= scale;
            a1 *= scale;
            a2 *= scale;
            a3 *= scale;
            a4 *= scale;
            a5 *= scale;
            a6 *= scale;
            a7 *= scale;
            a8 *= scale;
        }
        double s0 = a0 * a0 + a1 * a3 + a2 * a6;
        double s1 = a0 * a1 + a1 * a4 + a2 * a7;
        double s2 = a0 * a2 + a1 * a5 + a2 * a8;
        double s3 = a3 * a0 + a4 * a3 + a5 * a6;
        double s4 = a3 * a1 + a4 * a4 + a5 * a7;
        double s5 = a3 * a2 + a4 * a5 + a5 * a8;
        double s6 = a6 * a0 + a7 * a3 + a8 * a6;
        double s7 = a6 * a1 + a7 * a4 + a8 * a7;
        double s8 = a6 * a2 + a7 * a5 + a8 * a8;
        // B³ = u B + v.
        double u = 0.5 * (s0 + s4 + s8);
        double v = a0 * (a4 * a8 - a5 * a7) + a1 * (a5 * a6 - a3 * a8) + a2 * (a3 * a7 - a4 * a6);
        // Horner in three numbers: X ← I + B X/k.
        double alpha = 1;
        double beta = 0;
        double gamma = 0;
        for (int k = TERMS; k >= 1; k--) {
            double f = RECIPROCALS[k];
            double nextBeta = f * alpha + f * u * gamma;
            double nextGamma = f * beta;
            alpha = 1 + f * v * gamma;
            beta = nextBeta;
            gamma = nextGamma;
        }
        double e = squarings == 0 && mean != 0 ? Math.exp(mean) : 1;
        alpha *= e;
        beta *= e;
        gamma *= e;
        out[o] = alpha + beta * a0 + gamma * s0;
        out[o + 1] = beta * a1 + gamma * s1;
        out[o + 2] = beta * a2 + gamma * s2;
        out[o + 3] = beta * a3 + gamma * s3;
        out[o + 4] = alpha + beta * a4 + gamma * s4;
        out[o + 5] = beta * a5 + gamma * s5;
        out[o + 6] = beta * a6 + gamma * s6;
        out[o + 7] = beta * a7 + gamma * s7;
        out[o + 8] = alpha + beta * a8 + gamma * s8;
        for (int s = 0; s < squarings; s++) {
            multiply(out, o, out, o, out, o);
        }
        if (squarings > 0 && mean != 0) {
            e = Math.exp(mean);
            for (int i = 0; i < 9; i++) {
                out[o + i] *= e;
            }
        }
    }

    /**
     * The principal logarithm: a polynomial that interpolates ln at the eigenvalues, made exact by steps of Halley's iteration for
     * exp L = A, L ← L + 2 (A - exp L)(A + exp L)⁻¹, whose error falls with the third power.
     *
     * @param a matrix
     * @param p where it starts
     * @param out modified: the logarithm; not the place of a
     * @param o where it starts
     * @param work modified: 9 doubles; not in a or out
     * @param w where they start
     * @return whether the steps converged; if not, out says nothing
     * @throws NoLogarithmException if an eigenvalue is on the negative axis
     */
    static boolean log(double[] a, int p, double[] out, int o, double[] work, int w) {
        interpolateLog(a, p, out, o);
        for (int step = 0; step < 4; step++) {
            exp(out, o, work, w);
            double change = halley(a, p, out, o, work, w);
            // The third power of 1e-6 is below rounding.
            if (change < 1e-6) {
                return true;
            }
            if (!(change < 0.5)) {
                return false;
            }
        }
        return false;
    }

    /** One step; returns the size of the change. */
    private static double halley(double[] a, int p, double[] out, int o, double[] e, int w) {
        double m0 = a[p] + e[w];
        double m1 = a[p + 1] + e[w + 1];
        double m2 = a[p + 2] + e[w + 2];
        double m3 = a[p + 3] + e[w + 3];
        double m4 = a[p + 4] + e[w + 4];
        double m5 = a[p + 5] + e[w + 5];
        double m6 = a[p + 6] + e[w + 6];
        double m7 = a[p + 7] + e[w + 7];
        double m8 = a[p + 8] + e[w + 8];
        double c0 = m4 * m8 - m5 * m7;
        double c1 = m2 * m7 - m1 * m8;
        double c2 = m1 * m5 - m2 * m4;
        double c3 = m5 * m6 - m3 * m8;
        double c4 = m0 * m8 - m2 * m6;
        double c5 = m2 * m3 - m0 * m5;
        double c6 = m3 * m7 - m4 * m6;
        double c7 = m1 * m6 - m0 * m7;
        double c8 = m0 * m4 - m1 * m3;
        double f = 2 / (m0 * c0 + m1 * c3 + m2 * c6);
        double change = 0;
        for (int row = 0; row < 9; row += 3) {
            double x = a[p + row] - e[w + row];
            double y = a[p + row + 1] - e[w + row + 1];
            double z = a[p + row + 2] - e[w + row + 2];
            double d0 = f * (x * c0 + y * c3 + z * c6);
            double d1 = f * (x * c1 + y * c4 + z * c7);
            double d2 = f * (x * c2 + y * c5 + z * c8);
            out[o + row] += d0;
            out[o + row + 1] += d1;
            out[o + row + 2] += d2;
            change += Math.abs(d0) + Math.abs(d1) + Math.abs(d2);
        }
        return change;
    }

    /**
     * out = ln at the eigenvalues λ, λ₊, λ₋, where λ is real and farthest from the mean, and λ± = s ± √d. The errors of nearly equal eigenvalues cancel in
     * the polynomial but for what the caller's iteration removes.
     */
    private static void interpolateLog(double[] a, int p, double[] out, int o) {
        double mean = (a[p] + a[p + 4] + a[p + 8]) / 3;
        double b0 = a[p] - mean;
        double b1 = a[p + 1];
        double b2 = a[p + 2];
        double b3 = a[p + 3];
        double b4 = a[p + 4] - mean;
        double b5 = a[p + 5];
        double b6 = a[p + 6];
        double b7 = a[p + 7];
        double b8 = a[p + 8] - mean;
        double s0 = b0 * b0 + b1 * b3 + b2 * b6;
        double s4 = b3 * b1 + b4 * b4 + b5 * b7;
        double s8 = b6 * b2 + b7 * b5 + b8 * b8;
        // t³ - 3 P t - 2 Q = 0 for the eigenvalues t of the traceless part.
        double third = (s0 + s4 + s8) / 6;
        double halfDet = 0.5 * (b0 * (b4 * b8 - b5 * b7) + b1 * (b5 * b6 - b3 * b8) + b2 * (b3 * b7 - b4 * b6));
        double t = outermostRoot(third, halfDet);
        double lambda = mean + t;
        double s = mean - 0.5 * t;
        double d = 3 * third - 0.75 * t * t;
        double product = s * s - d;
        if (!(lambda > 0 && product > 0)) {
            throw new NoLogarithmException("expected a matrix without eigenvalues on the negative axis, got " + lambda
                    + " and a pair with product " + product);
        }
        // ln on the pair: f0 + f1 (x - s), as for a 2×2 matrix.
        double inverseRoot = 1 / Math.sqrt(product);
        double c = s * inverseRoot;
        double q = d * inverseRoot * inverseRoot;
        if (c < 0 && q >= -1e-30) {
            throw new NoLogarithmException("expected a matrix without negative eigenvalues, got a pair around " + s);
        }
        double f0 = 0.5 * Math.log(product);
        double f1 = Scalars.logFactor(q, c) * inverseRoot;
        // The second divided difference, and its limit for a triple eigenvalue.
        double gap = 1.5 * t;
        double spread = gap * gap - d;
        double f2 = Math.abs(gap) < 1e-4 * mean && Math.abs(d) < 1e-8 * mean * mean
                ? -0.5 / (mean * mean)
                : (Math.log(lambda) - f0 - f1 * gap) / spread;
        // In powers of B = A - mean: (x - s)² - d with x - s = B + t/2.
        double shift = 0.5 * t;
        double constant = f0 + f1 * shift + f2 * (shift * shift - d);
        double linear = f1 + 2 * f2 * shift;
        out[o] = constant + linear * b0 + f2 * s0;
        out[o + 1] = linear * b1 + f2 * (b0 * b1 + b1 * b4 + b2 * b7);
        out[o + 2] = linear * b2 + f2 * (b0 * b2 + b1 * b5 + b2 * b8);
        out[o + 3] = linear * b3 + f2 * (b3 * b0 + b4 * b3 + b5 * b6);
        out[o + 4] = constant + linear * b4 + f2 * s4;
        out[o + 5] = linear * b5 + f2 * (b3 * b2 + b4 * b5 + b5 * b8);
        out[o + 6] = linear * b6 + f2 * (b6 * b0 + b7 * b3 + b8 * b6);
        out[o + 7] = linear * b7 + f2 * (b6 * b1 + b7 * b4 + b8 * b7);
        out[o + 8] = constant + linear * b8 + f2 * s8;
    }

    /** The real root of t³ - 3 P t - 2 Q with the largest absolute value (Cardano, Viète). */
    private static double outermostRoot(double third, double halfDet) {
        double square = halfDet * halfDet;
        double cube = third * third * third;
        double size = Math.abs(halfDet);
        double root;
        if (square > cube) {
            double u = Math.cbrt(size + Math.sqrt(square - cube));
            root = u + third / u;
        } else if (cube > 0) {
            double r = Math.sqrt(third);
            double angle = Angles.atan2(Math.sqrt(cube - square), size);
            root = 2 * r * Angles.cos(angle / 3);
        } else {
            root = 0;
        }
        return halfDet < 0 ? -root : root;
    }

    /**
     * The orthogonal factor of the polar decomposition, by Newton's iteration X ← (γX + (γX)⁻ᵀ)/2 with the scaling of Byers &amp; Xu (SIAM J. Matrix
     * Anal. Appl. 30, 2008): from bounds of the singular values follow all γ, and the number of steps, at most 10.
     *
     * @param g matrix of positive determinant
     * @param p where it starts
     * @param r modified: the rotation
     * @param o where it starts
     * @param largestCondition if ‖g‖ ‖g⁻¹‖ is larger nothing is done; the cofactors that stand for inverses lose digits with it
     * @return whether it was done
     */
    public static boolean polarRotation(double[] g, int p, double[] r, int o, double largestCondition) {
        double x0 = g[p];
        double x1 = g[p + 1];
        double x2 = g[p + 2];
        double x3 = g[p + 3];
        double x4 = g[p + 4];
        double x5 = g[p + 5];
        double x6 = g[p + 6];
        double x7 = g[p + 7];
        double x8 = g[p + 8];
        // Quotient of an upper and a lower bound of the singular values; 0 stands for not known yet.
        double spread = 0;
        while (true) {
            double c0 = x4 * x8 - x5 * x7;
            double c1 = x5 * x6 - x3 * x8;
            double c2 = x3 * x7 - x4 * x6;
            double c3 = x2 * x7 - x1 * x8;
            double c4 = x0 * x8 - x2 * x6;
            double c5 = x1 * x6 - x0 * x7;
            double c6 = x1 * x5 - x2 * x4;
            double c7 = x2 * x3 - x0 * x5;
            double c8 = x0 * x4 - x1 * x3;
            double det = x0 * c0 + x1 * c1 + x2 * c2;
            double gamma;
            double inverseGamma;
            if (spread == 0) {
                double xx = x0 * x0 + x1 * x1 + x2 * x2 + x3 * x3 + x4 * x4 + x5 * x5 + x6 * x6 + x7 * x7 + x8 * x8;
                double cc = c0 * c0 + c1 * c1 + c2 * c2 + c3 * c3 + c4 * c4 + c5 * c5 + c6 * c6 + c7 * c7 + c8 * c8;
                // ‖X‖ and 1/‖X⁻¹‖ = det/‖C‖ are the bounds; γ is one over the root of their product.
                double upper = Math.sqrt(xx);
                double lower = det / Math.sqrt(cc);
                spread = upper / lower;
                if (!(spread <= largestCondition)) {
                    return false;
                }
                inverseGamma = Math.sqrt(upper * lower);
                gamma = 1 / inverseGamma;
            } else {
                inverseGamma = Math.sqrt(spread);
                gamma = 1 / inverseGamma;
            }
            double f = 0.5 * gamma;
            double h = 0.5 * inverseGamma / det;
            x0 = f * x0 + h * c0;
            x1 = f * x1 + h * c1;
            x2 = f * x2 + h * c2;
            x3 = f * x3 + h * c3;
            x4 = f * x4 + h * c4;
            x5 = f * x5 + h * c5;
            x6 = f * x6 + h * c6;
            x7 = f * x7 + h * c7;
            x8 = f * x8 + h * c8;
            // All singular values were within spread of each other; now they are between 1 and 1 + (spread - 1)²/8.
            if (spread < 1 + 2e-8) {
                break;
            }
            double root = Math.sqrt(spread);
            spread = 0.5 * (root + 1 / root);
        }
        r[o] = x0;
        r[o + 1] = x1;
        r[o + 2] = x2;
        r[o + 3] = x3;
        r[o + 4] = x4;
        r[o + 5] = x5;
        r[o + 6] = x6;
        r[o + 7] = x7;
        r[o + 8] = x8;
        return true;
    }

    /**
     * The symmetric factor, P = ½(G Rᵀ + R Gᵀ) or ½(Rᵀ G + Gᵀ R).
     *
     * @param g matrix
     * @param p where it starts
     * @param r its rotation
     * @param q where it starts
     * @param out modified: P; may be the place of g
     * @param o where it starts
     * @param left G = P R rather than R P
     */
    public static void polarPositive(double[] g, int p, double[] r, int q, double[] out, int o, boolean left) {
        // Row i, entry k of the left case is at 3 i + k; the right case reads columns.
        int i = left ? 3 : 1;
        int k = left ? 1 : 3;
        double p00 = g[p] * r[q] + g[p + k] * r[q + k] + g[p + 2 * k] * r[q + 2 * k];
        double p11 = g[p + i] * r[q + i] + g[p + i + k] * r[q + i + k] + g[p + i + 2 * k] * r[q + i + 2 * k];
        double p22 = g[p + 2 * i] * r[q + 2 * i]
                + g[p + 2 * i + k] * r[q + 2 * i + k]
                + g[p + 2 * i + 2 * k] * r[q + 2 * i + 2 * k];
        double p01 = mixed(g, p, p + i, r, q, q + i, k);
        double p02 = mixed(g, p, p + 2 * i, r, q, q + 2 * i, k);
        double p12 = mixed(g, p + i, p + 2 * i, r, q + i, q + 2 * i, k);
        out[o] = p00;
        out[o + 1] = p01;
        out[o + 2] = p02;
        out[o + 3] = p01;
        out[o + 4] = p11;
        out[o + 5] = p12;
        out[o + 6] = p02;
        out[o + 7] = p12;
        out[o + 8] = p22;
    }

    /** The mean of ⟨g row a, r row b⟩ and ⟨g row b, r row a⟩. */
    private static double mixed(double[] g, int ga, int gb, double[] r, int ra, int rb, int k) {
        double one = g[ga] * r[rb] + g[ga + k] * r[rb + k] + g[ga + 2 * k] * r[rb + 2 * k];
        double other = g[gb] * r[ra] + g[gb + k] * r[ra + k] + g[gb + 2 * k] * r[ra + 2 * k];
        return 0.5 * (one + other);
    }
}
