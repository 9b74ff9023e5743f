package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Hand-written derivatives against finite differences in double, and float against double. */
class GradientTest implements DefaultsToDouble {
    private static final KernelNetwork SMALL = KernelNetwork.siren(4, 2, 10);

    private static final GroupSampling WEIGHTED = GroupSampling.of(PlanarGroup.SL2, 3)
            .withDeviation(0.4)
            .weightedByHaar()
            .resampledFrom(5);

    private static GroupSampling sampling(PlanarGroup group) {
        return GroupSampling.of(group, 3).withArc(1).withDeviation(0.2).resampledFrom(5);
    }

    private static Layer lifting(PlanarGroup group, KernelMask mask, boolean bias) {
        return lifting(sampling(group), SMALL, mask, bias);
    }

    private static Layer lifting(GroupSampling sampling, KernelNetwork network, KernelMask mask, boolean bias) {
        return new LiftingConvolution.Builder()
                .nOut(2)
                .kernelSize(3)
                .sampling(sampling)
                .network(network)
                .mask(mask)
                .hasBias(bias)
                .activation(Activation.TANH)
                .build();
    }

    private static Layer group(PlanarGroup group, KernelMask mask, boolean bias) {
        return group(sampling(group), SMALL, mask, bias);
    }

    private static Layer group(GroupSampling sampling, KernelNetwork network, KernelMask mask, boolean bias) {
        return new GroupConvolution.Builder()
                .nOut(2)
                .kernelSize(3)
                .padding(1)
                .sampling(sampling)
                .inputSampling(sampling)
                .network(network)
                .mask(mask)
                .hasBias(bias)
                .build();
    }

    private static Layer separable(GroupSampling sampling, KernelNetwork network, int padding) {
        return separable(sampling, network, padding, 1, Activation.TANH);
    }

    private static Layer separable(
            GroupSampling sampling, KernelNetwork network, int padding, int multiplier, Activation activation) {
        return new SeparableGroupConvolution.Builder()
                .multiplier(multiplier)
                .nOut(3)
                .kernelSize(3)
                .padding(padding)
                .sampling(sampling)
                .network(network)
                .activation(activation)
                .build();
    }

    private static Layer norm(int elements) {
        return norm(elements, GroupNormalization.Over.EXAMPLE);
    }

    private static Layer norm(int elements, GroupNormalization.Over over) {
        return new GroupNormalization.Builder()
                .elements(elements)
                .over(over)
                .activation(Activation.SIGMOID)
                .build();
    }

    private static Layer plain(Activation activation) {
        return new Convolution.Builder()
                .nOut(3)
                .kernelSize(3)
                .activation(activation)
                .build();
    }

