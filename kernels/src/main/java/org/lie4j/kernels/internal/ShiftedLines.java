package org.lie4j.kernels.internal;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Some images or volumes of one channel, laid out so that a convolution is sums of products of whole arrays, which the compiler turns into vector code.
 *
 * <p>A line holds one row of all images, zeros in between, and is there once for each column of the kernel, shifted by it. So every tap of the kernel reads another line at
 * the same index: only then does the compiler know that what it writes is nothing that it has yet to read, and only then does it use vectors. Float only.
 *
 * <p>The rows of a volume are those of its slices, one slice after the other; an image is a volume of one slice, met by a kernel of one slice.
 */
final class ShiftedLines {
    /** Values in a line: those of a kernel of 5×5 then fit the first cache. */
    private static final int LENGTH = 256;

    private final int k;

    private final boolean volumes;

    private final int depth;
    private final int height;
    private final int width;

    /** From one image to the next in a line. */
    private final int stride;

    private final int images;

    /** {@code [column of the kernel, row, place]}; {@link #lineRows} rows of each slice. */
    private final float[][][] lines;

    private final int lineRows;

    /** Of each tap: its column, and how many rows it is beyond the kernel's first one. */
    private final int[] columns;

    private final int[] rows;
    private final float[] weights;

    private final float[] plain;
    private final float[] result;

    /** Made when they are first asked for: the gradient's rows in one slice, and the products for each tap. */
    private float[][] gradient;

    private float[][] sums;

    /**
     * Makes room.
     *
     * @param k side of the kernel
     * @param volumes whether the kernel has k slices, and there is padding in front and behind; for images it has one
     * @param shape {@code [depth, height, width]} of what the convolution gives, with depth 1 for images
     * @param most images that there are
     */
    ShiftedLines(int k, boolean volumes, int[] shape, int most) {
        this.k = k;
        this.volumes = volumes;
        this.depth = shape[0];
        this.height = shape[1];
        this.width = shape[2];
        stride = width + k - 1;
        images = Math.max(1, Math.min(most, LENGTH / stride));
        lineRows = height + k - 1;
        int kernelDepth = volumes ? k : 1;
        lines = new float[k][(depth + kernelDepth - 1) * lineRows][images * stride];
        plain = new float[images * stride + k - 1];
        result = new float[images * stride];
        columns = new int[kernelDepth * k * k];
        rows = new int[columns.length];
        weights = new float[columns.length];
        for (int tap = 0; tap < columns.length; tap++) {
            columns[tap] = tap % k;
            rows[tap] = tap / (k * k) * lineRows + tap / k % k;
        }
    }

    /** How many images are worked at together. */
    int images() {
        return images;
    }

    /**
     * Lays out images.
     *
     * @param from where they are
     * @param maps from an image's number to its place there
     * @param count how many, at most {@link #images}
     * @param shape {@code [depth, height, width]} of an image, with depth 1 if it has none
     * @param padding zeros on each side; if negative, what is cut off
     */
    void fill(NativeReals from, IntUnaryOperator maps, int count, int[] shape, int padding) {
        int front = volumes ? padding : 0;
        int first = Math.max(0, -padding);
        int length = Math.min(shape[2], stride - padding) - first;
        for (int line = 0; line < lines[0].length; line++) {
            int slice = line / lineRows - front;
            int row = line % lineRows - padding;
            if (slice < 0 || slice >= shape[0] || row < 0 || row >= shape[1] || length <= 0) {
                for (int dx = 0; dx < k; dx++) {
                    Arrays.fill(lines[dx][line], 0);
                }
                continue;
            }
            Arrays.fill(plain, 0);
            int at = (slice * shape[1] + row) * shape[2] + first;
            for (int b = 0; b < count; b++) {
                from.get(maps.applyAsInt(b) + at, plain, b * stride + first + padding, length);
            }
            for (int dx = 0; dx < k; dx++) {
                System.arraycopy(plain, dx, lines[dx][line], 0, result.length);
            }
        }
    }

