package org.lie4j.apen.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Edges, poolings over them and over points, and the way back to points. */
class EdgesTest {
    private static final int POINTS = 7;

    private static SharedDense dense(int channels) {
        return new SharedDense.Builder()
                .nOut(channels)
                .activation(Activation.TANH)
                .build();
    }

    private static RnnOutputLayer segments() {
        return new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** Positions and features have parameters below, so that all their derivatives are checked. */
    private static ComputationGraph network(DataType type, EdgeFeatures edges, int k, Pooling pooling) {
        return Graphs.graph(
                type,
                (GraphBuilder g) -> g.addInputs("x")
                        .addLayer("features", dense(4), "x")
                        .addLayer("positions", dense(3), "x")
                        .addVertex("edges", edges, "features", "positions")
                        .addLayer("messages", dense(5), "edges")
                        .addLayer("pooled", NeighbourPooling.of(pooling, k), "messages")
                        .addLayer("global", PointPooling.of(pooling), "pooled")
                        .addVertex("spread", new BroadcastToPoints(), "global", "pooled")
                        .addVertex("both", new MergeVertex(), "pooled", "spread")
                        .addVertex("again", EdgeFeatures.toNearest(2), "both")
                        .addLayer("last", NeighbourPooling.of(Pooling.MEAN, 2), "again")
                        .addLayer("out", segments(), "last")
                        .setOutputs("out")
                        .setInputTypes(InputType.recurrent(3, POINTS)));
    }

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void derivativesAreRight(Pooling pooling) {
        INDArray[] x = {Graphs.normal(DataType.DOUBLE, 1, 2, 3, POINTS)};
        INDArray[] labels = {Graphs.labels(DataType.DOUBLE, 2, 3, POINTS)};
        Graphs.checkGradients(network(DataType.DOUBLE, EdgeFeatures.toNearest(3), 3, pooling), x, labels);
        EdgeFeatures complete = EdgeFeatures.toAll().withSquaredDistances();
        Graphs.checkGradients(network(DataType.DOUBLE, complete, POINTS - 1, pooling), x, labels);
        EdgeFeatures distances = EdgeFeatures.toNearest(3).withSquaredDistances();
        Graphs.checkGradients(network(DataType.DOUBLE, distances, 3, pooling), x, labels);
    }

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void floatAgreesWithDoubleAndFilesKeepEverything(Pooling pooling) throws Exception {
        EdgeFeatures edges = EdgeFeatures.toNearest(3).withSquaredDistances();
        ComputationGraph single = network(DataType.FLOAT, edges, 3, pooling);
        ComputationGraph exact = network(DataType.DOUBLE, edges, 3, pooling);
        exact.params().assign(single.params().castTo(DataType.DOUBLE));
        INDArray x = Graphs.normal(DataType.FLOAT, 5, 2, 3, POINTS);
        INDArray labels = Graphs.labels(DataType.FLOAT, 2, 3, POINTS);
        Graphs.assertClose(exact.outputSingle(x.castTo(DataType.DOUBLE)), single.outputSingle(x), 1e-5);
        single.fit(new INDArray[] {x}, new INDArray[] {labels});
        exact.fit(new INDArray[] {x.castTo(DataType.DOUBLE)}, new INDArray[] {labels.castTo(DataType.DOUBLE)});
        Graphs.assertClose(exact.params(), single.params(), 1e-5);
        Graphs.assertJsonRoundTrip(single);
        assertEquals(single.outputSingle(x), Graphs.throughFile(single).outputSingle(x));
    }

    private static INDArray edges(EdgeFeatures vertex, INDArray... inputs) {
        ComputationGraph graph = Graphs.graph(DataType.DOUBLE, g -> {
            InputType[] types = new InputType[inputs.length];
            String[] names = new String[inputs.length];
            for (int i = 0; i < types.length; i++) {
                names[i] = "x" + i;
                types[i] = InputType.recurrent(inputs[i].size(1));
            }
            return g.addInputs(names)
                    .addVertex("edges", vertex, names)
                    .addLayer("out", segments(), "edges")
                    .setOutputs("out")
                    .setInputTypes(types);
        });
        return graph.feedForward(inputs, false).get("edges");
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "5, 3", "29, 3", "8, 2"})
    void neighboursAreThoseThatSortingFinds(int k, int d) {
        int n = 30;
        INDArray features = Graphs.normal(DataType.DOUBLE, 3, 2, 2, n);
        INDArray places = Graphs.normal(DataType.DOUBLE, 4, 2, d, n);
        // Many ties.
        Nd4j.getExecutioner().exec(new org.nd4j.linalg.api.ops.impl.transforms.same.Round(places));
        INDArray out = edges(EdgeFeatures.toNearest(k).withSquaredDistances(), features, places);
        assertArrayEquals(new long[] {2, 5, (long) n * k}, out.shape());
        for (int b = 0; b < 2; b++) {
            for (int i = 0; i < n; i++) {
                int point = i;
                int example = b;
                int[] nearest = IntStream.range(0, n)
                        .filter(j -> j != point)
                        .boxed()
                        .sorted(Comparator.comparingDouble(j -> square(places, example, point, j)))
                        .limit(k)
                        .mapToInt(Integer::intValue)
                        .toArray();
                for (int m = 0; m < k; m++) {
                    for (int c = 0; c < 2; c++) {
                        double own = features.getDouble(b, c, i);
                        assertEquals(own, out.getDouble(b, c, i * k + m), 0);
                        double difference = features.getDouble(b, c, nearest[m]) - own;
                        assertEquals(difference, out.getDouble(b, 2 + c, i * k + m), 0);
                    }
                    assertEquals(square(places, b, i, nearest[m]), out.getDouble(b, 4, i * k + m), 1e-14);
                }
            }
        }
    }

