package org.lie4j.apen.models;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.lie4j.apen.networks.EdgeFeatures;
import org.lie4j.apen.networks.NeighbourPooling;
import org.lie4j.apen.networks.Pooling;

/**
 * Dynamic graph CNN (Wang et al., ACM TOG 2019) without its learnt alignment: edge convolutions over the neighbours that points have in the features of the layer below, all of them put together, a maximum over the
 * points, and a head. Within frames it is FA-DGCNN (Puny et al., ICLR 2022).
 */
public final class Dgcnn extends CloudClassifier<Dgcnn> {
    private int[] widths = {32, 32, 64};
    private int neighbours = 10;
    private int deep = 128;

    /** Starts with three edge convolutions of widths 32, 32 and 64 over 10 neighbours, a class for each cloud, two classes. */
    public Dgcnn() {}

    /**
     * Sets the widths of the edge convolutions.
     *
     * @param channels at least one number
     * @return this
     * @throws IllegalArgumentException if there is none, or one is less than 1
     */
    public Dgcnn widths(int... channels) {
        widths = widths(channels, "widths");
        return this;
    }

    /**
     * Sets the width of the layer below the maximum over the points, 128 if nothing else is said.
     *
     * @param channels at least 1
     * @return this
     * @throws IllegalArgumentException if it is less
     */
    public Dgcnn deep(int channels) {
        deep = atLeast(1, channels, "deep");
        return this;
    }

    /**
     * Sets how many neighbours a point has.
     *
     * @param number at least 1, and less than there are points
     * @return this
     * @throws IllegalArgumentException if it is less than 1
     */
    public Dgcnn neighbours(int number) {
        neighbours = atLeast(1, number, "neighbours");
        return this;
    }

    @Override
    public ComputationGraphConfiguration build() {
        GraphBuilder graph = graph();
        String below = start(graph);
        String[] all = new String[widths.length];
        for (int i = 0; i < widths.length; i++) {
            String name = "edges-" + (i + 1);
            graph.addVertex(name, EdgeFeatures.toNearest(neighbours), below);
            all[i] = "points-" + (i + 1);
            graph.addLayer(
                    all[i],
                    NeighbourPooling.of(Pooling.MAX, neighbours),
                    dense(graph, "messages-" + (i + 1), widths[i], name));
            below = all[i];
        }
        String local = below;
        if (all.length > 1) {
            local = "all";
            graph.addVertex(local, new MergeVertex(), all);
        }
        return finish(graph, local, dense(graph, "deep", deep, local));
    }
}
