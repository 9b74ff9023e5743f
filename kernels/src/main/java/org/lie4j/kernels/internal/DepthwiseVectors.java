package org.lie4j.kernels.internal;

import org.lie4j.vectors.DepthwisePlanes;

/** Depthwise convolution for float in the processor's vector instructions, one image at a time. */
final class DepthwiseVectors implements DepthwiseChannel {
    private final DepthwiseShape shape;
    private final DepthwisePlanes planes;

    DepthwiseVectors(DepthwiseShape shape) {
        this.shape = shape;
        this.planes = new DepthwisePlanes(shape.k, shape.volumes, shape.in, shape.padding, shape.multiplier);
    }

    @Override
    public void forward(int channel, NativeReals maps, double[] kernels, NativeReals to) {
        setKernels(channel, kernels);
        for (int b = 0; b < shape.batch; b++) {
            maps.get(shape.inMap(channel, b), planes.dense(), 0, shape.inPixels);
            planes.takeMap();
            for (int i = 0; i < shape.multiplier; i++) {
                planes.convolve(i);
                to.set(shape.outMap(shape.kernel(channel, i), b), planes.dense(), 0, shape.outPixels);
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
        setKernels(channel, kernels);
        planes.clearKernelGradients();
        for (int b = 0; b < shape.batch; b++) {
            maps.get(shape.inMap(channel, b), planes.dense(), 0, shape.inPixels);
            planes.takeMap();
            for (int i = 0; i < shape.multiplier; i++) {
                delta.get(shape.outMap(shape.kernel(channel, i), b), planes.dense(), 0, shape.outPixels);
                planes.takeGradient(i);
            }
            planes.addKernelGradients();
            if (mapsGradient != null) {
                planes.mapGradient();
                mapsGradient.set(shape.inMap(channel, b), planes.dense(), 0, shape.inPixels);
            }
        }
        for (int i = 0; i < shape.multiplier; i++) {
            planes.kernelGradient(i, kernelGradient, shape.kernel(channel, i) * shape.taps);
        }
    }

    private void setKernels(int channel, double[] kernels) {
        for (int i = 0; i < shape.multiplier; i++) {
            planes.setKernel(i, kernels, shape.kernel(channel, i) * shape.taps);
        }
    }
}
