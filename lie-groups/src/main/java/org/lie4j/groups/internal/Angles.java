package org.lie4j.groups.internal;

/**
 * Sine, cosine and arctangent where they are called once for every element: short polynomials without tables of constants in memory that the
 * compiler merges into the loop around them. Errors are below 2 ulp.
 */
final class Angles {
    /** π/2 = HALF_PI + HALF_PI_REST to 107 bits. */
    private static final double HALF_PI = Math.PI / 2;

    private static final double HALF_PI_REST = 6.123233995736766e-17;

    /** From here on an angle is reduced by π/2. */
    private static final double QUARTER_PI = Math.PI / 4;

    /** From here on the JDK's functions are used. */
    private static final double LARGE = 3 * Math.PI / 4;

    private static final double ATAN_1_4 = 0.24497866312686414;
    private static final double ATAN_1_2 = 0.4636476090008061;

    private Angles() {}

    /** sin x for |x| ≤ π/4: the Taylor series, whose next term is under 1e-19 x. */
    private static double sineSeries(double x) {
        double q = x * x;
        double q2 = q * q;
        double low = -1.0 / 6 + q * (1.0 / 120) + q2 * (-1.0 / 5040 + q * (1.0 / 362880));
        double high =
                -1.0 / 39916800 + q * (1.0 / 6227020800.0) + q2 * (-1.0 / 1307674368000.0 + q / 355687428096000.0);
        return x + x * q * (low + q2 * q2 * high);
    }

    /** cos x for |x| ≤ π/4: the Taylor series, whose next term is under 1e-20. */
    private static double cosineSeries(double x) {
        double q = x * x;
        double q2 = q * q;
        double low = 1.0 / 24 + q * (-1.0 / 720) + q2 * (1.0 / 40320 + q * (-1.0 / 3628800));
        double high =
                1.0 / 479001600 + q * (-1.0 / 87178291200.0) + q2 * (1.0 / 20922789888000.0 - q / 6402373705728000.0);
        double half = 0.5 * q;
        // 1 - half rounds; what it loses is added to the small terms.
        double head = 1 - half;
        return head + (((1 - head) - half) + q2 * (low + q2 * q2 * high));
    }

    /**
     * Sine.
     *
     * @param x angle, at least 0
     * @return sin x
     */
    static double sin(double x) {
        if (x <= QUARTER_PI) {
            return sineSeries(x);
        }
        return x <= LARGE ? cosineSeries((HALF_PI - x) + HALF_PI_REST) : Math.sin(x);
    }

    /**
     * Cosine.
     *
     * @param x angle, at least 0
     * @return cos x
     */
    static double cos(double x) {
        if (x <= QUARTER_PI) {
            return cosineSeries(x);
        }
        return x <= LARGE ? sineSeries((HALF_PI - x) + HALF_PI_REST) : Math.cos(x);
    }

    /**
     * The angle of any point but 0.
     *
     * @param y ordinate
     * @param x abscissa
     * @return atan2(y, x), in [-π, π]
     */
    static double angle(double y, double x) {
        double angle = atan2(Math.abs(y), Math.abs(x));
        return Math.copySign(x < 0 ? (Math.PI - angle) + 2 * HALF_PI_REST : angle, y);
    }

    /**
     * The angle of a point in the first quadrant.
     *
     * @param y at least 0
     * @param x at least 0, not 0 together with y
     * @return atan2(y, x), in [0, π/2]
     */
    static double atan2(double y, double x) {
        boolean steep = y > x;
        double large = steep ? y : x;
        double small = steep ? x : y;
        double ratio = small / large;
        double angle;
        // Differences of arctangents leave |t| ≤ 0.186.
        if (ratio < 0.125) {
            angle = arctangentSeries(ratio);
        } else if (ratio < 0.375) {
            angle = ATAN_1_4 + arctangentSeries((ratio - 0.25) / (1 + 0.25 * ratio));
        } else if (ratio < 0.6875) {
            angle = ATAN_1_2 + arctangentSeries((ratio - 0.5) / (1 + 0.5 * ratio));
        } else {
            angle = QUARTER_PI + arctangentSeries((ratio - 1) / (1 + ratio));
        }
        return steep ? (HALF_PI - angle) + HALF_PI_REST : angle;
    }

    /** atan t for |t| ≤ 0.19. */
    private static double arctangentSeries(double t) {
        return t * artanhOverRoot(-t * t);
    }

    /**
     * artanh(t)/t with t² = q, and arctan(t)/t with t² = -q, near 0: Σ qᵏ/(2k+1).
     *
     * @param q a square, or minus a square, |q| ≤ 0.036
     * @return the quotient; the first term left out is under 1e-18
     */
    static double artanhOverRoot(double q) {
        double q2 = q * q;
        double q4 = q2 * q2;
        double low = 1.0 / 3 + q * (1.0 / 5) + q2 * (1.0 / 7 + q * (1.0 / 9));
        double middle = 1.0 / 11 + q * (1.0 / 13) + q2 * (1.0 / 15 + q * (1.0 / 17));
        double high = 1.0 / 19 + q * (1.0 / 21) + q2 * (1.0 / 23);
        return 1 + q * (low + q4 * (middle + q4 * high));
    }
}
