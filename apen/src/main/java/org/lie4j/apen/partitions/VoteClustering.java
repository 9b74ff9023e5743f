package org.lie4j.apen.partitions;

import java.util.Arrays;

/**
 * Clusters votes by expectation maximisation of a {@link VoteMixture} whose nearby centres merge (Atzmon et al., ICLR 2024, section 4
 * and appendix).
 *
 * <p>Starts at farthest-point samples of the votes with equal weights. After each step, the nearest two centres merge while their
 * divergence is below 1, that is while they are nearer than σ√2: their weights add, their centres average. Ends where no
 * centre moves more than the tolerance times σ. Both rules use distances alone: clusters of moved votes are the moved clusters.
 *
 * <p>The paper adds -τ Σ π_j π_l log KL to the energy, solves by EM with merging, and leaves the details open. This library's
 * reading: the steps are those of the plain likelihood (τ = 0), merging is the effect of the term's change of sign at KL = 1, and
 * {@link VoteMixture#energy} evaluates the whole. The number of clusters depends strongly on σ: see {@link SigmaSelection}.
 *
 * @param sigma σ, positive
 * @param starts number of centres at the start, at least 1; fewer if there are fewer distinct votes
 * @param maxSteps largest number of steps, at least 1
 * @param tolerance largest movement of a centre, in units of σ, and change of a weight at the end; positive
 */
public record VoteClustering(double sigma, int starts, int maxSteps, double tolerance) {
    /** Responsibilities below exp of this are nothing beside the rounding of a sum that has them; most are. */
    private static final double NEGLIGIBLE = -46;

