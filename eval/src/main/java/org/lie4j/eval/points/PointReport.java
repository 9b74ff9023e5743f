package org.lie4j.eval.points;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.lie4j.apen.data.CloudSet;
import org.lie4j.eval.metrics.MeanDeviation;
import org.lie4j.eval.report.ApenReport;
import org.lie4j.eval.report.Turntable;
import org.lie4j.eval.run.Machine;

/** The page of an experiment on clouds. */
public final class PointReport {
    private static final int SHOWN = 2;

    private PointReport() {}

    /**
     * Makes the report of what an experiment gave.
     *
     * @param experiment the experiment
     * @param results its results, of all models and seeds
     * @param command the command line that makes it again
     * @return the report
     * @throws IOException if the data or a trained network cannot be read
     */
    public static ApenReport of(PointExperiment experiment, List<PointResult> results, String command)
            throws IOException {
        long seed = experiment.seeds().get(0);
        PointData data = PointData.make(experiment.kind(), experiment.size(), experiment.library(), seed);
        List<String> tests = List.copyOf(data.tests().keySet());
        List<ApenReport.Model> models = new ArrayList<>();
        for (PointModel model : experiment.models()) {
            List<PointResult> own =
                    results.stream().filter(r -> r.model().equals(model.word())).toList();
            if (!own.isEmpty()) {
                models.add(new ApenReport.Model(model.word(), own.get(0).parameters(), values(data, tests, own)));
            }
        }
        return new ApenReport(
                "Point clouds: " + words(experiment.kind()),
                lead(experiment, data),
                columns(data, tests),
                models,
                curves(results),
                data.task().perPoint() ? turntables(experiment, data, seed) : List.of(),
                facts(experiment, data, results),
                data.credits(),
                command);
    }

    private static String words(PointData.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String lead(PointExperiment experiment, PointData data) {
        return data.train().count() + " clouds of " + data.task().points() + " points to learn from ("
                + data.train().name() + "), "
                + data.tests().values().iterator().next().count()
                + " in the test, as they are (upright) and each turned at random (turned)"
                + (data.tests().containsKey(PointData.ANY_POSE)
                        ? ", and bodies whose every joint is turned at random (any pose); "
                        : "; ")
                + experiment.epochs() + " epochs.";
    }

    private static List<ApenReport.Column> columns(PointData data, List<String> tests) {
        List<ApenReport.Column> columns = new ArrayList<>();
        for (String test : tests) {
            if (data.task().perPoint()) {
                columns.add(new ApenReport.Column("mIoU, " + test, true));
            }
            columns.add(new ApenReport.Column("accuracy, " + test, true));
        }
        columns.add(new ApenReport.Column("training [s]", false));
        return columns;
    }

    private static List<List<Double>> values(PointData data, List<String> tests, List<PointResult> own) {
        List<List<Double>> values = new ArrayList<>();
        for (String test : tests) {
            if (data.task().perPoint()) {
                values.add(own.stream().map(r -> r.scores().get(test).meanIou()).toList());
            }
            values.add(own.stream().map(r -> r.scores().get(test).accuracy()).toList());
        }
        values.add(own.stream().map(PointResult::seconds).toList());
        return values;
    }

    /** Bound and measured errors, then what partitions are worth, layer by layer, of the first model that finds any. */
    private static List<ApenReport.Curve> curves(List<PointResult> results) {
        List<PointResult> found =
                results.stream().filter(r -> !r.layers().isEmpty()).toList();
        List<List<PointResult.PartLayer>> all = found.stream()
                .filter(r -> r.model().equals(found.get(0).model()))
                .map(PointResult::layers)
                .toList();
        if (all.isEmpty()) {
            return List.of();
        }
        return List.of(
                new ApenReport.Curve(
                        "error of votes when pieces move",
                        "layer",
                        List.of(
                                line("bound (λ + δ) M", all, PointResult.PartLayer::bound),
                                line("measured, parts found anew", all, PointResult.PartLayer::recomputed),
                                line("measured, parts kept", all, PointResult.PartLayer::kept))),
                new ApenReport.Curve(
                        "partitions",
                        "layer",
                        List.of(
                                line("λ", all, PointResult.PartLayer::lambda),
                                line("δ", all, PointResult.PartLayer::delta),
                                line("impurity", all, PointResult.PartLayer::impurity),
                                line("adjusted Rand index with the pieces", all, PointResult.PartLayer::agreement))));
    }

    private static ApenReport.Line line(
            String name, List<List<PointResult.PartLayer>> all, ToDoubleFunction<PointResult.PartLayer> value) {
        int layers = all.get(0).size();
        List<Double> x = new ArrayList<>();
        List<MeanDeviation> y = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            int at = l;
            x.add((double) all.get(0).get(l).layer());
            y.add(MeanDeviation.of(
                    all.stream().map(one -> value.applyAsDouble(one.get(at))).toList()));
        }
        return new ApenReport.Line(name, x, y);
    }

