package org.lie4j.kernels.points;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lie4j.groups.AffineGroup;
import org.lie4j.groups.AffinePlus;
import org.lie4j.groups.LieGroup;
import org.lie4j.groups.SE2;
import org.lie4j.groups.SL;
import org.lie4j.groups.SO;
import org.lie4j.groups.sampling.ConcentratedGaussian;
import org.lie4j.groups.sampling.GroupDistribution;
import org.lie4j.groups.sampling.PolarLogNormal;
import org.lie4j.kernels.EquivarianceError;
import org.lie4j.kernels.GridPooling.Reduction;
import org.lie4j.kernels.GroupSampling;
import org.lie4j.kernels.GroupSampling.Redraw;
import org.lie4j.kernels.KernelNetwork;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.Sampling;
import org.lie4j.kernels.VolumeGroup;
import org.lie4j.kernels.VolumeSampling;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EquivarianceErrorOfPointsTest {
    private static PointConvolution.Builder convolution(Sampling sampling, int channels) {
        return new PointConvolution.Builder()
                .nOut(channels)
                .sampling(sampling)
                .network(KernelNetwork.siren(6, 2, 4))
                .neighbours(6)
                .radius(1.5)
                .activation(Activation.TANH);
    }

    private static NeuralNetConfiguration.ListBuilder convolutions(DataType type, Sampling sampling) {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(type)
                .list()
                .layer(convolution(sampling, 3).lifting().build())
                .layer(convolution(sampling, 3).build());
    }

    private static MultiLayerNetwork classifier(DataType type, Sampling sampling) {
        int n = sampling.getGroup().matrixSize();
        MultiLayerNetwork network = new MultiLayerNetwork(convolutions(type, sampling)
                .layer(PointProjection.overPoints(Reduction.MEAN, n, sampling.getCount()))
                .layer(new OutputLayer.Builder()
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(n + 1))
                .build());
        network.init();
        return network;
    }

    /** Coordinates, then one feature. */
    private static INDArray clouds(DataType type, int dimension) {
        SplittableRandom random = new SplittableRandom(5);
        double[] values = random.doubles(2L * (dimension + 1) * 20, -1.5, 1.5).toArray();
        return Nd4j.createFromArray(values).reshape(2, dimension + 1, 20).castTo(type);
    }

    private static GroupDistribution around(LieGroup group) {
        double[] identity = new double[group.elementLength()];
        group.identity(identity, 0);
        return ConcentratedGaussian.of(group, identity, 0.3);
    }

    static Stream<Arguments> groups() {
        Sampling so2 = GroupSampling.of(PlanarGroup.SO2, 4);
        Sampling gl2 = GroupSampling.of(PlanarGroup.GL2, 3).withDeviation(0.3).fixedFrom(2);
        Sampling so3 = VolumeSampling.spiral(VolumeGroup.SO3, 3);
        Sampling gl3 =
                VolumeSampling.spiral(VolumeGroup.GL3, 3).withDeviation(0.2).redrawn(Redraw.NEVER, 4);
        return Stream.of(
                Arguments.of("SE(2)", so2, around(AffineGroup.rigid(2))),
                Arguments.of("SE(2), compact form", so2, around(SE2.INSTANCE)),
                Arguments.of("Affine+(2)", gl2, around(AffinePlus.of(2))),
                Arguments.of("SL(2), linear", gl2, PolarLogNormal.of(SL.of(2), 0.3)),
                Arguments.of("SE(3)", so3, around(AffineGroup.rigid(3))),
                Arguments.of("SO(3), linear", so3, PolarLogNormal.of(SO.of(3), 1)),
                Arguments.of("Affine+(3)", gl3, around(AffinePlus.of(3))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("groups")
    void withSamplesThatMoveLayersErrByRoundingAndWithSamplesThatStayTheOutputErrs(
            String name, Sampling sampling, GroupDistribution law) {
        int n = sampling.getGroup().matrixSize();
        EquivarianceError error = EquivarianceError.measure(
                classifier(DataType.DOUBLE, sampling), law, new SplittableRandom(1), 6, clouds(DataType.DOUBLE, n));
        assertEquals(4, error.layers().size());
        for (EquivarianceError.Summary layer : error.layers()) {
            assertTrue(layer.worst().error() < 1e-12, name + ": " + error);
            assertEquals(0, layer.zeroReferences());
        }
        assertEquals(6, error.output().byElement().size());
        assertEquals((n + 1) * (n + 1), error.output().worst().matrix().size());
        assertTrue(error.output().mean() > 1e-5, name + ": " + error);
        EquivarianceError single = EquivarianceError.measure(
                classifier(DataType.FLOAT, sampling), law, new SplittableRandom(1), 6, clouds(DataType.FLOAT, n));
        for (EquivarianceError.Summary layer : single.layers()) {
            assertTrue(layer.worst().error() < 1e-4, name + ": " + single);
        }
    }

    @Test
    void theErrorOfTheOutputIsThatOfTheMonteCarloIntegral() {
        double[] turn = {Math.cos(0.3), -Math.sin(0.3), 2, Math.sin(0.3), Math.cos(0.3), -1, 0, 0, 1};
        double last = Double.POSITIVE_INFINITY;
        for (int elements : new int[] {2, 4, 8}) {
            MultiLayerNetwork network = classifier(DataType.DOUBLE, GroupSampling.of(PlanarGroup.SO2, elements));
            double now = EquivarianceError.measure(network, turn, clouds(DataType.DOUBLE, 2))
                    .output()
                    .mean();
            assertTrue(now < 0.7 * last, elements + " elements: " + now + " after " + last);
            last = now;
        }
        // A turn that is among the samples, and a shift.
        double[] quarter = {0, -1, 3, 1, 0, 4, 0, 0, 1};
        MultiLayerNetwork four = classifier(DataType.DOUBLE, GroupSampling.of(PlanarGroup.SO2, 4));
        EquivarianceError exact = EquivarianceError.measure(four, quarter, clouds(DataType.DOUBLE, 2));
        assertEquals(0, exact.output().mean(), 1e-12);
    }

    /** A plain layer in between takes the coordinates for features: that is not equivariant, and is seen. */
    @Test
    void aLayerThatReadsTheCoordinatesIsSeen() {
        Sampling sampling = GroupSampling.of(PlanarGroup.SO2, 4);
        MultiLayerNetwork network = new MultiLayerNetwork(convolutions(DataType.DOUBLE, sampling)
                .layer(new org.deeplearning4j.nn.conf.layers.Convolution1DLayer.Builder(1)
                        .nOut(2 + 2 * 4)
                        .build())
                .layer(PointProjection.overGroup(Reduction.MEAN, 2, 4))
                .layer(new RnnLossLayer.Builder()
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(3, 20))
                .build());
        network.init();
        double[] shift = {1, 0, 5, 0, 1, 0, 0, 0, 1};
        EquivarianceError error = EquivarianceError.measure(network, shift, clouds(DataType.DOUBLE, 2));
        assertEquals(0, error.layers().get(1).mean(), 1e-12);
        assertTrue(error.layers().get(2).mean() > 0.1, error.toString());
        assertTrue(error.layers().get(3).mean() > 0.01, error.toString());
    }

    @Test
    void aGraphErrsAsTheSameListOfLayersDoes() {
        MultiLayerNetwork network = classifier(DataType.DOUBLE, GroupSampling.of(PlanarGroup.SO2, 4));
        double[] g = {0.8, -0.6, 1, 0.6, 0.8, 0, 0, 0, 1};
        EquivarianceError ofList = EquivarianceError.measure(network, g, clouds(DataType.DOUBLE, 2));
        EquivarianceError ofGraph =
                EquivarianceError.measure(network.toComputationGraph(), g, clouds(DataType.DOUBLE, 2));
        assertEquals(ofList.output().mean(), ofGraph.output().mean(), 1e-12);
        for (EquivarianceError.Summary layer : ofGraph.layers()) {
            assertEquals(0, layer.mean(), 1e-12);
        }
    }

    @Test
    void whatDoesNotFitIsRefusedWithExpectedAndActual() {
        MultiLayerNetwork network = classifier(DataType.DOUBLE, GroupSampling.of(PlanarGroup.SO2, 4));
        INDArray clouds = clouds(DataType.DOUBLE, 2);
        assertMessage(
                "linear 2x2 or affine 3x3 matrices, got SL(4",
                () -> EquivarianceError.measure(
                        network, PolarLogNormal.of(SL.of(4), 0.1), new SplittableRandom(2), 1, clouds));
        assertMessage(
                "expected [count, 3, 3], got 4 numbers",
                () -> EquivarianceError.measure(network, new double[] {1, 0, 0, 1}, clouds));
        assertMessage(
                "(0, ..., 0, 1) as last row, got [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]",
                () -> EquivarianceError.measure(network, new double[] {1, 0, 0, 0, 1, 0, 1, 0, 1}, clouds));
        assertMessage(
                "finite translation",
                () -> EquivarianceError.measure(network, new double[] {1, 0, Double.NaN, 0, 1, 0, 0, 0, 1}, clouds));
        assertMessage(
                "regular", () -> EquivarianceError.measure(network, new double[] {1, 1, 0, 1, 1, 0, 0, 0, 1}, clouds));
        assertMessage(
                "[batch, n + channels, points], got [2, 3] and n = 2",
                () -> EquivarianceError.measure(network, new double[9], Nd4j.zeros(2, 3)));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable executable) {
        String message =
                assertThrows(IllegalArgumentException.class, executable).getMessage();
        assertTrue(message.contains(part), message);
    }
}
