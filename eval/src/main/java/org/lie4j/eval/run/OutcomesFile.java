package org.lie4j.eval.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.io.WholeFile;
import org.lie4j.eval.metrics.DigitOutcomes;

/**
 * {@code digits.csv}: one line for each model and test digit, with the counts of its images that were classified correctly and of those shown. Comparisons of runs are
 * made from it.
 */
public final class OutcomesFile {
    private static final List<String> COLUMNS = List.of(
            "model",
            "digit",
            "label",
            "upright",
            "uprightImages",
            "affnistRecipe",
            "affnistImages",
            "homnistRecipe",
            "homnistImages");
    private static final String HEADER = String.join(",", COLUMNS);

    private OutcomesFile() {}

    /**
     * The file of a run.
     *
     * @param folder the run's folder
     * @return {@code digits.csv} in it
     */
    public static Path in(Path folder) {
        return folder.resolve("digits.csv");
    }

    /**
     * Writes the outcomes of an experiment's models into its folder, whole or not at all.
     *
     * @param result what was found
     * @throws IOException if it cannot be written
     */
    public static void write(ExperimentResult result) throws IOException {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (ModelResult model : result.models()) {
            TestOutcomes outcomes = TestOutcomes.of(model);
            for (int i = 0; i < outcomes.labels().size(); i++) {
                text.append(model.model())
                        .append(',')
                        .append(i)
                        .append(',')
                        .append(outcomes.labels().get(i));
                for (DigitOutcomes set : sets(outcomes)) {
                    text.append(',').append(set.correct(i)).append(',').append(set.copies());
                }
                text.append('\n');
            }
        }
        WholeFile.writeText(in(result.out()), text.toString());
    }

    private static List<DigitOutcomes> sets(TestOutcomes o) {
        return List.of(o.upright(), o.affnistRecipe(), o.homnistRecipe());
    }

    /**
     * Reads the outcomes in a run's folder.
     *
     * @param folder the folder
     * @return outcomes by the model's name, in the file's order; none if there is no such file, as in runs of earlier versions
     * @throws BadDataException if the file is damaged; the message names the line
     * @throws IOException if it cannot be read
     */
    public static Map<String, TestOutcomes> readIfPresent(Path folder) throws IOException {
        Path file = in(folder);
        if (!Files.exists(file)) {
            return Map.of();
        }
        Map<String, List<int[]>> rows = new LinkedHashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String header = lines.readLine();
            if (!HEADER.equals(header)) {
                throw new BadDataException(file + ": expected the columns " + HEADER + ", got " + header);
            }
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String[] cells = line.split(",", -1);
                rows.computeIfAbsent(cells[0], m -> new ArrayList<>()).add(numbers(file, number, cells));
            }
        }
        Map<String, TestOutcomes> outcomes = new LinkedHashMap<>();
        for (Map.Entry<String, List<int[]>> model : rows.entrySet()) {
            try {
                outcomes.put(model.getKey(), outcomes(model.getValue()));
            } catch (IllegalArgumentException e) {
                throw new BadDataException(file + ": " + model.getKey() + ": " + e.getMessage(), e);
            }
        }
        return outcomes;
    }

    private static int[] numbers(Path file, int line, String[] cells) throws BadDataException {
        try {
            if (cells.length == COLUMNS.size()) {
                return Arrays.stream(cells, 1, cells.length)
                        .mapToInt(Integer::parseInt)
                        .toArray();
            }
        } catch (NumberFormatException e) {
            throw new BadDataException(file + ": line " + line + ": expected whole numbers, " + e.getMessage(), e);
        }
        throw new BadDataException(
                file + ": line " + line + ": expected " + COLUMNS.size() + " values, got " + cells.length);
    }

    private static TestOutcomes outcomes(List<int[]> rows) {
        return new TestOutcomes(
                rows.stream().map(r -> r[1]).collect(Collectors.toList()), set(rows, 2), set(rows, 4), set(rows, 6));
    }

    private static DigitOutcomes set(List<int[]> rows, int column) {
        return DigitOutcomes.of(rows.stream().mapToInt(r -> r[column]).toArray(), rows.get(0)[column + 1]);
    }
}
