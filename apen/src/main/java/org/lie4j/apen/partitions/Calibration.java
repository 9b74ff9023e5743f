package org.lie4j.apen.partitions;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities are met by frequencies: predictions in bins of equal width, their mean probability beside how often they
 * came true.
 *
 * @param bins the bins with at least one prediction, by rising probability
 * @param expectedError the expected calibration error Σ count/total · |probability - frequency| (Naeini et al., AAAI 2015)
 * @param brierScore the mean of (probability - outcome)²
 */
public record Calibration(List<Bin> bins, double expectedError, double brierScore) {
    /**
     * Predictions of about one probability.
     *
     * @param probability their mean probability
     * @param frequency the share that came true
     * @param count how many
     */
    public record Bin(double probability, double frequency, long count) {}

    /**
     * Copies the bins.
     *
     * @param bins see the record
     * @param expectedError see the record
     * @param brierScore see the record
     */
    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * Of the predictions that two points are in one part, Σ_l Q_il Q_jl, over all pairs. Needs no names for parts, so a finer or
     * otherwise named partition is judged fairly.
     *
     * @param posterior Q
     * @param truth the true partition
     * @param bins number of bins, at least 1
     * @return the calibration
     * @throws IllegalArgumentException if the numbers of points differ, there are fewer than 2, or there is no bin
     */
    public static Calibration ofPairs(Posterior posterior, Partition truth, int bins) {
        requireSameSize(posterior, truth);
        if (posterior.size() < 2) {
            throw new IllegalArgumentException("expected at least 2 points, got " + posterior.size());
        }
        Tally tally = new Tally(bins);
        for (int i = 0; i < posterior.size(); i++) {
            for (int j = 0; j < i; j++) {
                tally.add(posterior.together(i, j), truth.label(i) == truth.label(j));
            }
        }
        return tally.calibration();
    }

    /**
     * Of the predictions of a true part. Each part of Q stands for the true part that most of its weight lies in, ties to the lowest;
     * a point's prediction is the true part of largest summed probability.
     *
     * @param posterior Q
     * @param truth the true partition
     * @param bins number of bins, at least 1
     * @return the calibration
     * @throws IllegalArgumentException if the numbers of points differ, or there is no bin
     */
    public static Calibration ofParts(Posterior posterior, Partition truth, int bins) {
        requireSameSize(posterior, truth);
        int[] meaning = meaning(posterior, truth);
        Tally tally = new Tally(bins);
        double[] probability = new double[truth.parts()];
        for (int i = 0; i < posterior.size(); i++) {
            java.util.Arrays.fill(probability, 0);
            for (int j = 0; j < posterior.parts(); j++) {
                probability[meaning[j]] += posterior.probability(i, j);
            }
            int predicted = PointArrays.indexOfLargest(probability);
            tally.add(probability[predicted], predicted == truth.label(i));
        }
        return tally.calibration();
    }

    private static int[] meaning(Posterior posterior, Partition truth) {
        int[] meaning = new int[posterior.parts()];
        for (int j = 0; j < meaning.length; j++) {
            double[] weight = new double[truth.parts()];
            for (int i = 0; i < posterior.size(); i++) {
                weight[truth.label(i)] += posterior.probability(i, j);
            }
            meaning[j] = PointArrays.indexOfLargest(weight);
        }
        return meaning;
    }

    private static void requireSameSize(Posterior posterior, Partition truth) {
        if (posterior.size() != truth.size()) {
            throw new IllegalArgumentException("expected a posterior and a partition of equally many points, got "
                    + posterior.size() + " and " + truth.size());
        }
    }

    private static final class Tally {
        private final double[] probability;
        private final long[] outcome;
        private final long[] count;
        private double squares;

        Tally(int bins) {
            if (bins < 1) {
                throw new IllegalArgumentException("bins: expected at least 1, got " + bins);
            }
            probability = new double[bins];
            outcome = new long[bins];
            count = new long[bins];
        }

        void add(double p, boolean came) {
            int bin = Math.max(0, Math.min(count.length - 1, (int) (p * count.length)));
            probability[bin] += p;
            outcome[bin] += came ? 1 : 0;
            count[bin]++;
            double x = p - (came ? 1 : 0);
            squares += x * x;
        }

        Calibration calibration() {
            List<Bin> bins = new ArrayList<>();
            long total = 0;
            double error = 0;
            for (int b = 0; b < count.length; b++) {
                total += count[b];
                if (count[b] > 0) {
                    bins.add(new Bin(probability[b] / count[b], outcome[b] / (double) count[b], count[b]));
                    error += Math.abs(probability[b] - outcome[b]);
                }
            }
            return new Calibration(bins, error / total, squares / total);
        }
    }
}
