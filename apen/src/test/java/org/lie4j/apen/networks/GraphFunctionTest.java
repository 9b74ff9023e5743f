package org.lie4j.apen.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.lie4j.apen.frames.Field;
import org.lie4j.apen.frames.FrameAveraging;
import org.lie4j.apen.frames.FrameGroup;
import org.lie4j.apen.frames.PcaFrames;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class GraphFunctionTest {
    private static final int POINTS = 8;

    /** Two numbers for the cloud, and a position for each point. */
    private static ComputationGraph network() {
        return Graphs.graph(
                DataType.DOUBLE,
                g -> g.addInputs("x")
                        .addLayer(
                                "dense",
                                new SharedDense.Builder()
                                        .nOut(6)
                                        .activation(Activation.TANH)
                                        .build(),
                                "x")
                        .addLayer("pooled", PointPooling.of(Pooling.MAX), "dense")
                        .addLayer(
                                "cloud",
                                new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                                        .nOut(2)
                                        .activation(Activation.IDENTITY)
                                        .build(),
                                "pooled")
                        .addLayer(
                                "points",
                                new RnnOutputLayer.Builder(LossFunctions.LossFunction.MSE)
                                        .nOut(3)
                                        .activation(Activation.IDENTITY)
                                        .build(),
                                "dense")
                        .setOutputs("cloud", "points")
                        .setInputTypes(InputType.recurrent(3, POINTS)));
    }

    private static double[] clouds(int count) {
        return new Random(count).doubles((long) count * POINTS * 3, -1, 1).toArray();
    }

    @Test
    void outputsComeOneAfterTheOther() {
        ComputationGraph network = network();
        double[] clouds = clouds(5);
        INDArray x = Nd4j.create(DataType.DOUBLE, 5, 3, POINTS);
        for (int b = 0; b < 5; b++) {
            for (int i = 0; i < POINTS; i++) {
                for (int axis = 0; axis < 3; axis++) {
                    x.putScalar(b, axis, i, clouds[(b * POINTS + i) * 3 + axis]);
                }
            }
        }
        INDArray[] expected = network.output(x);
        int length = 2 + 3 * POINTS;
        double[] whole = new double[5 * length];
        GraphFunction.of(network).apply(clouds, 5, POINTS, whole);
        for (int b = 0; b < 5; b++) {
            for (int c = 0; c < 2; c++) {
                assertEquals(expected[0].getDouble(b, c), whole[b * length + c], 1e-14);
            }
            for (int i = 0; i < POINTS; i++) {
                for (int c = 0; c < 3; c++) {
                    assertEquals(expected[1].getDouble(b, c, i), whole[b * length + 2 + 3 * i + c], 1e-14);
                }
            }
        }
        double[] inPairs = new double[5 * length];
        GraphFunction.of(network).withBatch(2).apply(clouds, 5, POINTS, inPairs);
        assertArrayEquals(whole, inPairs, 1e-14);
    }

    @Test
    void averagedOverFramesItIsEquivariant() {
        FrameAveraging averaged = FrameAveraging.of(GraphFunction.of(network()))
                .over(PcaFrames.of(FrameGroup.SE, 3))
                .giving(Field.scalars(2), Field.positions(1).forEachPoint());
        double[] cloud = clouds(1);
        double[] expected = averaged.apply(cloud);
        double[] r = VectorLayersTest.rotation(3);
        double[] moved = moved(cloud, 0, r);
        double[] actual = averaged.apply(moved);
        double[] movedOutput = moved(expected, 2, r);
        assertArrayEquals(movedOutput, actual, 1e-12);
        double[] plain = new double[expected.length];
        double[] plainMoved = new double[expected.length];
        GraphFunction.of(network()).apply(cloud.clone(), 1, POINTS, plain);
        GraphFunction.of(network()).apply(moved.clone(), 1, POINTS, plainMoved);
        double error = 0;
        for (int i = 0; i < 2; i++) {
            error = Math.max(error, Math.abs(plain[i] - plainMoved[i]));
        }
        org.junit.jupiter.api.Assertions.assertTrue(error > 1e-3, "invariant of its own accord");
    }

    private static double[] moved(double[] x, int from, double[] r) {
        double[] out = x.clone();
        for (int at = from; at < x.length; at += 3) {
            for (int k = 0; k < 3; k++) {
                out[at + k] = k;
                for (int l = 0; l < 3; l++) {
                    out[at + k] += r[3 * k + l] * x[at + l];
                }
            }
        }
        return out;
    }

    @Test
    void whatDoesNotFitIsRefusedWithExpectedAndActual() {
        GraphFunction function = GraphFunction.of(network());
        Graphs.assertMessage(
                "expected 26 numbers for each cloud, as the graph gives, got 4",
                () -> function.apply(clouds(2), 2, POINTS, new double[8]));
        Graphs.assertMessage("batch: expected at least 1, got 0", () -> function.withBatch(0));
    }
}
