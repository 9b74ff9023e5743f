package org.lie4j.kernels.internal;

/** Depthwise convolution for float by {@link ShiftedLines}, a few images at a time. */
final class DepthwiseLines implements DepthwiseChannel {
    private final DepthwiseShape shape;

    /** For the results, and, made when first asked for, for the gradient of the maps. */
    private final ShiftedLines lines;

    private ShiftedLines gradientLines;

    DepthwiseLines(DepthwiseShape shape) {
        this.shape = shape;
        this.lines = new ShiftedLines(shape.k, shape.volumes, shape.out, shape.batch);
    }

    @Override
    public void forward(int channel, NativeReals maps, double[] kernels, NativeReals to) {
        for (int first = 0; first < shape.batch; first += lines.images()) {
            int begin = first;
            int count = Math.min(lines.images(), shape.batch - first);
            lines.fill(maps, b -> shape.inMap(channel, begin + b), count, shape.in, shape.padding);
            for (int i = 0; i < shape.multiplier; i++) {
                int kernel = shape.kernel(channel, i);
                lines.convolve(
                        kernels, kernel * shape.taps, false, false, count, to, b -> shape.outMap(kernel, begin + b));
            }
        }
    }

    @Override
    public void backward(
            int channel,
            NativeReals maps,
            double[] kernels,
            NativeReals delta,
            double[] kernelGradient,
            NativeReals mapsGradient) {
        for (int i = 0; i < shape.multiplier; i++) {
            int kernel = shape.kernel(channel, i);
            kernelGradient(channel, kernel, maps, delta, kernelGradient);
            if (mapsGradient != null) {
                mapsGradient(channel, kernel, delta, kernels, i > 0, mapsGradient);
            }
        }
    }

    private void kernelGradient(int channel, int kernel, NativeReals maps, NativeReals delta, double[] gradient) {
        lines.clearSums();
        for (int first = 0; first < shape.batch; first += lines.images()) {
            int begin = first;
            int count = Math.min(lines.images(), shape.batch - first);
            lines.fill(maps, b -> shape.inMap(channel, begin + b), count, shape.in, shape.padding);
            lines.correlate(delta, b -> shape.outMap(kernel, begin + b), count);
        }
        lines.sums(gradient, kernel * shape.taps);
    }

    /** Convolution of the gradient with the kernel reversed along every axis. */
    private void mapsGradient(
            int channel, int kernel, NativeReals delta, double[] kernels, boolean add, NativeReals to) {
        if (gradientLines == null) {
            gradientLines = new ShiftedLines(shape.k, shape.volumes, shape.in, shape.batch);
        }
        for (int first = 0; first < shape.batch; first += gradientLines.images()) {
            int begin = first;
            int count = Math.min(gradientLines.images(), shape.batch - first);
            gradientLines.fill(
                    delta, b -> shape.outMap(kernel, begin + b), count, shape.out, shape.k - 1 - shape.padding);
            gradientLines.convolve(
                    kernels, kernel * shape.taps, true, add, count, to, b -> shape.inMap(channel, begin + b));
        }
    }
}
