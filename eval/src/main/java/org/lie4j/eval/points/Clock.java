package org.lie4j.eval.points;

import org.lie4j.eval.run.TrainingListener;

/** Adds up the epochs' times, those of before a resumption too. */
final class Clock implements TrainingListener {
    private final TrainingListener next;
    private double seconds;

    Clock(TrainingListener next) {
        this.next = next;
    }

    double seconds() {
        return seconds;
    }

    @Override
    public void onBatch(int epoch, int all, int batch, int batches, double loss, double accuracy) {
        next.onBatch(epoch, all, batch, batches, loss, accuracy);
    }

    @Override
    public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double time) {
        seconds += time;
        next.onEpoch(epoch, loss, accuracy, heldOut, time);
    }
}
