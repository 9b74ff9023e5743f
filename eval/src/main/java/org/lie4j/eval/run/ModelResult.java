package org.lie4j.eval.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.metrics.Evaluation;
import org.lie4j.eval.metrics.Sensitivity;

/**
 * What was measured on one model.
 *
 * @param model its name
 * @param parameters how many parameters were trained
 * @param trainSeconds the sum of its epochs' durations, those before a resumption included
 * @param imagesPerSecond images classified per second, making the images not included
 * @param epochs its training, epoch by epoch
 * @param upright on upright test digits
 * @param affnist on affNIST-recipe copies of them
 * @param homnist on homNIST-recipe copies of them
 * @param official on the official affNIST test images, if there were any
 * @param invarianceError {@link Evaluation#invarianceError} from upright to affNIST-recipe images
 * @param sensitivities accuracy against the parameters of the affNIST recipe
 * @param hardest the affNIST-recipe images that it got most wrong, worst first
 * @param canonical the gallery's images in the model's canonical form, if it has one
 * @param kernels the kernels that lift images to a group, if it has such a layer
 * @param multiplyAdds multiplications with their additions for one image, if they can be counted
 * @param peakMemory the most bytes that the process held while it was trained and tested, where the system tells it
 * @param equivariance equivariance errors of its layers, if it can be looked into
 * @param file where the trained model lies
 */
public record ModelResult(
        String model,
        long parameters,
        double trainSeconds,
        double imagesPerSecond,
        List<EpochStats> epochs,
        Evaluation upright,
        Evaluation affnist,
        Evaluation homnist,
        Optional<Evaluation> official,
        double invarianceError,
        List<Sensitivity> sensitivities,
        List<HardImage> hardest,
        Optional<ImageSet> canonical,
        Optional<GroupKernels> kernels,
        OptionalLong multiplyAdds,
        OptionalLong peakMemory,
        Optional<EquivarianceResult> equivariance,
        Path file) {
    /**
     * Copies the lists.
     *
     * @param model see the record
     * @param parameters see the record
     * @param trainSeconds see the record
     * @param imagesPerSecond see the record
     * @param epochs see the record
     * @param upright see the record
     * @param affnist see the record
     * @param homnist see the record
     * @param official see the record
     * @param invarianceError see the record
     * @param sensitivities see the record
     * @param hardest see the record
     * @param canonical see the record
     * @param kernels see the record
     * @param multiplyAdds see the record
     * @param peakMemory see the record
     * @param equivariance see the record
     * @param file see the record
     */
    public ModelResult {
        Objects.requireNonNull(model, "model");
        epochs = List.copyOf(epochs);
        sensitivities = List.copyOf(sensitivities);
        hardest = List.copyOf(hardest);
    }

    /**
     * An image to which the model gave little probability for its true class.
     *
     * @param image the image alone, 40×40, labelled
     * @param predicted the class that it was taken for
     * @param confidence the probability of that class
     */
    public record HardImage(ImageSet image, int predicted, double confidence) {}
}
