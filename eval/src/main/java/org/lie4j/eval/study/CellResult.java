package org.lie4j.eval.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.lie4j.eval.run.EpochStats;
import org.lie4j.eval.run.ExperimentResult;
import org.lie4j.eval.run.ModelResult;
import org.lie4j.eval.run.ModelSpec;
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
        Provenance provenance) {
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
                result.provenance());
    }
}
