package org.lie4j.kernels.internal;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Maps with their batch first, {@code [batch, channels, ...]}, and the same with their channels first, as products with matrices want them. A bias and a rectifier, or their gradients, are taken along while a map is in the
 * cache: as ops of the backend they are sweeps of their own.
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
     * @param rectified whether only positive parts arrive
     * @param to modified: batch first
     */
    static void toBatches(INDArray from, double[] bias, boolean rectified, INDArray to) {
        new ChannelsFirst(from).toBatches(NativeReals.of(from), bias, rectified, NativeReals.of(to));
    }

    /**
     * Puts the channels first.
     *
     * @param from batch first
     * @param rectified what came out of a rectifier, batch first: what arrives is zero where that is; or null for none
     * @param sums modified: the sum of what arrives in each channel
     * @param to modified: channels first
     */
    static void toChannels(INDArray from, INDArray rectified, double[] sums, INDArray to) {
        NativeReals passed = rectified == null ? null : NativeReals.of(rectified);
        new ChannelsFirst(to).toChannels(NativeReals.of(from), passed, sums, NativeReals.of(to));
    }

    /** Where a map begins with the batch first. */
    private int inBatch(int c, int b) {
        return (b * channels + c) * pixels;
    }

    /** Where a map begins with the channels first. */
    private int inChannel(int c, int b) {
        return (c * batch + b) * pixels;
    }

    private void toBatches(NativeReals from, double[] bias, boolean rectified, NativeReals to) {
        boolean single = from.isSingle();
        Portions.each(channels, () -> new float[single ? pixels : 0], (map, c) -> {
            for (int b = 0; b < batch; b++) {
                if (single) {
                    from.get(inChannel(c, b), map, 0, pixels);
                    if (rectified) {
                        addAndRectify((float) bias[c], map);
                    } else {
                        add((float) bias[c], map);
                    }
                    to.set(inBatch(c, b), map);
                } else {
                    for (int i = 0; i < pixels; i++) {
                        double value = from.get(inChannel(c, b) + i) + bias[c];
                        to.set(inBatch(c, b) + i, rectified ? Math.max(value, 0) : value);
                    }
                }
            }
        });
    }

    private void toChannels(NativeReals from, NativeReals rectified, double[] sums, NativeReals to) {
        boolean single = from.isSingle();
        Portions.each(channels, () -> new float[3][single ? pixels : 0], (scratch, c) -> {
            float[] map = scratch[0];
            float[] sum = scratch[1];
            float[] passed = scratch[2];
            Arrays.fill(sum, 0);
            double total = 0;
            for (int b = 0; b < batch; b++) {
                if (single) {
                    from.get(inBatch(c, b), map, 0, pixels);
                    if (rectified != null) {
                        rectified.get(inBatch(c, b), passed, 0, pixels);
                        pass(passed, map);
                    }
                    add(map, sum);
                    to.set(inChannel(c, b), map);
                } else {
                    for (int i = 0; i < pixels; i++) {
                        boolean passes = rectified == null || rectified.get(inBatch(c, b) + i) > 0;
                        double value = passes ? from.get(inBatch(c, b) + i) : 0;
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

    private static void addAndRectify(float bias, float[] map) {
        for (int i = 0; i < map.length; i++) {
            map[i] = Math.max(map[i] + bias, 0f);
        }
    }

    private static void pass(float[] rectified, float[] map) {
        for (int i = 0; i < map.length; i++) {
            map[i] *= FloatRuns.step(rectified[i]);
        }
    }
}
