package org.lie4j.apen.networks;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.apen.networks.internal.PoolRuntime;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.MemoryReports;
import org.lie4j.kernels.internal.PointClouds;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Pooling over the points of a cloud, which makes a network invariant to their order: {@code [batch, channels, points]} to {@code [batch, channels]}.
 *
 * @serial exclude
 */
public final class PointPooling extends NoParamLayer {
    private Pooling pooling = Pooling.MAX;

    private PointPooling() {}

    private PointPooling(Pooling pooling) {
        this.pooling = Objects.requireNonNull(pooling, "pooling");
    }

    /**
     * A pooling over all points.
     *
     * @param pooling what values become
     * @return the layer
     */
    public static PointPooling of(Pooling pooling) {
        return new PointPooling(pooling);
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
                new PoolRuntime(conf, type, pooling, 0), conf, listeners, index, view, initialize);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputType.feedForward(PointClouds.channels(inputType, 0, 1, this));
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return null;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return MemoryReports.of(this, inputType);
    }

    /**
     * What values become.
     *
     * @return the pooling
     */
    public Pooling getPooling() {
        return pooling;
    }

    /** @param pooling what values become; for JSON */
    void setPooling(Pooling pooling) {
        this.pooling = pooling;
    }
}
