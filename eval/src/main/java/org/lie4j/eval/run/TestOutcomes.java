package org.lie4j.eval.run;

import java.util.List;
import java.util.stream.IntStream;
import org.lie4j.eval.metrics.DigitOutcomes;

/**
 * How one model did on each test digit.
 *
 * @param labels the true classes
 * @param upright on the upright digits
 * @param affnistRecipe on their affNIST-recipe copies
 * @param homnistRecipe on their homNIST-recipe copies
 */
public record TestOutcomes(
        List<Integer> labels, DigitOutcomes upright, DigitOutcomes affnistRecipe, DigitOutcomes homnistRecipe) {
    /**
     * Checks that all are about the same number of digits.
     *
     * @param labels see the record
     * @param upright see the record
     * @param affnistRecipe see the record
     * @param homnistRecipe see the record
     * @throws IllegalArgumentException if they are not
     */
    public TestOutcomes {
        labels = List.copyOf(labels);
        if (upright.digits() != labels.size()
                || affnistRecipe.digits() != labels.size()
                || homnistRecipe.digits() != labels.size()) {
            throw new IllegalArgumentException("expected outcomes of " + labels.size() + " digits, got " + upright
                    + ", " + affnistRecipe + " and " + homnistRecipe);
        }
    }

    /**
     * Of a model that was tested.
     *
     * @param result what was measured on it
     * @return its outcomes
     */
    public static TestOutcomes of(ModelResult result) {
        List<Integer> labels = IntStream.range(0, result.upright().count())
                .mapToObj(result.upright()::label)
                .toList();
        return new TestOutcomes(
                labels,
                result.upright().outcomes(),
                result.affnist().outcomes(),
                result.homnist().outcomes());
    }
}
