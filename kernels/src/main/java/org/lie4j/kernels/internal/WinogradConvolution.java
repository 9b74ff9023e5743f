package org.lie4j.kernels.internal;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution of images with many channels by 5×5 kernels, for training, by Winograd's minimal filtering in both directions: tiles of 4×4 outputs are made of 8×8 inputs by 64
 * products where the sum over taps takes 400, and over all channels and tiles those are 64 matrix products. Transforms cost what they cost whatever the number of channels
 * on the other side, so it takes some eighty channels for this to be the faster one; with 3×3 kernels it never was.
 *
 * <p>The gradients are the transposes of the same three linear maps, so the transformed input serves twice. Rounding is fifty times that of a sum over taps: single outputs err by
 * about 1e-5 of the outputs' deviation.
 *
 * <p>Source: A. Lavin and S. Gray, Fast algorithms for convolutional neural networks, CVPR 2016.
 */
final class WinogradConvolution implements ConvolutionWay {
    private static final int TAPS = 5;

    /** Outputs of a tile along one axis. */
    private static final int TILE = 4;

    private static final int POINTS = ToomCook.POINTS;

    /** Where sums over taps cost what transforms cost: of channels times outputs over channels plus outputs, for tiles that maps fill. */
    private static final double LEAST_WIDTH = 40;

    /** With fewer tiles the transforms of the kernels cost too much. */
    private static final int LEAST_TILES = 200;

    /** Floats of the transformed input, 1 GiB, above which memory counts more than time. */
    private static final long MOST_FLOATS = 1L << 28;

    private static final MMulTranspose FIRST_TRANSPOSED =
            MMulTranspose.builder().transposeA(true).build();
    private static final MMulTranspose SECOND_TRANSPOSED =
            MMulTranspose.builder().transposeB(true).build();

    private final int batch;
    private final int channels;
    private final int outputs;
    private final int padding;
    private final int[] input;
    private final int[] output;

    /** Where a column of the images lies in a row of {@link Scratch}. Tables, as divisions for each pixel would cost more than all else. */
    private final int[] inputColumns;

    /** Where a column of the outputs lies among the tiles. */
    private final int[] outputColumns;

    private final int[] remainders;

    private final int tileRows;
    private final int tileColumns;

    /** All tiles of a channel, in the order (column of tiles, row of tiles, image): so shifts by a tile are shifts of a run. */
    private final int tiles;

    /** Elements of a row of {@link Scratch}. */
    private final int lines;

    /** {@code [64, channels, tiles]}: the transformed input, and on the way back its gradient. */
    private INDArray data;

    /** {@code [64, outputs, channels]}: the transformed kernel, and on the way back its gradient. */
    private INDArray kernels;

    /** Whether a pass back has overwritten these two. */
    private boolean spent;

    private final ConcurrentLinkedQueue<Scratch> free = new ConcurrentLinkedQueue<>();

    private WinogradConvolution(long[] images, long outputs, int padding) {
        this.batch = (int) images[0];
        this.channels = (int) images[1];
        this.outputs = (int) outputs;
        this.padding = padding;
        input = new int[] {(int) images[2], (int) images[3]};
        int more = 2 * padding - TAPS + 1;
        output = new int[] {input[0] + more, input[1] + more};
        tileRows = (output[0] + TILE - 1) / TILE;
        tileColumns = (output[1] + TILE - 1) / TILE;
        tiles = tileColumns * tileRows * batch;
        lines = TILE * (tileColumns + 1) * tileRows * batch;
        inputColumns =
                IntStream.range(0, input[1]).map(x -> column(x + padding)).toArray();
        outputColumns = IntStream.range(0, output[1])
                .map(x -> x / TILE * tileRows * batch)
                .toArray();
        remainders = IntStream.range(0, output[1]).map(x -> x % TILE).toArray();
    }

    /** Whether this is for convolutions of such a type and kernel. */
    static boolean supports(DataType type, int kernelSize) {
        return type == DataType.FLOAT && kernelSize == TAPS;
    }

    /** Whether there is something to be gained. */
    boolean pays() {
        double width = (double) channels * outputs / (channels + outputs);
        double filled = (double) output[0] * output[1] / (TILE * TILE * tileRows * tileColumns);
        long floats = (long) POINTS * POINTS * Math.max(channels, outputs) * tiles;
        return filled * width >= LEAST_WIDTH && tiles >= LEAST_TILES && floats <= MOST_FLOATS;
    }

