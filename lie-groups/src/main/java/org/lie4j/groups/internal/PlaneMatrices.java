package org.lie4j.groups.internal;

import org.lie4j.groups.NoLogarithmException;

/** Closed forms for packed 2×2 matrices a, b, c, d. Nothing is allocated; the output may be the place of an input. */
public final class PlaneMatrices {
    private PlaneMatrices() {}

    /**
     * out = exp(m I + M) = eᵐ (C I + S M) for traceless M = [[d, b], [c, -d]], as M² is a multiple of I.
     *
     * @param m half the trace
     * @param d half the difference of the diagonal
     * @param b upper right entry
     * @param c lower left entry
     * @param out modified: the exponential
     * @param o where it starts
     */
    public static void exp(double m, double d, double b, double c, double[] out, int o) {
        double q = d * d + b * c;
        double e = m == 0 ? 1 : Math.exp(m);
        double cosine = e * Scalars.coshRoot(q);
        double sine = e * Scalars.sinhcRoot(q);
        out[o] = cosine + sine * d;
        out[o + 1] = sine * b;
        out[o + 2] = sine * c;
        out[o + 3] = cosine - sine * d;
    }

    /**
     * What the traceless part of a matrix is to be multiplied by to become the traceless part of its principal logarithm; the rest of
     * that is ½ ln det I.
     *
     * @param a matrix
     * @param at where it starts
     * @param det its determinant
     * @return the factor
     * @throws NoLogarithmException if det ≤ 0, or an eigenvalue is on the negative axis
     */
    public static double logFactor(double[] a, int at, double det) {
        if (!(det > 0)) {
            throw new NoLogarithmException("expected a matrix with a real logarithm, got determinant " + det);
        }
        // a = δ (c I + M) with δ = √det and M traceless of square q I.
        double inverseRoot = 1 / Math.sqrt(det);
        double c = 0.5 * (a[at] + a[at + 3]) * inverseRoot;
        double d = 0.5 * (a[at] - a[at + 3]) * inverseRoot;
        double q = d * d + a[at + 1] * inverseRoot * (a[at + 2] * inverseRoot);
        if (c < 0 && q >= -1e-30) {
            throw new NoLogarithmException(
                    "expected a matrix without negative eigenvalues, got trace/(2 sqrt det) = " + c);
        }
        return Scalars.logFactor(q, c) * inverseRoot;
    }

    /**
     * The principal logarithm.
     *
     * @param a matrix
     * @param at where it starts
     * @param out modified: the logarithm
     * @param o where it starts
     * @throws NoLogarithmException if there is none
     */
    public static void log(double[] a, int at, double[] out, int o) {
        double det = SmallMatrices.determinant(2, a, at);
        double f = logFactor(a, at, det);
        double half = 0.5 * Math.log(det);
        double d = 0.5 * f * (a[at] - a[at + 3]);
        out[o + 1] = f * a[at + 1];
        out[o + 2] = f * a[at + 2];
        out[o] = half + d;
        out[o + 3] = half - d;
    }

    /**
     * The principal square root, (A + √det I)/√(tr A + 2 √det).
     *
     * @param a matrix
     * @param at where it starts
     * @param out modified: the root
     * @param o where it starts
     * @return whether there is one: det &gt; 0 and tr A + 2 √det &gt; 0
     */
    public static boolean squareRoot(double[] a, int at, double[] out, int o) {
        double root = Math.sqrt(SmallMatrices.determinant(2, a, at));
        double square = a[at] + a[at + 3] + 2 * root;
        if (!(root > 0 && square > 0)) {
            return false;
        }
        double f = 1 / Math.sqrt(square);
        out[o] = f * (a[at] + root);
        out[o + 1] = f * a[at + 1];
        out[o + 2] = f * a[at + 2];
        out[o + 3] = f * (a[at + 3] + root);
        return true;
    }

    /**
     * The polar decomposition, left A = P R or right A = R P.
     *
     * @param a matrix of positive determinant
     * @param at where it starts
     * @param p modified: the positive factor; may be the place of a
     * @param po where it starts
     * @param r modified: the rotation
     * @param ro where it starts
     * @param left which one
     */
    public static void polar(double[] a, int at, double[] p, int po, double[] r, int ro, boolean left) {
        double a0 = a[at];
        double a1 = a[at + 1];
        double a2 = a[at + 2];
        double a3 = a[at + 3];
        double x = a0 + a3;
        double y = a2 - a1;
        double square = x * x + y * y;
        // Math.hypot is slow, and needed only where squares leave the range of doubles.
        double norm = square > 1e-290 && square < 1e290 ? Math.sqrt(square) : Math.hypot(x, y);
        double cos = x / norm;
        double sin = y / norm;
        // P = A Rᵀ or Rᵀ A; the off-diagonal entries agree in exact arithmetic.
        double symmetric = (a1 + a2) * cos;
        double skew = (a0 - a3) * sin;
        double off = left ? 0.5 * (symmetric + skew) : 0.5 * (symmetric - skew);
        p[po] = left ? a0 * cos - a1 * sin : a0 * cos + a2 * sin;
        p[po + 1] = off;
        p[po + 2] = off;
        p[po + 3] = left ? a2 * sin + a3 * cos : a3 * cos - a1 * sin;
        r[ro] = cos;
        r[ro + 1] = -sin;
        r[ro + 2] = sin;
        r[ro + 3] = cos;
    }
}
