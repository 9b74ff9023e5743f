package org.lie4j.apen.networks;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.lie4j.apen.networks.internal.VectorProductsRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Inner products of vectors with those of a frame, at each point: the coordinates of the vectors in a frame that turns with them, which are invariant to rotations and reflections (Deng et al.,
 * Vector Neurons, ICCV 2021, section 3.4).
 *
 * <p>Inputs: vectors {@code [batch, 3·vectors, points]}, and a frame {@code [batch, 3·m, points]}, usually learnt, of any m vectors. Output {@code [batch, vectors·m, points]}, the frame's
 * index inside the vector's.
 *
 * @serial exclude
 */
public final class VectorProducts extends PointVertex {
    private static final long serialVersionUID = 1;

    /** Creates the vertex. */
    public VectorProducts() {}

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
        return new VectorProductsRuntime(graph, name, index, type);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputTypes) {
        InputType.InputTypeRecurrent vectors = points("vectors", 0, inputTypes);
        long channels = vectors.getSize();
        long frame = points("a frame", 1, inputTypes).getSize();
        if (channels % 3 != 0 || frame % 3 != 0) {
            throw new IllegalArgumentException(
                    "VectorProducts: expected multiples of 3 channels, got " + channels + " and " + frame);
        }
        return InputType.recurrent(channels / 3 * (frame / 3), vectors.getTimeSeriesLength());
    }
}
