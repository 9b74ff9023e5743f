package org.lie4j.eval.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Accuracy as a function of one parameter of the deformation, in bins of equal width.
 *
 * @param parameter what the bins are over, for example "rotation"
 * @param unit the unit of the bins' ends, or an empty text
 * @param bins from low to high
 */
public record Sensitivity(String parameter, String unit, List<Bin> bins) {
    /**
     * Copies the bins.
     *
     * @param parameter see the record
     * @param unit see the record
     * @param bins see the record
     */
    public Sensitivity {
        bins = List.copyOf(bins);
    }

    /**
     * The images whose parameter lies in one interval.
     *
     * @param from the lower end
     * @param to the upper end
     * @param count images in the bin
     * @param correct how many of them were classified correctly
     */
    public record Bin(double from, double to, int count, int correct) {
        /**
         * The middle of the bin.
         *
         * @return halfway from the lower to the upper end
         */
        public double centre() {
            return (from + to) / 2;
        }

        /**
         * The accuracy in the bin.
         *
         * @return 0 to 1, or NaN if the bin is empty
         */
        public double accuracy() {
            return (double) correct / count;
        }
    }

    /**
     * Sorts an evaluation's images into bins. Values outside the range go to the bin at that end.
     *
     * @param parameter what the bins are over
     * @param unit the unit, or an empty text
     * @param evaluation outcomes
     * @param value the parameter of each image
     * @param from the lower end of the first bin
     * @param to the upper end of the last bin
     * @param number how many bins, at least 1
     * @return the binned accuracy
     * @throws IllegalArgumentException if there is no bin or no range
     */
    public static Sensitivity of(
            String parameter,
            String unit,
            Evaluation evaluation,
            IntToDoubleFunction value,
            double from,
            double to,
            int number) {
        if (number < 1 || !(from < to)) {
            throw new IllegalArgumentException(
                    "expected at least one bin over a range, got " + number + " from " + from + " to " + to);
        }
        int[] count = new int[number];
        int[] correct = new int[number];
        double width = (to - from) / number;
        for (int i = 0; i < evaluation.count(); i++) {
            int bin = (int) Math.floor((value.applyAsDouble(i) - from) / width);
            bin = Math.max(0, Math.min(number - 1, bin));
            count[bin]++;
            correct[bin] += evaluation.isCorrect(i) ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        for (int b = 0; b < number; b++) {
            bins.add(new Bin(from + b * width, from + (b + 1) * width, count[b], correct[b]));
        }
        return new Sensitivity(parameter, unit, bins);
    }
}
