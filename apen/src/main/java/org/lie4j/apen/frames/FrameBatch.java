package org.lie4j.apen.frames;

import java.util.Arrays;
import java.util.Objects;

/**
 * The frames of a batch of clouds, and the work space that finds them. To be reused: once it has held a batch as large, {@link
 * PcaFrames#find(double[], int, int, double[], FrameBatch)} allocates nothing, but for degenerate clouds. Not for concurrent use.
 */
public final class FrameBatch {
    int dimension;
    int count;
    final Moments moments = new Moments();
    double[] centres = {};
    double[] rotations = {};
    double[] linear = {};
    double[] inverse = {};
    double[] gaps = {};
    boolean[] degenerate = {};

    /** Where each cloud's elements start, {@code [count + 1]}. */
    int[] first = {0};

    // Work space of d or d × d numbers.
    double[] matrix = {};
    double[] vectors = {};
    double[] axes = {};
    double[] root = {};
    double[] inverseRoot = {};
    double[] spectrum = {};
    double[] skewness = {};
    double[] sign = {};
    int[] order = {};
    int[] open = {};

    /** Creates an empty batch. */
    public FrameBatch() {}

    void reset(int d, int clouds) {
        if (d != dimension) {
            dimension = d;
            matrix = new double[d * d];
            vectors = new double[d * d];
            axes = new double[d * d];
            root = new double[d * d];
            inverseRoot = new double[d * d];
            spectrum = new double[d];
            skewness = new double[d];
            sign = new double[d];
            order = new int[d];
            open = new int[d];
        }
        count = 0;
        if (gaps.length < clouds) {
            gaps = new double[clouds];
            degenerate = new boolean[clouds];
            first = new int[clouds + 1];
        }
        if (centres.length < clouds * d) {
            centres = new double[clouds * d];
        }
    }

    /** Makes room for so many elements in all. */
    void reserve(int elements) {
        int needed = Math.multiplyExact(elements, dimension * dimension);
        if (rotations.length < needed) {
            int length = Math.max(needed, 2 * rotations.length);
            rotations = Arrays.copyOf(rotations, length);
            linear = Arrays.copyOf(linear, length);
            inverse = Arrays.copyOf(inverse, length);
        }
    }

    /**
     * Number of clouds.
     *
     * @return at least 0
     */
    public int count() {
        return count;
    }

    /**
     * Number of elements of a cloud's frame.
     *
     * @param cloud from 0 to count - 1
     * @return at least 1
     */
    public int size(int cloud) {
        return first[cloud + 1] - first[cloud];
    }

    /**
     * Number of elements of all frames.
     *
     * @return at least count
     */
    public int elements() {
        return first[count];
    }

    /**
     * Whether a cloud's spectrum was degenerate.
     *
     * @param cloud from 0 to count - 1
     * @return true if so
     */
    public boolean isDegenerate(int cloud) {
        return degenerate[cloud];
    }

    /**
     * See {@link Frame#relativeGap}.
     *
     * @param cloud from 0 to count - 1
     * @return a number in [0, 1]
     */
    public double relativeGap(int cloud) {
        return gaps[cloud];
    }

    /**
     * A cloud's frame as a value.
     *
     * @param cloud from 0 to count - 1
     * @return a copy
     */
    public Frame frame(int cloud) {
        int d = dimension;
        int from = first[cloud] * d * d;
        int to = first[cloud + 1] * d * d;
        return new Frame(
                d,
                Arrays.copyOfRange(centres, cloud * d, (cloud + 1) * d),
                Arrays.copyOfRange(rotations, from, to),
                Arrays.copyOfRange(linear, from, to),
                Arrays.copyOfRange(inverse, from, to),
                gaps[cloud],
                degenerate[cloud]);
    }

    /**
     * One element as numbers: the linear part A_k, row-major, and the centre t.
     *
     * @param cloud from 0 to count - 1
     * @param k the element, from 0 to size - 1
     * @param out modified: {@code [d² + d]}
     * @param outOffset where they start
     */
    public void element(int cloud, int k, double[] out, int outOffset) {
        int d = dimension;
        System.arraycopy(linear, (first[cloud] + Objects.checkIndex(k, size(cloud))) * d * d, out, outOffset, d * d);
        System.arraycopy(centres, cloud * d, out, outOffset + d * d, d);
    }

    /**
     * One canonical form of a cloud, see {@link Frame#toCanonical}.
     *
     * @param cloud from 0 to count - 1
     * @param k the element, from 0 to size - 1
     * @param points {@code [n, d]}; not modified
     * @param offset where they start
     * @param n number of points
     * @param out modified: {@code [n, d]}; not the same array as points
     * @param outOffset where they start
     */
    public void toCanonical(int cloud, int k, double[] points, int offset, int n, double[] out, int outOffset) {
        int d = dimension;
        ElementAction.toCanonical(
                d, inverse, (first[cloud] + k) * d * d, centres, cloud * d, points, offset, n, out, outOffset);
    }

    void accumulate(
            int cloud,
            int k,
            Field.Kind kind,
            double[] y,
            int offset,
            int quantities,
            double weight,
            double[] out,
            int outOffset) {
        int d = dimension;
        ElementAction.accumulate(
                d,
                linear,
                (first[cloud] + k) * d * d,
                centres,
                cloud * d,
                kind,
                y,
                offset,
                quantities,
                weight,
                out,
                outOffset);
    }
}
