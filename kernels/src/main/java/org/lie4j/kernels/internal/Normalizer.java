package org.lie4j.kernels.internal;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.lie4j.kernels.GroupNormalization;
import org.lie4j.kernels.GroupNormalization.Over;

/**
 * Normalisation of an array {@code [examples, channels, run]}, where a run is all of a channel in one example, with a rectifier on top or without, and its derivative.
 *
 * <p>Every element belongs to one set that is normalised together: its example, its place in the example across channels, or its channel across examples. All
 * three are loops over (example, channel) runs; either a run is in one set, or its i-th element is in the i-th set of the example.
 */
public final class Normalizer {
    private static final double EPSILON = 1e-5;

    private final Over over;
    private final int examples;
    private final int channels;
    private final int run;
    private final boolean rectified;

    /** Mean of every set. */
    final double[] means;

    /** Reciprocal deviation of every set. */
    final double[] scales;

    private final RunArithmetic[] arithmetic;

    /**
     * Makes room for an array's statistics.
     *
     * @param over what is normalised together
     * @param examples its first axis
     * @param channels its second axis
     * @param run all the others
     * @param rectified whether what is negative afterwards becomes 0
     * @param single whether its elements are float
     */
    public Normalizer(Over over, int examples, int channels, int run, boolean rectified, boolean single) {
        this.over = over;
        this.examples = examples;
        this.channels = channels;
        this.run = run;
        this.rectified = rectified;
        means = new double[over == Over.BATCH ? channels : over == Over.CHANNELS ? examples * run : examples];
        scales = new double[means.length];
        arithmetic = new RunArithmetic[over == Over.BATCH ? channels : examples];
        Arrays.setAll(arithmetic, unit -> RunArithmetic.of(run, single));
    }

    /** Whether it was made for arrays of this shape. */
    public boolean fits(int examples, int channels, int run) {
        return this.examples == examples && this.channels == channels && this.run == run;
    }

    /** What is worked at on one core: a channel where sets reach across examples, an example otherwise. */
    private void parallel(IntConsumer unit) {
        IntStream.range(0, arithmetic.length).parallel().forEach(unit);
    }

    /** Calls back for every run of a unit. */
    private void runs(int unit, RunConsumer consumer) {
        if (over == Over.BATCH) {
            for (int n = 0; n < examples; n++) {
                consumer.accept((n * channels + unit) * run, unit, n * channels + unit);
            }
        } else {
            for (int c = 0; c < channels; c++) {
                consumer.accept((unit * channels + c) * run, c, unit * channels + c);
            }
        }
    }

    @FunctionalInterface
    private interface RunConsumer {
        /**
         * Takes a run.
         *
         * @param at where it begins
         * @param channel its channel
         * @param index its number among all runs
         */
        void accept(int at, int channel, int index);
    }

    /** Statistics of what is there. */
    public void measure(NativeReals x) {
        parallel(unit -> {
            if (over == Over.CHANNELS) {
                measureAcross(x, unit);
            } else {
                measureTogether(x, unit);
            }
        });
    }

    /** In one pass, about an element of the set, so that little cancels. */
    private void measureTogether(NativeReals x, int unit) {
        double about = x.get(over == Over.BATCH ? unit * run : unit * channels * run);
        double[] sums = new double[2];
        runs(unit, (at, c, index) -> arithmetic[unit].addMoments(x, at, run, about, sums));
        double count = setSize();
        means[unit] = about + sums[0] / count;
        scales[unit] = 1 / Math.sqrt(Math.max(0, (sums[1] - sums[0] * sums[0] / count) / count) + EPSILON);
    }

    private void measureAcross(NativeReals x, int example) {
        int first = example * run;
        Arrays.fill(means, first, first + run, 0);
        Arrays.fill(scales, first, first + run, 0);
        runs(example, (at, c, index) -> {
            for (int i = 0; i < run; i++) {
                means[first + i] += x.get(at + i) / channels;
            }
        });
        runs(example, (at, c, index) -> {
            for (int i = 0; i < run; i++) {
                double d = x.get(at + i) - means[first + i];
                scales[first + i] += d * d;
            }
        });
        for (int i = first; i < first + run; i++) {
            scales[i] = 1 / Math.sqrt(scales[i] / channels + EPSILON);
        }
    }

    private double setSize() {
        return over == Over.BATCH
                ? (double) examples * run
                : over == Over.CHANNELS ? channels : (double) channels * run;
    }

    /** Statistics that were learned, for sets that are channels. */
    public void use(NativeReals mean, NativeReals variance) {
        for (int c = 0; c < channels; c++) {
            means[c] = mean.get(c);
            scales[c] = 1 / Math.sqrt(variance.get(c) + EPSILON);
        }
    }

    /** The variance of a set, as measured. */
    double variance(int set) {
        return 1 / (scales[set] * scales[set]) - EPSILON;
    }

