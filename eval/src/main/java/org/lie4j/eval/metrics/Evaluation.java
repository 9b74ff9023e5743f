package org.lie4j.eval.metrics;

import java.util.Arrays;
import java.util.Objects;
import org.lie4j.eval.data.ImageSet;

/**
 * How a model did on a set of labelled images: an immutable record of labels and class probabilities, and what follows
 * from them. The predicted class is the most probable one, the lower of equals.
 */
public final class Evaluation {
    private static final int CLASSES = ImageSet.CLASSES;
    private static final double SUM_TOLERANCE = 1e-3;

    private final int[] labels;
    private final float[] probabilities;
    private final int copies;
    private final int[] predicted;
    private final int[] confusion = new int[CLASSES * CLASSES];
    private final int correct;

    private Evaluation(int[] labels, float[] probabilities, int copies) {
        this.labels = labels;
        this.probabilities = probabilities;
        this.copies = copies;
        this.predicted = new int[labels.length];
        int hits = 0;
        for (int i = 0; i < labels.length; i++) {
            predicted[i] = mostProbable(i);
            confusion[labels[i] * CLASSES + predicted[i]]++;
            hits += predicted[i] == labels[i] ? 1 : 0;
        }
        this.correct = hits;
    }

    /**
     * Evaluates predictions.
     *
     * @param labels the true classes, 0 to 9, at least one; copied
     * @param probabilities {@code [labels.length, 10]} probabilities; copied
     * @param copies how many images lie side by side that were made from one digit, at least 1; the confidence interval
     *     counts with their likeness
     * @return the evaluation
     * @throws IllegalArgumentException if the lengths do not fit, a label is outside 0 to 9, or a row is not a
     *     probability distribution (finite, not negative, sum within 0.001 of 1)
     */
    public static Evaluation of(int[] labels, float[] probabilities, int copies) {
        if (labels.length == 0 || copies < 1 || labels.length % copies != 0) {
            throw new IllegalArgumentException(
                    "expected a positive multiple of " + copies + " labels, got " + labels.length);
        }
        if (probabilities.length != labels.length * CLASSES) {
            throw new IllegalArgumentException("expected " + labels.length + "×" + CLASSES + " probabilities, got "
                    + probabilities.length + " numbers");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= CLASSES) {
                throw new IllegalArgumentException("expected labels 0 to 9, got " + labels[i] + " at index " + i);
            }
            requireDistribution(probabilities, i);
        }
        return new Evaluation(labels.clone(), probabilities.clone(), copies);
    }

    private static void requireDistribution(float[] probabilities, int row) {
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
            float p = probabilities[row * CLASSES + c];
            if (!(p >= 0)) {
                throw new IllegalArgumentException(
                        "expected probabilities of 0 or more, got " + p + " for class " + c + " of image " + row);
            }
            sum += p;
        }
        if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
            throw new IllegalArgumentException(
                    "expected probabilities that sum to 1, got " + sum + " for image " + row);
        }
    }

    private int mostProbable(int image) {
        int best = 0;
        for (int c = 1; c < CLASSES; c++) {
            if (probabilities[image * CLASSES + c] > probabilities[image * CLASSES + best]) {
                best = c;
            }
        }
        return best;
    }

    /**
     * The number of images.
     *
     * @return 1 or more
     */
    public int count() {
        return labels.length;
    }

    /**
     * Images made from one digit.
     *
     * @return 1 or more
     */
    public int copies() {
        return copies;
    }

    /**
     * The number of images classified correctly.
     *
     * @return 0 to {@code count()}
     */
    public int correct() {
        return correct;
    }

    /**
     * The share of images classified correctly.
     *
     * @return 0 to 1
     */
    public double accuracy() {
        return (double) correct / labels.length;
    }

    /**
     * A 95% confidence interval for the accuracy on digits like these, by {@link Interval#clustered}.
     *
     * @return the interval
     */
    public Interval interval() {
        boolean[] outcomes = new boolean[labels.length];
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = isCorrect(i);
        }
        return Interval.clustered(outcomes, copies);
    }

    /**
     * How many of each digit's images were classified correctly.
     *
     * @return one count for each digit
     */
    public DigitOutcomes outcomes() {
        int[] hits = new int[labels.length / copies];
        for (int i = 0; i < labels.length; i++) {
            hits[i / copies] += isCorrect(i) ? 1 : 0;
        }
        return DigitOutcomes.of(hits, copies);
    }

    /**
     * The share of one class's images classified correctly.
     *
     * @param label 0 to 9
     * @return 0 to 1, or NaN if no image has that class
     */
    public double classAccuracy(int label) {
        int row = Objects.checkIndex(label, CLASSES) * CLASSES;
        int total = Arrays.stream(confusion, row, row + CLASSES).sum();
        return (double) confusion[row + label] / total;
    }

    /**
     * An entry of the confusion matrix.
     *
     * @param label the true class, 0 to 9
     * @param prediction the predicted class, 0 to 9
     * @return how many images have that class and that prediction
     */
    public int confusion(int label, int prediction) {
        return confusion[Objects.checkIndex(label, CLASSES) * CLASSES + Objects.checkIndex(prediction, CLASSES)];
    }

    /**
     * The true class of an image.
     *
     * @param image index from 0
     * @return 0 to 9
     */
    public int label(int image) {
        return labels[image];
    }

    /**
     * The predicted class of an image.
     *
     * @param image index from 0
     * @return 0 to 9
     */
    public int predicted(int image) {
        return predicted[image];
    }

    /**
     * Whether an image was classified correctly.
     *
     * @param image index from 0
     * @return true if its predicted class is its label
     */
    public boolean isCorrect(int image) {
        return predicted[image] == labels[image];
    }

    /**
     * The probability that the model gave a class.
     *
     * @param image index from 0
     * @param label 0 to 9
     * @return 0 to 1
     */
    public double probability(int image, int label) {
        return probabilities[Objects.checkIndex(image, labels.length) * CLASSES + Objects.checkIndex(label, CLASSES)];
    }

    /**
     * The error of invariance: the mean total variation distance ½ Σ |p(c) - q(c)| between the class probabilities of an
     * upright digit and those of its transformed copies. 0 means that no copy changes any probability, 1 that every copy
     * is given to other classes with certainty. A model that ignores its input has 0 too: read it beside the accuracy.
     *
     * @param upright the evaluation of the upright digits, one image each
     * @param transformed the evaluation of the copies of the same digits in the same order, {@code copies()} each
     * @return 0 to 1
     * @throws IllegalArgumentException if the two do not belong to the same digits
     */
    public static double invarianceError(Evaluation upright, Evaluation transformed) {
        int copies = transformed.copies;
        if (upright.copies != 1 || transformed.count() != upright.count() * copies) {
            throw new IllegalArgumentException("expected " + copies + " copies of each of " + upright.count()
                    + " upright digits, got " + transformed.count() + " images");
        }
        double sum = 0;
        for (int i = 0; i < transformed.count(); i++) {
            if (transformed.labels[i] != upright.labels[i / copies]) {
                throw new IllegalArgumentException("expected copies of the same digits, image " + i + " is a "
                        + transformed.labels[i] + ", its original a " + upright.labels[i / copies]);
            }
            for (int c = 0; c < CLASSES; c++) {
                sum += Math.abs(upright.probability(i / copies, c) - transformed.probability(i, c)) / 2;
            }
        }
        return sum / transformed.count();
    }
}
