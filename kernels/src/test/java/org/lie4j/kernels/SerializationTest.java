package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Configurations through JSON, models through files, training through an interruption. */
class SerializationTest {
    private static final int SIDE = 20;

    private static Layer[] layers() {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.SL2, 3)
                .withArc(0.8)
                .withDeviation(0.2)
                .resampledFrom(11);
        return new Layer[] {
            AffineFrameLayer.of(AffineFrame.of(16, 3).withRidge(0.5).withThreshold(0.1))
                    .turningInTraining(0.4, 3),
            new LiftingConvolution.Builder()
                    .nOut(2)
                    .kernelSize(3)
                    .sampling(sampling)
                    .network(KernelNetwork.siren(8, 1, 9))
                    .mask(KernelMask.HARD)
                    .build(),
            SpatialPooling.max(2),
            new GroupNormalization.Builder().elements(3).build(),
            new GroupConvolution.Builder()
                    .nOut(3)
                    .kernelSize(3)
                    .padding(1)
                    .hasBias(false)
                    .sampling(sampling)
                    .build(),
            GroupProjection.mean(3),
            new Convolution.Builder()
                    .nOut(2)
                    .kernelSize(3)
                    .activation(Activation.RELU)
                    .build(),
            RandomTranslation.upTo(1.5, 5),
            GroupProjection.max(1).overPlane()
        };
    }

    private static MultiLayerNetwork network() {
        Adam updater = new Adam(new CosineSchedule(0.01, 0, 2, 20));
        return Networks.classifier(DataType.FLOAT, updater, SIDE, layers());
    }

    private static void train(MultiLayerNetwork network, int from, int to) {
        for (int i = from; i < to; i++) {
            network.fit(Networks.images(DataType.FLOAT, 6, SIDE, 100 + i), Networks.labels(DataType.FLOAT, 6));
        }
    }

    @Test
    void configurationSurvivesJson() {
        MultiLayerConfiguration conf = network().getLayerWiseConfigurations();
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(conf.toJson());
        assertEquals(conf.toJson(), read.toJson());
        LiftingConvolution lifting = (LiftingConvolution) read.getConf(1).getLayer();
        assertEquals(
                GroupSampling.of(PlanarGroup.SL2, 3)
                        .withArc(0.8)
                        .withDeviation(0.2)
                        .resampledFrom(11),
                lifting.getSampling());
        assertEquals(KernelNetwork.siren(8, 1, 9), lifting.getNetwork());
        assertEquals(KernelMask.HARD, lifting.getMask());
        AffineFrameLayer frame = (AffineFrameLayer) read.getConf(0).getLayer();
        assertEquals(0.5, frame.getFrame().ridge());
        assertEquals(0.4, frame.getTrainingArc());
    }

    static Stream<Layer> samplings() {
        GroupSampling sl = GroupSampling.of(PlanarGroup.SL2, 3).withDeviation(0.2);
        GroupSampling moved = sl.redrawn(GroupSampling.Redraw.LOW_DISCREPANCY, 5)
                .weightedByHaar()
                .movedBy(new double[] {1.1, 0.3, -0.2, 0.9});
        return Stream.of(
                sampled(new GroupConvolution.Builder(), moved, KernelNetwork.gabor(4, 2, 5, 1.5), KernelMask.WIDE),
                sampled(new GroupConvolution.Builder(), sl, KernelNetwork.fourier(6, 2, 3), KernelMask.NONE),
                sampled(
                        new GroupConvolution.Builder(),
                        GroupSampling.grid(PlanarGroup.CO2, 2, 2, 1.4).redrawn(GroupSampling.Redraw.INDEPENDENTLY, 5),
                        KernelNetwork.siren(6, 2, 7),
                        KernelMask.SMOOTH),
                sampled(
                        new SeparableGroupConvolution.Builder(),
                        GroupSampling.of(PlanarGroup.SL2_PM, 4)
                                .withDeviation(0.2)
                                .redrawn(GroupSampling.Redraw.IN_ANTITHETIC_PAIRS, 5),
                        KernelNetwork.fourier(5, 2, 1),
                        KernelMask.SMOOTH),
                sampled(
                        new GroupConvolution.Builder(),
                        GroupSampling.of(PlanarGroup.GL2_FULL, 4)
                                .withDeviation(0.2)
                                .weightedByHaar()
                                .shiftedFrom(5),
                        KernelNetwork.siren(6, 2, 7),
                        KernelMask.SMOOTH),
                sampled(
                        new GroupConvolution.Builder(),
                        GroupSampling.grid(PlanarGroup.SCALE, 1, 3, 1.4),
                        KernelNetwork.spline(4),
                        KernelMask.SMOOTH),
                sampled(new SeparableGroupConvolution.Builder(), sl, KernelNetwork.spline(4), KernelMask.SMOOTH),
                sampled(new SeparableGroupConvolution.Builder(), moved, KernelNetwork.siren(6, 2, 7), KernelMask.HARD),
                sampled(
                        new SeparableGroupConvolution.Builder()
                                .inputSampling(sl)
                                .multiplier(2),
                        sl,
                        KernelNetwork.fourier(5, 2, 1),
                        KernelMask.WIDE));
    }

    private static Layer sampled(
            SampledConvolution.Builder<?> builder, GroupSampling sampling, KernelNetwork network, KernelMask mask) {
        return builder.nOut(2)
                .kernelSize(3)
                .padding(1)
                .sampling(sampling)
                .network(network)
                .mask(mask)
                .activation(Activation.GELU)
                .build();
    }

    @ParameterizedTest
    @MethodSource("samplings")
    void everySamplingAndKernelSurvivesJsonAndFile(Layer layer) throws Exception {
        SampledConvolution sampled = (SampledConvolution) layer;
        MultiLayerNetwork network = Networks.classifier(
                DataType.FLOAT,
                new Adam(0.01),
                SIDE,
                new LiftingConvolution.Builder()
                        .nOut(2)
                        .kernelSize(3)
                        .sampling(sampled.inputSampling())
                        .network(sampled.getNetwork())
                        .build(),
                layer,
                GroupProjection.mean(sampled.getSampling().getCount()).overPlane());
        MultiLayerConfiguration conf = network.getLayerWiseConfigurations();
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(conf.toJson());
        assertEquals(conf.toJson(), read.toJson());
        SampledConvolution back = (SampledConvolution) read.getConf(1).getLayer();
        assertEquals(sampled.getSampling(), back.getSampling());
        assertEquals(sampled.inputSampling(), back.inputSampling());
        assertEquals(sampled.getNetwork(), back.getNetwork());
        assertEquals(sampled.getMask(), back.getMask());
        for (long draw : new long[] {0, 7}) {
            assertArrayEquals(
                    sampled.getSampling().elements(draw), back.getSampling().elements(draw));
            assertArrayEquals(
                    sampled.getSampling().weights(draw), back.getSampling().weights(draw));
        }
        train(network, 0, 2);
        INDArray images = Networks.images(DataType.FLOAT, 4, SIDE, 1);
        MultiLayerNetwork again = Networks.throughFile(network);
        assertEquals(network.output(images), again.output(images));
        train(network, 2, 3);
        train(again, 2, 3);
        assertEquals(network.params(), again.params());
    }

    @Test
    void aReadModelGivesIdenticalOutputs() throws Exception {
        MultiLayerNetwork network = network();
        train(network, 0, 3);
        INDArray images = Networks.images(DataType.FLOAT, 4, SIDE, 1);
        assertEquals(network.output(images), Networks.throughFile(network).output(images));
    }

    @Test
    void aKernelThatIsKeptForInferenceIsMadeAgainWhenAParameterChanges() {
        MultiLayerNetwork network = network();
        INDArray images = Networks.images(DataType.FLOAT, 4, SIDE, 1);
        INDArray first = network.output(images).dup();
        assertEquals(first, network.output(images));
        for (String key : new String[] {"1_W0", "1_b0", "4_W2"}) {
            INDArray before = network.output(images).dup();
            INDArray weights = network.getParam(key);
            weights.putScalar(0, weights.getFloat(0) + 0.05f);
            assertNotEquals(before, network.output(images), key);
        }
        train(network, 0, 1);
        INDArray trained = network.output(images).dup();
        MultiLayerNetwork fresh = network();
        fresh.setParams(network.params().dup());
        assertEquals(fresh.output(images), trained);
    }

    @Test
    void aResumedTrainingEndsWhereAnUninterruptedOneDoes() throws Exception {
        MultiLayerNetwork whole = network();
        train(whole, 0, 6);
        MultiLayerNetwork half = network();
        train(half, 0, 3);
        MultiLayerNetwork resumed = Networks.throughFile(half);
        train(resumed, 3, 6);
        assertEquals(whole.params(), resumed.params());
    }

    @Test
    void layersWorkInAComputationGraph() throws Exception {
        NeuralNetConfiguration.Builder builder =
                new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(0.01));
        ComputationGraphConfiguration.GraphBuilder graph =
                builder.graphBuilder().addInputs("image").setInputTypes(InputType.convolutional(SIDE, SIDE, 1));
        String below = "image";
        int i = 0;
        for (Layer layer : layers()) {
            graph.addLayer("layer" + i, layer, below);
            below = "layer" + i++;
        }
        graph.addLayer(
                "label",
                new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build(),
                below);
        ComputationGraph network =
                new ComputationGraph(graph.setOutputs("label").build());
        network.init();
        INDArray images = shapes(6);
        INDArray labels = Networks.labels(DataType.FLOAT, 6);
        // Each step turns the images anew: means over steps, not single ones.
        double early = meanLoss(network, images, labels, 5);
        meanLoss(network, images, labels, 120);
        double late = meanLoss(network, images, labels, 5);
        assertTrue(late < 0.7 * early, "loss " + early + " became " + late);
        assertTrue(network.summary().contains("LiftingConvolution")
                || network.summary().contains("KernelNetworkConvolution"));
    }

    private static double meanLoss(ComputationGraph network, INDArray images, INDArray labels, int steps) {
        double sum = 0;
        for (int step = 0; step < steps; step++) {
            network.fit(new INDArray[] {images}, new INDArray[] {labels});
            sum += network.score();
        }
        return sum / steps;
    }

    /** A block, an L and a ring, by turns, each a bit further to the right. */
    private static INDArray shapes(int count) {
        INDArray images = Nd4j.zeros(DataType.FLOAT, count, 1, SIDE, SIDE);
        int size = SIDE / 2;
        for (int n = 0; n < count; n++) {
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    boolean edge = row == 0 || column == 0 || row == size - 1 || column == size - 1;
                    boolean ink = n % 3 == 0 || (n % 3 == 1 ? column < 2 || row > size - 3 : edge);
                    images.putScalar(new int[] {n, 0, row + 2, column + n / 3}, ink ? 1 : 0);
                }
            }
        }
        return images;
    }
}
