package org.lie4j.apen.networks;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.lie4j.apen.networks.internal.VotePartitionRuntime;
import org.lie4j.apen.partitions.Partition;
import org.lie4j.apen.partitions.VoteClustering;
import org.lie4j.apen.partitions.VoteMixture;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The partition that points' votes for the centres of their parts make: Ẑ_i = e_{argmax_j Q_ij} with Q the posterior of a {@link
 * VoteMixture} found by {@link VoteClustering}, ties to the lowest part (Atzmon et al., ICLR 2024, section 4).
 *
 * <p>Inputs: votes {@code [batch, 3, n]}, and the labels {@code [batch, 1, n]} of the partition before, if centres are to start at votes of
 * its parts ({@link VoteClustering#fit(double[], int, Partition)}); otherwise they start at farthest-point samples of the votes. Each point
 * goes where its own vote says: a cell that straddles two parts may be divided. Output: labels {@code [batch, 1, n]}, the heaviest part 0.
 *
 * <p>Ẑ is constant nearly everywhere, so no gradient flows back: votes learn from their own loss alone, and the layers below from
 * that and from what else is made of them. The paper differentiates the mixture implicitly ({@link
 * org.lie4j.apen.partitions.VoteGradient}); where it enters the network other than through Ẑ it does not say. That hard labels stop all
 * gradients, that centres start at the partition before, and the limit on the steps are this library's reading.
 *
 * @serial exclude
 */
public final class VotePartition extends PointVertex {
    private static final long serialVersionUID = 1;

    private double sigma = 0.1;
    private int starts = 24;
    private int maxSteps = 25;
    private double tolerance = 1e-3;

    private VotePartition() {}

    private VotePartition(VoteClustering rule) {
        sigma = rule.sigma();
        starts = rule.starts();
        maxSteps = rule.maxSteps();
        tolerance = rule.tolerance();
    }

    /**
     * Clusters with up to 25 steps, to a tolerance of 1e-3 of σ.
     *
     * @param sigma σ, positive, in the positions' unit of length
     * @param starts number of centres at the start where there is no partition before, at least 1
     * @return the configuration
     * @throws IllegalArgumentException if a number is outside its domain
     */
    public static VotePartition of(double sigma, int starts) {
        return by(new VoteClustering(sigma, starts, 25, 1e-3));
    }

    /**
     * Clusters by any rule.
     *
     * @param rule the rule
     * @return the configuration
     */
    public static VotePartition by(VoteClustering rule) {
        return new VotePartition(rule);
    }

    /**
     * The rule.
     *
     * @return what clusters the votes of each cloud
     */
    public VoteClustering rule() {
        return new VoteClustering(sigma, starts, maxSteps, tolerance);
    }

    /**
     * What this vertex finds for one cloud: its output is {@code mixture.posterior(votes).mostProbable()}.
     *
     * @param votes {@code [n, 3]}; not modified
     * @param before the partition before, or null
     * @return the mixture
     * @throws IllegalArgumentException if a coordinate is not finite
     */
    public VoteMixture mixture(double[] votes, Partition before) {
        VoteClustering rule = rule();
        return (before == null ? rule.fit(votes, 3) : rule.fit(votes, 3, before)).mixture();
    }

    @Override
    List<Object> settings() {
        return List.of(rule());
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public int maxVertexInputs() {
        return 2;
    }

    @Override
    public GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray view, boolean initialize, DataType type) {
        return new VotePartitionRuntime(graph, name, index, type, this);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputs) {
        if (inputs.length > 1) {
            points("labels", 1, 1, inputs);
        }
        return like(points("votes", 3, 0, inputs), 1);
    }

    /**
     * The width of a part's votes.
     *
     * @return σ
     */
    public double getSigma() {
        return sigma;
    }

    /**
     * Number of centres at the start without a partition before.
     *
     * @return at least 1
     */
    public int getStarts() {
        return starts;
    }

    /**
     * Largest number of steps.
     *
     * @return at least 1
     */
    public int getMaxSteps() {
        return maxSteps;
    }

    /**
     * See {@link VoteClustering}.
     *
     * @return positive, in units of σ
     */
    public double getTolerance() {
        return tolerance;
    }

    /** @param sigma the width of a part's votes; for JSON */
    void setSigma(double sigma) {
        this.sigma = sigma;
    }

    /** @param starts number of centres at the start; for JSON */
    void setStarts(int starts) {
        this.starts = starts;
    }

    /** @param maxSteps largest number of steps; for JSON */
    void setMaxSteps(int maxSteps) {
        this.maxSteps = maxSteps;
    }

    /** @param tolerance in units of σ; for JSON */
    void setTolerance(double tolerance) {
        this.tolerance = tolerance;
    }
}
