package org.lie4j.apen.networks;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.lie4j.apen.networks.internal.FrameMeanRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean over the elements of a frame of what a network said of the whole cloud: with {@link ToFrames} before the network, an invariant frame average (Puny et al., ICLR 2022, equation 1). For what is
 * said of each point see {@link FromFrames}.
 *
 * <p>Inputs: frames {@code [batch, 12·F, n]} of {@link PartFrames} of the whole cloud, values {@code [batch·F, channels]}; output {@code [batch, channels]}.
 */
public final class FrameMean extends PointVertex {
    private static final long serialVersionUID = 1;

    /** Creates the vertex. */
    public FrameMean() {}

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
        return new FrameMeanRuntime(graph, name, index, type);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputTypes) {
        points("frames", 0, inputTypes);
        if (inputTypes.length != 2 || !(inputTypes[1] instanceof InputType.InputTypeFeedForward)) {
            throw new IllegalArgumentException("FrameMean: expected frames and values [batch, channels], got "
                    + java.util.Arrays.toString(inputTypes));
        }
        return inputTypes[1];
    }
}
