package org.lie4j.kernels.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lie4j.kernels.PlanarGroup;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class ImageClassifierTest {
    static Stream<ImageClassifier> classifiers() {
        return Stream.of(
                PlainCnn.DEFAULT,
                GroupCnn.of(PlanarGroup.SO2),
                GroupCnn.of(PlanarGroup.SL2),
                GroupCnn.of(PlanarGroup.SL2).separated(),
                GroupCnn.of(PlanarGroup.GL2),
                GroupCnn.of(PlanarGroup.SCALE),
                GroupCnn.of(PlanarGroup.O2),
                AffineFrameCnn.DEFAULT);
    }

    private static MultiLayerNetwork network(ImageClassifier classifier) {
        MultiLayerConfiguration conf = classifier.configuration(2, 40, 36, 3, new Adam(2e-3), 0.01, 4);
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void learnsABatchByHeart(ImageClassifier classifier) {
        MultiLayerNetwork network = network(classifier);
        INDArray images = Nd4j.zeros(DataType.FLOAT, 6, 2, 40, 36);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, 6, 3);
        for (int i = 0; i < 6; i++) {
            // A square, a ring, two bars: no affine map makes one of another.
            int half = 9 + i / 3;
            fill(images, i, half, half, 1);
            fill(images, i, i % 3 == 0 ? 0 : i % 3 == 1 ? 5 : half, i % 3 == 0 ? 0 : 5, 0);
            labels.putScalar(i, i % 3, 1);
        }
        double before = Double.NaN;
        for (int step = 0; step < 20; step++) {
            network.fit(images, labels);
            before = step == 0 ? loss(network) : before;
        }
        assertTrue(loss(network) < 0.8 * before, before + " " + loss(network));
        INDArray out = network.output(images);
        assertArrayEquals(new long[] {6, 3}, out.shape());
        assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1}, out.sum(1).toDoubleVector(), 1e-5);
    }

    private static void fill(INDArray images, int image, int high, int wide, double value) {
        for (int y = 20 - high; y < 20 + high; y++) {
            for (int x = 18 - wide; x < 18 + wide; x++) {
                images.putScalar(new int[] {image, 0, y, x}, value);
                images.putScalar(new int[] {image, 1, y, x}, value);
            }
        }
    }

    private static double loss(MultiLayerNetwork network) {
        return network.score() - network.calcRegularizationScore(true);
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void isWhatItsJsonSays(ImageClassifier classifier) {
        MultiLayerNetwork network = network(classifier);
        MultiLayerConfiguration conf = network.getLayerWiseConfigurations();
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(conf.toJson());
        assertEquals(conf.toJson(), read.toJson());
        MultiLayerNetwork again = new MultiLayerNetwork(read);
        again.init(network.params().dup(), false);
        INDArray images = Nd4j.rand(DataType.FLOAT, 2, 2, 40, 36);
        assertArrayEquals(
                network.output(images).toFloatMatrix()[1], again.output(images).toFloatMatrix()[1]);
    }
}
