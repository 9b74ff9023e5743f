package org.lie4j.kernels.internal;

/** Depthwise convolution by the sums as they are written down, for gradient checks in double. */
final class DepthwiseSums implements DepthwiseChannel {
    private final DepthwiseShape shape;

    DepthwiseSums(DepthwiseShape shape) {
        this.shape = shape;
    }

    @Override
    public void forward(int channel, NativeReals maps, double[] kernels, NativeReals to) {
        for (int i = 0; i < shape.multiplier; i++) {
            int kernel = shape.kernel(channel, i);
            for (int b = 0; b < shape.batch; b++) {
                int from = shape.inMap(channel, b);
                for (int p = 0; p < shape.outPixels; p++) {
                    double sum = 0;
                    for (int tap = 0; tap < shape.taps; tap++) {
                        int at = seen(p, tap);
                        sum += at < 0 ? 0 : kernels[kernel * shape.taps + tap] * maps.get(from + at);
                    }
                    to.set(shape.outMap(kernel, b) + p, sum);
                }
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
        for (int b = 0; b < shape.batch; b++) {
            int map = shape.inMap(channel, b);
            for (int p = 0; p < shape.inPixels && mapsGradient != null; p++) {
                mapsGradient.set(map + p, 0);
            }
            for (int i = 0; i < shape.multiplier; i++) {
                int kernel = shape.kernel(channel, i);
                for (int p = 0; p < shape.outPixels; p++) {
                    double d = delta.get(shape.outMap(kernel, b) + p);
                    for (int tap = 0; tap < shape.taps; tap++) {
                        int at = seen(p, tap);
                        if (at >= 0) {
                            int weight = kernel * shape.taps + tap;
                            kernelGradient[weight] += d * maps.get(map + at);
                            if (mapsGradient != null) {
                                mapsGradient.set(map + at, mapsGradient.get(map + at) + d * kernels[weight]);
                            }
                        }
                    }
                }
            }
        }
    }

    /** Place in its map of what a tap sees for a pixel of the result, or -1 if that is outside. */
    private int seen(int pixel, int tap) {
        int[] in = shape.in;
        int[] out = shape.out;
        int x = pixel % out[2] + tap % shape.k - shape.padding;
        int y = pixel / out[2] % out[1] + tap / shape.k % shape.k - shape.padding;
        int z = pixel / (out[2] * out[1]) + tap / (shape.k * shape.k) - (shape.volumes ? shape.padding : 0);
        boolean outside = x < 0 || x >= in[2] || y < 0 || y >= in[1] || z < 0 || z >= in[0];
        return outside ? -1 : (z * in[1] + y) * in[2] + x;
    }
}