    /**
     * Checks the values.
     *
     * @param sigma see the record
     * @param starts see the record
     * @param maxSteps see the record
     * @param tolerance see the record
     * @throws IllegalArgumentException if a value is outside its domain
     */
    public VoteClustering {
        VoteMixture.requireSigma(sigma);
        if (starts < 1) {
            throw new IllegalArgumentException("starts: expected at least 1, got " + starts);
        }
        if (maxSteps < 1) {
            throw new IllegalArgumentException("steps: expected at least 1, got " + maxSteps);
        }
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("tolerance: expected a positive number, got " + tolerance);
        }
    }

    /**
     * 64 centres at the start, up to 500 steps, a tolerance of 1e-6.
     *
     * @param sigma σ, positive
     * @return the rule
     * @throws IllegalArgumentException if σ is outside its domain
     */
    public static VoteClustering of(double sigma) {
        return new VoteClustering(sigma, 64, 500, 1e-6);
    }

    /**
     * What was found.
     *
     * @param mixture the mixture α̃, heaviest component first
     * @param steps steps taken
     * @param converged whether the tolerance was met
     */
    public record Result(VoteMixture mixture, int steps, boolean converged) {}

    /**
     * Clusters votes.
     *
     * @param votes {@code [n, d]}, n ≥ 1; not modified
     * @param dimension d
     * @return the mixture
     * @throws IllegalArgumentException if the array's length is no multiple of d, or a coordinate is not finite
     */
    public Result fit(double[] votes, int dimension) {
        int n = PointArrays.requirePoints(votes, dimension);
        Partition seeds = new FarthestPointVoronoi(Math.min(starts, n)).partition(votes, dimension);
        return refine(votes, equal(dimension, cellMeans(votes, dimension, seeds.compact())));
    }

    private VoteMixture equal(int dimension, double[] means) {
        double[] weights = new double[means.length / dimension];
        Arrays.fill(weights, 1);
        return VoteMixture.of(dimension, sigma, means, weights);
    }

    /**
     * Clusters votes from one of the votes of each part of a partition, the one nearest their mean, with equal weights: the number of
     * starts is that of the parts, and votes of single points that went astray start no centre and draw none to them.
     *
     * @param votes {@code [n, d]}, n ≥ 1; not modified
     * @param dimension d
     * @param start a partition of the n points; empty parts start nothing
     * @return the mixture
     * @throws IllegalArgumentException if the array's length is not n times d, or a coordinate is not finite
     */
    public Result fit(double[] votes, int dimension, Partition start) {
        int n = PointArrays.requirePoints(votes, dimension);
        if (start.size() != n) {
            throw new IllegalArgumentException("start: expected a partition of " + n + " points, got " + start.size());
        }
        Partition cells = start.compact();
        double[] means = cellMeans(votes, dimension, cells);
        return refine(votes, equal(dimension, nearestVotes(votes, dimension, cells, means)));
    }

    private static double[] nearestVotes(double[] votes, int d, Partition cells, double[] means) {
        double[] nearest = new double[cells.parts()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        double[] out = new double[means.length];
        for (int i = 0; i < cells.size(); i++) {
            int cell = cells.label(i);
            double squared = PointArrays.squaredDistance(votes, i * d, means, cell * d, d);
            if (squared < nearest[cell]) {
                nearest[cell] = squared;
                System.arraycopy(votes, i * d, out, cell * d, d);
            }
        }
        return out;
    }

    private static double[] cellMeans(double[] votes, int d, Partition cells) {
        double[] means = new double[cells.parts() * d];
        for (int i = 0; i < cells.size(); i++) {
            for (int c = 0; c < d; c++) {
                means[cells.label(i) * d + c] += votes[i * d + c] / cells.partSize(cells.label(i));
            }
        }
        return means;
    }

    /**
     * Continues from a mixture, such as that of the training step before.
     *
     * @param votes {@code [n, d]}, n ≥ 1; not modified
     * @param start where to start; its σ is replaced by this rule's
     * @return the mixture
     * @throws IllegalArgumentException if the array's length is no multiple of d, or a coordinate is not finite
     */
    public Result refine(double[] votes, VoteMixture start) {
        int d = start.dimension();
        int n = PointArrays.requirePoints(votes, d);
        VoteMixture mixture = merged(VoteMixture.of(d, sigma, start.meansWithoutCopy(), start.weightsWithoutCopy()));
        double[] q = new double[n * mixture.components()];
        for (int step = 1; step <= maxSteps; step++) {
            VoteMixture moved = step(votes, n, mixture, q);
            VoteMixture next = merged(moved);
            if (next.components() == mixture.components() && movement(mixture, next) <= tolerance) {
                return new Result(sorted(next), step, true);
            }
            mixture = next;
        }
        return new Result(sorted(mixture), maxSteps, false);
    }

    /** One step of expectation maximisation. */
    private VoteMixture step(double[] votes, int n, VoteMixture mixture, double[] q) {
        int d = mixture.dimension();
        int k = mixture.components();
        mixture.responsibilities(votes, n, NEGLIGIBLE, q);
        double[] weights = new double[k];
        double[] means = new double[k * d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < k; j++) {
                double r = q[i * k + j];
                if (r == 0) {
                    continue;
                }
                weights[j] += r;
                for (int c = 0; c < d; c++) {
                    means[j * d + c] += r * votes[i * d + c];
                }
            }
        }
        int kept = 0;
        for (int j = 0; j < k; j++) {
            // A component that no vote belongs to has nowhere to go.
            if (weights[j] > 1e-12 * n) {
                for (int c = 0; c < d; c++) {
                    means[kept * d + c] = means[j * d + c] / weights[j];
                }
                weights[kept++] = weights[j];
            }
        }
        return VoteMixture.of(d, sigma, Arrays.copyOf(means, kept * d), Arrays.copyOf(weights, kept));
    }

    /** Merges the nearest two while they are nearer than σ√2. */
    static VoteMixture merged(VoteMixture mixture) {
        int d = mixture.dimension();
        double[] means = mixture.means();
        double[] weights = mixture.weights();
        int k = weights.length;
        double limit = 2 * mixture.sigma() * mixture.sigma();
        while (k > 1) {
            int a = -1;
            int b = -1;
            double nearest = limit;
            for (int i = 0; i < k; i++) {
                for (int j = i + 1; j < k; j++) {
                    double squared = PointArrays.squaredDistance(means, i * d, means, j * d, d);
                    if (squared < nearest) {
                        nearest = squared;
                        a = i;
                        b = j;
                    }
                }
            }
            if (a < 0) {
                break;
            }
            double sum = weights[a] + weights[b];
            double share = sum > 0 ? weights[a] / sum : 0.5;
            for (int c = 0; c < d; c++) {
                means[a * d + c] = share * means[a * d + c] + (1 - share) * means[b * d + c];
            }
            weights[a] = sum;
            k--;
            System.arraycopy(means, k * d, means, b * d, d);
            weights[b] = weights[k];
        }
        return VoteMixture.of(d, mixture.sigma(), Arrays.copyOf(means, k * d), Arrays.copyOf(weights, k));
    }

    private double movement(VoteMixture before, VoteMixture after) {
        int d = before.dimension();
        double largest = 0;
        for (int j = 0; j < before.components(); j++) {
            double squared =
                    PointArrays.squaredDistance(before.meansWithoutCopy(), j * d, after.meansWithoutCopy(), j * d, d);
            largest = Math.max(largest, Math.sqrt(squared) / sigma);
            largest = Math.max(largest, Math.abs(before.weightsWithoutCopy()[j] - after.weightsWithoutCopy()[j]));
        }
        return largest;
    }

    private VoteMixture sorted(VoteMixture mixture) {
        int d = mixture.dimension();
        int[] order = java.util.stream.IntStream.range(0, mixture.components())
                .boxed()
                .sorted((a, b) -> Double.compare(mixture.weightsWithoutCopy()[b], mixture.weightsWithoutCopy()[a]))
                .mapToInt(j -> j)
                .toArray();
        double[] means = new double[order.length * d];
        double[] weights = new double[order.length];
        for (int j = 0; j < order.length; j++) {
            System.arraycopy(mixture.meansWithoutCopy(), order[j] * d, means, j * d, d);
            weights[j] = mixture.weightsWithoutCopy()[order[j]];
        }
        return VoteMixture.of(d, sigma, means, weights);
    }
}