    private static double square(INDArray places, int b, int i, int j) {
        double sum = 0;
        for (int axis = 0; axis < places.size(1); axis++) {
            double d = places.getDouble(b, axis, j) - places.getDouble(b, axis, i);
            sum += d * d;
        }
        return sum;
    }

    @Test
    void theCompleteGraphHasAllOrderedPairs() {
        INDArray x = Nd4j.arange(4).castTo(DataType.DOUBLE).reshape(1, 1, 4);
        INDArray out = edges(EdgeFeatures.toAll(), x);
        double[] own = {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3};
        double[] other = {1, 2, 3, 0, 2, 3, 0, 1, 3, 0, 1, 2};
        for (int e = 0; e < 12; e++) {
            assertEquals(own[e], out.getDouble(0, 0, e), 0);
            assertEquals(other[e] - own[e], out.getDouble(0, 1, e), 0);
        }
    }

    @Test
    void whatDoesNotFitIsRefusedWithExpectedAndActual() {
        Graphs.assertMessage("neighbours: expected at least 1, got 0", () -> EdgeFeatures.toNearest(0));
        Graphs.assertMessage("neighbours: expected at least 1, got 0", () -> NeighbourPooling.of(Pooling.MAX, 0));
        Graphs.assertMessage(
                "points: expected more than 7",
                () -> network(DataType.FLOAT, EdgeFeatures.toNearest(7), 7, Pooling.MAX));
        Graphs.assertMessage(
                "expected a multiple of 4 edges",
                () -> network(DataType.FLOAT, EdgeFeatures.toNearest(3), 4, Pooling.MAX));
        INDArray x = Graphs.normal(DataType.DOUBLE, 1, 1, 2, 5);
        Graphs.assertMessage("points: expected more than 5", () -> edges(EdgeFeatures.toNearest(5), x));
        INDArray six = Graphs.normal(DataType.DOUBLE, 1, 1, 2, 6);
        Graphs.assertMessage(
                "expected positions [1, channels, 5], got [1, 2, 6]", () -> edges(EdgeFeatures.toNearest(2), x, six));
        Graphs.assertMessage(
                "EdgeFeatures: expected features [batch, channels, points]",
                () -> Graphs.graph(
                        DataType.FLOAT,
                        g -> g.addInputs("x")
                                .addVertex("edges", EdgeFeatures.toNearest(1), "x")
                                .addLayer(
                                        "out", new OutputLayer.Builder().nOut(2).build(), "edges")
                                .setOutputs("out")
                                .setInputTypes(InputType.feedForward(4))));
    }
}
