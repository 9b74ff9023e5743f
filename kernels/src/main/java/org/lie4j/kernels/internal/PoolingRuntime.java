package org.lie4j.kernels.internal;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.GridPooling;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Runtime of the {@link GridPooling}s by the raw pooling ops. */
public final class PoolingRuntime extends AbstractLayer<GridPooling> {
    private static final long serialVersionUID = 1;
    private static final int DEPTH_TOO = 3;

    /** Of the last pass, for the way back; null if all rows count the same. */
    private transient double[] rowWeights;

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
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // No parameters, no noise.
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
            Nd4j.exec(op("pool2d", view)
                    .addInputs(view)
                    .addOutputs(out.reshape('c', pooledShape(view.shape())))
                    .build());
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
            INDArray view = view();
            INDArray delta = Arrays4d.contiguous(epsilon, dataType).reshape('c', pooledShape(view.shape()));
            Nd4j.exec(op("pool2d_bp", view)
                    .addInputs(view, delta)
                    .addOutputs(below.reshape('c', view.shape()))
                    .build());
            if (rowWeights != null) {
                below.reshape('c', view.shape()).muli(weights());
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

    private long[] pooledShape(long[] view) {
        int[] pool = layerConf().pool(view);
        long[] pooled = view.clone();
        for (int d = 0; d < pool.length; d++) {
            pooled[2 + d] /= pool[d];
        }
        return pooled;
    }

    private DynamicCustomOp.DynamicCustomOpsBuilder op(String suffix, INDArray view) {
        boolean max = layerConf().getReduction() == GridPooling.Reduction.MAX;
        int[] pool = layerConf().pool(view.shape());
        if (pool.length == DEPTH_TOO) {
            return volumeOp((max ? "max" : "avg") + (suffix.endsWith("_bp") ? "pool3dnew_bp" : "pool3dnew"), pool);
        }
        int valid = 0;
        int divisor = 0;
        int channelsFirst = 0;
        return DynamicCustomOp.builder((max ? "max" : "avg") + suffix)
                .addIntegerArguments(pool[0], pool[1], pool[0], pool[1], 0, 0, 1, 1, valid, divisor, channelsFirst);
    }

    private static DynamicCustomOp.DynamicCustomOpsBuilder volumeOp(String name, int[] pool) {
        int valid = 0;
        int divisor = 0;
        int channelsFirst = 0;
        return DynamicCustomOp.builder(name)
                .addIntegerArguments(
                        pool[0],
                        pool[1],
                        pool[2],
                        pool[0],
                        pool[1],
                        pool[2],
                        0,
                        0,
                        0,
                        1,
                        1,
                        1,
                        valid,
                        divisor,
                        channelsFirst);
    }
}
