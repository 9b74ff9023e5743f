package org.lie4j.kernels.internal;

import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Depthwise convolution, each channel with its own kernel, and its gradients, in Java: the backend's forward op takes three times as long, its backward op twenty times.
 *
 * <p>What is convolved has its channels first, {@code [channels, batch, height, width]} or, for volumes, {@code [channels, batch, depth, height, width]}, as one large matrix product leaves it; what comes out, and the gradient that comes in,
 * has the batch first. Float goes by {@link ShiftedLines}, double, for gradient checks, by the sums as they are written down.
 */
final class Depthwise {
    private static final int PORTIONS_PER_THREAD = 4;

    private final int channels;
    private final int batch;

    /** {@code [depth, height, width]} of what is convolved and of what comes out, with depth 1 for images. */
    private final int[] in;

    private final int[] out;

    /** Side of the kernels, and the number of their taps. */
    private final int k;

    private final int taps;
    private final boolean volumes;
    private final int padding;
    private final boolean single;

    /**
     * Creates the convolution.
     *
     * @param shape of what is convolved, {@code [channels, batch, height, width]} or {@code [channels, batch, depth, height, width]}
     * @param k side of the kernels
     * @param padding zero padding on each side
     * @param type FLOAT or DOUBLE
     */
    Depthwise(long[] shape, int k, int padding, DataType type) {
        volumes = shape.length == 5;
        this.channels = (int) shape[0];
        this.batch = (int) shape[1];
        this.k = k;
        this.taps = volumes ? k * k * k : k * k;
        this.padding = padding;
        int height = (int) shape[shape.length - 2];
        int width = (int) shape[shape.length - 1];
        in = new int[] {volumes ? (int) shape[2] : 1, height, width};
        int growth = 2 * padding - k + 1;
        out = new int[] {volumes ? in[0] + growth : 1, height + growth, width + growth};
        this.single = type == DataType.FLOAT;
    }

    /**
     * Convolves.
     *
     * @param maps what is convolved
     * @param kernels {@code [channels, k, k]}, or {@code [channels, k, k, k]}
     * @param bias one for each channel
     * @param to modified: the result, batch first
     */
    void forward(INDArray maps, double[] kernels, double[] bias, INDArray to) {
        NativeReals from = NativeReals.of(maps);
        NativeReals result = NativeReals.of(to);
        inPortions(
                () -> new ShiftedLines(k, volumes, out, batch),
                (lines, c) -> forward(lines, c, from, kernels, bias[c], result));
    }

    /**
     * The gradients.
     *
     * @param maps modified: what was convolved, overwritten by its gradient
     * @param kernels {@code [channels, k, k]}, or {@code [channels, k, k, k]}
     * @param delta gradient of the output, batch first
     * @param kernelGradient modified: of the shape of the kernels
     * @param biasGradient modified: one for each channel
     */
    void backward(INDArray maps, double[] kernels, INDArray delta, double[] kernelGradient, double[] biasGradient) {
        NativeReals inOut = NativeReals.of(maps);
        NativeReals upper = NativeReals.of(delta);
        inPortions(
                () -> new ShiftedLines[] {
                    new ShiftedLines(k, volumes, out, batch), new ShiftedLines(k, volumes, in, batch)
                },
                (lines, c) -> {
                    kernelGradient(lines[0], c, inOut, upper, kernelGradient, biasGradient);
                    mapsGradient(lines[1], c, upper, kernels, inOut);
                });
    }

    /** What is done with a channel. */
    @FunctionalInterface
    private interface Work<T> {
        /**
         * Works at a channel.
         *
         * @param scratch not used by anyone else at the time
         * @param channel its number
         */
        void at(T scratch, int channel);
    }

    private <T> void inPortions(Supplier<T> scratch, Work<T> work) {
        int portions = Math.min(channels, PORTIONS_PER_THREAD * (ForkJoinPool.getCommonPoolParallelism() + 1));
        IntStream.range(0, portions).parallel().forEach(p -> {
            T mine = scratch.get();
            for (int c = p; c < channels; c += portions) {
                work.at(mine, c);
            }
        });
    }

