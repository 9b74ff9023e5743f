package org.lie4j.kernels.models;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.lie4j.kernels.Convolution;
import org.lie4j.kernels.GroupNormalization;
import org.lie4j.kernels.GroupProjection;
import org.lie4j.kernels.SpatialPooling;

/**
 * An ordinary convolutional network, invariant to translation as far as its poolings allow and to nothing else: the baseline.
 *
 * <p>Three padded convolutions, two poolings in between, batch normalisation with ReLU after each, and the mean over the plane.
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
    public boolean integratesOverPlane() {
        return true;
    }

    @Override
    public List<Layer> body(long seed) {
        return List.of(
                convolution(first, 5, false),
                SpatialPooling.max(2),
                normalization(),
                convolution(second, 5, true),
                SpatialPooling.max(2),
                normalization(),
                convolution(third, 3, true),
                normalization(),
                GroupProjection.mean(1).overPlane());
    }

    private static Layer convolution(int channels, int size, boolean inputGradient) {
        return new Convolution.Builder()
                .nOut(channels)
                .kernelSize(size)
                .padding(size / 2)
                .hasBias(false)
                .inputGradient(inputGradient)
                .build();
    }

    private static Layer normalization() {
        return new GroupNormalization.Builder()
                .elements(1)
                .over(GroupNormalization.Over.BATCH)
                .build();
    }
}
