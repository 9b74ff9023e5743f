package org.lie4j.kernels.internal;

import java.util.Arrays;
import org.lie4j.vectors.DepthwisePlanes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution of images or volumes with few channels in the processor's vector instructions, for the first layer: one map of the result after the other. Float only, and without a gradient of the images, which nobody wants
 * there. The backend's convolution works at channels in blocks of eight or sixteen.
 */
final class FewChannels implements ConvolutionWay {
    private final int batch;
    private final int channels;
    private final int outputs;
    private final int k;
    private final int padding;
    private final boolean volumes;

    /** {@code [depth, height, width]} of a map, with depth 1 for images. */
    private final int[] map;

    private final int inPixels;
    private final int outPixels;
    private final int taps;

    /**
     * Creates the convolution.
     *
     * @param images {@code [batch, channels, height, width]} or {@code [batch, channels, depth, height, width]}
     * @param outputs channels of the result
     * @param k side of the kernel
     * @param padding zero padding on each side
     */
    FewChannels(long[] images, long outputs, int k, int padding) {
        this.batch = (int) images[0];
        this.channels = (int) images[1];
        this.outputs = (int) outputs;
        this.k = k;
        this.padding = padding;
        volumes = images.length == 5;
        map = new int[] {volumes ? (int) images[2] : 1, (int) images[images.length - 2], (int) images[images.length - 1]
        };
        inPixels = map[0] * map[1] * map[2];
        int growth = 2 * padding - k + 1;
        outPixels = (volumes ? map[0] + growth : 1) * (map[1] + growth) * (map[2] + growth);
        taps = volumes ? k * k * k : k * k;
    }

    /** Scratch space of one thread. */
    private final class Scratch {
        final DepthwisePlanes[] planes = new DepthwisePlanes[channels];
        final float[] result = new float[outPixels];
        final float[] sum = new float[outPixels];

        Scratch() {
            for (int c = 0; c < channels; c++) {
                planes[c] = new DepthwisePlanes(k, volumes, map, padding, 1);
            }
        }

        void take(NativeReals images, int image) {
            for (int c = 0; c < channels; c++) {
                images.get((image * channels + c) * inPixels, planes[c].dense(), 0, inPixels);
                planes[c].takeMap();
            }
        }
    }

    @Override
    public void forward(INDArray in, INDArray kernel, INDArray bias, INDArray out) {
        NativeReals images = NativeReals.of(in);
        NativeReals to = NativeReals.of(out);
        double[] weights = new double[(int) kernel.length()];
        NativeReals.of(kernel).get(0, weights);
        float[] shifts = bias == null ? new float[outputs] : bias.ravel().toFloatVector();
        Portions.each(batch, Scratch::new, (scratch, b) -> {
            scratch.take(images, b);
            for (int o = 0; o < outputs; o++) {
                Arrays.fill(scratch.result, shifts[o]);
                for (int c = 0; c < channels; c++) {
                    scratch.planes[c].setKernel(0, weights, (o * channels + c) * taps);
                    scratch.planes[c].convolve(0);
                    add(scratch.planes[c].dense(), scratch.result);
                }
                to.set((b * outputs + o) * outPixels, scratch.result);
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
        if (below != null) {
            throw new IllegalArgumentException("expected no wish for a gradient of the images");
        }
        NativeReals images = NativeReals.of(in);
        NativeReals upper = NativeReals.of(delta);
        double[] gradient = new double[(int) kernelGradient.length()];
        double[] sums = new double[outputs];
        Portions.each(outputs, Scratch::new, (scratch, o) -> {
            Arrays.fill(scratch.sum, 0);
            for (DepthwisePlanes planes : scratch.planes) {
                planes.clearKernelGradients();
            }
            for (int b = 0; b < batch; b++) {
                scratch.take(images, b);
                for (DepthwisePlanes planes : scratch.planes) {
                    upper.get((b * outputs + o) * outPixels, planes.dense(), 0, outPixels);
                    planes.takeGradient(0);
                    planes.addKernelGradients();
                }
                add(scratch.planes[0].dense(), scratch.sum);
            }
            for (int c = 0; c < channels; c++) {
                scratch.planes[c].kernelGradient(0, gradient, (o * channels + c) * taps);
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
