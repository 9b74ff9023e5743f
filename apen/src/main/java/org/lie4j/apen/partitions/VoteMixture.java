package org.lie4j.apen.partitions;

import java.util.Arrays;

/**
 * A mixture of Gaussians of one fixed width that describes votes: p(y) = Σ_j π_j N(y; μ_j, σ² I), α = (μ, π). Each point votes for the
 * centre of its part, and the posterior of a vote over the components is the prediction of its part (Atzmon et al., ICLR 2024,
 * section 4). Immutable.
 */
public final class VoteMixture {
    /** Below this exp is 0. */
    private static final double UNDERFLOW = -746;

    private final int dimension;
    private final double sigma;
    private final double[] means;
    private final double[] weights;
    private final double[] logWeights;

    private VoteMixture(int dimension, double sigma, double[] means, double[] weights) {
        this.dimension = dimension;
        this.sigma = sigma;
        this.means = means;
        this.weights = weights;
        logWeights = Arrays.stream(weights).map(Math::log).toArray();
    }

    /**
     * A mixture by its parameters.
     *
     * @param dimension d, at least 1
     * @param sigma σ, the standard deviation along each axis, positive, in the votes' unit of length
     * @param means {@code [k, d]}, finite; not modified
     * @param weights {@code [k]}, nonnegative with a positive sum, which is divided out; not modified
     * @return the mixture
     * @throws IllegalArgumentException if a shape or a value is outside its domain
     */
    public static VoteMixture of(int dimension, double sigma, double[] means, double[] weights) {
        requireSigma(sigma);
        int k = PointArrays.requirePoints(means, dimension);
        if (weights.length != k) {
            throw new IllegalArgumentException("weights: expected [" + k + "], got an array of " + weights.length);
        }
        double sum = 0;
        for (int j = 0; j < k; j++) {
            if (!(weights[j] >= 0)) {
                throw new IllegalArgumentException("weights: expected numbers >= 0, got " + weights[j] + " at " + j);
            }
            sum += weights[j];
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weights: expected a positive finite sum, got " + sum);
        }
        double total = sum;
        return new VoteMixture(
                dimension,
                sigma,
                means.clone(),
                Arrays.stream(weights).map(w -> w / total).toArray());
    }

    static void requireSigma(double sigma) {
        if (!(sigma > 0 && sigma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sigma: expected a positive finite number, got " + sigma);
        }
    }

    /**
     * Number of components.
     *
     * @return k
     */
    public int components() {
        return weights.length;
    }

    /**
     * The dimension of space.
     *
     * @return d
     */
    public int dimension() {
        return dimension;
    }

    /**
     * The width.
     *
     * @return σ
     */
    public double sigma() {
        return sigma;
    }

    /**
     * The centres μ.
     *
     * @return a copy, {@code [k, d]}
     */
    public double[] means() {
        return means.clone();
    }

    /**
     * The shares π.
     *
     * @return a copy, {@code [k]}, of sum 1
     */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * Q_ij = π_j N(y_i; μ_j, σ² I) / p(y_i).
     *
     * @param votes {@code [n, d]}, n ≥ 1; not modified
     * @return the posterior of each vote
     * @throws IllegalArgumentException if the array's length is no multiple of d, or a coordinate is not finite
     */
    public Posterior posterior(double[] votes) {
        int n = PointArrays.requirePoints(votes, dimension);
        double[] q = new double[n * weights.length];
        responsibilities(votes, n, q);
        return Posterior.trusted(weights.length, q);
    }

    /**
     * The mean over the votes of log p(y).
     *
     * @param votes {@code [n, d]}, n ≥ 1; not modified
     * @return a number of nats
     * @throws IllegalArgumentException if the array's length is no multiple of d, or a coordinate is not finite
     */
    public double meanLogLikelihood(double[] votes) {
        int n = PointArrays.requirePoints(votes, dimension);
        return responsibilities(votes, n, new double[n * weights.length]) / n;
    }

    /**
     * The Kullback-Leibler divergence between two components, ‖μ_i - μ_j‖² / 2σ²; below 1 they merge.
     *
     * @param i one component
     * @param j another
     * @return at least 0
     */
    public double divergence(int i, int j) {
        return PointArrays.squaredDistance(means, i * dimension, means, j * dimension, dimension) / (2 * sigma * sigma);
    }

    /**
     * The energy -Σ_i log p(y_i) - τ Σ_{j≠l} π_j π_l log KL(j, l) that the paper minimises: the second term rewards weight on centres
     * further apart than σ√2 and punishes it on nearer ones.
     *
     * @param votes {@code [n, d]}, n ≥ 1; not modified
     * @param tau τ ≥ 0; 0 is the plain negative log-likelihood
     * @return the energy; positive infinity if τ is positive and two centres with weight coincide
     * @throws IllegalArgumentException if the array's length is no multiple of d, or a coordinate is not finite
     */
    public double energy(double[] votes, double tau) {
        int n = PointArrays.requirePoints(votes, dimension);
        double energy = -n * meanLogLikelihood(votes);
        for (int j = 0; tau > 0 && j < weights.length; j++) {
            for (int l = 0; l < j; l++) {
                if (weights[j] * weights[l] > 0) {
                    energy -= 2 * tau * weights[j] * weights[l] * Math.log(divergence(j, l));
                }
            }
        }
        return energy;
    }

    /** Fills {@code [n, k]} and returns the log-likelihood of all votes. Allocates nothing. */
    double responsibilities(double[] votes, int n, double[] out) {
        return responsibilities(votes, n, UNDERFLOW, out);
    }

    /** The same, where components less likely than the likeliest by a factor below exp(cutoff) count as impossible. */
    double responsibilities(double[] votes, int n, double cutoff, double[] out) {
        int k = weights.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < k; j++) {
                double squared = PointArrays.squaredDistance(votes, i * dimension, means, j * dimension, dimension);
                double log = logWeights[j] - squared / (2 * sigma * sigma);
                out[i * k + j] = log;
                largest = Math.max(largest, log);
            }
            double total = 0;
            for (int j = 0; j < k; j++) {
                double log = out[i * k + j] - largest;
                out[i * k + j] = log < cutoff ? 0 : Math.exp(log);
                total += out[i * k + j];
            }
            if (!(total > 0)) {
                throw new ArithmeticException("votes: expected a vote within reach of some centre, got vote " + i
                        + " whose squared distances in units of sigma exceed all numbers");
            }
            for (int j = 0; j < k; j++) {
                out[i * k + j] /= total;
            }
            sum += largest + Math.log(total);
        }
        return sum - n * dimension * (Math.log(sigma) + 0.5 * Math.log(2 * Math.PI));
    }

    double[] meansWithoutCopy() {
        return means;
    }

    double[] weightsWithoutCopy() {
        return weights;
    }
}
