package org.lie4j.kernels.internal;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolution whose kernel is the parameter itself. */
public final class FreeKernelConvolution extends ConvolutionRuntime {
    private static final long serialVersionUID = 1;

    /**
     * Creates the runtime.
     *
     * @param conf configuration holding a {@link org.lie4j.kernels.Convolution}
     * @param dataType the network's type
     */
    public FreeKernelConvolution(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    INDArray kernel(boolean training) {
        return currentKernel();
    }

    @Override
    INDArray currentKernel() {
        return getParam("W");
    }

    @Override
    INDArray kernelGradient() {
        return gradientViews.get("W");
    }

    @Override
    void backpropagateKernel(Gradient gradient) {
        gradient.setGradientFor("W", kernelGradient());
    }
}
