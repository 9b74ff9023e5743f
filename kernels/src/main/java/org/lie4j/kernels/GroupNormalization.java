package org.lie4j.kernels;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.kernels.internal.InputTypes;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.NormalizationRuntime;
import org.lie4j.kernels.internal.Parameter;
import org.lie4j.kernels.internal.ParameterSlices;
import org.lie4j.kernels.internal.Parameterized;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layer normalisation over channel, group and plane together, then a gain and bias per channel, then the activation
 * function.
 *
 * <p>y = σ(γ_c (x - μ) / √(v + ε) + β_c) with mean μ and variance v of one example, ε = 1e-5. As μ and v are invariant and γ, β
 * do not depend on the group element, the layer commutes with every action that permutes the plane and the group.
 * Input and output {@code [batch, channels·|H|, height, width]}, the group inside the channel.
 */
public final class GroupNormalization extends FeedForwardLayer implements Parameterized {
    private int elements = 1;

    private GroupNormalization() {}

    private GroupNormalization(Builder builder) {
        super(builder);
        if (builder.elements < 1) {
            throw new IllegalArgumentException("elements: expected at least 1, got " + builder.elements);
        }
        elements = builder.elements;
        initializeConstraints(builder);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.bias("gain", 1, nOut), Parameter.bias("b", 0, nOut));
    }

    @Override
    public ParameterSlices initializer() {
        return ParameterSlices.INSTANCE;
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
                new NormalizationRuntime(conf, type), conf, listeners, index, view, initialize);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputTypes.convolutional(inputType, this);
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        long channels = InputTypes.convolutional(inputType, this).getChannels();
        if (channels % elements != 0) {
            throw new IllegalArgumentException("layer \"" + getLayerName() + "\": expected a multiple of " + elements
                    + " array channels (one per group element), got " + channels);
        }
        if (nIn <= 0 || override) {
            nIn = channels / elements;
            nOut = nIn;
        }
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return InputTypeUtil.getPreProcessorForInputTypeCnnLayers(inputType, getLayerName());
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        long size = inputType.arrayElementsPerExample();
        return new LayerMemoryReport.Builder(layerName, getClass(), inputType, inputType)
                .standardMemory(2 * nOut, 4 * nOut)
                .workingMemory(0, 0, 0, size)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }

    /**
     * Array channels per channel.
     *
     * @return the number of group elements
     */
    public int getElements() {
        return elements;
    }

    /** @param elements number of group elements; for JSON */
    void setElements(int elements) {
        this.elements = elements;
    }

    /** Builds {@link GroupNormalization}. */
    public static final class Builder extends FeedForwardLayer.Builder<Builder> {
        private int elements = 1;

        /** Starts with one group element and ReLU. */
        public Builder() {
            activation(Activation.RELU);
        }

        /**
         * Sets the number of group elements of the input.
         *
         * @param count array channels per channel
         * @return this
         */
        public Builder elements(int count) {
            elements = count;
            return this;
        }

        @Override
        @SuppressWarnings("unchecked")
        public GroupNormalization build() {
            return new GroupNormalization(this);
        }
    }
}
