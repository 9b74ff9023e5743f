package org.lie4j.eval.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lie4j.eval.io.WholeFile;
import org.lie4j.eval.metrics.Interval;
import org.lie4j.eval.metrics.MeanDeviation;
import org.lie4j.eval.run.Provenance;
import org.lie4j.eval.study.CellResult;
import org.lie4j.eval.study.Comparison;
import org.lie4j.eval.study.Study;

/** What a study has found so far, as a page that needs nothing else, as Markdown and as JSON. */
public final class StudyReport {
    private StudyReport() {}

    /**
     * Content of {@code study.json}.
     *
     * @param study what was compared
     * @param finished how many trainings are done
     * @param rows means and deviations over seeds
     * @param comparisons every two models, digit by digit
     * @param trainings every training by itself
     */
    record Content(
            Study study,
            int finished,
            List<StudyTable.Row> rows,
            List<Comparison> comparisons,
            List<CellResult> trainings) {}

    /**
     * Writes {@code study.json}, {@code study.csv}, {@code study.md} and {@code study.html}, each whole or not at all.
     *
     * @param study what is compared
     * @param results the trainings that are done, at least one
     * @param folder where to write, an existing folder
     * @return the path of the page
     * @throws IOException if a file cannot be written
     */
    public static Path write(Study study, List<CellResult> results, Path folder) throws IOException {
        List<StudyTable.Row> rows = StudyTable.rows(results);
        List<Comparison> comparisons = Comparison.of(results, folder);
        WholeFile.writeText(
                folder.resolve("study.json"),
                Metrics.toJson(new Content(study, results.size(), rows, comparisons, results)));
        WholeFile.writeText(folder.resolve("study.csv"), csv(results));
        WholeFile.writeText(folder.resolve("study.md"), markdown(study, results, rows, comparisons));
        Path page = folder.resolve("study.html");
        WholeFile.writeText(page, page(study, results, rows, comparisons));
        return page;
    }

    /**
     * The table as Markdown.
     *
     * @param results the trainings that are done
     * @return header, alignment and one line for each model and number of digits
     */
    public static String table(List<CellResult> results) {
        return StudyTable.markdown(StudyTable.rows(results));
    }

    private static String protocol(Study study) {
        return "training " + study.protocol().trainingName() + ", homNIST recipe "
                + study.protocol().homnistName();
    }

    /** One line for each training. */
    private static String csv(List<CellResult> results) {
        StringBuilder text = new StringBuilder(Csv.line(
                "model",
                "trainDigits",
                "seed",
                "epochs",
                "parameters",
                "upright",
                "affnistRecipe",
                "homnistRecipe",
                "invarianceError",
                "trainSeconds",
                "imagesPerSecond",
                "affnist"));
        for (CellResult r : results) {
            text.append(Csv.line(
                    r.cell().model(),
                    r.trainDigits(),
                    r.cell().seed(),
                    r.epochs(),
                    r.parameters(),
                    r.upright(),
                    r.affnistRecipe(),
                    r.homnistRecipe(),
                    r.invarianceError(),
                    r.trainSeconds(),
                    r.imagesPerSecond(),
                    r.affnist() == null ? null : r.affnist().accuracy()));
        }
        return text.toString();
    }

    private static String markdown(
            Study study, List<CellResult> results, List<StudyTable.Row> rows, List<Comparison> comparisons) {
        Provenance p = results.get(0).provenance();
        return """
                # %s

                %d of %d trainings. Means ± standard deviations over seeds (n - 1); seeds %s; %s affNIST-recipe and %s homNIST-recipe images.

                %s
                %s- protocol: %s
                - command: `%s`
                - training data: SHA-256 `%s`
                - lie4j %s, %s, %s
                - %s, %s
                - %s
                """.formatted(
                        study.title(),
                        results.size(),
                        study.cells().size(),
                        study.seeds(),
                        Format.count(results.get(0).affnistImages()),
                        Format.count(results.get(0).homnistImages()),
                        StudyTable.markdown(rows),
                        comparisons.isEmpty() ? "" : ComparisonTable.markdown(comparisons) + "\n",
                        protocol(study),
                        p.command(),
                        p.dataChecksum(),
                        p.version(),
                        p.backend(),
                        p.jvm(),
                        p.cpu(),
                        p.os(),
                        p.date());
    }

