package org.lie4j.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lie4j.eval.metrics.Evaluation;
import org.lie4j.eval.metrics.Interval;
import org.lie4j.eval.metrics.Sensitivity;
import org.lie4j.eval.run.EpochStats;
import org.lie4j.eval.run.ModelResult;

/** The charts of the page. A model has the same colour and mark in all of them. */
final class ReportCharts {
    private final List<ModelResult> models;

    ReportCharts(List<ModelResult> models) {
        this.models = models;
    }

    /** The mark of a series for use in running text. */
    static String dot(int series) {
        return "<svg class=\"dot\" viewBox=\"-7 -7 14 14\" aria-hidden=\"true\">" + markPath(series) + "</svg>";
    }

    private static String markPath(int series) {
        String svg = new Svg(1, 1, "").mark(series, 0, 0, "").toString();
        return svg.substring(svg.indexOf("<path"), svg.indexOf("</svg>")).replace("<title></title>", "");
    }

    String legend() {
        return legend(models.stream().map(ModelResult::model).toList());
    }

    static String legend(List<String> names) {
        StringBuilder items = new StringBuilder("<ul class=\"legend\">");
        for (int i = 0; i < names.size(); i++) {
            items.append("<li>").append(dot(i)).append(Svg.escape(names.get(i))).append("</li>");
        }
        return items.append("</ul>").toString();
    }

    List<Map<String, Object>> accuracy() {
        double least = models.stream()
                .flatMap(m -> Stream.of(m.upright(), m.affnist(), m.homnist()))
                .mapToDouble(e -> e.interval().low())
                .min()
                .orElse(0);
        Axis axis = Axis.accuracy("accuracy", least, 4);
        return List.of(
                accuracy("Upright", axis, ModelResult::upright),
                accuracy("affNIST recipe", axis, ModelResult::affnist),
                accuracy("homNIST recipe", axis, ModelResult::homnist));
    }

    private Map<String, Object> accuracy(String title, Axis axis, Function<ModelResult, Evaluation> set) {
        List<IntervalChart.Entry> entries = IntStream.range(0, models.size())
                .mapToObj(i -> {
                    Evaluation e = set.apply(models.get(i));
                    return new IntervalChart.Entry(models.get(i).model(), i, e.accuracy(), e.interval());
                })
                .toList();
        return chart(title, IntervalChart.draw("Accuracy of each model, " + title, axis, entries));
    }

    List<Map<String, Object>> sensitivity() {
        double least = models.stream()
                .flatMap(m -> m.sensitivities().stream())
                .flatMap(s -> s.bins().stream())
                .filter(b -> b.count() > 0)
                .mapToDouble(b -> interval(b).low())
                .min()
                .orElse(0);
        Axis y = Axis.accuracy("accuracy", least, 5);
        List<Map<String, Object>> charts = new ArrayList<>();
        for (int s = 0; s < models.get(0).sensitivities().size(); s++) {
            Sensitivity shown = models.get(0).sensitivities().get(s);
            Sensitivity.Bin first = shown.bins().get(0);
            Sensitivity.Bin last = shown.bins().get(shown.bins().size() - 1);
            Axis x = Axis.exact(shown.parameter(), first.from(), last.to(), 4, v -> Format.number(v, 2) + shown.unit());
            int index = s;
            List<LineChart.Line> lines = IntStream.range(0, models.size())
                    .mapToObj(i -> new LineChart.Line(
                            models.get(i).model(),
                            i,
                            false,
                            models.get(i).sensitivities().get(index).bins().stream()
                                    .filter(b -> b.count() > 0)
                                    .map(b -> new LineChart.Point(b.centre(), b.accuracy(), interval(b)))
                                    .toList()))
                    .toList();
            String title = "Against " + shown.parameter();
            charts.add(
                    chart(title, LineChart.draw("Accuracy " + title.toLowerCase(java.util.Locale.ROOT), x, y, lines)));
        }
        return charts;
    }

    private static Interval interval(Sensitivity.Bin bin) {
        return Interval.wilson(bin.correct(), bin.count());
    }

    List<Map<String, Object>> equivariance() {
        if (models.stream().noneMatch(m -> m.equivariance().isPresent())) {
            return List.of();
        }
        return EquivarianceCharts.ofModels(
                models.stream().map(m -> m.equivariance().orElse(null)).toList());
    }

    boolean hasEpochs() {
        return models.stream().anyMatch(m -> !m.epochs().isEmpty());
    }

    List<Map<String, Object>> learning() {
        if (!hasEpochs()) {
            return List.of();
        }
        int last = models.stream().mapToInt(m -> m.epochs().size()).max().orElse(1);
        Axis x = Axis.counting("epoch", last);
        List<LineChart.Line> accuracies = new ArrayList<>();
        List<LineChart.Line> losses = new ArrayList<>();
        double least = 1;
        double most = 0;
        for (int i = 0; i < models.size(); i++) {
            for (EpochStats e : models.get(i).epochs()) {
                least = Math.min(least, Math.min(e.trainAccuracy(), orOne(e.heldOutAccuracy())));
                most = Math.max(most, e.trainLoss());
            }
            accuracies.add(line(i, true, EpochStats::trainAccuracy));
            LineChart.Line heldOut = line(i, false, EpochStats::heldOutAccuracy);
            if (!heldOut.points().isEmpty()) {
                accuracies.add(heldOut);
            }
            losses.add(line(i, true, EpochStats::trainLoss));
        }
        Axis accuracy = Axis.accuracy("accuracy", least, 5);
        Axis loss = Axis.covering("loss", 0, most, 5, v -> Format.number(v, 4));
        return List.of(
                chart("Accuracy", LineChart.draw("Accuracy by epoch", x, accuracy, accuracies)),
                chart("Training loss", LineChart.draw("Training loss by epoch", x, loss, losses)));
    }

    private static double orOne(double value) {
        return Double.isNaN(value) ? 1 : value;
    }

    private LineChart.Line line(int model, boolean dashed, ToDoubleFunction<EpochStats> value) {
        return new LineChart.Line(
                models.get(model).model(),
                model,
                dashed,
                models.get(model).epochs().stream()
                        .filter(e -> !Double.isNaN(value.applyAsDouble(e)))
                        .map(e -> new LineChart.Point(e.epoch(), value.applyAsDouble(e), null))
                        .toList());
    }

    List<Map<String, Object>> confusion(String suffix, Function<ModelResult, Evaluation> set) {
        return models.stream()
                .map(m -> chart(
                        m.model() + suffix,
                        ConfusionChart.draw("Confusion matrix of " + m.model() + suffix, set.apply(m))))
                .toList();
    }

    private static Map<String, Object> chart(String title, String svg) {
        return Map.of("title", title, "svg", svg);
    }
}