    private static int pixels(int[] shape) {
        return shape[0] * shape[1] * shape[2];
    }

    private int inMap(int c, int b) {
        return (c * batch + b) * pixels(in);
    }

    private int outMap(int c, int b) {
        return (b * channels + c) * pixels(out);
    }

    private void forward(ShiftedLines lines, int c, NativeReals from, double[] kernels, double bias, NativeReals to) {
        if (single) {
            for (int first = 0; first < batch; first += lines.images()) {
                int begin = first;
                int count = Math.min(lines.images(), batch - first);
                lines.fill(from, b -> inMap(c, begin + b), count, in, padding);
                lines.convolve(kernels, c * taps, false, bias, count, to, b -> outMap(c, begin + b));
            }
            return;
        }
        for (int b = 0; b < batch; b++) {
            for (int p = 0; p < pixels(out); p++) {
                double sum = bias;
                for (int tap = 0; tap < taps; tap++) {
                    int at = seen(p, tap);
                    sum += at < 0 ? 0 : kernels[c * taps + tap] * from.get(inMap(c, b) + at);
                }
                to.set(outMap(c, b) + p, sum);
            }
        }
    }

    /** Place in its map of what a tap sees for a pixel of the result, or -1 if that is outside. */
    private int seen(int pixel, int tap) {
        int x = pixel % out[2] + tap % k - padding;
        int y = pixel / out[2] % out[1] + tap / k % k - padding;
        int z = pixel / (out[2] * out[1]) + tap / (k * k) - (volumes ? padding : 0);
        boolean outside = x < 0 || x >= in[2] || y < 0 || y >= in[1] || z < 0 || z >= in[0];
        return outside ? -1 : (z * in[1] + y) * in[2] + x;
    }

    private void kernelGradient(
            ShiftedLines lines, int c, NativeReals maps, NativeReals delta, double[] gradient, double[] biasGradient) {
        if (single) {
            lines.clearSums();
            for (int first = 0; first < batch; first += lines.images()) {
                int begin = first;
                int count = Math.min(lines.images(), batch - first);
                lines.fill(maps, b -> inMap(c, begin + b), count, in, padding);
                lines.correlate(delta, b -> outMap(c, begin + b), count);
            }
            lines.sums(gradient, c * taps);
            biasGradient[c] = lines.sum();
            return;
        }
        double total = 0;
        for (int b = 0; b < batch; b++) {
            for (int p = 0; p < pixels(out); p++) {
                double d = delta.get(outMap(c, b) + p);
                total += d;
                for (int tap = 0; tap < taps; tap++) {
                    int at = seen(p, tap);
                    gradient[c * taps + tap] += at < 0 ? 0 : d * maps.get(inMap(c, b) + at);
                }
            }
        }
        biasGradient[c] = total;
    }

    /** A convolution of the gradient with the kernel reversed along every axis. */
    private void mapsGradient(ShiftedLines lines, int c, NativeReals delta, double[] kernels, NativeReals to) {
        if (single) {
            for (int first = 0; first < batch; first += lines.images()) {
                int begin = first;
                int count = Math.min(lines.images(), batch - first);
                lines.fill(delta, b -> outMap(c, begin + b), count, out, k - 1 - padding);
                lines.convolve(kernels, c * taps, true, 0, count, to, b -> inMap(c, begin + b));
            }
            return;
        }
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < pixels(in); i++) {
                to.set(inMap(c, b) + i, 0);
            }
            for (int p = 0; p < pixels(out); p++) {
                double d = delta.get(outMap(c, b) + p);
                for (int tap = 0; tap < taps; tap++) {
                    int at = seen(p, tap);
                    if (at >= 0) {
                        to.set(inMap(c, b) + at, to.get(inMap(c, b) + at) + d * kernels[c * taps + tap]);
                    }
                }
            }
        }
    }
}
