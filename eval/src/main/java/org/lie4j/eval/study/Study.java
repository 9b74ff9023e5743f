package org.lie4j.eval.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.Protocol;

/**
 * What a study compares: every model is trained on every number of digits with every seed.
 *
 * @param title what it is about, one line
 * @param models the models, at least one, with different names
 * @param seeds seeds of everything random, at least one; the default is 1 alone
 * @param trainSizes numbers of training digits, in the proportions of the classes; 0 for all, which is the default
 * @param epochs passes over the training digits; 0, the default, for each model's own number
 * @param affnistCopies affNIST-recipe copies of each test digit, 4 by default
 * @param homnistCopies homNIST-recipe copies of each test digit, 4 by default
 * @param data folder with the digits, from the folder that the program is run in; null, the default, for those that come with it
 * @param training where training shows the digits: just-centered, which is the default, or randomly-placed
 * @param homnist how homNIST-recipe images are drawn: corrected, which is the default, or as-published
 * @param affnistFiles folder with the official affNIST test images to test on too, from the folder that the program is run in; null, the default, for none
 * @param checkpointEvery seconds between checkpoints of a training, {@link Checkpoints#SECONDS} by default
 */
public record Study(
        String title,
        List<ModelSpec> models,
        List<Long> seeds,
        @JsonProperty("train-sizes") List<Integer> trainSizes,
        Integer epochs,
        @JsonProperty("affnist-copies") Integer affnistCopies,
        @JsonProperty("homnist-copies") Integer homnistCopies,
        @JsonInclude(JsonInclude.Include.NON_NULL) String data,
        @JsonInclude(JsonInclude.Include.NON_NULL) String training,
        @JsonInclude(JsonInclude.Include.NON_NULL) String homnist,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("affnist-files")
        String affnistFiles,

        @JsonProperty("checkpoint-every") Integer checkpointEvery) {
    private static final int COPIES = 4;

    /**
     * Fills in the defaults and checks the values.
     *
     * @param title see the record
     * @param models see the record
     * @param seeds see the record
     * @param trainSizes see the record
     * @param epochs see the record
     * @param affnistCopies see the record
     * @param homnistCopies see the record
     * @param data see the record
     * @param training see the record
     * @param homnist see the record
     * @param affnistFiles see the record
     * @param checkpointEvery see the record
     * @throws IllegalArgumentException if there is no title or model, something is named twice, there is no protocol of such a name, or a number is out of its range
     */
    public Study {
        if (title == null || title.isBlank()) {
            throw new IllegalArgumentException("title: expected a line of text, got none");
        }
        models = distinct("models", models);
        distinct("models", models.stream().map(ModelSpec::name).toList());
        seeds = distinct("seeds", seeds == null ? List.of(1L) : seeds);
        trainSizes = distinct("train-sizes", trainSizes == null ? List.of(0) : trainSizes);
        epochs = atLeast("epochs", 0, epochs == null ? 0 : epochs);
        affnistCopies = atLeast("affnist-copies", 1, affnistCopies == null ? COPIES : affnistCopies);
        homnistCopies = atLeast("homnist-copies", 1, homnistCopies == null ? COPIES : homnistCopies);
        checkpointEvery =
                atLeast("checkpoint-every", 0, checkpointEvery == null ? Checkpoints.SECONDS : checkpointEvery);
        Protocol.of(training, homnist);
        trainSizes.forEach(size -> atLeast("train-sizes", 0, size));
    }

    private static <T> List<T> distinct(String what, List<T> values) {
        if (values == null || values.isEmpty() || values.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(what + ": expected a list of at least one value, got " + values);
        }
        if (new LinkedHashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException(what + ": expected different values, got " + values);
        }
        return List.copyOf(values);
    }

    private static int atLeast(String what, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(what + ": expected at least " + least + ", got " + value);
        }
        return value;
    }

    /**
     * By the usual protocol, without official images.
     *
     * @param title see the record
     * @param models see the record
     * @param seeds see the record
     * @param trainSizes see the record
     * @param epochs see the record
     * @param affnistCopies see the record
     * @param homnistCopies see the record
     * @param data see the record
     * @param checkpointEvery see the record
     * @throws IllegalArgumentException as the record's
     */
    public Study(
            String title,
            List<ModelSpec> models,
            List<Long> seeds,
            List<Integer> trainSizes,
            Integer epochs,
            Integer affnistCopies,
            Integer homnistCopies,
            String data,
            Integer checkpointEvery) {
        this(
                title,
                models,
                seeds,
                trainSizes,
                epochs,
                affnistCopies,
                homnistCopies,
                data,
                null,
                null,
                null,
                checkpointEvery);
    }

    /**
     * What of the study the literature does in more than one way.
     *
     * @return the protocol of all its trainings
     */
    public Protocol protocol() {
        return Protocol.of(training, homnist);
    }

    /**
     * The same study with what a command changes of its protocol.
     *
     * @param otherTraining see the record; null for no change
     * @param otherHomnist see the record; null for no change
     * @param otherFiles see the record; null for no change
     * @return the changed copy
     * @throws IllegalArgumentException if there is no protocol of such a name
     */
    public Study with(String otherTraining, String otherHomnist, String otherFiles) {
        return new Study(
                title,
                models,
                seeds,
                trainSizes,
                epochs,
                affnistCopies,
                homnistCopies,
                data,
                otherTraining == null ? training : otherTraining,
                otherHomnist == null ? homnist : otherHomnist,
                otherFiles == null ? affnistFiles : otherFiles,
                checkpointEvery);
    }

    /**
     * The names of the models.
     *
     * @return as in {@link #models}
     */
    public List<String> modelNames() {
        return models.stream().map(ModelSpec::name).toList();
    }

    /**
     * The model of a training.
     *
     * @param cell one of {@link #cells}
     * @return the model with its settings
     */
    ModelSpec model(Cell cell) {
        return models.stream()
                .filter(m -> m.name().equals(cell.model()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a training of this study, got " + cell));
    }

    /**
     * One training of the study.
     *
     * @param model name of the model
     * @param trainSize training digits, 0 for all
     * @param seed the seed
     */
    public record Cell(String model, int trainSize, long seed) {
        /**
         * A name for files.
         *
         * @return for example {@code cnn-1000-1}
         */
        public String key() {
            return model + "-" + (trainSize == 0 ? "all" : trainSize) + "-" + seed;
        }
    }

    /**
     * All trainings, in the order in which they are run: seed by seed, so that an unfinished study has compared everything as often as it could.
     *
     * @return at least one
     */
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (long seed : seeds) {
            for (int size : trainSizes) {
                for (ModelSpec model : models) {
                    cells.add(new Cell(model.name(), size, seed));
                }
            }
        }
        return cells;
    }
}
