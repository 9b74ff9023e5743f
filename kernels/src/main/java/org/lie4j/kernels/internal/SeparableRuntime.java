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
import org.lie4j.kernels.KernelNetwork;
import org.lie4j.kernels.Sampling;
import org.lie4j.kernels.SeparableGroupConvolution;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runtime of {@link SeparableGroupConvolution}: a depthwise convolution, then a matrix product at each pixel.
 *
 * <p>The depthwise convolution, which takes one channel after the other, turns the maps around to {@code [channels, batch, height, width]}, or with a depth in front of the height: the products of all images and pixels
 * are then one product of large matrices.
 */
public final class SeparableRuntime extends BaseLayer<SeparableGroupConvolution> implements GraphMember {
    private static final long serialVersionUID = 1;
    private static final long NO_DRAW = -1;

    private transient KernelFunction mixing;
    private transient KernelFunction space;
    private transient INDArray mixingFactors;
    private transient INDArray spaceFactors;
    private transient INDArray mixingRaw;

    /** {@code [nIn·multiplier, |H'|·k·k]}, on volumes {@code [nIn·multiplier, |H'|·k·k·k]}: the kernels on space as they are, one after the other. */
    private transient INDArray spaceRaw;

    private transient double[] spaceKernels;

    /** {@code [nOut·|H|, nIn·multiplier·|H'|]}. */
    private transient INDArray mix;

    /** Its gradient, transposed: so the product is faster. */
    private transient INDArray mixGradient;

    /** The convolved maps of the last forward pass in training, channels first. */
    private transient INDArray convolved;

    /** Whether a backward pass has overwritten them with their gradient. */
    private transient boolean spent;

