package org.lie4j.kernels.internal;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.GridPooling;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runtime of the {@link GridPooling}s by {@link Pools}. */
public final class PoolingRuntime extends ParameterlessRuntime<GridPooling> {
    private static final long serialVersionUID = 1;

    /** Of the last pass, for the way back; null if all rows count the same. */
    private transient double[] rowWeights;

    private transient Pools pools;

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding a {@link GridPooling}
     * @param dataType the network's type
     */
    public PoolingRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public Type type() {
        return Type.SUBSAMPLING;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        GridPooling conf = layerConf();
        if (!conf.takes(input.shape())) {
            throw new DL4JInvalidInputException("expected input " + conf.expectedShape() + ", got "
                    + Arrays.toString(input.shape()) + " " + layerId());
        }
        INDArray out =
                workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, conf.outputShape(input.shape()), 'c');
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            rowWeights = conf.rowWeights(training, getIterationCount());
            INDArray view = view();
            if (rowWeights != null) {
                view = view.mul(weights());
            }
            pools(view).forward(NativeReals.of(view), NativeReals.of(out));
        }
        return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        if (epsilon == null) {
            return MissingGradient.passedOn();
        }
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            INDArray delta = Arrays4d.contiguous(epsilon, dataType);
            pools.backward(NativeReals.of(delta), NativeReals.of(below));
            if (rowWeights != null) {
                below.reshape('c', layerConf().viewAs(below.shape())).muli(weights());
            }
        }
        return new Pair<>(new DefaultGradient(), below);
    }

    private INDArray weights() {
        return Nd4j.createFromArray(rowWeights).castTo(dataType).reshape(1, 1, rowWeights.length, 1);
    }

    private INDArray view() {
        INDArray in = Arrays4d.contiguous(input, dataType);
        return in.reshape('c', layerConf().viewAs(in.shape()));
    }

    private Pools pools(INDArray view) {
        if (pools == null || !pools.fits(view.shape())) {
            boolean isMaximum = layerConf().getReduction() == GridPooling.Reduction.MAX;
            pools = new Pools(view.shape(), layerConf().pool(view.shape()), isMaximum);
        }
        return pools;
    }
}
