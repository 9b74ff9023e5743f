package org.lie4j.kernels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.kernels.internal.FreeKernelConvolution;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.Parameter;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An ordinary convolution with free weights on the fast route of the native backend; what the equivariant layers are
 * compared with.
 *
 * <p>Input {@code [batch, nIn, height, width]}, output {@code [batch, nOut, height', width']} with height' = height + 2
 * padding - kernelSize + 1. Weights start uniform with He's variance 2 / (nIn · kernelSize²).
 */
public final class Convolution extends PlanarConvolution {
    private Convolution() {}

    private Convolution(Builder builder) {
        super(builder);
        initializeConstraints(builder);
    }

    @Override
    public int inputElements() {
        return 1;
    }

    @Override
    public int outputElements() {
        return 1;
    }

    @Override
    public List<Parameter> parameters() {
        int k = getKernelSize();
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.uniform("W", Math.sqrt(6.0 / (nIn * k * k)), nOut, nIn, k, k));
        if (isHasBias()) {
            parameters.add(Parameter.bias("b", 0, nOut));
        }
        return parameters;
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
                new FreeKernelConvolution(conf, type), conf, listeners, index, view, initialize);
    }

    /** Builds {@link Convolution}. */
    public static final class Builder extends PlanarConvolution.Builder<Builder> {
        /** Starts from the defaults. */
        public Builder() {}

        @Override
        @SuppressWarnings("unchecked")
        public Convolution build() {
            return new Convolution(this);
        }
    }
}
