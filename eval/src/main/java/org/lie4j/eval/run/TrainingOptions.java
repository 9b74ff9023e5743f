package org.lie4j.eval.run;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How a model is trained.
 *
 * @param epochs passes over the training set; 0 for the model's own default
 * @param seed the seed of initial weights, order and sampling
 * @param checkpointDir the folder for this model's checkpoints; made when needed
 * @param resume whether to go on from the last checkpoint there, if there is one
 * @param checkpoints when to write one
 * @param placement where the digits are shown
 * @param share what to learn from: everything, unless others train the same model, with whom this one is averaged
 */
public record TrainingOptions(
        int epochs,
        long seed,
        Path checkpointDir,
        boolean resume,
        Checkpoints checkpoints,
        Placement placement,
        Share share) {
    /**
     * Checks the values.
     *
     * @param epochs see the record
     * @param seed see the record
     * @param checkpointDir see the record
     * @param resume see the record
     * @param checkpoints see the record
     * @param placement see the record
     * @param share see the record
     * @throws IllegalArgumentException if {@code epochs} is negative
     */
    public TrainingOptions {
        if (epochs < 0) {
            throw new IllegalArgumentException("expected 0 or more epochs, got " + epochs);
        }
        Objects.requireNonNull(checkpointDir, "checkpointDir");
        Objects.requireNonNull(checkpoints, "checkpoints");
        Objects.requireNonNull(placement, "placement");
        Objects.requireNonNull(share, "share");
    }

    /**
     * On everything, with the digits in the middle.
     *
     * @param epochs see the record
     * @param seed see the record
     * @param checkpointDir see the record
     * @param resume see the record
     * @param checkpoints see the record
     * @throws IllegalArgumentException if {@code epochs} is negative
     */
    public TrainingOptions(int epochs, long seed, Path checkpointDir, boolean resume, Checkpoints checkpoints) {
        this(epochs, seed, checkpointDir, resume, checkpoints, Placement.CENTERED, Share.WHOLE);
    }

    /**
     * With the digits elsewhere.
     *
     * @param other see the record
     * @return the changed copy
     */
    public TrainingOptions withPlacement(Placement other) {
        return new TrainingOptions(epochs, seed, checkpointDir, resume, checkpoints, other, share);
    }

    /**
     * On a part.
     *
     * @param other see the record
     * @return the changed copy
     */
    public TrainingOptions withShare(Share other) {
        return new TrainingOptions(epochs, seed, checkpointDir, resume, checkpoints, placement, other);
    }
}
