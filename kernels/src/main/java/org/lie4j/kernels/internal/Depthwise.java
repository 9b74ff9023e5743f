package org.lie4j.kernels.internal;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Depthwise convolution, each channel with kernels of its own, and its gradients, in Java: the backend's forward op takes three times as long, its backward op twenty times.
 *
 * <p>What is convolved has the batch first, {@code [batch, channels, height, width]} or, for volumes, {@code [batch, channels, depth, height, width]}. What comes out, and the gradient that comes in,
 * has its channels first, {@code [channels · multiplier, batch, ...]}, so that a product with a matrix mixes them everywhere at once: for each feature one after the other its kernels, for each kernel the group elements. Float goes by
 * {@link ShiftedLines}, double, for gradient checks, by the sums as they are written down.
 */
final class Depthwise {
    private final int channels;
    private final int batch;

    private final int elements;

    /** How many kernels a channel has. */
    private final int multiplier;

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
     * @param shape of what is convolved, {@code [batch, channels, height, width]} or {@code [batch, channels, depth, height, width]}
     * @param elements group elements: channels are those of features times these
     * @param multiplier how many kernels a channel has
     * @param k side of the kernels
     * @param padding zero padding on each side
     * @param type FLOAT or DOUBLE
     */
    Depthwise(long[] shape, int elements, int multiplier, int k, int padding, DataType type) {
        volumes = shape.length == 5;
        this.batch = (int) shape[0];
        this.channels = (int) shape[1];
        this.elements = elements;
        this.multiplier = multiplier;
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
     * @param maps what is convolved, batch first
     * @param kernels {@code [channels · multiplier, k, k]}, or {@code [channels · multiplier, k, k, k]}
     * @param to modified: the result, channels first
     */
    void forward(INDArray maps, double[] kernels, INDArray to) {
        NativeReals from = NativeReals.of(maps);
        NativeReals result = NativeReals.of(to);
        eachChannel(out, (lines, c) -> forward(lines, c, from, kernels, result));
    }

    /**
     * The gradient of the kernels.
     *
     * @param maps what was convolved, batch first
     * @param delta gradient of the result, channels first
     * @param gradient modified: of the shape of the kernels
     */
    void kernelGradient(INDArray maps, INDArray delta, double[] gradient) {
        NativeReals from = NativeReals.of(maps);
        NativeReals upper = NativeReals.of(delta);
        eachChannel(out, (lines, c) -> kernelGradient(lines, c, from, upper, gradient));
    }

    /**
     * The gradient of what was convolved.
     *
     * @param delta gradient of the result, channels first
     * @param kernels the kernels
     * @param gradient modified: batch first
     */
    void mapsGradient(INDArray delta, double[] kernels, INDArray gradient) {
        NativeReals upper = NativeReals.of(delta);
        NativeReals lower = NativeReals.of(gradient);
        eachChannel(in, (lines, c) -> mapsGradient(lines, c, upper, kernels, lower));
    }

    /** Works at all channels, with lines for what has a shape. */
    private void eachChannel(int[] shape, Portions.Work<ShiftedLines> work) {
        Portions.each(channels, () -> new ShiftedLines(k, volumes, shape, batch), work);
    }

    private static int pixels(int[] shape) {
        return shape[0] * shape[1] * shape[2];
    }

    private int inMap(int c, int b) {
        return (b * channels + c) * pixels(in);
    }

    /** Number of a channel's first kernel, and from there to the next: {@link #elements}. */
    private int firstKernel(int c) {
        return c / elements * multiplier * elements + c % elements;
    }

    private int endOfKernels(int c) {
        return firstKernel(c) + multiplier * elements;
    }

    /** Of the kernel with a number among those of all channels. */
    private int outMap(int kernel, int b) {
        return (kernel * batch + b) * pixels(out);
    }

    private void forward(ShiftedLines lines, int c, NativeReals from, double[] kernels, NativeReals to) {
        if (single) {
            for (int first = 0; first < batch; first += lines.images()) {
                int begin = first;
                int count = Math.min(lines.images(), batch - first);
                lines.fill(from, b -> inMap(c, begin + b), count, in, padding);
                for (int i = firstKernel(c); i < endOfKernels(c); i += elements) {
                    int kernel = i;
                    lines.convolve(kernels, kernel * taps, false, false, count, to, b -> outMap(kernel, begin + b));
                }
            }
            return;
        }
        for (int kernel = firstKernel(c); kernel < endOfKernels(c); kernel += elements) {
            for (int b = 0; b < batch; b++) {
                for (int p = 0; p < pixels(out); p++) {
                    double sum = 0;
                    for (int tap = 0; tap < taps; tap++) {
                        int at = seen(p, tap);
                        sum += at < 0 ? 0 : kernels[kernel * taps + tap] * from.get(inMap(c, b) + at);
                    }
                    to.set(outMap(kernel, b) + p, sum);
                }
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

    private void kernelGradient(ShiftedLines lines, int c, NativeReals maps, NativeReals delta, double[] gradient) {
        for (int i = firstKernel(c); i < endOfKernels(c); i += elements) {
            int kernel = i;
            if (single) {
                lines.clearSums();
                for (int first = 0; first < batch; first += lines.images()) {
                    int begin = first;
                    int count = Math.min(lines.images(), batch - first);
                    lines.fill(maps, b -> inMap(c, begin + b), count, in, padding);
                    lines.correlate(delta, b -> outMap(kernel, begin + b), count);
                }
                lines.sums(gradient, kernel * taps);
                continue;
            }
            for (int b = 0; b < batch; b++) {
                for (int p = 0; p < pixels(out); p++) {
                    double d = delta.get(outMap(kernel, b) + p);
                    for (int tap = 0; tap < taps; tap++) {
                        int at = seen(p, tap);
                        gradient[kernel * taps + tap] += at < 0 ? 0 : d * maps.get(inMap(c, b) + at);
                    }
                }
            }
        }
    }

    /** Convolutions of the gradients with the kernels reversed along every axis. */
    private void mapsGradient(ShiftedLines lines, int c, NativeReals delta, double[] kernels, NativeReals to) {
        for (int i = firstKernel(c); i < endOfKernels(c); i += elements) {
            int kernel = i;
            boolean add = kernel > firstKernel(c);
            if (single) {
                for (int first = 0; first < batch; first += lines.images()) {
                    int begin = first;
                    int count = Math.min(lines.images(), batch - first);
                    lines.fill(delta, b -> outMap(kernel, begin + b), count, out, k - 1 - padding);
                    lines.convolve(kernels, kernel * taps, true, add, count, to, b -> inMap(c, begin + b));
                }
                continue;
            }
            for (int b = 0; b < batch; b++) {
                for (int p = 0; p < pixels(in) && !add; p++) {
                    to.set(inMap(c, b) + p, 0);
                }
                for (int p = 0; p < pixels(out); p++) {
                    double d = delta.get(outMap(kernel, b) + p);
                    for (int tap = 0; tap < taps; tap++) {
                        int at = seen(p, tap);
                        if (at >= 0) {
                            to.set(inMap(c, b) + at, to.get(inMap(c, b) + at) + d * kernels[kernel * taps + tap]);
                        }
                    }
                }
            }
        }
    }
}
