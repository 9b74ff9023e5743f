package org.lie4j.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lie4j.kernels.GroupConvolution;
import org.lie4j.kernels.GroupProjection;
import org.lie4j.kernels.GroupSampling;
import org.lie4j.kernels.LiftingConvolution;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.SampledConvolution;
import org.lie4j.kernels.SeparableGroupConvolution;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Inference evaluates a kernel network once, and again only for other parameters or other points. */
class KernelCacheTest {
    private static final GroupSampling SAMPLING =
            GroupSampling.of(PlanarGroup.SL2, 3).withDeviation(0.2).resampledFrom(2);

    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of(
                        "full",
                        new GroupConvolution.Builder(),
                        (ToIntFunction<Layer>) layer -> ((KernelNetworkConvolution) layer).evaluations(),
                        "1_W1"),
                Arguments.of(
                        "separable",
                        new SeparableGroupConvolution.Builder(),
                        (ToIntFunction<Layer>) layer -> ((SeparableRuntime) layer).evaluations(),
                        "1_" + SeparableGroupConvolution.PLANE + "W1"));
    }

    private static MultiLayerNetwork network(SampledConvolution.Builder<?> layer) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.FLOAT)
                .updater(new Sgd(0.1))
                .list()
                .layer(new LiftingConvolution.Builder()
                        .nOut(2)
                        .kernelSize(3)
                        .sampling(SAMPLING)
                        .build())
                .layer(layer.nOut(2).kernelSize(3).sampling(SAMPLING).build())
                .layer(GroupProjection.mean(3).overPlane())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
        network.init();
        return network;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void aKernelIsMadeAgainOnlyForOtherParametersOrPoints(
            String name, SampledConvolution.Builder<?> builder, ToIntFunction<Layer> evaluations, String key) {
        MultiLayerNetwork network = network(builder);
        Layer layer = network.getLayer(1);
        INDArray images = Nd4j.rand(DataType.FLOAT, 2, 1, 8, 8);
        INDArray first = network.output(images).dup();
        assertEquals(1, evaluations.applyAsInt(layer));
        for (int i = 0; i < 3; i++) {
            assertEquals(first, network.output(images));
        }
        network.output(Nd4j.rand(DataType.FLOAT, 5, 1, 8, 8));
        assertEquals(1, evaluations.applyAsInt(layer), "same parameters, same points");

        INDArray weights = network.getParam(key);
        weights.putScalar(0, weights.getFloat(0) + 0.1f);
        INDArray second = network.output(images).dup();
        assertNotEquals(first, second);
        assertEquals(second, network.output(images));
        assertEquals(2, evaluations.applyAsInt(layer), "other parameters");

        INDArray labels = Nd4j.zeros(DataType.FLOAT, 2, 3);
        labels.putScalar(0, 0, 1);
        labels.putScalar(1, 1, 1);
        network.fit(images, labels);
        network.fit(images, labels);
        assertEquals(4, evaluations.applyAsInt(layer), "a step of training evaluates once");
        network.output(images);
        network.output(images);
        assertEquals(5, evaluations.applyAsInt(layer), "after training");

        // The iteration chooses the points in training, and none of them in inference.
        network.getLayerWiseConfigurations().setIterationCount(77);
        network.output(images);
        assertEquals(5, evaluations.applyAsInt(layer), "inference has its own points");
        assertEquals(first, network(builder).output(images));
    }
}
