package org.lie4j.kernels.points;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.kernels.DefaultsToDouble;
import org.lie4j.kernels.GridPooling.Reduction;
import org.lie4j.kernels.GroupSampling;
import org.lie4j.kernels.GroupSampling.Redraw;
import org.lie4j.kernels.KernelMask;
import org.lie4j.kernels.KernelNetwork;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.Sampling;
import org.lie4j.kernels.VolumeGroup;
import org.lie4j.kernels.VolumeSampling;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.ops.transforms.Transforms;

class PointConvolutionTest implements DefaultsToDouble {
    private static final KernelNetwork SMALL = KernelNetwork.siren(5, 2, 4);

    private static PointConvolution.Builder convolution(Sampling sampling, int channels) {
        return new PointConvolution.Builder()
                .nOut(channels)
                .sampling(sampling)
                .network(SMALL)
                .neighbours(5)
                .radius(1.5)
                .activation(Activation.TANH);
    }

    private static MultiLayerNetwork network(DataType type, IUpdater updater, int features, Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(type)
                .updater(updater)
                .list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(list.layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build())
                        .setInputType(InputType.recurrent(features))
                        .build());
        network.init();
        return network;
    }

    /** Coordinates, then one feature. */
    private static INDArray clouds(DataType type, int batch, int dimension, int points, long seed) {
        Random random = new Random(seed);
        INDArray clouds = Nd4j.zeros(DataType.DOUBLE, batch, dimension + 1, points);
        for (int b = 0; b < batch; b++) {
            for (int k = 0; k <= dimension; k++) {
                for (int j = 0; j < points; j++) {
                    clouds.putScalar(b, k, j, random.nextGaussian());
                }
            }
        }
        return clouds.castTo(type);
    }

    private static INDArray labels(DataType type, int batch) {
        INDArray labels = Nd4j.zeros(type, batch, 2);
        for (int b = 0; b < batch; b++) {
            labels.putScalar(b, b % 2, 1);
        }
        return labels;
    }

    static Stream<Arguments> samplings() {
        return Stream.of(
                Arguments.of("SE(2)", GroupSampling.of(PlanarGroup.SO2, 4)),
                Arguments.of(
                        "Affine+(2)",
                        GroupSampling.of(PlanarGroup.GL2, 3).withDeviation(0.3).fixedFrom(2)),
                Arguments.of("SE(3)", VolumeSampling.spiral(VolumeGroup.SO3, 3)),
                Arguments.of(
                        "Affine+(3)",
                        VolumeSampling.spiral(VolumeGroup.GL3, 3)
                                .withDeviation(0.2)
                                .redrawn(Redraw.NEVER, 4)));
    }

    private static Layer[] stack(Sampling sampling) {
        return new Layer[] {
            convolution(sampling, 2).lifting().build(),
            convolution(sampling, 3).mask(KernelMask.HARD).build(),
            PointProjection.overPoints(Reduction.MEAN, sampling.getGroup().matrixSize(), sampling.getCount())
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samplings")
    void derivativesMatchFiniteDifferences(String name, Sampling sampling) {
        int n = sampling.getGroup().matrixSize();
        MultiLayerNetwork network = network(DataType.DOUBLE, new NoOp(), n + 1, stack(sampling));
        assertTrue(GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                .net(network)
                .epsilon(1e-6)
                .maxRelError(1e-6)
                .minAbsoluteError(1e-9)
                .input(clouds(DataType.DOUBLE, 2, n, 7, 1))
                .labels(labels(DataType.DOUBLE, 2))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samplings")
    void floatAgreesWithDouble(String name, Sampling sampling) {
        int n = sampling.getGroup().matrixSize();
        MultiLayerNetwork exact = network(DataType.DOUBLE, new NoOp(), n + 1, stack(sampling));
        MultiLayerNetwork single = network(DataType.FLOAT, new NoOp(), n + 1, stack(sampling));
        single.setParams(exact.params().castTo(DataType.FLOAT));
        INDArray clouds = clouds(DataType.FLOAT, 3, n, 30, 2);
        INDArray difference = exact.output(clouds.castTo(DataType.DOUBLE))
                .sub(single.output(clouds).castTo(DataType.DOUBLE));
        assertEquals(0, largest(difference), 1e-5);
    }

    /** x ↦ g x + t on the coordinates of all clouds. */
    private static INDArray moved(INDArray clouds, double[] g, double[] t) {
        INDArray moved = clouds.dup();
        int n = t.length;
        for (int b = 0; b < clouds.size(0); b++) {
            for (int j = 0; j < clouds.size(2); j++) {
                for (int k = 0; k < n; k++) {
                    double x = t[k];
                    for (int l = 0; l < n; l++) {
                        x += g[k * n + l] * clouds.getDouble(b, l, j);
                    }
                    moved.putScalar(b, k, j, x);
                }
            }
        }
        return moved;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samplings")
    void withSamplesThatMoveTheOutputIsTheSameForAnyMapOfTheGroup(String name, Sampling sampling) {
        int n = sampling.getGroup().matrixSize();
        // An element of the very group: the quotient of two draws of it.
        Sampling other = sampling.redrawn(Redraw.INDEPENDENTLY, 77);
        double[] elements = other.elements(5);
        double[] g = new double[n * n];
        double[] inverse = new double[n * n];
        SmallMatrices.invert(n, other.elements(9), 0, inverse, 0);
        SmallMatrices.multiply(n, elements, 0, inverse, 0, g, 0);
        double[] t = {3, -2, 5};
        INDArray clouds = clouds(DataType.DOUBLE, 2, n, 25, 6);
        INDArray image = moved(clouds, g, java.util.Arrays.copyOf(t, n));
        MultiLayerNetwork still = network(DataType.DOUBLE, new NoOp(), n + 1, stack(sampling));
        MultiLayerNetwork along = network(DataType.DOUBLE, new NoOp(), n + 1, stack(sampling.movedBy(g)));
        INDArray expected = still.feedForward(clouds, false).get(3).dup();
        INDArray actual = along.feedForward(image, false).get(3);
        assertTrue(largest(expected) > 1e-3);
        assertEquals(0, largest(expected.sub(actual)) / largest(expected), 1e-9);
        INDArray asItIs = still.feedForward(image, false).get(3);
        assertTrue(
                largest(expected.sub(asItIs)) / largest(expected) > 1e-6, "the map is too small for the check to see");
    }

    @Test
    void theGroupOfTheCubeIsExactInSpace() {
        VolumeSampling cube = VolumeSampling.cube(VolumeGroup.SO3);
        MultiLayerNetwork network = network(
                DataType.FLOAT,
                new NoOp(),
                4,
                convolution(cube, 2).lifting().build(),
                convolution(cube, 3).build(),
                PointProjection.overPoints(Reduction.MAX, 3, 24));
        INDArray clouds = clouds(DataType.FLOAT, 2, 3, 12, 6);
        INDArray expected = network.feedForward(clouds, false).get(3).dup();
        double[] elements = cube.elements(0);
        for (int e = 0; e < 24; e += 5) {
            double[] g = java.util.Arrays.copyOfRange(elements, 9 * e, 9 * e + 9);
            INDArray seen =
                    network.feedForward(moved(clouds, g, new double[3]), false).get(3);
            assertEquals(0, largest(expected.sub(seen)) / largest(expected), 1e-5, "element " + e);
        }
    }

    @Test
    void pointsKeepTheirPlacesAndCoordinates() {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.SO2, 4);
        MultiLayerConfiguration conf = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.FLOAT)
                .updater(new NoOp())
                .list()
                .layer(convolution(sampling, 2).lifting().build())
                .layer(PointProjection.overGroup(Reduction.MAX, 2, 4))
                .layer(new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(3))
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        INDArray clouds = clouds(DataType.FLOAT, 2, 2, 9, 1);
        INDArray lifted = network.feedForward(clouds, false).get(1).dup();
        assertEquals(2 + 2 * 4, lifted.size(1));
        for (int k = 0; k < 2; k++) {
            for (int j = 0; j < 9; j++) {
                assertEquals(clouds.getDouble(1, k, j), lifted.getDouble(1, k, j), 0);
            }
        }
        // Points in another order give the same values in that order.
        INDArray swapped = clouds.dup();
        for (int b = 0; b < 2; b++) {
            for (int k = 0; k < 3; k++) {
                for (int j = 0; j < 9; j++) {
                    swapped.putScalar(b, k, j, clouds.getDouble(b, k, 8 - j));
                }
            }
        }
        INDArray expected = network.output(clouds).dup();
        INDArray actual = network.output(swapped);
        for (int j = 0; j < 9; j++) {
            assertEquals(expected.getDouble(0, 0, j), actual.getDouble(0, 0, 8 - j), 1e-6);
        }
    }

    @Test
    void tellsARingFromACrossWhateverTheirTurn() {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.SO2, 6);
        PointConvolution.Builder wide =
                new PointConvolution.Builder().sampling(sampling).neighbours(12).activation(Activation.RELU);
        Layer lifting = wide.nOut(6).lifting().build();
        Layer group = new PointConvolution.Builder()
                .sampling(sampling)
                .neighbours(12)
                .activation(Activation.RELU)
                .nOut(8)
                .build();
        MultiLayerNetwork network = network(
                DataType.FLOAT, new Adam(0.01), 3, lifting, group, PointProjection.overPoints(Reduction.MEAN, 2, 6));
        double last = 0;
        for (int step = 0; step < 60; step++) {
            network.fit(shapes(8, 0, step), labels(DataType.FLOAT, 8));
            last = network.score();
        }
        assertTrue(last < 0.3, "loss " + last);
        // Turned by an angle that the network was never shown.
        INDArray out = network.output(shapes(20, 0.7, 1000));
        int right = 0;
        for (int b = 0; b < 20; b++) {
            right += out.getDouble(b, b % 2) > 0.5 ? 1 : 0;
        }
        assertTrue(right >= 19, right + " of 20");
    }

    private static INDArray shapes(int batch, double turn, long seed) {
        Random random = new Random(seed);
        INDArray clouds = Nd4j.ones(DataType.FLOAT, batch, 3, 24);
        for (int b = 0; b < batch; b++) {
            for (int j = 0; j < 24; j++) {
                double s = random.nextDouble();
                double angle = 2 * Math.PI * s;
                double x = b % 2 == 0 ? Math.cos(angle) : j % 2 == 0 ? 2 * s - 1 : 0;
                double y = b % 2 == 0 ? Math.sin(angle) : j % 2 == 0 ? 0 : 2 * s - 1;
                clouds.putScalar(b, 0, j, Math.cos(turn) * x - Math.sin(turn) * y);
                clouds.putScalar(b, 1, j, Math.sin(turn) * x + Math.cos(turn) * y);
            }
        }
        return clouds;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samplings")
    void configurationSurvivesJsonAndATrainedNetworkItsFile(String name, Sampling sampling) throws Exception {
        int n = sampling.getGroup().matrixSize();
        MultiLayerNetwork network = network(DataType.FLOAT, new Adam(0.01), n + 1, stack(sampling));
        MultiLayerConfiguration conf = network.getLayerWiseConfigurations();
        assertEquals(
                conf.toJson(), MultiLayerConfiguration.fromJson(conf.toJson()).toJson());
        INDArray clouds = clouds(DataType.FLOAT, 2, n, 12, 2);
        network.fit(clouds, labels(DataType.FLOAT, 2));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelSerializer.writeModel(network, bytes, true);
        MultiLayerNetwork read =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes.toByteArray()), true);
        assertEquals(network.output(clouds), read.output(clouds));
    }

    @Test
    void largeCloudsAreWorkedAtInPortionsWithTheSameResult() {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.SO2, 16);
        // 16 · 16 · 40 kernel points for every point: 600 points are more than one portion.
        Layer[] layers = {
            convolution(sampling, 1).lifting().build(),
            convolution(sampling, 1).neighbours(40).build(),
            PointProjection.overGroup(Reduction.MEAN, 2, 16)
        };
        MultiLayerConfiguration conf = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .list()
                .layer(layers[0])
                .layer(layers[1])
                .layer(layers[2])
                .layer(new org.deeplearning4j.nn.conf.layers.RnnLossLayer.Builder(LossFunctions.LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(3))
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        INDArray cloud = clouds(DataType.DOUBLE, 1, 2, 60, 3);
        INDArray small = network.output(cloud).dup();
        // The same cloud, and copies of it too far away to be neighbours.
        INDArray large = Nd4j.zeros(DataType.DOUBLE, 1, 3, 600);
        for (int copy = 0; copy < 10; copy++) {
            for (int j = 0; j < 60; j++) {
                large.putScalar(0, 0, 60 * copy + j, cloud.getDouble(0, 0, j) + 1000 * copy);
                large.putScalar(0, 1, 60 * copy + j, cloud.getDouble(0, 1, j));
                large.putScalar(0, 2, 60 * copy + j, cloud.getDouble(0, 2, j));
            }
        }
        INDArray out = network.output(large);
        for (int copy = 0; copy < 10; copy++) {
            for (int j = 0; j < 60; j++) {
                assertEquals(small.getDouble(0, 0, j), out.getDouble(0, 0, 60 * copy + j), 1e-9);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"MAX, true", "MAX, false", "MEAN, true", "MEAN, false"})
    void everyProjectionIsWhatItsNameSays(Reduction reduction, boolean overPoints) {
        GroupSampling planar = GroupSampling.of(PlanarGroup.SO2, 4);
        Layer projection =
                overPoints ? PointProjection.overPoints(reduction, 2, 4) : PointProjection.overGroup(reduction, 2, 4);
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .list()
                .layer(convolution(planar, 2).lifting().build())
                .layer(projection);
        Layer output = overPoints
                ? new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build()
                : new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build();
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.layer(output).setInputType(InputType.recurrent(3)).build());
        network.init();
        INDArray clouds = clouds(DataType.DOUBLE, 2, 2, 6, 3);
        INDArray lifted = network.feedForward(clouds, false).get(1).dup();
        INDArray projected = network.feedForward(clouds, false).get(2);
        INDArray features = lifted.get(NDArrayIndex.all(), NDArrayIndex.interval(2, 10), NDArrayIndex.all())
                .dup('c')
                .reshape('c', 2, 2, 4, 6);
        int[] over = overPoints ? new int[] {2, 3} : new int[] {2};
        INDArray expected = reduction == Reduction.MAX ? features.max(over) : features.mean(over);
        assertArrayEquals(expected.shape(), projected.shape());
        assertEquals(0, largest(expected.sub(projected)), 1e-12);
        INDArray labels = overPoints ? labels(DataType.DOUBLE, 2) : Nd4j.zeros(DataType.DOUBLE, 2, 2, 6);
        for (int b = 0; b < 2 && !overPoints; b++) {
            for (int j = 0; j < 6; j++) {
                labels.putScalar(b, (b + j) % 2, j, 1);
            }
        }
        assertTrue(GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                .net(network)
                .epsilon(1e-6)
                .maxRelError(1e-6)
                .minAbsoluteError(1e-8)
                .input(clouds)
                .labels(labels)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void weightedMeansHaveTheDerivativesOfTheirWeights(boolean overPoints) {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.SL2, 3)
                .withDeviation(0.4)
                .weightedByHaar()
                .resampledFrom(5);
        Layer[] layers = {
            convolution(sampling, 2).lifting().build(),
            overPoints ? PointProjection.meanOverPoints(sampling) : PointProjection.meanOverGroup(sampling),
            new GlobalPoolingLayer.Builder(PoolingType.SUM).build()
        };
        MultiLayerNetwork network =
                network(DataType.DOUBLE, new NoOp(), 3, overPoints ? java.util.Arrays.copyOf(layers, 2) : layers);
        assertTrue(GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                .net(network)
                .epsilon(1e-6)
                .maxRelError(1e-6)
                .minAbsoluteError(1e-9)
                .input(clouds(DataType.DOUBLE, 2, 2, 7, 1))
                .labels(labels(DataType.DOUBLE, 2))));
    }

    @Test
    void dropoutLeavesTheCoordinatesAlone() {
        GroupSampling planar = GroupSampling.of(PlanarGroup.SO2, 4);
        MultiLayerNetwork network = network(
                DataType.FLOAT,
                new Adam(0.01),
                3,
                convolution(planar, 2).lifting().dropOut(0.5).build(),
                convolution(planar, 2).dropOut(0.5).build(),
                PointProjection.overPoints(Reduction.MEAN, 2, 4));
        INDArray clouds = clouds(DataType.FLOAT, 3, 2, 12, 1);
        INDArray before = clouds.dup();
        network.setInput(clouds);
        List<INDArray> training = network.feedForward(true);
        INDArrayIndex[] coordinates = {NDArrayIndex.all(), NDArrayIndex.interval(0, 2), NDArrayIndex.all()};
        for (int layer = 1; layer <= 2; layer++) {
            assertEquals(
                    before.get(coordinates).dup(),
                    training.get(layer).get(coordinates).dup());
        }
        INDArray still = network.feedForward(before, false).get(2);
        assertTrue(largest(training.get(2).sub(still)) > 1e-3, "nothing was dropped");
        network.fit(before, labels(DataType.FLOAT, 3));
        assertTrue(Double.isFinite(network.score()));
    }

    @Test
    void whatDoesNotFitIsRefusedWithExpectedAndActual() {
        GroupSampling planar = GroupSampling.of(PlanarGroup.SO2, 4);
        assertMessage(
                "nOut: expected at least 1, got 0", () -> convolution(planar, 0).build());
        assertMessage(
                "mask: expected a KernelMask",
                () -> convolution(planar, 1).mask(null).build());
        assertMessage("sampling", () -> new PointConvolution.Builder().nOut(1).build());
        assertMessage(
                "neighbours: expected at least 1, got 0",
                () -> convolution(planar, 1).neighbours(0).build());
        assertMessage("radius", () -> convolution(planar, 1).radius(Double.NaN).build());
        assertMessage(
                "SIREN or GABOR",
                () -> convolution(planar, 1).network(KernelNetwork.spline(4)).build());
        assertMessage(
                "expected elements of SO2, got SO3",
                () -> convolution(planar, 1)
                        .inputSampling(VolumeSampling.cube(VolumeGroup.SO3))
                        .build());
        assertMessage(
                "2 + channels·4",
                () -> network(
                        DataType.FLOAT, new NoOp(), 4, convolution(planar, 1).build()));
        MultiLayerNetwork network = network(DataType.FLOAT, new NoOp(), 3, stack(planar));
        INDArray clouds = clouds(DataType.FLOAT, 1, 2, 5, 1);
        clouds.putScalar(0, 1, 3, Double.NaN);
        assertMessage("finite coordinates, got NaN at point 3", () -> network.output(clouds));
        assertMessage("[batch, 3, points]", () -> network.output(clouds(DataType.FLOAT, 1, 3, 5, 1)));
    }

    @Test
    void fewerPointsThanNeighboursAndCoincidentPointsAreFine() {
        GroupSampling planar = GroupSampling.of(PlanarGroup.SO2, 4);
        MultiLayerNetwork network = network(DataType.FLOAT, new NoOp(), 3, stack(planar));
        assertTrue(Double.isFinite(
                network.output(clouds(DataType.FLOAT, 1, 2, 1, 1)).sumNumber().doubleValue()));
        INDArray same = Nd4j.ones(DataType.FLOAT, 1, 3, 8);
        assertTrue(Double.isFinite(network.output(same).sumNumber().doubleValue()));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable executable) {
        RuntimeException e = assertThrows(RuntimeException.class, executable);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    private static double largest(INDArray array) {
        return Transforms.abs(array).maxNumber().doubleValue();
    }
}
