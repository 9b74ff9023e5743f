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

/** Runtime of {@link org.lie4j.apen.networks.VectorProducts}. */
public final class VectorProductsRuntime extends VertexRuntime {
    private static final long serialVersionUID = 1;

    /**
     * Creates the runtime.
     *
     * @param graph whose part it is
     * @param name its name
     * @param index its index
     * @param dataType the network's type
     */
    public VectorProductsRuntime(ComputationGraph graph, String name, int index, DataType dataType) {
        super(graph, name, index, dataType);
    }

    private int vectors(int input) {
        return (int) inputs[input].size(1) / 3;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        int batch = (int) inputs[0].size(0);
        int n = (int) inputs[0].size(2);
        int c = vectors(0);
        int frame = vectors(1);
        INDArray out = output(workspaces, batch, (long) c * frame, n);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals v = NativeReals.of(cloud(0, "vectors"));
            NativeReals f = NativeReals.of(cloud(1, "a frame", batch, -1, n));
            NativeReals to = NativeReals.of(out);
            IntStream.range(0, batch * c).parallel().forEach(row -> {
                for (int m = 0; m < frame; m++) {
                    int a = row * 3 * n;
                    int b = (row / c * frame + m) * 3 * n;
                    for (int i = 0; i < n; i++) {
                        double sum = 0;
                        for (int axis = 0; axis < 3 * n; axis += n) {
                            sum += v.get(a + axis + i) * f.get(b + axis + i);
                        }
                        to.set((row * frame + m) * n + i, sum);
                    }
                }
            });
        }
        return out;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
        INDArray[] below = {nothing(0, workspaces), nothing(1, workspaces)};
        int n = (int) inputs[0].size(2);
        int c = vectors(0);
        int frame = vectors(1);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            NativeReals v = NativeReals.of(cloud(0, "vectors"));
            NativeReals f = NativeReals.of(cloud(1, "a frame"));
            NativeReals g = NativeReals.of(gradient());
            NativeReals dv = NativeReals.of(below[0]);
            NativeReals df = NativeReals.of(below[1]);
            // An example at a time on a core: all its vectors add to its frame.
            IntStream.range(0, (int) inputs[0].size(0)).parallel().forEach(example -> {
                for (int pair = 0; pair < c * frame; pair++) {
                    int a = (example * c + pair / frame) * 3 * n;
                    int b = (example * frame + pair % frame) * 3 * n;
                    for (int i = 0; i < n; i++) {
                        double upper = g.get((example * c * frame + pair) * n + i);
                        for (int axis = i; axis < 3 * n; axis += n) {
                            dv.set(a + axis, dv.get(a + axis) + upper * f.get(b + axis));
                            df.set(b + axis, df.get(b + axis) + upper * v.get(a + axis));
                        }
                    }
                }
            });
        }
        return handDown(below);
    }
}
