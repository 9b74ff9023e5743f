package org.lie4j.apen.models;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.lie4j.apen.networks.BroadcastToPoints;
import org.lie4j.apen.networks.FrameMean;
import org.lie4j.apen.networks.FromFrames;
import org.lie4j.apen.networks.NeighbourMoments;
import org.lie4j.apen.networks.PointPooling;
import org.lie4j.apen.networks.Pooling;
import org.lie4j.apen.networks.SharedDense;
import org.lie4j.apen.networks.ToFrames;
import org.lie4j.kernels.GroupNormalization;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * What the builders of networks have in common that tell classes of clouds, or of points: one input, positions {@code [batch, 3, points]}, and one output of probabilities, {@code [batch, classes]}
 * or {@code [batch, classes, points]}.
 *
 * @param <T> the builder
 */
public abstract class CloudClassifier<T extends CloudClassifier<T>> extends CloudModel<T> {
    private static final String POSITIONS = "points";
    private static final String FRAMES = "frames";
    private static final String NEIGHBOURHOODS = "neighbourhoods";

    int classes = 2;
    int hidden = 64;
    boolean perPoint;

    CloudClassifier() {}

    /**
     * Sets the number of classes.
     *
     * @param number at least 2, the default
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public T classes(int number) {
        classes = atLeast(2, number, "classes");
        return self();
    }

    /**
     * Sets the width of the layer below the output, 64 if nothing else is said.
     *
     * @param width at least 1
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public T hidden(int width) {
        hidden = atLeast(1, width, "hidden");
        return self();
    }

    /**
     * Gives a class to each point (segmentation) and not to the cloud.
     *
     * @return this
     */
    public T perPoint() {
        perPoint = true;
        return self();
    }

    /** Adds positions and, of whatever sizes are given, moments of neighbourhoods, in the frames of the cloud if there are any; the name of what is to be worked with. */
    final String start(GraphBuilder graph, int... neighbours) {
        graph.addInputs(POSITIONS).setInputTypes(points > 0 ? InputType.recurrent(3, points) : InputType.recurrent(3));
        int near = neighbours.length;
        if (near > 0) {
            graph.addVertex(NEIGHBOURHOODS, NeighbourMoments.of(neighbours), POSITIONS);
        }
        if (hasFrames()) {
            graph.addVertex(FRAMES, frames(), POSITIONS);
            return near == 0
                    ? add(graph, "canonical", ToFrames.positions(), FRAMES, POSITIONS)
                    : add(
                            graph,
                            "canonical",
                            ToFrames.with(near, NeighbourMoments.SCALARS * near),
                            FRAMES,
                            POSITIONS,
                            NEIGHBOURHOODS);
        }
        return near == 0 ? POSITIONS : add(graph, "described", new MergeVertex(), POSITIONS, NEIGHBOURHOODS);
    }

    private static String add(GraphBuilder graph, String name, GraphVertex vertex, String... below) {
        graph.addVertex(name, vertex, below);
        return name;
    }

    /** A shared dense layer, batch normalisation and a rectifier. */
    static String dense(GraphBuilder graph, String name, int width, String... below) {
        graph.addLayer(
                        name + "-linear",
                        new SharedDense.Builder().nOut(width).hasBias(false).build(),
                        below)
                .addLayer(
                        name,
                        new GroupNormalization.Builder()
                                .over(GroupNormalization.Over.BATCH)
                                .build(),
                        name + "-linear");
        return name;
    }

    /**
     * The head: global features by maximum, then a class of the cloud; or of each point, from what is known of it and of all.
     *
     * @param local features of each point
     * @param deep features of each point that the global ones are made of
     */
    final ComputationGraphConfiguration finish(GraphBuilder graph, String local, String deep) {
        graph.addLayer("global", PointPooling.of(Pooling.MAX), deep);
        if (!perPoint) {
            return finishCloud(graph, "global");
        }
        graph.addVertex("spread", new BroadcastToPoints(), "global", deep)
                .addVertex("context", new MergeVertex(), local, "spread");
        return finishPoints(graph, "context");
    }

    private ComputationGraphConfiguration finishPoints(GraphBuilder graph, String below) {
        String features = dense(graph, "hidden", hidden, below);
        if (hasFrames()) {
            graph.addVertex("average", FromFrames.of(0, 0, hidden), FRAMES, features);
            features = "average";
        }
        return graph.addLayer(
                        "classes",
                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(classes)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        features)
                .setOutputs("classes")
                .build();
    }

    private ComputationGraphConfiguration finishCloud(GraphBuilder graph, String below) {
        graph.addLayer(
                "hidden",
                new DenseLayer.Builder()
                        .nOut(hidden)
                        .activation(Activation.RELU)
                        .build(),
                below);
        String features = "hidden";
        if (hasFrames()) {
            graph.addVertex("average", new FrameMean(), FRAMES, features);
            features = "average";
        }
        return graph.addLayer(
                        "classes",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(classes)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        features)
                .setOutputs("classes")
                .build();
    }
}
