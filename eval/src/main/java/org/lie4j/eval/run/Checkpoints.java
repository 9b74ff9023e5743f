package org.lie4j.eval.run;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * When a training writes its state, and whether it is asked to stop.
 *
 * @param everySeconds at least so long from one checkpoint to the next, 0 or more: what a training that is killed loses at most, but for a step
 * @param stop asked after each step; once it says yes, the training writes its state and ends with a {@link StoppedException}
 */
public record Checkpoints(double everySeconds, BooleanSupplier stop) {
    /** Seconds between checkpoints unless told otherwise. */
    public static final int SECONDS = 30;

    /** At the usual interval, never stopped. */
    public static final Checkpoints USUAL = new Checkpoints(SECONDS, () -> false);

    /**
     * Checks the values.
     *
     * @param everySeconds see the record
     * @param stop see the record
     * @throws IllegalArgumentException if the interval is negative or no number
     */
    public Checkpoints {
        if (!(everySeconds >= 0)) {
            throw new IllegalArgumentException("expected 0 or more seconds between checkpoints, got " + everySeconds);
        }
        Objects.requireNonNull(stop, "stop");
    }

    /**
     * Ends the work if that was asked for; for work that has no state to write.
     *
     * @throws StoppedException if it was
     */
    public void stopIfAsked() {
        if (stop.getAsBoolean()) {
            throw new StoppedException();
        }
    }
}
