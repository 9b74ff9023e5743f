package org.lie4j.apen.networks;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.lie4j.apen.networks.internal.EdgeFeaturesRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The edges of a graph of points, each with what its points are: (x_i, x_j - x_i), as in edge convolutions (Wang et al., Dynamic Graph CNN, ACM TOG 2019, section 3.1).
 *
 * <p>Inputs: features {@code [batch, channels, points]}, and positions {@code [batch, d, points]} unless the features are the positions. Output {@code [batch, 2·channels, points·k]}, or one channel
 * more with squared distances ‖p_j - p_i‖², the last one. The edges of a point i lie together, at i·k to i·k + k - 1, for {@link NeighbourPooling} to take.
 *
 * <p>The graph joins each point to the k nearest other ones, by the positions, nearest first, and of equally distant ones the first; or to all other ones, in their order. Which they are is data: it
 * has no derivative, everything else has. Points are compared pair by pair, at a cost of points² · d.
 *
 * @serial exclude
 */
public final class EdgeFeatures extends PointVertex {
    private static final long serialVersionUID = 1;

    /** 0 for all. */
    private int neighbours;

    private boolean squaredDistances;

    private EdgeFeatures() {}

    private EdgeFeatures(int neighbours, boolean squaredDistances) {
        this.neighbours = neighbours;
        this.squaredDistances = squaredDistances;
    }

    /**
     * Edges to the nearest other points.
     *
     * @param neighbours k, at least 1; clouds must have more points
     * @return the vertex
     * @throws IllegalArgumentException if it is less
     */
    public static EdgeFeatures toNearest(int neighbours) {
        if (neighbours < 1) {
            throw new IllegalArgumentException("neighbours: expected at least 1, got " + neighbours);
        }
        return new EdgeFeatures(neighbours, false);
    }

    /**
     * Edges to all other points: k = points - 1.
     *
     * @return the vertex
     */
    public static EdgeFeatures toAll() {
        return new EdgeFeatures(0, false);
    }

    /**
     * The same with squared distances.
     *
     * @return the vertex
     */
    public EdgeFeatures withSquaredDistances() {
        return new EdgeFeatures(neighbours, true);
    }

    @Override
    List<Object> settings() {
        return List.of(neighbours, squaredDistances);
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
        return new EdgeFeaturesRuntime(graph, name, index, type, neighbours, squaredDistances);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputTypes) {
        InputType.InputTypeRecurrent features = points("features", 0, inputTypes);
        long points = features.getTimeSeriesLength();
        for (int i = 1; i < inputTypes.length; i++) {
            long others = points("positions", i, inputTypes).getTimeSeriesLength();
            if (points > 0 && others > 0 && points != others) {
                throw new IllegalArgumentException(
                        "EdgeFeatures: expected as many positions as features, got " + others + " and " + points);
            }
        }
        long channels = 2 * features.getSize() + (squaredDistances ? 1 : 0);
        if (points <= 0) {
            return InputType.recurrent(channels);
        }
        return InputType.recurrent(channels, points * EdgeFeaturesRuntime.edges(neighbours, points));
    }

    /**
     * Edges of each point.
     *
     * @return k, or 0 for all other points
     */
    public int getNeighbours() {
        return neighbours;
    }

    /**
     * Whether there is a channel of squared distances.
     *
     * @return true if so
     */
    public boolean isSquaredDistances() {
        return squaredDistances;
    }

    /** @param neighbours k, or 0; for JSON */
    void setNeighbours(int neighbours) {
        this.neighbours = neighbours;
    }

    /** @param squaredDistances whether there is a channel of them; for JSON */
    void setSquaredDistances(boolean squaredDistances) {
        this.squaredDistances = squaredDistances;
    }
}
