package org.lie4j.apen.models;

import java.util.List;
import java.util.random.RandomGenerator;
import org.lie4j.apen.partitions.Partition;
import org.lie4j.apen.partitions.Posterior;
import org.lie4j.apen.partitions.UncertaintyBound;
import org.lie4j.apen.partitions.VoteMixture;

/** What an {@link Apen} says of one cloud of n points, and how it came to it. Immutable. */
public final class ApenPrediction {
    private final Apen network;
    private final double[] probabilities;
    private final List<double[]> votes;
    private final List<Partition> partitions;

    ApenPrediction(Apen network, double[] probabilities, List<double[]> votes, List<Partition> partitions) {
        this.network = network;
        this.probabilities = probabilities;
        this.votes = List.copyOf(votes);
        this.partitions = List.copyOf(partitions);
    }

    /**
     * Class probabilities.
     *
     * @return a copy, {@code [n, classes]}, or {@code [1, classes]} if the cloud has the class
     */
    public double[] probabilities() {
        return probabilities.clone();
    }

    /**
     * The most probable classes, ties to the lowest.
     *
     * @return new array, {@code [n]}, or {@code [1]} if the cloud has the class
     */
    public int[] classes() {
        int k = network.classes();
        int[] out = new int[probabilities.length / k];
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[i / k * k + out[i / k]]) {
                out[i / k] = i % k;
            }
        }
        return out;
    }

    /**
     * The partition Z_l that layer l + 1 uses, or for L the head.
     *
     * @param l from 0 to L
     * @return the partition
     */
    public Partition partition(int l) {
        return partitions.get(l);
    }

    /**
     * All partitions, to be kept in {@link ApenInference#keeping}.
     *
     * @return Z_0 … Z_L
     */
    public List<Partition> partitions() {
        return partitions;
    }

    /**
     * The votes of a layer.
     *
     * @param l the layer, from 1 to L
     * @return a copy, {@code [n, 3]}
     */
    public double[] votes(int l) {
        return votes.get(l - 1).clone();
    }

    /**
     * The mixture of a layer's votes: centres and their shares. Where partitions are given, what the votes would have made.
     *
     * @param l the layer, from 1 to L
     * @return the mixture, the heaviest part first
     */
    public VoteMixture mixture(int l) {
        return network.votes(l).mixture(votes.get(l - 1), partitions.get(l - 1));
    }

    /**
     * Q of a layer, of whose maxima partition l consists where partitions are predicted.
     *
     * @param l the layer, from 1 to L
     * @return the posterior of each point over the parts
     */
    public Posterior posterior(int l) {
        return mixture(l).posterior(votes.get(l - 1));
    }

    /**
     * How unsure each point's part is.
     *
     * @param l the layer, from 1 to L
     * @return new array, {@code [n]}: 1 - max_j Q_ij
     */
    public double[] uncertainty(int l) {
        Posterior q = posterior(l);
        double[] out = new double[q.size()];
        java.util.Arrays.setAll(out, i -> 1 - q.confidence(i));
        return out;
    }

    /**
     * The terms λ, δ and M of the bound on the equivariance error of what uses partition l.
     *
     * @param l the layer whose votes make it, from 1 to L
     * @param truth the true partition
     * @param largestError see {@link UncertaintyBound}
     * @param draws how many partitions to draw for λ, at least 1
     * @param random the source of randomness
     * @return the terms
     * @throws IllegalArgumentException if the numbers of points differ, or a number is outside its domain
     */
    public UncertaintyBound bound(int l, Partition truth, double largestError, int draws, RandomGenerator random) {
        return UncertaintyBound.of(posterior(l), truth, largestError, draws, random);
    }
}
