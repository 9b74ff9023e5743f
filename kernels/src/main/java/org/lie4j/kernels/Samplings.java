package org.lie4j.kernels;

import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lie4j.kernels.points.PointConvolution;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The same network on other elements of the group: its kernels are functions on the whole group, and the samples can be exchanged. */
public final class Samplings {
    private Samplings() {}

    /**
     * A copy of a network whose layers take other samples.
     *
     * @param network the network, not modified
     * @param change from a layer's sampling to the one it is to have; called for input and output samplings alike, so that equal ones must stay equal
     * @return a new network with a copy of the parameters
     */
    public static MultiLayerNetwork replaced(MultiLayerNetwork network, UnaryOperator<Sampling> change) {
        return replaced(network, layer -> true, change);
    }

    /** The same for some layers only. */
    static MultiLayerNetwork replaced(MultiLayerNetwork network, IntPredicate where, UnaryOperator<Sampling> change) {
        MultiLayerConfiguration conf = network.getLayerWiseConfigurations().clone();
        for (int i = 0; i < conf.getConfs().size(); i++) {
            if (where.test(i)) {
                replace(conf.getConf(i).getLayer(), change);
            }
        }
        MultiLayerNetwork copy = new MultiLayerNetwork(conf);
        copy.init(network.params().dup(), false);
        return copy;
    }

    /**
     * A copy of a graph whose layers take other samples.
     *
     * @param network the graph, not modified
     * @param change from a layer's sampling to the one it is to have; called for input and output samplings alike, so that equal ones must stay equal
     * @return a new graph with a copy of the parameters
     */
    public static ComputationGraph replaced(ComputationGraph network, UnaryOperator<Sampling> change) {
        return replaced(network, vertex -> true, change);
    }

    /** The same for some vertices only. */
    static ComputationGraph replaced(
            ComputationGraph network, Predicate<String> where, UnaryOperator<Sampling> change) {
        ComputationGraphConfiguration conf = network.getConfiguration().clone();
        conf.getVertices().forEach((name, vertex) -> {
            if (vertex instanceof LayerVertex layer && where.test(name)) {
                replace(layer.getLayerConf().getLayer(), change);
            }
        });
        ComputationGraph copy = new ComputationGraph(conf);
        copy.init(network.params().dup(), false);
        return copy;
    }

    private static void replace(Layer layer, UnaryOperator<Sampling> change) {
        if (layer instanceof SampledConvolution sampled) {
            sampled.setSampling(change.apply(sampled.getSampling()));
        }
        if (layer instanceof GroupConvolution group) {
            group.setInputSampling(change.apply(group.getInputSampling()));
        }
        if (layer instanceof SeparableGroupConvolution separable) {
            separable.setInputSampling(change.apply(separable.getInputSampling()));
        }
        if (layer instanceof PointConvolution points) {
            points.replaceSamplings(change);
        }
        if (layer instanceof GroupProjection projection && projection.getWeightedBy() != null) {
            projection.setWeightedBy(change.apply(projection.getWeightedBy()));
        }
        if (layer instanceof AttentionProjection attention && attention.getWeightedBy() != null) {
            attention.setWeightedBy(change.apply(attention.getWeightedBy()));
        }
    }

    /**
     * The mean output over several draws of group elements: inference as the method's paper does it, at the cost of so many passes.
     *
     * <p>The first draw is the one that inference uses otherwise; the others are those of training steps, as each sampling's policy has it. Samplings that are never redrawn
     * get the draws of {@link GroupSampling.Redraw#INDEPENDENTLY}: their rotations turn by a common angle within a cell, their ladders move within a rung.
     *
     * @param network the network, not modified
     * @param input its input
     * @param draws number of draws, at least 1
     * @return the mean of the outputs
     * @throws IllegalArgumentException if there are no draws
     */
    public static INDArray meanOutput(MultiLayerNetwork network, INDArray input, int draws) {
        if (draws < 1) {
            throw new IllegalArgumentException("draws: expected at least 1, got " + draws);
        }
        INDArray sum = network.output(input).dup();
        for (int draw = 1; draw < draws; draw++) {
            long number = draw;
            MultiLayerNetwork other = replaced(network, sampling -> sampling.heldAt(number));
            sum.addi(other.output(input));
        }
        return sum.divi(draws);
    }
}
