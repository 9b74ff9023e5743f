package org.lie4j.kernels.models;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.lie4j.kernels.Convolution;
import org.lie4j.kernels.GroupProjection;
import org.lie4j.kernels.SpatialPooling;
import org.nd4j.linalg.activations.Activation;

/**
 * An ordinary convolutional network, invariant to translation as far as its poolings allow and to nothing else: the baseline.
 *
 * <p>Three padded convolutions with ReLU, two poolings in between, and the maximum over the plane.
 *
 * @param first channels of the first convolution, 5×5
 * @param second channels of the second convolution, 5×5
 * @param third channels of the third convolution, 3×3
 * @param hidden units of the dense layer
 */
public record PlainCnn(int first, int second, int third, int hidden) implements ImageClassifier {
    /** 24, 48 and 64 channels: about as many parameters as {@link AffineFrameCnn#DEFAULT}. */
    public static final PlainCnn DEFAULT = new PlainCnn(24, 48, 64, 128);

    @Override
    public List<Layer> body(long seed) {
        return List.of(
                convolution(first, 5, false),
                SpatialPooling.max(2),
                convolution(second, 5, true),
                SpatialPooling.max(2),
                convolution(third, 3, true),
                GroupProjection.max(1).overPlane());
    }

    private static Layer convolution(int channels, int size, boolean inputGradient) {
        return new Convolution.Builder()
                .nOut(channels)
                .kernelSize(size)
                .padding(size / 2)
                .inputGradient(inputGradient)
                .activation(Activation.RELU)
                .build();
    }
}
