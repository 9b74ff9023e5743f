package org.lie4j.kernels.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.AttentionProjection;
import org.lie4j.kernels.Sampling;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runtime of {@link AttentionProjection}, in Java on native memory, one example after the other on each core.
 *
 * <p>An example is {@code [channels, |H|, pixels]}. A set of places shares one softmax: place i of set s lies at s · setStep + i · step.
 */
public final class AttentionRuntime extends BaseLayer<AttentionProjection> {
    private static final long serialVersionUID = 1;

    /** {@code [batch, places]}, place = group element · pixels + pixel. */
    private transient double[] attention = {};

    /** {@code [batch, hidden, places]}. */
    private transient double[] hidden = {};

    /** What each group element adds to its scores: the logarithm of what it counts; null if all count the same. */
    private transient double[] logWeights;

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding an {@link AttentionProjection}
     * @param dataType the network's type
     */
    public AttentionRuntime(NeuralNetConfiguration conf, DataType dataType) {
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

    /** The sizes of one input. */
    private final class Layout {
        final int batch = (int) input.size(0);
        final int channels = (int) layerConf().getNOut();
        final int width = layerConf().getHidden();
        final int pixels = (int) (input.length() / input.size(0) / input.size(1));
        final int places = layerConf().getElements() * pixels;
        final int length = channels * places;
        final boolean group = layerConf().isOverGroup();
        final boolean plane = layerConf().isOverPlane();
        final int sets = group ? plane ? 1 : pixels : layerConf().getElements();
        final int setStep = group ? 1 : pixels;
        final int setSize = places / sets;
        final int step = group && !plane ? pixels : 1;
    }

    private void requireMaps() {
        long expected = layerConf().getNIn() * layerConf().getElements();
        if (input.rank() < 4 || input.size(1) != expected) {
            throw new DL4JInvalidInputException("expected input [batch, " + expected + ", height, width], got "
                    + Arrays.toString(input.shape()) + " " + layerId());
        }
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, workspaces);
        requireMaps();
        Layout layout = new Layout();
        long[] shape = layout.plane
                ? new long[] {layout.batch, (long) layout.channels * layout.sets}
                : input.shape().clone();
        if (!layout.plane) {
            shape[1] = layout.channels;
        }
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        if (attention.length < layout.batch * layout.places) {
            attention = new double[layout.batch * layout.places];
            hidden = new double[layout.batch * layout.width * layout.places];
        }
        logWeights = Sampling.weights(layerConf().getWeightedBy(), training, getIterationCount());
        for (int h = 0; logWeights != null && h < logWeights.length; h++) {
            logWeights[h] = Math.log(logWeights[h]);
        }
        double[] directions = values(getParam("V"));
        double[] offsets = values(getParam("b"));
        double[] scores = values(getParam("w"));
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals from = NativeReals.of(Arrays4d.contiguous(input, dataType));
            NativeReals to = NativeReals.of(out);
            IntStream.range(0, layout.batch)
                    .parallel()
                    .forEach(n -> forward(layout, n, from, directions, offsets, scores, to));
        }
        return out;
    }

    private static double[] values(INDArray parameter) {
        double[] values = new double[(int) parameter.length()];
        NativeReals.of(parameter).get(0, values);
        return values;
    }

    private void forward(
            Layout layout,
            int n,
            NativeReals from,
            double[] directions,
            double[] offsets,
            double[] scores,
            NativeReals to) {
        int places = layout.places;
        double[] f = new double[layout.length];
        from.get(n * layout.length, f);
        double[] score = new double[places];
        for (int h = 0; logWeights != null && h < logWeights.length; h++) {
            Arrays.fill(score, h * layout.pixels, (h + 1) * layout.pixels, logWeights[h]);
        }
        double[] unit = new double[places];
        for (int j = 0; j < layout.width; j++) {
            Arrays.fill(unit, offsets[j]);
            for (int c = 0; c < layout.channels; c++) {
                double v = directions[j * layout.channels + c];
                for (int p = 0; p < places; p++) {
                    unit[p] += v * f[c * places + p];
                }
            }
            for (int p = 0; p < places; p++) {
                unit[p] = Math.tanh(unit[p]);
                score[p] += scores[j] * unit[p];
            }
            System.arraycopy(unit, 0, hidden, (n * layout.width + j) * places, places);
        }
        for (int s = 0; s < layout.sets; s++) {
            int first = s * layout.setStep;
            softmax(score, first, layout.step, layout.setSize);
            for (int c = 0; c < layout.channels; c++) {
                double sum = 0;
                for (int i = 0; i < layout.setSize; i++) {
                    int p = first + i * layout.step;
                    sum += score[p] * f[c * places + p];
                }
                to.set((n * layout.channels + c) * layout.sets + s, sum);
            }
        }
        System.arraycopy(score, 0, attention, n * places, places);
    }

    private static void softmax(double[] values, int first, int step, int count) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, values[first + i * step]);
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            int p = first + i * step;
            values[p] = Math.exp(values[p] - largest);
            sum += values[p];
        }
        for (int i = 0; i < count; i++) {
            values[first + i * step] /= sum;
        }
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        MissingGradient.refuse(epsilon, layerId());
        Layout layout = new Layout();
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        double[][] shares = new double[layout.batch][];
        double[] directions = values(getParam("V"));
        double[] scores = values(getParam("w"));
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            NativeReals from = NativeReals.of(Arrays4d.contiguous(input, dataType));
            NativeReals delta = NativeReals.of(Arrays4d.contiguous(epsilon, dataType));
            NativeReals to = NativeReals.of(below);
            IntStream.range(0, layout.batch)
                    .parallel()
                    .forEach(n -> shares[n] = backward(layout, n, from, delta, directions, scores, to));
        }
        double[] sum = new double[shares[0].length];
        for (double[] share : shares) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += share[i];
            }
        }
        Gradient gradient = new DefaultGradient();
        int at = 0;
        for (String key : new String[] {"V", "b", "w"}) {
            INDArray view = gradientViews.get(key);
            NativeReals.of(view).set(0, Arrays.copyOfRange(sum, at, at += (int) view.length()));
            gradient.setGradientFor(key, view);
        }
        return new Pair<>(gradient, backpropDropOutIfPresent(below));
    }

    /** Writes the input's gradient of an example, and gives its share of the parameters': V, b, w one after the other. */
    private double[] backward(
            Layout layout,
            int n,
            NativeReals from,
            NativeReals delta,
            double[] directions,
            double[] scores,
            NativeReals to) {
        int places = layout.places;
        int channels = layout.channels;
        double[] f = new double[layout.length];
        from.get(n * layout.length, f);
        double[] below = new double[layout.length];
        double[] scoreGradient = new double[places];
        for (int s = 0; s < layout.sets; s++) {
            int first = s * layout.setStep;
            double mean = 0;
            for (int i = 0; i < layout.setSize; i++) {
                int p = first + i * layout.step;
                double a = attention[n * places + p];
                double sum = 0;
                for (int c = 0; c < channels; c++) {
                    double d = delta.get((n * channels + c) * layout.sets + s);
                    sum += d * f[c * places + p];
                    below[c * places + p] = a * d;
                }
                scoreGradient[p] = sum;
                mean += a * sum;
            }
            for (int i = 0; i < layout.setSize; i++) {
                int p = first + i * layout.step;
                scoreGradient[p] = attention[n * places + p] * (scoreGradient[p] - mean);
            }
        }
        int width = layout.width;
        double[] share = new double[width * channels + 2 * width];
        double[] unitGradient = new double[places];
        for (int j = 0; j < width; j++) {
            for (int p = 0; p < places; p++) {
                double u = hidden[(n * width + j) * places + p];
                share[width * channels + width + j] += scoreGradient[p] * u;
                unitGradient[p] = scoreGradient[p] * scores[j] * (1 - u * u);
                share[width * channels + j] += unitGradient[p];
            }
            for (int c = 0; c < channels; c++) {
                double v = directions[j * channels + c];
                double sum = 0;
                for (int p = 0; p < places; p++) {
                    sum += unitGradient[p] * f[c * places + p];
                    below[c * places + p] += v * unitGradient[p];
                }
                share[j * channels + c] = sum;
            }
        }
        to.set(n * layout.length, below);
        return share;
    }
}