    static Stream<Arguments> stacks() {
        return Stream.of(
                Arguments.of("plain, softplus", new Layer[] {plain(Activation.SOFTPLUS), plain(Activation.IDENTITY)}),
                Arguments.of("plain, norm", new Layer[] {plain(Activation.IDENTITY), norm(1), SpatialPooling.mean(2)}),
                Arguments.of("SO2", new Layer[] {
                    lifting(PlanarGroup.SO2, KernelMask.HARD, true),
                    group(PlanarGroup.SO2, KernelMask.HARD, true),
                    GroupProjection.mean(3)
                }),
                Arguments.of("SL2", new Layer[] {
                    lifting(PlanarGroup.SL2, KernelMask.SMOOTH, false),
                    SpatialPooling.max(2),
                    norm(3),
                    group(PlanarGroup.SL2, KernelMask.SMOOTH, false),
                    GroupProjection.max(3).overPlane()
                }),
                Arguments.of("GL2", new Layer[] {
                    lifting(PlanarGroup.GL2, KernelMask.NONE, true),
                    group(PlanarGroup.GL2, KernelMask.SMOOTH, true),
                    GroupProjection.mean(3).overPlane()
                }),
                attended("attention over the group", new AttentionProjection.Builder()),
                attended("attention over the plane", new AttentionProjection.Builder().overPlaneOnly()),
                attended("attention over both", new AttentionProjection.Builder().overPlane()),
                weighted("weighted attention over the group", new AttentionProjection.Builder()),
                weighted("weighted attention over both", new AttentionProjection.Builder().overPlane()),
                Arguments.of("weighted mean", new Layer[] {
                    lifting(WEIGHTED, SMALL, KernelMask.SMOOTH, true),
                    GroupProjection.mean(WEIGHTED).overPlane()
                }),
                Arguments.of("maximum over the plane", new Layer[] {
                    lifting(PlanarGroup.SO2, KernelMask.SMOOTH, true),
                    GroupProjection.max(3).overPlaneOnly()
                }),
                Arguments.of("by patches", new Layer[] {
                    new Convolution.Builder()
                            .nOut(2)
                            .kernelSize(3)
                            .padding(1)
                            .inputGradient(false)
                            .activation(Activation.RELU)
                            .build(),
                    plain(Activation.TANH)
                }),
                Arguments.of("frame, lifting by patches", new Layer[] {
                    AffineFrameLayer.of(AffineFrame.of(6, 1.5).withRidge(0.1)),
                    new LiftingConvolution.Builder()
                            .nOut(2)
                            .kernelSize(3)
                            .sampling(sampling(PlanarGroup.SL2))
                            .network(SMALL)
                            .inputGradient(false)
                            .build(),
                    GroupProjection.mean(3)
                }),
                normalized("norm over channels", GroupNormalization.Over.CHANNELS),
                normalized("batch norm", GroupNormalization.Over.BATCH),
                stack("Gabor on GL2", sampling(PlanarGroup.GL2), KernelNetwork.gabor(4, 2, 5, 1.5)),
                stack("Fourier on SL2", sampling(PlanarGroup.SL2), KernelNetwork.fourier(6, 2, 3)),
                stack("splines on scales", GroupSampling.grid(PlanarGroup.SCALE, 1, 3, 1.4), KernelNetwork.spline(4)),
                stack(
                        "Sim(2), antithetic",
                        GroupSampling.grid(PlanarGroup.SIM2, 2, 2, 1.4)
                                .withDeviation(0.1)
                                .redrawn(GroupSampling.Redraw.IN_ANTITHETIC_PAIRS, 4),
                        SMALL),
                stack("O(2)", GroupSampling.of(PlanarGroup.O2, 4), SMALL),
                stack(
                        "CO(2), antithetic ladder",
                        GroupSampling.grid(PlanarGroup.CO2, 4, 2, 1.4)
                                .withDeviation(0.1)
                                .redrawn(GroupSampling.Redraw.IN_ANTITHETIC_PAIRS, 4),
                        SMALL),
                stack(
                        "SL±(2), shifted",
                        GroupSampling.of(PlanarGroup.SL2_PM, 4)
                                .withDeviation(0.2)
                                .shiftedFrom(4),
                        SMALL),
                stack(
                        "GL(2), Sobol', Haar weights",
                        GroupSampling.of(PlanarGroup.GL2_FULL, 4)
                                .withDeviation(0.2)
                                .redrawn(GroupSampling.Redraw.LOW_DISCREPANCY, 4)
                                .weightedByHaar(),
                        KernelNetwork.fourier(6, 2, 3)),
                stack(
                        "SL2, Sobol', Haar weights",
                        sampling(PlanarGroup.SL2)
                                .redrawn(GroupSampling.Redraw.LOW_DISCREPANCY, 4)
                                .weightedByHaar(),
                        SMALL),
                Arguments.of("separable, SL2", new Layer[] {
                    lifting(PlanarGroup.SL2, KernelMask.SMOOTH, true),
                    separable(sampling(PlanarGroup.SL2), SMALL, 1),
                    GroupProjection.mean(3)
                }),
                Arguments.of("separable, O2, Fourier, no padding", new Layer[] {
                    lifting(GroupSampling.of(PlanarGroup.O2, 4), SMALL, KernelMask.SMOOTH, true),
                    separable(GroupSampling.of(PlanarGroup.O2, 4), KernelNetwork.fourier(5, 2, 1), 0),
                    GroupProjection.mean(4)
                }),
                Arguments.of("separable, GL2, splines", new Layer[] {
                    lifting(PlanarGroup.GL2, KernelMask.SMOOTH, true),
                    separable(sampling(PlanarGroup.GL2), KernelNetwork.spline(4), 1),
                    GroupProjection.mean(3)
                }),
                Arguments.of("separable, GELU, three layers", new Layer[] {
                    lifting(sampling(PlanarGroup.GL2), SMALL, KernelMask.WIDE, true),
                    separable(sampling(PlanarGroup.GL2), KernelNetwork.gabor(4, 2, 5, 1.5), 3, 2, Activation.GELU),
                    separable(sampling(PlanarGroup.GL2), SMALL, 0, 3, Activation.RELU),
                    GroupProjection.mean(3).overPlaneOnly()
                }),
                Arguments.of("GELU, data below", new Layer[] {
                    AffineFrameLayer.of(AffineFrame.of(6, 1.5).withRidge(0.1)),
                    new Convolution.Builder()
                            .nOut(3)
                            .kernelSize(3)
                            .inputGradient(false)
                            .activation(Activation.GELU)
                            .build(),
                    GroupProjection.mean(1).overPlaneOnly()
                }),
                Arguments.of("frame that turns and errs, above a convolution", new Layer[] {
                    new Convolution.Builder()
                            .nOut(1)
                            .kernelSize(1)
                            .hasBias(false)
                            .build(),
                    AffineFrameLayer.of(AffineFrame.of(5, 1.5).withRidge(0.1))
                            .turningInTraining(0.7, 3)
                            .erringInTraining(0.1, 0.4),
                }),
                Arguments.of("frame above a convolution", new Layer[] {
                    new Convolution.Builder()
                            .nOut(1)
                            .kernelSize(1)
                            .hasBias(false)
                            .build(),
                    AffineFrameLayer.of(AffineFrame.of(5, 1.5).withRidge(0.1)),
                }));
    }

