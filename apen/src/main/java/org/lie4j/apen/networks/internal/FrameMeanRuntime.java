package org.lie4j.apen.networks.internal;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.internal.Arrays4d;
import org.lie4j.kernels.internal.NativeReals;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link org.lie4j.apen.networks.FrameMean}. */
public final class FrameMeanRuntime extends VertexRuntime {
    private static final long serialVersionUID = 1;

    /**
     * Creates the runtime.
     *
     * @param graph the network
     * @param name name of the vertex
     * @param index its index
     * @param type the network's type
     */
    public FrameMeanRuntime(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, type);
    }

    /** Elements of a frame. */
    private int elements() {
        return (int) (inputs[0].size(1) / 12);
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray values = inputs[1];
        long batch = inputs[0].size(0);
        if (values.rank() != 2 || values.size(0) != batch * elements()) {
            throw refused("values", "[" + batch * elements() + ", channels]", values);
        }
        INDArray out = output(workspaces, batch, values.size(1));
        int channels = (int) values.size(1);
        int elements = elements();
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals from = NativeReals.of(Arrays4d.contiguous(values, dataType));
            NativeReals to = NativeReals.of(out);
            for (int at = 0; at < batch * channels; at++) {
                int first = at / channels * elements * channels + at % channels;
                double sum = 0;
                for (int e = 0; e < elements; e++) {
                    sum += from.get(first + e * channels);
                }
                to.set(at, sum / elements);
            }
        }
        return out;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        INDArray below = gradientOf(1, workspaces);
        int channels = (int) below.size(1);
        int elements = elements();
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            NativeReals upper = NativeReals.of(gradient());
            NativeReals to = NativeReals.of(below);
            for (int at = 0; at < below.length(); at++) {
                int example = at / (elements * channels);
                to.set(at, upper.get(example * channels + at % channels) / elements);
            }
        }
        return handDown(nothing(0, workspaces), below);
    }
}
