package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Every projection and normalisation lets a quarter turn pass; running statistics are those of the data. */
class ProjectionAndNormalizationTest {
    private static final int SIDE = 12;
    private static final GroupSampling QUARTERS = GroupSampling.of(PlanarGroup.SO2, 4);

    private static Layer lifting() {
        return new LiftingConvolution.Builder()
                .nOut(3)
                .kernelSize(5)
                .sampling(QUARTERS)
                .activation(Activation.RELU)
                .build();
    }

    private static GroupNormalization norm(GroupNormalization.Over over) {
        return new GroupNormalization.Builder().elements(4).over(over).build();
    }

    static Stream<Layer> invariantProjections() {
        return Stream.of(
                GroupProjection.max(4).overPlane(),
                GroupProjection.mean(4).overPlane(),
                new AttentionProjection.Builder().elements(4).overPlane().build());
    }

    @ParameterizedTest
    @MethodSource("invariantProjections")
    void overGroupAndPlaneNothingIsLeftOfATurn(Layer projection) {
        for (GroupNormalization.Over over : GroupNormalization.Over.values()) {
            // A small step: a large one, as that of NoOp, leaves some of these networks with no feature but 0.
            MultiLayerNetwork network =
                    Networks.classifier(DataType.FLOAT, new Sgd(1e-5), SIDE, lifting(), norm(over), projection);
            INDArray images = Networks.images(DataType.FLOAT, 4, SIDE, 2);
            network.fit(images, Networks.labels(DataType.FLOAT, 4));
            assertEquals(
                    0,
                    largest(network.output(images).sub(network.output(EquivarianceTest.quarterTurn(images)))),
                    1e-5,
                    () -> over + " " + projection);
            INDArray features = network.feedForward(images, false).get(3).dup();
            INDArray seen = network.feedForward(EquivarianceTest.quarterTurn(images), false)
                    .get(3);
            assertTrue(largest(features) > 0.1, () -> over + " " + projection + ": no features");
            assertEquals(0, largest(features.sub(seen)) / largest(features), 2e-5, () -> over + " " + projection);
        }
    }

    static Stream<Layer> projectionsOverThePlane() {
        return Stream.of(
                GroupProjection.max(4).overPlaneOnly(),
                GroupProjection.mean(4).overPlaneOnly(),
                new AttentionProjection.Builder().elements(4).overPlaneOnly().build());
    }

    @ParameterizedTest
    @MethodSource("projectionsOverThePlane")
    void overThePlaneATurnMovesTheGroup(Layer projection) {
        MultiLayerNetwork network = Networks.classifier(DataType.FLOAT, SIDE, lifting(), projection);
        INDArray images = Networks.images(DataType.FLOAT, 2, SIDE, 5);
        INDArray upright = network.feedForward(images, false).get(2).dup();
        INDArray turned =
                network.feedForward(EquivarianceTest.quarterTurn(images), false).get(2);
        assertEquals(12, upright.size(1));
        for (int n = 0; n < 2; n++) {
            for (int c = 0; c < 3; c++) {
                for (int h = 0; h < 4; h++) {
                    // Rows run downwards: the picture is turned by -90°.
                    assertEquals(upright.getDouble(n, 4 * c + (h + 1) % 4), turned.getDouble(n, 4 * c + h), 1e-5);
                }
            }
        }
    }

    @Test
    void attentionStartsNearTheMean() {
        MultiLayerNetwork mean = Networks.classifier(DataType.FLOAT, SIDE, lifting(), GroupProjection.mean(4));
        Layer projection = new AttentionProjection.Builder().elements(4).build();
        MultiLayerNetwork attention = Networks.classifier(DataType.FLOAT, SIDE, lifting(), projection);
        for (String key : mean.getLayer(0).paramTable().keySet()) {
            attention.setParam("0_" + key, mean.getParam("0_" + key));
        }
        INDArray images = Networks.images(DataType.FLOAT, 4, SIDE, 2);
        INDArray expected = mean.feedForward(images, false).get(2).dup();
        INDArray actual = attention.feedForward(images, false).get(2);
        double early = largest(expected.sub(actual)) / largest(expected);
        assertTrue(early < 0.1, "relative difference from the mean " + early);
        assertTrue(early > 0, "no attention at all");
    }

    @Test
    void aBatchNormalisationLearnsTheStatisticsOfTheDataAndUsesThemInInference() throws Exception {
        MultiLayerNetwork network = Networks.classifier(
                DataType.FLOAT,
                new Sgd(0),
                SIDE,
                new GroupNormalization.Builder()
                        .over(GroupNormalization.Over.BATCH)
                        .activation(Activation.IDENTITY)
                        .build());
        INDArray images = Networks.images(DataType.FLOAT, 8, SIDE, 2).muli(3).addi(5);
        double mean = images.meanNumber().doubleValue();
        double variance = images.var(false).getDouble(0);
        for (int step = 1; step <= 60; step++) {
            network.fit(images, Networks.labels(DataType.FLOAT, 8));
            double rest = Math.pow(GroupNormalization.DECAY, step);
            assertEquals((1 - rest) * mean, network.getParam("0_mean").getDouble(0), 1e-4 * mean);
            assertEquals(
                    rest + (1 - rest) * variance, network.getParam("0_variance").getDouble(0), 1e-3 * variance);
        }
        INDArray one =
                images.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(0, 1)).dup();
        INDArray normalized = network.feedForward(one, false).get(1);
        INDArray expected = one.sub(mean).div(Math.sqrt(variance + 1e-5));
        assertEquals(0, largest(normalized.sub(expected)), 0.02);
        assertEquals(network.output(one), Networks.throughFile(network).output(one));
    }

    @ParameterizedTest
    @EnumSource(GroupNormalization.Over.class)
    void everyKindIsWhatItsJsonSays(GroupNormalization.Over over) {
        MultiLayerNetwork network = Networks.classifier(
                DataType.FLOAT,
                SIDE,
                lifting(),
                norm(over),
                new AttentionProjection.Builder()
                        .elements(4)
                        .hidden(5)
                        .overPlane()
                        .build());
        MultiLayerConfiguration conf = network.getLayerWiseConfigurations();
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(conf.toJson());
        assertEquals(conf.toJson(), read.toJson());
        assertEquals(over, ((GroupNormalization) read.getConf(1).getLayer()).getOver());
        assertEquals(5, ((AttentionProjection) read.getConf(2).getLayer()).getHidden());
        assertTrue(((AttentionProjection) read.getConf(2).getLayer()).isOverPlane());
    }

    @Test
    void channelsThatAreNoMultipleOfTheGroupAreRefusedAtConfiguration() {
        for (Layer layer : new Layer[] {
            GroupProjection.max(4),
            new AttentionProjection.Builder().elements(4).build(),
            new GroupNormalization.Builder().elements(4).build()
        }) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> {
                layer.setNIn(InputType.convolutional(8, 8, 6), true);
                layer.getOutputType(0, InputType.convolutional(8, 8, 6));
            });
            assertTrue(
                    e.getMessage().contains("multiple of 4") && e.getMessage().contains("got 6"), e.getMessage());
        }
    }

    private static double largest(INDArray array) {
        return Transforms.abs(array).maxNumber().doubleValue();
    }
}
