package org.lie4j.eval.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.Recipe;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.eval.metrics.LayerErrors;

/** A trained model for 40×40 images of digits. Implementations need not be safe for concurrent use. */
public interface Classifier {
    /** Images that are classified at once in a test: the last bit of a probability may depend on it. */
    int TEST_BATCH = 200;

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
     * Classifies consecutive images of a test set in batches of {@link #TEST_BATCH}.
     *
     * @param set the images
     * @param from the first one, a multiple of {@link #TEST_BATCH}
     * @param to one past the last one
     * @param out receives {@code [to - from, 10]} probabilities; modified
     * @param tested told of images that were classified, how many, on the calling thread
     * @return nanoseconds that classifying took, making the images not included
     * @throws IndexOutOfBoundsException if an image or the room in {@code out} is missing
     * @throws IOException if it is done elsewhere and that fails
     */
    default long test(TransformedSet set, int from, int to, float[] out, IntConsumer tested) throws IOException {
        float[] pixels = new float[TEST_BATCH * Recipe.SIDE * Recipe.SIDE];
        float[] some = new float[TEST_BATCH * ImageSet.CLASSES];
        long nanos = 0;
        for (int at = from; at < to; at += TEST_BATCH) {
            int number = Math.min(TEST_BATCH, to - at);
            set.render(at, number, pixels);
            long start = System.nanoTime();
            probabilities(pixels, number, some);
            nanos += System.nanoTime() - start;
            System.arraycopy(some, 0, out, (at - from) * ImageSet.CLASSES, number * ImageSet.CLASSES);
            tested.accept(number);
        }
        return nanos;
    }

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
