package org.lie4j.kernels.internal;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of a depthwise convolution's kernel: for each channel and tap the correlation of input and output gradient. Rows are multiplied elementwise into a
 * sum for each column, which the compiler turns into vector code, where a running sum would have to be taken in order.
 */
final class DepthwiseGradient {
    private DepthwiseGradient() {}

    /**
     * Computes the gradient.
     *
     * @param in {@code [batch, channels, height, width]}, c-order
     * @param delta {@code [batch, channels, height', width']}, c-order
     * @param k side of the kernel
     * @param padding zero padding on each side
     * @return {@code [channels, k, k]}
     */
    static double[] of(INDArray in, INDArray delta, int k, int padding) {
        int channels = (int) in.size(1);
        double[] out = new double[channels * k * k];
        NativeReals x = NativeReals.of(in);
        NativeReals d = NativeReals.of(delta);
        IntStream.range(0, channels).parallel().forEach(c -> channel(in, x, delta, d, c, k, padding, out));
        return out;
    }

    private static void channel(
            INDArray in, NativeReals x, INDArray delta, NativeReals d, int c, int k, int padding, double[] out) {
        int batch = (int) in.size(0);
        int channels = (int) in.size(1);
        int height = (int) in.size(2);
        int width = (int) in.size(3);
        int outHeight = (int) delta.size(2);
        int outWidth = (int) delta.size(3);
        int padded = width + 2 * padding;
        float[] map = new float[(height + 2 * padding) * padded];
        float[] gradient = new float[outHeight * outWidth];
        boolean single = in.dataType() == org.nd4j.linalg.api.buffer.DataType.FLOAT;
        float[] sums = new float[outWidth];
        for (int b = 0; b < batch; b++) {
            int from = (b * channels + c) * height * width;
            int at = (b * channels + c) * outHeight * outWidth;
            if (!single) {
                exact(x, from, height, width, d, at, outHeight, outWidth, k, padding, out, c * k * k);
                continue;
            }
            for (int row = 0; row < height; row++) {
                x.get(from + row * width, map, (row + padding) * padded + padding, width);
            }
            d.get(at, gradient, 0, gradient.length);
            for (int ky = 0; ky < k; ky++) {
                for (int kx = 0; kx < k; kx++) {
                    java.util.Arrays.fill(sums, 0);
                    for (int row = 0; row < outHeight; row++) {
                        addProduct(map, (row + ky) * padded + kx, gradient, row * outWidth, sums);
                    }
                    double sum = 0;
                    for (float s : sums) {
                        sum += s;
                    }
                    out[(c * k + ky) * k + kx] += sum;
                }
            }
        }
    }

    private static void addProduct(float[] a, int p, float[] b, int q, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a[p + i] * b[q + i];
        }
    }

    /** The plain sum in double, for gradient checks. */
    private static void exact(
            NativeReals x,
            int from,
            int height,
            int width,
            NativeReals d,
            int at,
            int outHeight,
            int outWidth,
            int k,
            int padding,
            double[] out,
            int to) {
        for (int tap = 0; tap < k * k; tap++) {
            double sum = 0;
            for (int row = 0; row < outHeight; row++) {
                int y = row + tap / k - padding;
                for (int column = 0; column < outWidth && y >= 0 && y < height; column++) {
                    int xx = column + tap % k - padding;
                    if (xx >= 0 && xx < width) {
                        sum += x.get(from + y * width + xx) * d.get(at + row * outWidth + column);
                    }
                }
            }
            out[to + tap] += sum;
        }
    }
}
