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

/** Runtime of {@link org.lie4j.apen.networks.BroadcastToPoints}. */
public final class BroadcastRuntime extends VertexRuntime {
    private static final long serialVersionUID = 1;

    /**
     * Creates the runtime.
     *
     * @param graph whose part it is
     * @param name its name
     * @param index its index
     * @param dataType the network's type
     */
    public BroadcastRuntime(ComputationGraph graph, String name, int index, DataType dataType) {
        super(graph, name, index, dataType);
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        if (inputs[0].rank() != 2) {
            throw refused("values", "[batch, channels]", inputs[0]);
        }
        cloud(1, "a cloud", inputs[0].size(0), -1, -1);
        int points = (int) inputs[1].size(2);
        INDArray out = output(workspaces, inputs[0].size(0), inputs[0].size(1), points);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals from = NativeReals.of(Arrays4d.contiguous(inputs[0], dataType));
            NativeReals to = NativeReals.of(out);
            int rows = (int) inputs[0].length();
            for (int row = 0; row < rows; row++) {
                double value = from.get(row);
                for (int i = 0; i < points; i++) {
                    to.set(row * points + i, value);
                }
            }
        }
        return out;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
        INDArray values = nothing(0, workspaces);
        INDArray reference = nothing(1, workspaces);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            NativeReals upper = NativeReals.of(gradient());
            NativeReals to = NativeReals.of(values);
            int points = (int) inputs[1].size(2);
            int rows = (int) inputs[0].length();
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                for (int i = 0; i < points; i++) {
                    sum += upper.get(row * points + i);
                }
                to.set(row, sum);
            }
        }
        return handDown(values, reference);
    }
}
