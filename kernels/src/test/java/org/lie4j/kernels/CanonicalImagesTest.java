package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class CanonicalImagesTest {
    private static final int SIDE = 40;
    private static final AffineFrame FRAME = AffineFrame.of(28, 5);

    /** Two blobs of different size, carried by x ↦ h x + t about the centre, in two channels. */
    private static INDArray images(double[]... maps) {
        INDArray images = Nd4j.zeros(DataType.FLOAT, maps.length, 2, SIDE, SIDE);
        double c = 0.5 * (SIDE - 1);
        for (int n = 0; n < maps.length; n++) {
            double[] g = maps[n];
            double det = g[0] * g[3] - g[1] * g[2];
            for (int row = 0; row < SIDE; row++) {
                for (int column = 0; column < SIDE; column++) {
                    double x = column - c - g[4];
                    double y = row - c - g[5];
                    double u = (g[3] * x - g[1] * y) / det;
                    double v = (g[0] * y - g[2] * x) / det;
                    double big = Math.exp(-0.5 * ((u + 4) * (u + 4) + v * v) / 6);
                    double small = Math.exp(-0.5 * ((u - 6) * (u - 6) + (v - 3) * (v - 3)) / 3);
                    images.putScalar(new int[] {n, 0, row, column}, big);
                    images.putScalar(new int[] {n, 1, row, column}, small);
                }
            }
        }
        return images;
    }

    private static final double[] STILL = {1, 0, 0, 1, 0, 0};
    private static final double[] MOVED = {1.1, 0.25, -0.1, 0.8, 2, -3};

    /** Column and row of the centre of mass of a channel. */
    private static double[] centre(INDArray images, int n, int channel) {
        double mass = 0;
        double x = 0;
        double y = 0;
        for (int row = 0; row < images.size(2); row++) {
            for (int column = 0; column < images.size(3); column++) {
                double value = images.getDouble(n, channel, row, column);
                mass += value;
                x += value * column;
                y += value * row;
            }
        }
        return new double[] {x / mass, y / mass};
    }

    @Test
    void aPointThatIsFoundInTheCanonicalImageReturnsToTheImage() {
        INDArray images = images(STILL, MOVED);
        CanonicalImages canonical = CanonicalImages.of(FRAME, images);
        INDArray points = Nd4j.zeros(DataType.FLOAT, 2, 2, 2);
        for (int n = 0; n < 2; n++) {
            for (int channel = 0; channel < 2; channel++) {
                double[] found = centre(canonical.images(), n, channel);
                points.putScalar(n, channel, 0, found[0]);
                points.putScalar(n, channel, 1, found[1]);
            }
        }
        INDArray back = canonical.pointsToImages(points);
        for (int n = 0; n < 2; n++) {
            for (int channel = 0; channel < 2; channel++) {
                double[] expected = centre(images, n, channel);
                assertEquals(expected[0], back.getDouble(n, channel, 0), 0.05);
                assertEquals(expected[1], back.getDouble(n, channel, 1), 0.05);
            }
        }
        assertTrue(Math.abs(back.getDouble(0, 1, 0) - back.getDouble(1, 1, 0)) > 1, "the map does nothing");
    }

    @Test
    void aTargetInTheImageIsFoundInTheCanonicalImage() {
        INDArray images = images(STILL, MOVED);
        CanonicalImages canonical = CanonicalImages.of(FRAME, images);
        INDArray targets = Nd4j.zeros(DataType.DOUBLE, 2, 1, 2);
        for (int n = 0; n < 2; n++) {
            double[] target = centre(images, n, 1);
            targets.putScalar(new int[] {n, 0, 0}, target[0]);
            targets.putScalar(new int[] {n, 0, 1}, target[1]);
        }
        INDArray there = canonical.pointsToCanonical(targets);
        for (int n = 0; n < 2; n++) {
            double[] found = centre(canonical.images(), n, 1);
            assertEquals(found[0], there.getDouble(n, 0, 0), 0.05);
            assertEquals(found[1], there.getDouble(n, 0, 1), 0.05);
        }
        assertEquals(0, canonical.pointsToImages(there).distance2(targets), 1e-12);
    }

    @Test
    void thereIsNoWayBackFromALine() {
        INDArray line = Nd4j.zeros(DataType.FLOAT, 2, 1, SIDE, SIDE);
        line.slice(0).assign(images(STILL).slice(0).slice(0));
        for (int i = 5; i < 30; i++) {
            line.putScalar(new int[] {1, 0, i, i}, 0.7);
        }
        CanonicalImages flat = CanonicalImages.of(FRAME, line);
        assertTrue(flat.images().sumNumber().doubleValue() > 0);
        assertMessage("got one with reciprocal condition", () -> flat.masksToImages(flat.images()));
        assertMessage(
                "got one with reciprocal condition", () -> flat.pointsToCanonical(Nd4j.zeros(DataType.FLOAT, 2, 1, 2)));
        CanonicalImages bounded = CanonicalImages.of(FRAME.withRidge(0.3), line);
        assertTrue(bounded.masksToImages(bounded.images()).slice(1).sumNumber().doubleValue() > 5);
    }

    @Test
    void aMaskOverTheCanonicalImageReturnsToTheImage() {
        INDArray images = images(STILL, MOVED);
        CanonicalImages canonical = CanonicalImages.of(FRAME, images);
        INDArray back = canonical.masksToImages(canonical.images());
        assertEquals(2 * SIDE * SIDE, back.length() / 2);
        double error = back.sub(images).norm2Number().doubleValue()
                / images.norm2Number().doubleValue();
        assertTrue(error < 0.08, "two resamplings cost " + error);
        assertTrue(error > 0, "no resampling at all");
    }

    @Test
    void thePreProcessorDoesWhatTheLayerDoes() {
        INDArray images = images(STILL, MOVED);
        DataSet data = new DataSet(images.dup(), Nd4j.zeros(2, 1));
        CanonicalImages.preProcessor(FRAME).preProcess(data);
        MultiLayerNetwork network =
                new MultiLayerNetwork(new org.deeplearning4j.nn.conf.NeuralNetConfiguration.Builder()
                        .list()
                        .layer(AffineFrameLayer.of(FRAME))
                        .layer(GroupProjection.max(1).overPlane())
                        .layer(new org.deeplearning4j.nn.conf.layers.LossLayer.Builder()
                                .activation(Activation.IDENTITY)
                                .build())
                        .setInputType(org.deeplearning4j.nn.conf.inputs.InputType.convolutional(SIDE, SIDE, 2))
                        .build());
        network.init();
        INDArray layer = network.feedForward(images, false).get(1);
        assertEquals(
                0, Transforms.abs(layer.sub(data.getFeatures())).maxNumber().doubleValue(), 1e-6);
    }

    @Test
    void theMeanOverAllTurnsIsMoreInvariantThanOneOutput() {
        MultiLayerNetwork network = Networks.classifier(
                DataType.FLOAT,
                SIDE,
                AffineFrameLayer.of(FRAME),
                new Convolution.Builder()
                        .nOut(6)
                        .kernelSize(7)
                        .activation(Activation.RELU)
                        .build(),
                GroupProjection.mean(1).overPlane());
        INDArray image = images(STILL).sum(true, 1);
        double c = Math.cos(0.6);
        double s = Math.sin(0.6);
        INDArray turned = images(new double[] {c, -s, s, c, 0, 0}).sum(true, 1);
        double single = distance(network.output(image), network.output(turned));
        double[] circle = ResidualRotations.arc(Math.PI, 12);
        double mean = distance(
                ResidualRotations.meanOutput(network, image, circle),
                ResidualRotations.meanOutput(network, turned, circle));
        assertTrue(mean < 0.2 * single, "mean over turns " + mean + ", one output " + single);
        assertEquals(0, distance(network.output(image), ResidualRotations.meanOutput(network, image, 0)), 1e-7);
        assertEquals(
                0,
                distance(
                        ResidualRotations.meanOutput(network, image, circle),
                        ResidualRotations.meanOutput(network.toComputationGraph(), image, circle)),
                1e-7);
        MultiLayerNetwork plain =
                Networks.classifier(DataType.FLOAT, SIDE, GroupProjection.max(1).overPlane());
        assertMessage("expected an AffineFrameLayer", () -> ResidualRotations.turned(plain.toComputationGraph(), 0.1));
        assertMessage("angles: expected at least 1", () -> ResidualRotations.meanOutput(network, image));
        assertMessage(
                "angles: expected at least 1", () -> ResidualRotations.meanOutput(network.toComputationGraph(), image));
    }

    private static double distance(INDArray a, INDArray b) {
        return a.sub(b).norm2Number().doubleValue();
    }

    @Test
    void framesErrInTrainingByWhatIsAllowedAndNoMore() {
        int batch = 40;
        double[][] maps = new double[batch][];
        java.util.Arrays.fill(maps, STILL);
        INDArray input = images(maps).sum(true, 1);
        AffineFrameLayer exact = AffineFrameLayer.of(FRAME);
        INDArray still = Networks.classifier(
                        DataType.FLOAT, SIDE, exact, GroupProjection.mean(1).overPlane())
                .feedForward(input, true)
                .get(1)
                .dup();
        MultiLayerNetwork erring = Networks.classifier(
                DataType.FLOAT,
                SIDE,
                exact.turningInTraining(0, 7).erringInTraining(0.2, 1.5),
                GroupProjection.mean(1).overPlane());
        assertEquals(still, erring.feedForward(input, false).get(1).dup(), "inference is exact");
        INDArray moved = erring.feedForward(input, true).get(1).dup();
        assertEquals(moved, erring.feedForward(input, true).get(1).dup(), "the same draw in the same iteration");

        double[] centre = centre(still, 0, 0);
        double[] least = {9, 9, 9};
        double[] most = {-9, -9, -9};
        for (int n = 0; n < batch; n++) {
            double[] now = centre(moved, n, 0);
            // The canonical image is read at M (p - c) + c + d: its centre moves by -M⁻¹ d, its mass by 1 / det M.
            double mass = moved.slice(n).sumNumber().doubleValue()
                    / still.slice(n).sumNumber().doubleValue();
            double[] measured = {now[0] - centre[0], now[1] - centre[1], Math.log(mass)};
            for (int k = 0; k < 3; k++) {
                least[k] = Math.min(least[k], measured[k]);
                most[k] = Math.max(most[k], measured[k]);
            }
        }
        double reach = 1.5 * Math.exp(0.2) * 1.3 + 0.1;
        for (int k = 0; k < 2; k++) {
            assertTrue(least[k] >= -reach && least[k] < -0.8, "least " + least[k]);
            assertTrue(most[k] <= reach && most[k] > 0.8, "most " + most[k]);
        }
        assertTrue(least[2] >= -0.42 && least[2] < -0.2, "least " + least[2]);
        assertTrue(most[2] <= 0.42 && most[2] > 0.2, "most " + most[2]);
        assertMessage("a stretch in [0, 1)", () -> exact.erringInTraining(1, 0));
        assertMessage("0 or more pixels", () -> exact.erringInTraining(0.1, -1));
    }

    @Test
    void turnsSurviveJson() {
        AffineFrame frame = FRAME.withRidge(0.5)
                .withThreshold(0.1)
                .withCap(0.9)
                .windowed(2, 3)
                .withLeastRatio(0.01);
        MultiLayerNetwork network = ResidualRotations.turned(
                Networks.classifier(
                        DataType.FLOAT,
                        SIDE,
                        AffineFrameLayer.of(frame).turningInTraining(0.2, 4).erringInTraining(0.15, 1.25),
                        GroupProjection.max(1).overPlane()),
                0.3);
        MultiLayerConfiguration conf = network.getLayerWiseConfigurations();
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(conf.toJson());
        assertEquals(conf, read);
        AffineFrameLayer layer = (AffineFrameLayer) read.getConf(0).getLayer();
        assertEquals(frame, layer.getFrame());
        assertEquals(0.3, layer.getTurn());
        assertEquals(0.2, layer.getTrainingArc());
        assertEquals(0.15, layer.getTrainingStretch());
        assertEquals(1.25, layer.getTrainingShift());
    }

    @Test
    void whatDoesNotFitIsRefusedWithExpectedAndActual() {
        INDArray images = images(STILL);
        CanonicalImages canonical = CanonicalImages.of(FRAME, images);
        assertMessage("[batch, channels, height, width]", () -> CanonicalImages.of(FRAME, Nd4j.zeros(3, 3)));
        assertMessage("image 0: image: expected a pixel", () -> CanonicalImages.of(FRAME, Nd4j.zeros(1, 1, 4, 4)));
        assertMessage("[batch, count, 2] with batch 1", () -> canonical.pointsToImages(Nd4j.zeros(2, 5, 2)));
        assertMessage("[batch, channels, 28, 28]", () -> canonical.masksToImages(Nd4j.zeros(1, 1, 20, 28)));
        MultiLayerNetwork plain =
                Networks.classifier(DataType.FLOAT, SIDE, GroupProjection.max(1).overPlane());
        assertMessage("expected an AffineFrameLayer", () -> ResidualRotations.turned(plain, 0.1));
        assertMessage("angles: expected at least 1", () -> ResidualRotations.meanOutput(plain, images));
        assertMessage("halfAngle", () -> ResidualRotations.arc(4, 2));
        MultiLayerNetwork network = Networks.classifier(
                DataType.FLOAT,
                SIDE,
                AffineFrameLayer.of(FRAME),
                GroupProjection.max(1).overPlane());
        assertMessage(
                "example 1: image: expected a pixel above the threshold",
                () -> network.output(
                        Nd4j.concat(0, images(STILL).sum(true, 1), Nd4j.zeros(DataType.FLOAT, 1, 1, SIDE, SIDE))));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable executable) {
        RuntimeException e = assertThrows(RuntimeException.class, executable);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
