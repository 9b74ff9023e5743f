package org.lie4j.apen.networks;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.apen.networks.internal.VectorNormalizationRuntime;
import org.lie4j.kernels.GroupNormalization;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.Parameter;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Batch normalisation of the norms of vectors (Deng et al., Vector Neurons, ICCV 2021, section 3.3): v' = v n(r) / r, where r = √(‖v‖² + 1e-12) and n normalises each channel over batch and points, with a
 * gain and a bias. Commutes with rotations and reflections. Running statistics as in {@link GroupNormalization}, and by the same names.
 *
 * <p>Input and output {@code [batch, 3·vectors, points]}.
 *
 * @serial exclude
 */
public final class VectorNormalization extends VectorLayer {
    private VectorNormalization() {}

    private VectorNormalization(Builder builder) {
        super(builder);
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        super.setNIn(inputType, override);
        nOut = nIn;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.bias("gain", 1, nOut),
                Parameter.bias("b", 0, nOut),
                Parameter.bias(GroupNormalization.MEAN, 0, nOut),
                Parameter.bias(GroupNormalization.VARIANCE, 1, nOut));
    }

    @Override
    public IUpdater getUpdaterByParam(String parameter) {
        return GroupNormalization.isStatistic(parameter) ? new NoOp() : super.getUpdaterByParam(parameter);
    }

    @Override
    public List<Regularization> getRegularizationByParam(String parameter) {
        return GroupNormalization.isStatistic(parameter) ? List.of() : super.getRegularizationByParam(parameter);
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
                new VectorNormalizationRuntime(conf, type), conf, listeners, index, view, initialize);
    }

    /** Builds {@link VectorNormalization}. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends FeedForwardLayer.Builder<Builder> {
        /** There is nothing to set. */
        public Builder() {
            activation(Activation.IDENTITY);
        }

        @Override
        public VectorNormalization build() {
            return new VectorNormalization(this);
        }
    }
}
