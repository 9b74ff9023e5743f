package org.lie4j.eval.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.lie4j.eval.run.ExperimentResult;

/** The table that an experiment ends with, one line for each model. */
public final class ResultTable {
    /** Two lines each: side by side they must fit a console of 80 characters. */
    private static final List<List<String>> HEADER = List.of(
            List.of("", "", "", "affNIST", "homNIST", "invariance", "train", "images"),
            List.of("model", "parameters", "upright", "recipe", "recipe", "error", "[s]", "per s"));

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
        return ofFigures(Metrics.of(result).models());
    }

    static ResultTable ofFigures(List<Metrics.Model> models) {
        return new ResultTable(models.stream().map(ResultTable::row).toList());
    }

    private static List<String> row(Metrics.Model r) {
        return List.of(
                r.model(),
                Format.count(r.parameters()),
                Format.percent(r.accuracy().upright()),
                Format.percent(r.accuracy().affnistRecipe()),
                Format.percent(r.accuracy().homnistRecipe()),
                Format.distance(r.invarianceError()),
                Format.seconds(r.trainSeconds()),
                Format.count(Math.round(r.imagesPerSecond())));
    }

    /**
     * The table in columns of spaces, for a console.
     *
     * @return two lines of header, a rule and one line for each model, each ended by a line break
     */
    public String toText() {
        List<List<String>> lines = new ArrayList<>(HEADER);
        lines.addAll(rows);
        int[] widths = new int[HEADER.get(0).size()];
        for (List<String> line : lines) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], line.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (i == HEADER.size()) {
                text.append("-".repeat(Arrays.stream(widths).sum() + 2 * (widths.length - 1)))
                        .append('\n');
            }
            text.append(line(lines.get(i), widths));
        }
        return text.toString();
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            String pad = " ".repeat(widths[c] - cells.get(c).length());
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
        String alignment = "| --- |" + " ---: |".repeat(HEADER.get(0).size() - 1) + "\n";
        List<String> header = new ArrayList<>();
        for (int c = 0; c < HEADER.get(0).size(); c++) {
            header.add((HEADER.get(0).get(c) + " " + HEADER.get(1).get(c)).strip());
        }
        return markdown(header)
                + alignment
                + rows.stream().map(ResultTable::markdown).collect(Collectors.joining());
    }

    private static String markdown(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
