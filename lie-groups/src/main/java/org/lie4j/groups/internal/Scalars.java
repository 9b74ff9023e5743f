package org.lie4j.groups.internal;

/** Elementary functions that the JDK lacks, accurate near zero. */
public final class Scalars {
    /** Below this |x|, five terms of a series in x are exact to rounding: the sixth is under 1e-17. */
    private static final double SERIES = 1e-3;

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
        return q >= 0 ? Math.cosh(Math.sqrt(q)) : Math.cos(Math.sqrt(-q));
    }

    /**
     * sinh √q / √q for q ≥ 0, sin √-q / √-q for q &lt; 0.
     *
     * @param q a square, or minus a square
     * @return the entire function Σ qᵏ/(2k+1)!
     */
    public static double sinhcRoot(double q) {
        if (Math.abs(q) < SERIES) {
            return 1 + q / 6 * (1 + q / 20 * (1 + q / 42 * (1 + q / 72)));
        }
        double r = Math.sqrt(Math.abs(q));
        return q >= 0 ? Math.sinh(r) / r : Math.sin(r) / r;
    }

    /**
     * The inverse of {@link #sinhcRoot} along the unit determinant: y/sinh y for sinh² y = q ≥ 0, θ/sin θ for sin² θ = -q, θ in [0, π).
     *
     * @param q a square, or minus a square, with c² - q = 1
     * @param c cosh y or cos θ, greater than -1
     * @return the quotient
     */
    public static double logFactor(double q, double c) {
        if (Math.abs(q) < SERIES && c > 0) {
            return 1 - q / 6 * (1 - q * 9 / 20 * (1 - q * 25 / 42 * (1 - q * 49 / 72)));
        }
        double r = Math.sqrt(Math.abs(q));
        return (q >= 0 ? asinh(r) : Math.atan2(r, c)) / r;
    }
}
