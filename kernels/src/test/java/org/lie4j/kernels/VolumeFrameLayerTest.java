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
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Volume frames in networks and before them. */
class VolumeFrameLayerTest implements DefaultsToDouble {
    private static final int SIDE = 8;
    private static final VolumeFrame FRAME = VolumeFrame.of(5, 1.2).withRidge(0.1);

    /** A 1×1×1 kernel only scales the volume, which leaves the frame alone: back-propagation holds it fixed. */
    private static MultiLayerNetwork network(VolumeFrame frame) {
        return network(VolumeFrameLayer.of(frame), SIDE);
    }

    private static MultiLayerNetwork network(VolumeFrameLayer layer, int side) {
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
                .layer(layer)
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, side, side, side, 1))
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
    void trainingTurnsUpToTheAngle() {
        double widest = 0;
        for (double largest : new double[] {0.3, Math.PI}) {
            VolumeFrameLayer layer = WIDE.turningInTraining(largest, 3);
            for (int iteration = 0; iteration < 3; iteration++) {
                double[][] before = moments(trained(WIDE, iteration));
                double[][] after = moments(trained(layer, iteration));
                for (int n = 0; n < 4; n++) {
                    double[] v = before[n];
                    double[] w = after[n];
                    double lengths = norm(v, 3) * norm(w, 3);
                    double cosine = (v[3] * w[3] + v[4] * w[4] + v[5] * w[5]) / lengths;
                    double angle = Math.acos(Math.min(1, cosine));
                    assertTrue(angle <= largest + 0.05, "turned by " + angle);
                    assertEquals(1, norm(w, 3) / norm(v, 3), 0.1, "a turn keeps lengths");
                    assertEquals(0, norm(w, 0) - norm(v, 0), 0.2, "a turn keeps the centre");
                    widest = Math.max(widest, angle);
                }
            }
            assertTrue(widest > 0.5 * largest, "turned by " + widest + " at most");
        }
    }

    @Test
    void trainingErrsByStretchAndShift() {
        double[][] before = moments(trained(WIDE, 0));
        double widest = 0;
        double longest = 0;
        for (int iteration = 0; iteration < 3; iteration++) {
            double[][] moved = moments(trained(WIDE.erringInTraining(0, 1.5), iteration));
            double[][] stretched = moments(trained(WIDE.erringInTraining(0.2, 0), iteration));
            for (int n = 0; n < 4; n++) {
                for (int k = 0; k < 3; k++) {
                    double shift = Math.abs(moved[n][k] - before[n][k]);
                    assertTrue(shift <= 1.55, "moved by " + shift);
                    widest = Math.max(widest, shift);
                }
                // Volumes by up to e^0.6: three stretches, and shears that are none.
                double stretch = Math.abs(Math.log(stretched[n][6] / before[n][6]));
                assertTrue(stretch < 0.65, "stretched by e^" + stretch);
                longest = Math.max(longest, stretch);
            }
        }
        assertTrue(widest > 0.7 && longest > 0.1, "moved by " + widest + ", stretched by e^" + longest);
    }

    @Test
    void drawsDependOnSeedIterationAndExampleAndInferenceIsStill() {
        VolumeFrameLayer layer = WIDE.turningInTraining(1, 3).erringInTraining(0.1, 0.5);
        INDArray first = trained(layer, 5);
        assertEquals(first, trained(layer, 5));
        assertTrue(first.distance2(trained(layer, 6)) > 0.1);
        assertTrue(first.distance2(trained(layer.turningInTraining(1, 4), 5)) > 0.1);
        INDArray twice = Nd4j.concat(
                0,
                blobs().slice(0, 0).reshape(1, 1, 40, 40, 40),
                blobs().slice(0, 0).reshape(1, 1, 40, 40, 40));
        MultiLayerNetwork network = network(layer, 40);
        network.setInput(twice);
        INDArray seen = network.feedForward(true).get(2);
        assertTrue(seen.slice(0).distance2(seen.slice(1)) > 0.1, "each example is turned by itself");
        assertEquals(
                network(WIDE, 40).feedForward(twice, false).get(2),
                network.feedForward(twice, false).get(2));
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(
                network.getLayerWiseConfigurations().toJson());
        VolumeFrameLayer back = (VolumeFrameLayer) read.getConf(1).getLayer();
        assertEquals(1, back.getTrainingArc());
        assertEquals(0.1, back.getTrainingStretch());
        assertEquals(0.5, back.getTrainingShift());
        assertEquals(3, back.getSeed());
        for (double angle : new double[] {-0.1, 4, Double.NaN}) {
            String message = assertThrows(IllegalArgumentException.class, () -> WIDE.turningInTraining(angle, 0))
                    .getMessage();
            assertEquals("largest: expected radians in [0, pi], got " + angle, message);
        }
        assertThrows(IllegalArgumentException.class, () -> WIDE.erringInTraining(1, 0));
    }

    private static final VolumeFrameLayer WIDE = VolumeFrameLayer.of(VolumeFrame.of(24, 3.5));

    /** Four volumes of blobs, deformed. */
    private static INDArray blobs() {
        INDArray volumes = Nd4j.zeros(DataType.DOUBLE, 4, 1, 40, 40, 40);
        for (int n = 0; n < 4; n++) {
            double[] map = {1 + 0.05 * n, 0.1 * n, 0, 0, 1, 0, 0.05, 0, 1};
            double[] values = VolumeFrameTest.blobs(map, new double[3]);
            volumes.slice(n).slice(0).assign(Nd4j.createFromArray(values).reshape(40, 40, 40));
        }
        return volumes;
    }

    /** The canonical volumes of a training step. */
    private static INDArray trained(VolumeFrameLayer layer, int iteration) {
        MultiLayerNetwork network = network(layer, 40);
        network.getLayer(1).setIterationCount(iteration);
        network.setInput(blobs());
        return network.feedForward(true).get(2).dup('c');
    }

    /** Of each volume the centre, the vector Σ f |x|² x about it, which turns with the volume, and the mass. */
    private static double[][] moments(INDArray canonical) {
        int side = (int) canonical.size(4);
        int voxels = side * side * side;
        double[] values = canonical.data().asDouble();
        double[][] all = new double[(int) canonical.size(0)][7];
        for (int n = 0; n < all.length; n++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int p = 0; p < voxels; p++) {
                    double f = values[n * voxels + p];
                    double[] x = {p % side, p / side % side, Math.floorDiv(p, side * side)};
                    for (int k = 0; k < 3; k++) {
                        x[k] -= 0.5 * (side - 1) + (pass == 0 ? 0 : all[n][k] / all[n][6]);
                    }
                    all[n][6] += pass == 0 ? f : 0;
                    double weight = pass == 0 ? f : f * (x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
                    for (int k = 0; k < 3; k++) {
                        all[n][3 * pass + k] += weight * x[k];
                    }
                }
            }
            for (int k = 0; k < 3; k++) {
                all[n][k] /= all[n][6];
            }
        }
        return all;
    }

    private static double norm(double[] v, int at) {
        return Math.sqrt(v[at] * v[at] + v[at + 1] * v[at + 1] + v[at + 2] * v[at + 2]);
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