    private static String page(
            Study study, List<CellResult> results, List<StudyTable.Row> rows, List<Comparison> comparisons) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("title", study.title());
        context.put("finished", results.size());
        context.put("all", study.cells().size());
        context.put("seeds", study.seeds().toString());
        context.put("rows", rows.stream().map(r -> row(study, rows, r)).toList());
        context.put("hasOfficial", StudyTable.hasOfficial(rows));
        context.put("protocol", protocol(study));
        context.put("hasComparisons", !comparisons.isEmpty());
        context.put("comparisons", ComparisonTable.rows(comparisons));
        context.put("legend", ReportCharts.legend(study.modelNames()));
        context.put("hasCurves", study.trainSizes().size() > 1);
        context.put("charts", study.trainSizes().size() > 1 ? curves(study, rows) : List.of());
        context.put("command", results.get(0).provenance().command());
        context.put("version", results.get(0).provenance().version());
        return Page.of("study", study.title(), context);
    }

    private static Map<String, Object> row(Study study, List<StudyTable.Row> rows, StudyTable.Row r) {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("dot", ReportCharts.dot(study.modelNames().indexOf(r.model())));
        cells.put("name", r.model());
        cells.put(
                "values",
                StudyTable.cells(rows, r, Format.duration(r.trainSeconds().mean())));
        return cells;
    }

    /** Accuracy against the number of training digits, on a logarithmic axis. */
    private static List<Map<String, Object>> curves(Study study, List<StudyTable.Row> rows) {
        return List.of(
                curve(study, rows, "Upright", StudyTable.Row::upright),
                curve(study, rows, "affNIST recipe", StudyTable.Row::affnistRecipe),
                curve(study, rows, "homNIST recipe", StudyTable.Row::homnistRecipe));
    }

    private static Map<String, Object> curve(
            Study study, List<StudyTable.Row> rows, String title, Function<StudyTable.Row, MeanDeviation> value) {
        List<Double> sizes = rows.stream()
                .map(r -> Math.log10(r.trainDigits()))
                .distinct()
                .sorted()
                .toList();
        double least =
                rows.stream().mapToDouble(r -> value.apply(r).mean()).min().orElse(0);
        double first = sizes.get(0);
        double last = Math.max(sizes.get(sizes.size() - 1), first + 0.1);
        Axis x = new Axis("training digits", first, last, sizes, v -> Format.count(Math.round(Math.pow(10, v))));
        List<LineChart.Line> lines = new ArrayList<>();
        for (int m = 0; m < study.modelNames().size(); m++) {
            String model = study.modelNames().get(m);
            lines.add(new LineChart.Line(
                    model,
                    m,
                    false,
                    rows.stream()
                            .filter(r -> r.model().equals(model))
                            .sorted(Comparator.comparingInt(StudyTable.Row::trainDigits))
                            .map(r -> point(Math.log10(r.trainDigits()), value.apply(r)))
                            .toList()));
        }
        String svg = LineChart.draw(
                "Accuracy against the number of training digits, " + title,
                x,
                Axis.accuracy("accuracy", least, 5),
                lines);
        return Map.of("title", title, "svg", svg);
    }

    private static LineChart.Point point(double x, MeanDeviation value) {
        Interval whisker = value.count() == 1
                ? null
                : new Interval(
                        Math.max(0, value.mean() - value.deviation()), Math.min(1, value.mean() + value.deviation()));
        return new LineChart.Point(x, value.mean(), whisker);
    }
}
