package org.lie4j.eval.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.io.WholeFile;
import org.lie4j.eval.run.OutcomesFile;
import org.lie4j.eval.run.Provenance;
import org.lie4j.eval.run.TestOutcomes;
import org.lie4j.eval.run.Version;
import org.lie4j.eval.study.Comparison;

/** Several runs on one page and in one Markdown file, from the files that they left; what they were tested on is the reader's to compare. */
public final class SideBySide {
    private static final String METRICS = "metrics.json";

    private final int runs;
    private final List<Entry> entries;

    private SideBySide(int runs, List<Entry> entries) {
        this.runs = runs;
        this.entries = entries;
    }

    /**
     * A model of a run.
     *
     * @param metrics figures of the run
     * @param model figures of the model, under a name that says which run
     * @param outcomes how it did on each test digit, or null if the run kept none
     */
    private record Entry(Metrics metrics, Metrics.Model model, TestOutcomes outcomes) {}

    /**
     * Reads runs.
     *
     * @param folders what {@code affnist} and {@code run} wrote; at least one
     * @return the runs
     * @throws BadDataException if a folder holds no finished run
     * @throws IOException if a file cannot be read
     */
    public static SideBySide read(List<Path> folders) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Path folder : folders) {
            String name = folder.toAbsolutePath().normalize().getFileName().toString();
            long same = folders.stream()
                    .map(f -> f.toAbsolutePath().normalize().getFileName().toString())
                    .filter(name::equals)
                    .count();
            entries.addAll(read(same == 1 ? name : folder.toString(), folder));
        }
        return new SideBySide(folders.size(), entries);
    }

    private static List<Entry> read(String name, Path folder) throws IOException {
        if (Files.isRegularFile(folder.resolve(METRICS))) {
            return entries(folder, model -> name + ": " + model);
        }
        List<Entry> entries = new ArrayList<>();
        for (Path training : trainings(folder)) {
            // Its folder is named after its model.
            entries.addAll(entries(training, model -> name + ": " + training.getFileName()));
        }
        if (entries.isEmpty()) {
            throw new BadDataException(folder + ": no " + METRICS
                    + " in this folder or in its trainings, expected a run of 'affnist' or 'run'");
        }
        return entries;
    }

    private static List<Path> trainings(Path folder) throws IOException {
        Path trainings = folder.resolve("trainings");
        if (!Files.isDirectory(trainings)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(trainings)) {
            return all.filter(t -> Files.isRegularFile(t.resolve(METRICS)))
                    .sorted()
                    .toList();
        }
    }

    private static List<Entry> entries(Path folder, UnaryOperator<String> names) throws IOException {
        Metrics metrics = Metrics.read(folder.resolve(METRICS));
        Map<String, TestOutcomes> outcomes = OutcomesFile.readIfPresent(folder);
        return metrics.models().stream()
                .map(m -> new Entry(metrics, m.named(names.apply(m.model())), outcomes.get(m.model())))
                .toList();
    }

    /**
     * Writes {@code side-by-side.html} and {@code side-by-side.md}, each whole or not at all.
     *
     * @param folder where to write
     * @return the path of the page
     * @throws IOException if a file cannot be written
     */
    public Path write(Path folder) throws IOException {
        Path page = folder.resolve("side-by-side.html");
        WholeFile.writeText(folder.resolve("side-by-side.md"), markdown());
        WholeFile.writeText(page, page());
        return page;
    }

    /**
     * The runs as Markdown: figures, differences and origins.
     *
     * @return the text
     */
    public String markdown() {
        List<Comparison> comparisons = comparisons();
        return "# Side by side\n\n" + ResultTable.ofFigures(models()).toMarkdown() + "\n"
                + (comparisons.isEmpty() ? "" : ComparisonTable.markdown(comparisons) + "\n")
                + entries.stream().map(SideBySide::origin).collect(Collectors.joining());
    }

    private static String origin(Entry e) {
        Provenance p = e.model.provenance();
        return "- " + e.model.model() + ": `" + p.command() + "`, seed " + p.seed() + ", "
                + Format.count(e.metrics.trainDigits()) + " training digits (SHA-256 `" + p.dataChecksum()
                + "`), tested on "
                + e.metrics.testData() + ", lie4j " + p.version() + ", " + p.backend() + ", " + p.jvm() + ", " + p.cpu()
                + ", " + p.date() + "\n";
    }

    private String page() {
        List<Metrics.Model> models = models();
        List<Comparison> comparisons = comparisons();
        Map<String, Object> context = ModelSections.of(new ReportCharts(models), models);
        context.put("count", models.size());
        context.put("runs", runs);
        context.put("hasComparisons", !comparisons.isEmpty());
        context.put("comparisons", ComparisonTable.rows(comparisons));
        context.put("origins", origins());
        context.put(
                "commands",
                models.stream().map(m -> m.provenance().command()).distinct().toList());
        context.put("version", Version.get());
        return Page.of("side-by-side", "Side by side", context);
    }

    private List<Map<String, Object>> origins() {
        return IntStream.range(0, entries.size())
                .mapToObj(i -> {
                    Entry e = entries.get(i);
                    Provenance p = e.model.provenance();
                    return Map.<String, Object>of(
                            "dot", ReportCharts.dot(i),
                            "name", e.model.model(),
                            "values",
                                    List.of(
                                            Format.count(e.metrics.trainDigits()),
                                            e.metrics.testData(),
                                            Long.toString(p.seed()),
                                            p.dataChecksum()
                                                    .substring(
                                                            0,
                                                            Math.min(
                                                                    12,
                                                                    p.dataChecksum()
                                                                            .length())),
                                            p.version(),
                                            p.backend(),
                                            p.jvm(),
                                            p.cpu(),
                                            p.date()));
                })
                .toList();
    }

    private List<Metrics.Model> models() {
        return entries.stream().map(Entry::model).toList();
    }

    /** Each model against the first, where both were tested on the same digits. */
    private List<Comparison> comparisons() {
        Entry base = entries.get(0);
        return entries.stream()
                .skip(1)
                .filter(e -> e.outcomes != null
                        && base.outcomes != null
                        && e.outcomes.labels().equals(base.outcomes.labels()))
                .map(e -> Comparison.of(
                        e.model.model(),
                        base.model.model(),
                        e.metrics.trainDigits() == base.metrics.trainDigits() ? e.metrics.trainDigits() : 0,
                        List.of(e.outcomes),
                        List.of(base.outcomes)))
                .toList();
    }
}
