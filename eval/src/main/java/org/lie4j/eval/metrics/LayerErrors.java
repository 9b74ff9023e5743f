package org.lie4j.eval.metrics;

import java.util.List;

/**
 * How far each layer of a model, and its output, are from equivariance under given maps.
 *
 * @param names what was measured, the layers first, the output last
 * @param errors relative errors {@code [names][maps]}, means over the images that were shown
 */
public record LayerErrors(List<String> names, List<List<Double>> errors) {
    /**
     * Checks that there is a row for each name, and as many errors in each.
     *
     * @param names see the record
     * @param errors see the record
     * @throws IllegalArgumentException if names and rows do not fit
     */
    public LayerErrors {
        names = List.copyOf(names);
        errors = errors.stream().map(List::copyOf).toList();
        if (names.isEmpty()
                || names.size() != errors.size()
                || errors.stream().mapToInt(List::size).distinct().count() > 1) {
            throw new IllegalArgumentException("expected a row of errors for each name, all of one length, got "
                    + names.size() + " names and rows of "
                    + errors.stream().map(List::size).toList());
        }
    }

    /**
     * The errors of the output.
     *
     * @return one for each map
     */
    public List<Double> output() {
        return errors.get(errors.size() - 1);
    }
}
