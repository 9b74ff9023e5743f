package org.lie4j.apen.networks;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.apen.networks.internal.VectorRectifierRuntime;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.Parameter;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A leaky rectifier of vectors (Deng et al., Vector Neurons, ICCV 2021, equations 5 and 6): where v points against a learnt direction k, its part along k is shrunk to a fraction. Commutes with rotations and
 * reflections.
 *
 * <p>The directions k = U V are linear combinations of the point's vectors V. v' = v if ⟨v, k⟩ ≥ 0, and v - (1 - slope) ⟨v, k⟩ k / (‖k‖² + 1e-6) otherwise. Input and output {@code [batch, 3·vectors,
 * points]}.
 *
 * @serial exclude
 */
public final class VectorRectifier extends VectorLayer {
    private double slope;

    private VectorRectifier() {}

    private VectorRectifier(Builder builder) {
        super(builder);
        if (!(builder.slope >= 0 && builder.slope < 1)) {
            throw new IllegalArgumentException("slope: expected a number in [0, 1), got " + builder.slope);
        }
        slope = builder.slope;
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        super.setNIn(inputType, override);
        nOut = nIn;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.matrix("U", getWeightInitFn(), nOut, nIn));
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialize,
            DataType type) {
        return Instantiation.complete(new VectorRectifierRuntime(conf, type), conf, listeners, index, view, initialize);
    }

    /**
     * What is left of a vector's part against its direction.
     *
     * @return a number in [0, 1)
     */
    public double getSlope() {
        return slope;
    }

    /** @param slope what is left; for JSON */
    void setSlope(double slope) {
        this.slope = slope;
    }

    /** Builds {@link VectorRectifier}. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends FeedForwardLayer.Builder<Builder> {
        private double slope = 0.2;

        /** Starts with slope 0.2. */
        public Builder() {
            activation(Activation.IDENTITY);
        }

        /**
         * Sets what is left of a vector's part against its direction.
         *
         * @param fraction in [0, 1)
         * @return this
         */
        public Builder slope(double fraction) {
            slope = fraction;
            return this;
        }

        @Override
        public VectorRectifier build() {
            return new VectorRectifier(this);
        }
    }
}
