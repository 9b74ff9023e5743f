package org.lie4j.eval.report;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lie4j.eval.metrics.Sweep;
import org.lie4j.eval.run.EquivarianceResult;

/** Charts of equivariance errors against rotation, shear and scale. */
final class EquivarianceCharts {
    private EquivarianceCharts() {}

    /**
     * A line.
     *
     * @param name for hints
     * @param series colour and mark
     * @param errors one for each value of the parameter
     */
    private record Line(String name, int series, List<Double> errors) {}

    /** The error of each model's output; {@code results} holds null for a model without. */
    static List<Map<String, Object>> ofModels(List<EquivarianceResult> results) {
        return IntStream.range(0, Sweep.ALL.size())
                .mapToObj(s -> chart(
                        "",
                        Sweep.ALL.get(s),
                        IntStream.range(0, results.size())
                                .filter(i -> results.get(i) != null)
                                .mapToObj(i -> new Line(
                                        results.get(i).model(),
                                        i,
                                        results.get(i).curves().get(s).errors().output()))
                                .toList()))
                .toList();
    }

    /** The error of each layer of a model and of its output. */
    static List<Map<String, Object>> ofLayers(EquivarianceResult result) {
        return result.curves().stream()
                .map(curve -> chart(
                        result.model() + ", ",
                        curve.sweep(),
                        IntStream.range(0, curve.errors().names().size())
                                .mapToObj(i -> new Line(
                                        curve.errors().names().get(i),
                                        i,
                                        curve.errors().errors().get(i)))
                                .toList()))
                .toList();
    }

    private static Map<String, Object> chart(String model, Sweep sweep, List<Line> lines) {
        List<Double> values = sweep.values();
        double most = lines.stream()
                .flatMap(line -> line.errors().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        Axis x = Axis.exact(
                sweep.parameter(),
                values.get(0),
                values.get(values.size() - 1),
                4,
                v -> Format.number(v, 2) + sweep.unit());
        Axis y = Axis.covering("relative error", 0, Math.max(most, 1e-6), 5, v -> Format.number(v, 3));
        String title = model + "against " + sweep.parameter();
        return Map.of(
                "title",
                Character.toUpperCase(title.charAt(0)) + title.substring(1),
                "svg",
                LineChart.draw(
                        "Equivariance error, " + title,
                        x,
                        y,
                        lines.stream()
                                .map(line -> new LineChart.Line(
                                        line.name(),
                                        line.series(),
                                        false,
                                        IntStream.range(0, values.size())
                                                .mapToObj(i -> new LineChart.Point(
                                                        values.get(i),
                                                        line.errors().get(i),
                                                        null))
                                                .toList()))
                                .toList()));
    }
}
