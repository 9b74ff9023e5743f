package org.lie4j.kernels.models;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.lie4j.kernels.AffineFrame;
import org.lie4j.kernels.AffineFrameLayer;
import org.lie4j.kernels.Convolution;
import org.lie4j.kernels.GroupConvolution;
import org.lie4j.kernels.GroupNormalization;
import org.lie4j.kernels.GroupProjection;
import org.lie4j.kernels.GroupSampling;
import org.lie4j.kernels.LiftingConvolution;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.SpatialPooling;
import org.nd4j.linalg.activations.Activation;

/**
 * GL+(2) = SPos(2) · SO(2), factor by factor: a moment frame takes away translation and the symmetric factor exactly (up to
 * resampling), and an SO(2) group convolution over an arc meets the rotation that is left.
 *
 * <p>In training the canonical images turn by random angles up to {@code turning}: an affine map h turns the canonical image by the
 * angle of (h Σ hᵀ)^{-1/2} h Σ^{1/2}, which stays small for maps near the identity, but is not 0. They are also stretched and moved by as
 * little as a frame errs, on thin strokes and for the pixels' sake. No other deformation is ever shown.
 *
 * @param frame the canonical form
 * @param turning largest angle of the turns in training, radians in [0, π]
 * @param stretch how far a frame errs in a stretch, a logarithm in [0, 1)
 * @param shift how far a frame errs in a shift, in pixels of the canonical image, at least 0
 * @param elements rotations on the arc, at least 1
 * @param arc half-angle of the arc of rotations, radians in (0, π]
 * @param first channels of the lifting convolution
 * @param second channels of the group convolution
 * @param third channels of the convolution that follows the projection, where the rotation has been dealt with
 * @param hidden units of the dense layer
 */
public record AffineFrameCnn(
        AffineFrame frame,
        double turning,
        double stretch,
        double shift,
        int elements,
        double arc,
        int first,
        int second,
        int third,
        int hidden)
        implements ImageClassifier {
    /** For digits of 40×40 pixels: 28×28 canonical images, 6 rotations on ±45°, 8, 32 and 64 channels. */
    public static final AffineFrameCnn DEFAULT = new AffineFrameCnn(
            AffineFrame.of(28, 5).withRidge(0.5).allowingEmpty(),
            Math.toRadians(30),
            0.05,
            0.3,
            6,
            Math.toRadians(45),
            8,
            32,
            64,
            128);

    @Override
    public List<Layer> body(long seed) {
        GroupSampling rotations =
                GroupSampling.of(PlanarGroup.SO2, elements).withArc(arc).resampledFrom(seed);
        return List.of(
                AffineFrameLayer.of(frame).turningInTraining(turning, seed).erringInTraining(stretch, shift),
                new LiftingConvolution.Builder()
                        .nOut(first)
                        .kernelSize(5)
                        .sampling(rotations)
                        .hasBias(false)
                        .inputGradient(false)
                        .build(),
                SpatialPooling.max(2),
                new GroupNormalization.Builder().elements(elements).build(),
                new GroupConvolution.Builder()
                        .nOut(second)
                        .kernelSize(5)
                        .sampling(rotations)
                        .hasBias(false)
                        .build(),
                new GroupNormalization.Builder().elements(elements).build(),
                GroupProjection.mean(elements),
                new Convolution.Builder()
                        .nOut(third)
                        .kernelSize(3)
                        .padding(1)
                        .activation(Activation.RELU)
                        .build(),
                SpatialPooling.max(2));
    }
}
