package org.lie4j.kernels.internal;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.GroupNormalization;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link GroupNormalization}: two passes over an example each way, in Java on native memory. */
public final class NormalizationRuntime extends BaseLayer<GroupNormalization> {
    private static final long serialVersionUID = 1;
    private static final double EPSILON = 1e-5;

    /** Mean and reciprocal deviation of each example of the last forward pass. */
    private transient double[] means = {};

    private transient double[] scales = {};

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
        applyDropOutIfNecessary(training, workspaces);
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals x = NativeReals.of(Arrays4d.contiguous(input, dataType));
            measure(x);
            normalize(x, NativeReals.of(out));
        }
        return layerConf().getActivationFn().getActivation(out, training);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        INDArray gainGradient = gradientViews.get("gain");
        INDArray biasGradient = gradientViews.get("b");
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            INDArray in = Arrays4d.contiguous(input, dataType);
            NativeReals x = NativeReals.of(in);
            INDArray z = in.ulike();
            normalize(x, NativeReals.of(z));
            INDArray delta = layerConf()
                    .getActivationFn()
                    .backprop(z, Arrays4d.contiguous(epsilon, dataType))
                    .getFirst();
            NativeReals dz = NativeReals.of(Arrays4d.contiguous(delta, dataType));
            backpropagate(x, dz, NativeReals.of(below), NativeReals.of(gainGradient), NativeReals.of(biasGradient));
        }
        Gradient gradient = new DefaultGradient();
        gradient.setGradientFor("gain", gainGradient);
        gradient.setGradientFor("b", biasGradient);
        return new Pair<>(gradient, backpropDropOutIfPresent(below));
    }

    private int examples() {
        return (int) input.size(0);
    }

    private int exampleLength() {
        return (int) (input.length() / input.size(0));
    }

    private int channels() {
        return (int) layerConf().getNOut();
    }

    private void measure(NativeReals x) {
        int examples = examples();
        int length = exampleLength();
        if (means.length < examples) {
            means = new double[examples];
            scales = new double[examples];
        }
        for (int n = 0; n < examples; n++) {
            int at = n * length;
            double sum = 0;
            for (int i = at; i < at + length; i++) {
                sum += x.get(i);
            }
            double mean = sum / length;
            double squares = 0;
            for (int i = at; i < at + length; i++) {
                double d = x.get(i) - mean;
                squares += d * d;
            }
            means[n] = mean;
            scales[n] = 1 / Math.sqrt(squares / length + EPSILON);
        }
    }

    private void normalize(NativeReals x, NativeReals out) {
        NativeReals gain = NativeReals.of(getParam("gain"));
        NativeReals bias = NativeReals.of(getParam("b"));
        int channels = channels();
        int run = exampleLength() / channels;
        int at = 0;
        for (int n = 0; n < examples(); n++) {
            for (int c = 0; c < channels; c++, at += run) {
                double a = gain.get(c) * scales[n];
                double b = bias.get(c) - a * means[n];
                for (int i = at; i < at + run; i++) {
                    out.set(i, a * x.get(i) + b);
                }
            }
        }
    }

    private void backpropagate(NativeReals x, NativeReals dz, NativeReals dx, NativeReals dGain, NativeReals dBias) {
        NativeReals gain = NativeReals.of(getParam("gain"));
        int channels = channels();
        int length = exampleLength();
        int run = length / channels;
        double[] gainSums = new double[channels];
        double[] biasSums = new double[channels];
        for (int n = 0; n < examples(); n++) {
            double mean = means[n];
            double scale = scales[n];
            double sum = 0;
            double product = 0;
            for (int c = 0; c < channels; c++) {
                int at = n * length + c * run;
                double s = 0;
                double p = 0;
                for (int i = at; i < at + run; i++) {
                    double d = dz.get(i);
                    s += d;
                    p += d * x.get(i);
                }
                p = (p - mean * s) * scale;
                biasSums[c] += s;
                gainSums[c] += p;
                sum += s * gain.get(c);
                product += p * gain.get(c);
            }
            // dx = scale (γ dz - mean(γ dz) - x̂ mean(γ dz x̂)), gathered as a dz + b x + c0.
            double b = -product / length * scale * scale;
            double c0 = -sum / length * scale - b * mean;
            for (int c = 0; c < channels; c++) {
                int at = n * length + c * run;
                double a = gain.get(c) * scale;
                for (int i = at; i < at + run; i++) {
                    dx.set(i, a * dz.get(i) + b * x.get(i) + c0);
                }
            }
        }
        dGain.set(0, gainSums);
        dBias.set(0, biasSums);
    }
}
