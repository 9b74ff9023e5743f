package org.lie4j.apen.networks.internal;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.apen.networks.FromFrames;
import org.lie4j.kernels.internal.NativeReals;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link FromFrames}. */
public final class FromFramesRuntime extends FrameMapRuntime {
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
    public FromFramesRuntime(ComputationGraph graph, String name, int index, DataType type, FromFrames conf) {
        super(graph, name, index, type, conf.getPositions(), conf.getVectors(), conf.getScalars());
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray out = output(workspaces, inputs[0].size(0), channels(), inputs[0].size(2));
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            INDArray frames = frames();
            int size = elements(frames);
            INDArray from = cloud(1, "outputs", frames.size(0) * size, channels(), frames.size(2));
            leave(frames, from, all(out), true, 1.0 / size);
        }
        return out;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        INDArray gradient = gradientOf(1, workspaces);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            INDArray frames = frames();
            enter(frames, all(gradient()), gradient, false, 1.0 / elements(frames));
        }
        return handDown(nothing(0, workspaces), gradient);
    }

    private Part[] all(INDArray array) {
        return new Part[] {new Part(NativeReals.of(array), 0, channels(), channels())};
    }
}