    /** The given one if it fits, or a new one that takes over its memory. */
    static WinogradConvolution fitting(WinogradConvolution present, INDArray images, long outputs, int padding) {
        if (present != null && Arrays.equals(present.inputShape(), images.shape())) {
            return present;
        }
        WinogradConvolution made = new WinogradConvolution(images.shape(), outputs, padding);
        if (present != null) {
            made.data = present.data;
            made.kernels = present.kernels;
        }
        return made;
    }

    private long[] inputShape() {
        return new long[] {batch, channels, input[0], input[1]};
    }

    @Override
    public void forward(INDArray images, INDArray kernel, INDArray bias, INDArray out) {
        spent = false;
        data = KeptArrays.fitting(data, DataType.FLOAT, (long) POINTS * POINTS, channels, tiles);
        kernels = KeptArrays.fitting(kernels, DataType.FLOAT, (long) POINTS * POINTS, outputs, channels);
        NativeReals weights = NativeReals.of(kernel);
        NativeReals u = NativeReals.of(kernels);
        each(outputs, (scratch, k) -> kernelForth(scratch, weights, u, k));
        NativeReals from = NativeReals.of(images);
        NativeReals v = NativeReals.of(data);
        each(channels, (scratch, c) -> dataForth(scratch, from, v, c));
        INDArray products = products();
        multiply(kernels, data, products, null);
        NativeReals y = NativeReals.of(products);
        NativeReals to = NativeReals.of(out);
        float[] shift = bias == null ? new float[outputs] : bias.ravel().toFloatVector();
        each(outputs, (scratch, k) -> outputForth(scratch, y, shift[k], to, k));
    }

    /** The gradients, from what the last {@link #forward} kept. That is spent then: another pass back goes by the input and the backend. */
    @Override
    public void backward(
            INDArray images,
            INDArray kernel,
            INDArray bias,
            INDArray delta,
            INDArray kernelGradient,
            INDArray biasGradient,
            INDArray below) {
        if (spent) {
            new BackendConvolution(2, TAPS, padding)
                    .backward(images, kernel, bias, delta, kernelGradient, biasGradient, below);
            return;
        }
        spent = true;
        NativeReals upper = NativeReals.of(delta);
        INDArray products = products();
        NativeReals y = NativeReals.of(products);
        float[] sums = new float[outputs];
        each(outputs, (scratch, k) -> sums[k] = outputBack(scratch, upper, y, k));
        if (biasGradient != null) {
            for (int k = 0; k < outputs; k++) {
                biasGradient.putScalar(k, sums[k]);
            }
        }
        if (below != null) {
            INDArray spectrum = kernels.ulike();
            multiply(products, data, spectrum, SECOND_TRANSPOSED);
            kernelBack(spectrum, kernelGradient);
            multiply(kernels, products, data, FIRST_TRANSPOSED);
            NativeReals v = NativeReals.of(data);
            NativeReals lower = NativeReals.of(below);
            each(channels, (scratch, c) -> dataBack(scratch, v, lower, c));
        } else {
            multiply(products, data, kernels, SECOND_TRANSPOSED);
            kernelBack(kernels, kernelGradient);
        }
    }

    private void kernelBack(INDArray spectrum, INDArray kernelGradient) {
        NativeReals u = NativeReals.of(spectrum);
        NativeReals weights = NativeReals.of(kernelGradient);
        each(outputs, (scratch, k) -> kernelBack(scratch, u, weights, k));
    }

    /** {@code [64, outputs, tiles]} in the workspace of the pass. */
    private INDArray products() {
        return Nd4j.createUninitialized(DataType.FLOAT, new long[] {POINTS * POINTS, outputs, tiles}, 'c');
    }

    /** The matrix products of all points, some at a time: the backend takes three-dimensional arrays one matrix after another, with its threads at each. */
    private static void multiply(INDArray a, INDArray b, INDArray product, MMulTranspose transpose) {
        IntStream.range(0, POINTS * POINTS)
                .parallel()
                .forEach(p -> Nd4j.exec(new Mmul(a.slice(p), b.slice(p), product.slice(p), transpose)));
    }

