package org.lie4j.kernels;

import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.lie4j.kernels.internal.GridType;
import org.lie4j.kernels.internal.MemoryReports;
import org.lie4j.kernels.internal.ParameterSlices;
import org.lie4j.kernels.internal.Parameterized;

/**
 * Configuration shared by the stride-1 convolutions of this package: square kernels on images {@code [batch, channels, height,
 * width]}, cubic ones on volumes {@code [batch, channels, depth, height, width]}.
 *
 * <p>A feature map on (space × group) is stored with the group inside the channel: array channel {@code c · |H| + i} holds
 * channel c at group element i. {@code nIn} and {@code nOut} count channels per group element.
 *
 * @serial exclude
 */
public abstract class GridConvolution extends FeedForwardLayer implements Parameterized {
    private int kernelSize = 5;
    private int padding;
    private boolean hasBias = true;
    private boolean inputGradient = true;
    private boolean layerBelow;

    /** For JSON. */
    protected GridConvolution() {}

    /**
     * Takes over the builder's settings.
     *
     * @param builder the builder
     * @throws IllegalArgumentException if there are no output channels, the kernel's size is not odd, or the padding is negative
     */
    protected GridConvolution(Builder<?> builder) {
        super(builder);
        if (builder.kernelSize < 1 || builder.kernelSize % 2 == 0) {
            throw new IllegalArgumentException("kernelSize: expected an odd number >= 1, got " + builder.kernelSize);
        }
        if (builder.padding < 0) {
            throw new IllegalArgumentException("padding: expected a number >= 0, got " + builder.padding);
        }
        if (nOut < 1) {
            throw new IllegalArgumentException("nOut: expected at least 1, got " + nOut);
        }
        kernelSize = builder.kernelSize;
        padding = builder.padding;
        hasBias = builder.hasBias;
        inputGradient = builder.inputGradient;
    }

    /**
     * Dimension of the space that is convolved over.
     *
     * @return 2 for images, 3 for volumes
     */
    public abstract int spatialDimensions();

    /**
     * Number of pixels or voxels of the kernel.
     *
     * @return kernelSize to the power of the dimension
     */
    public int kernelPoints() {
        return spatialDimensions() == 2 ? kernelSize * kernelSize : kernelSize * kernelSize * kernelSize;
    }

    /**
     * Shape of a kernel.
     *
     * @param outputs its outputs
     * @param inputs its inputs
     * @return {@code [outputs, inputs, k, k]}, or {@code [outputs, inputs, k, k, k]}
     */
    public long[] kernelShape(long outputs, long inputs) {
        long[] shape = new long[2 + spatialDimensions()];
        java.util.Arrays.fill(shape, kernelSize);
        shape[0] = outputs;
        shape[1] = inputs;
        return shape;
    }

    /**
     * Array channels per input channel.
     *
     * @return the number of group elements the input is sampled at, 1 for images
     */
    public abstract int inputElements();

    /**
     * Array channels per output channel.
     *
     * @return the number of group elements the output is sampled at, 1 for images
     */
    public abstract int outputElements();

    @Override
    public ParameterSlices initializer() {
        return ParameterSlices.INSTANCE;
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        GridType in = GridType.of(inputType, spatialDimensions(), this);
        long channels = in.channelsPer(inputElements(), this);
        layerBelow = in.origin().layered();
        if (nIn <= 0 || override) {
            nIn = channels;
        }
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        GridType in = GridType.of(inputType, spatialDimensions(), this);
        requireOrigin(in);
        if (!inputGradient && in.origin().learned()) {
            throw new IllegalArgumentException("layer \"" + getLayerName()
                    + "\": expected nothing with parameters below a layer with inputGradient(false), as it would not learn, got "
                    + inputType);
        }
        for (long side : in.sides()) {
            if (side + 2L * padding - kernelSize + 1 < 1) {
                throw new IllegalArgumentException("layer \"" + getLayerName() + "\": expected an input of at least "
                        + (kernelSize - 2 * padding) + " pixels each way, got " + inputType);
            }
        }
        return in.with(nOut * outputElements(), side -> side + 2L * padding - kernelSize + 1)
                .from(outputSampling(), true)
                .inputType();
    }

