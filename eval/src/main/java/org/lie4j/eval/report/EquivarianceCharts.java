package org.lie4j.eval.report;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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

    /** The error of each model's output; nothing if no model was looked into. */
    static List<Map<String, Object>> ofModels(List<Metrics.Model> models) {
        List<Metrics.Curve> first = models.stream()
                .map(Metrics.Model::equivarianceError)
                .filter(curves -> !curves.isEmpty())
                .findFirst()
                .orElse(List.of());
        return IntStream.range(0, first.size())
                .mapToObj(c -> chart(
                        "",
                        first.get(c),
                        IntStream.range(0, models.size())
                                .filter(i -> !models.get(i).equivarianceError().isEmpty())
                                .mapToObj(i -> new Line(
                                        models.get(i).model(),
                                        i,
                                        models.get(i).equivarianceError().get(c).output()))
                                .toList()))
                .toList();
    }

    /** The error of each layer of a model and of its output. */
    static List<Map<String, Object>> ofLayers(String model, List<Metrics.Curve> curves) {
        return curves.stream()
                .map(curve -> {
                    List<String> names = List.copyOf(curve.errors().keySet());
                    return chart(
                            model + ", ",
                            curve,
                            IntStream.range(0, names.size())
                                    .mapToObj(i -> new Line(
                                            names.get(i), i, curve.errors().get(names.get(i))))
                                    .toList());
                })
                .toList();
    }

    private static Map<String, Object> chart(String model, Metrics.Curve sweep, List<Line> lines) {
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
