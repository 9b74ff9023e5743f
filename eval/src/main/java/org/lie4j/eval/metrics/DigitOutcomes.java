package org.lie4j.eval.metrics;

import java.util.Arrays;
import java.util.Objects;

/** How many of the images made from each digit were classified correctly: all that comparisons of accuracies need. Immutable. */
public final class DigitOutcomes {
    private final int[] correct;
    private final int copies;

    private DigitOutcomes(int[] correct, int copies) {
        this.correct = correct;
        this.copies = copies;
    }

    /**
     * Of counts.
     *
     * @param correct for each digit, how many of its images were classified correctly; at least one digit; copied
     * @param copies images made from each digit, at least 1
     * @return the outcomes
     * @throws IllegalArgumentException if there is no digit or a count is not between 0 and {@code copies}
     */
    public static DigitOutcomes of(int[] correct, int copies) {
        if (correct.length == 0 || copies < 1) {
            throw new IllegalArgumentException("expected at least one digit with at least one image, got "
                    + correct.length + " digits with " + copies);
        }
        for (int i = 0; i < correct.length; i++) {
            if (correct[i] < 0 || correct[i] > copies) {
                throw new IllegalArgumentException(
                        "digit " + i + ": expected 0 to " + copies + " correct images, got " + correct[i]);
            }
        }
        return new DigitOutcomes(correct.clone(), copies);
    }

    /**
     * The number of digits.
     *
     * @return 1 or more
     */
    public int digits() {
        return correct.length;
    }

    /**
     * Images made from each digit.
     *
     * @return 1 or more
     */
    public int copies() {
        return copies;
    }

    /**
     * How many of a digit's images were classified correctly.
     *
     * @param digit index from 0
     * @return 0 to {@link #copies}
     */
    public int correct(int digit) {
        return correct[Objects.checkIndex(digit, correct.length)];
    }

    /**
     * The share of all images classified correctly.
     *
     * @return 0 to 1
     */
    public double accuracy() {
        return Arrays.stream(correct).asLongStream().sum() / ((double) correct.length * copies);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DigitOutcomes that && copies == that.copies && Arrays.equals(correct, that.correct);
    }

    @Override
    public int hashCode() {
        return 31 * copies + Arrays.hashCode(correct);
    }

    @Override
    public String toString() {
        return "DigitOutcomes[" + correct.length + " digits, " + copies + " images each, accuracy " + accuracy() + "]";
    }
}