    /** The last model's view of a few clouds of each test. */
    private static List<Turntable> turntables(PointExperiment experiment, PointData data, long seed)
            throws IOException {
        PointModel model = experiment.models().contains(PointModel.APEN)
                ? PointModel.APEN
                : experiment.models().get(experiment.models().size() - 1);
        if (model == PointModel.APEN_GIVEN) {
            return List.of();
        }
        TrainedPoints trained = TrainedPoints.load(PointExperiment.modelFile(experiment.folder(model, seed)));
        List<Turntable> turntables = new ArrayList<>();
        for (Map.Entry<String, CloudSet> test : data.tests().entrySet()) {
            CloudSet clouds = test.getValue();
            for (int k = 0; k < Math.min(SHOWN, clouds.count()); k++) {
                int cloud = (int) ((2L * k + 1) * clouds.count() / (2L * SHOWN));
                turntables.add(turntable(trained, test.getKey(), clouds, Math.min(cloud, clouds.count() - 1)));
            }
        }
        return turntables;
    }

    private static Turntable turntable(TrainedPoints trained, String test, CloudSet clouds, int cloud) {
        float[] x = new float[3 * clouds.points()];
        clouds.copyPoints(cloud, x, 0);
        TrainedPoints.Answer answer = trained.answer(clouds.cloud(cloud).points(), false);
        Turntable shown = Turntable.of(test + ", cloud " + (cloud + 1), x)
                .withLabels(
                        "truth",
                        trained.task().answers(clouds, cloud),
                        trained.task().classes())
                .withLabels(
                        trained.model().word(), answer.labels(), trained.task().classes())
                .withValues("uncertainty of the label", answer.uncertainty(), 1);
        return answer.parts().length == 0
                ? shown
                : shown.withValues("uncertainty of the part", answer.partUncertainty(), 1);
    }

    private static Map<String, String> facts(PointExperiment experiment, PointData data, List<PointResult> results) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("seeds", experiment.seeds().toString());
        facts.put("training data, seed " + experiment.seeds().get(0), "SHA-256 " + PointTrainer.checksum(data.train()));
        facts.put("machine", Machine.cpu() + ", " + Machine.os() + ", " + Machine.jvm());
        results.stream().filter(r -> !r.layers().isEmpty()).findFirst().ifPresent(r -> partFacts(facts, r));
        return facts;
    }

    private static void partFacts(Map<String, String> facts, PointResult r) {
        facts.put(
                "frames of parts that are degenerate or of too few points, seed " + r.seed(),
                String.format(Locale.ROOT, "%.1f%%", 100 * r.degenerateShare()));
        StringBuilder parts = new StringBuilder();
        boolean vacuous = false;
        for (PointResult.PartLayer layer : r.layers()) {
            parts.append(parts.length() == 0 ? "" : ", ").append(String.format(Locale.ROOT, "%.1f", layer.parts()));
            vacuous |= layer.lambda() + layer.delta() >= 1;
        }
        facts.put("parts found by layer, seed " + r.seed(), parts.toString());
        facts.put(
                "largest error of votes of " + r.model() + ", seed " + r.seed()
                        + ", parts cut where pieces meet and kept",
                String.format(
                        Locale.ROOT,
                        "%.1e",
                        r.layers().stream()
                                .mapToDouble(PointResult.PartLayer::pure)
                                .max()
                                .orElse(Double.NaN)));
        if (vacuous) {
            facts.put("bound", "vacuous where λ + δ is 1 or more: some part lies across a joint; read the impurity");
        }
    }
}
