package org.lie4j.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lie4j.eval.run.ExperimentResult;

/** The table that an experiment ends with, one line for each model. */
public final class ResultTable {
    /** A column: two lines of header, and what a model has there. */
    private record Column(String above, String below, Function<Metrics.Model, String> cell) {}

    /** Side by side they must fit a console of 80 characters. */
    private static final List<Column> COLUMNS = List.of(
            new Column("", "model", Metrics.Model::model),
            new Column("", "parameters", m -> Format.count(m.parameters())),
            new Column("", "upright", m -> Format.percent(m.accuracy().upright())),
            new Column("affNIST", "recipe", m -> Format.percent(m.accuracy().affnistRecipe())),
            new Column("homNIST", "recipe", m -> Format.percent(m.accuracy().homnistRecipe())),
            new Column("invariance", "error", m -> Format.distance(m.invarianceError())),
            new Column("train", "[s]", m -> Format.seconds(m.trainSeconds())),
            new Column("images", "per s", m -> Format.count(Math.round(m.imagesPerSecond()))));

    private static final Column OFFICIAL = new Column(
            "",
            "affNIST",
            m -> m.affnist() == null ? "–" : Format.percent(m.affnist().accuracy()));

    private final List<List<String>> header;
    private final List<List<String>> rows;

    private ResultTable(List<List<String>> header, List<List<String>> rows) {
        this.header = header;
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
        List<Column> columns = new ArrayList<>(COLUMNS);
        if (models.stream().anyMatch(m -> m.affnist() != null)) {
            columns.add(3, OFFICIAL);
        }
        return new ResultTable(
                List.of(
                        columns.stream().map(Column::above).toList(),
                        columns.stream().map(Column::below).toList()),
                models.stream()
                        .map(m -> columns.stream().map(c -> c.cell.apply(m)).toList())
                        .toList());
    }

    /**
     * The table in columns of spaces, for a console.
     *
     * @return two lines of header, a rule and one line for each model, each ended by a line break
     */
    public String toText() {
        List<List<String>> cells = new ArrayList<>(header);
        cells.addAll(rows);
        List<String> lines = TextColumns.of(cells);
        lines.add(header.size(), "-".repeat(lines.get(0).length()));
        return String.join("\n", lines) + "\n";
    }

    /**
     * The table in GitHub's Markdown.
     *
     * @return header, alignment and one line for each model, each ended by a line break
     */
    public String toMarkdown() {
        String alignment = "| --- |" + " ---: |".repeat(header.get(0).size() - 1) + "\n";
        List<String> names = new ArrayList<>();
        for (int c = 0; c < header.get(0).size(); c++) {
            names.add((header.get(0).get(c) + " " + header.get(1).get(c)).strip());
        }
        return markdown(names)
                + alignment
                + rows.stream().map(ResultTable::markdown).collect(Collectors.joining());
    }

    private static String markdown(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