    /**
     * The "gradients" of running statistics, which are their change, taken by the updater as it is.
     *
     * @param measured whether the statistics in use were measured; otherwise nothing changes
     * @param mean the running means; not modified
     * @param variance the running variances; not modified
     * @param meanStep modified: by how much less the means become
     * @param varianceStep modified: by how much less the variances become
     */
    public void learnStatistics(
            boolean measured, NativeReals mean, NativeReals variance, NativeReals meanStep, NativeReals varianceStep) {
        double share = measured ? 1 - GroupNormalization.DECAY : 0;
        for (int c = 0; c < channels; c++) {
            meanStep.set(c, share * (mean.get(c) - means[c]));
            varianceStep.set(c, share * (variance.get(c) - variance(c)));
        }
    }

    /** The map, with the statistics last measured or given. */
    public void normalize(NativeReals x, NativeReals gain, NativeReals bias, NativeReals out) {
        parallel(unit -> runs(unit, (at, c, index) -> {
            double g = gain.get(c);
            double b = bias.get(c);
            if (over == Over.CHANNELS) {
                int first = unit * run;
                for (int i = 0; i < run; i++) {
                    double z = g * (x.get(at + i) - means[first + i]) * scales[first + i] + b;
                    out.set(at + i, rectified ? Math.max(z, 0) : z);
                }
            } else {
                arithmetic[unit].normalize(x, at, run, means[unit], g * scales[unit], b, rectified, out);
            }
        }));
    }

    /**
     * The gradients: dx = s (γ dz - mean(γ dz) - x̂ mean(γ dz x̂)), with means over the element's set; where the statistics were given and not measured, those
     * means are left out.
     */
    public void backward(
            NativeReals x,
            NativeReals dz,
            NativeReals gain,
            NativeReals bias,
            boolean measured,
            NativeReals dx,
            NativeReals dGain,
            NativeReals dBias) {
        double[] gainParts = new double[examples * channels];
        double[] biasParts = new double[examples * channels];
        parallel(unit -> {
            if (over == Over.CHANNELS) {
                backwardAcross(x, dz, gain, bias, dx, gainParts, biasParts, unit);
            } else {
                backwardTogether(x, dz, gain, bias, measured, dx, gainParts, biasParts, unit);
            }
        });
        for (int c = 0; c < channels; c++) {
            double g = 0;
            double b = 0;
            for (int n = 0; n < examples; n++) {
                g += gainParts[n * channels + c];
                b += biasParts[n * channels + c];
            }
            dGain.set(c, g);
            dBias.set(c, b);
        }
    }

    private void backwardTogether(
            NativeReals x,
            NativeReals dz,
            NativeReals gain,
            NativeReals bias,
            boolean measured,
            NativeReals dx,
            double[] gainParts,
            double[] biasParts,
            int unit) {
        RunArithmetic mine = arithmetic[unit];
        double mean = means[unit];
        double scale = scales[unit];
        double[] sums = new double[2];
        double[] ofRun = new double[2];
        runs(unit, (at, c, index) -> {
            double g = gain.get(c);
            mine.pass(x, dz, at, run, mean, g * scale, bias.get(c), rectified, dx, ofRun);
            biasParts[index] = ofRun[0];
            gainParts[index] = ofRun[1] * scale;
            sums[0] += g * biasParts[index];
            sums[1] += g * gainParts[index];
        });
        double share = measured ? scale / setSize() : 0;
        runs(
                unit,
                (at, c, index) -> mine.combine(
                        x, at, run, mean, gain.get(c) * scale, -sums[1] * share * scale, -sums[0] * share, dx));
    }

    private void backwardAcross(
            NativeReals x,
            NativeReals dz,
            NativeReals gain,
            NativeReals bias,
            NativeReals dx,
            double[] gainParts,
            double[] biasParts,
            int example) {
        int first = example * run;
        double[] sums = new double[run];
        double[] products = new double[run];
        runs(example, (at, c, index) -> {
            double g = gain.get(c);
            double b = bias.get(c);
            for (int i = 0; i < run; i++) {
                double hat = (x.get(at + i) - means[first + i]) * scales[first + i];
                double d = !rectified || g * hat + b > 0 ? dz.get(at + i) : 0;
                sums[i] += g * d;
                products[i] += g * d * hat;
                biasParts[index] += d;
                gainParts[index] += d * hat;
                dx.set(at + i, d);
            }
        });
        runs(example, (at, c, index) -> {
            double g = gain.get(c);
            for (int i = 0; i < run; i++) {
                double scale = scales[first + i];
                double hat = (x.get(at + i) - means[first + i]) * scale;
                dx.set(at + i, scale * (g * dx.get(at + i) - (sums[i] + hat * products[i]) / channels));
            }
        });
    }
}
