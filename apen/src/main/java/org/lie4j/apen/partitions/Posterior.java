package org.lie4j.apen.partitions;

import java.util.random.RandomGenerator;

/**
 * A distribution over partitions under which points choose their parts independently, point i part j with probability Q_ij: Q(Z|X) of
 * Atzmon et al. (ICLR 2024, section 3). Immutable.
 */
public final class Posterior {
    private static final double SUM_TOLERANCE = 1e-6;

    private final int parts;
    private final double[] q;

    private Posterior(int parts, double[] q) {
        this.parts = parts;
        this.q = q;
    }

    static Posterior trusted(int parts, double[] q) {
        return new Posterior(parts, q);
    }

    /**
     * A posterior by its matrix.
     *
     * @param q {@code [n, k]}, n ≥ 1, rows nonnegative with sums within 1e-6 of 1; not modified
     * @param parts k ≥ 1
     * @return the posterior
     * @throws IllegalArgumentException if a shape or a value is outside its domain
     */
    public static Posterior of(double[] q, int parts) {
        if (parts < 1 || q.length == 0 || q.length % parts != 0) {
            throw new IllegalArgumentException(
                    "posterior: expected [n, k] with n >= 1 and k >= 1, got " + q.length + " numbers for k = " + parts);
        }
        for (int i = 0; i < q.length / parts; i++) {
            double sum = 0;
            for (int j = 0; j < parts; j++) {
                double p = q[i * parts + j];
                if (!(p >= 0)) {
                    throw new IllegalArgumentException(
                            "posterior: expected numbers >= 0, got " + p + " at point " + i + ", part " + j);
                }
                sum += p;
            }
            if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                throw new IllegalArgumentException("posterior: expected rows of sum 1, got " + sum + " at point " + i);
            }
        }
        return new Posterior(parts, q.clone());
    }

    /**
     * The posterior that is certain of a partition.
     *
     * @param partition the partition
     * @return zeros and ones
     */
    public static Posterior certain(Partition partition) {
        double[] q = new double[partition.size() * partition.parts()];
        for (int i = 0; i < partition.size(); i++) {
            q[i * partition.parts() + partition.label(i)] = 1;
        }
        return new Posterior(partition.parts(), q);
    }

    /**
     * Number of points.
     *
     * @return n
     */
    public int size() {
        return q.length / parts;
    }

    /**
     * Number of parts.
     *
     * @return k
     */
    public int parts() {
        return parts;
    }

    /**
     * One probability.
     *
     * @param i the point
     * @param j the part
     * @return Q_ij
     */
    public double probability(int i, int j) {
        return q[i * parts + java.util.Objects.checkIndex(j, parts)];
    }

    /**
     * All probabilities.
     *
     * @return a copy, {@code [n, k]}
     */
    public double[] toArray() {
        return q.clone();
    }

    /**
     * The most probable partition Ẑ, ties to the lowest part.
     *
     * @return the partition, into k parts
     */
    public Partition mostProbable() {
        int[] labels = new int[size()];
        for (int i = 0; i < labels.length; i++) {
            for (int j = 1; j < parts; j++) {
                if (q[i * parts + j] > q[i * parts + labels[i]]) {
                    labels[i] = j;
                }
            }
        }
        return Partition.of(labels, parts);
    }

    /**
     * Draws a partition, each point by itself.
     *
     * @param random the source of randomness
     * @return Z ~ Q, into k parts
     */
    public Partition sample(RandomGenerator random) {
        int[] labels = new int[size()];
        for (int i = 0; i < labels.length; i++) {
            double u = random.nextDouble();
            int last = 0;
            for (int j = 0; j < parts; j++) {
                double p = q[i * parts + j];
                if (p > 0) {
                    last = j;
                    u -= p;
                    if (u < 0) {
                        break;
                    }
                }
            }
            labels[i] = last;
        }
        return Partition.of(labels, parts);
    }

    /**
     * The largest probability of a point.
     *
     * @param i the point
     * @return max_j Q_ij
     */
    public double confidence(int i) {
        double largest = 0;
        for (int j = 0; j < parts; j++) {
            largest = Math.max(largest, q[i * parts + j]);
        }
        return largest;
    }

    /**
     * The probability that two points are in one part, Σ_l Q_il Q_jl: the (i, j) entry of E[ZZᵀ] off the diagonal.
     *
     * @param i one point
     * @param j another
     * @return in [0, 1]
     */
    public double together(int i, int j) {
        double sum = 0;
        for (int l = 0; l < parts; l++) {
            sum += q[i * parts + l] * q[j * parts + l];
        }
        return sum;
    }
}
