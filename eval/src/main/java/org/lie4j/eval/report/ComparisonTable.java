package org.lie4j.eval.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lie4j.eval.metrics.PairedBootstrap.Difference;
import org.lie4j.eval.study.Comparison;

/** Differences between models in percentage points, with their intervals; those that chance alone hardly makes are strong. */
final class ComparisonTable {
    private ComparisonTable() {}

    static List<Map<String, Object>> rows(List<Comparison> comparisons) {
        return comparisons.stream()
                .map(c -> Map.<String, Object>of(
                        "first", c.first(),
                        "second", c.second(),
                        "digits", digits(c),
                        "seeds", c.seeds(),
                        "differences",
                                differences(c)
                                        .map(d -> Map.of(
                                                "value", Format.points(d.difference()),
                                                "interval", interval(d),
                                                "clear", d.isClear()))
                                        .toList()))
                .toList();
    }

    static String markdown(List<Comparison> comparisons) {
        return """
                Differences of accuracy in percentage points, with 95%% intervals of a paired bootstrap over test digits (and over seeds, where there are several); \
                bold where the interval leaves out 0.

                | model | less | training digits | seeds | upright | affNIST recipe | homNIST recipe |
                | --- | --- | ---: | ---: | ---: | ---: | ---: |
                %s""".formatted(comparisons.stream().map(ComparisonTable::line).collect(Collectors.joining()));
    }

    private static String line(Comparison c) {
        return "| " + c.first() + " | " + c.second() + " | " + digits(c) + " | " + c.seeds() + " | "
                + differences(c)
                        .map(d -> d.isClear() ? "**" + text(d) + "**" : text(d))
                        .collect(Collectors.joining(" | "))
                + " |\n";
    }

    private static String digits(Comparison c) {
        return c.trainDigits() == 0 ? "different" : Format.count(c.trainDigits());
    }

    private static String text(Difference d) {
        return Format.points(d.difference()) + " (" + interval(d) + ")";
    }

    private static String interval(Difference d) {
        return Format.points(d.low()) + " to " + Format.points(d.high());
    }

    private static Stream<Difference> differences(Comparison c) {
        return Stream.of(c.upright(), c.affnistRecipe(), c.homnistRecipe());
    }
}
