package org.lie4j.eval.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.metrics.Calibration;
import org.lie4j.eval.metrics.Evaluation;
import org.lie4j.eval.metrics.Interval;
import org.lie4j.eval.metrics.Sensitivity;
import org.lie4j.eval.run.EpochStats;
import org.lie4j.eval.run.EquivarianceResult;
import org.lie4j.eval.run.ExperimentResult;
import org.lie4j.eval.run.ModelResult;
import org.lie4j.eval.run.OfficialFigures;
import org.lie4j.eval.run.Protocol;
import org.lie4j.eval.run.Provenance;

/**
 * The figures of an experiment as {@code metrics.json} holds them. Accuracies and errors are shares from 0 to 1, times
 * are seconds.
 *
 * @param schema the version of this layout; raised when a field changes its meaning
 * @param trainDigits training digits used
 * @param testDigits test digits used
 * @param testData what the test digits are
 * @param testCopies deformed copies of each test digit
 * @param models one entry for each model
 * @param protocol what the literature does in more than one way; the usual in files of versions that knew no other
 */
public record Metrics(
        int schema,
        int trainDigits,
        int testDigits,
        String testData,
        int testCopies,
        List<Model> models,
        Protocol protocol) {
    private static final int SCHEMA = 1;

    /**
     * Copies the list.
     *
     * @param schema see the record
     * @param trainDigits see the record
     * @param testDigits see the record
     * @param testData see the record
     * @param testCopies see the record
     * @param models see the record
     * @param protocol see the record
     */
    public Metrics {
        protocol = protocol == null ? Protocol.USUAL : protocol;
        models = models == null ? List.of() : List.copyOf(models);
    }

    /**
     * The figures of one model.
     *
     * @param model its name
     * @param parameters trained parameters
     * @param accuracy accuracy on the three test sets
     * @param accuracyInterval95 95% confidence intervals of those
     * @param invarianceError mean total variation distance between the class probabilities of an upright digit and of
     *     its affNIST-recipe copies
     * @param calibration how far the probabilities can be believed, on the three test sets; absent in files of earlier versions
     * @param multiplyAdds multiplications with their additions for one image; absent if they cannot be counted
     * @param trainSeconds time spent in training
     * @param imagesPerSecond images classified per second
     * @param peakMemoryBytes the most memory that the process held; absent where the system does not tell
     * @param seed the seed of everything random
     * @param confusion rows are true classes, columns predictions
     * @param sensitivity accuracy against the parameters of the affNIST recipe
     * @param equivarianceError of each layer against rotation, shear and scale; empty for a model that cannot be looked into
     * @param epochs the training, epoch by epoch
     * @param provenance where the figures come from
     * @param affnist on the official affNIST test images; absent if there were none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Model(
            String model,
            long parameters,
            PerSet<Double> accuracy,
            PerSet<Interval> accuracyInterval95,
            double invarianceError,
            PerSet<Calibration> calibration,
            Long multiplyAdds,
            double trainSeconds,
            double imagesPerSecond,
            Long peakMemoryBytes,
            long seed,
            PerSet<List<List<Integer>>> confusion,
            List<Sensitivity> sensitivity,
            List<Curve> equivarianceError,
            List<Epoch> epochs,
            Provenance provenance,
            OfficialFigures affnist) {
        /** The same figures under another name, for pages on which names would repeat. */
        Model named(String name) {
            return new Model(
                    name,
                    parameters,
                    accuracy,
                    accuracyInterval95,
                    invarianceError,
                    calibration,
                    multiplyAdds,
                    trainSeconds,
                    imagesPerSecond,
                    peakMemoryBytes,
                    seed,
                    confusion,
                    sensitivity,
                    equivarianceError,
                    epochs,
                    provenance,
                    affnist);
        }
    }

    /**
     * One value for each test set.
     *
     * @param <T> what the value is
     * @param upright upright test digits
     * @param affnistRecipe their affNIST-recipe copies
     * @param homnistRecipe their homNIST-recipe copies
     */
    public record PerSet<T>(T upright, T affnistRecipe, T homnistRecipe) {
        private static <T> PerSet<T> of(ModelResult result, Function<Evaluation, T> value) {
            return new PerSet<>(
                    value.apply(result.upright()), value.apply(result.affnist()), value.apply(result.homnist()));
        }
    }

    /**
     * Equivariance errors along one parameter.
     *
     * @param parameter what varies
     * @param unit its unit, or an empty text
     * @param values its values
     * @param errors relative errors at those values, for each layer and the output
     */
    public record Curve(String parameter, String unit, List<Double> values, Map<String, List<Double>> errors) {
        /** The errors of the model's output, which come last. */
        List<Double> output() {
            return List.copyOf(errors.values()).get(errors.size() - 1);
        }
    }

    /**
     * One epoch.
     *
     * @param epoch from 1
     * @param trainLoss mean loss
     * @param trainAccuracy accuracy on the training images
     * @param heldOutAccuracy accuracy on held-out upright images; absent if none were held out
     * @param seconds how long it took
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Epoch(int epoch, double trainLoss, double trainAccuracy, Double heldOutAccuracy, double seconds) {}

    /**
     * The figures of an experiment.
     *
     * @param result what was found
     * @return its figures
     */
    public static Metrics of(ExperimentResult result) {
        return new Metrics(
                SCHEMA,
                result.trainDigits(),
                result.testDigits(),
                result.testData(),
                result.testCopies(),
                result.models().stream().map(model -> model(model, result)).toList(),
                result.protocol());
    }

    private static Model model(ModelResult r, ExperimentResult result) {
        Provenance provenance = result.provenance();
        return new Model(
                r.model(),
                r.parameters(),
                PerSet.of(r, Evaluation::accuracy),
                PerSet.of(r, Evaluation::interval),
                r.invarianceError(),
                PerSet.of(r, e -> Calibration.of(e, Calibration.BINS)),
                orNull(r.multiplyAdds()),
                r.trainSeconds(),
                r.imagesPerSecond(),
                orNull(r.peakMemory()),
                provenance.seed(),
                PerSet.of(r, Metrics::confusion),
                r.sensitivities(),
                r.equivariance().map(Metrics::curves).orElse(List.of()),
                r.epochs().stream().map(Metrics::epoch).toList(),
                provenance,
                r.official()
                        .map(e -> OfficialFigures.of(e, result.affnist().orElseThrow()))
                        .orElse(null));
    }

    private static Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static List<List<Integer>> confusion(Evaluation evaluation) {
        return IntStream.range(0, ImageSet.CLASSES)
                .mapToObj(label -> IntStream.range(0, ImageSet.CLASSES)
                        .mapToObj(prediction -> evaluation.confusion(label, prediction))
                        .toList())
                .toList();
    }

    static List<Curve> curves(EquivarianceResult result) {
        return result.curves().stream()
                .map(curve -> {
                    Map<String, List<Double>> errors = new LinkedHashMap<>();
                    for (int i = 0; i < curve.errors().names().size(); i++) {
                        errors.put(
                                curve.errors().names().get(i),
                                curve.errors().errors().get(i));
                    }
                    return new Curve(
                            curve.sweep().parameter(),
                            curve.sweep().unit(),
                            curve.sweep().values(),
                            errors);
                })
                .toList();
    }

    private static Epoch epoch(EpochStats e) {
        return new Epoch(
                e.epoch(),
                e.trainLoss(),
                e.trainAccuracy(),
                Double.isNaN(e.heldOutAccuracy()) ? null : e.heldOutAccuracy(),
                e.seconds());
    }

    /**
     * The figures as indented JSON, with a line break at the end.
     *
     * @return the content of {@code metrics.json}
     */
    public String toJson() {
        return toJson(this);
    }

    /**
     * Reads the figures of an experiment.
     *
     * @param file a {@code metrics.json}, of this or an earlier version
     * @return its content
     * @throws BadDataException if it is something else, or of a later layout
     * @throws IOException if it cannot be read
     */
    public static Metrics read(Path file) throws IOException {
        Metrics metrics;
        try {
            metrics = new ObjectMapper()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(file.toFile(), Metrics.class);
        } catch (JsonProcessingException e) {
            throw new BadDataException(
                    file + ": not the figures of an experiment: "
                            + e.getOriginalMessage().lines().findFirst().orElse("no JSON"),
                    e);
        }
        if (metrics.schema != SCHEMA || metrics.models.isEmpty()) {
            throw new BadDataException(file + ": layout " + metrics.schema + " with " + metrics.models.size()
                    + " models, expected layout " + SCHEMA + " with at least one");
        }
        return metrics;
    }

    /** Records, lists and maps of numbers and texts as indented JSON, with a line break at the end. */
    static String toJson(Object content) {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(content) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of numbers and texts always become JSON", e);
        }
    }
}
