package org.lie4j.kernels.internal;

import java.util.function.Supplier;
import org.lie4j.vectors.VectorUnits;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Depthwise convolution, each channel with kernels of its own, and its gradients, in Java: the backend's forward op takes three times as long as plain loops, its backward op twenty times.
 *
 * <p>What is convolved has the batch first, what comes out its channels, so that a product with a matrix mixes them everywhere at once; see {@link DepthwiseShape}.
 */
final class Depthwise {
    private final int channels;
    private final Supplier<DepthwiseChannel> way;

    private Depthwise(int channels, Supplier<DepthwiseChannel> way) {
        this.channels = channels;
        this.way = way;
    }

    /**
     * The convolution for a type.
     *
     * @param shape where maps and kernels are
     * @param type FLOAT or DOUBLE
     * @return for DOUBLE the sums as they are written down; for FLOAT the fastest that there is
     */
    static Depthwise of(DepthwiseShape shape, DataType type) {
        if (type != DataType.FLOAT) {
            return new Depthwise(shape.channels, () -> new DepthwiseSums(shape));
        }
        return new Depthwise(
                shape.channels,
                VectorUnits.available() ? () -> new DepthwiseVectors(shape) : () -> new DepthwiseLines(shape));
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
        Portions.each(channels, way, (channel, c) -> channel.forward(c, from, kernels, result));
    }

    /**
     * The gradients.
     *
     * @param maps what was convolved, batch first
     * @param kernels the kernels
     * @param delta gradient of the result, channels first
     * @param kernelGradient modified: of the shape of the kernels, zero before
     * @param mapsGradient modified: the gradient of what was convolved, batch first; null if nobody wants it
     */
    void backward(INDArray maps, double[] kernels, INDArray delta, double[] kernelGradient, INDArray mapsGradient) {
        NativeReals from = NativeReals.of(maps);
        NativeReals upper = NativeReals.of(delta);
        NativeReals lower = mapsGradient == null ? null : NativeReals.of(mapsGradient);
        Portions.each(channels, way, (channel, c) -> channel.backward(c, from, kernels, upper, kernelGradient, lower));
    }
}
