package org.lie4j.apen.networks.internal;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.internal.NativeReals;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A vertex that no gradient passes. */
abstract class DetachedRuntime extends VertexRuntime {
    private static final long serialVersionUID = 1;

    DetachedRuntime(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, type);
    }

    /** What is made of one cloud's points. */
    interface CloudWork {
        /**
         * Does it.
         *
         * @param cloud which one
         * @param points {@code [n, 3]}
         * @param out of all clouds
         */
        void run(int cloud, double[] points, NativeReals out);
    }

    /** Makes {@code [batch, channels, n]} of the positions of the first input, cloud by cloud in parallel. */
    final INDArray ofPositions(LayerWorkspaceMgr workspaces, long channels, CloudWork work) {
        int batch = (int) inputs[0].size(0);
        int n = (int) inputs[0].size(2);
        INDArray out = output(workspaces, batch, channels, n);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals positions = NativeReals.of(cloud(0, "positions", -1, 3, -1));
            NativeReals to = NativeReals.of(out);
            IntStream.range(0, batch).parallel().forEach(cloud -> {
                double[] points = new double[3 * n];
                Positions.read(positions, cloud, n, vertexName, points);
                work.run(cloud, points, to);
            });
        }
        return out;
    }

    @Override
    public final Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        INDArray[] gradients = new INDArray[inputs.length];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = nothing(i, workspaces);
        }
        return handDown(gradients);
    }
}
