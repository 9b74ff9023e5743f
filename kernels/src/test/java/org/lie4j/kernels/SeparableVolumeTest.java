package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lie4j.kernels.GroupSampling.Redraw;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Separable group convolutions on volumes whose three sides differ. */
class SeparableVolumeTest implements DefaultsToDouble {
    private static final KernelNetwork SMALL = KernelNetwork.siren(5, 2, 6);
    private static final int DEPTH = 5;
    private static final int HEIGHT = 6;
    private static final int WIDTH = 7;

    private static InputType volumesOf(int depth, int height, int width) {
        return InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, depth, height, width, 1);
    }

    private static MultiLayerNetwork network(DataType type, IUpdater updater, Layer... layers) {
        return Networks.classifier(type, updater, volumesOf(DEPTH, HEIGHT, WIDTH), layers);
    }

    private static INDArray volumes(DataType type, int batch) {
        Nd4j.getRandom().setSeed(1);
        return Nd4j.rand(DataType.DOUBLE, batch, 1, DEPTH, HEIGHT, WIDTH).castTo(type);
    }

    private static <T extends SampledConvolution.Builder<T>> T small(T builder, Sampling sampling, int padding) {
        return builder.nOut(2)
                .kernelSize(3)
                .padding(padding)
                .sampling(sampling)
                .network(SMALL)
                .activation(Activation.TANH);
    }

    private static Layer lifting(Sampling sampling) {
        return small(new LiftingConvolution.Builder(), sampling, 0).build();
    }

    private static Layer separable(Sampling sampling, int padding) {
        return small(new SeparableGroupConvolution.Builder(), sampling, padding).build();
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

    /** Paddings below, at and beyond half of the kernel: what is convolved on the way back is cut, kept and widened. */
    private static Layer[] stack(Sampling sampling) {
        return new Layer[] {
            lifting(sampling),
            separable(sampling, 1),
            separable(sampling, 0),
            small(new SeparableGroupConvolution.Builder(), sampling, 3)
                    .multiplier(2)
                    .build(),
            GroupProjection.mean(sampling.getCount()).overPlane()
        };
    }

    @ParameterizedTest
    @MethodSource("samplings")
    void derivativesMatchFiniteDifferences(VolumeSampling sampling) {
        assertTrue(GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                .net(network(DataType.DOUBLE, new NoOp(), stack(sampling)))
                .epsilon(1e-6)
                .maxRelError(1e-6)
                .minAbsoluteError(1e-9)
                .input(volumes(DataType.DOUBLE, 2))
                .labels(Networks.labels(DataType.DOUBLE, 2))));
    }

    @ParameterizedTest
    @MethodSource("samplings")
    void floatAgreesWithDouble(VolumeSampling sampling) {
        MultiLayerNetwork exact = network(DataType.DOUBLE, new NoOp(), stack(sampling));
        MultiLayerNetwork single = network(DataType.FLOAT, new NoOp(), stack(sampling));
        single.setParams(exact.params().castTo(DataType.FLOAT));
        exact.setParams(single.params().castTo(DataType.DOUBLE));
        // More volumes than lines hold at a time: 256 values are 28 rows of 7 and two zeros.
        INDArray volumes = volumes(DataType.FLOAT, 60);
        assertClose(exact.output(volumes.castTo(DataType.DOUBLE)), single.output(volumes), 1e-5);
        Map<String, INDArray> wanted = gradients(exact, volumes.castTo(DataType.DOUBLE));
        Map<String, INDArray> found = gradients(single, volumes);
        for (Map.Entry<String, INDArray> array : wanted.entrySet()) {
            assertClose(array.getValue(), found.get(array.getKey()), 2e-4);
        }
    }

    private static Map<String, INDArray> gradients(MultiLayerNetwork network, INDArray volumes) {
        network.setInput(volumes);
        network.setLabels(Networks.labels(volumes.dataType(), (int) volumes.size(0)));
        network.computeGradientAndScore();
        return network.gradient().gradientForVariable();
    }

    @ParameterizedTest
    @MethodSource("samplings")
    void configurationSurvivesJsonAndATrainedNetworkItsFile(VolumeSampling sampling) throws Exception {
        MultiLayerNetwork network = network(DataType.FLOAT, new Adam(0.01), stack(sampling));
        MultiLayerConfiguration conf = network.getLayerWiseConfigurations();
        assertEquals(
                conf.toJson(), MultiLayerConfiguration.fromJson(conf.toJson()).toJson());
        INDArray volumes = volumes(DataType.FLOAT, 3);
        INDArray before = network.output(volumes).dup();
        network.fit(volumes, Networks.labels(DataType.FLOAT, 3));
        assertNotEquals(before, network.output(volumes));
        assertEquals(network.output(volumes), Networks.throughFile(network).output(volumes));
    }

    /** The second method is the layer's formula, written down. */
    @ParameterizedTest
    @MethodSource("samplings")
    void isTheSumOfProductsOfKernels(VolumeSampling sampling) {
        assertFormula(sampling, 3, 1, 1);
        assertFormula(sampling, 3, 0, 2);
    }

    /** A kernel of one slice, which an image has too, but with padding in front and behind. */
    @Test
    void kernelsOfOneVoxelArePaddedAllRound() {
        assertFormula(VolumeSampling.spiral(VolumeGroup.SO3, 3), 1, 2, 3);
    }

    @Test
    void noKernelAtAllIsRefused() {
        assertMessage(
                "multiplier: expected at least 1, got 0",
                () -> small(new SeparableGroupConvolution.Builder(), VolumeSampling.scales(3, 1.3), 1)
                        .multiplier(0)
                        .build());
    }

    private static void assertFormula(VolumeSampling sampling, int kernelSize, int padding, int multiplier) {
        SampledConvolution.Builder<?> builder = small(new SeparableGroupConvolution.Builder(), sampling, padding)
                .multiplier(multiplier)
                .kernelSize(kernelSize)
                .network(KernelNetwork.siren(4, 1, 3))
                .activation(Activation.IDENTITY);
        Layer projection = GroupProjection.mean(sampling.getCount());
        MultiLayerNetwork network =
                network(DataType.DOUBLE, new NoOp(), lifting(sampling), builder.build(), projection);
        network.setParam(
                "1_b",
                Nd4j.createFromArray(0.2, -0.1).reshape(network.getParam("1_b").shape()));
        List<INDArray> maps = network.feedForward(volumes(DataType.DOUBLE, 2), false);
        INDArray expected = new SeparableFormula(network, sampling, kernelSize, padding, multiplier)
                .apply(maps.get(1), maps.get(2).shape());
        assertTrue(largest(expected) > 0.1, "nothing to compare");
        assertClose(expected, maps.get(2), 1e-12);
        MultiLayerNetwork single = network(DataType.FLOAT, new NoOp(), lifting(sampling), builder.build(), projection);
        single.setParams(network.params().castTo(DataType.FLOAT));
        assertClose(
                expected, single.feedForward(volumes(DataType.FLOAT, 2), false).get(2), 1e-5);
    }

    @Test
    void quarterTurnsAboutAllAxesLeaveTheOutputOfTheCubesRotationsAlone() {
        VolumeSampling cube = VolumeSampling.cube(VolumeGroup.SO3);
        MultiLayerNetwork network = Networks.classifier(
                DataType.FLOAT,
                new NoOp(),
                volumesOf(9, 9, 9),
                lifting(cube),
                separable(cube, 1),
                GroupProjection.max(24).overPlane());
        Nd4j.getRandom().setSeed(2);
        INDArray volumes = Nd4j.rand(DataType.FLOAT, 2, 1, 9, 9, 9);
        INDArray features = network.feedForward(volumes, false).get(3).dup();
        for (int axis = 0; axis < 3; axis++) {
            INDArray turned = VolumeTest.quarterTurn(volumes, axis);
            assertTrue(largest(turned.sub(volumes)) > 0.5, "the volumes do not change");
            assertClose(features, network.feedForward(turned, false).get(3), 1e-5);
        }
        // Three rotations that do not close under quarter turns: the check would see it.
        VolumeSampling open = VolumeSampling.spiral(VolumeGroup.SO3, 3);
        MultiLayerNetwork other = Networks.classifier(
                DataType.FLOAT,
                new NoOp(),
                volumesOf(9, 9, 9),
                lifting(open),
                separable(open, 1),
                GroupProjection.max(3).overPlane());
        INDArray still = other.feedForward(volumes, false).get(3).dup();
        INDArray moved =
                other.feedForward(VolumeTest.quarterTurn(volumes, 0), false).get(3);
        assertTrue(largest(still.sub(moved)) > 1e-3 * largest(still));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatDoesNotFitIsRefusedWithExpectedAndActual(boolean training) {
        VolumeSampling sampling = VolumeSampling.scales(3, 1.3);
        MultiLayerNetwork network = network(DataType.FLOAT, new NoOp(), stack(sampling));
        org.deeplearning4j.nn.api.Layer layer = network.getLayer(1);
        assertMessage(
                "expected input [batch, 6, depth, height, width], got [2, 6, 5, 5]",
                () -> activate(layer, Nd4j.zeros(DataType.FLOAT, 2, 6, 5, 5), training));
        assertMessage(
                "expected input [batch, 6, depth, height, width], got [2, 5, 5, 5, 5]",
                () -> activate(layer, Nd4j.zeros(DataType.FLOAT, 2, 5, 5, 5, 5), training));
    }

    private static INDArray activate(org.deeplearning4j.nn.api.Layer layer, INDArray input, boolean training) {
        return layer.activate(input, training, org.deeplearning4j.nn.workspace.LayerWorkspaceMgr.noWorkspaces());
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "volumes [batch, channels, depth, height, width]; true",
                "a multiple of 3 array channels (one per group element), got 1; false"
            },
            delimiter = ';')
    void whatIsNoVolumeOrHasOtherChannelsIsRefusedWhenConfigured(String message, boolean images) {
        VolumeSampling sampling = VolumeSampling.scales(3, 1.3);
        InputType input = images ? InputType.convolutional(8, 8, 3) : volumesOf(8, 8, 8);
        assertMessage(message, () -> Networks.classifier(DataType.FLOAT, new NoOp(), input, separable(sampling, 1)));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable executable) {
        RuntimeException e = assertThrows(RuntimeException.class, executable);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    private static void assertClose(INDArray expected, INDArray actual, double tolerance) {
        double error = largest(expected.castTo(DataType.DOUBLE).sub(actual.castTo(DataType.DOUBLE)));
        assertTrue(error <= tolerance * largest(expected), "error " + error + " of " + largest(expected));
    }

    private static double largest(INDArray array) {
        return Transforms.abs(array).maxNumber().doubleValue();
    }
}
