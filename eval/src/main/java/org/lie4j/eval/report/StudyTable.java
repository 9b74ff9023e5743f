package org.lie4j.eval.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.lie4j.eval.metrics.MeanDeviation;
import org.lie4j.eval.study.CellResult;

/** The table of a study: one row for each model and number of training digits, means ± deviations over the seeds. */
final class StudyTable {
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
                            over(group, CellResult::invarianceError),
                            over(group, CellResult::trainSeconds));
                })
                .toList();
    }

    private static MeanDeviation over(List<CellResult> group, ToDoubleFunction<CellResult> value) {
        return MeanDeviation.of(group.stream().mapToDouble(value).boxed().toList());
    }

    static String markdown(List<Row> rows) {
        StringBuilder text = new StringBuilder("| model | training digits | epochs | seeds | parameters | upright |"
                + " affNIST recipe | homNIST recipe | invariance error | train [s] |\n"
                + "| --- |" + " ---: |".repeat(9) + "\n");
        for (Row r : rows) {
            text.append("| ")
                    .append(String.join(
                            " | ",
                            r.model,
                            Format.count(r.trainDigits),
                            Integer.toString(r.epochs),
                            Integer.toString(r.seeds),
                            Format.count(r.parameters),
                            percent(r.upright),
                            percent(r.affnistRecipe),
                            percent(r.homnistRecipe),
                            Format.distance(r.invarianceError.mean()),
                            Format.seconds(r.trainSeconds.mean())))
                    .append(" |\n");
        }
        return text.toString();
    }

    static String percent(MeanDeviation value) {
        String mean = Format.percent(value.mean());
        return value.count() == 1 ? mean : mean.replace("%", "") + " ± " + Format.percent(value.deviation());
    }
}
