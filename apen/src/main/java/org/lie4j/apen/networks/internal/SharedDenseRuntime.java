package org.lie4j.apen.networks.internal;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.apen.networks.SharedDense;
import org.lie4j.kernels.internal.ActivationGradient;
import org.lie4j.kernels.internal.Arrays4d;
import org.lie4j.kernels.internal.MissingGradient;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link SharedDense}: matrix products, then bias and rectifier in one sweep. */
public final class SharedDenseRuntime extends BaseLayer<SharedDense> {
    private static final long serialVersionUID = 1;

    private final transient SharedMatrix matrix = new SharedMatrix();
    private final transient BiasedRuns runs = new BiasedRuns();
    private final transient ActivationGradient activation = new ActivationGradient();

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding a {@link SharedDense}
     * @param dataType the network's type
     */
    public SharedDenseRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public Type type() {
        return Type.RECURRENT;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public boolean hasBias() {
        return layerConf().isHasBias();
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        requirePoints();
        applyDropOutIfNecessary(training, workspaces);
        long[] shape = {input.size(0), layerConf().getNOut(), input.size(2)};
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        IActivation function = layerConf().getActivationFn();
        boolean rectified = ActivationGradient.isPlainRelu(function);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            matrix.forward(getParam("W"), Arrays4d.contiguous(input, dataType), out);
            runs.forward(hasBias() ? getParam("b") : null, rectified, out);
        }
        activation.keep(function, out, training);
        return rectified || function instanceof ActivationIdentity ? out : function.getActivation(out, training);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        MissingGradient.refuse(epsilon, layerId());
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        Gradient gradient = new DefaultGradient();
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            INDArray delta = Arrays4d.contiguous(
                    activation.backward(layerConf().getActivationFn(), Arrays4d.contiguous(epsilon, dataType)),
                    dataType);
            INDArray weightGradient = gradientViews.get("W");
            matrix.backward(getParam("W"), Arrays4d.contiguous(input, dataType), delta, below, weightGradient);
            gradient.setGradientFor("W", weightGradient);
            if (hasBias()) {
                runs.sums(delta, gradientViews.get("b"));
                gradient.setGradientFor("b", gradientViews.get("b"));
            }
        }
        return new Pair<>(gradient, backpropDropOutIfPresent(below));
    }

    private void requirePoints() {
        long expected = layerConf().getNIn();
        if (input.rank() != 3 || input.size(1) != expected) {
            throw new DL4JInvalidInputException("expected input [batch, " + expected + ", points], got "
                    + Arrays.toString(input.shape()) + " " + layerId());
        }
    }
}
