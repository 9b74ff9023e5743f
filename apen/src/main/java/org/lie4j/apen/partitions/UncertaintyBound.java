package org.lie4j.apen.partitions;

import java.util.random.RandomGenerator;

/**
 * The bound on the expected equivariance error that Atzmon et al. (ICLR 2024, section 3) state, E_Q ‖φ(g·(X,Z)) - g·(φ(X),Z)‖ ≤ (λ(Q) +
 * δ(Q)) M, and its terms.
 *
 * <p>The inequality is the paper's. What its terms are is this library's reading: λ is the probability that Z ~ Q does not refine the
 * true partition; δ the probability that Z is not Ẑ, the most probable partition, whose parts the network uses; M the largest
 * error observed. Since M is observed, the bound is a check of consistency, not a certificate for other inputs or motions. On jointed
 * bodies some cell always straddles a joint, so λ is 1 and the bound says nothing: read the {@link Partition#impurity} with it.
 *
 * @param lambda λ, in [0, 1]
 * @param lambdaError standard error of λ where it was estimated by draws; 0 otherwise
 * @param delta δ, in [0, 1]
 * @param deltaBound the upper bound Σ_i (1 - max_j Q_ij) of δ, which may exceed 1
 * @param largestError M, at least 0, in the units of the output
 */
public record UncertaintyBound(
        double lambda, double lambdaError, double delta, double deltaBound, double largestError) {
    /**
     * Evaluates the terms.
     *
     * @param posterior Q
     * @param truth the true partition Z*
     * @param largestError M, at least 0
     * @param draws how many partitions to draw for λ, at least 1
     * @param random the source of randomness
     * @return the terms
     * @throws IllegalArgumentException if the numbers of points differ, or a number is outside its domain
     */
    public static UncertaintyBound of(
            Posterior posterior, Partition truth, double largestError, int draws, RandomGenerator random) {
        if (!(largestError >= 0)) {
            throw new IllegalArgumentException("largest error: expected a number >= 0, got " + largestError);
        }
        if (draws < 1) {
            throw new IllegalArgumentException("draws: expected at least 1, got " + draws);
        }
        int coarse = 0;
        for (int draw = 0; draw < draws; draw++) {
            coarse += posterior.sample(random).refines(truth) ? 0 : 1;
        }
        double lambda = coarse / (double) draws;
        return new UncertaintyBound(
                lambda,
                Math.sqrt(lambda * (1 - lambda) / draws),
                delta(posterior),
                deltaBound(posterior),
                largestError);
    }

    /**
     * δ = P(Z ≠ Ẑ) = 1 - Π_i max_j Q_ij, exact since points choose independently.
     *
     * @param posterior Q
     * @return in [0, 1]
     */
    public static double delta(Posterior posterior) {
        // By logarithms: with many points close to certain, the product would round to 1.
        double log = 0;
        for (int i = 0; i < posterior.size(); i++) {
            log += Math.log1p(-doubt(posterior, i));
        }
        return Math.max(0, -Math.expm1(log));
    }

    /**
     * Σ_i (1 - max_j Q_ij) ≥ δ, by the union bound.
     *
     * @param posterior Q
     * @return from 0 to n
     */
    public static double deltaBound(Posterior posterior) {
        double sum = 0;
        for (int i = 0; i < posterior.size(); i++) {
            sum += doubt(posterior, i);
        }
        return sum;
    }

    /** The sum of all but the largest, so that small doubts are not lost against 1. */
    private static double doubt(Posterior posterior, int i) {
        int best = 0;
        for (int j = 1; j < posterior.parts(); j++) {
            best = posterior.probability(i, j) > posterior.probability(i, best) ? j : best;
        }
        double sum = 0;
        for (int j = 0; j < posterior.parts(); j++) {
            sum += j == best ? 0 : posterior.probability(i, j);
        }
        return Math.min(1, sum);
    }

    /**
     * The bound min(1, λ + δ) · M.
     *
     * @return at least 0
     */
    public double bound() {
        return Math.min(1, lambda + delta) * largestError;
    }

    /**
     * Whether a measured expectation of the error respects the bound, within three standard errors of λ.
     *
     * @param meanError the measured expectation
     * @return true if so
     */
    public boolean isConsistentWith(double meanError) {
        return meanError <= Math.min(1, lambda + 3 * lambdaError + delta) * largestError * (1 + 1e-12);
    }
}
