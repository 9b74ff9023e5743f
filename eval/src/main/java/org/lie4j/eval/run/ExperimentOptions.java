package org.lie4j.eval.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lie4j.eval.data.AffnistTestSet;

/**
 * What an experiment does.
 *
 * @param models the models to train, in the order of the table; at least one
 * @param trainSize training digits to use, 0 for all; a subset keeps the proportions of the classes
 * @param testCopies affNIST-recipe copies of each test digit, at least 1
 * @param homnistCopies homNIST-recipe copies of each test digit, at least 1
 * @param epochs passes over the training set, 0 for each model's own default
 * @param seed the seed of everything random
 * @param out the folder for models, checkpoints and reports
 * @param resume whether to go on from checkpoints in {@code out}
 * @param checkpoints when trainings write their state, and whether the experiment is to stop
 * @param command the command line, for the report
 * @param protocol what the literature does in more than one way
 * @param affnist official affNIST test images to test on too, or nothing
 */
public record ExperimentOptions(
        List<ModelSpec> models,
        int trainSize,
        int testCopies,
        int homnistCopies,
        int epochs,
        long seed,
        Path out,
        boolean resume,
        Checkpoints checkpoints,
        String command,
        Protocol protocol,
        Optional<AffnistTestSet> affnist) {
    /**
     * Checks the values.
     *
     * @param models see the record
     * @param trainSize see the record
     * @param testCopies see the record
     * @param homnistCopies see the record
     * @param epochs see the record
     * @param seed see the record
     * @param out see the record
     * @param resume see the record
     * @param checkpoints see the record
     * @param command see the record
     * @param protocol see the record
     * @param affnist see the record
     * @throws IllegalArgumentException if there is no model, or a number is out of its range
     */
    public ExperimentOptions {
        models = List.copyOf(models);
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(checkpoints, "checkpoints");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(affnist, "affnist");
        if (models.isEmpty()) {
            throw new IllegalArgumentException("expected at least one model");
        }
        if (trainSize < 0 || testCopies < 1 || homnistCopies < 1 || epochs < 0) {
            throw new IllegalArgumentException(
                    "expected a training size and epochs of 0 or more and at least 1 copy, got " + trainSize + ", "
                            + epochs + ", " + testCopies + " and " + homnistCopies);
        }
    }

    /**
     * By the usual protocol, without official images.
     *
     * @param models see the record
     * @param trainSize see the record
     * @param testCopies see the record
     * @param homnistCopies see the record
     * @param epochs see the record
     * @param seed see the record
     * @param out see the record
     * @param resume see the record
     * @param checkpoints see the record
     * @param command see the record
     * @throws IllegalArgumentException if there is no model, or a number is out of its range
     */
    public ExperimentOptions(
            List<ModelSpec> models,
            int trainSize,
            int testCopies,
            int homnistCopies,
            int epochs,
            long seed,
            Path out,
            boolean resume,
            Checkpoints checkpoints,
            String command) {
        this(
                models,
                trainSize,
                testCopies,
                homnistCopies,
                epochs,
                seed,
                out,
                resume,
                checkpoints,
                command,
                Protocol.USUAL,
                Optional.empty());
    }

    /**
     * The same by another protocol.
     *
     * @param other the protocol
     * @param images official affNIST test images to test on too, or nothing
     * @return the changed copy
     */
    public ExperimentOptions by(Protocol other, Optional<AffnistTestSet> images) {
        return new ExperimentOptions(
                models,
                trainSize,
                testCopies,
                homnistCopies,
                epochs,
                seed,
                out,
                resume,
                checkpoints,
                command,
                other,
                images);
    }
}
