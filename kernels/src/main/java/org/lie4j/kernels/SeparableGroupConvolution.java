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
 * Group convolution with a kernel that is a product, k(v, ξ) = k_x(v) · k_h(ξ): first the channels and group elements are mixed at each pixel, then each channel at
 * each group element is convolved on the plane, or in space, with its own kernel.
 *
 * <p>(C F)(x, h) = ∫ k_x(h⁻¹(y - x)) 1/|H'| Σ_{h'} |det h'|⁻¹ k_h(h⁻¹h') F(y, h') dy (Knigge et al., Exploiting Redundancy, ICML 2022, for the SE(2) case). Per pixel
 * it costs (C·|H|)² + C·|H|·kⁿ where the full one costs (C·|H|)²·kⁿ, n = 2 on images and 3 on volumes. Input and output as in {@link GroupConvolution}; both kernel networks have the same shape.
 *
 * @serial exclude
 */
public final class SeparableGroupConvolution extends SampledConvolution {
    /** Names of the parameters of the network on the plane, or in space, begin with this. */
    public static final String PLANE = "plane-";

    private Sampling inputSampling;

    private SeparableGroupConvolution() {}

    private SeparableGroupConvolution(Builder builder) {
        super(builder);
        inputSampling = requireSameGroup(builder.inputSampling, getSampling());
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
        double mixing = 2.0 * inputElements() / nIn;
        int n = spatialDimensions();
        network("", 0, groupCoordinates(), mixing, nOut * nIn, parameters);
        double windowed = KernelGeometry.meanSquareWindow(n, getKernelSize(), getMask());
        network(PLANE, n, 0, 1 / (windowed * kernelPoints()), nOut, parameters);
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

    /** Builds {@link SeparableGroupConvolution}. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends SampledConvolution.Builder<Builder> {
        private Sampling inputSampling;

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

        @Override
        public SeparableGroupConvolution build() {
            return new SeparableGroupConvolution(this);
        }
    }
}