    private void each(int count, Portions.Work<Scratch> work) {
        Portions.each(
                count,
                () -> {
                    Scratch kept = free.poll();
                    return kept == null ? new Scratch() : kept;
                },
                free::add,
                work);
    }

    /** Room for one channel of all images, or for the kernels of one output. A vector's components are arrays, whose elements are tiles, or channels for kernels. */
    private final class Scratch {
        private final int longest = Math.max(lines, channels);
        private final ToomCook transform = new ToomCook(longest);
        private final float[] plane = new float[Math.max(input[0] * input[1], output[0] * output[1])];
        private final float[] kernels = new float[channels * TAPS * TAPS];
        private final float[][] rows = new float[POINTS][lines];
        private final float[][] rowsThere = new float[POINTS][lines];
        private final float[][] taps = new float[TAPS * TAPS][Math.max(tiles, channels)];
        private final float[][] half = new float[POINTS * POINTS][Math.max(tiles, channels)];
        private final float[][] whole = new float[POINTS * POINTS][Math.max(tiles, channels)];

        /** Reads one channel, or one output's kernels, of all 64 products. */
        private void read(NativeReals from, int number, int count, int length) {
            for (int p = 0; p < whole.length; p++) {
                from.get((p * count + number) * length, whole[p], 0, length);
            }
        }

        private void write(NativeReals to, int number, int count, int length) {
            for (int p = 0; p < whole.length; p++) {
                to.set((p * count + number) * length, whole[p], 0, length);
            }
        }
    }

    private void kernelForth(Scratch s, NativeReals weights, NativeReals u, int k) {
        weights.get(k * s.kernels.length, s.kernels, 0, s.kernels.length);
        for (int c = 0; c < channels; c++) {
            for (int tap = 0; tap < TAPS * TAPS; tap++) {
                s.taps[tap][c] = s.kernels[c * TAPS * TAPS + tap];
            }
        }
        for (int column = 0; column < TAPS; column++) {
            s.transform.expand(s.taps, column, TAPS, true, s.half, column, TAPS, channels);
        }
        for (int i = 0; i < POINTS; i++) {
            s.transform.expand(s.half, i * TAPS, TAPS, true, s.whole, i * POINTS, 1, channels);
        }
        s.write(u, k, outputs, channels);
    }

    private void kernelBack(Scratch s, NativeReals u, NativeReals weights, int k) {
        s.read(u, k, outputs, channels);
        for (int i = 0; i < POINTS; i++) {
            s.transform.contract(s.whole, i * POINTS, TAPS, true, s.half, i * TAPS, 1, channels);
        }
        for (int column = 0; column < TAPS; column++) {
            s.transform.contract(s.half, column, TAPS, true, s.taps, column, TAPS, channels);
        }
        for (int c = 0; c < channels; c++) {
            for (int tap = 0; tap < TAPS * TAPS; tap++) {
                s.kernels[c * TAPS * TAPS + tap] = s.taps[tap][c];
            }
        }
        weights.set(k * s.kernels.length, s.kernels, 0, s.kernels.length);
    }

    // A padded row or column is 4 q + r. Row k of all tiles at once, k = 0..7, is an array over (r and q of the column,
    // row of tiles, image).

    private void dataForth(Scratch s, NativeReals images, NativeReals v, int c) {
        for (float[] row : s.rows) {
            Arrays.fill(row, 0);
        }
        for (int n = 0; n < batch; n++) {
            images.get((n * channels + c) * input[0] * input[1], s.plane, 0, input[0] * input[1]);
            for (int y = 0; y < input[0]; y++) {
                int q = (y + padding) / TILE;
                int r = (y + padding) % TILE;
                if (q < tileRows) {
                    place(s.plane, y * input[1], s.rows[r], q * batch + n);
                }
                if (q > 0) {
                    place(s.plane, y * input[1], s.rows[r + TILE], (q - 1) * batch + n);
                }
            }
        }
        s.transform.data(s.rows, s.rowsThere, 0, 1, lines);
        for (int i = 0; i < POINTS; i++) {
            for (int k = 0; k < POINTS; k++) {
                System.arraycopy(s.rowsThere[i], column(k), s.half[k], 0, tiles);
            }
            s.transform.data(s.half, s.whole, i * POINTS, 1, tiles);
        }
        s.write(v, c, channels, tiles);
    }

