package org.lie4j.apen.networks.internal;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.apen.networks.ToFrames;
import org.lie4j.kernels.internal.NativeReals;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link ToFrames}. */
public final class ToFramesRuntime extends FrameMapRuntime {
    private static final long serialVersionUID = 1;

    /**
     * Creates the runtime.
     *
     * @param graph the network
     * @param name name of the vertex
     * @param index its index
     * @param type the network's type
     * @param conf the configuration
     */
    public ToFramesRuntime(ComputationGraph graph, String name, int index, DataType type, ToFrames conf) {
        super(graph, name, index, type, 1, conf.getVectors(), conf.getScalars());
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        long batch = inputs[0].size(0);
        long n = inputs[0].size(2);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            INDArray frames = frames();
            INDArray out = output(workspaces, batch * elements(frames), channels(), n);
            INDArray positions = cloud(1, "positions", batch, 3, n);
            INDArray features = inputs.length > 2 ? cloud(2, "features", batch, channels() - 3, n) : null;
            enter(frames, parts(positions, features), out, true, 1);
            return out;
        }
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        INDArray[] gradients = new INDArray[inputs.length];
        gradients[0] = nothing(0, workspaces);
        for (int i = 1; i < inputs.length; i++) {
            gradients[i] = gradientOf(i, workspaces);
        }
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            leave(frames(), gradient(), parts(gradients[1], inputs.length > 2 ? gradients[2] : null), false, 1);
        }
        return handDown(gradients);
    }

    private Part[] parts(INDArray positions, INDArray features) {
        Part first = new Part(NativeReals.of(positions), 0, 3, 3);
        return features == null
                ? new Part[] {first}
                : new Part[] {first, new Part(NativeReals.of(features), 3, channels(), channels() - 3)};
    }
}
