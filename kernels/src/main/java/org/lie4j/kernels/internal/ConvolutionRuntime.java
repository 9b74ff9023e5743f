package org.lie4j.kernels.internal;

import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.GridConvolution;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution by the raw ops of the native backend, three to ten times as fast as DL4J's own layer; how the kernel comes
 * about is left to the subclass.
 */
abstract class ConvolutionRuntime extends BaseLayer<GridConvolution> implements GraphMember {
    private static final long serialVersionUID = 1;

    /** From here on the backend's convolution is the faster one: gray and colour images are below. */
    private static final int MOST_PATCH_CHANNELS = 4;

    private transient PatchProducts patches;

    /** Whether the last forward pass went by patches. */
    private transient boolean byPatches;

    private transient WinogradConvolution winograd;

    /** Whether the last forward pass went by Winograd's tiles: in training only, where rounding does not count. */
    private transient boolean byTiles;

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
            byPatches = training && takesPatches();
            byTiles = training && !byPatches && takesTiles(in);
            if (byPatches) {
                patches = patches(in);
                patches.forward(in, kernel, bias, out);
            } else if (byTiles) {
                winograd.forward(in, kernel, bias, out);
            } else {
                run(false, bias == null ? inputs(in, kernel) : inputs(in, kernel, bias), out);
            }
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
            if (byPatches) {
                patches.backward(delta, kernelGradient(), tiledGradient);
            } else if (byTiles) {
                winograd.backward(delta, kernelGradient(), tiledGradient, below);
                // What it kept is spent: another pass back goes by the input.
                byTiles = false;
            } else {
                INDArray in = Arrays4d.contiguous(input, dataType);
                // The op makes the input's gradient whether it is wanted or not.
                INDArray dx = below == null ? in.ulike() : below;
                if (tiled == null) {
                    run(true, inputs(in, currentKernel(), delta), dx, kernelGradient());
                } else {
                    run(true, inputs(in, currentKernel(), tiled, delta), dx, kernelGradient(), tiledGradient);
                }
            }
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

    private boolean takesPatches() {
        GridConvolution conf = layerConf();
        return conf.spatialDimensions() == 2
                && !conf.isInputGradient()
                && conf.getNIn() * conf.inputElements() <= MOST_PATCH_CHANNELS;
    }

    private boolean takesTiles(INDArray in) {
        GridConvolution conf = layerConf();
        if (conf.spatialDimensions() != 2 || !WinogradConvolution.supports(dataType, conf.getKernelSize())) {
            return false;
        }
        long outputs = conf.getNOut() * conf.outputElements();
        winograd = WinogradConvolution.fitting(winograd, in, outputs, conf.getPadding());
        return winograd.pays();
    }

    private PatchProducts patches(INDArray in) {
        GridConvolution conf = layerConf();
        long outputs = conf.getNOut() * conf.outputElements();
        return PatchProducts.fitting(patches, in, outputs, conf.getKernelSize(), conf.getPadding());
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

    private static INDArray[] inputs(INDArray... inputs) {
        return inputs;
    }

    private long[] outputShape(GridConvolution conf) {
        long[] shape = input.shape().clone();
        shape[1] = conf.getNOut() * conf.outputElements();
        for (int d = 2; d < shape.length; d++) {
            shape[d] += 2L * conf.getPadding() - conf.getKernelSize() + 1;
        }
        return shape;
    }

    private void run(boolean backwards, INDArray[] inputs, INDArray... outputs) {
        int k = layerConf().getKernelSize();
        int p = layerConf().getPadding();
        int valid = 0;
        int channelsFirst = 0;
        int weightsOutInSpace = 1;
        boolean planar = layerConf().spatialDimensions() == 2;
        int[] arguments = planar
                ? new int[] {k, k, 1, 1, p, p, 1, 1, valid, channelsFirst, weightsOutInSpace}
                : new int[] {k, k, k, 1, 1, 1, p, p, p, 1, 1, 1, valid, channelsFirst, weightsOutInSpace};
        Nd4j.exec(DynamicCustomOp.builder((planar ? "conv2d" : "conv3dnew") + (backwards ? "_bp" : ""))
                .addInputs(inputs)
                .addOutputs(outputs)
                .addIntegerArguments(arguments)
                .build());
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
