package org.lie4j.eval.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lie4j.eval.metrics.Interval;
import org.lie4j.eval.run.OfficialFigures;

/** What the sections that pages about models share are filled with; nothing but what {@code metrics.json} holds. */
final class ModelSections {
    private ModelSections() {}

    /** Fields of the templates results, accuracy, deformation, learning, calibration and cost; to be added to. */
    static Map<String, Object> of(ReportCharts charts, List<Metrics.Model> models) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("models", rows(models));
        context.put("hasOfficial", hasOfficial(models));
        context.put("legend", charts.legend());
        context.put("accuracyCharts", charts.accuracy());
        context.put("sensitivityCharts", charts.sensitivity());
        List<Map<String, Object>> equivariance = charts.equivariance();
        context.put("hasEquivariance", !equivariance.isEmpty());
        context.put("equivarianceCharts", equivariance);
        List<Map<String, Object>> calibration = charts.calibration();
        context.put("hasCalibration", !calibration.isEmpty());
        context.put("calibrationCharts", calibration);
        context.put("costs", CostTable.rows(models));
        context.put("hasLearning", charts.hasEpochs());
        context.put("learningCharts", charts.learning());
        return context;
    }

    private static boolean hasOfficial(List<Metrics.Model> models) {
        return models.stream().anyMatch(m -> m.affnist() != null);
    }

    private static List<Map<String, Object>> rows(List<Metrics.Model> models) {
        boolean official = hasOfficial(models);
        return IntStream.range(0, models.size())
                .mapToObj(i -> {
                    Metrics.Model m = models.get(i);
                    Metrics.PerSet<Double> accuracy = m.accuracy();
                    Metrics.PerSet<Interval> interval = m.accuracyInterval95();
                    return Map.<String, Object>of(
                            "dot", ReportCharts.dot(i),
                            "name", m.model(),
                            "parameters", Format.count(m.parameters()),
                            "accuracies",
                                    Stream.of(
                                                    Stream.of(accuracy(accuracy.upright(), interval.upright())),
                                                    official
                                                            ? Stream.of(official(m.affnist()))
                                                            : Stream.<Map<String, String>>empty(),
                                                    Stream.of(
                                                            accuracy(
                                                                    accuracy.affnistRecipe(), interval.affnistRecipe()),
                                                            accuracy(
                                                                    accuracy.homnistRecipe(),
                                                                    interval.homnistRecipe())))
                                            .flatMap(cells -> cells)
                                            .toList(),
                            "invarianceError", Format.distance(m.invarianceError()),
                            "training", Format.duration(m.trainSeconds()),
                            "imagesPerSecond", Format.count(Math.round(m.imagesPerSecond())));
                })
                .toList();
    }

    private static Map<String, String> official(OfficialFigures figures) {
        return figures == null
                ? Map.of("value", "–", "interval", "")
                : accuracy(figures.accuracy(), figures.accuracyInterval95());
    }

    private static Map<String, String> accuracy(double accuracy, Interval interval) {
        return Map.of("value", Format.percent(accuracy), "interval", Format.percentRange(interval));
    }
}
