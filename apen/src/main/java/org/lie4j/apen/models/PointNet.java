package org.lie4j.apen.models;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.lie4j.apen.networks.NeighbourMoments;

/**
 * PointNet (Qi et al., CVPR 2017) without its learnt alignments: layers shared by all points, a maximum over them, and a head. Knows nothing of rotations; within frames, FA-PointNet (Puny et al., ICLR 2022),
 * it is invariant to rigid motions.
 *
 * <pre>{@code
 * ComputationGraph network = new ComputationGraph(new PointNet().classes(10).points(256).frames(FrameGroup.SE).build());
 * }</pre>
 */
public final class PointNet extends CloudClassifier<PointNet> {
    private int[] widths = {32, 64, 128};
    private int[] neighbours = {};

    /** Starts with widths 32, 64 and 128, a class for each cloud, two classes. */
    public PointNet() {}

    /**
     * Sets the widths of the shared layers.
     *
     * @param channels at least one number
     * @return this
     * @throws IllegalArgumentException if there is none, or one is less than 1
     */
    public PointNet widths(int... channels) {
        widths = widths(channels, "widths");
        return this;
    }

    /**
     * Shows the network what each point's neighbourhoods are like, beside its position: {@link NeighbourMoments}. By default there are none.
     *
     * @param sizes numbers of neighbours, rising from at least 1; clouds must have more points; none for no neighbourhoods
     * @return this
     * @throws IllegalArgumentException if they do not rise
     */
    public PointNet neighbourhoods(int... sizes) {
        neighbours = NeighbourMoments.rising(sizes);
        return this;
    }

    @Override
    public ComputationGraphConfiguration build() {
        GraphBuilder graph = graph();
        String below = start(graph, neighbours);
        String first = below;
        for (int i = 0; i < widths.length; i++) {
            below = dense(graph, "shared-" + (i + 1), widths[i], below);
            first = i == 0 ? below : first;
        }
        return finish(graph, first, below);
    }
}
