package org.lie4j.kernels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.kernels.internal.GridType;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.MemoryReports;
import org.lie4j.kernels.internal.NormalizationRuntime;
import org.lie4j.kernels.internal.Parameter;
import org.lie4j.kernels.internal.ParameterSlices;
import org.lie4j.kernels.internal.Parameterized;
import org.lie4j.kernels.internal.PointClouds;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Normalisation of maps on plane × group, then a gain and bias per channel, then the activation function.
 *
 * <p>y = σ(γ_c (x - μ) / √(v + ε) + β_c) with mean μ and variance v of the set that {@link Over} names, ε = 1e-5. As γ, β do not depend on the group
 * element, and no set separates group elements or pixels unless it has one of each, the layer commutes with every action that permutes the plane and the group.
 * Input and output {@code [batch, channels·|H|, height, width]}, the group inside the channel; volumes have a depth before the height. Clouds are
 * {@code [batch, channels·|H|, points]}, in DL4J's terms a recurrent input; all their channels are features.
 *
 * @serial exclude
 */
public final class GroupNormalization extends FeedForwardLayer implements Parameterized {
    /** Parameter key of the running mean of a batch normalisation. */
    public static final String MEAN = "mean";

    /** Parameter key of the running variance of a batch normalisation. */
    public static final String VARIANCE = "variance";

    /** What a running statistic keeps of itself in a step. */
    public static final double DECAY = 0.9;

    /** What is normalised together. */
    public enum Over {
        /** All of an example: layer normalisation over channel, group and plane. */
        EXAMPLE,
        /** The channels at one pixel and group element of an example: layer normalisation over the channel only. */
        CHANNELS,
        /** A channel, over batch, group and plane: batch normalisation. In inference running statistics take the place of the batch's. */
        BATCH
    }

    private int elements = 1;
    private Over over = Over.EXAMPLE;

    private GroupNormalization() {}

    private GroupNormalization(Builder builder) {
        super(builder);
        if (builder.elements < 1) {
            throw new IllegalArgumentException("elements: expected at least 1, got " + builder.elements);
        }
        elements = builder.elements;
        over = Objects.requireNonNull(builder.over, "over");
        initializeConstraints(builder);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.bias("gain", 1, nOut));
        parameters.add(Parameter.bias("b", 0, nOut));
        if (learnsStatistics()) {
            parameters.add(Parameter.bias(MEAN, 0, nOut));
            parameters.add(Parameter.bias(VARIANCE, 1, nOut));
        }
        return parameters;
    }

    /**
     * Whether inference uses statistics learned in training.
     *
     * @return true for batch normalisation
     */
    public boolean learnsStatistics() {
        return over == Over.BATCH;
    }

    /**
     * Whether a parameter is a running statistic, which no optimiser touches.
     *
     * @param parameter a parameter's key
     * @return true for {@link #MEAN} and {@link #VARIANCE}
     */
    public static boolean isStatistic(String parameter) {
        return parameter.equals(MEAN) || parameter.equals(VARIANCE);
    }

    @Override
    public IUpdater getUpdaterByParam(String parameter) {
        return isStatistic(parameter) ? new NoOp() : super.getUpdaterByParam(parameter);
    }

    @Override
    public List<Regularization> getRegularizationByParam(String parameter) {
        return isStatistic(parameter) ? List.of() : super.getRegularizationByParam(parameter);
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
        return Instantiation.complete(new NormalizationRuntime(conf, type), conf, listeners, index, view, initialize);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        if (PointClouds.isCloud(inputType)) {
            PointClouds.channels(inputType, 0, elements, this);
            return inputType;
        }
        GridType in = GridType.of(inputType, this);
        in.requireElements(elements, this);
        return in.from(in.origin().sampling(), true).inputType();
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        long channels = PointClouds.isCloud(inputType)
                ? PointClouds.channels(inputType, 0, elements, this)
                : GridType.of(inputType, this).channelsPer(elements, this);
        if (nIn <= 0 || override) {
            nIn = channels;
            nOut = nIn;
        }
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return PointClouds.isCloud(inputType) ? null : GridType.preProcessor(inputType, this);
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return MemoryReports.of(this, inputType, 0, 0, 0, inputType.arrayElementsPerExample());
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

    /**
     * What is normalised together.
     *
     * @return the sets
     */
    public Over getOver() {
        return over;
    }

    /** @param over what is normalised together; for JSON */
    void setOver(Over over) {
        this.over = over;
    }

    /** Builds {@link GroupNormalization}. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends FeedForwardLayer.Builder<Builder> {
        private int elements = 1;
        private Over over = Over.EXAMPLE;

        /** Starts with one group element, sets that are examples, and ReLU. */
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

        /**
         * Sets what is normalised together.
         *
         * @param sets the sets
         * @return this
         */
        public Builder over(Over sets) {
            over = sets;
            return this;
        }

        @Override
        public GroupNormalization build() {
            return new GroupNormalization(this);
        }
    }
}
