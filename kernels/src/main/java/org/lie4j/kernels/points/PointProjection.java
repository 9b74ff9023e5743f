package org.lie4j.kernels.points;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.lie4j.kernels.GridPooling.Reduction;
import org.lie4j.kernels.Sampling;
import org.lie4j.kernels.internal.Instantiation;
import org.lie4j.kernels.internal.MemoryReports;
import org.lie4j.kernels.internal.PointClouds;
import org.lie4j.kernels.internal.PointProjectionRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Projection of features on points × group: the maximum or mean over the group, or over group and points. The coordinates are dropped. A mean may weight elements as their sampling
 * says, by Haar measure; points all count the same.
 *
 * <p>Input {@code [batch, n + channels·|H|, points]} as in {@link PointConvolution}; output {@code [batch, channels, points]} over the group, {@code [batch, channels]} over both.
 *
 * @serial exclude
 */
public final class PointProjection extends NoParamLayer {
    private Reduction reduction = Reduction.MAX;
    private int dimension = 3;
    private int elements = 1;
    private boolean overPoints;
    private Sampling weightedBy;

    private PointProjection() {}

    private PointProjection(Reduction reduction, int dimension, int elements, boolean overPoints, Sampling weightedBy) {
        if (dimension < 1 || elements < 1) {
            throw new IllegalArgumentException(
                    "dimension and elements: expected at least 1, got " + dimension + " and " + elements);
        }
        this.reduction = Objects.requireNonNull(reduction, "reduction");
        this.dimension = dimension;
        this.elements = elements;
        this.overPoints = overPoints;
        this.weightedBy = weightedBy;
    }

    /**
     * A projection over the group; in a mean all elements count the same.
     *
     * @param reduction what values become
     * @param dimension dimension of the points
     * @param elements number of group elements
     * @return the configuration
     */
    public static PointProjection overGroup(Reduction reduction, int dimension, int elements) {
        return new PointProjection(reduction, dimension, elements, false, null);
    }

    /**
     * The mean over the group in which each element counts what its sampling says: an integral over Haar measure up to a constant, if that is weighted so.
     *
     * @param sampling the output sampling of the layer below
     * @return the configuration
     */
    public static PointProjection meanOverGroup(Sampling sampling) {
        return weighted(sampling, false);
    }

    /**
     * A projection over group and points; in a mean all elements count the same.
     *
     * @param reduction what values become
     * @param dimension dimension of the points
     * @param elements number of group elements
     * @return the configuration
     */
    public static PointProjection overPoints(Reduction reduction, int dimension, int elements) {
        return new PointProjection(reduction, dimension, elements, true, null);
    }

    /**
     * The mean over group and points in which each element counts what its sampling says, as in {@link #meanOverGroup}.
     *
     * @param sampling the output sampling of the layer below
     * @return the configuration
     */
    public static PointProjection meanOverPoints(Sampling sampling) {
        return weighted(sampling, true);
    }

    private static PointProjection weighted(Sampling sampling, boolean overPoints) {
        Objects.requireNonNull(sampling, "sampling");
        return new PointProjection(
                Reduction.MEAN, sampling.getGroup().matrixSize(), sampling.getCount(), overPoints, sampling);
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray view,
            boolean initialize,
            DataType type) {
        return Instantiation.complete(new PointProjectionRuntime(conf, type), conf, listeners, index, view, initialize);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        long channels = PointClouds.channels(inputType, dimension, elements, this);
        return overPoints
                ? InputType.feedForward(channels)
                : InputType.recurrent(channels, ((InputType.InputTypeRecurrent) inputType).getTimeSeriesLength());
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
     * @return the reduction
     */
    public Reduction getReduction() {
        return reduction;
    }

    /**
     * Dimension of the points.
     *
     * @return n
     */
    public int getDimension() {
        return dimension;
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
     * Whether the points are projected away too.
     *
     * @return true if so
     */
    public boolean isOverPoints() {
        return overPoints;
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

    /** @param reduction what values become; for JSON */
    void setReduction(Reduction reduction) {
        this.reduction = reduction;
    }

    /** @param dimension dimension of the points; for JSON */
    void setDimension(int dimension) {
        this.dimension = dimension;
    }

    /** @param elements number of group elements; for JSON */
    void setElements(int elements) {
        this.elements = elements;
    }

    /** @param overPoints whether the points are projected away too; for JSON */
    void setOverPoints(boolean overPoints) {
        this.overPoints = overPoints;
    }
}
