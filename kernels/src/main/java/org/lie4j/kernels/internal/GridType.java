package org.lie4j.kernels.internal;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.lie4j.kernels.Sampling;

/**
 * What the layers accept: images or volumes, channels first.
 *
 * @param channels array channels
 * @param sides height and width, or depth, height and width
 * @param origin what is known of the layers below
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
public record GridType(long channels, long[] sides, Origin origin) {
    /**
     * The input type as that of an image or volume.
     *
     * @param inputType what the layer below gives
     * @param layer who asks, for the message
     * @return the same, as a grid
     * @throws IllegalArgumentException if it is anything else
     */
    public static GridType of(InputType inputType, Layer layer) {
        if (inputType instanceof InputType.InputTypeConvolutionalFlat flat) {
            return new GridType(flat.getDepth(), new long[] {flat.getHeight(), flat.getWidth()}, Origin.UNKNOWN);
        }
        if (inputType instanceof InputType.InputTypeConvolutional image && image.getFormat() == CNN2DFormat.NCHW) {
            return new GridType(
                    image.getChannels(), new long[] {image.getHeight(), image.getWidth()}, Origin.of(inputType));
        }
        if (inputType instanceof InputType.InputTypeConvolutional3D volume
                && volume.getDataFormat() == Convolution3D.DataFormat.NCDHW) {
            return new GridType(
                    volume.getChannels(),
                    new long[] {volume.getDepth(), volume.getHeight(), volume.getWidth()},
                    Origin.of(inputType));
        }
        throw new IllegalArgumentException("layer \"" + layer.getLayerName()
                + "\": expected a convolutional input [batch, channels, height, width] or [batch, channels, depth, height, width], got "
                + inputType);
    }

    /**
     * The same, of a given dimension.
     *
     * @param inputType what the layer below gives
     * @param dimension 2 for images, 3 for volumes
     * @param layer who asks, for the message
     * @return the grid
     * @throws IllegalArgumentException if it is anything else
     */
    public static GridType of(InputType inputType, int dimension, Layer layer) {
        GridType grid = of(inputType, layer);
        if (grid.sides.length != dimension) {
            throw new IllegalArgumentException("layer \"" + layer.getLayerName() + "\": expected "
                    + (dimension == 2
                            ? "images [batch, channels, height, width]"
                            : "volumes [batch, channels, depth, height, width]")
                    + ", as its group acts on " + dimension + " dimensions, got " + inputType);
        }
        return grid;
    }

    /**
     * Channels per group element.
     *
     * @param elements number of group elements
     * @param layer who asks, for the message
     * @return channels / elements
     * @throws IllegalArgumentException if that is no integer
     */
    public long channelsPer(int elements, Layer layer) {
        if (channels % elements != 0) {
            throw new IllegalArgumentException("layer \"" + layer.getLayerName() + "\": expected a multiple of "
                    + elements + " array channels (one per group element), got " + channels);
        }
        return channels / elements;
    }

    /**
     * Refuses maps that are known to be sampled at another number of group elements.
     *
     * @param elements how many the layer reckons with
     * @param layer who asks, for the message
     * @throws IllegalArgumentException if it is known to be another number
     */
    public void requireElements(int elements, Layer layer) {
        Sampling below = origin.sampling();
        if (below != null && below.getCount() != elements) {
            throw new IllegalArgumentException("layer \"" + layer.getLayerName() + "\": expected maps sampled at "
                    + elements + " group elements, got " + below.getCount() + " of " + below.getGroup());
        }
    }

    /**
     * Refuses maps that are known to be sampled at another number of group elements, or at others than those whose weights count.
     *
     * @param elements how many the layer reckons with
     * @param weightedBy where the layer takes the weights of the elements from, or null if all count the same
     * @param layer who asks, for the message
     * @throws IllegalArgumentException if they are known to be other ones
     */
    public void requireElements(int elements, Sampling weightedBy, Layer layer) {
        requireElements(elements, layer);
        if (weightedBy != null) {
            requireSampling(weightedBy, "weightedBy", layer);
        }
    }

    /**
     * Refuses maps that are known to be sampled elsewhere.
     *
     * @param sampling where the layer reckons with them
     * @param setting the layer's name for that, for the message
     * @param layer who asks, for the message
     * @throws IllegalArgumentException if they are known to be sampled elsewhere
     */
    public void requireSampling(Sampling sampling, String setting, Layer layer) {
        Sampling below = origin.sampling();
        if (below != null && !below.equals(sampling)) {
            throw new IllegalArgumentException("layer \"" + layer.getLayerName() + "\": expected maps sampled at "
                    + sampling + ", got " + below + "; " + setting + " is to be the sampling of the layer below");
        }
    }

    /**
     * The same grid, from elsewhere.
     *
     * @param sampling the group elements inside the channel, or null for none
     * @param learned whether something with parameters lies below
     * @return the grid
     */
    public GridType from(Sampling sampling, boolean learned) {
        return new GridType(channels, sides, new Origin(sampling, learned, origin.layered()));
    }

    /**
     * A grid with other channels and sides.
     *
     * @param newChannels its channels
     * @param side from a side to the new one
     * @return the grid
     */
    public GridType with(long newChannels, LongUnaryOperator side) {
        return new GridType(newChannels, Arrays.stream(sides).map(side).toArray(), origin);
    }

    /**
     * The grid in DL4J's terms, as the output of a layer.
     *
     * @return the input type
     */
    public InputType inputType() {
        return sides.length == 2
                ? origin.images(sides[0], sides[1], channels)
                : origin.volumes(sides[0], sides[1], sides[2], channels);
    }

    /**
     * What has to come between a layer and the one below.
     *
     * @param inputType what the layer below gives
     * @param layer the layer above
     * @return the preprocessor, or null for none
     */
    public static InputPreProcessor preProcessor(InputType inputType, Layer layer) {
        if (inputType instanceof InputType.InputTypeConvolutionalFlat flat) {
            return new FlatImages(flat.getHeight(), flat.getWidth(), flat.getDepth());
        }
        return inputType instanceof InputType.InputTypeConvolutional3D
                ? InputTypeUtil.getPreProcessorForInputTypeCnn3DLayers(inputType, layer.getLayerName())
                : InputTypeUtil.getPreProcessorForInputTypeCnnLayers(inputType, layer.getLayerName());
    }
}
