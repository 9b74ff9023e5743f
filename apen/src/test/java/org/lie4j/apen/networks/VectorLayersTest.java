package org.lie4j.apen.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.lie4j.groups.SO;
import org.lie4j.groups.sampling.HaarSO;
import org.lie4j.kernels.GroupNormalization;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class VectorLayersTest {
    private static final int POINTS = 6;

    private static ComputationGraph network(DataType type) {
        return Graphs.graph(
                type,
                g -> g.addInputs("x")
                        .addLayer("linear", new VectorDense.Builder().nOut(4).build(), "x")
                        .addLayer("normalised", new VectorNormalization.Builder().build(), "linear")
                        .addLayer("rectified", new VectorRectifier.Builder().build(), "normalised")
                        .addLayer("frame", new VectorDense.Builder().nOut(3).build(), "rectified")
                        .addVertex("invariants", new VectorProducts(), "rectified", "frame")
                        .addLayer(
                                "out",
                                new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                        .nOut(3)
                                        .activation(Activation.SOFTMAX)
                                        .build(),
                                "invariants")
                        .setOutputs("out")
                        .setInputTypes(InputType.recurrent(6, POINTS)));
    }

    /** Every vector of every point turned. */
    static INDArray turned(INDArray x, double[] r) {
        INDArray out = Nd4j.create(DataType.DOUBLE, x.shape());
        for (int b = 0; b < x.size(0); b++) {
            for (int c = 0; c < x.size(1); c++) {
                for (int i = 0; i < x.size(2); i++) {
                    double sum = 0;
                    for (int k = 0; k < 3; k++) {
                        sum += r[3 * (c % 3) + k] * x.getDouble(b, c - c % 3 + k, i);
                    }
                    out.putScalar(b, c, i, sum);
                }
            }
        }
        return out.castTo(x.dataType());
    }

    static double[] rotation(long seed) {
        double[] r = new double[9];
        HaarSO.sampleHaar(SO.of(3), new SplittableRandom(seed), r, 0, 1);
        return r;
    }

    private static void disturb(ComputationGraph graph) {
        DataType type = graph.params().dataType();
        graph.getLayer("normalised")
                .getParam("gain")
                .addi(Graphs.normal(type, 8, 4).muli(0.3));
        graph.getLayer("normalised").getParam("b").addi(Graphs.normal(type, 9, 4));
    }

    @Test
    void derivativesAreRight() {
        ComputationGraph graph = network(DataType.DOUBLE);
        disturb(graph);
        INDArray x = Graphs.normal(DataType.DOUBLE, 1, 3, 6, POINTS);
        INDArray rectified = graph.feedForward(new INDArray[] {x}, false).get("rectified");
        INDArray before = graph.feedForward(new INDArray[] {x}, false).get("normalised");
        assertTrue(Graphs.largest(rectified.sub(before)) > 0.1, "nothing was rectified");
        Graphs.checkGradients(graph, new INDArray[] {x}, new INDArray[] {Graphs.labels(DataType.DOUBLE, 3, 3, POINTS)});
    }

    @Test
    void everyLayerTurnsWithItsInput() {
        for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
            ComputationGraph graph = network(type);
            disturb(graph);
            INDArray x = Graphs.normal(type, 2, 2, 6, POINTS);
            double tolerance = type == DataType.DOUBLE ? 1e-13 : 2e-5;
            for (int seed = 0; seed < 5; seed++) {
                double[] r = rotation(seed);
                for (boolean training : new boolean[] {true, false}) {
                    Map<String, INDArray> expected = graph.feedForward(new INDArray[] {x}, training);
                    Map<String, INDArray> actual = graph.feedForward(new INDArray[] {turned(x, r)}, training);
                    for (String layer : new String[] {"linear", "normalised", "rectified", "frame"}) {
                        Graphs.assertClose(turned(expected.get(layer), r), actual.get(layer), tolerance);
                    }
                    Graphs.assertClose(expected.get("invariants"), actual.get("invariants"), tolerance);
                    assertTrue(Graphs.largest(expected.get("rectified").sub(actual.get("rectified"))) > 0.1);
                }
            }
        }
    }

    @Test
    void aRectifiedVectorKeepsAFractionOfWhatPointsAgainstItsDirection() {
        ComputationGraph graph = network(DataType.DOUBLE);
        INDArray x = Graphs.normal(DataType.DOUBLE, 3, 2, 6, POINTS);
        Map<String, INDArray> values = graph.feedForward(new INDArray[] {x}, false);
        INDArray v = values.get("normalised");
        INDArray out = values.get("rectified");
        INDArray u = graph.getLayer("rectified").getParam("U");
        for (int c = 0; c < 4; c++) {
            for (int i = 0; i < POINTS; i++) {
                double[] k = new double[3];
                double before = 0;
                double after = 0;
                double square = 0;
                for (int axis = 0; axis < 3; axis++) {
                    for (int d = 0; d < 4; d++) {
                        k[axis] += u.getDouble(c, d) * v.getDouble(1, 3 * d + axis, i);
                    }
                    before += k[axis] * v.getDouble(1, 3 * c + axis, i);
                    after += k[axis] * out.getDouble(1, 3 * c + axis, i);
                    square += k[axis] * k[axis];
                }
                assertEquals(before >= 0 ? before : 0.2 * before, after, 1e-6 * Math.abs(before) / square + 1e-12);
            }
        }
    }

    @Test
    void normsAreNormalisedAndDirectionsKept() {
        ComputationGraph graph = network(DataType.DOUBLE);
        INDArray x = Graphs.normal(DataType.DOUBLE, 4, 8, 6, POINTS);
        Map<String, INDArray> values = graph.feedForward(new INDArray[] {x}, true);
        INDArray before = values.get("linear");
        INDArray after = values.get("normalised");
        double sum = 0;
        double squares = 0;
        for (int b = 0; b < 8; b++) {
            for (int i = 0; i < POINTS; i++) {
                double[] v = new double[3];
                double[] w = new double[3];
                double norm = 0;
                double product = 0;
                for (int axis = 0; axis < 3; axis++) {
                    v[axis] = before.getDouble(b, axis, i);
                    w[axis] = after.getDouble(b, axis, i);
                    norm += v[axis] * v[axis];
                    product += v[axis] * w[axis];
                }
                double along = product / Math.sqrt(norm);
                for (int axis = 0; axis < 3; axis++) {
                    assertEquals(along * v[axis] / Math.sqrt(norm), w[axis], 1e-12);
                }
                sum += along;
                squares += along * along;
            }
        }
        assertEquals(0, sum / (8 * POINTS), 1e-12);
        assertEquals(1, squares / (8 * POINTS), 1e-3);
        graph.fit(new INDArray[] {x}, new INDArray[] {Graphs.labels(DataType.DOUBLE, 8, 3, POINTS)});
        assertTrue(Graphs.largest(graph.getLayer("normalised").getParam(GroupNormalization.MEAN)) > 0.01);
    }

    @Test
    void floatAgreesWithDoubleAndFilesKeepEverything() throws Exception {
        ComputationGraph single = network(DataType.FLOAT);
        ComputationGraph exact = network(DataType.DOUBLE);
        exact.params().assign(single.params().castTo(DataType.DOUBLE));
        INDArray x = Graphs.normal(DataType.FLOAT, 5, 4, 6, POINTS);
        INDArray labels = Graphs.labels(DataType.FLOAT, 4, 3, POINTS);
        single.fit(new INDArray[] {x}, new INDArray[] {labels});
        exact.fit(new INDArray[] {x.castTo(DataType.DOUBLE)}, new INDArray[] {labels.castTo(DataType.DOUBLE)});
        Graphs.assertClose(exact.params(), single.params(), 1e-4);
        Graphs.assertClose(exact.outputSingle(x.castTo(DataType.DOUBLE)), single.outputSingle(x), 1e-4);
        Graphs.assertJsonRoundTrip(single);
        assertEquals(single.outputSingle(x), Graphs.throughFile(single).outputSingle(x));
    }

    @Test
    void vanishingVectorsAreFine() {
        ComputationGraph graph = network(DataType.FLOAT);
        INDArray x = Nd4j.zeros(DataType.FLOAT, 2, 6, POINTS);
        graph.fit(new INDArray[] {x}, new INDArray[] {Graphs.labels(DataType.FLOAT, 2, 3, POINTS)});
        assertTrue(Double.isFinite(graph.params().sumNumber().doubleValue()));
    }

    @Test
    void whatDoesNotFitIsRefusedWithExpectedAndActual() {
        Graphs.assertMessage("nOut: expected at least 1, got 0", () -> new VectorDense.Builder().build());
        Graphs.assertMessage(
                "slope: expected a number in [0, 1), got 1.0",
                () -> new VectorRectifier.Builder().slope(1).build());
        Graphs.assertMessage(
                "channels·3",
                () -> Graphs.graph(
                        DataType.FLOAT,
                        g -> g.addInputs("x")
                                .addLayer(
                                        "linear",
                                        new VectorDense.Builder().nOut(4).build(),
                                        "x")
                                .setOutputs("linear")
                                .setInputTypes(InputType.recurrent(4, POINTS))));
        Graphs.assertMessage(
                "[batch, 6, points], got [1, 3, 5]",
                () -> network(DataType.FLOAT).outputSingle(Graphs.normal(DataType.FLOAT, 1, 1, 3, 5)));
    }
}
