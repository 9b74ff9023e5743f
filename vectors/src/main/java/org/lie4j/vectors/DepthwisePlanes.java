package org.lie4j.vectors;

import java.util.Arrays;

/**
 * The depthwise convolution of one map at a time with a few kernels, and its gradients, for float. Scratch space of one thread.
 *
 * <p>A map is an image or a volume, row by row and slice by slice, dense. Here it lies with zeros on all sides, so that every tap of a kernel reads whole vectors, and no border needs to be asked for.
 */
public final class DepthwisePlanes {
    private final int k;
    private final boolean volumes;

    /** Slices of a kernel: 1 for images. */
    private final int slices;

    private final int kernels;

    /** {@code [depth, height, width]} of the map that is convolved and of the result. */
    private final int[] in;

    private final int[] out;

    /** Of a row, and of a slice, with the room around it. */
    private final int stride;

    private final int sliceStride;

    /** The map with its padding. */
    private final float[] map;

    private final int mapOrigin;

    /** The gradients of the results of all kernels, one after the other, with the padding that gives the gradient of the map. */
    private final float[] upper;

    private final int upperLength;
    private final int upperOrigin;

    /** Columns of one kernel over the map; of all kernels, turned, over the gradients. */
    private final int[] columns;

    private final int[] turnedColumns;

    /** Place of each tap among the columns' weights. */
    private final int[] tapPlaces;

    private final float[][] weights;
    private final float[] turnedWeights;

    /** For each kernel a vector for each tap. */
    private final float[][] sums;

    /** Where steps read, and where they write, for a result and for a map. */
    private final int[] outPlaces;

    private final int[] outTargets;
    private final int[] inPlaces;
    private final int[] inTargets;

    private final float[] dense;

    /**
     * Makes room.
     *
     * @param k side of the kernels, at least 1
     * @param volumes whether kernels have k slices, and there is padding in front and behind; for images they have one
     * @param in {@code [depth, height, width]} of the map that is convolved, with depth 1 for images
     * @param padding zeros on each side, at least 0; so many that there is a result
     * @param kernels how many
     */
    public DepthwisePlanes(int k, boolean volumes, int[] in, int padding, int kernels) {
        this.k = k;
        this.volumes = volumes;
        this.slices = volumes ? k : 1;
        this.kernels = kernels;
        this.in = in.clone();
        int growth = 2 * padding - k + 1;
        out = new int[] {volumes ? in[0] + growth : 1, in[1] + growth, in[2] + growth};

        // The gradient of the map is a convolution of the results' gradients with this padding; what is negative is cut
        // off.
        int back = Math.max(0, k - 1 - padding);
        int cut = Math.max(0, padding - k + 1);
        int groups = (k + ColumnLoops.TAPS - 1) / ColumnLoops.TAPS;
        int inWidth = roundUp(in[2], ColumnLoops.LANES);
        int outWidth = roundUp(out[2], ColumnLoops.LANES);
        int inHeight = roundUp(in[1], ColumnLoops.ROWS);
        int outHeight = roundUp(out[1], ColumnLoops.ROWS);
        stride = max(padding + inWidth, outWidth + k - 1, back + outWidth, cut + inWidth + k - 1);
        int reach = groups * ColumnLoops.TAPS - 1;
        sliceStride = stride * max(padding + inHeight, outHeight + reach, back + outHeight, cut + inHeight + reach);

        mapOrigin = origin(padding);
        map = new float[(in[0] + (volumes ? 2 * padding : 0)) * sliceStride + ColumnLoops.LANES];
        upperOrigin = origin(back);
        int upperSlices = volumes ? Math.max(back + out[0], cut + in[0] + slices - 1) : 1;
        upperLength = upperSlices * sliceStride + ColumnLoops.LANES;
        upper = new float[kernels * upperLength];

        columns = new int[slices * groups * k];
        turnedColumns = new int[kernels * columns.length];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = c / (groups * k) * sliceStride + c / k % groups * ColumnLoops.TAPS * stride + c % k;
        }
        for (int c = 0; c < turnedColumns.length; c++) {
            turnedColumns[c] = c / columns.length * upperLength + columns[c % columns.length] + origin(cut);
        }
        tapPlaces = new int[slices * k * k];
        Arrays.setAll(tapPlaces, this::place);
        weights = new float[kernels][columns.length * ColumnLoops.TAPS];
        turnedWeights = new float[kernels * columns.length * ColumnLoops.TAPS];
        sums = new float[kernels][columns.length * ColumnLoops.TAPS * ColumnLoops.LANES];

