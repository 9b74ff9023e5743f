package org.lie4j.eval.points;

import java.util.stream.IntStream;

/**
 * How predicted labels of points agree with true ones, over any number of clouds.
 *
 * <p>The intersection over union of a class is TP / (TP + FP + FN). A class that is neither true nor predicted anywhere is absent: its
 * value is NaN, and means leave it out; a class that is predicted but never true counts as 0. {@link #meanIou} pools the points of all
 * clouds first, {@link #meanIouOfClouds} is the mean over clouds of the same taken in each, where more classes are absent. Not for
 * concurrent use.
 */
public final class Segmentation {
    private final int classes;
    private final long[] confusion;
    private double sumOfClouds;
    private int clouds;

    /**
     * Creates an empty one.
     *
     * @param classes number of classes, at least 1
     * @throws IllegalArgumentException if there are none
     */
    public Segmentation(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("classes: expected at least 1, got " + classes);
        }
        this.classes = classes;
        confusion = new long[classes * classes];
    }

    /**
     * Adds a cloud.
     *
     * @param truth {@code [n]}, n ≥ 1, from 0 to classes - 1; not modified
     * @param predicted {@code [n]}, likewise; not modified
     * @throws IllegalArgumentException if a length or a value is outside its domain; then nothing is added
     */
    public void add(int[] truth, int[] predicted) {
        if (truth.length == 0 || truth.length != predicted.length) {
            throw new IllegalArgumentException("expected as many predictions as labels and at least 1, got "
                    + predicted.length + " and " + truth.length);
        }
        long[] own = new long[confusion.length];
        for (int i = 0; i < truth.length; i++) {
            if (truth[i] < 0 || truth[i] >= classes || predicted[i] < 0 || predicted[i] >= classes) {
                throw new IllegalArgumentException("expected labels from 0 to " + (classes - 1) + ", got " + truth[i]
                        + " and " + predicted[i] + " at point " + i);
            }
            own[truth[i] * classes + predicted[i]]++;
        }
        for (int k = 0; k < own.length; k++) {
            confusion[k] += own[k];
        }
        sumOfClouds += mean(own);
        clouds++;
    }

    /**
     * Number of classes.
     *
     * @return at least 1
     */
    public int classes() {
        return classes;
    }

    /**
     * Number of clouds.
     *
     * @return how many were added
     */
    public int clouds() {
        return clouds;
    }

    /**
     * Points of a class that were taken for a class.
     *
     * @param truth the true class
     * @param predicted what it was taken for
     * @return how many
     */
    public long count(int truth, int predicted) {
        return confusion[truth * classes + java.util.Objects.checkIndex(predicted, classes)];
    }

    /**
     * The share of points that are right.
     *
     * @return in [0, 1]; NaN if there are none
     */
    public double accuracy() {
        long right = 0;
        long all = 0;
        for (int k = 0; k < confusion.length; k++) {
            all += confusion[k];
            right += k % (classes + 1) == 0 ? confusion[k] : 0;
        }
        return all == 0 ? Double.NaN : right / (double) all;
    }

    /**
     * The intersection over union of a class.
     *
     * @param c the class
     * @return in [0, 1]; NaN if it is absent
     */
    public double iou(int c) {
        return iou(confusion, c);
    }

    /**
     * The mean over classes that are not absent.
     *
     * @return in [0, 1]; NaN without points
     */
    public double meanIou() {
        return mean(confusion);
    }

    /**
     * The number of classes that {@link #meanIou} is the mean of.
     *
     * @return at most classes
     */
    public int presentClasses() {
        return (int)
                IntStream.range(0, classes).filter(c -> !Double.isNaN(iou(c))).count();
    }

    /**
     * The mean over clouds of each cloud's mean over its classes that are not absent.
     *
     * @return in [0, 1]; NaN without clouds
     */
    public double meanIouOfClouds() {
        return clouds == 0 ? Double.NaN : sumOfClouds / clouds;
    }

    private double mean(long[] table) {
        return IntStream.range(0, classes)
                .mapToDouble(c -> iou(table, c))
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }

    private double iou(long[] table, int c) {
        long union = -table[c * classes + c];
        for (int k = 0; k < classes; k++) {
            union += table[c * classes + k] + table[k * classes + c];
        }
        return union == 0 ? Double.NaN : table[c * classes + c] / (double) union;
    }
}
