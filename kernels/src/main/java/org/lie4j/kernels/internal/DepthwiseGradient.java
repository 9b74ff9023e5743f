package org.lie4j.kernels.internal;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of a depthwise convolution's kernel: for each channel and tap the correlation of input and output gradient.
 *
 * <p>Both are laid out with one row length, zeros between the rows, so that a tap is a shift in one long array. Products are added up elementwise over the batch,
 * which the compiler turns into vector code, where a running sum would have to be taken in order; the sum over the pixels comes once, at the end.
 */
final class DepthwiseGradient {
    private final NativeReals in;
    private final NativeReals delta;
    private final int batch;
    private final int channels;
    private final int height;
    private final int width;
    private final int outHeight;
    private final int outWidth;
    private final int k;
    private final int padding;

    /** Row length of both. */
    private final int stride;

    /** Length of the gradient's maps; those of the input are longer by what the last tap reaches over. */
    private final int length;

    private DepthwiseGradient(INDArray in, INDArray delta, int k, int padding) {
        this.in = NativeReals.of(in);
        this.delta = NativeReals.of(delta);
        this.batch = (int) in.size(0);
        this.channels = (int) in.size(1);
        this.height = (int) in.size(2);
        this.width = (int) in.size(3);
        this.outHeight = (int) delta.size(2);
        this.outWidth = (int) delta.size(3);
        this.k = k;
        this.padding = padding;
        this.stride = width + 2 * padding;
        this.length = outHeight * stride;
    }

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
        DepthwiseGradient gradient = new DepthwiseGradient(in, delta, k, padding);
        double[] out = new double[gradient.channels * k * k];
        boolean single = in.dataType() == DataType.FLOAT;
        IntStream.range(0, gradient.channels).parallel().forEach(c -> {
            if (single) {
                gradient.inFloat(c, out);
            } else {
                gradient.inDouble(c, out);
            }
        });
        return out;
    }

    private void inFloat(int c, double[] out) {
        float[] map = new float[(height + 2 * padding) * stride + k];
        float[] gradient = new float[length];
        float[] shifted = new float[length];
        float[][] sums = new float[k * k][length];
        for (int b = 0; b < batch; b++) {
            int from = (b * channels + c) * height * width;
            for (int row = 0; row < height; row++) {
                in.get(from + row * width, map, (row + padding) * stride + padding, width);
            }
            int at = (b * channels + c) * outHeight * outWidth;
            for (int row = 0; row < outHeight; row++) {
                delta.get(at + row * outWidth, gradient, row * stride, outWidth);
            }
            for (int tap = 0; tap < k * k; tap++) {
                // With one index for all three arrays the compiler knows that they do not overlap out of step.
                System.arraycopy(map, tap / k * stride + tap % k, shifted, 0, length);
                addProduct(shifted, gradient, sums[tap]);
            }
        }
        for (int tap = 0; tap < k * k; tap++) {
            out[c * k * k + tap] = sum(sums[tap]);
        }
    }

    private static void addProduct(float[] a, float[] b, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += a[i] * b[i];
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

    /** The plain sum, for gradient checks. */
    private void inDouble(int c, double[] out) {
        for (int tap = 0; tap < k * k; tap++) {
            double sum = 0;
            for (int b = 0; b < batch; b++) {
                int from = (b * channels + c) * height * width;
                int at = (b * channels + c) * outHeight * outWidth;
                for (int row = 0; row < outHeight; row++) {
                    int y = row + tap / k - padding;
                    for (int column = 0; column < outWidth && y >= 0 && y < height; column++) {
                        int x = column + tap % k - padding;
                        if (x >= 0 && x < width) {
                            sum += in.get(from + y * width + x) * delta.get(at + row * outWidth + column);
                        }
                    }
                }
            }
            out[c * k * k + tap] = sum;
        }
    }
}
