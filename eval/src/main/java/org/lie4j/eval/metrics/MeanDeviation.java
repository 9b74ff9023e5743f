package org.lie4j.eval.metrics;

import java.util.List;

/**
 * Mean and deviation of repeated measurements.
 *
 * @param mean the mean
 * @param deviation the standard deviation with divisor n - 1; NaN for a single measurement
 * @param count n, at least 1
 */
public record MeanDeviation(double mean, double deviation, int count) {
    /**
     * Of some values.
     *
     * @param values at least one
     * @return their mean and deviation
     * @throws IllegalArgumentException if there are none
     */
    public static MeanDeviation of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("expected at least one value, got none");
        }
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return new MeanDeviation(
                mean, values.size() == 1 ? Double.NaN : Math.sqrt(squares / (values.size() - 1)), values.size());
    }

    /**
     * Of paired differences, as of two models trained with the same seeds.
     *
     * @param first at least one value
     * @param second as many, in the same order
     * @return mean and deviation of first - second
     * @throws IllegalArgumentException if the numbers of values differ, or there are none
     */
    public static MeanDeviation ofDifferences(List<Double> first, List<Double> second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(
                    "expected pairs, got " + first.size() + " and " + second.size() + " values");
        }
        List<Double> differences = new java.util.ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            differences.add(first.get(i) - second.get(i));
        }
        return of(differences);
    }
}
