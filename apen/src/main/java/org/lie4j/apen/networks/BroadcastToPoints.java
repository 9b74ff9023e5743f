package org.lie4j.apen.networks;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.lie4j.apen.networks.internal.BroadcastRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gives every point what is known of its whole cloud.
 *
 * <p>Inputs: values {@code [batch, channels]}, and a cloud {@code [batch, any, points]} that only tells the number of points; output {@code [batch, channels, points]}.
 *
 * @serial exclude
 */
public final class BroadcastToPoints extends PointVertex {
    private static final long serialVersionUID = 1;

    /** Creates the vertex. */
    public BroadcastToPoints() {}

    @Override
    List<Object> settings() {
        return List.of();
    }

    @Override
    public int minVertexInputs() {
        return 2;
    }

    @Override
    public int maxVertexInputs() {
        return 2;
    }

    @Override
    public GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray view, boolean initialize, DataType type) {
        return new BroadcastRuntime(graph, name, index, type);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputTypes) {
        if (inputTypes.length != 2 || !(inputTypes[0] instanceof InputType.InputTypeFeedForward values)) {
            throw new IllegalArgumentException("BroadcastToPoints: expected [batch, channels] and a point cloud, got "
                    + java.util.Arrays.toString(inputTypes));
        }
        return InputType.recurrent(
                values.getSize(), points("a cloud", 1, inputTypes).getTimeSeriesLength());
    }
}
