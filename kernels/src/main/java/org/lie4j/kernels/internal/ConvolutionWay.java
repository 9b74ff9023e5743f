package org.lie4j.kernels.internal;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A way to convolve images or volumes with one kernel, forwards and then backwards. All arrays are c-order and of one type. */
interface ConvolutionWay {
    /**
     * The convolution.
     *
     * @param in {@code [batch, channels, height, width]} or, for volumes, {@code [batch, channels, depth, height, width]}
     * @param kernel {@code [outputs, channels, k, k]} or {@code [outputs, channels, k, k, k]}
     * @param bias {@code [outputs]}, or null for none
     * @param out modified: the result, batch first
     */
    void forward(INDArray in, INDArray kernel, INDArray bias, INDArray out);

    /**
     * The gradients, for the arguments of the last {@link #forward}; as often as they are asked for.
     *
     * @param in as in {@link #forward}
     * @param kernel as in {@link #forward}
     * @param bias as in {@link #forward}
     * @param delta the gradient with respect to the result
     * @param kernelGradient receives the kernel's
     * @param biasGradient receives the bias's, or null if there is none
     * @param below receives the input's, or null if nobody wants it
     */
    void backward(
            INDArray in,
            INDArray kernel,
            INDArray bias,
            INDArray delta,
            INDArray kernelGradient,
            INDArray biasGradient,
            INDArray below);

    /** For the first layer's ways: what they leave out. */
    static void refuseInputGradient(INDArray below) {
        if (below != null) {
            throw new IllegalArgumentException("expected no wish for a gradient of the images");
        }
    }
}
