package org.lie4j.kernels.internal;

import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.GridConvolution;
import org.lie4j.vectors.VectorUnits;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution by the fastest of a few ways, the raw ops of the native backend among them, which are three to ten times as fast as DL4J's own layer; how the kernel comes
 * about is left to the subclass.
 */
abstract class ConvolutionRuntime extends BaseLayer<GridConvolution> implements GraphMember {
    private static final long serialVersionUID = 1;

    /** With more of them the backend's convolution is the faster one: gray and colour images are below. */
    private static final int FEW_CHANNELS = 4;

    private transient PatchProducts patches;
    private transient WinogradConvolution winograd;

    /** That of the last forward pass. */
    private transient ConvolutionWay way;

    private final transient ActivationGradient activation = new ActivationGradient();
    private transient boolean inGraph;

    ConvolutionRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    /** The kernel {@code [nOut·|H|, nIn·|H'|, k, k]} or {@code [nOut·|H|, nIn·|H'|, k, k, k]}, c-order; remains valid until the next call. */
    abstract INDArray kernel(boolean training);

    /** Where the kernel's gradient is to be written; same shape. */
    abstract INDArray kernelGradient();

    /** Carries {@link #kernelGradient} on to the parameters, and records their gradients. */
    abstract void backpropagateKernel(Gradient gradient);

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

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, workspaces);
        GridConvolution conf = layerConf();
        requireImages(conf);
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, outputShape(conf), 'c');
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            INDArray in = Arrays4d.contiguous(input, dataType);
            INDArray kernel = kernel(training);
            INDArray bias = conf.isHasBias() ? tiledBias() : null;
            way = way(training, in);
            way.forward(in, kernel, bias, out);
        }
        IActivation function = conf.getActivationFn();
        activation.keep(function, out, training);
        return function.getActivation(out, training);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        MissingGradient.refuse(epsilon, layerId());
        GridConvolution conf = layerConf();
        INDArray below = conf.isInputGradient()
                ? workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c')
                : null;
        Gradient gradient = new DefaultGradient();
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            INDArray delta = activation.backward(conf.getActivationFn(), Arrays4d.contiguous(epsilon, dataType));
            INDArray tiled = conf.isHasBias() ? tiledBias() : null;
            INDArray tiledGradient = tiled == null ? null : tiled.ulike();
            way.backward(
                    Arrays4d.contiguous(input, dataType),
                    currentKernel(),
                    tiled,
                    delta,
                    kernelGradient(),
                    tiledGradient,
                    below);
            if (tiled != null) {
                INDArray biasGradient = gradientViews.get("b");
                tiledGradient
                        .reshape('c', conf.getNOut(), conf.outputElements())
                        .sum(biasGradient, 1);
                gradient.setGradientFor("b", biasGradient);
            }
            backpropagateKernel(gradient);
        }
        return new Pair<>(
                gradient,
                below == null
                        ? MissingGradient.handedDown(conf, inGraph, input, workspaces)
                        : backpropDropOutIfPresent(below));
    }

    /** The fastest way. What rounds more than a sum of products, or keeps what a pass back needs, is for training only. */
    private ConvolutionWay way(boolean training, INDArray in) {
        GridConvolution conf = layerConf();
        int k = conf.getKernelSize();
        int padding = conf.getPadding();
        long outputs = conf.getNOut() * conf.outputElements();
        boolean first = in.size(1) <= FEW_CHANNELS && !conf.isInputGradient();
        if (first && dataType == DataType.FLOAT && VectorUnits.available()) {
            return new FewChannels(in.shape(), outputs, k, padding);
        }
        if (!training || conf.spatialDimensions() != 2) {
            return backend();
        }
        if (first) {
            patches = PatchProducts.fitting(patches, in, outputs, k, padding);
            return patches;
        }
        if (WinogradConvolution.supports(dataType, k)) {
            winograd = WinogradConvolution.fitting(winograd, in, outputs, padding);
            if (winograd.pays()) {
                return winograd;
            }
        }
        return backend();
    }

    private ConvolutionWay backend() {
        GridConvolution conf = layerConf();
        return new BackendConvolution(conf.spatialDimensions(), conf.getKernelSize(), conf.getPadding());
    }

    /** The kernel of the last {@link #activate}. */
    abstract INDArray currentKernel();

    private INDArray tiledBias() {
        INDArray bias = getParam("b");
        int elements = layerConf().outputElements();
        return elements == 1
                ? bias
                : bias.reshape('c', bias.length(), 1).repeat(1, elements).ravel();
    }

    private long[] outputShape(GridConvolution conf) {
        long[] shape = input.shape().clone();
        shape[1] = conf.getNOut() * conf.outputElements();
        for (int d = 2; d < shape.length; d++) {
            shape[d] += 2L * conf.getPadding() - conf.getKernelSize() + 1;
        }
        return shape;
    }

    private void requireImages(GridConvolution conf) {
        long expected = conf.getNIn() * conf.inputElements();
        if (input.rank() != 2 + conf.spatialDimensions() || input.size(1) != expected) {
            throw new DL4JInvalidInputException("expected input [batch, " + expected
                    + (conf.spatialDimensions() == 2 ? ", height, width], got " : ", depth, height, width], got ")
                    + java.util.Arrays.toString(input.shape()) + " " + layerId());
        }
    }
}
