package org.lie4j.kernels.models;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.lie4j.kernels.GroupConvolution;
import org.lie4j.kernels.GroupProjection;
import org.lie4j.kernels.GroupSampling;
import org.lie4j.kernels.KernelNetwork;
import org.lie4j.kernels.LiftingConvolution;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.SampledConvolution;
import org.lie4j.kernels.SpatialPooling;
import org.nd4j.linalg.activations.Activation;

/**
 * A group-convolution network without a frame (Mironenco &amp; Forré, ICLR 2024), sized for a CPU: lifting, two group
 * convolutions, and the maximum over group and plane.
 *
 * <p>The last convolution has many channels because nothing but them is left after the projection. The group elements are
 * drawn once: with this few of them, kernels that are drawn anew in each step do not settle in a training of minutes.
 *
 * @param group the group
 * @param elements how many of its elements each layer has, at least 1
 * @param arc half-angle of the arc of rotations, radians in (0, π]
 * @param deviation standard deviation of each coordinate of log P, without effect for SO(2) and the scales
 * @param first channels of the lifting convolution, 5×5
 * @param second channels of the first group convolution, 5×5
 * @param third channels of the second group convolution, 3×3
 * @param hidden units of the dense layer
 */
public record GroupCnn(
        PlanarGroup group, int elements, double arc, double deviation, int first, int second, int third, int hidden)
        implements ImageClassifier {
    /** ω₀ of the kernels: they learn faster the faster their sines are, as far as a pixel's distance resolves them. */
    private static final KernelNetwork SIREN = KernelNetwork.siren(32, 2, 20);

    /** Quotient of neighbouring scales where scales are all there is: six of them reach from 0.65 to 1.53. */
    private static final double LADDER = 1.19;

    /**
     * For digits of 40×40 pixels: 6 elements with rotations on ±60°; for the scales a ladder of 6.
     *
     * @param group the group
     * @return the network
     */
    public static GroupCnn of(PlanarGroup group) {
        return new GroupCnn(group, 6, Math.toRadians(60), 0.2, 8, 12, 64, 128);
    }

    @Override
    public List<Layer> body(long seed) {
        GroupSampling sampling = group == PlanarGroup.SCALE
                ? GroupSampling.grid(group, 1, elements, LADDER)
                : GroupSampling.of(group, elements)
                        .withArc(arc)
                        .withDeviation(deviation)
                        .fixedFrom(seed);
        return List.of(
                convolution(new LiftingConvolution.Builder().inputGradient(false), sampling, first, 5),
                SpatialPooling.max(2),
                convolution(new GroupConvolution.Builder(), sampling, second, 5),
                SpatialPooling.max(2),
                convolution(new GroupConvolution.Builder(), sampling, third, 3),
                GroupProjection.max(elements).overPlane());
    }

    private static Layer convolution(
            SampledConvolution.Builder<?> builder, GroupSampling sampling, int channels, int size) {
        return builder.nOut(channels)
                .kernelSize(size)
                .padding(size / 2)
                .sampling(sampling)
                .network(SIREN)
                .activation(Activation.RELU)
                .build();
    }
}