    private void place(float[] plane, int at, float[] row, int offset) {
        for (int x = 0; x < inputColumns.length; x++) {
            row[inputColumns[x] + offset] = plane[at + x];
        }
    }

    private void dataBack(Scratch s, NativeReals v, NativeReals below, int c) {
        s.read(v, c, channels, tiles);
        for (int j = 0; j < POINTS; j++) {
            s.transform.dataTransposed(s.whole, j, s.half, j, POINTS, tiles);
        }
        for (int i = 0; i < POINTS; i++) {
            float[] row = s.rowsThere[i];
            Arrays.fill(row, 0);
            s.transform.dataTransposed(s.half, i * POINTS, s.whole, 0, 1, tiles);
            for (int k = 0; k < POINTS; k++) {
                add(s.whole[k], row, column(k));
            }
        }
        for (int n = 0; n < batch; n++) {
            for (int y = 0; y < input[0]; y++) {
                int q = (y + padding) / TILE;
                int r = (y + padding) % TILE;
                boolean isFirst = q < tileRows;
                boolean isSecond = q > 0;
                float[] first = s.rowsThere[r];
                float[] second = s.rowsThere[isSecond ? r + TILE : r];
                int at = q * batch + n;
                for (int x = 0; x < inputColumns.length; x++) {
                    float value = isFirst ? first[inputColumns[x] + at] : 0;
                    s.plane[y * input[1] + x] = isSecond ? value + second[inputColumns[x] + at - batch] : value;
                }
            }
            below.set((n * channels + c) * input[0] * input[1], s.plane, 0, input[0] * input[1]);
        }
    }

    private void add(float[] from, float[] to, int offset) {
        for (int i = 0; i < tiles; i++) {
            to[offset + i] += from[i];
        }
    }

    /** Where column 4 q + r of a tile, or of an image, begins in a row. */
    private int column(int x) {
        return (x % TILE * (tileColumns + 1) + x / TILE) * tileRows * batch;
    }

    private void outputForth(Scratch s, NativeReals y, float bias, NativeReals out, int k) {
        s.read(y, k, outputs, tiles);
        for (int j = 0; j < POINTS; j++) {
            s.transform.contract(s.whole, j, TILE, false, s.half, j, POINTS, tiles);
        }
        for (int i = 0; i < TILE; i++) {
            s.transform.contract(s.half, i * POINTS, TILE, false, s.taps, i * TILE, 1, tiles);
        }
        for (int n = 0; n < batch; n++) {
            for (int row = 0; row < output[0]; row++) {
                int first = row % TILE * TILE;
                int at = row / TILE * batch + n;
                for (int column = 0; column < output[1]; column++) {
                    float value = s.taps[first + remainders[column]][outputColumns[column] + at];
                    s.plane[row * output[1] + column] = value + bias;
                }
            }
            out.set((n * outputs + k) * output[0] * output[1], s.plane, 0, output[0] * output[1]);
        }
    }

    /** The sum over all outputs of the channel is the bias's gradient. */
    private float outputBack(Scratch s, NativeReals delta, NativeReals y, int k) {
        for (int i = 0; i < TILE * TILE; i++) {
            Arrays.fill(s.taps[i], 0);
        }
        double sum = 0;
        for (int n = 0; n < batch; n++) {
            delta.get((n * outputs + k) * output[0] * output[1], s.plane, 0, output[0] * output[1]);
            for (int row = 0; row < output[0]; row++) {
                int first = row % TILE * TILE;
                int at = row / TILE * batch + n;
                for (int column = 0; column < output[1]; column++) {
                    float value = s.plane[row * output[1] + column];
                    s.taps[first + remainders[column]][outputColumns[column] + at] = value;
                    sum += value;
                }
            }
        }
        for (int j = 0; j < TILE; j++) {
            s.transform.expand(s.taps, j, TILE, false, s.half, j, TILE, tiles);
        }
        for (int i = 0; i < POINTS; i++) {
            s.transform.expand(s.half, i * TILE, TILE, false, s.whole, i * POINTS, 1, tiles);
        }
        s.write(y, k, outputs, tiles);
        return (float) sum;
    }
}
