package org.lie4j.eval.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lie4j.eval.io.WholeFile;
import org.lie4j.eval.metrics.Interval;
import org.lie4j.eval.metrics.MeanDeviation;
import org.lie4j.eval.run.Version;

/**
 * An experiment on point clouds as a page that needs nothing else, and as Markdown: a table of models, their paired differences, curves,
 * and clouds that turn.
 *
 * @param title of the page
 * @param lead what was done, in a sentence or two
 * @param columns what was measured
 * @param models what each model gave, which may be none
 * @param curves how values go, which may be none
 * @param turntables clouds, which may be none
 * @param facts data, seeds, machine and so on, by name and in order
 * @param credits whose data it is, for the foot of the page
 * @param command that makes it again
 */
public record ApenReport(
        String title,
        String lead,
        List<Column> columns,
        List<Model> models,
        List<Curve> curves,
        List<Turntable> turntables,
        Map<String, String> facts,
        String credits,
        String command) {
    /**
     * Checks the table.
     *
     * @param title see the record
     * @param lead see the record
     * @param columns see the record
     * @param models see the record
     * @param curves see the record
     * @param turntables see the record
     * @param facts see the record
     * @param credits see the record
     * @param command see the record
     * @throws IllegalArgumentException if a model lacks a column or a seed
     */
    public ApenReport {
        for (Model model : models) {
            if (model.values().size() != columns.size()
                    || model.values().stream().anyMatch(v -> v.size() != model.seeds())) {
                throw new IllegalArgumentException("model " + model.name() + ": expected " + columns.size()
                        + " columns of " + model.seeds() + " values, got "
                        + model.values().stream().map(List::size).toList());
            }
        }
    }

    /**
     * A measured quantity.
     *
     * @param name its name
     * @param percent whether it is a share, shown in percent; else it is shown with four decimals
     */
    public record Column(String name, boolean percent) {
        private String text(MeanDeviation value) {
            String mean = percent ? Format.percent(value.mean()) : Format.distance(value.mean());
            return Double.isNaN(value.deviation())
                    ? mean
                    : mean + " ± " + (percent ? Format.percent(value.deviation()) : Format.distance(value.deviation()));
        }

        private String difference(MeanDeviation value) {
            String sign = value.mean() > 0 ? "+" : "";
            return sign + text(value).replace('-', '−');
        }
    }

    /**
     * What a model gave.
     *
     * @param name its name
     * @param parameters number of its parameters
     * @param values for each column the value of each seed; all models with the same number of seeds have the same seeds in order
     */
    public record Model(String name, long parameters, List<List<Double>> values) {
        int seeds() {
            return values.isEmpty() ? 0 : values.get(0).size();
        }
    }

    /**
     * A chart with a line for each model.
     *
     * @param title what it shows
     * @param x what its horizontal axis is
     * @param lines a line for each name
     */
    public record Curve(String title, String x, List<Line> lines) {}

    /**
     * A line of a chart.
     *
     * @param name a model's name, or any other
     * @param x horizontal values, rising
     * @param y mean and deviation at each
     */
    public record Line(String name, List<Double> x, List<MeanDeviation> y) {}

    /**
     * Writes {@code apen.html} and {@code apen.md}, each whole or not at all.
     *
     * @param folder where to write
     * @return the path of the page
     * @throws IOException if a file cannot be written
     */
    public Path write(Path folder) throws IOException {
        WholeFile.writeText(folder.resolve("apen.md"), markdown());
        Path page = folder.resolve("apen.html");
        WholeFile.writeText(page, html());
        return page;
    }

    /**
     * The page.
     *
     * @return the HTML text
     */
    public String html() {
        List<Map<String, Object>> differences = differences();
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("title", title);
        context.put("lead", lead);
        context.put("hasTable", !models.isEmpty());
        context.put("columns", columns.stream().map(Column::name).toList());
        context.put("rows", rows());
        context.put("hasDifferences", !differences.isEmpty());
        context.put("differences", differences);
        context.put("hasCurves", !curves.isEmpty());
        context.put("legend", ReportCharts.legend(names()));
        context.put("curves", curves.stream().map(this::chart).toList());
        context.put("hasTurntables", !turntables.isEmpty());
        context.put("turntableStyle", Resources.text("turntable.css"));
        context.put("turntableScript", Resources.text("turntable.js"));
        context.put("turntables", turntables.stream().map(Turntable::html).toList());
        context.put(
                "facts",
                facts.entrySet().stream()
                        .map(e -> Map.of("name", e.getKey(), "value", e.getValue()))
                        .toList());
        context.put("credits", credits);
        context.put("command", command);
        context.put("version", Version.get());
        return Page.of("apen", title, context);
    }

    /** Models first, then what curves name besides. */
    private List<String> names() {
        List<String> names = new ArrayList<>(models.stream().map(Model::name).toList());
        curves.stream()
                .flatMap(c -> c.lines().stream())
                .map(Line::name)
                .filter(n -> !names.contains(n))
                .distinct()
                .forEach(names::add);
        return names;
    }

    private List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int m = 0; m < models.size(); m++) {
            Model model = models.get(m);
            rows.add(Map.of("dot", ReportCharts.dot(m), "name", model.name(), "values", cells(model)));
        }
        return rows;
    }

    private List<String> cells(Model model) {
        List<String> cells = new ArrayList<>();
        cells.add(Format.count(model.parameters()));
        cells.add(Integer.toString(model.seeds()));
        for (int c = 0; c < columns.size(); c++) {
            cells.add(columns.get(c).text(MeanDeviation.of(model.values().get(c))));
        }
        return cells;
    }

    /** Every two models of equally many seeds. */
    private List<Map<String, Object>> differences() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int a = 0; a < models.size(); a++) {
            for (int b = 0; b < a; b++) {
                Model first = models.get(a);
                Model second = models.get(b);
                if (first.seeds() == second.seeds() && first.seeds() > 1) {
                    List<String> cells = new ArrayList<>(List.of(Integer.toString(first.seeds())));
                    for (int c = 0; c < columns.size(); c++) {
                        cells.add(columns.get(c)
                                .difference(MeanDeviation.ofDifferences(
                                        first.values().get(c), second.values().get(c))));
                    }
                    rows.add(Map.of("name", first.name() + " − " + second.name(), "values", cells));
                }
            }
        }
        return rows;
    }

    private Map<String, Object> chart(Curve curve) {
        double[] x = curve.lines().stream()
                .flatMap(l -> l.x().stream())
                .mapToDouble(v -> v)
                .toArray();
        double[] y = curve.lines().stream()
                .flatMap(l -> l.y().stream())
                .mapToDouble(MeanDeviation::mean)
                .toArray();
        Axis across = Axis.covering(curve.x(), least(x), largest(x), 5, v -> Format.number(v, 3));
        Axis up = Axis.covering(curve.title(), least(y), largest(y), 4, v -> Format.number(v, 4));
        List<LineChart.Line> lines = new ArrayList<>();
        for (Line line : curve.lines()) {
            List<LineChart.Point> points = new ArrayList<>();
            for (int i = 0; i < line.x().size(); i++) {
                MeanDeviation v = line.y().get(i);
                Interval whisker = Double.isNaN(v.deviation())
                        ? null
                        : new Interval(v.mean() - v.deviation(), v.mean() + v.deviation());
                points.add(new LineChart.Point(line.x().get(i), v.mean(), whisker));
            }
            lines.add(new LineChart.Line(line.name(), names().indexOf(line.name()), false, points));
        }
        return Map.of("title", curve.title(), "svg", LineChart.draw(curve.title(), across, up, lines));
    }

    private static double least(double[] values) {
        return java.util.Arrays.stream(values).min().orElse(0);
    }

    private static double largest(double[] values) {
        return java.util.Arrays.stream(values).max().orElse(1);
    }

    /**
     * The table alone.
     *
     * @return lines of text in columns
     */
    public String table() {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("model", "parameters", "seeds"));
        columns.forEach(c -> head.add(c.name()));
        lines.add(head);
        models.forEach(m -> {
            List<String> line = new ArrayList<>(List.of(m.name()));
            line.addAll(cells(m));
            lines.add(line);
        });
        return String.join("\n", TextColumns.of(lines)) + "\n";
    }

    /**
     * Table, differences and provenance.
     *
     * @return the Markdown text
     */
    public String markdown() {
        StringBuilder text = new StringBuilder("# " + title + "\n\n" + lead + "\n");
        String names = columns.stream().map(Column::name).collect(Collectors.joining(" | "));
        if (!models.isEmpty()) {
            text.append("\n| model | parameters | seeds | ").append(names).append(" |\n| --- |");
            text.append(" ---: |".repeat(columns.size() + 2)).append('\n');
            models.forEach(m -> text.append(line(m.name(), cells(m))));
        }
        List<Map<String, Object>> differences = differences();
        if (!differences.isEmpty()) {
            text.append("\nPaired differences, mean ± deviation over seeds:\n\n| models | seeds | ")
                    .append(names)
                    .append(" |\n| --- |")
                    .append(" ---: |".repeat(columns.size() + 1))
                    .append('\n');
            for (Map<String, Object> row : differences) {
                text.append("| ").append(row.get("name")).append(" |");
                ((List<?>) row.get("values"))
                        .forEach(v -> text.append(' ').append(v).append(" |"));
                text.append('\n');
            }
        }
        text.append('\n');
        facts.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        return text.append("- command: `")
                .append(command)
                .append("`\n\n")
                .append(credits)
                .append('\n')
                .toString();
    }

    private static String line(String name, List<String> cells) {
        return "| " + name + " | " + String.join(" | ", cells) + " |\n";
    }
}
