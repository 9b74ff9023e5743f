package org.lie4j.kernels;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.lie4j.kernels.internal.InputTypes;

/**
 * Projection from plane × group to the plane, or to nothing but channels: the maximum or mean over the group elements
 * and, if wanted, over the plane.
 *
 * <p>Input {@code [batch, channels·|H|, height, width]}, the group inside the channel. Output {@code [batch, channels, height,
 * width]} over the group alone, {@code [batch, channels]} over group and plane.
 */
public final class GroupProjection extends PlanarPooling {
    private int elements = 1;
    private boolean overPlane;

    private GroupProjection() {}

    private GroupProjection(Reduction reduction, int elements, boolean overPlane) {
        super(reduction);
        if (elements < 1) {
            throw new IllegalArgumentException("elements: expected at least 1, got " + elements);
        }
        this.elements = elements;
        this.overPlane = overPlane;
    }

    /**
     * The maximum over the group.
     *
     * @param elements number of group elements
     * @return the configuration
     */
    public static GroupProjection max(int elements) {
        return new GroupProjection(Reduction.MAX, elements, false);
    }

    /**
     * The mean over the group.
     *
     * @param elements number of group elements
     * @return the configuration
     */
    public static GroupProjection mean(int elements) {
        return new GroupProjection(Reduction.MEAN, elements, false);
    }

    /**
     * The same reduction, over group and plane.
     *
     * @return the changed copy
     */
    public GroupProjection overPlane() {
        return new GroupProjection(getReduction(), elements, true);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        InputType.InputTypeConvolutional in = InputTypes.convolutional(inputType, this);
        if (in.getChannels() % elements != 0) {
            throw new IllegalArgumentException("layer \"" + getLayerName() + "\": expected a multiple of " + elements
                    + " array channels (one per group element), got " + in.getChannels());
        }
        long channels = in.getChannels() / elements;
        return overPlane
                ? InputType.feedForward(channels)
                : InputType.convolutional(in.getHeight(), in.getWidth(), channels);
    }

    @Override
    public long[] viewAs(long[] shape) {
        return new long[] {shape[0], shape[1] / elements, elements, shape[2] * shape[3]};
    }

    @Override
    public int[] pool(long[] view) {
        return new int[] {elements, overPlane ? (int) view[3] : 1};
    }

    @Override
    public long[] outputShape(long[] shape) {
        long channels = shape[1] / elements;
        return overPlane ? new long[] {shape[0], channels} : new long[] {shape[0], channels, shape[2], shape[3]};
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
     * Whether the plane is projected away too.
     *
     * @return true if so
     */
    public boolean isOverPlane() {
        return overPlane;
    }

    /** @param elements number of group elements; for JSON */
    void setElements(int elements) {
        this.elements = elements;
    }

    /** @param overPlane whether the plane is projected away too; for JSON */
    void setOverPlane(boolean overPlane) {
        this.overPlane = overPlane;
    }
}
