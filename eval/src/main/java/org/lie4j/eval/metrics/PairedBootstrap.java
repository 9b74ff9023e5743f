package org.lie4j.eval.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Compares the accuracies of two models that were tested on the same digits, with one training of each for every seed.
 *
 * <p>What is drawn anew are digits, with all their copies and for both models at once: copies of one digit are alike, and a digit that is hard for one model is
 * mostly hard for the other (B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993, chapters 8 and 13). With two or more seeds these are drawn as well, and the
 * deviations of the two levels add up. n - 1 of n are drawn with replacement, so that the variance is that of the divisor n - 1 (J. Rao and C. Wu, JASA 83, 1988), which
 * matters for seeds.
 *
 * <p>The interval holds the middle 95% of what was drawn. With one seed it speaks of other digits and these two trained models; with several, of other digits and other
 * seeds. Chance that belongs neither to a digit nor to a seed is counted twice then, as in each bootstrap of crossed levels at least (A. Owen, Annals of Applied Statistics 1, 2007): such an
 * interval errs on the wide side. With two or three seeds it rests on little all the same, and errs on the narrow side where seeds differ more than digits.
 */
public final class PairedBootstrap {
    /** Drawn unless told otherwise. */
    public static final int RESAMPLES = 2000;

    private static final double TAIL = 0.025;

    private PairedBootstrap() {}

    /**
     * The difference of two accuracies.
     *
     * @param difference accuracy of the first model less that of the second, mean over seeds
     * @param low lower end of the 95% interval
     * @param high upper end of the 95% interval
     */
    public record Difference(double difference, double low, double high) {
        /**
         * Whether chance alone hardly makes such a difference.
         *
         * @return whether the interval leaves out 0
         */
        public boolean isClear() {
            return low > 0 || high < 0;
        }
    }

    /**
     * Compares two models.
     *
     * @param first outcomes of the first model, one for each seed
     * @param second outcomes of the second model, for the same seeds in the same order, on the same digits
     * @param resamples how often to draw, at least 100
     * @param seed of the draws: the same seed gives the same interval
     * @return the difference and its interval
     * @throws IllegalArgumentException if seeds or digits do not match, there are none, or {@code resamples} is too small
     */
    public static Difference compare(List<DigitOutcomes> first, List<DigitOutcomes> second, int resamples, long seed) {
        if (first.isEmpty() || first.size() != second.size()) {
            throw new IllegalArgumentException("expected outcomes of both models for each of at least one seed, got "
                    + first.size() + " and " + second.size());
        }
        if (resamples < 100) {
            throw new IllegalArgumentException("expected at least 100 resamples, got " + resamples);
        }
        int digits = first.get(0).digits();
        int seeds = first.size();
        double[] byDigit = new double[digits];
        double[] bySeed = new double[seeds];
        for (int s = 0; s < seeds; s++) {
            DigitOutcomes a = first.get(s);
            DigitOutcomes b = second.get(s);
            if (a.digits() != digits || b.digits() != digits) {
                throw new IllegalArgumentException("expected outcomes on the same " + digits + " digits, got "
                        + a.digits() + " and " + b.digits());
            }
            for (int i = 0; i < digits; i++) {
                double d = (double) a.correct(i) / a.copies() - (double) b.correct(i) / b.copies();
                byDigit[i] += d / seeds;
                bySeed[s] += d / digits;
            }
        }
        double mean = Arrays.stream(bySeed).average().orElseThrow();
        SplittableRandom random = new SplittableRandom(seed);
        double[] drawn = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            drawn[r] = meanOfDrawn(byDigit, random) + meanOfDrawn(bySeed, random) - mean;
        }
        Arrays.sort(drawn);
        return new Difference(mean, quantile(drawn, TAIL), quantile(drawn, 1 - TAIL));
    }

    /** Of n - 1 of the n values, drawn with replacement; of a single value, itself. */
    private static double meanOfDrawn(double[] values, SplittableRandom random) {
        int n = values.length;
        if (n == 1) {
            return values[0];
        }
        double sum = 0;
        for (int k = 1; k < n; k++) {
            sum += values[random.nextInt(n)];
        }
        return sum / (n - 1);
    }

    /** Linear between the sorted values. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