    private static Arguments attended(String name, AttentionProjection.Builder projection) {
        return Arguments.of(name, new Layer[] {
            lifting(PlanarGroup.SO2, KernelMask.SMOOTH, true),
            projection.elements(3).hidden(4).build()
        });
    }

    private static Arguments weighted(String name, AttentionProjection.Builder projection) {
        return Arguments.of(name, new Layer[] {
            lifting(WEIGHTED, SMALL, KernelMask.SMOOTH, true),
            projection.weightedBy(WEIGHTED).hidden(4).build()
        });
    }

    private static Arguments normalized(String name, GroupNormalization.Over over) {
        return Arguments.of(name, new Layer[] {
            lifting(PlanarGroup.SO2, KernelMask.SMOOTH, true),
            norm(3, over),
            group(PlanarGroup.SO2, KernelMask.SMOOTH, false),
            norm(3, over),
            GroupProjection.mean(3).overPlane()
        });
    }

    private static Arguments stack(String name, GroupSampling sampling, KernelNetwork network) {
        return Arguments.of(name, new Layer[] {
            lifting(sampling, network, KernelMask.SMOOTH, true),
            group(sampling, network, KernelMask.SMOOTH, true),
            GroupProjection.mean(sampling.getCount())
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stacks")
    void derivativesMatchFiniteDifferences(String name, Layer[] layers) {
        // The frame is held fixed in back-propagation: a 1x1 kernel only scales the image, which leaves the frame
        // alone.
        MultiLayerNetwork network = Networks.classifier(DataType.DOUBLE, 8, layers);
        INDArray images = Networks.images(DataType.DOUBLE, 4, 8, 1);
        INDArray labels = Networks.labels(DataType.DOUBLE, 4);
        double step = 1e-6;
        // Two scores are known to an ulp each: no difference quotient is better than that.
        double ulp = Math.ulp(network.score(new org.nd4j.linalg.dataset.DataSet(images, labels)));
        boolean passed = GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                .net(network)
                .epsilon(step)
                .maxRelError(1e-6)
                .minAbsoluteError(Math.max(1e-9, 2 * ulp / step))
                .excludeParams(runningStatistics(layers))
                .input(images)
                .labels(labels));
        assertTrue(passed, name + ": see the log for the parameter that failed");
    }

    /** Their "gradient" is a step of the running mean, and no derivative. */
    private static Set<String> runningStatistics(Layer[] layers) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < layers.length; i++) {
            names.add(i + "_" + GroupNormalization.MEAN);
            names.add(i + "_" + GroupNormalization.VARIANCE);
        }
        return names;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stacks")
    void floatAgreesWithDouble(String name, Layer[] layers) {
        assertFloatAgreesWithDouble(name, 8, 6, layers);
    }

    /** So wide that they are convolved by tiles in training. */
    @Test
    void wideFloatAgreesWithDouble() {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.SL2, 9).withDeviation(0.3);
        assertFloatAgreesWithDouble("wide", 16, 14, new Layer[] {
            wide(new LiftingConvolution.Builder(), sampling),
            wide(new GroupConvolution.Builder(), sampling),
            GroupProjection.mean(9).overPlane()
        });
    }

