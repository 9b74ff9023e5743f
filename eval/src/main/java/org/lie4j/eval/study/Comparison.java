package org.lie4j.eval.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.lie4j.eval.metrics.DigitOutcomes;
import org.lie4j.eval.metrics.PairedBootstrap;
import org.lie4j.eval.run.OutcomesFile;
import org.lie4j.eval.run.TestOutcomes;

/**
 * Two models of a study side by side, digit by digit.
 *
 * @param first the model that is compared
 * @param second the model that it is compared with
 * @param trainDigits training digits of both, 0 if they differ
 * @param seeds how many seeds both were trained with
 * @param upright difference of the accuracies on upright digits
 * @param affnistRecipe difference of the accuracies on affNIST-recipe images
 * @param homnistRecipe difference of the accuracies on homNIST-recipe images
 */
public record Comparison(
        String first,
        String second,
        int trainDigits,
        int seeds,
        PairedBootstrap.Difference upright,
        PairedBootstrap.Difference affnistRecipe,
        PairedBootstrap.Difference homnistRecipe) {
    /** Of the draws: a report that is written again must not change. */
    private static final long SEED = 1;

    /**
     * Compares two models.
     *
     * @param first name of the first
     * @param second name of the second
     * @param trainDigits training digits of both, 0 if they differ
     * @param a outcomes of the first, one for each seed
     * @param b outcomes of the second, for the same seeds
     * @return the differences
     * @throws IllegalArgumentException if the two were not tested on the same digits
     */
    public static Comparison of(
            String first, String second, int trainDigits, List<TestOutcomes> a, List<TestOutcomes> b) {
        for (int s = 0; s < Math.min(a.size(), b.size()); s++) {
            if (!a.get(s).labels().equals(b.get(s).labels())) {
                throw new IllegalArgumentException(
                        first + " and " + second + ": expected the same test digits, got other labels");
            }
        }
        return new Comparison(
                first,
                second,
                trainDigits,
                a.size(),
                difference(a, b, TestOutcomes::upright),
                difference(a, b, TestOutcomes::affnistRecipe),
                difference(a, b, TestOutcomes::homnistRecipe));
    }

    private static PairedBootstrap.Difference difference(
            List<TestOutcomes> a, List<TestOutcomes> b, Function<TestOutcomes, DigitOutcomes> set) {
        return PairedBootstrap.compare(
                a.stream().map(set).toList(), b.stream().map(set).toList(), PairedBootstrap.RESAMPLES, SEED);
    }

    /**
     * Every two models of a study that were trained on as many digits with a common seed. Trainings of versions that did not keep the outcome of each digit are left out.
     *
     * @param results the trainings that are done
     * @param out the study's folder
     * @return later models against earlier ones, smaller training sets first
     * @throws IOException if the outcomes of a training cannot be read
     */
    public static List<Comparison> of(List<CellResult> results, Path out) throws IOException {
        // Training digits, model, seed.
        Map<Integer, Map<String, Map<Long, TestOutcomes>>> sizes = new TreeMap<>();
        for (CellResult r : results) {
            Study.Cell cell = r.cell();
            TestOutcomes outcomes =
                    OutcomesFile.readIfPresent(StudyRun.folder(out, cell)).get(cell.model());
            if (outcomes != null) {
                sizes.computeIfAbsent(r.trainDigits(), n -> new LinkedHashMap<>())
                        .computeIfAbsent(cell.model(), m -> new TreeMap<>())
                        .put(cell.seed(), outcomes);
            }
        }
        List<Comparison> all = new ArrayList<>();
        sizes.forEach((digits, models) -> all.addAll(pairs(digits, models)));
        return all;
    }

    private static List<Comparison> pairs(int digits, Map<String, Map<Long, TestOutcomes>> models) {
        List<Comparison> pairs = new ArrayList<>();
        List<String> names = List.copyOf(models.keySet());
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                Map<Long, TestOutcomes> a = models.get(names.get(i));
                Map<Long, TestOutcomes> b = models.get(names.get(j));
                List<Long> common = a.keySet().stream().filter(b::containsKey).toList();
                if (!common.isEmpty()) {
                    pairs.add(of(
                            names.get(i),
                            names.get(j),
                            digits,
                            common.stream().map(a::get).toList(),
                            common.stream().map(b::get).toList()));
                }
            }
        }
        return pairs;
    }
}
