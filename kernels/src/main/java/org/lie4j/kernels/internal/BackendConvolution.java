package org.lie4j.kernels.internal;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Convolution by the raw ops of the backend. */
final class BackendConvolution implements ConvolutionWay {
    private final boolean planar;
    private final int k;
    private final int padding;

    /**
     * Creates the convolution.
     *
     * @param spatialDimensions 2 for images, 3 for volumes
     * @param k side of the kernel
     * @param padding zero padding on each side
     */
    BackendConvolution(int spatialDimensions, int k, int padding) {
        this.planar = spatialDimensions == 2;
        this.k = k;
        this.padding = padding;
    }

    @Override
    public void forward(INDArray in, INDArray kernel, INDArray bias, INDArray out) {
        run("", bias == null ? arrays(in, kernel) : arrays(in, kernel, bias), out);
    }

    @Override
    public void backward(
            INDArray in,
            INDArray kernel,
            INDArray bias,
            INDArray delta,
            INDArray kernelGradient,
            INDArray biasGradient,
            INDArray below) {
        // The op makes the input's gradient whether it is wanted or not.
        INDArray dx = below == null ? in.ulike() : below;
        if (bias == null) {
            run("_bp", arrays(in, kernel, delta), dx, kernelGradient);
        } else {
            run("_bp", arrays(in, kernel, bias, delta), dx, kernelGradient, biasGradient);
        }
    }

    private static INDArray[] arrays(INDArray... arrays) {
        return arrays;
    }

    private void run(String suffix, INDArray[] inputs, INDArray... outputs) {
        int p = padding;
        int valid = 0;
        int channelsFirst = 0;
        int weightsOutInSpace = 1;
        int[] arguments = planar
                ? new int[] {k, k, 1, 1, p, p, 1, 1, valid, channelsFirst, weightsOutInSpace}
                : new int[] {k, k, k, 1, 1, 1, p, p, p, 1, 1, 1, valid, channelsFirst, weightsOutInSpace};
        Nd4j.exec(DynamicCustomOp.builder((planar ? "conv2d" : "conv3dnew") + suffix)
                .addInputs(inputs)
                .addOutputs(outputs)
                .addIntegerArguments(arguments)
                .build());
    }
}
