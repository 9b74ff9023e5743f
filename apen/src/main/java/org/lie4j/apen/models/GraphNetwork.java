package org.lie4j.apen.models;

import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.lie4j.apen.networks.EdgeFeatures;
import org.lie4j.apen.networks.FromFrames;
import org.lie4j.apen.networks.NeighbourPooling;
import org.lie4j.apen.networks.Pooling;
import org.lie4j.apen.networks.SharedDense;
import org.lie4j.apen.networks.ToFrames;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Message passing between all particles of a system (Gilmer et al., ICML 2017), which predicts where each of them will be. Within frames it is FA-GNN (Puny et al., ICLR 2022, section 4.3).
 *
 * <p>Inputs: positions {@code [batch, 3, particles]}, velocities of the same shape, scalars such as charges {@code [batch, scalars, particles]}. Output: positions {@code [batch, 3, particles]}, as the present
 * ones and a learnt displacement, small at first; mean square loss. The output layer has no parameters of its own, as the sum comes last.
 *
 * <p>A layer is h_i ← h_i + φ(h_i, Σ_j ψ(h_i, h_j - h_i, ‖x_j - x_i‖²)), with ψ, φ of two layers each. Features start from positions relative to the particles' mean, by centred frames, only within frames;
 * without, the network knows where the origin is.
 */
public final class GraphNetwork extends CloudModel<GraphNetwork> {
    private static final double FIRST_CHANGE = 0.1;

    private int scalars = 1;
    private int width = 64;
    private int layers = 4;
    private Activation activation = Activation.SWISH;

    /**
     * Starts with 4 layers of width 64 and one scalar.
     *
     * @param particles number of particles, at least 2
     * @throws IllegalArgumentException if there are fewer
     */
    public GraphNetwork(int particles) {
        points(atLeast(2, particles, "particles"));
    }

    /**
     * Sets how many scalars each particle has.
     *
     * @param number at least 1
     * @return this
     * @throws IllegalArgumentException if there is none
     */
    public GraphNetwork scalars(int number) {
        scalars = atLeast(1, number, "scalars");
        return this;
    }

    /**
     * Sets the width of all layers.
     *
     * @param channels at least 1
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public GraphNetwork width(int channels) {
        width = atLeast(1, channels, "width");
        return this;
    }

    /**
     * Sets the number of rounds of messages.
     *
     * @param rounds at least 1
     * @return this
     * @throws IllegalArgumentException if there is none
     */
    public GraphNetwork layers(int rounds) {
        layers = atLeast(1, rounds, "layers");
        return this;
    }

    /**
     * Sets the activation function, SWISH if nothing else is said.
     *
     * @param function the function
     * @return this
     */
    public GraphNetwork activation(Activation function) {
        activation = Objects.requireNonNull(function, "function");
        return this;
    }

    @Override
    public ComputationGraphConfiguration build() {
        GraphBuilder graph = graph();
        graph.addInputs("positions", "velocities", "scalars")
                .setInputTypes(
                        InputType.recurrent(3, points),
                        InputType.recurrent(3, points),
                        InputType.recurrent(scalars, points));
        if (!hasFrames()) {
            graph.addVertex("state", new MergeVertex(), "positions", "velocities", "scalars");
        } else {
            graph.addVertex("features", new MergeVertex(), "velocities", "scalars")
                    .addVertex("frames", frames(), "positions")
                    .addVertex("state", ToFrames.with(1, scalars), "frames", "positions", "features");
        }
        graph.addVertex("places", new SubsetVertex(0, 2), "state");
        String below = dense(graph, "embedding", width, Activation.IDENTITY, "state");
        for (int i = 1; i <= layers; i++) {
            below = round(graph, i, below);
        }
        below = dense(graph, "head", width, activation, below);
        below = small(graph, "displacement", 3, below);
        if (hasFrames()) {
            graph.addVertex("average", FromFrames.of(0, 1, 0), "frames", below);
            below = "average";
        }
        return graph.addVertex("moved", new ElementWiseVertex(ElementWiseVertex.Op.Add), "positions", below)
                .addLayer(
                        "predicted",
                        new RnnLossLayer.Builder(LossFunction.MSE)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "moved")
                .setOutputs("predicted")
                .build();
    }

    private String round(GraphBuilder graph, int i, String below) {
        graph.addVertex("edges-" + i, EdgeFeatures.toAll().withSquaredDistances(), below, "places");
        String messages = dense(graph, "messages-" + i + "-1", width, activation, "edges-" + i);
        messages = dense(graph, "messages-" + i + "-2", width, activation, messages);
        graph.addLayer("received-" + i, NeighbourPooling.of(Pooling.SUM, points - 1), messages)
                .addVertex("known-" + i, new MergeVertex(), below, "received-" + i);
        String change = dense(graph, "change-" + i + "-1", width, activation, "known-" + i);
        change = small(graph, "change-" + i + "-2", width, change);
        graph.addVertex("particles-" + i, new ElementWiseVertex(ElementWiseVertex.Op.Add), below, change);
        return "particles-" + i;
    }

    /** A layer that adds little at first: sums of messages would grow from round to round, and the first displacements be thousands of times too large. */
    private String small(GraphBuilder graph, String name, int outputs, String below) {
        graph.addLayer(
                name,
                new SharedDense.Builder()
                        .nOut(outputs)
                        .weightInit(new NormalDistribution(0, FIRST_CHANGE / Math.sqrt(width)))
                        .build(),
                below);
        return name;
    }

    private static String dense(GraphBuilder graph, String name, int width, Activation activation, String below) {
        graph.addLayer(
                name,
                new SharedDense.Builder().nOut(width).activation(activation).build(),
                below);
        return name;
    }
}
