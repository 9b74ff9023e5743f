package org.lie4j.apen.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lie4j.kernels.GroupNormalization;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class SharedDenseTest {
    private static SharedDense.Builder dense(int channels, Activation activation) {
        return new SharedDense.Builder().nOut(channels).activation(activation);
    }

    private static GroupNormalization norm(Activation activation) {
        return new GroupNormalization.Builder()
                .over(GroupNormalization.Over.BATCH)
                .activation(activation)
                .build();
    }

    private static ComputationGraph stack(DataType type, SharedDense first, GroupNormalization norm) {
        return Graphs.graph(
                type,
                g -> g.addInputs("x")
                        .addLayer("first", first, "x")
                        .addLayer("norm", norm, "first")
                        .addLayer("second", dense(4, Activation.TANH).build(), "norm")
                        .addLayer(
                                "out",
                                new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                        .nOut(3)
                                        .activation(Activation.SOFTMAX)
                                        .build(),
                                "second")
                        .setOutputs("out")
                        .setInputTypes(InputType.recurrent(2, 6)));
    }

    @ParameterizedTest
    @EnumSource(names = {"IDENTITY", "RELU", "TANH", "GELU"})
    void derivativesAreRight(Activation activation) {
        boolean bias = activation != Activation.GELU;
        ComputationGraph graph =
                stack(DataType.DOUBLE, dense(5, activation).hasBias(bias).build(), norm(activation));
        if (bias) {
            graph.getLayer("first").getParam("b").assign(Graphs.normal(DataType.DOUBLE, 1, 5));
        }
        Graphs.checkGradients(graph, new INDArray[] {Graphs.normal(DataType.DOUBLE, 2, 3, 2, 6)}, new INDArray[] {
            Graphs.labels(DataType.DOUBLE, 3, 3, 6)
        });
    }

    @Test
    void everyPointGoesThroughTheSameMatrix() {
        ComputationGraph graph =
                stack(DataType.DOUBLE, dense(5, Activation.IDENTITY).build(), norm(Activation.RELU));
        INDArray x = Graphs.normal(DataType.DOUBLE, 3, 2, 2, 6);
        graph.getLayer("first").getParam("b").assign(Graphs.normal(DataType.DOUBLE, 4, 5));
        INDArray y = graph.feedForward(new INDArray[] {x}, false).get("first");
        INDArray w = graph.getLayer("first").getParam("W");
        INDArray b = graph.getLayer("first").getParam("b");
        for (int n = 0; n < 2; n++) {
            for (int i = 0; i < 6; i++) {
                for (int o = 0; o < 5; o++) {
                    double expected = b.getDouble(o);
                    for (int c = 0; c < 2; c++) {
                        expected += w.getDouble(o, c) * x.getDouble(n, c, i);
                    }
                    assertEquals(expected, y.getDouble(n, o, i), 1e-13);
                }
            }
        }
    }

    @Test
    void normalisedChannelsHaveMeanZeroAndVarianceOneAndAreLearned() {
        ComputationGraph graph =
                stack(DataType.DOUBLE, dense(5, Activation.IDENTITY).build(), norm(Activation.IDENTITY));
        INDArray x = Graphs.normal(DataType.DOUBLE, 3, 8, 2, 6).muli(3).addi(1);
        INDArray y = graph.feedForward(new INDArray[] {x}, true).get("norm");
        Graphs.assertClose(Nd4j.zeros(DataType.DOUBLE, 5), y.mean(0, 2), 1e-12);
        Graphs.assertClose(Nd4j.ones(DataType.DOUBLE, 5), y.mul(y).mean(0, 2), 1e-4);
        INDArray first =
                graph.feedForward(new INDArray[] {x}, false).get("first").dup();
        graph.fit(new INDArray[] {x}, new INDArray[] {Graphs.labels(DataType.DOUBLE, 8, 3, 6)});
        INDArray mean = graph.getLayer("norm").getParam(GroupNormalization.MEAN);
        Graphs.assertClose(first.mean(0, 2).mul(1 - GroupNormalization.DECAY), mean, 1e-12);
    }

    @Test
    void floatAgreesWithDoubleAndFilesKeepEverything() throws Exception {
        SharedDense first = dense(16, Activation.RELU)
                .weightInit(WeightInit.RELU)
                .updater(new Sgd(0.1))
                .build();
        ComputationGraph single = stack(DataType.FLOAT, first, norm(Activation.RELU));
        ComputationGraph exact = stack(DataType.DOUBLE, first, norm(Activation.RELU));
        exact.params().assign(single.params().castTo(DataType.DOUBLE));
        INDArray x = Graphs.normal(DataType.FLOAT, 5, 4, 2, 6);
        INDArray labels = Graphs.labels(DataType.FLOAT, 4, 3, 6);
        Graphs.assertClose(exact.outputSingle(x.castTo(DataType.DOUBLE)), single.outputSingle(x), 1e-5);
        INDArray before = single.getLayer("first").getParam("W").dup();
        single.fit(new INDArray[] {x}, new INDArray[] {labels});
        exact.fit(new INDArray[] {x.castTo(DataType.DOUBLE)}, new INDArray[] {labels.castTo(DataType.DOUBLE)});
        assertNotEquals(before, single.getLayer("first").getParam("W"));
        Graphs.assertClose(exact.params(), single.params(), 1e-5);
        Graphs.assertJsonRoundTrip(single);
        assertEquals(single.outputSingle(x), Graphs.throughFile(single).outputSingle(x));
    }

    @Test
    void startsAsTheWeightInitialisationSays() {
        SharedDense first =
                dense(400, Activation.RELU).weightInit(WeightInit.RELU).build();
        ComputationGraph graph = stack(DataType.DOUBLE, first, norm(Activation.RELU));
        // He: variance 2 / fan-in.
        double variance = graph.getLayer("first").getParam("W").varNumber().doubleValue();
        assertEquals(1, variance, 0.15);
    }

    @Test
    void whatDoesNotFitIsRefusedWithExpectedAndActual() {
        Graphs.assertMessage(
                "nOut: expected at least 1, got 0",
                () -> dense(0, Activation.RELU).build());
        ComputationGraph graph = stack(DataType.FLOAT, dense(4, Activation.RELU).build(), norm(Activation.RELU));
        Graphs.assertMessage(
                "[batch, 2, points], got [1, 3, 6]",
                () -> graph.outputSingle(Graphs.normal(DataType.FLOAT, 1, 1, 3, 6)));
        Graphs.assertMessage(
                "expected a point cloud",
                () -> Graphs.graph(
                        DataType.FLOAT,
                        g -> g.addInputs("x")
                                .addLayer("first", dense(4, Activation.RELU).build(), "x")
                                .setOutputs("first")
                                .setInputTypes(InputType.convolutional(4, 4, 2))));
    }
}
