package org.lie4j.kernels.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.Sampling;
import org.lie4j.kernels.SeparableGroupConvolution;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runtime of {@link SeparableGroupConvolution}: a matrix product at each pixel, then a depthwise convolution.
 *
 * <p>The input's gradient of the depthwise convolution is another one with the flipped kernel, which the backend does twenty times as fast as its own backward op; the
 * kernel's gradient is a loop in Java.
 */
public final class SeparableRuntime extends BaseLayer<SeparableGroupConvolution> {
    private static final long serialVersionUID = 1;
    private static final long NO_DRAW = -1;

    private transient KernelFunction mixing;
    private transient KernelFunction plane;
    private transient INDArray mixingFactors;
    private transient INDArray planeFactors;
    private transient INDArray mixingRaw;
    private transient INDArray planeRaw;

    /** {@code [nOut·|H|, nIn·|H'|]}, its gradient and one example's share of that. */
    private transient INDArray mix;

    private transient INDArray mixGradient;
    private transient INDArray mixShare;

    /** {@code [k, k, nOut·|H|, 1]}, and turned by 180°. */
    private transient INDArray kernel;

    private transient INDArray flipped;

    /** The mixed maps of the last forward pass, and their gradient. */
    private transient INDArray mixed;

    private transient INDArray mixedGradient;
    private transient INDArray preActivation;
    private transient long draw = NO_DRAW;

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding a {@link SeparableGroupConvolution}
     * @param dataType the network's type
     */
    public SeparableRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public Type type() {
        return Type.CONVOLUTIONAL;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public boolean hasBias() {
        return layerConf().isHasBias();
    }

    private int outputs() {
        return (int) layerConf().getNOut() * layerConf().outputElements();
    }

    private int inputs() {
        return (int) layerConf().getNIn() * layerConf().inputElements();
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, workspaces);
        SeparableGroupConvolution conf = layerConf();
        if (input.rank() != 4 || input.size(1) != inputs()) {
            throw new DL4JInvalidInputException("expected input [batch, " + inputs() + ", height, width], got "
                    + Arrays.toString(input.shape()) + " " + layerId());
        }
        long shrink = conf.getKernelSize() - 1 - 2L * conf.getPadding();
        long[] shape = {input.size(0), outputs(), input.size(2) - shrink, input.size(3) - shrink};
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        prepare(training);
        mixed = fitting(mixed, input.size(0), outputs(), input.size(2), input.size(3));
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            INDArray in = Arrays4d.contiguous(input, dataType);
            kernels();
            for (int b = 0; b < in.size(0); b++) {
                KernelFunction.multiply(mix, maps(in, b), maps(mixed, b), false, false);
            }
            depthwise(mixed, kernel, conf.getPadding(), out);
        }
        IActivation activation = conf.getActivationFn();
        preActivation = ActivationGradient.keep(activation, out, training);
        return activation.getActivation(out, training);
    }

    /** Evaluates both networks. */
    private void kernels() {
        SeparableGroupConvolution conf = layerConf();
        int points = conf.getKernelSize() * conf.getKernelSize();
        mixing.forward(weights(params, ""), biases(params, ""), mixingRaw);
        mixingRaw.muliRowVector(mixingFactors);
        exchange(mixingRaw, conf.getNIn(), conf.outputElements(), mix);
        plane.forward(
                weights(params, SeparableGroupConvolution.PLANE),
                biases(params, SeparableGroupConvolution.PLANE),
                planeRaw);
        planeRaw.muliRowVector(planeFactors);
        INDArray rows = planeRaw.reshape('c', outputs(), points).permute(1, 0);
        kernel.reshape('c', points, outputs()).assign(rows);
    }

    /** From axes (nOut, first, second, rest) to (nOut, second, first, rest). */
    private void exchange(INDArray from, long first, long second, INDArray to) {
        long outer = layerConf().getNOut();
        long rest = from.length() / (outer * first * second);
        INDArray source = from.reshape('c', outer, first, second, rest).permute(0, 2, 1, 3);
        to.reshape('c', outer, second, first, rest).assign(source);
    }

    private static INDArray maps(INDArray array, int example) {
        INDArray maps = array.slice(example);
        return maps.reshape('c', maps.size(0), maps.size(1) * maps.size(2));
    }

    private void depthwise(INDArray in, INDArray weights, int padding, INDArray out) {
        int k = layerConf().getKernelSize();
        int valid = 0;
        int channelsFirst = 0;
        int weightsRowColumnInMultiplier = 0;
        DynamicCustomOp.DynamicCustomOpsBuilder op = DynamicCustomOp.builder("depthwise_conv2d");
        if (layerConf().isHasBias() && weights == kernel) {
            op.addInputs(in, weights, tiledBias());
        } else {
            op.addInputs(in, weights);
        }
        Nd4j.exec(op.addOutputs(out)
                .addIntegerArguments(
                        k, k, 1, 1, padding, padding, 1, 1, valid, channelsFirst, weightsRowColumnInMultiplier)
                .build());
    }

    private INDArray tiledBias() {
        INDArray bias = getParam("b");
        return bias.reshape('c', bias.length(), 1)
                .repeat(1, layerConf().outputElements())
                .ravel();
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        SeparableGroupConvolution conf = layerConf();
        INDArray below = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        Gradient gradient = new DefaultGradient();
        mixedGradient = fitting(mixedGradient, mixed.size(0), outputs(), mixed.size(2), mixed.size(3));
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            INDArray delta = Arrays4d.contiguous(
                    ActivationGradient.backward(
                            conf.getActivationFn(), preActivation, Arrays4d.contiguous(epsilon, dataType)),
                    dataType);
            if (conf.isHasBias()) {
                INDArray biasGradient = gradientViews.get("b");
                delta.sum(0, 2, 3)
                        .reshape('c', conf.getNOut(), conf.outputElements())
                        .sum(biasGradient, 1);
                gradient.setGradientFor("b", biasGradient);
            }
            backpropagatePlane(delta);
            INDArray in = Arrays4d.contiguous(input, dataType);
            mixGradient.assign(0);
            for (int b = 0; b < in.size(0); b++) {
                INDArray dz = maps(mixedGradient, b);
                KernelFunction.multiply(dz, maps(in, b), mixShare, false, true);
                mixGradient.addi(mixShare);
                KernelFunction.multiply(mix, dz, maps(below, b), true, false);
            }
            exchange(mixGradient, conf.outputElements(), conf.getNIn(), mixingRaw);
            mixingRaw.muliRowVector(mixingFactors);
            mixing.backward(mixingRaw, weights(params, ""), weights(gradientViews, ""), biases(gradientViews, ""));
            for (Parameter p : conf.parameters()) {
                gradient.setGradientFor(p.key(), gradientViews.get(p.key()));
            }
        }
        return new Pair<>(gradient, backpropDropOutIfPresent(below));
    }

    /** The gradients of the kernels on the plane and of the mixed maps. */
    private void backpropagatePlane(INDArray delta) {
        SeparableGroupConvolution conf = layerConf();
        int k = conf.getKernelSize();
        INDArray taps = kernel.reshape('c', (long) k * k, outputs());
        INDArray turned = flipped.reshape('c', (long) k * k, outputs());
        for (int tap = 0; tap < k * k; tap++) {
            turned.putRow(tap, taps.getRow(taps.rows() - 1 - tap));
        }
        depthwise(delta, flipped, k - 1 - conf.getPadding(), mixedGradient);
        double[] gradient = DepthwiseGradient.of(mixed, delta, k, conf.getPadding());
        NativeReals.of(planeRaw).set(0, gradient);
        planeRaw.muliRowVector(planeFactors);
        String prefix = SeparableGroupConvolution.PLANE;
        plane.backward(
                planeRaw, weights(params, prefix), weights(gradientViews, prefix), biases(gradientViews, prefix));
    }

    /** Makes the arrays on first use, and moves the networks' points when there is a new draw of group elements. */
    private void prepare(boolean training) {
        SeparableGroupConvolution conf = layerConf();
        int k = conf.getKernelSize();
        if (mixing == null) {
            int pairs = conf.outputElements() * conf.inputElements();
            int points = conf.outputElements() * k * k;
            int coordinates = conf.kernelCoordinates() - 2;
            mixing = new KernelFunction(
                    conf.getNetwork(), dataType, KernelFeatures.count(conf.getNetwork(), coordinates), pairs);
            plane = new KernelFunction(conf.getNetwork(), dataType, KernelFeatures.count(conf.getNetwork(), 2), points);
            try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                mixingFactors = Nd4j.createUninitialized(dataType, 1, pairs);
                planeFactors = Nd4j.createUninitialized(dataType, 1, points);
                mixingRaw = Nd4j.createUninitialized(dataType, conf.getNOut() * conf.getNIn(), pairs);
                planeRaw = Nd4j.createUninitialized(dataType, conf.getNOut(), points);
                mix = Nd4j.createUninitialized(dataType, outputs(), inputs());
                mixGradient = Nd4j.createUninitialized(dataType, outputs(), inputs());
                mixShare = Nd4j.createUninitialized(dataType, outputs(), inputs());
                kernel = Nd4j.createUninitialized(dataType, k, k, outputs(), 1);
                flipped = Nd4j.createUninitialized(dataType, k, k, outputs(), 1);
            }
        }
        Sampling in = conf.inputSampling();
        long inDraw = in.draw(training, getIterationCount());
        long outDraw = conf.getSampling().draw(training, getIterationCount());
        long wanted = Math.max(inDraw, outDraw);
        if (wanted != draw) {
            double[] elements = conf.getSampling().elements(outDraw);
            place(
                    KernelGeometry.mixing(
                            conf.getSampling().getGroup(), elements, in.elements(inDraw), in.weights(inDraw)),
                    mixing,
                    mixingFactors);
            place(KernelGeometry.plane(elements, k, conf.getMask()), plane, planeFactors);
            draw = wanted;
        }
    }

    private void place(KernelGeometry geometry, KernelFunction function, INDArray factors) {
        int count = geometry.factors().length;
        double[] features = KernelFeatures.of(layerConf().getNetwork(), geometry.coordinates(), count, -1);
        NativeReals.of(function.coordinates()).set(0, features);
        NativeReals.of(factors).set(0, geometry.factors());
    }

    /** The array if it has the shape, otherwise a new one; outside of workspaces, as it is wanted again in the backward pass. */
    private INDArray fitting(INDArray array, long... shape) {
        if (array != null && Arrays.equals(array.shape(), shape)) {
            return array;
        }
        try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return Nd4j.createUninitialized(dataType, shape);
        }
    }

    private List<INDArray> weights(Map<String, INDArray> table, String prefix) {
        List<INDArray> weights = new ArrayList<>();
        for (int i = 0; i <= layerConf().getNetwork().getDepth(); i++) {
            weights.add(table.get(prefix + "W" + i));
        }
        return weights;
    }

    private List<INDArray> biases(Map<String, INDArray> table, String prefix) {
        List<INDArray> biases = new ArrayList<>();
        for (int i = 0; i < layerConf().getNetwork().getDepth(); i++) {
            biases.add(table.get(prefix + "b" + i));
        }
        return biases;
    }
}
