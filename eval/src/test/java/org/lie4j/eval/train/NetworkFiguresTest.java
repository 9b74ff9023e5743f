package org.lie4j.eval.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.lie4j.eval.run.GroupKernels;
import org.lie4j.kernels.LiftingConvolution;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.models.AffineFrameCnn;
import org.lie4j.kernels.models.GroupCnn;
import org.lie4j.kernels.models.ImageClassifier;
import org.lie4j.kernels.models.PlainCnn;
import org.lie4j.kernels.models.ReferenceGroupNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class NetworkFiguresTest {
    private static MultiLayerNetwork network(ImageClassifier model) {
        MultiLayerNetwork network = new MultiLayerNetwork(model.configuration(1, 40, 40, 10, new Adam(1e-3), 0, 1));
        network.init();
        return network;
    }

    private static long multiplyAdds(ImageClassifier model) {
        return MultiplyAdds.of(network(model).getLayerWiseConfigurations());
    }

    @Test
    void multiplyAddsAreThoseCountedByHand() {
        // 40×40 → 20×20 → 10×10, padded, and two dense layers.
        long plain = 1600L * 24 * 25 + 400L * 24 * 48 * 25 + 100L * 48 * 64 * 9 + 64 * 128 + 128 * 10;
        assertEquals(plain, multiplyAdds(PlainCnn.DEFAULT));
        GroupCnn full = new GroupCnn(PlanarGroup.SL2, 4, 0.5, 0.1, 12, 16, 48, 128, false);
        long group = 1600L * 48 * 49 + 400L * 48 * 64 * 25 + 100L * 64 * 192 * 25 + 48 * 128 + 128 * 10;
        assertEquals(group, multiplyAdds(full));
        long separable = 1600L * 48 * 49 + 400L * 2 * 48 * (25 + 64) + 100L * 2 * 64 * (25 + 192) + 48 * 128 + 128 * 10;
        assertEquals(separable, multiplyAdds(full.separated()));
    }

    @Test
    void multiplyAddsOfThePapersGraphAreThoseCountedByHand() {
        ComputationGraphConfiguration paper =
                ReferenceGroupNetwork.of(PlanarGroup.SL2).configuration(1, 40, 40, 10, new Adam(1e-3), 0, 1);
        // Lifting without padding to 36×36, twice two convolutions with padding and pooling, one more without: 9×9 to
        // 5×5.
        long group = 400L * 400 * 25;
        long all = 1296L * 400 * 25 + 2 * 1296 * group + 2 * 324 * group + 25 * group + 40 * 256 + 256 * 10;
        assertEquals(all, MultiplyAdds.of(paper));
    }

    @Test
    void kernelsOfTheIdentityAreWhatTheLayerCorrelatesWith() {
        MultiLayerNetwork network = network(new GroupCnn(PlanarGroup.SL2, 4, 0.5, 0.1, 12, 16, 48, 128, false));
        GroupKernels kernels = LiftingKernels.of(network.getLayers()).orElseThrow();
        assertEquals(12, kernels.channels());
        assertEquals(4, kernels.elements());
        assertEquals(7, kernels.size());
        // A second way: an image of noise, correlated by hand at one pixel.
        SplittableRandom random = new SplittableRandom(3);
        float[] noise = new float[1600];
        for (int p = 0; p < noise.length; p++) {
            noise[p] = random.nextFloat();
        }
        INDArray image = Nd4j.create(noise, new long[] {1, 1, 40, 40});
        INDArray out = network.feedForwardToLayer(1, image, false).get(2);
        for (int channel : new int[] {0, 5, 11}) {
            for (int element = 0; element < 4; element++) {
                double sum = 0;
                for (int r = 0; r < 7; r++) {
                    for (int c = 0; c < 7; c++) {
                        sum += kernels.value(channel, element, r, c) * image.getDouble(0, 0, 17 + r, 11 + c);
                    }
                }
                assertEquals(out.getDouble(0, channel * 4 + element, 20, 14), sum, 1e-4);
            }
        }
        double[] elements = ((LiftingConvolution) network.getLayer(1).conf().getLayer())
                .getSampling()
                .elements(0);
        assertEquals(elements[7], kernels.element(1, 3));
    }

    @Test
    void kernelsBehindAFrameAreFoundAndPlainNetworksHaveNone() {
        GroupKernels kernels =
                LiftingKernels.of(network(AffineFrameCnn.DEFAULT).getLayers()).orElseThrow();
        assertEquals(8, kernels.channels());
        assertEquals(6, kernels.elements());
        assertEquals(
                1, kernels.element(2, 0) * kernels.element(2, 3) - kernels.element(2, 1) * kernels.element(2, 2), 1e-6);
        assertTrue(LiftingKernels.of(network(PlainCnn.DEFAULT).getLayers()).isEmpty());
    }
}