    private final transient ActivationGradient activation = new ActivationGradient();
    private transient boolean inGraph;
    private final transient EvaluatedParameters evaluated = new EvaluatedParameters();
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
    public void joinGraph() {
        inGraph = true;
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

    /** Functions on space, of all input channels. */
    private int kernels() {
        return (int) layerConf().getNIn() * layerConf().getMultiplier();
    }

    /** Channels after the depthwise convolution. */
    private int convolved() {
        return kernels() * layerConf().inputElements();
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, workspaces);
        SeparableGroupConvolution conf = layerConf();
        if (input.rank() != conf.spatialDimensions() + 2 || input.size(1) != inputs()) {
            throw new DL4JInvalidInputException(
                    "expected input [batch, " + inputs() + (conf.spatialDimensions() == 2 ? "" : ", depth")
                            + ", height, width], got " + Arrays.toString(input.shape()) + " " + layerId());
        }
        long shrink = conf.getKernelSize() - 1 - 2L * conf.getPadding();
        long[] outShape = input.shape().clone();
        outShape[1] = outputs();
        for (int axis = 2; axis < outShape.length; axis++) {
            outShape[axis] -= shrink;
        }
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, outShape, 'c');
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            kernels(training);
            long[] shape = channelsFirst(out.shape(), convolved());
            if (training) {
                convolved = KeptArrays.fitting(convolved, dataType, shape);
                spent = false;
            }
            INDArray maps = training ? convolved : Nd4j.createUninitialized(dataType, shape, 'c');
            depthwise().forward(Arrays4d.contiguous(input, dataType), spaceKernels, maps);
            INDArray mixed = Nd4j.createUninitialized(dataType, channelsFirst(out.shape(), outputs()), 'c');
            KernelFunction.multiply(mix, matrix(maps), matrix(mixed), false, false);
            ChannelsFirst.toBatches(mixed, tiledBias(), isRectified(), out);
        }
        IActivation function = conf.getActivationFn();
        activation.keep(function, out, training);
        return isRectified() ? out : function.getActivation(out, training);
    }

    /** Whether the activation function is taken along when the batch is put first. */
    private boolean isRectified() {
        return ActivationGradient.isPlainRelu(layerConf().getActivationFn());
    }

    private static long[] channelsFirst(long[] batchFirst, long channels) {
        long[] shape = batchFirst.clone();
        shape[0] = channels;
        shape[1] = batchFirst[0];
        return shape;
    }

    /** Evaluates both networks, unless that was done. */
    private void kernels(boolean training) {
        boolean samePoints = prepare(training);
        if (!training && samePoints && evaluated.are(paramsFlattened)) {
            return;
        }
        SeparableGroupConvolution conf = layerConf();
        mixing.forward(weights(params, ""), biases(params, ""), mixingRaw);
        mixingRaw.muliRowVector(mixingFactors);
        mix.reshape('c', conf.getNOut(), conf.outputElements(), kernels(), conf.inputElements())
                .assign(mixingByElements().permute(0, 2, 1, 3));
        space.forward(
                weights(params, SeparableGroupConvolution.PLANE),
                biases(params, SeparableGroupConvolution.PLANE),
                spaceRaw);
        spaceRaw.muliRowVector(spaceFactors);
        NativeReals.of(spaceRaw).get(0, spaceKernels);
        if (training) {
            evaluated.forget();
        } else {
            evaluated.become(paramsFlattened);
        }
    }

    /** How often the networks were evaluated, for tests. */
    int evaluations() {
        return mixing.evaluations();
    }

    /** {@link #mixingRaw} as {@code [nOut, nIn·multiplier, |H|, |H'|]}. */
    private INDArray mixingByElements() {
        SeparableGroupConvolution conf = layerConf();
        return mixingRaw.reshape('c', conf.getNOut(), kernels(), conf.outputElements(), conf.inputElements());
    }

    private static INDArray matrix(INDArray maps) {
        return maps.reshape('c', maps.size(0), maps.length() / maps.size(0));
    }

    private Depthwise depthwise() {
        SeparableGroupConvolution conf = layerConf();
        DepthwiseShape shape = new DepthwiseShape(
                input.shape(), conf.inputElements(), conf.getMultiplier(), conf.getKernelSize(), conf.getPadding());
        return Depthwise.of(shape, dataType);
    }

    /** The bias of each channel at each element. */
    private double[] tiledBias() {
        double[] tiled = new double[outputs()];
        if (layerConf().isHasBias()) {
            NativeReals bias = NativeReals.of(getParam("b"));
            for (int c = 0; c < tiled.length; c++) {
                tiled[c] = bias.get(c / layerConf().outputElements());
            }
        }
        return tiled;
    }

    private void biasGradient(double[] tiledGradient) {
        if (layerConf().isHasBias()) {
            double[] sums = new double[(int) layerConf().getNOut()];
            for (int c = 0; c < tiledGradient.length; c++) {
                sums[c / layerConf().outputElements()] += tiledGradient[c];
            }
            NativeReals.of(gradientViews.get("b")).set(0, sums);
        }
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        MissingGradient.refuse(epsilon, layerId());
        SeparableGroupConvolution conf = layerConf();
        INDArray below = conf.isInputGradient()
                ? workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c')
                : null;
        Gradient gradient = new DefaultGradient();
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            INDArray upper = Arrays4d.contiguous(epsilon, dataType);
            if (!isRectified()) {
                upper = Arrays4d.contiguous(activation.backward(conf.getActivationFn(), upper), dataType);
            }
            INDArray delta = Nd4j.createUninitialized(dataType, channelsFirst(upper.shape(), outputs()), 'c');
            double[] tiledGradient = new double[outputs()];
            ChannelsFirst.toChannels(upper, isRectified() ? activation.kept() : null, tiledGradient, delta);
            biasGradient(tiledGradient);
            if (spent) {
                depthwise().forward(Arrays4d.contiguous(input, dataType), spaceKernels, convolved);
            }
            spent = true;
            KernelFunction.multiply(matrix(convolved), matrix(delta), mixGradient, false, true);
            INDArray gradientOfMix =
                    mixGradient.reshape('c', kernels(), conf.inputElements(), conf.getNOut(), conf.outputElements());
            mixingByElements().assign(gradientOfMix.permute(2, 0, 3, 1));
            mixingRaw.muliRowVector(mixingFactors);
            mixing.backward(mixingRaw, weights(params, ""), weights(gradientViews, ""), biases(gradientViews, ""));
            KernelFunction.multiply(mix, matrix(delta), matrix(convolved), true, false);
            backpropagateSpace(below);
            for (Parameter p : conf.parameters()) {
                gradient.setGradientFor(p.key(), gradientViews.get(p.key()));
            }
        }
        return new Pair<>(
                gradient,
                below == null
                        ? MissingGradient.handedDown(conf, inGraph, input, workspaces)
                        : backpropDropOutIfPresent(below));
    }

    /** The gradients of the kernels on space and, unless it is null, of the input, from that of the convolved maps. */
    private void backpropagateSpace(INDArray below) {
        double[] kernelGradient = new double[spaceKernels.length];
        depthwise().backward(Arrays4d.contiguous(input, dataType), spaceKernels, convolved, kernelGradient, below);
        NativeReals.of(spaceRaw).set(0, kernelGradient);
        spaceRaw.muliRowVector(spaceFactors);
        String prefix = SeparableGroupConvolution.PLANE;
        space.backward(
                spaceRaw, weights(params, prefix), weights(gradientViews, prefix), biases(gradientViews, prefix));
    }

    /** Makes the arrays on first use, and moves the networks' points when there is a new draw of group elements; true if there is not. */
    private boolean prepare(boolean training) {
        SeparableGroupConvolution conf = layerConf();
        if (mixing == null) {
            int pairs = conf.outputElements() * conf.inputElements();
            int n = conf.spatialDimensions();
            int points = conf.inputElements() * conf.kernelPoints();
            KernelNetwork network = conf.getNetwork();
            int ofPairs = KernelFeatures.count(network, 0, conf.groupCoordinates());
            mixing = new KernelFunction(network, dataType, ofPairs, pairs);
            space = new KernelFunction(network, dataType, KernelFeatures.count(network, n, 0), points);
            try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                mixingFactors = Nd4j.createUninitialized(dataType, 1, pairs);
                spaceFactors = Nd4j.createUninitialized(dataType, 1, points);
                mixingRaw = Nd4j.createUninitialized(dataType, conf.getNOut() * kernels(), pairs);
                spaceRaw = Nd4j.createUninitialized(dataType, kernels(), points);
                mix = Nd4j.createUninitialized(dataType, outputs(), convolved());
                mixGradient = Nd4j.createUninitialized(dataType, convolved(), outputs());
            }
            spaceKernels = new double[convolved() * conf.kernelPoints()];
        }
        Sampling in = conf.inputSampling();
        long inDraw = in.draw(training, getIterationCount());
        long outDraw = conf.getSampling().draw(training, getIterationCount());
        long wanted = Math.max(inDraw, outDraw);
        boolean same = wanted == draw;
        if (!same) {
            double[] elements = in.elements(inDraw);
            place(
                    KernelGeometry.mixing(
                            conf.getSampling().getGroup(),
                            conf.getSampling().elements(outDraw),
                            elements,
                            in.weights(inDraw)),
                    0,
                    mixing,
                    mixingFactors);
            place(
                    KernelGeometry.space(conf.spatialDimensions(), elements, conf.getKernelSize(), conf.getMask()),
                    conf.spatialDimensions(),
                    space,
                    spaceFactors);
            draw = wanted;
        }
        return same;
    }

    private void place(KernelGeometry geometry, int spatial, KernelFunction function, INDArray factors) {
        SeparableGroupConvolution conf = layerConf();
        double[] features = KernelFeatures.of(
                conf.getNetwork(),
                conf.getSampling().getGroup(),
                spatial,
                geometry.coordinates(),
                geometry.factors().length);
        NativeReals.of(function.coordinates()).set(0, features);
        NativeReals.of(factors).set(0, geometry.factors());
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
