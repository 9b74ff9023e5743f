package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** Graphs, which insist on a gradient for every vertex, with a layer that takes its input for data. */
class InputGradientTest {
    private static final GroupSampling TURNS = GroupSampling.of(PlanarGroup.SO2, 4);
    private static final int SIDE = 8;

    private static <T extends GridConvolution.Builder<T>> Layer small(T builder, boolean inputGradient) {
        return builder.nOut(2)
                .kernelSize(3)
                .inputGradient(inputGradient)
                .activation(Activation.TANH)
                .build();
    }

    private static Layer lifting(boolean inputGradient) {
        return small(new LiftingConvolution.Builder().sampling(TURNS), inputGradient);
    }

    private static ComputationGraphConfiguration.GraphBuilder builder() {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.FLOAT)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("images")
                .setOutputs("classes");
    }

    private static ComputationGraphConfiguration classes(
            ComputationGraphConfiguration.GraphBuilder graph, int channels, String below) {
        return graph.addLayer("projection", GroupProjection.max(4).overPlane(), below)
                .addLayer(
                        "classes",
                        new OutputLayer.Builder()
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "projection")
                .setInputTypes(InputType.convolutional(SIDE, SIDE, channels))
                .build();
    }

    private static ComputationGraph stack(int channels, Layer... layers) {
        ComputationGraphConfiguration.GraphBuilder graph = builder();
        String below = "images";
        for (Layer layer : layers) {
            String name = "layer " + graph.getVertices().size();
            graph.addLayer(name, layer, below);
            below = name;
        }
        return initialized(classes(graph, channels, below));
    }

    private static ComputationGraph initialized(ComputationGraphConfiguration conf) {
        ComputationGraph graph = new ComputationGraph(conf);
        graph.init();
        return graph;
    }

    private static DataSet data(int channels) {
        INDArray images = Networks.images(DataType.FLOAT, 6, SIDE, 1).repeat(1, channels);
        return new DataSet(images, Networks.labels(DataType.FLOAT, 6));
    }

    static Stream<Arguments> layersWithoutParameters() {
        Layer frame = AffineFrameLayer.of(AffineFrame.of(SIDE, 2).withRidge(0.5));
        return Stream.of(
                Arguments.of("pooling", List.of(SpatialPooling.mean(2))),
                Arguments.of("projection", List.of(GroupProjection.max(1))),
                Arguments.of("frame", List.of(frame)),
                Arguments.of("frame, dropout, pooling", List.of(frame, new DropoutLayer(0.9), SpatialPooling.max(2))),
                Arguments.of("activation", List.of(SpatialPooling.mean(2), new ActivationLayer(Activation.TANH))));
    }

    /** The gradient of the data is not wanted: the parameters learn the same whether it is made or not. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("layersWithoutParameters")
    void layersWithoutParametersMayLieBelow(String name, List<Layer> below) throws Exception {
        Layer[] data = Stream.concat(below.stream(), Stream.of(lifting(false))).toArray(Layer[]::new);
        Layer[] learned =
                Stream.concat(below.stream(), Stream.of(lifting(true))).toArray(Layer[]::new);
        ComputationGraph without = stack(1, data);
        ComputationGraph with = stack(1, learned);
        INDArray before = without.params().dup();
        assertEquals(before, with.params());
        // The settings go along into a file.
        ComputationGraph again = initialized(ComputationGraphConfiguration.fromJson(
                without.getConfiguration().toJson()));
        for (ComputationGraph graph : new ComputationGraph[] {without, with, again}) {
            org.nd4j.linalg.factory.Nd4j.getRandom().setSeed(9);
            graph.fit(data(1));
        }
        assertTrue(before.distance2(without.params()) > 1e-4, "nothing was learned");
        assertEquals(0, with.params().distance2(without.params()), 1e-5);
        assertEquals(0, with.params().distance2(again.params()), 1e-5);
    }

    @Test
    void separableConvolutionsToo() {
        ComputationGraph graph =
                stack(4, SpatialPooling.mean(2), small(new SeparableGroupConvolution.Builder().sampling(TURNS), false));
        INDArray before = graph.params().dup();
        graph.fit(data(4));
        assertTrue(before.distance2(graph.params()) > 1e-4);
    }

    /** One branch with the gradient and one without, above the same layer. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void branchesMayDiffer(boolean first) {
        ComputationGraphConfiguration.GraphBuilder graph = builder()
                .addLayer("pooled", SpatialPooling.mean(2), "images")
                .addLayer("left", lifting(first), "pooled")
                .addLayer("right", lifting(!first), "pooled")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "left", "right");
        ComputationGraph network = initialized(classes(graph, 1, "sum"));
        INDArray left = network.getLayer("left").params().dup();
        INDArray right = network.getLayer("right").params().dup();
        network.fit(data(1));
        assertTrue(left.distance2(network.getLayer("left").params()) > 1e-5);
        assertTrue(right.distance2(network.getLayer("right").params()) > 1e-5);
    }

    @Test
    void whatWouldNotLearnIsRefusedWhenTheGraphIsConfigured() {
        Layer plain = small(new Convolution.Builder(), true);
        assertRefused("expected nothing with parameters below", () -> stack(1, plain, lifting(false)));
        assertRefused(
                "expected nothing with parameters below",
                () -> stack(1, plain, SpatialPooling.mean(2), lifting(false)));
    }

    /** A layer of DL4J does not tell whether it has parameters: it does not stay as it is in silence. */
    @Test
    void whatIsNotKnownToHaveNoParametersIsRefusedInTheFirstStep() {
        Layer foreign = new ConvolutionLayer.Builder(3, 3).nOut(2).build();
        ComputationGraph graph = stack(1, foreign, lifting(false));
        assertThrows(IllegalStateException.class, () -> graph.fit(data(1)));
    }

    private static void assertRefused(String part, org.junit.jupiter.api.function.Executable executable) {
        RuntimeException e = assertThrows(RuntimeException.class, executable);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
