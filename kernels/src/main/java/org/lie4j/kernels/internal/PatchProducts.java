package org.lie4j.kernels.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution of images with few channels as matrix products, for the first layer in training: the patches are laid out once, and serve forwards and backwards.
 *
 * <p>The backend's convolution works at channels in blocks of eight or sixteen, and its backward op always makes the gradient with respect to the image, which nobody
 * wants there; this takes about half the time of the two. A row of ones among the patches carries the bias and its gradient.
 */
final class PatchProducts implements ConvolutionWay {
    private static final MMulTranspose SECOND_TRANSPOSED =
            MMulTranspose.builder().transposeB(true).build();

    private final int kernelSize;
    private final int padding;
    private final int batch;
    private final int channels;
    private final int height;
    private final int width;
    private final int outHeight;
    private final int outWidth;
    private final int outputs;

    /** {@code [batch, taps + 1, pixels]}, the last row of each being 1. */
    private final INDArray patches;

    /** {@code [batch, outputs, taps + 1]}: the kernel for every image, and afterwards every image's share of its gradient. */
    private final INDArray kernels;

    private final INDArray sum;

    private PatchProducts(INDArray images, long outputs, int kernelSize, int padding) {
        this.kernelSize = kernelSize;
        this.padding = padding;
        this.batch = (int) images.size(0);
        this.channels = (int) images.size(1);
        this.height = (int) images.size(2);
        this.width = (int) images.size(3);
        this.outputs = (int) outputs;
        outHeight = height + 2 * padding - kernelSize + 1;
        outWidth = width + 2 * padding - kernelSize + 1;
        DataType type = images.dataType();
        long columns = (long) taps() + 1;
        try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            patches = Nd4j.create(type, batch, columns, (long) outHeight * outWidth);
            kernels = Nd4j.create(type, batch, outputs, columns);
            sum = Nd4j.create(type, outputs, columns);
        }
    }

    /** The given one if it fits, or a new one, whose predecessor is given back. */
    static PatchProducts fitting(PatchProducts present, INDArray images, long outputs, int kernelSize, int padding) {
        boolean fits = present != null
                && Arrays.equals(
                        new long[] {present.batch, present.channels, present.height, present.width}, images.shape());
        if (fits) {
            return present;
        }
        if (present != null) {
            KeptArrays.close(present.patches);
            KeptArrays.close(present.kernels);
            KeptArrays.close(present.sum);
        }
        return new PatchProducts(images, outputs, kernelSize, padding);
    }

    private int taps() {
        return channels * kernelSize * kernelSize;
    }

    @Override
    public void forward(INDArray images, INDArray kernel, INDArray bias, INDArray out) {
        NativeReals from = NativeReals.of(images);
        NativeReals to = NativeReals.of(patches);
        IntStream.range(0, batch).parallel().forEach(n -> layOut(from, to, n));
        int taps = taps();
        double[] weights = new double[outputs * taps];
        NativeReals.of(kernel).get(0, weights);
        double[] row = new double[outputs * (taps + 1)];
        for (int o = 0; o < outputs; o++) {
            System.arraycopy(weights, o * taps, row, o * (taps + 1), taps);
            row[o * (taps + 1) + taps] = bias == null ? 0 : bias.getDouble(o);
        }
        NativeReals tiled = NativeReals.of(kernels);
        for (int n = 0; n < batch; n++) {
            tiled.set(n * row.length, row);
        }
        Nd4j.exec(new Mmul(kernels, patches, maps(out), null));
    }

    private INDArray maps(INDArray array) {
        return array.reshape('c', batch, outputs, (long) outHeight * outWidth);
    }

    private void layOut(NativeReals images, NativeReals to, int n) {
        int pixels = outHeight * outWidth;
        float[] image = new float[height * width];
        float[] patch = new float[pixels];
        for (int c = 0; c < channels; c++) {
            if (images.isSingle()) {
                images.get((n * channels + c) * image.length, image, 0, image.length);
            }
            for (int tap = 0; tap < kernelSize * kernelSize; tap++) {
                int dy = tap / kernelSize - padding;
                int dx = tap % kernelSize - padding;
                int at = ((n * (taps() + 1)) + c * kernelSize * kernelSize + tap) * pixels;
                if (images.isSingle()) {
                    shift(image, dy, dx, patch);
                    to.set(at, patch);
                } else {
                    shift(images, (n * channels + c) * height * width, dy, dx, to, at);
                }
            }
        }
        Arrays.fill(patch, 1);
        to.set((n * (taps() + 1) + taps()) * pixels, patch);
    }

    /** The image as one tap of the kernel sees it, zero outside. */
    private void shift(float[] image, int dy, int dx, float[] patch) {
        int from = Math.max(0, -dx);
        int to = Math.min(outWidth, width - dx);
        for (int row = 0; row < outHeight; row++) {
            int y = row + dy;
            int at = row * outWidth;
            if (y < 0 || y >= height || from >= to) {
                Arrays.fill(patch, at, at + outWidth, 0);
            } else {
                Arrays.fill(patch, at, at + from, 0);
                System.arraycopy(image, y * width + from + dx, patch, at + from, to - from);
                Arrays.fill(patch, at + to, at + outWidth, 0);
            }
        }
    }

    /** The same element by element, for double. */
    private void shift(NativeReals images, int image, int dy, int dx, NativeReals to, int at) {
        for (int row = 0; row < outHeight; row++) {
            int y = row + dy;
            for (int column = 0; column < outWidth; column++) {
                int x = column + dx;
                boolean inside = y >= 0 && y < height && x >= 0 && x < width;
                to.set(at + row * outWidth + column, inside ? images.get(image + y * width + x) : 0);
            }
        }
    }

    @Override
    public void backward(
            INDArray images,
            INDArray kernel,
            INDArray bias,
            INDArray delta,
            INDArray kernelGradient,
            INDArray biasGradient,
            INDArray below) {
        ConvolutionWay.refuseInputGradient(below);
        Nd4j.exec(new Mmul(maps(delta), patches, kernels, SECOND_TRANSPOSED));
        kernels.sum(sum, 0);
        NativeReals sums = NativeReals.of(sum);
        NativeReals gradient = NativeReals.of(kernelGradient);
        int taps = taps();
        for (int o = 0; o < outputs; o++) {
            for (int tap = 0; tap < taps; tap++) {
                gradient.set(o * taps + tap, sums.get(o * (taps + 1) + tap));
            }
            if (biasGradient != null) {
                biasGradient.putScalar(o, sums.get(o * (taps + 1) + taps));
            }
        }
    }
}
