package org.lie4j.groups.sampling;

import java.util.random.RandomGenerator;

/**
 * An estimate of ∫ φ dμ over a group, μ Haar measure, and its error bar.
 *
 * <p>Draws g from a distribution with a known density p relative to Haar measure and averages φ(g)/p(g) (importance sampling). The mean without
 * 1/p would be no invariant integral: it depends on where the distribution is centred.
 *
 * @param value the estimate
 * @param error its standard error, from the spread of the terms; 0 only for a constant φ/p
 * @param samples number of independent terms
 */
public record InvariantIntegral(double value, double error, long samples) {
    /** A function on a group. */
    @FunctionalInterface
    public interface Integrand {
        /**
         * The function's value.
         *
         * @param g array that holds the element; not modified
         * @param gOff where it starts
         * @return φ(g), finite
         */
        double at(double[] g, int gOff);
    }

    private static final int BLOCK = 256;

    /**
     * Estimates an integral.
     *
     * @param phi the integrand; its spread relative to the distribution decides the error
     * @param distribution what to draw from; must not be much narrower than φ, or the error bar is wrong
     * @param random source of randomness
     * @param samples number of draws, at least 2
     * @return the estimate
     * @throws IllegalArgumentException if there are fewer than 2 draws
     * @throws ArithmeticException if φ is not finite somewhere
     */
    public static InvariantIntegral of(
            Integrand phi, GroupDistribution distribution, RandomGenerator random, long samples) {
        return estimate(phi, distribution, random, samples, false);
    }

    /**
     * Estimates an integral by antithetic pairs (g, g⁻¹): the error falls where φ is close to odd under inversion, and costs
     * nothing but the second evaluation elsewhere. For the full circle of rotations only.
     *
     * @param phi the integrand
     * @param distribution what to draw from, without an arc
     * @param random source of randomness
     * @param pairs number of pairs, at least 2
     * @return the estimate; {@link #samples} counts pairs
     * @throws IllegalArgumentException if there are fewer than 2 pairs
     * @throws ArithmeticException if φ is not finite somewhere
     */
    public static InvariantIntegral ofPairs(
            Integrand phi, PolarLogNormal distribution, RandomGenerator random, long pairs) {
        return estimate(phi, distribution, random, pairs, true);
    }

    /**
     * Estimates an integral by a low-discrepancy sequence with random shifts: for smooth φ the error falls almost like 1/points rather than like its root.
     *
     * @param phi the integrand
     * @param distribution what to make of the points of the cube
     * @param kind which sequence
     * @param random source of the shifts
     * @param points number of points for each shift, at least 1; for Sobol' best a power of 2
     * @param shifts number of shifts, at least 2; the error bar is the spread of their means
     * @return the estimate; {@link #samples} counts shifts
     * @throws IllegalArgumentException if there are fewer than 2 shifts, or no points
     * @throws UnsupportedOperationException if the distribution is drawn by rejection
     * @throws ArithmeticException if φ is not finite somewhere
     */
    public static InvariantIntegral quasi(
            Integrand phi,
            GroupDistribution distribution,
            LowDiscrepancy.Kind kind,
            RandomGenerator random,
            int points,
            int shifts) {
        if (points < 1) {
            throw new IllegalArgumentException("points: expected at least 1, got " + points);
        }
        if (shifts < 2) {
            throw new IllegalArgumentException("shifts: expected at least 2, got " + shifts);
        }
        int d = distribution.uniforms();
        double[] u = new double[d];
        double[] g = new double[distribution.group().elementLength()];
        double mean = 0;
        double squares = 0;
        for (int shift = 1; shift <= shifts; shift++) {
            LowDiscrepancy sequence = LowDiscrepancy.shifted(kind, d, random);
            double sum = 0;
            for (int i = 0; i < points; i++) {
                sequence.next(u, 0, 1);
                distribution.fromUniforms(u, 0, g, 0, 1);
                sum += term(phi, distribution, g, 0);
            }
            double delta = sum / points - mean;
            mean += delta / shift;
            squares += delta * (sum / points - mean);
        }
        return new InvariantIntegral(mean, Math.sqrt(squares / (shifts - 1) / shifts), shifts);
    }

    private static double term(Integrand phi, GroupDistribution distribution, double[] g, int at) {
        double value = phi.at(g, at);
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("expected a finite integrand, got " + value);
        }
        return value == 0 ? 0 : value * Math.exp(-distribution.logDensity(g, at));
    }

    private static InvariantIntegral estimate(
            Integrand phi, GroupDistribution distribution, RandomGenerator random, long samples, boolean paired) {
        if (samples < 2) {
            throw new IllegalArgumentException("samples: expected at least 2, got " + samples);
        }
        int length = distribution.group().elementLength();
        int per = paired ? 2 : 1;
        double[] g = new double[BLOCK * per * length];
        double mean = 0;
        double squares = 0;
        for (long done = 0; done < samples; ) {
            int block = (int) Math.min(BLOCK, samples - done);
            if (paired && distribution instanceof PolarLogNormal law) {
                law.samplePairs(random, g, 0, block);
            } else {
                distribution.sample(random, g, 0, block);
            }
            for (int i = 0; i < block; i++) {
                double term = 0;
                for (int k = i * per; k < (i + 1) * per; k++) {
                    term += term(phi, distribution, g, k * length) / per;
                }
                // Welford: no cancellation between the square of the mean and the mean of the squares.
                done++;
                double delta = term - mean;
                mean += delta / done;
                squares += delta * (term - mean);
            }
        }
        return new InvariantIntegral(mean, Math.sqrt(squares / (samples - 1) / samples), samples);
    }
}
