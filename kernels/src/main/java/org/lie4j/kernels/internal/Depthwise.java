package org.lie4j.kernels.internal;

import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Depthwise convolution, each channel with its own kernel, and its gradients, in Java: the backend's forward op takes three times as long, its backward op twenty times.
 *
 * <p>What is convolved has its channels first, {@code [channels, batch, height, width]}, as one large matrix product leaves it; what comes out, and the gradient that comes in,
 * has the batch first. Float goes by {@link ShiftedLines}, double, for gradient checks, by the sums as they are written down.
 */
final class Depthwise {
    private static final int PORTIONS_PER_THREAD = 4;

    private final int channels;
    private final int batch;
    private final int height;
    private final int width;
    private final int k;
    private final int padding;
    private final int outHeight;
    private final int outWidth;
    private final boolean single;

    /**
     * Creates the convolution.
     *
     * @param shape of what is convolved, {@code [channels, batch, height, width]}
     * @param k side of the kernels
     * @param padding zero padding on each side
     * @param type FLOAT or DOUBLE
     */
    Depthwise(long[] shape, int k, int padding, DataType type) {
        this.channels = (int) shape[0];
        this.batch = (int) shape[1];
        this.height = (int) shape[2];
        this.width = (int) shape[3];
        this.k = k;
        this.padding = padding;
        this.outHeight = height + 2 * padding - k + 1;
        this.outWidth = width + 2 * padding - k + 1;
        this.single = type == DataType.FLOAT;
    }

    /**
     * Convolves.
     *
     * @param maps {@code [channels, batch, height, width]}
     * @param kernels {@code [channels, k, k]}
     * @param bias one for each channel
     * @param out modified: {@code [batch, channels, height', width']}
     */
    void forward(INDArray maps, double[] kernels, double[] bias, INDArray out) {
        NativeReals from = NativeReals.of(maps);
        NativeReals to = NativeReals.of(out);
        inPortions(
                () -> new ShiftedLines(k, outHeight, outWidth, batch),
                (lines, c) -> forward(lines, c, from, kernels, bias[c], to));
    }

    /**
     * The gradients.
     *
     * @param maps modified: what was convolved, overwritten by its gradient
     * @param kernels {@code [channels, k, k]}
     * @param delta gradient of the output, {@code [batch, channels, height', width']}
     * @param kernelGradient modified: {@code [channels, k, k]}
     * @param biasGradient modified: one for each channel
     */
    void backward(INDArray maps, double[] kernels, INDArray delta, double[] kernelGradient, double[] biasGradient) {
        NativeReals inOut = NativeReals.of(maps);
        NativeReals upper = NativeReals.of(delta);
        inPortions(
                () -> new ShiftedLines[] {
                    new ShiftedLines(k, outHeight, outWidth, batch), new ShiftedLines(k, height, width, batch)
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

    private int inMap(int c, int b) {
        return (c * batch + b) * height * width;
    }

    private int outMap(int c, int b) {
        return (b * channels + c) * outHeight * outWidth;
    }

    private void forward(ShiftedLines lines, int c, NativeReals from, double[] kernels, double bias, NativeReals to) {
        if (single) {
            for (int first = 0; first < batch; first += lines.images()) {
                int begin = first;
                int count = Math.min(lines.images(), batch - first);
                lines.fill(from, b -> inMap(c, begin + b), count, height, width, padding);
                lines.convolve(kernels, c * k * k, false, bias, count, to, b -> outMap(c, begin + b));
            }
            return;
        }
        for (int b = 0; b < batch; b++) {
            for (int y = 0; y < outHeight; y++) {
                for (int x = 0; x < outWidth; x++) {
                    double sum = bias;
                    for (int tap = 0; tap < k * k; tap++) {
                        int at = in(y + tap / k - padding, x + tap % k - padding);
                        sum += at < 0 ? 0 : kernels[c * k * k + tap] * from.get(inMap(c, b) + at);
                    }
                    to.set(outMap(c, b) + y * outWidth + x, sum);
                }
            }
        }
    }

    /** Place of a pixel in its map, or -1 if it is outside. */
    private int in(int y, int x) {
        return y < 0 || y >= height || x < 0 || x >= width ? -1 : y * width + x;
    }

    private void kernelGradient(
            ShiftedLines lines, int c, NativeReals in, NativeReals delta, double[] gradient, double[] biasGradient) {
        if (single) {
            lines.clearSums();
            for (int first = 0; first < batch; first += lines.images()) {
                int begin = first;
                int count = Math.min(lines.images(), batch - first);
                lines.fill(in, b -> inMap(c, begin + b), count, height, width, padding);
                lines.correlate(delta, b -> outMap(c, begin + b), count);
            }
            lines.sums(gradient, c * k * k);
            biasGradient[c] = lines.sum();
            return;
        }
        double total = 0;
        for (int b = 0; b < batch; b++) {
            for (int y = 0; y < outHeight; y++) {
                for (int x = 0; x < outWidth; x++) {
                    double d = delta.get(outMap(c, b) + y * outWidth + x);
                    total += d;
                    for (int tap = 0; tap < k * k; tap++) {
                        int at = in(y + tap / k - padding, x + tap % k - padding);
                        gradient[c * k * k + tap] += at < 0 ? 0 : d * in.get(inMap(c, b) + at);
                    }
                }
            }
        }
        biasGradient[c] = total;
    }

    /** A convolution of the gradient with the kernel turned by 180°. */
    private void mapsGradient(ShiftedLines lines, int c, NativeReals delta, double[] kernels, NativeReals to) {
        if (single) {
            for (int first = 0; first < batch; first += lines.images()) {
                int begin = first;
                int count = Math.min(lines.images(), batch - first);
                lines.fill(delta, b -> outMap(c, begin + b), count, outHeight, outWidth, k - 1 - padding);
                lines.convolve(kernels, c * k * k, true, 0, count, to, b -> inMap(c, begin + b));
            }
            return;
        }
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < height * width; i++) {
                to.set(inMap(c, b) + i, 0);
            }
            for (int y = 0; y < outHeight; y++) {
                for (int x = 0; x < outWidth; x++) {
                    double d = delta.get(outMap(c, b) + y * outWidth + x);
                    for (int tap = 0; tap < k * k; tap++) {
                        int at = in(y + tap / k - padding, x + tap % k - padding);
                        if (at >= 0) {
                            to.set(inMap(c, b) + at, to.get(inMap(c, b) + at) + d * kernels[c * k * k + tap]);
                        }
                    }
                }
            }
        }
    }
}
