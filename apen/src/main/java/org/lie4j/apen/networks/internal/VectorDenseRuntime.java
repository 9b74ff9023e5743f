package org.lie4j.apen.networks.internal;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.apen.networks.VectorDense;
import org.lie4j.kernels.internal.Arrays4d;
import org.lie4j.kernels.internal.MissingGradient;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link VectorDense}. */
public final class VectorDenseRuntime extends VectorRuntime<VectorDense> {
    private static final long serialVersionUID = 1;

    private final transient SharedMatrix matrix = new SharedMatrix();

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding a {@link VectorDense}
     * @param dataType the network's type
     */
    public VectorDenseRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        requireVectors();
        long[] shape = {input.size(0), 3 * layerConf().getNOut(), input.size(2)};
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            matrix.forward(getParam("W"), columns(Arrays4d.contiguous(input, dataType)), columns(out));
        }
        return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        MissingGradient.refuse(epsilon, layerId());
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        Gradient gradient = new DefaultGradient();
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            INDArray delta = columns(Arrays4d.contiguous(epsilon, dataType));
            INDArray in = columns(Arrays4d.contiguous(input, dataType));
            matrix.backward(getParam("W"), in, delta, columns(below), gradientViews.get("W"));
            gradient.setGradientFor("W", gradientViews.get("W"));
        }
        return new Pair<>(gradient, below);
    }
}
