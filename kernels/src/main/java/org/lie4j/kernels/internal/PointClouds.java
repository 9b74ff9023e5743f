package org.lie4j.kernels.internal;

import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;

/** What the layers for point clouds accept: {@code [batch, dimension + channels·elements, points]}, which DL4J calls a time series. */
public final class PointClouds {
    private PointClouds() {}

    /**
     * Whether something has the axes of a cloud: batch, channels, points.
     *
     * @param inputType what the layer below gives
     * @return true if so
     */
    public static boolean isCloud(InputType inputType) {
        return inputType instanceof InputType.InputTypeRecurrent cloud && cloud.getFormat() == RNNFormat.NCW;
    }

    /**
     * The channels per group element.
     *
     * @param inputType what the layer below gives
     * @param dimension dimension of the points
     * @param elements number of group elements
     * @param layer who asks, for the message
     * @return channels
     * @throws IllegalArgumentException if it is no such cloud
     */
    public static long channels(InputType inputType, int dimension, int elements, Layer layer) {
        if (isCloud(inputType)) {
            InputType.InputTypeRecurrent cloud = (InputType.InputTypeRecurrent) inputType;
            long rows = cloud.getSize() - dimension;
            if (rows > 0 && rows % elements == 0) {
                return rows / elements;
            }
        }
        throw new IllegalArgumentException("layer \"" + layer.getLayerName() + "\": expected a point cloud [batch, "
                + dimension + " + channels·" + elements + ", points] with at least 1 channel, got " + inputType);
    }
}
