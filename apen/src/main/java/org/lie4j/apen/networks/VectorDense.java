package org.lie4j.apen.networks;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.apen.networks.internal.VectorDenseRuntime;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.Parameter;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Linear combinations of vectors, the same for all points: the linear layer of vector neurons (Deng et al., Vector Neurons, ICCV 2021, equation 3), which commutes with all linear maps of space.
 *
 * <p>Input {@code [batch, 3·nIn, points]}, output {@code [batch, 3·nOut, points]}, with x, y, z of a vector together: a cloud of positions is one vector at each point. There is no bias, as
 * no direction is preferred.
 *
 * @serial exclude
 */
public final class VectorDense extends VectorLayer {
    private VectorDense() {}

    private VectorDense(Builder builder) {
        super(builder);
        if (nOut < 1) {
            throw new IllegalArgumentException("nOut: expected at least 1, got " + nOut);
        }
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.matrix("W", getWeightInitFn(), nOut, nIn));
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialize,
            DataType type) {
        return Instantiation.complete(new VectorDenseRuntime(conf, type), conf, listeners, index, view, initialize);
    }

    /** Builds {@link VectorDense}. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends FeedForwardLayer.Builder<Builder> {
        /** Starts with no number of vectors: set {@link #nOut}. */
        public Builder() {
            activation(Activation.IDENTITY);
        }

        @Override
        public VectorDense build() {
            return new VectorDense(this);
        }
    }
}
