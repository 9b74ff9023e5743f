package org.lie4j.eval.run;

import java.util.ArrayList;
import java.util.List;

/** Loss and accuracy over a training of any length in bounded memory: when it is full, every two neighbouring points become their mean. */
public final class LearningCurve {
    private static final int MOST = 240;

    private final double[] epochs = new double[MOST];
    private final double[] losses = new double[MOST];
    private final double[] accuracies = new double[MOST];
    private int count;

    /** Values in a point, and those that wait for theirs to be full. */
    private int stride = 1;

    private int pending;
    private double loss;
    private double accuracy;

    /**
     * One point of a curve: means over the batches since the one before.
     *
     * @param epoch epochs done, with the share of the one under way
     * @param loss mean loss
     * @param accuracy share classified correctly, 0 to 1
     */
    public record Point(double epoch, double loss, double accuracy) {}

    LearningCurve() {}

    void add(double epoch, double newLoss, double newAccuracy) {
        loss += newLoss;
        accuracy += newAccuracy;
        pending++;
        if (pending == stride) {
            put(count, epoch, loss / stride, accuracy / stride);
            count++;
            pending = 0;
            loss = 0;
            accuracy = 0;
            if (count == MOST) {
                halve();
            }
        }
    }

    private void halve() {
        count = MOST / 2;
        for (int i = 0; i < count; i++) {
            int a = 2 * i;
            int b = a + 1;
            put(i, epochs[b], (losses[a] + losses[b]) / 2, (accuracies[a] + accuracies[b]) / 2);
        }
        stride *= 2;
    }

    private void put(int at, double epoch, double meanLoss, double meanAccuracy) {
        epochs[at] = epoch;
        losses[at] = meanLoss;
        accuracies[at] = meanAccuracy;
    }

    List<Point> points() {
        List<Point> points = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            points.add(new Point(epochs[i], losses[i], accuracies[i]));
        }
        return points;
    }
}
