package org.lie4j.kernels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.KernelGeometry;
import org.lie4j.kernels.internal.Parameter;
import org.lie4j.kernels.internal.SeparableRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Group convolution with kernels that are sums of r products: first each channel at each group element is convolved on the plane, or in space, with r kernels of its own, then channels and group elements are mixed at
 * each pixel.
 *
 * <p>(C F)(x, h) = 1/|H'| Σ_{h'} |det h'|⁻¹ Σ_{i ≤ r} k_h⁽ⁱ⁾(h⁻¹h') ∫ k_x⁽ⁱ⁾(h'⁻¹(y - x)) F(y, h') dy, where k_x⁽ⁱ⁾ has one kernel for each channel of F. A kernel is laid out by the element h' where its input is, so
 * that as a function on the group it is k_h⁽ⁱ⁾(ξ) k_x⁽ⁱ⁾(ξ⁻¹v), with ξ = h⁻¹h' and v = h⁻¹(y - x), and the layer equivariant as the full one is. With r = 1 this is the separable convolution of Knigge et al. (Exploiting
 * Redundancy, ICML 2022, for the SE(2) case) with its factors in the other order, so that few output channels do not mean few kernels on the plane; r is the depth multiplier of depthwise separable convolutions. Per pixel
 * it costs r ((C·|H|)² + C·|H|·kⁿ) where the full one costs (C·|H|)²·kⁿ, n = 2 on images and 3 on volumes. Input and output as in {@link GroupConvolution}; both kernel networks have the same shape.
 *
 * @serial exclude
 */
public final class SeparableGroupConvolution extends SampledConvolution {
    /** Names of the parameters of the network on the plane, or in space, begin with this. */
    public static final String PLANE = "plane-";

    private Sampling inputSampling;
    private int multiplier = 1;

    private SeparableGroupConvolution() {}

    private SeparableGroupConvolution(Builder builder) {
        super(builder);
        inputSampling = requireSameGroup(builder.inputSampling, getSampling());
        if (builder.multiplier < 1) {
            throw new IllegalArgumentException("multiplier: expected at least 1, got " + builder.multiplier);
        }
        multiplier = builder.multiplier;
        initializeConstraints(builder);
    }

    @Override
    public Sampling inputSampling() {
        return inputSampling;
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        // Each factor has half of the gain, and is responsible for its own sum.
        long kernels = nIn * multiplier;
        double mixing = 2.0 * inputElements() / kernels;
        int n = spatialDimensions();
        network("", 0, groupCoordinates(), mixing, nOut * kernels, parameters);
        double windowed = KernelGeometry.meanSquareWindow(n, getKernelSize(), getMask());
        network(PLANE, n, 0, 1 / (windowed * kernelPoints()), kernels, parameters);
        if (isHasBias()) {
            parameters.add(Parameter.bias("b", 0, nOut));
        }
        return parameters;
    }

    private void network(
            String prefix, int spatial, int group, double variance, long kernels, List<Parameter> parameters) {
        KernelNetwork network = getNetwork();
        long inputs = (long) spatial + group;
        for (int i = 0; i < network.getDepth(); i++) {
            double bound = i == 0 ? 1.0 / inputs : Math.sqrt(6.0 / inputs) / network.getOmega();
            parameters.add(Parameter.uniform(prefix + "W" + i, bound, network.getWidth(), inputs));
            double spread = 1 / Math.sqrt((double) inputs);
            long[] shape = {network.getWidth(), 1};
            parameters.add(Parameter.bias(prefix + "b" + i, -spread, spread, shape));
            inputs = network.getWidth();
        }
        int outputs = network.outputs(spatial, group);
        double bound = Math.sqrt(3 * variance / (outputs * network.meanSquare(spatial, group)));
        parameters.add(Parameter.uniform(prefix + "W" + network.getDepth(), bound, kernels, outputs));
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialize,
            DataType type) {
        return Instantiation.complete(new SeparableRuntime(conf, type), conf, listeners, index, view, initialize);
    }

    /**
     * Where the input is sampled.
     *
     * @return the sampling
     */
    public Sampling getInputSampling() {
        return inputSampling;
    }

    /** @param inputSampling where the input is sampled; for JSON */
    void setInputSampling(Sampling inputSampling) {
        this.inputSampling = inputSampling;
    }

    /**
     * Kernels on the plane, or in space, of each input channel.
     *
     * @return r, their number
     */
    public int getMultiplier() {
        return multiplier;
    }

    /** @param multiplier kernels on space of each input channel; for JSON */
    void setMultiplier(int multiplier) {
        this.multiplier = multiplier;
    }

    /** Builds {@link SeparableGroupConvolution}. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends SampledConvolution.Builder<Builder> {
        private Sampling inputSampling;
        private int multiplier = 1;

        /** Starts from the defaults. */
        public Builder() {}

        /**
         * Sets where the input is sampled, if not where the output is.
         *
         * @param samplingBelow the output sampling of the layer below
         * @return this
         */
        public Builder inputSampling(Sampling samplingBelow) {
            inputSampling = samplingBelow;
            return this;
        }

        /**
         * Sets how many kernels on the plane, or in space, each input channel has; 1 unless set. Each costs as much again.
         *
         * @param kernels r, at least 1
         * @return this
         */
        public Builder multiplier(int kernels) {
            multiplier = kernels;
            return this;
        }

        @Override
        public SeparableGroupConvolution build() {
            return new SeparableGroupConvolution(this);
        }
    }
}
