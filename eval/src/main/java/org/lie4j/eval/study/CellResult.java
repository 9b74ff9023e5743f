package org.lie4j.eval.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.lie4j.eval.run.EpochStats;
import org.lie4j.eval.run.ExperimentResult;
import org.lie4j.eval.run.ModelResult;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.OfficialFigures;
import org.lie4j.eval.run.Protocol;
import org.lie4j.eval.run.Provenance;

/**
 * What one training of a study gave, as its file holds it.
 *
 * @param cell which training
 * @param model the model with its settings; null in files of versions that knew none
 * @param trainDigits training digits used
 * @param parameters trained parameters
 * @param epochs passes over the training digits
 * @param upright accuracy on upright test digits
 * @param affnistRecipe accuracy on affNIST-recipe images
 * @param affnistImages how many of them
 * @param homnistRecipe accuracy on homNIST-recipe images
 * @param homnistImages how many of them
 * @param invarianceError mean total variation distance between the probabilities of a digit and of its affNIST-recipe copies
 * @param trainSeconds time spent in training
 * @param imagesPerSecond images classified per second
 * @param provenance where the figures come from
 * @param protocol what the literature does in more than one way; the usual in files of versions that knew no other
 * @param affnist on the official affNIST test images; null if there were none
 */
public record CellResult(
        Study.Cell cell,
        @JsonInclude(JsonInclude.Include.NON_NULL) ModelSpec model,
        int trainDigits,
        long parameters,
        int epochs,
        double upright,
        double affnistRecipe,
        int affnistImages,
        double homnistRecipe,
        int homnistImages,
        double invarianceError,
        double trainSeconds,
        double imagesPerSecond,
        Provenance provenance,
        Protocol protocol,
        @JsonInclude(JsonInclude.Include.NON_NULL) OfficialFigures affnist) {
    /**
     * Fills in what files of earlier versions do not say.
     *
     * @param cell see the record
     * @param model see the record
     * @param trainDigits see the record
     * @param parameters see the record
     * @param epochs see the record
     * @param upright see the record
     * @param affnistRecipe see the record
     * @param affnistImages see the record
     * @param homnistRecipe see the record
     * @param homnistImages see the record
     * @param invarianceError see the record
     * @param trainSeconds see the record
     * @param imagesPerSecond see the record
     * @param provenance see the record
     * @param protocol see the record
     * @param affnist see the record
     */
    public CellResult {
        protocol = protocol == null ? Protocol.USUAL : protocol;
    }

    static CellResult of(Study.Cell cell, ModelSpec spec, ExperimentResult result) {
        ModelResult model = result.models().get(0);
        return new CellResult(
                cell,
                spec,
                result.trainDigits(),
                model.parameters(),
                model.epochs().stream().mapToInt(EpochStats::epoch).max().orElse(0),
                model.upright().accuracy(),
                model.affnist().accuracy(),
                model.affnist().count(),
                model.homnist().accuracy(),
                model.homnist().count(),
                model.invarianceError(),
                model.trainSeconds(),
                model.imagesPerSecond(),
                result.provenance(),
                result.protocol(),
                model.official()
                        .map(e -> OfficialFigures.of(e, result.affnist().orElseThrow()))
                        .orElse(null));
    }
}