        outPlaces = places(out, stride, sliceStride);
        outTargets = places(out, out[2], out[1] * out[2]);
        inPlaces = places(in, stride, sliceStride);
        inTargets = places(in, in[2], in[1] * in[2]);
        dense = new float[Math.max(room(in), room(out))];
    }

    private static int roundUp(int value, int unit) {
        return (value + unit - 1) / unit * unit;
    }

    private static int max(int... values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private int origin(int padding) {
        return (volumes ? padding * sliceStride : 0) + padding * stride + padding;
    }

    /** Steps write whole vectors of whole groups of rows. */
    private static int room(int[] shape) {
        return shape[0] * shape[1] * shape[2] + (ColumnLoops.ROWS - 1) * shape[2] + ColumnLoops.LANES;
    }

    /** Where steps begin. Along a row the last vector comes first: what it writes beyond the row is then overwritten by the next row's first. */
    private static int[] places(int[] shape, int stride, int sliceStride) {
        int vectors = roundUp(shape[2], ColumnLoops.LANES) / ColumnLoops.LANES;
        int groups = roundUp(shape[1], ColumnLoops.ROWS) / ColumnLoops.ROWS;
        int[] places = new int[shape[0] * groups * vectors];
        for (int i = 0; i < places.length; i++) {
            int vector = vectors - 1 - i % vectors;
            int group = i / vectors % groups;
            places[i] = i / (vectors * groups) * sliceStride
                    + group * ColumnLoops.ROWS * stride
                    + vector * ColumnLoops.LANES;
        }
        return places;
    }

    /**
     * Where maps come in and go out, dense, from index 0 on. It is longer than a map.
     *
     * @return the array itself
     */
    public float[] dense() {
        return dense;
    }

    /**
     * Sets a kernel.
     *
     * @param kernel its number
     * @param from holds its taps, row by row and slice by slice
     * @param at where they begin
     */
    public void setKernel(int kernel, double[] from, int at) {
        for (int tap = 0; tap < tapPlaces.length; tap++) {
            float weight = (float) from[at + tap];
            weights[kernel][tapPlaces[tap]] = weight;
            turnedWeights[kernel * columns.length * ColumnLoops.TAPS + tapPlaces[tapPlaces.length - 1 - tap]] = weight;
        }
    }

    /** Place of a tap among the columns' weights. */
    private int place(int tap) {
        int x = tap % k;
        int y = tap / k % k;
        int z = tap / (k * k);
        int groups = columns.length / (slices * k);
        return ((z * groups + y / ColumnLoops.TAPS) * k + x) * ColumnLoops.TAPS + y % ColumnLoops.TAPS;
    }

    /** Takes the map that is convolved from {@link #dense}. */
    public void takeMap() {
        spread(in, map, mapOrigin);
    }

    /**
     * Takes the gradient of a kernel's result from {@link #dense}.
     *
     * @param kernel its number
     */
    public void takeGradient(int kernel) {
        spread(out, upper, kernel * upperLength + upperOrigin);
    }

    private void spread(int[] shape, float[] to, int origin) {
        for (int z = 0; z < shape[0]; z++) {
            ColumnLoops.spread(
                    dense, z * shape[1] * shape[2], shape[2], shape[1], to, origin + z * sliceStride, stride);
        }
    }

    /**
     * Convolves the map with a kernel, to {@link #dense}.
     *
     * @param kernel its number
     */
    public void convolve(int kernel) {
        ColumnLoops.convolve(map, stride, columns, weights[kernel], outPlaces, outTargets, out[2], dense);
    }

    /** The gradient of the map, from those of the results of all kernels, to {@link #dense}. */
    public void mapGradient() {
        ColumnLoops.convolve(upper, stride, turnedColumns, turnedWeights, inPlaces, inTargets, in[2], dense);
    }

    /** Forgets what {@link #addKernelGradients} added up. */
    public void clearKernelGradients() {
        for (float[] sum : sums) {
            Arrays.fill(sum, 0);
        }
    }

    /** Adds what this map and the gradients of its results give to the gradients of the kernels. */
    public void addKernelGradients() {
        for (int kernel = 0; kernel < kernels; kernel++) {
            int origin = kernel * upperLength + upperOrigin;
            for (int c = 0; c < columns.length; c++) {
                ColumnLoops.correlate(
                        map,
                        columns[c],
                        upper,
                        origin,
                        stride,
                        outPlaces,
                        sums[kernel],
                        c * ColumnLoops.TAPS * ColumnLoops.LANES);
            }
        }
    }

    /**
     * The gradient of a kernel, of all maps since {@link #clearKernelGradients}.
     *
     * @param kernel its number
     * @param to modified: one value for each tap
     * @param at where they begin
     */
    public void kernelGradient(int kernel, double[] to, int at) {
        for (int tap = 0; tap < tapPlaces.length; tap++) {
            int first = tapPlaces[tap] * ColumnLoops.LANES;
            double sum = 0;
            for (int lane = first; lane < first + ColumnLoops.LANES; lane++) {
                sum += sums[kernel][lane];
            }
            to[at + tap] = sum;
        }
    }
}
