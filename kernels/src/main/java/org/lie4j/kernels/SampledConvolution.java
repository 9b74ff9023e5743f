package org.lie4j.kernels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.kernels.internal.GridType;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.KernelGeometry;
import org.lie4j.kernels.internal.KernelNetworkConvolution;
import org.lie4j.kernels.internal.Parameter;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration shared by {@link LiftingConvolution} and {@link GroupConvolution}: a kernel network on group samples.
 *
 * @serial exclude
 */
public abstract class SampledConvolution extends GridConvolution {
    private Sampling sampling;
    private KernelNetwork network = KernelNetwork.DEFAULT;
    private KernelMask mask = KernelMask.SMOOTH;

    /** For JSON. */
    protected SampledConvolution() {}

    /**
     * Takes over the builder's settings.
     *
     * @param builder the builder
     * @throws IllegalArgumentException if sampling, network or mask is missing, or what {@link GridConvolution} refuses
     */
    protected SampledConvolution(Builder<?> builder) {
        super(builder);
        if (builder.sampling == null) {
            throw new IllegalArgumentException("sampling: expected a GroupSampling or VolumeSampling, got none");
        }
        sampling = builder.sampling;
        if (builder.network == null) {
            throw new IllegalArgumentException("network: expected a KernelNetwork, got none");
        }
        if (builder.mask == null) {
            throw new IllegalArgumentException("mask: expected a KernelMask, got none");
        }
        network = builder.network;
        mask = builder.mask;
    }

    @Override
    public int spatialDimensions() {
        return sampling.getGroup().matrixSize();
    }

    /** The input's sampling if it fits the output's. */
    static Sampling requireSameGroup(Sampling input, Sampling output) {
        Sampling chosen = input == null ? output : input;
        if (chosen.getGroup() != output.getGroup()) {
            throw new IllegalArgumentException(
                    "inputSampling: expected elements of " + output.getGroup() + ", got " + chosen.getGroup());
        }
        return chosen;
    }

    /**
     * Where the input is sampled.
     *
     * @return the sampling, or null if the input lives on the plane
     */
    public abstract Sampling inputSampling();

    @Override
    void requireOrigin(GridType in) {
        if (inputSampling() != null) {
            in.requireSampling(inputSampling(), "inputSampling", this);
        }
    }

    @Override
    Sampling outputSampling() {
        return sampling;
    }

    @Override
    public int inputElements() {
        return inputSampling() == null ? 1 : inputSampling().getCount();
    }

    @Override
    public int outputElements() {
        return sampling.getCount();
    }

    /**
     * Coordinates of a kernel point.
     *
     * @return one for each dimension of space, plus those of the group if the input lives on it
     */
    public int kernelCoordinates() {
        return spatialDimensions() + groupCoordinates();
    }

    /**
     * Coordinates of a kernel point that are those of the group.
     *
     * @return their number, 0 if the input does not live on the group
     */
    public int groupCoordinates() {
        return inputSampling() == null ? 0 : sampling.getGroup().coordinates();
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        int width = network.getWidth();
        long inputs = kernelCoordinates();
        for (int i = 0; i < network.getDepth(); i++) {
            double bound = i == 0 ? 1.0 / inputs : Math.sqrt(6.0 / inputs) / network.getOmega();
            parameters.add(Parameter.uniform("W" + i, bound, width, inputs));
            double spread = 1 / Math.sqrt((double) inputs);
            parameters.add(Parameter.bias("b" + i, -spread, spread, new long[] {width, 1}));
            inputs = width;
        }
        int outputs = network.outputs(spatialDimensions(), groupCoordinates());
        parameters.add(Parameter.uniform("W" + network.getDepth(), outputBound(outputs), nOut * nIn, outputs));
        if (isHasBias()) {
            parameters.add(Parameter.bias("b", 0, nOut));
        }
        return parameters;
    }

    /**
     * The bound that gives the convolution He's gain. A kernel value has variance bound² / 3 · outputs · their mean square; there are
     * nIn · kⁿ · |H'| of them under each sum, each with a factor 1/|H'| and the window's.
     */
    private double outputBound(int outputs) {
        double windowed = KernelGeometry.meanSquareWindow(spatialDimensions(), getKernelSize(), mask);
        double kernelVariance = 2.0 * inputElements() / (nIn * kernelPoints() * windowed);
        double meanSquare = network.meanSquare(spatialDimensions(), groupCoordinates());
        return Math.sqrt(3 * kernelVariance / (outputs * meanSquare));
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialize,
            DataType type) {
        return Instantiation.complete(
                new KernelNetworkConvolution(conf, type), conf, listeners, index, view, initialize);
    }

    /**
     * Where the output is sampled.
     *
     * @return the sampling
     */
    public Sampling getSampling() {
        return sampling;
    }

    /**
     * The kernel network.
     *
     * @return its kind and shape
     */
    public KernelNetwork getNetwork() {
        return network;
    }

    /**
     * The kernel's window.
     *
     * @return the window
     */
    public KernelMask getMask() {
        return mask;
    }

    /** @param sampling where the output is sampled; for JSON */
    void setSampling(Sampling sampling) {
        this.sampling = sampling;
    }

    /** @param network the kernel network; for JSON */
    void setNetwork(KernelNetwork network) {
        this.network = network;
    }

    /** @param mask the window; for JSON */
    void setMask(KernelMask mask) {
        this.mask = mask;
    }

    /**
     * Settings shared by the sampled convolutions.
     *
     * @param <T> the concrete builder
     */
    public abstract static class Builder<T extends Builder<T>> extends GridConvolution.Builder<T> {
        private Sampling sampling;
        private KernelNetwork network = KernelNetwork.DEFAULT;
        private KernelMask mask = KernelMask.SMOOTH;

        /** Starts with the default network and the smooth window. */
        protected Builder() {}

        @SuppressWarnings("unchecked")
        private T self() {
            return (T) this;
        }

        /**
         * Sets where the output is sampled.
         *
         * @param outputSampling the sampling
         * @return this
         */
        public T sampling(Sampling outputSampling) {
            sampling = outputSampling;
            return self();
        }

        /**
         * Sets the kernel network.
         *
         * @param kernelNetwork its kind and shape
         * @return this
         */
        public T network(KernelNetwork kernelNetwork) {
            network = kernelNetwork;
            return self();
        }

        /**
         * Sets the kernel's window.
         *
         * @param window the window
         * @return this
         */
        public T mask(KernelMask window) {
            mask = window;
            return self();
        }
    }
}