    /**
     * Convolves what was laid out.
     *
     * @param kernels holds the kernel
     * @param at where it begins
     * @param turned whether it is to be turned by 180°
     * @param add whether the result is added to what is there
     * @param count number of images
     * @param to where the result goes
     * @param maps from an image's number to its place there
     */
    void convolve(
            double[] kernels, int at, boolean turned, boolean add, int count, NativeReals to, IntUnaryOperator maps) {
        for (int tap = 0; tap < weights.length; tap++) {
            weights[tap] = (float) kernels[at + (turned ? weights.length - 1 - tap : tap)];
        }
        for (int row = 0; row < depth * height; row++) {
            Arrays.fill(result, 0);
            if (add) {
                for (int b = 0; b < count; b++) {
                    to.get(maps.applyAsInt(b) + row * width, result, b * stride, width);
                }
            }
            int line = row / height * lineRows + row % height;
            int tap = 0;
            for (; tap + 3 < weights.length; tap += 4) {
                add(
                        result,
                        weights[tap],
                        line(line, tap),
                        weights[tap + 1],
                        line(line, tap + 1),
                        weights[tap + 2],
                        line(line, tap + 2),
                        weights[tap + 3],
                        line(line, tap + 3));
            }
            for (; tap < weights.length; tap++) {
                add(result, weights[tap], line(line, tap));
            }
            for (int b = 0; b < count; b++) {
                to.set(maps.applyAsInt(b) + row * width, result, b * stride, width);
            }
        }
    }

    /** What a tap sees when the result's row is made whose kernel begins at a line. */
    private float[] line(int line, int tap) {
        return lines[columns[tap]][line + rows[tap]];
    }

    /** Forgets what {@link #correlate} added up. */
    void clearSums() {
        if (sums == null) {
            sums = new float[weights.length][result.length];
            gradient = new float[height][result.length];
        }
        for (float[] sum : sums) {
            Arrays.fill(sum, 0);
        }
    }

    /**
     * Adds the products of what was laid out, as each tap sees it, with the gradient of the result.
     *
     * @param delta where the gradient is
     * @param maps from an image's number to its place there
     * @param count number of images
     */
    void correlate(NativeReals delta, IntUnaryOperator maps, int count) {
        // Slice by slice: the gradient of one, and what a tap sees of another, are together small enough for the cache.
        for (int slice = 0; slice < depth; slice++) {
            int firstRow = slice * height;
            int firstLine = slice * lineRows;
            for (int row = 0; row < height; row++) {
                // Zero between the images, and where there is none: there the lines hold what is nobody's.
                Arrays.fill(gradient[row], 0);
                for (int b = 0; b < count; b++) {
                    delta.get(maps.applyAsInt(b) + (firstRow + row) * width, gradient[row], b * stride, width);
                }
            }
            for (int tap = 0; tap < weights.length; tap++) {
                float[] sum = sums[tap];
                int row = 0;
                for (; row + 2 < height; row += 3) {
                    addProducts(
                            sum,
                            gradient[row],
                            line(firstLine + row, tap),
                            gradient[row + 1],
                            line(firstLine + row + 1, tap),
                            gradient[row + 2],
                            line(firstLine + row + 2, tap));
                }
                for (; row < height; row++) {
                    addProduct(sum, gradient[row], line(firstLine + row, tap));
                }
            }
        }
    }

    /**
     * The sums over all pixels and images since {@link #clearSums}.
     *
     * @param to modified: one for each tap
     * @param at where they begin
     */
    void sums(double[] to, int at) {
        for (int tap = 0; tap < weights.length; tap++) {
            to[at + tap] = sum(sums[tap]);
        }
    }

    private static void add(float[] out, float w, float[] x) {
        for (int i = 0; i < out.length; i++) {
            out[i] += w * x[i];
        }
    }

    private static void add(
            float[] out, float w0, float[] x0, float w1, float[] x1, float w2, float[] x2, float w3, float[] x3) {
        for (int i = 0; i < out.length; i++) {
            out[i] += w0 * x0[i] + w1 * x1[i] + (w2 * x2[i] + w3 * x3[i]);
        }
    }

    private static void addProduct(float[] out, float[] a, float[] x) {
        for (int i = 0; i < out.length; i++) {
            out[i] += a[i] * x[i];
        }
    }

    /** Of three rows at once: with four the compiler gives up on vectors, and takes four times as long. */
    private static void addProducts(
            float[] out, float[] a0, float[] x0, float[] a1, float[] x1, float[] a2, float[] x2) {
        for (int i = 0; i < out.length; i++) {
            out[i] += a0[i] * x0[i] + a1[i] * x1[i] + a2[i] * x2[i];
        }
    }

    /** In four chains, which the processor works at together. */
    private static double sum(float[] values) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            s0 += values[i];
            s1 += values[i + 1];
            s2 += values[i + 2];
            s3 += values[i + 3];
        }
        for (; i < values.length; i++) {
            s0 += values[i];
        }
        return s0 + s1 + (s2 + s3);
    }
}
