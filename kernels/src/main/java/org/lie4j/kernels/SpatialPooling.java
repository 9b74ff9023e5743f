package org.lie4j.kernels;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.lie4j.kernels.internal.InputTypes;

/**
 * Pooling over the plane in squares that do not overlap; the group is left as it is.
 *
 * <p>Input {@code [batch, channels, height, width]}, output {@code [batch, channels, ⌊height/size⌋, ⌊width/size⌋]}. It commutes
 * with shifts by multiples of the size only.
 */
public final class SpatialPooling extends PlanarPooling {
    private int size = 2;

    private SpatialPooling() {}

    private SpatialPooling(Reduction reduction, int size) {
        super(reduction);
        if (size < 1) {
            throw new IllegalArgumentException("size: expected at least 1 pixel, got " + size);
        }
        this.size = size;
    }

    /**
     * The largest value in each square.
     *
     * @param size side of the square in pixels
     * @return the configuration
     */
    public static SpatialPooling max(int size) {
        return new SpatialPooling(Reduction.MAX, size);
    }

    /**
     * The mean of each square.
     *
     * @param size side of the square in pixels
     * @return the configuration
     */
    public static SpatialPooling mean(int size) {
        return new SpatialPooling(Reduction.MEAN, size);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        InputType.InputTypeConvolutional in = InputTypes.convolutional(inputType, this);
        return InputType.convolutional(in.getHeight() / size, in.getWidth() / size, in.getChannels());
    }

    @Override
    public long[] viewAs(long[] shape) {
        return shape;
    }

    @Override
    public int[] pool(long[] view) {
        return new int[] {size, size};
    }

    @Override
    public long[] outputShape(long[] shape) {
        return new long[] {shape[0], shape[1], shape[2] / size, shape[3] / size};
    }

    /**
     * Side of the square.
     *
     * @return pixels
     */
    public int getSize() {
        return size;
    }

    /** @param size pixels; for JSON */
    void setSize(int size) {
        this.size = size;
    }
}
