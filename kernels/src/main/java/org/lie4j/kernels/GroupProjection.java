package org.lie4j.kernels;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.lie4j.kernels.internal.GridType;

/**
 * Projection of maps on plane × group: the maximum or mean over the group, over the plane, or over both. {@link AttentionProjection} learns what to look at instead.
 *
 * <p>Input {@code [batch, channels·|H|, height, width]}, the group inside the channel. Output {@code [batch, channels, height,
 * width]} over the group, {@code [batch, channels·|H|]} over the plane, {@code [batch, channels]} over both. Volumes have a depth before the height, and are all that is said of the plane.
 *
 * @serial exclude
 */
public final class GroupProjection extends GridPooling {
    private int elements = 1;
    private boolean overGroup = true;
    private boolean overPlane;
    private Sampling weightedBy;

    private GroupProjection() {}

    private GroupProjection(
            Reduction reduction, int elements, boolean overGroup, boolean overPlane, Sampling weightedBy) {
        super(reduction);
        if (elements < 1) {
            throw new IllegalArgumentException("elements: expected at least 1, got " + elements);
        }
        this.elements = elements;
        this.overGroup = overGroup;
        this.overPlane = overPlane;
        this.weightedBy = weightedBy;
    }

    /**
     * The maximum over the group.
     *
     * @param elements number of group elements
     * @return the configuration
     */
    public static GroupProjection max(int elements) {
        return new GroupProjection(Reduction.MAX, elements, true, false, null);
    }

    /**
     * The plain mean over the group, in which all elements count the same whatever the weights of their sampling.
     *
     * @param elements number of group elements
     * @return the configuration
     */
    public static GroupProjection mean(int elements) {
        return new GroupProjection(Reduction.MEAN, elements, true, false, null);
    }

    /**
     * The mean over the group in which each element counts what its sampling says: an integral over Haar measure up to a constant, if that is weighted so.
     *
     * @param sampling the output sampling of the layer below
     * @return the configuration
     */
    public static GroupProjection mean(Sampling sampling) {
        return new GroupProjection(Reduction.MEAN, sampling.getCount(), true, false, sampling);
    }

    /**
     * The same reduction, over group and plane.
     *
     * @return the changed copy
     */
    public GroupProjection overPlane() {
        return new GroupProjection(getReduction(), elements, true, true, weightedBy);
    }

    /**
     * The same reduction, over the plane only: the group stays inside the channel.
     *
     * @return the changed copy
     */
    public GroupProjection overPlaneOnly() {
        return new GroupProjection(getReduction(), elements, false, true, null);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        GridType in = GridType.of(inputType, this);
        long perElement = in.channelsPer(elements, this);
        in.requireElements(elements, weightedBy, this);
        long channels = overGroup ? perElement : in.channels();
        return overPlane
                ? InputType.feedForward(channels)
                : in.with(channels, side -> side)
                        .from(
                                overGroup ? null : in.origin().sampling(),
                                in.origin().learned())
                        .inputType();
    }

    @Override
    public boolean takes(long[] shape) {
        return shape.length >= 4 && shape[1] % elements == 0;
    }

    @Override
    public String expectedShape() {
        return "[batch, channels·" + elements + ", height, width], or with a depth before the height";
    }

    @Override
    public long[] viewAs(long[] shape) {
        return new long[] {shape[0], shape[1] / elements, elements, places(shape)};
    }

    @Override
    public int[] pool(long[] view) {
        return new int[] {overGroup ? elements : 1, overPlane ? (int) view[3] : 1};
    }

    @Override
    public long[] outputShape(long[] shape) {
        long channels = overGroup ? shape[1] / elements : shape[1];
        if (overPlane) {
            return new long[] {shape[0], channels};
        }
        long[] out = shape.clone();
        out[1] = channels;
        return out;
    }

    @Override
    public double[] rowWeights(boolean training, long iteration) {
        return Sampling.weights(weightedBy, training, iteration);
    }

    private static long places(long[] shape) {
        long places = 1;
        for (int d = 2; d < shape.length; d++) {
            places *= shape[d];
        }
        return places;
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
     * Whether the group is projected away.
     *
     * @return true if so
     */
    public boolean isOverGroup() {
        return overGroup;
    }

    /** @param overGroup whether the group is projected away; for JSON */
    void setOverGroup(boolean overGroup) {
        this.overGroup = overGroup;
    }

    /**
     * Whether the plane is projected away.
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

    /** @param overPlane whether the plane is projected away; for JSON */
    void setOverPlane(boolean overPlane) {
        this.overPlane = overPlane;
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
}
