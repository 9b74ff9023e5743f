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
 * Pooling over the edges of each point, as {@link EdgeFeatures} lays them out: {@code [batch, channels, points·k]} to {@code [batch, channels, points]}.
 *
 * @serial exclude
 */
public final class NeighbourPooling extends NoParamLayer {
    private Pooling pooling = Pooling.MAX;
    private int neighbours = 1;

    private NeighbourPooling() {}

    private NeighbourPooling(Pooling pooling, int neighbours) {
        if (neighbours < 1) {
            throw new IllegalArgumentException("neighbours: expected at least 1, got " + neighbours);
        }
        this.pooling = Objects.requireNonNull(pooling, "pooling");
        this.neighbours = neighbours;
    }

    /**
     * A pooling over the edges of each point.
     *
     * @param pooling what values become
     * @param neighbours edges of a point, k, at least 1; points - 1 if they go to all other points
     * @return the layer
     * @throws IllegalArgumentException if there are fewer
     */
    public static NeighbourPooling of(Pooling pooling, int neighbours) {
        return new NeighbourPooling(pooling, neighbours);
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
                new PoolRuntime(conf, type, pooling, neighbours), conf, listeners, index, view, initialize);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        long channels = PointClouds.channels(inputType, 0, 1, this);
        long edges = ((InputType.InputTypeRecurrent) inputType).getTimeSeriesLength();
        if (edges > 0 && edges % neighbours != 0) {
            throw new IllegalArgumentException("layer \"" + getLayerName() + "\": expected a multiple of " + neighbours
                    + " edges (as many per point), got " + edges);
        }
        return edges > 0 ? InputType.recurrent(channels, edges / neighbours) : InputType.recurrent(channels);
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

    /**
     * Edges of a point.
     *
     * @return k
     */
    public int getNeighbours() {
        return neighbours;
    }

    /** @param pooling what values become; for JSON */
    void setPooling(Pooling pooling) {
        this.pooling = pooling;
    }

    /** @param neighbours edges of a point; for JSON */
    void setNeighbours(int neighbours) {
        this.neighbours = neighbours;
    }
}
