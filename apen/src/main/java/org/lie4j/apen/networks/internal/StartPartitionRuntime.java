package org.lie4j.apen.networks.internal;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.apen.networks.StartPartition;
import org.lie4j.apen.partitions.Partitioner;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link StartPartition}. */
public final class StartPartitionRuntime extends DetachedRuntime {
    private static final long serialVersionUID = 1;

    private final int cells;
    private final transient Partitioner partitioner;

    /**
     * Creates the runtime.
     *
     * @param graph the network
     * @param name name of the vertex
     * @param index its index
     * @param type the network's type
     * @param conf the configuration
     */
    public StartPartitionRuntime(ComputationGraph graph, String name, int index, DataType type, StartPartition conf) {
        super(graph, name, index, type);
        cells = conf.getCells();
        partitioner = conf.partitioner();
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        int n = (int) inputs[0].size(2);
        if (cells > n) {
            throw new IllegalArgumentException("vertex \"" + vertexName + "\": expected at least as many points as its "
                    + cells + " cells, got " + n);
        }
        return ofPositions(
                workspaces, 1, (cloud, points, out) -> Parts.write(partitioner.partition(points, 3), out, cloud * n));
    }
}
