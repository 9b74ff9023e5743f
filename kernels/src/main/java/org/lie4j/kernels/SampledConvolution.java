package org.lie4j.kernels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.Parameter;
import org.lie4j.kernels.internal.SirenConvolution;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration shared by {@link LiftingConvolution} and {@link GroupConvolution}: a SIREN kernel on group samples.
 *
 * @serial exclude
 */
public abstract class SampledConvolution extends PlanarConvolution {
    private GroupSampling sampling;
    private SirenConfiguration siren = SirenConfiguration.DEFAULT;
    private KernelMask mask = KernelMask.SMOOTH;

    /** For JSON. */
    protected SampledConvolution() {}

    /**
     * Takes over the builder's settings.
     *
     * @param builder the builder
     * @throws IllegalArgumentException if no sampling was given
     */
    protected SampledConvolution(Builder<?> builder) {
        super(builder);
        if (builder.sampling == null) {
            throw new IllegalArgumentException("sampling: expected a GroupSampling, got none");
        }
        sampling = builder.sampling;
        siren = builder.siren;
        mask = builder.mask;
    }

    /**
     * Where the input is sampled.
     *
     * @return the sampling, or null if the input lives on the plane
     */
    public abstract GroupSampling inputSampling();

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
     * @return 2 for the plane, plus the dimension of the group if the input lives on it
     */
    public int kernelFeatures() {
        return 2 + (inputSampling() == null ? 0 : sampling.getGroup().coordinates());
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        int width = siren.getWidth();
        long inputs = kernelFeatures();
        for (int i = 0; i < siren.getDepth(); i++) {
            double bound = i == 0 ? 1.0 / inputs : Math.sqrt(6.0 / inputs) / siren.getOmega();
            parameters.add(Parameter.uniform("W" + i, bound, width, inputs));
            double spread = 1 / Math.sqrt((double) inputs);
            parameters.add(Parameter.bias("b" + i, -spread, spread, new long[] {width, 1}));
            inputs = width;
        }
        parameters.add(Parameter.uniform("W" + siren.getDepth(), outputBound(), nOut * nIn, width));
        if (isHasBias()) {
            parameters.add(Parameter.bias("b", 0, nOut));
        }
        return parameters;
    }

    /**
     * The bound that gives the convolution He's gain. A sine has variance ½, so a kernel value has variance bound² / 3 ·
     * width / 2; there are nIn · k² · |H'| of them under each sum, each with a factor 1/|H'|, and the mask leaves about
     * π/4 of a square.
     */
    private double outputBound() {
        int k = getKernelSize();
        double windowed = mask == KernelMask.NONE ? 1 : Math.PI / 4;
        double kernelVariance = 2.0 * inputElements() / (nIn * k * k * windowed);
        return Math.sqrt(6 * kernelVariance / siren.getWidth());
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialize,
            DataType type) {
        return Instantiation.complete(new SirenConvolution(conf, type), conf, listeners, index, view, initialize);
    }

    /**
     * Where the output is sampled.
     *
     * @return the sampling
     */
    public GroupSampling getSampling() {
        return sampling;
    }

    /**
     * The kernel network.
     *
     * @return its shape
     */
    public SirenConfiguration getSiren() {
        return siren;
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
    void setSampling(GroupSampling sampling) {
        this.sampling = sampling;
    }

    /** @param siren the kernel network; for JSON */
    void setSiren(SirenConfiguration siren) {
        this.siren = siren;
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
    public abstract static class Builder<T extends Builder<T>> extends PlanarConvolution.Builder<T> {
        private GroupSampling sampling;
        private SirenConfiguration siren = SirenConfiguration.DEFAULT;
        private KernelMask mask = KernelMask.SMOOTH;

        /** Starts with the default SIREN and the smooth window. */
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
        public T sampling(GroupSampling outputSampling) {
            sampling = outputSampling;
            return self();
        }

        /**
         * Sets the kernel network.
         *
         * @param configuration its shape
         * @return this
         */
        public T siren(SirenConfiguration configuration) {
            siren = configuration;
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
