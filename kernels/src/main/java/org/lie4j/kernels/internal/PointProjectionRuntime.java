package org.lie4j.kernels.internal;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.GridPooling.Reduction;
import org.lie4j.kernels.Sampling;
import org.lie4j.kernels.points.PointProjection;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link PointProjection}, in Java on native memory. */
public final class PointProjectionRuntime extends ParameterlessRuntime<PointProjection> {
    private static final long serialVersionUID = 1;

    /** Of the last pass, for the way back; null if all group elements count the same. */
    private transient double[] weights;

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding a {@link PointProjection}
     * @param dataType the network's type
     */
    public PointProjectionRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public Type type() {
        return Type.SUBSAMPLING;
    }

    private int channels() {
        PointProjection conf = layerConf();
        long rows = input.rank() == 3 ? input.size(1) - conf.getDimension() : 0;
        if (rows <= 0 || rows % conf.getElements() != 0) {
            throw new DL4JInvalidInputException("expected point clouds [batch, " + conf.getDimension() + " + channels·"
                    + conf.getElements() + ", points], got " + Arrays.toString(input.shape()) + " " + layerId());
        }
        return (int) rows / conf.getElements();
    }

    /** Takes the pools of values that become one. */
    @FunctionalInterface
    private interface Pools {
        /**
         * Takes a pool.
         *
         * @param out number of the output value
         * @param first where its first value is
         */
        void accept(int out, int first);
    }

    /** Values of a pool are at first + h · points + j, for all h, and all j if it is over points too. */
    private void pools(int channels, Pools pools) {
        PointProjection conf = layerConf();
        int points = (int) input.size(2);
        int rows = (int) input.size(1);
        int out = 0;
        for (int example = 0; example < input.size(0); example++) {
            for (int c = 0; c < channels; c++) {
                int first = (example * rows + conf.getDimension() + c * conf.getElements()) * points;
                if (conf.isOverPoints()) {
                    pools.accept(out++, first);
                } else {
                    for (int j = 0; j < points; j++) {
                        pools.accept(out++, first + j);
                    }
                }
            }
        }
    }

    private int poolSize() {
        return layerConf().isOverPoints()
                ? layerConf().getElements() * (int) input.size(2)
                : layerConf().getElements();
    }

    private int step() {
        return layerConf().isOverPoints() ? 1 : (int) input.size(2);
    }

    /** What the i-th value of a pool counts in its mean. */
    private double share(int i, int size, int step) {
        return weights == null ? 1.0 / size : weights[(int) ((long) i * step / input.size(2))] / size;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        int channels = channels();
        long[] shape = layerConf().isOverPoints()
                ? new long[] {input.size(0), channels}
                : new long[] {input.size(0), channels, input.size(2)};
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        boolean max = layerConf().getReduction() == Reduction.MAX;
        weights = Sampling.weights(layerConf().getWeightedBy(), training, getIterationCount());
        int size = poolSize();
        int step = step();
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals from = NativeReals.of(Arrays4d.contiguous(input, dataType));
            NativeReals to = NativeReals.of(out);
            pools(channels, (o, first) -> {
                double value = max ? from.get(largest(from, first, size, step)) : 0;
                for (int i = 0; i < size && !max; i++) {
                    value += share(i, size, step) * from.get(first + i * step);
                }
                to.set(o, value);
            });
        }
        return out;
    }

    private static int largest(NativeReals values, int first, int size, int step) {
        int best = first;
        for (int i = 1; i < size; i++) {
            if (values.get(first + i * step) > values.get(best)) {
                best = first + i * step;
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
        below.assign(0);
        boolean max = layerConf().getReduction() == Reduction.MAX;
        int size = poolSize();
        int step = step();
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            NativeReals from = NativeReals.of(Arrays4d.contiguous(input, dataType));
            NativeReals upper = NativeReals.of(Arrays4d.contiguous(epsilon, dataType));
            NativeReals to = NativeReals.of(below);
            pools(channels(), (o, first) -> {
                if (max) {
                    to.set(largest(from, first, size, step), upper.get(o));
                } else {
                    for (int i = 0; i < size; i++) {
                        to.set(first + i * step, share(i, size, step) * upper.get(o));
                    }
                }
            });
        }
        return new Pair<>(new DefaultGradient(), below);
    }
}
