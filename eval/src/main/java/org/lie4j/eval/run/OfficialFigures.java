package org.lie4j.eval.run;

import org.lie4j.eval.data.AffnistTestSet;
import org.lie4j.eval.metrics.Evaluation;
import org.lie4j.eval.metrics.Interval;

/**
 * How a model did on the official affNIST test images.
 *
 * @param accuracy share classified correctly
 * @param accuracyInterval95 its 95% confidence interval
 * @param images how many there were
 * @param imagesOfADigit how many of them are made from one digit; 1 if that could not be found out, and the interval then takes each for a digit of its own and is too narrow
 * @param sha256 of the files, one behind the other
 */
public record OfficialFigures(
        double accuracy, Interval accuracyInterval95, int images, int imagesOfADigit, String sha256) {
    /**
     * Of an evaluation.
     *
     * @param evaluation on the images
     * @param set the images
     * @return its figures
     */
    public static OfficialFigures of(Evaluation evaluation, AffnistTestSet set) {
        return new OfficialFigures(
                evaluation.accuracy(), evaluation.interval(), evaluation.count(), evaluation.copies(), set.checksum());
    }
}
