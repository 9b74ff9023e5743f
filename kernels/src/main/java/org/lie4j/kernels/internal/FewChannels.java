package org.lie4j.kernels.internal;

import java.util.Arrays;
import org.lie4j.vectors.DepthwisePlanes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution of images or volumes with few channels in the processor's vector instructions, for the first layer: one map of the result after the other. Float only, and without a gradient of the images, which nobody wants
 * there. The backend's convolution works at channels in blocks of eight or sixteen.
 */
final class FewChannels implements ConvolutionWay {
    private final DepthwiseShape shape;
    private final int outputs;

    /**
     * Creates the convolution.
     *
     * @param images {@code [batch, channels, height, width]} or {@code [batch, channels, depth, height, width]}
     * @param outputs channels of the result
     * @param k side of the kernel
     * @param padding zero padding on each side
     */
    FewChannels(long[] images, long outputs, int k, int padding) {
        this.shape = new DepthwiseShape(images, 1, 1, k, padding);
        this.outputs = (int) outputs;
    }

    /** Scratch space of one thread. */
    private final class Scratch {
        final DepthwisePlanes[] planes = new DepthwisePlanes[shape.channels];
        final float[] result = new float[shape.outPixels];
        final float[] sum = new float[shape.outPixels];

        Scratch() {
            for (int c = 0; c < planes.length; c++) {
                planes[c] = new DepthwisePlanes(shape.k, shape.volumes, shape.in, shape.padding, 1);
            }
        }

        void take(NativeReals images, int image) {
            for (int c = 0; c < planes.length; c++) {
                images.get(shape.inMap(c, image), planes[c].dense(), 0, shape.inPixels);
                planes[c].takeMap();
            }
        }
    }

    /** Where a map of the result begins. */
    private int outMap(int image, int output) {
        return (image * outputs + output) * shape.outPixels;
    }

    @Override
    public void forward(INDArray in, INDArray kernel, INDArray bias, INDArray out) {
        NativeReals images = NativeReals.of(in);
        NativeReals to = NativeReals.of(out);
        double[] weights = new double[(int) kernel.length()];
        NativeReals.of(kernel).get(0, weights);
        float[] shifts = bias == null ? new float[outputs] : bias.ravel().toFloatVector();
        Portions.each(shape.batch, Scratch::new, (scratch, b) -> {
            scratch.take(images, b);
            for (int o = 0; o < outputs; o++) {
                Arrays.fill(scratch.result, shifts[o]);
                for (int c = 0; c < shape.channels; c++) {
                    scratch.planes[c].setKernel(0, weights, (o * shape.channels + c) * shape.taps);
                    scratch.planes[c].convolve(0);
                    add(scratch.planes[c].dense(), scratch.result);
                }
                to.set(outMap(b, o), scratch.result);
            }
        });
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
        ConvolutionWay.refuseInputGradient(below);
        NativeReals images = NativeReals.of(in);
        NativeReals upper = NativeReals.of(delta);
        double[] gradient = new double[(int) kernelGradient.length()];
        double[] sums = new double[outputs];
        Portions.each(outputs, Scratch::new, (scratch, o) -> {
            Arrays.fill(scratch.sum, 0);
            for (DepthwisePlanes planes : scratch.planes) {
                planes.clearKernelGradients();
            }
            for (int b = 0; b < shape.batch; b++) {
                scratch.take(images, b);
                for (DepthwisePlanes planes : scratch.planes) {
                    upper.get(outMap(b, o), planes.dense(), 0, shape.outPixels);
                    planes.takeGradient(0);
                    planes.addKernelGradients();
                }
                add(scratch.planes[0].dense(), scratch.sum);
            }
            for (int c = 0; c < shape.channels; c++) {
                scratch.planes[c].kernelGradient(0, gradient, (o * shape.channels + c) * shape.taps);
            }
            for (float value : scratch.sum) {
                sums[o] += value;
            }
        });
        NativeReals.of(kernelGradient).set(0, gradient);
        if (biasGradient != null) {
            NativeReals.of(biasGradient).set(0, sums);
        }
    }

    /** The map at the beginning of one array to that in another. */
    private static void add(float[] from, float[] map) {
        for (int i = 0; i < map.length; i++) {
            map[i] += from[i];
        }
    }
}
