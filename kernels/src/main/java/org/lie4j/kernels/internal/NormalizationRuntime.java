package org.lie4j.kernels.internal;

import java.util.Arrays;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.GroupNormalization;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runtime of {@link GroupNormalization}, in Java on native memory.
 *
 * <p>The running statistics of a batch normalisation are parameters whose "gradient" is their change, taken by the updater as it is: so they are saved, copied
 * and averaged with the rest.
 */
public final class NormalizationRuntime extends BaseLayer<GroupNormalization> {
    private static final long serialVersionUID = 1;

    private transient Normalizer normalizer;

    /** Whether the statistics in use were measured on the last input. */
    private transient boolean measured;

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding a {@link GroupNormalization}
     * @param dataType the network's type
     */
    public NormalizationRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public Type type() {
        return Type.NORMALIZATION;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        requireMaps();
        applyDropOutIfNecessary(training, workspaces);
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals x = NativeReals.of(Arrays4d.contiguous(input, dataType));
            prepare();
            measured = training || !layerConf().learnsStatistics();
            if (measured) {
                normalizer.measure(x);
            } else {
                normalizer.use(parameter(GroupNormalization.MEAN), parameter(GroupNormalization.VARIANCE));
            }
            normalizer.normalize(x, parameter("gain"), parameter("b"), NativeReals.of(out));
        }
        return rectified() ? out : layerConf().getActivationFn().getActivation(out, training);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        MissingGradient.refuse(epsilon, layerId());
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        INDArray gainGradient = gradientViews.get("gain");
        INDArray biasGradient = gradientViews.get("b");
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            INDArray in = Arrays4d.contiguous(input, dataType);
            NativeReals x = NativeReals.of(in);
            INDArray delta = Arrays4d.contiguous(epsilon, dataType);
            if (!rectified()) {
                INDArray z = in.ulike();
                normalizer.normalize(x, parameter("gain"), parameter("b"), NativeReals.of(z));
                IActivation function = layerConf().getActivationFn();
                delta = Arrays4d.contiguous(ActivationGradient.backward(function, z, delta), dataType);
            }
            normalizer.backward(
                    x,
                    NativeReals.of(delta),
                    parameter("gain"),
                    parameter("b"),
                    measured,
                    NativeReals.of(below),
                    NativeReals.of(gainGradient),
                    NativeReals.of(biasGradient));
        }
        Gradient gradient = new DefaultGradient();
        gradient.setGradientFor("gain", gainGradient);
        gradient.setGradientFor("b", biasGradient);
        if (layerConf().learnsStatistics()) {
            learnStatistics(gradient);
        }
        return new Pair<>(gradient, backpropDropOutIfPresent(below));
    }

    /** As many channels times elements as there are gains: others would be mixed up in silence. */
    private void requireMaps() {
        long expected = layerConf().getNOut() * layerConf().getElements();
        if (input.rank() < 3 || input.size(1) != expected) {
            throw new DL4JInvalidInputException("expected input [batch, " + expected
                    + ", height, width], with a depth before the height, or [batch, " + expected + ", points], got "
                    + Arrays.toString(input.shape()) + " "
                    + layerId());
        }
    }

    /** ReLU goes together with the normalisation, without a sweep of its own. */
    private boolean rectified() {
        return ActivationGradient.isPlainRelu(layerConf().getActivationFn());
    }

    private NativeReals parameter(String key) {
        return NativeReals.of(getParam(key));
    }

    private void prepare() {
        int examples = (int) input.size(0);
        int channels = (int) layerConf().getNOut();
        int run = (int) (input.length() / examples / channels);
        if (normalizer == null || !normalizer.fits(examples, channels, run)) {
            normalizer = new Normalizer(
                    layerConf().getOver(), examples, channels, run, rectified(), dataType == DataType.FLOAT);
        }
    }

    private void learnStatistics(Gradient gradient) {
        INDArray mean = gradientViews.get(GroupNormalization.MEAN);
        INDArray variance = gradientViews.get(GroupNormalization.VARIANCE);
        normalizer.learnStatistics(
                measured,
                parameter(GroupNormalization.MEAN),
                parameter(GroupNormalization.VARIANCE),
                NativeReals.of(mean),
                NativeReals.of(variance));
        gradient.setGradientFor(GroupNormalization.MEAN, mean);
        gradient.setGradientFor(GroupNormalization.VARIANCE, variance);
    }

    /** A running statistic is moved by the whole step, whatever the batch. */
    @Override
    public boolean updaterDivideByMinibatch(String parameter) {
        return !GroupNormalization.isStatistic(parameter);
    }
}
