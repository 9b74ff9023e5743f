package org.lie4j.kernels.internal;

import java.util.Arrays;

/** Multilinear interpolation in an image or volume at a movable point, zero outside; and its transpose. */
public final class Multilinear {
    private final int[] extents;

    /** The corners around the point, any index where the weight is 0. */
    private final int[] sources;

    private final double[] weights;

    /**
     * Creates the sampler.
     *
     * @param extents height and width, or depth, height and width
     */
    public Multilinear(int... extents) {
        this.extents = extents.clone();
        sources = new int[1 << extents.length];
        weights = new double[1 << extents.length];
    }

    /**
     * Number of corners around a point.
     *
     * @return 2 to the power of the dimension
     */
    public int corners() {
        return sources.length;
    }

    /**
     * Moves to a point.
     *
     * @param point column, row and, in a volume, slice; not modified
     */
    public void moveTo(double[] point) {
        if (extents.length == 2) {
            moveTo(point[0], point[1]);
            return;
        }
        sources[0] = 0;
        weights[0] = 1;
        int stride = 1;
        for (int axis = 0, count = 1; axis < extents.length; axis++, count *= 2) {
            int extent = extents[extents.length - 1 - axis];
            double p = point[axis];
            if (!(p > -1 && p < extent)) {
                Arrays.fill(sources, 0);
                Arrays.fill(weights, 0);
                return;
            }
            int below = (int) Math.floor(p);
            double part = p - below;
            double lower = below >= 0 ? 1 - part : 0;
            double upper = below + 1 < extent ? part : 0;
            int low = Math.max(below, 0) * stride;
            int high = Math.min(below + 1, extent - 1) * stride;
            for (int c = 0; c < count; c++) {
                sources[count + c] = sources[c] + high;
                weights[count + c] = weights[c] * upper;
                sources[c] += low;
                weights[c] *= lower;
            }
            stride *= extent;
        }
    }

    /** The same in the plane, where most time is spent, without loops. */
    private void moveTo(double x, double y) {
        int height = extents[0];
        int width = extents[1];
        if (!(x > -1 && x < width && y > -1 && y < height)) {
            Arrays.fill(weights, 0);
            return;
        }
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double fx = x - left;
        double fy = y - top;
        double leftWeight = left >= 0 ? 1 - fx : 0;
        double rightWeight = left + 1 < width ? fx : 0;
        double topWeight = top >= 0 ? 1 - fy : 0;
        double bottomWeight = top + 1 < height ? fy : 0;
        int upper = Math.max(top, 0) * width;
        int lower = Math.min(top + 1, height - 1) * width;
        int right = Math.min(left + 1, width - 1);
        left = Math.max(left, 0);
        sources[0] = upper + left;
        sources[1] = upper + right;
        sources[2] = lower + left;
        sources[3] = lower + right;
        weights[0] = topWeight * leftWeight;
        weights[1] = topWeight * rightWeight;
        weights[2] = bottomWeight * leftWeight;
        weights[3] = bottomWeight * rightWeight;
    }

    /**
     * The value at the point.
     *
     * @param values the image or volume
     * @param offset where it starts
     * @return the interpolated value
     */
    public double gather(double[] values, int offset) {
        if (sources.length == 4) {
            return weights[0] * values[offset + sources[0]]
                    + weights[1] * values[offset + sources[1]]
                    + weights[2] * values[offset + sources[2]]
                    + weights[3] * values[offset + sources[3]];
        }
        double value = 0;
        for (int c = 0; c < sources.length; c++) {
            value += weights[c] * values[offset + sources[c]];
        }
        return value;
    }

    /**
     * Adds to each corner the value times the corner's weight.
     *
     * @param value what to add
     * @param values modified: the image or volume
     * @param offset where it starts
     */
    public void scatter(double value, double[] values, int offset) {
        for (int c = 0; c < sources.length; c++) {
            values[offset + sources[c]] += weights[c] * value;
        }
    }

    /**
     * Writes down the corners and their weights.
     *
     * @param toSources modified: offsets from where the image starts
     * @param toWeights modified: their weights
     * @param at where to write, {@link #corners} of each
     */
    void copyTo(int[] toSources, double[] toWeights, int at) {
        System.arraycopy(sources, 0, toSources, at, sources.length);
        System.arraycopy(weights, 0, toWeights, at, weights.length);
    }
}
