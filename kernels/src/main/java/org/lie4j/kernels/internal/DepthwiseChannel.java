package org.lie4j.kernels.internal;

/** A way to convolve one channel with its kernels. Scratch space of one thread. */
interface DepthwiseChannel {
    /**
     * Convolves a channel of all images.
     *
     * @param channel its number
     * @param maps what is convolved
     * @param kernels of all channels, {@code [channels · multiplier, taps]}
     * @param to modified: the result
     */
    void forward(int channel, NativeReals maps, double[] kernels, NativeReals to);

    /**
     * The gradients of a channel.
     *
     * @param channel its number
     * @param maps what was convolved
     * @param kernels of all channels
     * @param delta gradient of the result
     * @param kernelGradient modified: of the shape of the kernels, zero before
     * @param mapsGradient modified: the gradient of what was convolved, or null if nobody wants it
     */
    void backward(
            int channel,
            NativeReals maps,
            double[] kernels,
            NativeReals delta,
            double[] kernelGradient,
            NativeReals mapsGradient);
}
