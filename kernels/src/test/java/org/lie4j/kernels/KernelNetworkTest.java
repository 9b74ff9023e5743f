package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class KernelNetworkTest {
    static Stream<KernelNetwork> networks() {
        return Stream.of(
                KernelNetwork.DEFAULT,
                KernelNetwork.siren(32, 2, 20),
                KernelNetwork.gabor(32, 2, 10, 3),
                KernelNetwork.fourier(64, 3, 1),
                KernelNetwork.spline(5));
    }

    private static Layer convolution(SampledConvolution.Builder<?> builder, KernelNetwork network) {
        return builder.nOut(6)
                .kernelSize(3)
                .sampling(
                        GroupSampling.of(PlanarGroup.SL2, 4).withDeviation(0.1).fixedFrom(2))
                .network(network)
                .activation(Activation.RELU)
                .build();
    }

    /** Activations have mean square 1 through ten layers of ReLU, lifting included, and on other images nearly so. */
    @ParameterizedTest
    @MethodSource("networks")
    void tenLayersHaveUnitVariance(KernelNetwork network) {
        Layer[] layers = new Layer[11];
        layers[0] = convolution(new LiftingConvolution.Builder(), network);
        for (int i = 1; i < 10; i++) {
            layers[i] = convolution(new GroupConvolution.Builder(), network);
        }
        layers[10] = GroupProjection.mean(4).overPlane();
        MultiLayerNetwork deep = Networks.classifier(DataType.DOUBLE, 25, layers);
        Nd4j.getRandom().setSeed(5);
        INDArray images = Nd4j.randn(DataType.DOUBLE, 32, 1, 25, 25);
        assertTrue(spread(deep, images) > 1.05, "it is not so before: " + spread(deep, images));
        UnitVariance.apply(deep, images);
        assertEquals(1, spread(deep, images), 2e-3);
        assertTrue(spread(deep, Nd4j.randn(DataType.DOUBLE, 32, 1, 25, 25)) < 1.5);
        deep.setParams(deep.params().muli(0));
        assertThrows(ArithmeticException.class, () -> UnitVariance.apply(deep, images));
    }

    /** The factor by which root mean squares of ten layers stray from 1. */
    private static double spread(MultiLayerNetwork network, INDArray images) {
        List<INDArray> activations = network.feedForward(images, false);
        double worst = 0;
        for (int i = 1; i <= 10; i++) {
            INDArray a = activations.get(i);
            double size = a.norm2Number().doubleValue() / Math.sqrt((double) a.length());
            worst = Math.max(worst, Math.abs(Math.log(size)));
        }
        return Math.exp(worst);
    }

    @Test
    void badShapesAreNamed() {
        assertMessage("width: expected at least 1, got 0", () -> KernelNetwork.siren(0, 2, 10));
        assertMessage("depth: expected at least 1, got 0", () -> KernelNetwork.gabor(4, 0, 10, 1));
        assertMessage("omega: expected a finite number > 0, got NaN", () -> KernelNetwork.siren(4, 2, Double.NaN));
        assertMessage("spread: expected", () -> KernelNetwork.gabor(4, 2, 10, -1));
        assertMessage("deviation: expected", () -> KernelNetwork.fourier(4, 0, 1));
        assertMessage("perAxis: expected at least 4, got 3", () -> KernelNetwork.spline(3));
        assertMessage("kind: expected", () -> KernelNetwork.fromJson(null, 1, 1, 1, 0, 0));
        assertEquals(5 * 5 * (1 + 3 * 5), KernelNetwork.spline(5).outputs(2, 3));
        assertEquals(5 * 5 * 5 * (1 + 3 * 5), KernelNetwork.spline(5).outputs(3, 3));
        assertEquals(1 + 3 * 5, KernelNetwork.spline(5).outputs(0, 3));
    }

    private static void assertMessage(String start, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.startsWith(start), message);
    }
}
