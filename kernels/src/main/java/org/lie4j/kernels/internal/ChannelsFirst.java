package org.lie4j.kernels.internal;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Maps with their batch first, {@code [batch, channels, ...]}, and the same with their channels first, as products with matrices want them. A bias, or its gradient, is taken along while a map is in the cache: as ops of the
 * backend they are sweeps of their own.
 */
final class ChannelsFirst {
    private ChannelsFirst() {}

    /**
     * Puts the batch first.
     *
     * @param from channels first
     * @param bias one for each channel, added on the way
     * @param to modified: batch first
     */
    static void toBatches(INDArray from, double[] bias, INDArray to) {
        int channels = (int) from.size(0);
        int batch = (int) from.size(1);
        int pixels = pixels(from);
        NativeReals source = NativeReals.of(from);
        NativeReals target = NativeReals.of(to);
        if (!source.isSingle()) {
            for (int i = 0; i < channels * batch * pixels; i++) {
                int c = i / (batch * pixels);
                int b = i / pixels % batch;
                target.set((b * channels + c) * pixels + i % pixels, source.get(i) + bias[c]);
            }
            return;
        }
        Portions.each(channels, () -> new float[pixels], (map, c) -> {
            for (int b = 0; b < batch; b++) {
                source.get((c * batch + b) * pixels, map, 0, pixels);
                add((float) bias[c], map);
                target.set((b * channels + c) * pixels, map);
            }
        });
    }

    /**
     * Puts the channels first.
     *
     * @param from batch first
     * @param sums modified: the sum of each channel
     * @param to modified: channels first
     */
    static void toChannels(INDArray from, double[] sums, INDArray to) {
        int channels = (int) to.size(0);
        int batch = (int) to.size(1);
        int pixels = pixels(to);
        NativeReals source = NativeReals.of(from);
        NativeReals target = NativeReals.of(to);
        if (!source.isSingle()) {
            for (int i = 0; i < channels * batch * pixels; i++) {
                int c = i / (batch * pixels);
                int b = i / pixels % batch;
                double value = source.get((b * channels + c) * pixels + i % pixels);
                sums[c] += value;
                target.set(i, value);
            }
            return;
        }
        Portions.each(channels, () -> new float[2][pixels], (scratch, c) -> {
            float[] map = scratch[0];
            float[] sum = scratch[1];
            Arrays.fill(sum, 0);
            for (int b = 0; b < batch; b++) {
                source.get((b * channels + c) * pixels, map, 0, pixels);
                add(map, sum);
                target.set((c * batch + b) * pixels, map);
            }
            double total = 0;
            for (float value : sum) {
                total += value;
            }
            sums[c] = total;
        });
    }

    private static int pixels(INDArray channelsFirst) {
        return (int) (channelsFirst.length() / (channelsFirst.size(0) * channelsFirst.size(1)));
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
