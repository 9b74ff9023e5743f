package org.lie4j.apen.networks.internal;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.apen.networks.VotePartition;
import org.lie4j.apen.partitions.Partition;
import org.lie4j.kernels.internal.NativeReals;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link VotePartition}. */
public final class VotePartitionRuntime extends DetachedRuntime {
    private static final long serialVersionUID = 1;

    private final transient VotePartition conf;

    /**
     * Creates the runtime.
     *
     * @param graph the network
     * @param name name of the vertex
     * @param index its index
     * @param type the network's type
     * @param conf the configuration
     */
    public VotePartitionRuntime(ComputationGraph graph, String name, int index, DataType type, VotePartition conf) {
        super(graph, name, index, type);
        this.conf = conf;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        int batch = (int) inputs[0].size(0);
        int n = (int) inputs[0].size(2);
        INDArray out = output(workspaces, batch, 1, n);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals votes = NativeReals.of(cloud(0, "votes", -1, 3, -1));
            NativeReals labels = inputs.length > 1 ? NativeReals.of(cloud(1, "labels", batch, 1, n)) : null;
            NativeReals to = NativeReals.of(out);
            IntStream.range(0, batch).parallel().forEach(cloud -> {
                double[] y = new double[3 * n];
                Positions.read(votes, cloud, n, vertexName, y);
                Partition before = labels == null ? null : Parts.partition(labels, cloud * n, n, vertexName, cloud);
                Parts.write(conf.mixture(y, before).posterior(y).mostProbable(), to, cloud * n);
            });
        }
        return out;
    }
}
