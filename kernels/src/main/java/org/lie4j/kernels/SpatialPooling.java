package org.lie4j.kernels;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.lie4j.kernels.internal.GridType;

/**
 * Pooling over the plane in squares, or over space in cubes, that do not overlap; the group is left as it is.
 *
 * <p>Input {@code [batch, channels, height, width]}, output {@code [batch, channels, ⌊height/size⌋, ⌊width/size⌋]}; volumes have a depth before the height. It commutes
 * with shifts by multiples of the size only.
 *
 * @serial exclude
 */
public final class SpatialPooling extends GridPooling {
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
        GridType in = GridType.of(inputType, this);
        for (long side : in.sides()) {
            if (side < size) {
                throw new IllegalArgumentException("layer \"" + getLayerName() + "\": expected an input of at least "
                        + size + " pixels each way, got " + inputType);
            }
        }
        return in.with(in.channels(), side -> side / size).inputType();
    }

    @Override
    public boolean takes(long[] shape) {
        return shape.length >= 4 && Arrays.stream(shape).skip(2).allMatch(side -> side >= size);
    }

    @Override
    public String expectedShape() {
        return "[batch, channels, height, width], or with a depth before the height, of at least " + size
                + " pixels each way";
    }

    @Override
    public long[] viewAs(long[] shape) {
        return shape;
    }

    @Override
    public int[] pool(long[] view) {
        int[] pool = new int[view.length - 2];
        Arrays.fill(pool, size);
        return pool;
    }

    @Override
    public long[] outputShape(long[] shape) {
        long[] out = shape.clone();
        for (int d = 2; d < out.length; d++) {
            out[d] /= size;
        }
        return out;
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
