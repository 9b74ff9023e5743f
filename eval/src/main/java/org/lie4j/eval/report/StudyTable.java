package org.lie4j.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.lie4j.eval.metrics.MeanDeviation;
import org.lie4j.eval.study.CellResult;

/** The table of a study: one row for each model and number of training digits, means ± deviations over the seeds. */
final class StudyTable {
    /** The column of upright digits, the model's name being 0; that of the official images is the next. */
    private static final int UPRIGHT = 5;

    private StudyTable() {}

    /**
     * A row.
     *
     * @param model name of the model
     * @param trainDigits training digits
     * @param seeds how many trainings
     * @param parameters trained parameters
     * @param epochs passes over the training digits
     * @param upright accuracy on upright digits
     * @param affnistRecipe accuracy on affNIST-recipe images
     * @param homnistRecipe accuracy on homNIST-recipe images
     * @param affnist accuracy on the official affNIST test images, or null
     * @param invarianceError mean total variation distance
     * @param trainSeconds time of a training
     */
    record Row(
            String model,
            int trainDigits,
            int seeds,
            long parameters,
            int epochs,
            MeanDeviation upright,
            MeanDeviation affnistRecipe,
            MeanDeviation homnistRecipe,
            @JsonInclude(JsonInclude.Include.NON_NULL) MeanDeviation affnist,
            MeanDeviation invarianceError,
            MeanDeviation trainSeconds) {}

    static List<Row> rows(List<CellResult> results) {
        Map<String, List<CellResult>> groups = new LinkedHashMap<>();
        for (CellResult r : results) {
            groups.computeIfAbsent(r.cell().model() + " " + r.trainDigits(), k -> new ArrayList<>())
                    .add(r);
        }
        return groups.values().stream()
                .map(group -> {
                    CellResult first = group.get(0);
                    return new Row(
                            first.cell().model(),
                            first.trainDigits(),
                            group.size(),
                            first.parameters(),
                            first.epochs(),
                            over(group, CellResult::upright),
                            over(group, CellResult::affnistRecipe),
                            over(group, CellResult::homnistRecipe),
                            group.stream().anyMatch(r -> r.affnist() == null)
                                    ? null
                                    : over(group, r -> r.affnist().accuracy()),
                            over(group, CellResult::invarianceError),
                            over(group, CellResult::trainSeconds));
                })
                .toList();
    }

    private static MeanDeviation over(List<CellResult> group, ToDoubleFunction<CellResult> value) {
        return MeanDeviation.of(group.stream().mapToDouble(value).boxed().toList());
    }

    static String markdown(List<Row> rows) {
        List<String> names = columns(rows);
        StringBuilder text = new StringBuilder("| " + String.join(" | ", names) + " |\n| --- |")
                .append(" ---: |".repeat(names.size() - 1))
                .append('\n');
        for (Row r : rows) {
            text.append("| ").append(r.model);
            cells(rows, r, Format.seconds(r.trainSeconds.mean()))
                    .forEach(cell -> text.append(" | ").append(cell));
            text.append(" |\n");
        }
        return text.toString();
    }

    private static List<String> columns(List<Row> rows) {
        List<String> names = new ArrayList<>(List.of(
                "model",
                "training digits",
                "epochs",
                "seeds",
                "parameters",
                "upright",
                "affNIST recipe",
                "homNIST recipe",
                "invariance error",
                "train [s]"));
        if (hasOfficial(rows)) {
            names.add(UPRIGHT + 1, "affNIST");
        }
        return names;
    }

    static boolean hasOfficial(List<Row> rows) {
        return rows.stream().anyMatch(r -> r.affnist != null);
    }

    /** What stands behind the model's name. */
    static List<String> cells(List<Row> rows, Row r, String time) {
        List<String> cells = new ArrayList<>(List.of(
                Format.count(r.trainDigits),
                Integer.toString(r.epochs),
                Integer.toString(r.seeds),
                Format.count(r.parameters),
                percent(r.upright),
                percent(r.affnistRecipe),
                percent(r.homnistRecipe),
                Format.distance(r.invarianceError.mean()),
                time));
        if (hasOfficial(rows)) {
            cells.add(UPRIGHT, r.affnist == null ? "–" : percent(r.affnist));
        }
        return cells;
    }

    static String percent(MeanDeviation value) {
        String mean = Format.percent(value.mean());
        return value.count() == 1 ? mean : mean.replace("%", "") + " ± " + Format.percent(value.deviation());
    }
}
