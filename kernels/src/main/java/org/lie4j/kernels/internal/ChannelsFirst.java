package org.lie4j.kernels.internal;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Maps with their batch first, {@code [batch, channels, ...]}, and the same with their channels first, as products with matrices want them. A bias, or its gradient, is taken along while a map is in the cache: as ops of the
 * backend they are sweeps of their own.
 */
final class ChannelsFirst {
    private final int channels;
    private final int batch;
    private final int pixels;

    private ChannelsFirst(INDArray maps) {
        channels = (int) maps.size(0);
        batch = (int) maps.size(1);
        pixels = (int) (maps.length() / ((long) channels * batch));
    }

    /**
     * Puts the batch first.
     *
     * @param from channels first
     * @param bias one for each channel, added on the way
     * @param to modified: batch first
     */
    static void toBatches(INDArray from, double[] bias, INDArray to) {
        new ChannelsFirst(from).toBatches(NativeReals.of(from), bias, NativeReals.of(to));
    }

    /**
     * Puts the channels first.
     *
     * @param from batch first
     * @param sums modified: the sum of each channel
     * @param to modified: channels first
     */
    static void toChannels(INDArray from, double[] sums, INDArray to) {
        new ChannelsFirst(to).toChannels(NativeReals.of(from), sums, NativeReals.of(to));
    }

    /** Where a map begins with the batch first. */
    private int inBatch(int c, int b) {
        return (b * channels + c) * pixels;
    }

    /** Where a map begins with the channels first. */
    private int inChannel(int c, int b) {
        return (c * batch + b) * pixels;
    }

    private void toBatches(NativeReals from, double[] bias, NativeReals to) {
        boolean single = from.isSingle();
        Portions.each(channels, () -> new float[single ? pixels : 0], (map, c) -> {
            for (int b = 0; b < batch; b++) {
                if (single) {
                    from.get(inChannel(c, b), map, 0, pixels);
                    add((float) bias[c], map);
                    to.set(inBatch(c, b), map);
                } else {
                    for (int i = 0; i < pixels; i++) {
                        to.set(inBatch(c, b) + i, from.get(inChannel(c, b) + i) + bias[c]);
                    }
                }
            }
        });
    }

    private void toChannels(NativeReals from, double[] sums, NativeReals to) {
        boolean single = from.isSingle();
        Portions.each(channels, () -> new float[2][single ? pixels : 0], (scratch, c) -> {
            float[] map = scratch[0];
            float[] sum = scratch[1];
            Arrays.fill(sum, 0);
            double total = 0;
            for (int b = 0; b < batch; b++) {
                if (single) {
                    from.get(inBatch(c, b), map, 0, pixels);
                    add(map, sum);
                    to.set(inChannel(c, b), map);
                } else {
                    for (int i = 0; i < pixels; i++) {
                        double value = from.get(inBatch(c, b) + i);
                        total += value;
                        to.set(inChannel(c, b) + i, value);
                    }
                }
            }
            for (float value : sum) {
                total += value;
            }
            sums[c] = total;
        });
    }

    private static void add(float[] map, float[] sum) {
        for (int i = 0; i < map.length; i++) {
            sum[i] += map[i];
        }
    }

    private static void add(float bias, float[] map) {
        for (int i = 0; i < map.length; i++) {
            map[i] += bias;
        }
    }
}
