package org.lie4j.eval.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * How far the probability that a model gives to its prediction can be believed: images sorted by it into bins of equal width, each with its
 * mean and with the share that was right (the reliability diagram of A. Niculescu-Mizil and R. Caruana, ICML 2005).
 *
 * @param expectedError the expected calibration error: the mean over images of the distance between the two in their bin (C. Guo et al., On Calibration of Modern
 *     Neural Networks, ICML 2017, equation 3)
 * @param bins from low to high probability, empty ones too
 */
public record Calibration(double expectedError, List<Bin> bins) {
    /** Bins unless told otherwise, as in that paper. */
    public static final int BINS = 15;

    /**
     * Copies the bins.
     *
     * @param expectedError see the record
     * @param bins see the record
     */
    public Calibration {
        bins = List.copyOf(bins);
    }

    /**
     * The images whose prediction was given a probability in one interval.
     *
     * @param from the lower end, left out
     * @param to the upper end, included
     * @param count images in the bin
     * @param correct how many of them were classified correctly
     * @param confidence mean probability of their predictions; 0 if there are none
     */
    public record Bin(double from, double to, int count, int correct, double confidence) {
        /**
         * The share that was right.
         *
         * @return 0 to 1, or NaN if the bin is empty
         */
        public double accuracy() {
            return (double) correct / count;
        }
    }

    /**
     * Of an evaluation.
     *
     * @param evaluation outcomes
     * @param number how many bins, at least 1
     * @return the calibration
     * @throws IllegalArgumentException if there is no bin
     */
    public static Calibration of(Evaluation evaluation, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("expected at least 1 bin, got " + number);
        }
        int[] count = new int[number];
        int[] correct = new int[number];
        double[] confidence = new double[number];
        for (int i = 0; i < evaluation.count(); i++) {
            double p = evaluation.probability(i, evaluation.predicted(i));
            int bin = Math.max(0, Math.min(number - 1, (int) Math.ceil(p * number) - 1));
            count[bin]++;
            correct[bin] += evaluation.isCorrect(i) ? 1 : 0;
            confidence[bin] += p;
        }
        double error = 0;
        List<Bin> bins = new ArrayList<>();
        for (int b = 0; b < number; b++) {
            error += Math.abs(confidence[b] - correct[b]) / evaluation.count();
            bins.add(new Bin(
                    (double) b / number,
                    (b + 1.0) / number,
                    count[b],
                    correct[b],
                    count[b] == 0 ? 0 : confidence[b] / count[b]));
        }
        return new Calibration(error, bins);
    }
}
