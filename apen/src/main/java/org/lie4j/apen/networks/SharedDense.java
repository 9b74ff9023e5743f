package org.lie4j.apen.networks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.apen.networks.internal.SharedDenseRuntime;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.MemoryReports;
import org.lie4j.kernels.internal.Parameter;
import org.lie4j.kernels.internal.ParameterSlices;
import org.lie4j.kernels.internal.Parameterized;
import org.lie4j.kernels.internal.PointClouds;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense layer that is the same for all points, y[b, :, i] = σ(W x[b, :, i] + β): a layer of PointNet's shared multilayer perceptron (Qi et al., CVPR 2017).
 *
 * <p>Input {@code [batch, nIn, points]}, output {@code [batch, nOut, points]}; W is {@code [nOut, nIn]} and starts as the network's {@code weightInit} says, β as 0.
 *
 * @serial exclude
 */
public final class SharedDense extends FeedForwardLayer implements Parameterized {
    private boolean hasBias = true;

    private SharedDense() {}

    private SharedDense(Builder builder) {
        super(builder);
        if (nOut < 1) {
            throw new IllegalArgumentException("nOut: expected at least 1, got " + nOut);
        }
        hasBias = builder.hasBias;
        initializeConstraints(builder);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.matrix("W", getWeightInitFn(), nOut, nIn));
        if (hasBias) {
            parameters.add(Parameter.bias("b", 0, nOut));
        }
        return parameters;
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
        return Instantiation.complete(new SharedDenseRuntime(conf, type), conf, listeners, index, view, initialize);
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        long channels = PointClouds.channels(inputType, 0, 1, this);
        if (nIn <= 0 || override) {
            nIn = channels;
        }
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        PointClouds.channels(inputType, 0, 1, this);
        return InputType.recurrent(nOut, ((InputType.InputTypeRecurrent) inputType).getTimeSeriesLength());
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return null;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return MemoryReports.of(this, inputType, 0, nOut * nIn, 0, nOut * nIn);
    }

    /**
     * Whether a bias per output channel is added.
     *
     * @return true if so
     */
    public boolean isHasBias() {
        return hasBias;
    }

    /** @param hasBias whether there is a bias; for JSON */
    void setHasBias(boolean hasBias) {
        this.hasBias = hasBias;
    }

    /** Builds {@link SharedDense}. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends FeedForwardLayer.Builder<Builder> {
        private boolean hasBias = true;

        /** Starts with a bias and no activation function. */
        public Builder() {
            activation(Activation.IDENTITY);
        }

        /**
         * Sets whether a bias per output channel is added; a normalisation above makes it superfluous.
         *
         * @param bias whether it is
         * @return this
         */
        public Builder hasBias(boolean bias) {
            hasBias = bias;
            return this;
        }

        @Override
        public SharedDense build() {
            return new SharedDense(this);
        }
    }
}
