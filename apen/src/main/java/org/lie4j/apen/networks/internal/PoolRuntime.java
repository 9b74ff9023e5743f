package org.lie4j.apen.networks.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.apen.networks.Pooling;
import org.lie4j.kernels.internal.Arrays4d;
import org.lie4j.kernels.internal.MissingGradient;
import org.lie4j.kernels.internal.NativeReals;
import org.lie4j.kernels.internal.ParameterlessRuntime;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of the poolings over points and over edges: what is pooled together lies together, so that the array is rows of which each becomes one value. */
public final class PoolRuntime extends ParameterlessRuntime<Layer> {
    private static final long serialVersionUID = 1;

    private final Pooling pooling;
    private final int neighbours;

    /** Where each maximum of the last forward pass was. */
    private transient int[] places = {};

    /**
     * Creates the runtime.
     *
     * @param conf the network's configuration of the layer
     * @param dataType the network's type
     * @param pooling what values become
     * @param neighbours how many values become one; 0 for all points of a channel
     */
    public PoolRuntime(NeuralNetConfiguration conf, DataType dataType, Pooling pooling, int neighbours) {
        super(conf, dataType);
        this.pooling = pooling;
        this.neighbours = neighbours;
    }

    @Override
    public Type type() {
        return Type.SUBSAMPLING;
    }

    private int size() {
        int points = (int) input.size(2);
        int size = neighbours == 0 ? points : neighbours;
        if (points % size != 0) {
            throw new DL4JInvalidInputException("expected [batch, channels, points·" + size + "], got "
                    + Arrays.toString(input.shape()) + " " + layerId());
        }
        return size;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        if (input.rank() != 3) {
            throw new DL4JInvalidInputException("expected point clouds [batch, channels, points], got "
                    + Arrays.toString(input.shape()) + " " + layerId());
        }
        int size = size();
        long[] shape = neighbours == 0
                ? new long[] {input.size(0), input.size(1)}
                : new long[] {input.size(0), input.size(1), input.size(2) / size};
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        int rows = (int) out.length();
        if (pooling == Pooling.MAX && places.length != rows) {
            places = new int[rows];
        }
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals from = NativeReals.of(Arrays4d.contiguous(input, dataType));
            NativeReals to = NativeReals.of(out);
            IntStream.range(0, rows).parallel().forEach(row -> {
                if (pooling == Pooling.MAX) {
                    places[row] = largest(from, row * size, size);
                    to.set(row, from.get(places[row]));
                } else {
                    double sum = 0;
                    for (int i = row * size; i < (row + 1) * size; i++) {
                        sum += from.get(i);
                    }
                    to.set(row, share(size) * sum);
                }
            });
        }
        return out;
    }

    private double share(int size) {
        return pooling == Pooling.MEAN ? 1.0 / size : 1;
    }

    private static int largest(NativeReals values, int first, int size) {
        int best = first;
        double most = values.get(first);
        for (int i = first + 1; i < first + size; i++) {
            double value = values.get(i);
            if (value > most) {
                most = value;
                best = i;
            }
        }
        return best;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        if (epsilon == null) {
            return MissingGradient.passedOn();
        }
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        int size = size();
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            INDArray upper = Arrays4d.contiguous(epsilon, dataType);
            NativeReals from = NativeReals.of(upper);
            NativeReals to = NativeReals.of(below);
            IntStream.range(0, (int) upper.length()).parallel().forEach(row -> {
                double g = from.get(row);
                for (int i = row * size; i < (row + 1) * size; i++) {
                    to.set(i, pooling == Pooling.MAX ? places[row] == i ? g : 0 : share(size) * g);
                }
            });
        }
        return new Pair<>(new DefaultGradient(), below);
    }
}
