package org.lie4j.kernels;

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
import org.lie4j.kernels.internal.AttentionRuntime;
import org.lie4j.kernels.internal.GridType;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.MemoryReports;
import org.lie4j.kernels.internal.Parameter;
import org.lie4j.kernels.internal.ParameterSlices;
import org.lie4j.kernels.internal.Parameterized;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Projection of maps on plane × group to a mean whose weights are learned: y_c = Σ_s a_s f_{c,s}, a = softmax_s(wᵀ tanh(V f_s + b)), where f_s are the
 * channels at the place s (attention pooling of Ilse, Tomczak &amp; Welling, ICML 2018, eq. 7 and 8).
 *
 * <p>The places are the group elements at each pixel, or the pixels at each group element, or all of them. Since V, b, w are the same at every place, the weights move
 * with the input, and the projection commutes with every action that permutes the places.
 *
 * <p>Over a group whose elements are {@link Builder#weightedBy weighted} by Haar measure, the weight u_s of the element multiplies exp(score): a = softmax_s(score + log u), so that y is the quotient of
 * the integrals ∫ e^score f dμ and ∫ e^score dμ, whatever distribution the elements were drawn from.
 *
 * <p>Input {@code [batch, channels·|H|, height, width]}, the group inside the channel. Output {@code [batch, channels, height, width]} over the group,
 * {@code [batch, channels·|H|]} over the plane, {@code [batch, channels]} over both.
 *
 * @serial exclude
 */
public final class AttentionProjection extends FeedForwardLayer implements Parameterized {
    private int elements = 1;
    private int hidden = 16;
    private boolean overGroup = true;
    private boolean overPlane;
    private Sampling weightedBy;

    private AttentionProjection() {}

    private AttentionProjection(Builder builder) {
        super(builder);
        if (builder.elements < 1) {
            throw new IllegalArgumentException("elements: expected at least 1, got " + builder.elements);
        }
        if (builder.hidden < 1) {
            throw new IllegalArgumentException("hidden: expected at least 1, got " + builder.hidden);
        }
        elements = builder.elements;
        hidden = builder.hidden;
        overGroup = builder.overGroup;
        overPlane = builder.overPlane;
        // Over the plane alone a weight is the same at all places of a softmax.
        weightedBy = overGroup ? builder.weightedBy : null;
        initializeConstraints(builder);
    }

    @Override
    public List<Parameter> parameters() {
        // Uniform with variance 1 / inputs; with w near 0 the projection starts as the mean.
        return List.of(
                Parameter.uniform("V", Math.sqrt(3.0 / nIn), hidden, nIn),
                Parameter.bias("b", 0, hidden),
                Parameter.uniform("w", 0.1 * Math.sqrt(3.0 / hidden), 1, hidden));
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
        return Instantiation.complete(new AttentionRuntime(conf, type), conf, listeners, index, view, initialize);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        GridType in = GridType.of(inputType, this);
        long perElement = in.channelsPer(elements, this);
        in.requireElements(elements, weightedBy, this);
        long channels = overGroup ? perElement : in.channels();
        return overPlane
                ? InputType.feedForward(channels)
                : in.with(channels, side -> side)
                        .from(overGroup ? null : in.origin().sampling(), true)
                        .inputType();
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        long channels = GridType.of(inputType, this).channelsPer(elements, this);
        if (nIn <= 0 || override) {
            nIn = channels;
            nOut = channels;
        }
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return GridType.preProcessor(inputType, this);
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        long places = inputType.arrayElementsPerExample() / Math.max(1, nIn);
        return MemoryReports.of(this, inputType, 0, 0, 0, 2 * places);
    }

    /**
     * Number of group elements of the input.
     *
     * @return array channels per channel
     */
    public int getElements() {
        return elements;
    }

    /**
     * Rows of V.
     *
     * @return the width of the hidden layer that makes the weights
     */
    public int getHidden() {
        return hidden;
    }

    /**
     * Whether the group is projected away.
     *
     * @return true if so
     */
    public boolean isOverGroup() {
        return overGroup;
    }

    /**
     * Whether the plane is projected away.
     *
     * @return true if so
     */
    public boolean isOverPlane() {
        return overPlane;
    }

    /**
     * Whose weights the elements have.
     *
     * @return the sampling, or null if all elements count the same
     */
    public Sampling getWeightedBy() {
        return weightedBy;
    }

    /** @param weightedBy whose weights the elements have; for JSON */
    void setWeightedBy(Sampling weightedBy) {
        this.weightedBy = weightedBy;
    }

    /** @param elements number of group elements; for JSON */
    void setElements(int elements) {
        this.elements = elements;
    }

    /** @param hidden rows of V; for JSON */
    void setHidden(int hidden) {
        this.hidden = hidden;
    }

    /** @param overGroup whether the group is projected away; for JSON */
    void setOverGroup(boolean overGroup) {
        this.overGroup = overGroup;
    }

    /** @param overPlane whether the plane is projected away; for JSON */
    void setOverPlane(boolean overPlane) {
        this.overPlane = overPlane;
    }

    /** Builds {@link AttentionProjection}. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends FeedForwardLayer.Builder<Builder> {
        private int elements = 1;
        private int hidden = 16;
        private boolean overGroup = true;
        private boolean overPlane;
        private Sampling weightedBy;

        /** Starts with a projection over the group, 16 hidden units. */
        public Builder() {
            activation(Activation.IDENTITY);
        }

        /**
         * Sets the number of group elements of the input.
         *
         * @param count array channels per channel
         * @return this
         */
        public Builder elements(int count) {
            elements = count;
            weightedBy = null;
            return this;
        }

        /**
         * Sets the group elements of the input: their number, and what each counts over the group.
         *
         * @param sampling the output sampling of the layer below, {@code weightedByHaar()} for quotients of Haar integrals
         * @return this
         */
        public Builder weightedBy(Sampling sampling) {
            elements = Objects.requireNonNull(sampling, "sampling").getCount();
            weightedBy = sampling;
            return this;
        }

        /**
         * Sets the width of the hidden layer that makes the weights.
         *
         * @param units rows of V
         * @return this
         */
        public Builder hidden(int units) {
            hidden = units;
            return this;
        }

        /**
         * Projects over group and plane together.
         *
         * @return this
         */
        public Builder overPlane() {
            overGroup = true;
            overPlane = true;
            return this;
        }

        /**
         * Projects over the plane only: the group stays inside the channel.
         *
         * @return this
         */
        public Builder overPlaneOnly() {
            overGroup = false;
            overPlane = true;
            return this;
        }

        @Override
        public AttentionProjection build() {
            return new AttentionProjection(this);
        }
    }
}
