package org.lie4j.eval.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.lie4j.eval.metrics.LayerErrors;

/** A trained model for 40×40 images of digits. Implementations need not be safe for concurrent use. */
public interface Classifier {
    /**
     * The model's name, as on the command line.
     *
     * @return for example "cnn"
     */
    String model();

    /**
     * The number of trained parameters.
     *
     * @return 0 or more
     */
    long parameters();

    /**
     * Computes class probabilities.
     *
     * @param images {@code [count, 40, 40]} values in [0, 1]; not modified
     * @param count the number of images
     * @param out receives {@code [count, 10]} probabilities, each row non-negative with sum 1; modified
     */
    void probabilities(float[] images, int count, float[] out);

    /**
     * Writes the model, whole or not at all, so that {@link ModelTrainer#load} reads it back.
     *
     * @param file the file to write or replace
     * @param provenance where the model comes from; stored with it
     * @throws IOException if it cannot be written
     */
    void save(Path file, Provenance provenance) throws IOException;

    /**
     * The pictures that the model sees after it has brought its input to canonical form, for models that do so.
     *
     * @param images {@code [count, 40, 40]} values in [0, 1]; not modified
     * @param count the number of images
     * @return {@code [count, 40, 40]} values in [0, 1], or nothing if the model has no canonical form
     */
    default Optional<float[]> canonical(float[] images, int count) {
        return Optional.empty();
    }

    /**
     * What it costs to classify an image.
     *
     * @return multiplications with their additions in convolutions and dense layers, or nothing if they cannot be counted
     */
    default OptionalLong multiplyAdds() {
        return OptionalLong.empty();
    }

    /**
     * The kernels that lift images to a group, for models that have such a layer.
     *
     * @return the kernels of the first such layer at the elements that it has when it classifies, or nothing
     */
    default Optional<GroupKernels> kernels() {
        return Optional.empty();
    }

    /**
     * How far the layers and the output are from equivariance under linear maps about the centre of the images, for models that can be looked
     * into.
     *
     * @param images {@code [count, 40, 40]} values in [0, 1]; not modified
     * @param count the number of images, at least 1
     * @param elements regular matrices {@code [maps, 2, 2]}, row-major, y downwards
     * @return relative errors, or nothing if the model is opaque
     */
    default Optional<LayerErrors> equivarianceErrors(float[] images, int count, double[] elements) {
        return Optional.empty();
    }
}
