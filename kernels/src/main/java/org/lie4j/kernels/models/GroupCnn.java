package org.lie4j.kernels.models;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.lie4j.kernels.GroupConvolution;
import org.lie4j.kernels.GroupNormalization;
import org.lie4j.kernels.GroupProjection;
import org.lie4j.kernels.GroupSampling;
import org.lie4j.kernels.KernelNetwork;
import org.lie4j.kernels.LiftingConvolution;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.RandomTranslation;
import org.lie4j.kernels.SampledConvolution;
import org.lie4j.kernels.SeparableGroupConvolution;
import org.lie4j.kernels.SpatialPooling;

/**
 * A group-convolution network without a frame (Mironenco &amp; Forré, ICLR 2024), sized for a CPU: lifting, two group
 * convolutions, batch normalisation with ReLU after each, and the mean over group and plane.
 *
 * <p>In training all group elements are shifted by one common element, another one in each step. Layers on shifted elements see an image as unshifted
 * ones see its deformed copy (that is what equivariance says), so that the network learns to do without the elements that it has not, and no linearly deformed image is ever made. Translations are the other factor of
 * the affine group, sampled by the pixel grid: images move in training. The
 * relative elements h⁻¹h' stay what they are: kernels drawn at other relative elements in each step did not settle in trainings of minutes.
 *
 * @param group the group
 * @param elements how many of its elements each layer has, at least 1
 * @param arc half-angle of the arc of rotations, radians in (0, π]
 * @param deviation standard deviation of each coordinate of log P, without effect for SO(2) and the scales
 * @param first channels of the lifting convolution, 7×7
 * @param second channels of the first group convolution, 5×5
 * @param third channels of the second group convolution, 5×5
 * @param hidden units of the dense layer
 * @param separable whether the group convolutions are separable, with two kernels on the plane for each channel
 */
public record GroupCnn(
        PlanarGroup group,
        int elements,
        double arc,
        double deviation,
        int first,
        int second,
        int third,
        int hidden,
        boolean separable)
        implements ImageClassifier {
    /**
     * Linear in what is trained, such kernels learn as fast as free ones, where sine networks need many times the steps; and with frequencies that the pixels still resolve when
     * a group element turns or shears them, they stay nearly equivariant.
     */
    private static final KernelNetwork FOURIER = KernelNetwork.fourier(64, 2, 7);

    /** Quotient of neighbouring scales where scales are all there is: two of them, shifted by half their distance, reach from 0.77 to 1.30. */
    private static final double LADDER = 1.3;

    /** Kernels on the plane that each channel has where convolutions are separable: with one, networks learn far less in as many steps. */
    private static final int MULTIPLIER = 2;

    /** How far images move in training, in pixels: as far as a digit of MNIST can on 40×40 pixels, but for a little. */
    private static final double REACH = 8;

    /**
     * For digits of 40×40 pixels: 2 elements with rotations on ±30°; for the scales a ladder of 2. At the same cost, more channels on fewer elements learn faster.
     *
     * @param group the group
     * @return the network
     */
    public static GroupCnn of(PlanarGroup group) {
        return new GroupCnn(group, 2, Math.toRadians(30), 0.1, 24, 32, 64, 128, false);
    }

    /**
     * This network with separable group convolutions.
     *
     * @return the changed copy
     */
    public GroupCnn separated() {
        return new GroupCnn(group, elements, arc, deviation, first, second, third, hidden, true);
    }

    @Override
    public boolean integratesOverPlane() {
        return true;
    }

    @Override
    public List<Layer> body(long seed) {
        GroupSampling sampling = group == PlanarGroup.SCALE
                ? GroupSampling.grid(group, 1, elements, LADDER).shiftedFrom(seed)
                : GroupSampling.of(group, elements)
                        .withArc(arc)
                        .withDeviation(deviation)
                        .shiftedFrom(seed);
        return List.of(
                RandomTranslation.upTo(REACH, seed),
                convolution(new LiftingConvolution.Builder().inputGradient(false), sampling, first, 7),
                SpatialPooling.max(2),
                normalization(),
                convolution(between(), sampling, second, 5),
                SpatialPooling.max(2),
                normalization(),
                convolution(between(), sampling, third, 5),
                normalization(),
                GroupProjection.mean(elements).overPlane());
    }

    private SampledConvolution.Builder<?> between() {
        return separable
                ? new SeparableGroupConvolution.Builder().multiplier(MULTIPLIER)
                : new GroupConvolution.Builder();
    }

    private Layer normalization() {
        return new GroupNormalization.Builder()
                .elements(elements)
                .over(GroupNormalization.Over.BATCH)
                .build();
    }

    private static Layer convolution(
            SampledConvolution.Builder<?> builder, GroupSampling sampling, int channels, int size) {
        return builder.nOut(channels)
                .kernelSize(size)
                .padding(size / 2)
                .sampling(sampling)
                .network(FOURIER)
                .hasBias(false)
                .build();
    }
}
