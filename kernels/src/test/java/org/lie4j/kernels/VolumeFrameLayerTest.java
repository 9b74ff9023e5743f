package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Volume frames in networks and before them. */
class VolumeFrameLayerTest {
    private static final int SIDE = 8;
    private static final VolumeFrame FRAME = VolumeFrame.of(5, 1.2).withRidge(0.1);

    /** GradientCheckUtil insists on it. */
    @BeforeAll
    static void defaultToDouble() {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    }

    @AfterAll
    static void defaultToFloat() {
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    }

    /** A 1×1×1 kernel only scales the volume, which leaves the frame alone: back-propagation holds it fixed. */
    private static MultiLayerNetwork network(VolumeFrame frame) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .list()
                .layer(new Convolution.Builder()
                        .nOut(1)
                        .kernelSize(1)
                        .spatialDimensions(3)
                        .hasBias(false)
                        .build())
                .layer(VolumeFrameLayer.of(frame))
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, SIDE, SIDE, SIDE, 1))
                .build());
        network.init();
        network.getLayer(0).getParam("W").assign(0.8);
        return network;
    }

    private static INDArray volumes(int batch, int channels) {
        Nd4j.getRandom().setSeed(6);
        return Nd4j.rand(DataType.DOUBLE, batch, channels, SIDE, SIDE, SIDE);
    }

    @Test
    void derivativesMatchFiniteDifferences() {
        assertTrue(GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig()
                .net(network(FRAME))
                .epsilon(1e-6)
                .maxRelError(1e-6)
                .minAbsoluteError(1e-9)
                .input(volumes(3, 1))
                .labels(Networks.labels(DataType.DOUBLE, 3))));
    }

    @Test
    void theConfigurationSurvivesJsonAndTheModelAFile() throws java.io.IOException {
        VolumeFrame frame = FRAME.withThreshold(0.1)
                .withCap(0.9)
                .windowed(2, 3)
                .withLeastRatio(0.01)
                .allowingEmpty();
        MultiLayerNetwork network = network(frame);
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(
                network.getLayerWiseConfigurations().toJson());
        assertEquals(network.getLayerWiseConfigurations().toJson(), read.toJson());
        assertEquals(frame, ((VolumeFrameLayer) read.getConf(1).getLayer()).getFrame());
        INDArray input = volumes(2, 1);
        assertEquals(network.output(input), Networks.throughFile(network).output(input));
        assertTrue(frame.toString().startsWith("VolumeFrame size 5, spread 1.2"), frame.toString());
    }

    @Test
    void thePreProcessorDoesWhatTheLayerDoes() {
        INDArray volumes = volumes(2, 1);
        DataSet data = new DataSet(volumes.mul(0.8), Nd4j.zeros(2, 1));
        CanonicalImages.preProcessor(FRAME).preProcess(data);
        INDArray layer = network(FRAME).feedForward(volumes, false).get(2);
        assertEquals(0, layer.distance2(data.getFeatures()), 1e-12);
    }

    @Test
    void pointsAndMasksGoThereAndBack() {
        INDArray volumes = Nd4j.zeros(DataType.DOUBLE, 2, 2, 40, 40, 40);
        double[][] maps = {{1, 0, 0, 0, 1, 0, 0, 0, 1}, {1.1, 0.2, 0, -0.1, 0.9, 0.1, 0.2, 0, 1}};
        for (int n = 0; n < 2; n++) {
            double[] blobs = VolumeFrameTest.blobs(maps[n], new double[] {n, -2 * n, 1});
            volumes.slice(n).slice(0).assign(Nd4j.createFromArray(blobs).reshape(40, 40, 40));
        }
        CanonicalImages canonical = CanonicalImages.of(VolumeFrame.of(24, 4), volumes);
        assertEquals(24, canonical.frames().length);
        // The first blob, at (-4, 2, 1) before the map.
        INDArray inVolumes = Nd4j.zeros(DataType.DOUBLE, 2, 1, 3);
        for (int n = 0; n < 2; n++) {
            double[] h = maps[n];
            double[] t = {n, -2 * n, 1};
            for (int i = 0; i < 3; i++) {
                inVolumes.putScalar(new int[] {n, 0, i}, 19.5 + t[i] - 4 * h[3 * i] + 2 * h[3 * i + 1] + h[3 * i + 2]);
            }
        }
        INDArray there = canonical.pointsToCanonical(inVolumes);
        assertEquals(0, canonical.pointsToImages(there).distance2(inVolumes), 1e-12);
        for (int n = 0; n < 2; n++) {
            // A blob's centre is nearly its volume's brightest point.
            INDArray brightest = canonical.images().slice(n).slice(0);
            int at = brightest.reshape(24 * 24 * 24).argMax().getInt(0);
            assertEquals(there.getDouble(n, 0, 0), at % 24, 1.5);
            assertEquals(there.getDouble(n, 0, 1), at / 24 % 24, 1.5);
            assertEquals(there.getDouble(n, 0, 2), Math.floorDiv(at, 576), 1.5);
        }
        INDArray back = canonical.masksToImages(canonical.images());
        double error = back.distance2(volumes) / volumes.norm2Number().doubleValue();
        assertTrue(error < 0.1 && error > 0, "two resamplings cost " + error);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        IllegalArgumentException images = assertThrows(
                IllegalArgumentException.class,
                () -> Networks.classifier(DataType.DOUBLE, SIDE, VolumeFrameLayer.of(FRAME)));
        assertTrue(images.getMessage().contains("expected volumes"), images.getMessage());
        String rank = assertThrows(
                        IllegalArgumentException.class, () -> CanonicalImages.of(FRAME, Nd4j.zeros(1, 1, 4, 4)))
                .getMessage();
        assertTrue(rank.contains("[batch, channels, depth, height, width], got [1, 1, 4, 4]"), rank);
        String dark = assertThrows(
                        IllegalArgumentException.class,
                        () -> network(FRAME).output(Nd4j.zeros(DataType.DOUBLE, 1, 1, SIDE, SIDE, SIDE)))
                .getMessage();
        assertTrue(dark.contains("example 0: image: expected a pixel above the threshold"), dark);
    }
}
