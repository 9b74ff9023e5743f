package org.lie4j.kernels;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.kernels.internal.GridType;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.MemoryReports;
import org.lie4j.kernels.internal.PoolingRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Configuration shared by the poolings: each is one 2-D or 3-D pooling of a reshaped array.
 *
 * @serial exclude
 */
public abstract class GridPooling extends NoParamLayer {
    /** What a pool of values becomes. */
    public enum Reduction {
        /** The largest value. */
        MAX,
        /** The mean. */
        MEAN
    }

    private Reduction reduction = Reduction.MAX;

    /** For JSON. */
    protected GridPooling() {}

    /**
     * Creates the configuration.
     *
     * @param reduction what a pool becomes
     */
    protected GridPooling(Reduction reduction) {
        this.reduction = reduction;
    }

    /**
     * Whether an input fits.
     *
     * @param shape its shape
     * @return true if so
     */
    public abstract boolean takes(long[] shape);

    /**
     * What {@link #takes} asks for, for messages.
     *
     * @return the shape in words
     */
    public abstract String expectedShape();

    /**
     * How the input is seen: {@code [batch, channels, rows, columns]} or {@code [batch, channels, depth, rows, columns]}.
     *
     * @param shape the input's shape, of rank 4 or 5
     * @return the shape to pool over
     */
    public abstract long[] viewAs(long[] shape);

    /**
     * The pool's extent.
     *
     * @param view what {@link #viewAs} gave
     * @return rows and columns of one pool, after its depth if there is one; pools do not overlap
     */
    public abstract int[] pool(long[] view);

    /**
     * The output's shape.
     *
     * @param shape the input's shape
     * @return the output's shape
     */
    public abstract long[] outputShape(long[] shape);

    /**
     * What each row of the view counts in its pool.
     *
     * @param training whether the pass is part of training
     * @param iteration the training iteration, from 0
     * @return new array {@code [rows]}, or null if all count the same
     */
    public double[] rowWeights(boolean training, long iteration) {
        return null;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialize,
            DataType type) {
        return Instantiation.complete(new PoolingRuntime(conf, type), conf, listeners, index, view, initialize);
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return GridType.preProcessor(inputType, this);
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return MemoryReports.of(this, inputType);
    }

    /**
     * What a pool becomes.
     *
     * @return the reduction
     */
    public Reduction getReduction() {
        return reduction;
    }

    /** @param reduction what a pool becomes; for JSON */
    void setReduction(Reduction reduction) {
        this.reduction = reduction;
    }
}
