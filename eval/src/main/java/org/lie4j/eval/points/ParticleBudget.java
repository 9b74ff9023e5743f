package org.lie4j.eval.points;

/**
 * How long each network is trained: an equal time, or equally many epochs.
 *
 * @param minutes of each training; 0 if epochs are given
 * @param epochs of each training; 0 if minutes are given
 */
public record ParticleBudget(double minutes, int epochs) {
    /**
     * Checks the values.
     *
     * @param minutes see the record
     * @param epochs see the record
     * @throws IllegalArgumentException unless one is positive and the other 0
     */
    public ParticleBudget {
        boolean timed = minutes > 0 && minutes < Double.POSITIVE_INFINITY && epochs == 0;
        if (!timed && !(minutes == 0 && epochs > 0)) {
            throw new IllegalArgumentException(
                    "expected a positive number of minutes or of epochs, got " + minutes + " and " + epochs);
        }
    }

    /** Whether networks get equal times. */
    boolean timed() {
        return epochs == 0;
    }

    /** Passes over the systems, at least 1. */
    int epochs(double secondsPerStep, int batches) {
        return timed() ? (int) Math.max(1, Math.round(60 * minutes / (secondsPerStep * batches))) : epochs;
    }

    @Override
    public String toString() {
        return timed() ? minutes + " min for each training" : epochs + " epochs for each training";
    }
}
