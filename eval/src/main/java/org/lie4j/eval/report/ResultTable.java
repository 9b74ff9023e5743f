package org.lie4j.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lie4j.eval.run.ExperimentResult;
import org.lie4j.eval.run.ModelResult;

/** The table that an experiment ends with, one line for each model. */
public final class ResultTable {
    private static final List<String> HEADER = List.of(
            "model",
            "parameters",
            "upright",
            "affNIST recipe",
            "homNIST recipe",
            "invariance error",
            "training [s]",
            "images/s");

    private final List<List<String>> rows;

    private ResultTable(List<List<String>> rows) {
        this.rows = rows;
    }

    /**
     * The table of an experiment.
     *
     * @param result what was found
     * @return its table
     */
    public static ResultTable of(ExperimentResult result) {
        return new ResultTable(result.models().stream().map(ResultTable::row).toList());
    }

    private static List<String> row(ModelResult r) {
        return List.of(
                r.model(),
                Format.count(r.parameters()),
                Format.percent(r.upright().accuracy()),
                Format.percent(r.affnist().accuracy()),
                Format.percent(r.homnist().accuracy()),
                Format.distance(r.invarianceError()),
                Format.seconds(r.trainSeconds()),
                Format.count(Math.round(r.imagesPerSecond())));
    }

    /**
     * The table in columns of spaces for a console of 100 characters or more.
     *
     * @return header, rule and one line for each model, each ended by a line break
     */
    public String toText() {
        List<Integer> widths = new ArrayList<>();
        for (int c = 0; c < HEADER.size(); c++) {
            int width = HEADER.get(c).length();
            for (List<String> row : rows) {
                width = Math.max(width, row.get(c).length());
            }
            widths.add(width);
        }
        StringBuilder text = new StringBuilder();
        text.append(line(HEADER, widths));
        text.append("-".repeat(widths.stream().mapToInt(w -> w + 2).sum() - 2)).append('\n');
        rows.forEach(row -> text.append(line(row, widths)));
        return text.toString();
    }

    private static String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            String pad = " ".repeat(widths.get(c) - cells.get(c).length());
            line.append(c == 0 ? cells.get(c) + pad : "  " + pad + cells.get(c));
        }
        return line.append('\n').toString();
    }

    /**
     * The table in GitHub's Markdown.
     *
     * @return header, alignment and one line for each model, each ended by a line break
     */
    public String toMarkdown() {
        String alignment = "| --- |" + " ---: |".repeat(HEADER.size() - 1) + "\n";
        return markdown(HEADER)
                + alignment
                + rows.stream().map(ResultTable::markdown).collect(Collectors.joining());
    }

    private static String markdown(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