    /** Refuses maps that are known to be sampled at other group elements than this layer reckons with. */
    void requireOrigin(GridType in) {
        // Free kernels, and those on images, take any channels.
    }

    /** The group elements inside the output's channel, or null for none. */
    Sampling outputSampling() {
        return null;
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return GridType.preProcessor(inputType, this);
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        long kernel = nIn * inputElements() * nOut * outputElements() * kernelPoints();
        return MemoryReports.of(this, inputType, kernel, 0, 2 * kernel, 0);
    }

    /**
     * Side of the square or cubic kernel.
     *
     * @return pixels, odd
     */
    public int getKernelSize() {
        return kernelSize;
    }

    /**
     * Zero padding on each side.
     *
     * @return pixels
     */
    public int getPadding() {
        return padding;
    }

    /**
     * Whether a bias per output channel is added.
     *
     * @return true if so
     */
    public boolean isHasBias() {
        return hasBias;
    }

    /**
     * Whether the gradient with respect to the input is passed down in training.
     *
     * @return false for a first layer on data
     */
    public boolean isInputGradient() {
        return inputGradient;
    }

    /**
     * Whether a layer of this module is known to lie below: in a {@code ComputationGraph} it insists on a gradient.
     *
     * @return true if so
     */
    public boolean isLayerBelow() {
        return layerBelow;
    }

    /** @param layerBelow whether a layer of this module lies below; for JSON */
    void setLayerBelow(boolean layerBelow) {
        this.layerBelow = layerBelow;
    }

    /** @param inputGradient whether it is passed down; for JSON */
    void setInputGradient(boolean inputGradient) {
        this.inputGradient = inputGradient;
    }

    /** @param kernelSize pixels, odd; for JSON */
    void setKernelSize(int kernelSize) {
        this.kernelSize = kernelSize;
    }

    /** @param padding pixels; for JSON */
    void setPadding(int padding) {
        this.padding = padding;
    }

    /** @param hasBias whether there is a bias; for JSON */
    void setHasBias(boolean hasBias) {
        this.hasBias = hasBias;
    }

    /**
     * Settings shared by the convolutions.
     *
     * @param <T> the concrete builder
     */
    public abstract static class Builder<T extends Builder<T>> extends FeedForwardLayer.Builder<T> {
        private int kernelSize = 5;
        private int padding;
        private boolean hasBias = true;
        private boolean inputGradient = true;

        /** Starts with 5×5 kernels, no padding, a bias and the identity as activation. */
        protected Builder() {
            activationFn = new org.nd4j.linalg.activations.impl.ActivationIdentity();
        }

        @SuppressWarnings("unchecked")
        private T self() {
            return (T) this;
        }

        /**
         * Sets the side of the square or cubic kernel.
         *
         * @param pixels an odd number
         * @return this
         */
        public T kernelSize(int pixels) {
            kernelSize = pixels;
            return self();
        }

        /**
         * Sets the zero padding on each side.
         *
         * @param pixels a number ≥ 0
         * @return this
         */
        public T padding(int pixels) {
            padding = pixels;
            return self();
        }

        /**
         * Sets whether a bias per output channel is added.
         *
         * @param bias whether it is
         * @return this
         */
        public T hasBias(boolean bias) {
            hasBias = bias;
            return self();
        }

        /**
         * Sets whether the gradient with respect to the input is passed down in training. Without it the first layer of a network on
         * images takes half the time. Nothing below may have parameters: that is refused when the network is configured as far as layers of this module are known to lie
         * below, and otherwise in the first step.
         *
         * <p>Layers of this module without parameters may lie below. A {@code ComputationGraph}, which insists on a gradient for every vertex, gives them one that is 0, if it was
         * configured with input types. It fails in the first step where only DL4J's own layers lie below, or where several vertices read the same input of the network.
         *
         * @param wanted true by default
         * @return this
         */
        public T inputGradient(boolean wanted) {
            inputGradient = wanted;
            return self();
        }
    }
}
