package org.lie4j.apen.networks.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.apen.networks.PartPooling;
import org.lie4j.kernels.GridPooling.Reduction;
import org.lie4j.kernels.internal.NativeReals;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link PartPooling}. */
public final class PartPoolingRuntime extends VertexRuntime {
    private static final long serialVersionUID = 1;

    private final Reduction reduction;
    private transient Parts[] parts = {};
    private transient Work[] works = {};

    /** What one cloud is worked on with. */
    private static final class Work {
        double[] row = {};
        double[] pools = {};
        int[] largest = {};

        void fit(int n, int parts) {
            if (row.length != n) {
                row = new double[n];
            }
            if (pools.length < parts) {
                pools = new double[parts];
                largest = new int[parts];
            }
        }
    }

    /**
     * Creates the runtime.
     *
     * @param graph the network
     * @param name name of the vertex
     * @param index its index
     * @param type the network's type
     * @param reduction what values become
     */
    public PartPoolingRuntime(ComputationGraph graph, String name, int index, DataType type, Reduction reduction) {
        super(graph, name, index, type);
        this.reduction = reduction;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray out = output(workspaces, inputs[0].shape());
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals from = NativeReals.of(cloud(0, "features"));
            NativeReals to = NativeReals.of(out);
            readParts();
            rows((row, of, work) -> {
                from.get(row * work.row.length, work.row);
                pool(of, work);
                for (int i = 0; i < work.row.length; i++) {
                    work.row[i] = work.pools[of.label(i)];
                }
                to.set(row * work.row.length, work.row);
            });
        }
        return out;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        INDArray gradient = gradientOf(0, workspaces);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            NativeReals from = NativeReals.of(cloud(0, "features"));
            NativeReals above = NativeReals.of(gradient());
            NativeReals to = NativeReals.of(gradient);
            rows((row, of, work) -> {
                int at = row * work.row.length;
                if (reduction == Reduction.MAX) {
                    from.get(at, work.row);
                    pool(of, work);
                }
                above.get(at, work.row);
                spread(of, work);
                to.set(at, work.row);
            });
        }
        return inputs.length > 1 ? handDown(gradient, nothing(1, workspaces)) : handDown(gradient);
    }

    private void readParts() {
        int clouds = clouds();
        int n = (int) inputs[0].size(2);
        NativeReals labels = inputs.length > 1 ? NativeReals.of(cloud(1, "labels", -1, 1, n)) : null;
        if (clouds == 0 || inputs[0].size(0) % clouds != 0) {
            throw refused("features", "[batch·F, channels, points] for " + clouds + " clouds", inputs[0]);
        }
        parts = Parts.atLeast(clouds, parts);
        for (int cloud = 0; cloud < clouds; cloud++) {
            parts[cloud].read(labels, cloud * n, n, vertexName, cloud);
        }
    }

    /** Without labels all copies count as clouds. */
    private int clouds() {
        return (int) inputs[inputs.length > 1 ? 1 : 0].size(0);
    }

    @FunctionalInterface
    private interface PerRow {
        void accept(int row, Parts parts, Work work);
    }

    private void rows(PerRow each) {
        int copies = (int) inputs[0].size(0);
        int channels = (int) inputs[0].size(1);
        int n = (int) inputs[0].size(2);
        int size = copies / clouds();
        int had = works.length;
        if (had < copies) {
            works = Arrays.copyOf(works, copies);
            for (int copy = had; copy < copies; copy++) {
                works[copy] = new Work();
            }
        }
        IntStream.range(0, copies).parallel().forEach(copy -> {
            Parts of = parts[copy / size];
            Work work = works[copy];
            work.fit(n, of.count());
            for (int c = 0; c < channels; c++) {
                each.accept(copy * channels + c, of, work);
            }
        });
    }

    /** Fills the pools, and for maxima where they are. */
    private void pool(Parts of, Work work) {
        boolean max = reduction == Reduction.MAX;
        Arrays.fill(work.pools, 0, of.count(), max ? Double.NEGATIVE_INFINITY : 0);
        for (int part = 0; part < of.count() && max; part++) {
            work.largest[part] = of.size(part) > 0 ? of.point(of.first(part)) : 0;
        }
        for (int i = 0; i < work.row.length; i++) {
            int part = of.label(i);
            double x = work.row[i];
            if (!max) {
                work.pools[part] += x;
            } else if (x > work.pools[part] || Double.isNaN(x)) {
                work.pools[part] = x;
                work.largest[part] = i;
            }
        }
        for (int part = 0; part < of.count() && !max; part++) {
            work.pools[part] /= of.size(part);
        }
    }

    /** Replaces the row, a gradient with respect to the output, by that with respect to the input. */
    private void spread(Parts of, Work work) {
        Arrays.fill(work.pools, 0, of.count(), 0);
        for (int i = 0; i < work.row.length; i++) {
            work.pools[of.label(i)] += work.row[i];
        }
        if (reduction == Reduction.MAX) {
            Arrays.fill(work.row, 0);
            for (int part = 0; part < of.count(); part++) {
                if (of.size(part) > 0) {
                    work.row[work.largest[part]] = work.pools[part];
                }
            }
        } else {
            for (int i = 0; i < work.row.length; i++) {
                work.row[i] = work.pools[of.label(i)] / of.size(of.label(i));
            }
        }
    }
}
