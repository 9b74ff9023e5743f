package org.lie4j.eval.metrics;

/**
 * A 95% confidence interval for a share between 0 and 1.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {
    /** The standard normal distribution's 97.5% quantile. */
    private static final double Z = 1.959963984540054;

    /**
     * Wilson's score interval for independent trials.
     *
     * @param successes how many succeeded; a fraction for effective sample sizes
     * @param trials how many there were, more than 0; a fraction likewise
     * @return the interval
     * @throws IllegalArgumentException if {@code successes} is not between 0 and {@code trials}, or there are no trials
     */
    public static Interval wilson(double successes, double trials) {
        if (!(trials > 0) || !(successes >= 0 && successes <= trials)) {
            throw new IllegalArgumentException(
                    "expected 0 to n successes of n > 0 trials, got " + successes + " of " + trials);
        }
        double share = successes / trials;
        double zz = Z * Z;
        double centre = (share + zz / (2 * trials)) / (1 + zz / trials);
        double half = Z / (1 + zz / trials) * Math.sqrt(share * (1 - share) / trials + zz / (4 * trials * trials));
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /**
     * Wilson's interval for trials that come in groups whose members are alike, as copies of one digit are: the number of
     * trials is divided by the design effect, the variance of the group means over what it would be for independent
     * trials (L. Kish, Survey Sampling, 1965), but never increased.
     *
     * @param correct one outcome for each trial, the members of a group side by side; not modified
     * @param groupSize members of each group, at least 1
     * @return the interval
     * @throws IllegalArgumentException if the number of outcomes is 0 or no multiple of {@code groupSize}
     */
    public static Interval clustered(boolean[] correct, int groupSize) {
        if (groupSize < 1 || correct.length == 0 || correct.length % groupSize != 0) {
            throw new IllegalArgumentException(
                    "expected a positive multiple of the group size " + groupSize + ", got " + correct.length);
        }
        int groups = correct.length / groupSize;
        double[] means = new double[groups];
        int successes = 0;
        for (int i = 0; i < correct.length; i++) {
            if (correct[i]) {
                means[i / groupSize] += 1.0 / groupSize;
                successes++;
            }
        }
        double share = (double) successes / correct.length;
        double between = 0;
        for (double mean : means) {
            between += (mean - share) * (mean - share) / Math.max(1, groups - 1);
        }
        double independent = share * (1 - share) / groupSize;
        double designEffect = independent > 0 ? Math.max(1, between / independent) : 1;
        return wilson(successes / designEffect, correct.length / designEffect);
    }
}
