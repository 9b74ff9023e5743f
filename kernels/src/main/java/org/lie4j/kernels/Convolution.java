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
 *
 * @serial exclude
 */
public final class Convolution extends GridConvolution {
    private int spatialDimensions = 2;

    private Convolution() {}

    private Convolution(Builder builder) {
        super(builder);
        if (builder.spatialDimensions != 2 && builder.spatialDimensions != 3) {
            throw new IllegalArgumentException("spatialDimensions: expected 2 or 3, got " + builder.spatialDimensions);
        }
        spatialDimensions = builder.spatialDimensions;
        initializeConstraints(builder);
    }

    @Override
    public int spatialDimensions() {
        return spatialDimensions;
    }

    /**
     * Dimension of the space that is convolved over.
     *
     * @return 2 for images, 3 for volumes
     */
    public int getSpatialDimensions() {
        return spatialDimensions;
    }

    /** @param spatialDimensions 2 or 3; for JSON */
    void setSpatialDimensions(int spatialDimensions) {
        this.spatialDimensions = spatialDimensions;
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
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(Parameter.uniform("W", Math.sqrt(6.0 / (nIn * kernelPoints())), kernelShape(nOut, nIn)));
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
        return Instantiation.complete(new FreeKernelConvolution(conf, type), conf, listeners, index, view, initialize);
    }

    /** Builds {@link Convolution}. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends GridConvolution.Builder<Builder> {
        private int spatialDimensions = 2;

        /** Starts from the defaults, for images. */
        public Builder() {}

        /**
         * Sets the dimension of the space that is convolved over.
         *
         * @param dimensions 2 for images, 3 for volumes
         * @return this
         */
        public Builder spatialDimensions(int dimensions) {
            spatialDimensions = dimensions;
            return this;
        }

        @Override
        public Convolution build() {
            return new Convolution(this);
        }
    }
}