    private static Layer wide(SampledConvolution.Builder<?> builder, GroupSampling sampling) {
        return builder.nOut(11)
                .kernelSize(5)
                .padding(2)
                .sampling(sampling)
                .activation(Activation.TANH)
                .build();
    }

    /** What tiles keep of the pass forth is spent by one pass back. */
    @Test
    void aSecondPassBackGivesTheSameAfterTiles() {
        Convolution.Builder wide =
                new Convolution.Builder().nOut(92).kernelSize(5).padding(2);
        INDArray[][] passes = twoPassesBack(
                Networks.classifier(DataType.FLOAT, 16, wide.build(), wide.build()), new long[] {14, 92, 16, 16});
        assertSame(passes, 2e-5);
        assertNotEquals(passes[0][0], passes[1][0], "the first by tiles, the second not");
    }

    /** There derivatives are written over what they are taken of. */
    @Test
    void aSecondPassBackGivesTheSameInSampledConvolutions() {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.SO2, 3);
        for (KernelNetwork kernels : List.of(KernelNetwork.siren(8, 2, 10), KernelNetwork.gabor(8, 2, 10, 1))) {
            for (SampledConvolution.Builder<?> builder :
                    List.of(new GroupConvolution.Builder(), new SeparableGroupConvolution.Builder().multiplier(2))) {
                Layer lifting = new LiftingConvolution.Builder()
                        .nOut(2)
                        .kernelSize(3)
                        .sampling(sampling)
                        .build();
                Layer convolution = builder.nOut(2)
                        .kernelSize(3)
                        .sampling(sampling)
                        .network(kernels)
                        .activation(Activation.RELU)
                        .build();
                assertSame(
                        twoPassesBack(
                                Networks.classifier(DataType.FLOAT, 9, lifting, convolution), new long[] {3, 6, 7, 7}),
                        1e-6);
            }
        }
    }

    /** The gradients of the second layer's parameters and, last, of its input, at the first and the second pass back. */
    private static INDArray[][] twoPassesBack(MultiLayerNetwork network, long[] input) {
        network.initGradientsView();
        var layer = network.getLayer(1);
        LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
        Nd4j.getRandom().setSeed(3);
        layer.setInput(Nd4j.randn(DataType.FLOAT, input), workspaces);
        INDArray delta =
                Nd4j.randn(DataType.FLOAT, layer.activate(true, workspaces).shape());
        INDArray[][] passes = new INDArray[2][];
        for (int i = 0; i < 2; i++) {
            var pair = layer.backpropGradient(delta, workspaces);
            passes[i] = Stream.concat(
                            new TreeMap<>(pair.getFirst().gradientForVariable()).values().stream(),
                            Stream.of(pair.getSecond()))
                    .map(INDArray::dup)
                    .toArray(INDArray[]::new);
        }
        return passes;
    }

    private static void assertSame(INDArray[][] passes, double tolerance) {
        for (int i = 0; i < passes[0].length; i++) {
            assertClose("array " + i, passes[0][i].castTo(DataType.DOUBLE), passes[1][i], tolerance);
        }
    }

    private static void assertFloatAgreesWithDouble(String name, int side, int batch, Layer[] layers) {
        MultiLayerNetwork exact = Networks.classifier(DataType.DOUBLE, side, layers);
        MultiLayerNetwork single = Networks.classifier(DataType.FLOAT, side, layers);
        single.setParams(exact.params().castTo(DataType.FLOAT));
        exact.setParams(single.params().castTo(DataType.DOUBLE));
        INDArray images = Networks.images(DataType.FLOAT, batch, side, 2);
        assertClose(name, exact.output(images.castTo(DataType.DOUBLE)), single.output(images), 2e-5);
        INDArray expected = gradient(exact, DataType.DOUBLE, images);
        INDArray actual = gradient(single, DataType.FLOAT, images);
        assertClose(name, expected, actual, 2e-4);
        // Each array by its own size: small gradients are to be right too. Where they are sums that nearly cancel, as
        // that of a
        // bias below a normalisation, the rounding of what was added up remains.
        double rounding = 1e-6 * expected.amaxNumber().doubleValue();
        Map<String, INDArray> exactArrays = exact.gradient().gradientForVariable();
        Map<String, INDArray> singleArrays = single.gradient().gradientForVariable();
        for (String key : exactArrays.keySet()) {
            INDArray wanted = exactArrays.get(key);
            double bound = rounding + 5e-5 * wanted.amaxNumber().doubleValue();
            INDArray difference =
                    Transforms.abs(wanted.sub(singleArrays.get(key).castTo(DataType.DOUBLE)));
            double error = difference.maxNumber().doubleValue();
            assertTrue(error <= bound, name + ", " + key + ": error " + error + ", expected at most " + bound);
        }
    }

    @Test
    void patchesGiveWhatTheConvolutionGives() {
        int[] paddings = {0, 1, 3};
        for (int padding : paddings) {
            INDArray[] gradients = new INDArray[2];
            INDArray[] outputs = new INDArray[2];
            INDArray images = Networks.images(DataType.FLOAT, 5, 7, 3);
            for (int i = 0; i < 2; i++) {
                MultiLayerNetwork network = Networks.classifier(
                        DataType.FLOAT,
                        7,
                        new Convolution.Builder()
                                .nOut(4)
                                .kernelSize(5)
                                .padding(padding)
                                .inputGradient(i == 0)
                                .build());
                outputs[i] = network.output(images, true);
                gradients[i] = gradient(network, DataType.FLOAT, images);
            }
            assertClose("output, padding " + padding, outputs[0].castTo(DataType.DOUBLE), outputs[1], 1e-5);
            assertClose("gradient, padding " + padding, gradients[0].castTo(DataType.DOUBLE), gradients[1], 1e-5);
        }
    }

    @Test
    void aWrongDerivativeIsNoticed() {
        MultiLayerNetwork network =
                Networks.classifier(DataType.DOUBLE, 8, lifting(PlanarGroup.SO2, KernelMask.NONE, true));
        INDArray images = Networks.images(DataType.DOUBLE, 4, 8, 1);
        // DL4J divides by the size of the batch in the updater only.
        INDArray gradient = gradient(network, DataType.DOUBLE, images).divi(images.size(0));
        INDArray params = network.params().dup();
        int i = 7;
        double h = 1e-6;
        double numeric = (score(network, images, params, i, h) - score(network, images, params, i, -h)) / (2 * h);
        assertEquals(numeric, gradient.getDouble(i), 1e-7 * Math.max(1, Math.abs(numeric)));
        assertTrue(Math.abs(numeric - 2 * gradient.getDouble(i)) > 1e-6, "the check would not see a factor of two");
    }

    private static double score(MultiLayerNetwork network, INDArray images, INDArray params, int i, double step) {
        INDArray moved = params.dup();
        moved.putScalar(i, moved.getDouble(i) + step);
        network.setParams(moved);
        network.setInput(images);
        network.setLabels(Networks.labels(DataType.DOUBLE, (int) images.size(0)));
        network.computeGradientAndScore();
        return network.score();
    }

    private static INDArray gradient(MultiLayerNetwork network, DataType type, INDArray images) {
        network.setInput(images.castTo(type));
        network.setLabels(Networks.labels(type, (int) images.size(0)));
        network.computeGradientAndScore();
        Map<String, INDArray> table = network.gradient().gradientForVariable();
        assertTrue(!table.isEmpty());
        return network.getFlattenedGradients().dup();
    }

    private static void assertClose(String name, INDArray expected, INDArray actual, double tolerance) {
        INDArray difference = Transforms.abs(expected.sub(actual.castTo(DataType.DOUBLE)));
        double scale = expected.amaxNumber().doubleValue();
        double error = difference.maxNumber().doubleValue() / scale;
        assertTrue(error <= tolerance, name + ": relative error " + error + ", expected at most " + tolerance);
    }
}
