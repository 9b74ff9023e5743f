package org.lie4j.eval.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.metrics.LayerErrors;
import org.lie4j.eval.metrics.Sweep;

/**
 * The equivariance errors of a trained model, layer by layer, against rotation, shear and scale.
 *
 * @param model the model's name
 * @param images how many images were shown
 * @param curves one for each of {@link Sweep#ALL}
 */
public record EquivarianceResult(String model, int images, List<Curve> curves) {
    /**
     * Copies the list.
     *
     * @param model see the record
     * @param images see the record
     * @param curves see the record
     */
    public EquivarianceResult {
        curves = List.copyOf(curves);
    }

    /**
     * Errors along one parameter.
     *
     * @param sweep the maps
     * @param errors the errors under them
     */
    public record Curve(Sweep sweep, LayerErrors errors) {}

    /**
     * Measures a model.
     *
     * @param classifier the model
     * @param upright 40×40 images to show, at least one
     * @return the errors, or nothing if the model cannot be looked into
     */
    public static Optional<EquivarianceResult> of(Classifier classifier, ImageSet upright) {
        float[] pixels = new float[upright.count() * upright.rows() * upright.cols()];
        upright.copyTo(0, upright.count(), pixels, 0);
        List<Curve> curves = new ArrayList<>();
        for (Sweep sweep : Sweep.ALL) {
            Optional<LayerErrors> errors = classifier.equivarianceErrors(pixels, upright.count(), sweep.elements());
            if (errors.isEmpty()) {
                return Optional.empty();
            }
            curves.add(new Curve(sweep, errors.get()));
        }
        return Optional.of(new EquivarianceResult(classifier.model(), upright.count(), curves));
    }
}
