package org.lie4j.apen.networks;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.lie4j.apen.networks.internal.NeighbourMomentsRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where each point lies among its nearest ones, and how they are spread: features that turn with a rigid motion of the neighbourhood and need no partition. A point whose neighbours belong to its own part
 * has them whatever the other parts do.
 *
 * <p>Input: positions {@code [batch, 3, n]}. Output {@code [batch, 9s, n]} for s neighbourhoods, in the positions' unit: the s vectors from the point to the mean of itself and its k nearest others, then
 * for each neighbourhood six scalars: its standard deviations along its principal axes, falling (0 below 1e-7 of the largest, which is rounding), and the lengths of that vector along them. Which points are near, and axes, are data: no gradient flows back. Where
 * deviations are equal, axes are undetermined, and with them the last three; only their sum of squares is not.
 *
 * <p>This library's own; moments of neighbourhoods as descriptors are old (Johnson &amp; Hebert, 1999, and many since).
 *
 * @serial exclude
 */
public final class NeighbourMoments extends PointVertex {
    private static final long serialVersionUID = 1;

    /** Scalars of a neighbourhood. */
    public static final int SCALARS = 6;

    private int[] neighbours = {};

    private NeighbourMoments() {}

    private NeighbourMoments(int[] neighbours) {
        this.neighbours = neighbours;
    }

    /**
     * Neighbourhoods of given sizes.
     *
     * @param neighbours k of each, at least 1, rising; clouds must have more points than the last one
     * @return the vertex
     * @throws IllegalArgumentException if there is none, or they do not rise
     */
    public static NeighbourMoments of(int... neighbours) {
        if (neighbours.length == 0) {
            throw notRising(neighbours);
        }
        return new NeighbourMoments(rising(neighbours));
    }

    /**
     * Checks sizes of neighbourhoods, of which there may be none.
     *
     * @param neighbours k of each; not modified
     * @return a copy
     * @throws IllegalArgumentException if they do not rise from at least 1
     */
    public static int[] rising(int... neighbours) {
        for (int s = 0; s < neighbours.length; s++) {
            if (neighbours[s] <= (s == 0 ? 0 : neighbours[s - 1])) {
                throw notRising(neighbours);
            }
        }
        return neighbours.clone();
    }

    private static IllegalArgumentException notRising(int... neighbours) {
        return new IllegalArgumentException(
                "neighbours: expected rising numbers of at least 1, got " + Arrays.toString(neighbours));
    }

    @Override
    List<Object> settings() {
        return List.of(Arrays.stream(neighbours).boxed().toList());
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public int maxVertexInputs() {
        return 1;
    }

    @Override
    public GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray view, boolean initialize, DataType type) {
        return new NeighbourMomentsRuntime(graph, name, index, type, neighbours);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputs) {
        InputType.InputTypeRecurrent positions = points("positions", 3, 0, inputs);
        long points = positions.getTimeSeriesLength();
        int most = neighbours[neighbours.length - 1];
        if (points > 0 && points <= most) {
            throw new IllegalArgumentException(
                    "NeighbourMoments: expected more points than " + most + " neighbours, got " + points);
        }
        return like(positions, (3L + SCALARS) * neighbours.length);
    }

    /**
     * Sizes of the neighbourhoods.
     *
     * @return k of each, rising
     */
    public int[] getNeighbours() {
        return neighbours.clone();
    }

    /** @param neighbours k of each; for JSON */
    void setNeighbours(int[] neighbours) {
        this.neighbours = neighbours.clone();
    }
}
