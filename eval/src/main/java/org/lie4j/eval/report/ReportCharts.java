package org.lie4j.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lie4j.eval.metrics.Calibration;
import org.lie4j.eval.metrics.Interval;
import org.lie4j.eval.metrics.Sensitivity;

/** The charts of the page. A model has the same colour and mark in all of them. */
final class ReportCharts {
    /** Fewer images than this in a bin say nothing about its accuracy. */
    private static final int FEWEST = 10;

    private final List<Metrics.Model> models;

    ReportCharts(List<Metrics.Model> models) {
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
        return legend(models.stream().map(Metrics.Model::model).toList());
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
                .map(Metrics.Model::accuracyInterval95)
                .flatMap(m -> Stream.of(m.upright(), m.affnistRecipe(), m.homnistRecipe()))
                .mapToDouble(Interval::low)
                .min()
                .orElse(0);
        Axis axis = Axis.accuracy("accuracy", least, 4);
        return List.of(
                accuracy("Upright", axis, Metrics.PerSet::upright, Metrics.PerSet::upright),
                accuracy("affNIST recipe", axis, Metrics.PerSet::affnistRecipe, Metrics.PerSet::affnistRecipe),
                accuracy("homNIST recipe", axis, Metrics.PerSet::homnistRecipe, Metrics.PerSet::homnistRecipe));
    }

    private Map<String, Object> accuracy(
            String title,
            Axis axis,
            ToDoubleFunction<Metrics.PerSet<Double>> accuracy,
            Function<Metrics.PerSet<Interval>, Interval> interval) {
        List<IntervalChart.Entry> entries = IntStream.range(0, models.size())
                .mapToObj(i -> new IntervalChart.Entry(
                        models.get(i).model(),
                        i,
                        accuracy.applyAsDouble(models.get(i).accuracy()),
                        interval.apply(models.get(i).accuracyInterval95())))
                .toList();
        return chart(title, IntervalChart.draw("Accuracy of each model, " + title, axis, entries));
    }

    List<Map<String, Object>> sensitivity() {
        double least = models.stream()
                .flatMap(m -> m.sensitivity().stream())
                .flatMap(s -> s.bins().stream())
                .filter(b -> b.count() > 0)
                .mapToDouble(b -> interval(b).low())
                .min()
                .orElse(0);
        Axis y = Axis.accuracy("accuracy", least, 5);
        List<Map<String, Object>> charts = new ArrayList<>();
        for (Sensitivity shown : models.get(0).sensitivity()) {
            List<Sensitivity> all = models.stream()
                    .flatMap(m ->
                            m.sensitivity().stream().filter(s -> s.parameter().equals(shown.parameter())))
                    .toList();
            if (all.size() < models.size()) {
                continue; // A file of an earlier version has fewer of them.
            }
            double from =
                    all.stream().mapToDouble(s -> s.bins().get(0).from()).min().orElseThrow();
            double to = all.stream().mapToDouble(ReportCharts::end).max().orElseThrow();
            Axis x = Axis.exact(shown.parameter(), from, to, 4, v -> Format.number(v, 2) + shown.unit());
            List<LineChart.Line> lines = IntStream.range(0, models.size())
                    .mapToObj(i -> new LineChart.Line(
                            models.get(i).model(),
                            i,
                            false,
                            all.get(i).bins().stream()
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

    private static double end(Sensitivity sensitivity) {
        return sensitivity.bins().get(sensitivity.bins().size() - 1).to();
    }

    private static Interval interval(Sensitivity.Bin bin) {
        return Interval.wilson(bin.correct(), bin.count());
    }

    List<Map<String, Object>> equivariance() {
        return EquivarianceCharts.ofModels(models);
    }

    /** Reliability diagrams, one for each test set; none if a model's figures are without. */
    List<Map<String, Object>> calibration() {
        if (models.stream().anyMatch(m -> m.calibration() == null)) {
            return List.of();
        }
        return List.of(
                calibration("Upright", Metrics.PerSet::upright),
                calibration("affNIST recipe", Metrics.PerSet::affnistRecipe),
                calibration("homNIST recipe", Metrics.PerSet::homnistRecipe));
    }

    private Map<String, Object> calibration(String title, Function<Metrics.PerSet<Calibration>, Calibration> set) {
        Axis x = Axis.exact("probability given to the prediction", 0, 1, 4, v -> Format.number(100 * v, 0) + "%");
        Axis y = Axis.exact("accuracy", 0, 1, 4, v -> Format.number(100 * v, 1) + "%");
        List<LineChart.Line> lines = IntStream.range(0, models.size())
                .mapToObj(i -> new LineChart.Line(
                        models.get(i).model(),
                        i,
                        false,
                        set.apply(models.get(i).calibration()).bins().stream()
                                .filter(b -> b.count() >= FEWEST)
                                .map(b -> new LineChart.Point(
                                        b.confidence(), b.accuracy(), Interval.wilson(b.correct(), b.count())))
                                .toList()))
                .toList();
        return chart(title, LineChart.drawWithDiagonal("Reliability, " + title, x, y, lines));
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
            for (Metrics.Epoch e : models.get(i).epochs()) {
                least = Math.min(least, Math.min(e.trainAccuracy(), heldOut(e, 1)));
                most = Math.max(most, e.trainLoss());
            }
            accuracies.add(line(i, true, Metrics.Epoch::trainAccuracy));
            LineChart.Line heldOut = line(i, false, e -> heldOut(e, Double.NaN));
            if (!heldOut.points().isEmpty()) {
                accuracies.add(heldOut);
            }
            losses.add(line(i, true, Metrics.Epoch::trainLoss));
        }
        Axis accuracy = Axis.accuracy("accuracy", least, 5);
        Axis loss = Axis.covering("loss", 0, most, 5, v -> Format.number(v, 4));
        return List.of(
                chart("Accuracy", LineChart.draw("Accuracy by epoch", x, accuracy, accuracies)),
                chart("Training loss", LineChart.draw("Training loss by epoch", x, loss, losses)));
    }

    private static double heldOut(Metrics.Epoch epoch, double otherwise) {
        return epoch.heldOutAccuracy() == null ? otherwise : epoch.heldOutAccuracy();
    }

    private LineChart.Line line(int model, boolean dashed, ToDoubleFunction<Metrics.Epoch> value) {
        return new LineChart.Line(
                models.get(model).model(),
                model,
                dashed,
                models.get(model).epochs().stream()
                        .filter(e -> !Double.isNaN(value.applyAsDouble(e)))
                        .map(e -> new LineChart.Point(e.epoch(), value.applyAsDouble(e), null))
                        .toList());
    }

    List<Map<String, Object>> confusion(
            String suffix, Function<Metrics.PerSet<List<List<Integer>>>, List<List<Integer>>> set) {
        return models.stream()
                .map(m -> chart(
                        m.model() + suffix,
                        ConfusionChart.draw("Confusion matrix of " + m.model() + suffix, set.apply(m.confusion()))))
                .toList();
    }

    private static Map<String, Object> chart(String title, String svg) {
        return Map.of("title", title, "svg", svg);
    }
}
