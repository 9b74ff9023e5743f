package org.lie4j.apen.networks.internal;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.lie4j.kernels.internal.NativeReals;
import org.lie4j.kernels.internal.RunArithmetic;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A bias for every channel of an array {@code [batch, channels, points]}, with a rectifier in the same sweep, and the bias' gradient. */
final class BiasedRuns {
    private RunArithmetic[] arithmetic = {};
    private int run;

    /**
     * Adds the bias in place.
     *
     * @param bias {@code [channels]}, or null for none
     * @param rectified whether what is negative afterwards becomes 0
     * @param array modified: c-order and contiguous
     */
    void forward(INDArray bias, boolean rectified, INDArray array) {
        if (bias == null && !rectified) {
            return;
        }
        int channels = (int) array.size(1);
        NativeReals values = NativeReals.of(array);
        NativeReals shifts = bias == null ? null : NativeReals.of(bias);
        forEachExample(array, example -> {
            for (int c = 0; c < channels; c++) {
                int at = (example * channels + c) * run;
                arithmetic[example].normalize(
                        values, at, run, 0, 1, shifts == null ? 0 : shifts.get(c), rectified, values);
            }
        });
    }

    /**
     * Sums over batch and points.
     *
     * @param array c-order and contiguous; not modified
     * @param sums modified: {@code [channels]}
     */
    void sums(INDArray array, INDArray sums) {
        int channels = (int) array.size(1);
        NativeReals values = NativeReals.of(array);
        double[] parts = new double[(int) array.size(0) * channels];
        forEachExample(array, example -> {
            double[] moments = new double[2];
            for (int c = 0; c < channels; c++) {
                Arrays.fill(moments, 0);
                arithmetic[example].addMoments(values, (example * channels + c) * run, run, 0, moments);
                parts[example * channels + c] = moments[0];
            }
        });
        NativeReals to = NativeReals.of(sums);
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int at = c; at < parts.length; at += channels) {
                sum += parts[at];
            }
            to.set(c, sum);
        }
    }

    private void forEachExample(INDArray array, IntConsumer task) {
        int batch = (int) array.size(0);
        if (run != array.size(2) || arithmetic.length != batch) {
            run = (int) array.size(2);
            arithmetic = new RunArithmetic[batch];
            Arrays.setAll(arithmetic, b -> RunArithmetic.of(run, array.dataType() == DataType.FLOAT));
        }
        IntStream.range(0, batch).parallel().forEach(task);
    }
}
