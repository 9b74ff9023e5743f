package org.lie4j.apen.models;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.lie4j.apen.networks.BroadcastToPoints;
import org.lie4j.apen.networks.EdgeFeatures;
import org.lie4j.apen.networks.NeighbourPooling;
import org.lie4j.apen.networks.PointPooling;
import org.lie4j.apen.networks.Pooling;
import org.lie4j.apen.networks.VectorDense;
import org.lie4j.apen.networks.VectorNormalization;
import org.lie4j.apen.networks.VectorProducts;
import org.lie4j.apen.networks.VectorRectifier;

/**
 * PointNet of vector neurons (Deng et al., ICCV 2021): channels are vectors that turn with the cloud, and a head of their coordinates in learnt frames, so that classes are invariant to rotations and reflections
 * about the origin. Not to translations: centre the clouds.
 *
 * <p>A first layer sees each point and the way to its neighbours, as a position alone is a single vector; then layers shared by all points, their mean beside them, a frame of three vectors for each point, and
 * what PointNet does, on coordinates in it. Pooling of vectors is by the mean. The cross product among the first layer's inputs, which the paper's code has, is left out.
 */
public final class VnPointNet extends CloudClassifier<VnPointNet> {
    private int[] widths = {12, 21, 42};
    private int neighbours = 10;
    private int deep = 128;

    /** Starts with 12, 21 and 42 vectors, 10 neighbours, a class for each cloud, two classes. */
    public VnPointNet() {}

    /**
     * Sets the numbers of vectors of the layers; the first is the one over neighbours.
     *
     * @param vectors at least one number
     * @return this
     * @throws IllegalArgumentException if there is none, or one is less than 1
     */
    public VnPointNet widths(int... vectors) {
        widths = widths(vectors, "widths");
        return this;
    }

    /**
     * Sets how many neighbours the first layer sees.
     *
     * @param number at least 1, and less than there are points
     * @return this
     * @throws IllegalArgumentException if it is less than 1
     */
    public VnPointNet neighbours(int number) {
        neighbours = atLeast(1, number, "neighbours");
        return this;
    }

    /**
     * Sets the width of the invariant layer below the maximum over the points, 128 if nothing else is said.
     *
     * @param channels at least 1
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public VnPointNet deep(int channels) {
        deep = atLeast(1, channels, "deep");
        return this;
    }

    @Override
    public ComputationGraphConfiguration build() {
        GraphBuilder graph = graph();
        graph.addVertex("edges", EdgeFeatures.toNearest(neighbours), start(graph));
        graph.addLayer(
                "neighbours",
                NeighbourPooling.of(Pooling.MEAN, neighbours),
                vectors(graph, "messages", widths[0], "edges"));
        String below = "neighbours";
        for (int i = 1; i < widths.length; i++) {
            below = vectors(graph, "vectors-" + i, widths[i], below);
        }
        graph.addLayer("mean", PointPooling.of(Pooling.MEAN), below)
                .addVertex("mean-spread", new BroadcastToPoints(), "mean", below)
                .addVertex("all", new MergeVertex(), below, "mean-spread");
        graph.addLayer(
                        "frame",
                        new VectorDense.Builder().nOut(3).build(),
                        vectors(graph, "before-frame", widths[widths.length - 1], "all"))
                .addVertex("invariants", new VectorProducts(), "all", "frame");
        return finish(graph, "invariants", dense(graph, "deep", deep, "invariants"));
    }

    private static String vectors(GraphBuilder graph, String name, int vectors, String below) {
        graph.addLayer(name + "-linear", new VectorDense.Builder().nOut(vectors).build(), below)
                .addLayer(name + "-norm", new VectorNormalization.Builder().build(), name + "-linear")
                .addLayer(name, new VectorRectifier.Builder().build(), name + "-norm");
        return name;
    }
}
