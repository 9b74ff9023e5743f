package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.kernels.GroupSampling.Redraw;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Group convolutions on volumes. */
class VolumeTest implements DefaultsToDouble {
    private static final KernelNetwork SMALL = KernelNetwork.siren(6, 2, 8);

    private static MultiLayerNetwork network(DataType type, IUpdater updater, int side, Layer... layers) {
        InputType volumes = InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, side, side, side, 1);
        return Networks.classifier(type, updater, volumes, layers);
    }

    private static INDArray volumes(DataType type, int batch, int side, long seed) {
        Nd4j.getRandom().setSeed(seed);
        return Nd4j.rand(DataType.DOUBLE, batch, 1, side, side, side).castTo(type);
    }

    private static Layer lifting(Sampling sampling, KernelNetwork network) {
        return new LiftingConvolution.Builder()
                .nOut(2)
                .kernelSize(3)
                .sampling(sampling)
                .network(network)
                .activation(Activation.TANH)
                .build();
    }

    private static Layer group(Sampling sampling, KernelNetwork network) {
        return new GroupConvolution.Builder()
                .nOut(2)
                .kernelSize(3)
                .padding(1)
                .sampling(sampling)
                .network(network)
                .build();
    }

    private static Layer norm(int elements) {
        return new GroupNormalization.Builder()
                .elements(elements)
                .activation(Activation.SIGMOID)
                .build();
    }

    static Stream<VolumeSampling> samplings() {
        return Stream.of(
                VolumeSampling.spiral(VolumeGroup.SO3, 3).redrawn(Redraw.INDEPENDENTLY, 3),
                VolumeSampling.spiral(VolumeGroup.SL3, 2).withDeviation(0.2).redrawn(Redraw.BY_A_COMMON_SHIFT, 3),
                VolumeSampling.spiral(VolumeGroup.GL3, 2)
                        .withDeviation(0.2)
                        .withScales(2, 1.3)
                        .weightedByHaar()
                        .redrawn(Redraw.IN_ANTITHETIC_PAIRS, 3),
                VolumeSampling.scales(3, 1.3));
    }

    private static Layer[] stack(VolumeSampling sampling) {
        int elements = sampling.getCount();
        return new Layer[] {
            lifting(sampling, SMALL),
            SpatialPooling.max(2),
            norm(elements),
            group(sampling, SMALL),
            new AttentionProjection.Builder()
                    .elements(elements)
                    .hidden(2)
                    .overPlane()
                    .build()
        };
    }

    @ParameterizedTest
    @MethodSource("samplings")
    void derivativesMatchFiniteDifferences(VolumeSampling sampling) {
        check(network(DataType.DOUBLE, new NoOp(), 6, stack(sampling)), 6);
    }

    /** The weighted mean by hand, and its derivatives. */
    @Test
    void meansOverTheGroupCanBeWeighted() {
        VolumeSampling sampling = VolumeSampling.spiral(VolumeGroup.SL3, 3)
                .withDeviation(0.4)
                .weightedByHaar()
                .redrawn(Redraw.INDEPENDENTLY, 3);
        MultiLayerNetwork network = network(
                DataType.DOUBLE,
                new NoOp(),
                5,
                lifting(sampling, SMALL),
                GroupProjection.mean(sampling).overPlane());
        check(network, 5);
        assertEquals(
                network.getLayerWiseConfigurations(),
                MultiLayerConfiguration.fromJson(
                        network.getLayerWiseConfigurations().toJson()));
        for (MultiLayerNetwork drawn :
                new MultiLayerNetwork[] {network, Samplings.replaced(network, s -> s.heldAt(2))}) {
            Sampling held = ((LiftingConvolution)
                            drawn.getLayerWiseConfigurations().getConf(0).getLayer())
                    .getSampling();
            double[] weights = held.weights(Sampling.FIXED_DRAW);
            java.util.List<INDArray> activations = drawn.feedForward(volumes(DataType.DOUBLE, 2, 5, 1), false);
            INDArray means = activations.get(1).mean(2, 3, 4);
            for (int example = 0; example < 2; example++) {
                for (int channel = 0; channel < 2; channel++) {
                    double expected = 0;
                    double plain = 0;
                    for (int h = 0; h < 3; h++) {
                        expected += weights[h] * means.getDouble(example, 3 * channel + h) / 3;
                        plain += means.getDouble(example, 3 * channel + h) / 3;
                    }
                    assertEquals(expected, activations.get(2).getDouble(example, channel), 1e-12);
                    assertTrue(Math.abs(expected - plain) > 1e-4, "the weights make a difference");
                }
            }
        }
    }

    @Test
    void plainVolumesToo() {
        check(network(DataType.DOUBLE, new NoOp(), 5, plain()), 5);
    }

    private static Layer[] plain() {
        return new Layer[] {
            new Convolution.Builder()
                    .nOut(2)
                    .kernelSize(3)
                    .spatialDimensions(3)
                    .activation(Activation.TANH)
                    .build(),
            SpatialPooling.mean(3)
        };
    }

    static Stream<Arguments> splines() {
        VolumeSampling scales = VolumeSampling.scales(2, 1.3);
        VolumeSampling turns = VolumeSampling.spiral(VolumeGroup.SO3, 2);
        KernelNetwork splines = KernelNetwork.spline(4);
        Layer separable = new SeparableGroupConvolution.Builder()
                .nOut(2)
                .kernelSize(3)
                .sampling(turns)
                .network(splines)
                .build();
        Layer projection = GroupProjection.mean(2).overPlane();
        return Stream.of(
                Arguments.of("full", new Layer[] {lifting(scales, splines), group(scales, splines), projection}),
                Arguments.of("separable", new Layer[] {lifting(turns, splines), separable, projection}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("splines")
    void derivativesOfSplinesMatchFiniteDifferences(String name, Layer[] layers) {
        check(network(DataType.DOUBLE, new NoOp(), 5, layers), 5);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("splines")
    void splinesInFloatAgreeWithDoubleAndSurviveAFile(String name, Layer[] layers) throws Exception {
        assertFloatAgreesWithDouble(5, layers);
        assertSurvives(5, layers);
    }

    static Stream<KernelNetwork> networks() {
        return Stream.of(
                SMALL, KernelNetwork.gabor(16, 2, 10, 3), KernelNetwork.fourier(32, 3, 1), KernelNetwork.spline(4));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void layersHaveUnitVarianceAfterAPassOverASample(KernelNetwork kernels) {
        VolumeSampling sampling = VolumeSampling.spiral(VolumeGroup.SO3, 3);
        Layer[] layers = {
            convolution(new LiftingConvolution.Builder(), 16, sampling, kernels, Activation.RELU),
            convolution(new GroupConvolution.Builder(), 16, sampling, kernels, Activation.RELU),
            convolution(new SeparableGroupConvolution.Builder(), 16, sampling, kernels, Activation.RELU),
            GroupProjection.mean(3).overPlane()
        };
        MultiLayerNetwork network = network(DataType.DOUBLE, new NoOp(), 14, layers);
        Nd4j.getRandom().setSeed(5);
        INDArray volumes = Nd4j.randn(DataType.DOUBLE, 4, 1, 14, 14, 14);
        assertTrue(Math.abs(meanSquare(network, volumes, 3) - 1) > 0.05, "it is not so before");
        UnitVariance.apply(network, volumes);
        for (int layer = 1; layer <= 3; layer++) {
            assertEquals(1, meanSquare(network, volumes, layer), 5e-3, "layer " + layer);
        }
    }

    /** He's gain is 2: as much as ReLU takes away. */
    @ParameterizedTest
    @ValueSource(ints = {4, 6})
    void newSplinesHaveHesGainInSpaceAndGroup(int perAxis) {
        VolumeSampling sampling = VolumeSampling.spiral(VolumeGroup.SO3, 5);
        KernelNetwork splines = KernelNetwork.spline(perAxis);
        assertGain(1, convolution(new LiftingConvolution.Builder(), 64, sampling, splines, Activation.IDENTITY));
        assertGain(20, convolution(new GroupConvolution.Builder(), 16, sampling, splines, Activation.IDENTITY));
        assertGain(
                20, convolution(new SeparableGroupConvolution.Builder(), 16, sampling, splines, Activation.IDENTITY));
    }

    private static void assertGain(int channels, Layer layer) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(DataType.DOUBLE)
                .list()
                .layer(layer)
                .layer(new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 13, 13, 13, channels))
                .build());
        network.init();
        Nd4j.getRandom().setSeed(5);
        INDArray noise = Nd4j.randn(DataType.DOUBLE, 4, channels, 13, 13, 13);
        assertEquals(2, meanSquare(network, noise, 1), 0.4, layer.getClass().getSimpleName());
    }

    private static Layer convolution(
            SampledConvolution.Builder<?> builder,
            int outputs,
            Sampling sampling,
            KernelNetwork kernels,
            Activation activation) {
        return builder.nOut(outputs)
                .kernelSize(5)
                .sampling(sampling)
                .network(kernels)
                .activation(activation)
                .build();
    }

    private static double meanSquare(MultiLayerNetwork network, INDArray volumes, int layer) {
        INDArray activations = network.feedForward(volumes, false).get(layer);
        return activations.mul(activations).meanNumber().doubleValue();
    }

    @Test
    void plainVolumesInFloat() {
        assertFloatAgreesWithDouble(5, plain());
    }

    @Test
    void plainVolumesThroughJsonAndAFile() throws Exception {
        assertSurvives(5, plain());
    }

    private static void check(MultiLayerNetwork network, int side) {
        assertTrue(GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                .net(network)
                .epsilon(1e-6)
                .maxRelError(1e-6)
                .minAbsoluteError(1e-9)
                .input(volumes(DataType.DOUBLE, 3, side, 1))
                .labels(Networks.labels(DataType.DOUBLE, 3))));
    }

    @ParameterizedTest
    @MethodSource("samplings")
    void floatAgreesWithDouble(VolumeSampling sampling) {
        assertFloatAgreesWithDouble(6, stack(sampling));
    }

    private static void assertFloatAgreesWithDouble(int side, Layer... layers) {
        MultiLayerNetwork exact = network(DataType.DOUBLE, new NoOp(), side, layers);
        MultiLayerNetwork single = network(DataType.FLOAT, new NoOp(), side, layers);
        single.setParams(exact.params().castTo(DataType.FLOAT));
        exact.setParams(single.params().castTo(DataType.DOUBLE));
        INDArray volumes = volumes(DataType.FLOAT, 4, side, 2);
        assertEquals(
                0,
                largest(exact.output(volumes.castTo(DataType.DOUBLE))
                        .sub(single.output(volumes).castTo(DataType.DOUBLE))),
                1e-5);
        INDArray wanted = gradient(exact, volumes.castTo(DataType.DOUBLE));
        INDArray found = gradient(single, volumes).castTo(DataType.DOUBLE);
        assertEquals(0, largest(wanted.sub(found)) / largest(wanted), 2e-4);
    }

    private static INDArray gradient(MultiLayerNetwork network, INDArray volumes) {
        network.setInput(volumes);
        network.setLabels(Networks.labels(volumes.dataType(), (int) volumes.size(0)));
        network.computeGradientAndScore();
        return network.getFlattenedGradients().dup();
    }

    @ParameterizedTest
    @MethodSource("samplings")
    void configurationSurvivesJsonAndATrainedNetworkItsFile(VolumeSampling sampling) throws Exception {
        assertSurvives(6, stack(sampling));
    }

    private static void assertSurvives(int side, Layer... layers) throws Exception {
        MultiLayerNetwork network = network(DataType.FLOAT, new Adam(0.01), side, layers);
        MultiLayerConfiguration conf = network.getLayerWiseConfigurations();
        // The text: configurations inherit an equals that does not look at what a layer of ours adds.
        assertEquals(
                conf.toJson(), MultiLayerConfiguration.fromJson(conf.toJson()).toJson());
        INDArray volumes = volumes(DataType.FLOAT, 3, side, 2);
        INDArray before = network.output(volumes).dup();
        network.fit(volumes, Networks.labels(DataType.FLOAT, 3));
        assertNotEquals(before, network.output(volumes));
        assertEquals(network.output(volumes), Networks.throughFile(network).output(volumes));
    }

    /** Quarter turns about the three axes: new = old with two axes exchanged, one of them reversed. */
    static INDArray quarterTurn(INDArray volumes, int axis) {
        int[][] exchanged = {{0, 1, 2, 4, 3}, {0, 1, 4, 3, 2}, {0, 1, 3, 2, 4}};
        int reversed = axis == 0 ? 3 : 2;
        INDArray turned = volumes.permute(exchanged[axis]).dup('c');
        INDArray out = turned.ulike();
        long side = turned.size(reversed);
        for (long i = 0; i < side; i++) {
            out.slice(i, reversed).assign(turned.slice(side - 1 - i, reversed));
        }
        return out;
    }

    @Test
    void quarterTurnsAboutAllAxesLeaveTheOutputOfTheCubesRotationsAlone() {
        VolumeSampling cube = VolumeSampling.cube(VolumeGroup.SO3);
        MultiLayerNetwork network = network(
                DataType.FLOAT,
                new NoOp(),
                8,
                lifting(cube, KernelNetwork.DEFAULT),
                SpatialPooling.max(2),
                norm(24),
                group(cube, KernelNetwork.DEFAULT),
                GroupProjection.max(24).overPlane());
        INDArray volumes = volumes(DataType.FLOAT, 3, 8, 5);
        INDArray features = network.feedForward(volumes, false).get(5).dup();
        for (int axis = 0; axis < 3; axis++) {
            INDArray turned = quarterTurn(volumes, axis);
            assertTrue(largest(turned.sub(volumes)) > 0.5, "the volumes do not change");
            INDArray seen = network.feedForward(turned, false).get(5);
            assertEquals(0, largest(features.sub(seen)) / largest(features), 2e-5, "axis " + axis);
        }
        MultiLayerNetwork plain = network(
                DataType.FLOAT,
                new NoOp(),
                8,
                lifting(VolumeSampling.spiral(VolumeGroup.SO3, 1), KernelNetwork.DEFAULT),
                GroupProjection.max(1).overPlane());
        INDArray upright = plain.feedForward(volumes, false).get(2).dup();
        INDArray turned = plain.feedForward(quarterTurn(volumes, 0), false).get(2);
        assertTrue(largest(upright.sub(turned)) / largest(upright) > 1e-3, "the check would not see a turn");
    }

    @ParameterizedTest
    @EnumSource(VolumeGroup.class)
    void coordinatesAreAChart(VolumeGroup group) {
        VolumeSampling sampling = (group.rotates() ? VolumeSampling.spiral(group, 40) : VolumeSampling.scales(1, 1))
                .withDeviation(0.3)
                .redrawn(Redraw.INDEPENDENTLY, 2);
        double[] elements = sampling.elements(3);
        int count = sampling.getCount();
        double[] xi = new double[count * group.coordinates()];
        group.toCoordinates(elements, 0, xi, 0, count);
        double[] back = new double[elements.length];
        group.toElements(xi, 0, back, 0, count);
        assertArrayEquals(elements, back, 1e-12);
        for (int i = 0; i < count; i++) {
            group.group().requireMember(packed(group, elements, i), 0);
        }
    }

    private static double[] packed(VolumeGroup group, double[] elements, int i) {
        double[] g = new double[group.group().elementLength()];
        group.group().fromMatrix(elements, 9 * i, g, 0, 1);
        return g;
    }

    @ParameterizedTest
    @EnumSource(
            value = VolumeSampling.Rotations.class,
            names = {"CUBE", "TETRAHEDRON"})
    void finiteGroupsAreClosed(VolumeSampling.Rotations rotations) {
        VolumeSampling sampling = rotations == VolumeSampling.Rotations.CUBE
                ? VolumeSampling.cube(VolumeGroup.SO3)
                : VolumeSampling.tetrahedron(VolumeGroup.SO3);
        double[] elements = sampling.elements(0);
        double[] product = new double[9];
        for (int i = 0; i < sampling.getCount(); i++) {
            for (int j = 0; j < sampling.getCount(); j++) {
                SmallMatrices.multiply(3, elements, 9 * i, elements, 9 * j, product, 0);
                assertTrue(contains(elements, product), i + " · " + j);
            }
        }
    }

    private static boolean contains(double[] elements, double[] g) {
        for (int at = 0; at < elements.length; at += 9) {
            double distance = 0;
            for (int k = 0; k < 9; k++) {
                distance += Math.abs(elements[at + k] - g[k]);
            }
            if (distance < 1e-9) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aCommonShiftKeepsRelativeElements() {
        VolumeSampling sampling =
                VolumeSampling.spiral(VolumeGroup.GL3, 5).withDeviation(0.3).redrawn(Redraw.BY_A_COMMON_SHIFT, 9);
        assertArrayEquals(relative(sampling.elements(0)), relative(sampling.elements(4)), 1e-10);
        VolumeSampling independent = sampling.redrawn(Redraw.INDEPENDENTLY, 9);
        double[] difference = relative(independent.elements(4));
        double[] still = relative(independent.elements(0));
        double distance = 0;
        for (int k = 0; k < still.length; k++) {
            distance = Math.max(distance, Math.abs(still[k] - difference[k]));
        }
        assertTrue(distance > 0.01, "nothing was drawn anew");
    }

    /** h₀⁻¹ h₁. */
    private static double[] relative(double[] elements) {
        double[] inverse = new double[9];
        double[] product = new double[9];
        SmallMatrices.invert(3, elements, 0, inverse, 0);
        SmallMatrices.multiply(3, inverse, 0, elements, 9, product, 0);
        return product;
    }

    @Test
    void whatDoesNotFitIsRefusedWithExpectedAndActual() {
        Layer planar = lifting(GroupSampling.of(PlanarGroup.SO2, 4), SMALL);
        assertMessage("acts on 2 dimensions", () -> network(DataType.FLOAT, new NoOp(), 6, planar));
        Layer spatial = lifting(VolumeSampling.cube(VolumeGroup.SO3), SMALL);
        assertMessage("acts on 3 dimensions", () -> Networks.classifier(DataType.FLOAT, 8, spatial));
        assertMessage("expected IDENTITY", () -> VolumeSampling.cube(VolumeGroup.SCALE));
        assertMessage(
                "a group with scales",
                () -> VolumeSampling.cube(VolumeGroup.SO3).withScales(2, 1.5));
        assertMessage(
                "expected elements of SO3, got SO2",
                () -> new GroupConvolution.Builder()
                        .nOut(2)
                        .sampling(VolumeSampling.cube(VolumeGroup.SO3))
                        .inputSampling(GroupSampling.of(PlanarGroup.SO2, 4))
                        .build());
        assertMessage(
                "2 or 3",
                () -> new Convolution.Builder().nOut(1).spatialDimensions(4).build());
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable executable) {
        RuntimeException e = assertThrows(RuntimeException.class, executable);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    private static double largest(INDArray array) {
        return Transforms.abs(array).maxNumber().doubleValue();
    }
}
