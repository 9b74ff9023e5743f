package org.lie4j.kernels.internal;

/**
 * Where the maps and kernels of a depthwise convolution are.
 *
 * <p>What is convolved has the batch first, {@code [batch, channels, height, width]} or, for volumes, {@code [batch, channels, depth, height, width]}. What comes out, and the gradient that comes in,
 * has its channels first, {@code [channels · multiplier, batch, ...]}: for each feature one after the other its kernels, for each kernel the group elements.
 */
final class DepthwiseShape {
    final int batch;
    final int channels;

    /** How many kernels a channel has. */
    final int multiplier;

    private final int elements;

    /** Side of the kernels, and the number of their taps. */
    final int k;

    final int taps;
    final boolean volumes;
    final int padding;

    /** {@code [depth, height, width]} of what is convolved and of what comes out, with depth 1 for images. */
    final int[] in;

    final int[] out;
    final int inPixels;
    final int outPixels;

    /**
     * Creates the shape.
     *
     * @param maps of what is convolved, {@code [batch, channels, height, width]} or {@code [batch, channels, depth, height, width]}
     * @param elements group elements: channels are those of features times these
     * @param multiplier how many kernels a channel has
     * @param k side of the kernels
     * @param padding zero padding on each side
     */
    DepthwiseShape(long[] maps, int elements, int multiplier, int k, int padding) {
        volumes = maps.length == 5;
        this.batch = (int) maps[0];
        this.channels = (int) maps[1];
        this.elements = elements;
        this.multiplier = multiplier;
        this.k = k;
        this.taps = volumes ? k * k * k : k * k;
        this.padding = padding;
        int height = (int) maps[maps.length - 2];
        int width = (int) maps[maps.length - 1];
        in = new int[] {volumes ? (int) maps[2] : 1, height, width};
        int growth = 2 * padding - k + 1;
        out = new int[] {volumes ? in[0] + growth : 1, height + growth, width + growth};
        inPixels = in[0] * height * width;
        outPixels = out[0] * out[1] * out[2];
    }

    /** Where a map begins that is convolved. */
    int inMap(int channel, int image) {
        return (image * channels + channel) * inPixels;
    }

    /** Number, among those of all channels, of one of a channel's kernels. */
    int kernel(int channel, int which) {
        return (channel / elements * multiplier + which) * elements + channel % elements;
    }

    /** Where a map begins that comes out. */
    int outMap(int kernel, int image) {
        return (kernel * batch + image) * outPixels;
    }
}
