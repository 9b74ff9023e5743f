package org.lie4j.groups.internal;

/** Elementary functions that the JDK lacks, accurate near zero. */
public final class Scalars {
    private Scalars() {}

    /**
     * Inverse hyperbolic sine.
     *
     * @param x any number
     * @return asinh x, with a relative error of a few ulp
     */
    public static double asinh(double x) {
        double a = Math.abs(x);
        double square = a * a;
        double result = a > 1e8 ? Math.log(2) + Math.log(a) : Math.log1p(a + square / (1 + Math.sqrt(1 + square)));
        return Math.copySign(result, x);
    }

    /**
     * sinh(x)/x.
     *
     * @param x any number
     * @return the quotient, 1 at 0
     */
    public static double sinhc(double x) {
        return Math.abs(x) < 1e-8 ? 1 : Math.sinh(x) / x;
    }

    /**
     * sin(x)/x.
     *
     * @param x any number
     * @return the quotient, 1 at 0
     */
    public static double sinc(double x) {
        return Math.abs(x) < 1e-8 ? 1 : Math.sin(x) / x;
    }

    /**
     * cosh √q for q ≥ 0, cos √-q for q &lt; 0.
     *
     * @param q a square, or minus a square
     * @return the entire function Σ qᵏ/(2k)!
     */
    public static double coshRoot(double q) {
        if (Math.abs(q) <= 1) {
            double q2 = q * q;
            double q4 = q2 * q2;
            double low = 1.0 / 24 + q * (1.0 / 720) + q2 * (1.0 / 40320 + q * (1.0 / 3628800));
            double high = 1.0 / 479001600
                    + q * (1.0 / 87178291200.0)
                    + q2 * (1.0 / 20922789888000.0 + q / 6402373705728000.0);
            return 1 + (0.5 * q + q2 * (low + q4 * high));
        }
        if (q < 0) {
            return Angles.cos(Math.sqrt(-q));
        }
        double e = Math.exp(Math.sqrt(q));
        return 0.5 * e + 0.5 / e;
    }

    /**
     * sinh √q / √q for q ≥ 0, sin √-q / √-q for q &lt; 0.
     *
     * @param q a square, or minus a square
     * @return the entire function Σ qᵏ/(2k+1)!
     */
    public static double sinhcRoot(double q) {
        if (Math.abs(q) <= 1) {
            double q2 = q * q;
            double q4 = q2 * q2;
            double low = 1.0 / 6 + q * (1.0 / 120) + q2 * (1.0 / 5040 + q * (1.0 / 362880));
            double high =
                    1.0 / 39916800 + q * (1.0 / 6227020800.0) + q2 * (1.0 / 1307674368000.0 + q / 355687428096000.0);
            return 1 + q * (low + q4 * high);
        }
        double r = Math.sqrt(Math.abs(q));
        if (q < 0) {
            return Angles.sin(r) / r;
        }
        double e = Math.exp(r);
        return (0.5 * e - 0.5 / e) / r;
    }

    /**
     * The inverse of {@link #sinhcRoot} along the unit determinant: y/sinh y for sinh² y = q ≥ 0, θ/sin θ for sin² θ = -q, θ in [0, π).
     *
     * @param q a square, or minus a square, with c² - q = 1
     * @param c cosh y or cos θ, greater than -1
     * @return the quotient
     */
    public static double logFactor(double q, double c) {
        if (c > 0) {
            // y/2 = artanh t with t = sinh y/(1 + cosh y).
            double half = 1 / (1 + c);
            double square = q * half * half;
            if (Math.abs(square) < 0.03) {
                return 2 * half * Angles.artanhOverRoot(square);
            }
        }
        double r = Math.sqrt(Math.abs(q));
        if (q >= 0) {
            return Math.log(c + r) / r;
        }
        return (c >= 0 ? Angles.atan2(r, c) : Math.PI - Angles.atan2(r, -c)) / r;
    }
}
