package org.lie4j.apen.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lie4j.apen.frames.FrameGroup;
import org.lie4j.apen.partitions.Partition;
import org.lie4j.apen.partitions.PieceMotions;
import org.lie4j.kernels.GridPooling.Reduction;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class FrameVerticesTest {
    private static final int[] SIZES = {9, 6, 12};

    private static SharedDense dense(int channels, Activation activation) {
        return new SharedDense.Builder().nOut(channels).activation(activation).build();
    }

    private static RnnLossLayer squares() {
        return new RnnLossLayer.Builder(LossFunctions.LossFunction.MSE)
                .activation(Activation.IDENTITY)
                .build();
    }

    /** A sparse PointNet in frames that gives a position, a vector and 2 scalars for each point. */
    private static ComputationGraph network(DataType type, PartFrames frames, Reduction reduction) {
        PartPooling pooling = reduction == Reduction.MAX ? PartPooling.max() : PartPooling.mean();
        return Graphs.graph(
                type,
                g -> g.addInputs("x", "labels")
                        .addVertex("frames", frames, "x", "labels")
                        .addVertex("local", ToFrames.positions(), "frames", "x")
                        .addLayer("hidden", dense(8, Activation.TANH), "local")
                        .addVertex("pooled", pooling, "hidden", "labels")
                        .addVertex("both", new org.deeplearning4j.nn.conf.graph.MergeVertex(), "hidden", "pooled")
                        .addLayer("wide", dense(8, Activation.TANH), "both")
                        .addLayer("last", dense(8, Activation.IDENTITY), "wide")
                        .addVertex("back", FromFrames.of(1, 1, 2), "frames", "last")
                        .addLayer("out", squares(), "back")
                        .setOutputs("out")
                        .setInputTypes(InputType.recurrent(3), InputType.recurrent(1)));
    }

    private static double difference(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    /** Largest error of position, vector and scalars when each part moves by itself. */
    private static double error(ComputationGraph network, double[] x, Partition parts, boolean reflections) {
        DataType type = network.getConfiguration().getDataType();
        PieceMotions g = PartClouds.motions(parts.parts(), reflections, 5);
        INDArray labels = PartClouds.array(type, parts);
        INDArray plain = network.outputSingle(PartClouds.array(type, x), labels).castTo(DataType.DOUBLE);
        INDArray moved = network.outputSingle(PartClouds.array(type, g.points(x, parts)), labels)
                .castTo(DataType.DOUBLE);
        double error = difference(g.points(PartClouds.rows(plain, 0, 0), parts), PartClouds.rows(moved, 0, 0));
        error = Math.max(
                error, difference(g.vectors(PartClouds.rows(plain, 0, 3), parts), PartClouds.rows(moved, 0, 3)));
        INDArray scalars = plain.sub(moved).get(NDArrayIndex.all(), NDArrayIndex.interval(6, 8), NDArrayIndex.all());
        return Math.max(error, Graphs.largest(scalars));
    }

    @ParameterizedTest
    @CsvSource({
        "SE,DOUBLE,ALL,1e-10",
        "E,DOUBLE,ALL,1e-10",
        "SE,FLOAT,ALL,1e-5",
        "E,FLOAT,ALL,1e-5",
        "SE,DOUBLE,CANONICAL,1e-10",
        "E,DOUBLE,CANONICAL,1e-10",
        "SE,FLOAT,CANONICAL,1e-5",
        "E,FLOAT,CANONICAL,1e-5"
    })
    void partsMoveByThemselves(FrameGroup group, DataType type, FrameElements elements, double tolerance) {
        ComputationGraph network = network(type, PartFrames.of(group, 1).with(elements), Reduction.MAX);
        double[] x = PartClouds.boxes(SIZES, 1);
        Partition parts = PartClouds.shuffled(SIZES);
        double error = error(network, x, parts, group == FrameGroup.E);
        System.out.println("parts' motions, " + group + " " + type + ": error " + error);
        assertTrue(error <= tolerance, "error " + error);
        assertTrue(error(network, x, Partition.whole(27), false) <= tolerance);
        PartFrames.Counts counts = PartFrames.counts(network, "frames");
        assertEquals(new PartFrames.Counts(8, 0, 0), counts);
        if (group == FrameGroup.SE) {
            assertTrue(error(network, x, parts, true) > 1e-3, "SE(3) tells reflections apart");
        }
        double mixed = error(network, x, Partition.of(new int[27], 1), false);
        assertTrue(mixed <= tolerance);
        INDArray whole = PartClouds.array(type, Partition.whole(27));
        PieceMotions g = PartClouds.motions(3, false, 5);
        INDArray apart = network.outputSingle(PartClouds.array(type, g.points(x, parts)), whole);
        assertTrue(
                difference(
                                g.points(
                                        PartClouds.rows(network.outputSingle(PartClouds.array(type, x), whole), 0, 0),
                                        parts),
                                PartClouds.rows(apart, 0, 0))
                        > 1e-2,
                "a partition that is too coarse fails");
    }

    @ParameterizedTest
    @CsvSource({"SE,ALL", "E,ALL", "SE,CANONICAL", "E,CANONICAL"})
    void smallAndSymmetricPartsStayEquivariant(FrameGroup group, FrameElements elements) {
        double[] x = PartClouds.boxes(new int[] {1, 2, 3, 3, 8, 4}, 2);
        for (int i = 0; i < 3; i++) {
            System.arraycopy(new double[] {i, 2 * i, 3 * i * 0.7}, 0, x, 3 * (6 + i), 3);
        }
        for (int i = 0; i < 8; i++) {
            System.arraycopy(new double[] {i & 1, i >> 1 & 1, i >> 2}, 0, x, 3 * (9 + i), 3);
        }
        Partition parts = PartClouds.shuffled(new int[] {1, 2, 3, 3, 8, 4});
        ComputationGraph network =
                network(DataType.DOUBLE, PartFrames.of(group, 1).with(elements), Reduction.MEAN);
        assertEquals(0, error(network, x, parts, group == FrameGroup.E), 1e-10);
        assertEquals(new PartFrames.Counts(12, 2, 8), PartFrames.counts(network, "frames"));
        INDArray out =
                network.outputSingle(PartClouds.array(DataType.DOUBLE, x), PartClouds.array(DataType.DOUBLE, parts));
        for (int c = 0; c < 3; c++) {
            assertEquals(x[c], out.getDouble(0, c, 0), 1e-15, "a single point keeps its centre");
            assertEquals(0, out.getDouble(0, 3 + c, 0), "and has no vector");
        }
    }

    @ParameterizedTest
    @EnumSource
    void derivativesAreRight(FrameElements elements) {
        PartFrames frames = PartFrames.of(FrameGroup.SE, 3).with(elements);
        int[] sizes = {4, 5, 1};
        for (Reduction reduction : Reduction.values()) {
            ComputationGraph network = Graphs.graph(
                    DataType.DOUBLE,
                    g -> g.addInputs("x", "labels")
                            .addVertex("frames", frames, "x", "labels")
                            .addLayer("points", dense(3, Activation.IDENTITY), "x")
                            .addLayer("features", dense(5, Activation.TANH), "x")
                            .addVertex("local", ToFrames.with(1, 2), "frames", "points", "features")
                            .addLayer("hidden", dense(6, Activation.TANH), "local")
                            .addVertex(
                                    "pooled",
                                    reduction == Reduction.MAX ? PartPooling.max() : PartPooling.mean(),
                                    "hidden",
                                    "labels")
                            .addVertex("everywhere", PartPooling.max(), "hidden")
                            .addVertex(
                                    "both",
                                    new org.deeplearning4j.nn.conf.graph.MergeVertex(),
                                    "hidden",
                                    "pooled",
                                    "everywhere")
                            .addLayer("last", dense(8, Activation.TANH), "both")
                            .addVertex("back", FromFrames.of(1, 1, 2), "frames", "last")
                            .addLayer("out", squares(), "back")
                            .setOutputs("out")
                            .setInputTypes(InputType.recurrent(3), InputType.recurrent(1)));
            Partition parts = PartClouds.shuffled(sizes);
            INDArray x = PartClouds.array(DataType.DOUBLE, PartClouds.boxes(sizes, 1), PartClouds.boxes(sizes, 2));
            INDArray[] inputs = {x, PartClouds.array(DataType.DOUBLE, parts, parts)};
            // Near the outputs, so that the score is small and finite differences of it are not all rounding.
            INDArray near = network.feedForward(inputs, true).get("back").add(0.2);
            Graphs.checkGradients(network, inputs, new INDArray[] {near});
            Graphs.assertJsonRoundTrip(network);
        }
    }

    @Test
    void trainingDrawsOneElementAndTheDrawsFollowTheIteration() {
        PartFrames frames = PartFrames.of(FrameGroup.E, 3);
        ComputationGraph network = network(DataType.DOUBLE, frames, Reduction.MAX);
        INDArray x = PartClouds.array(DataType.DOUBLE, PartClouds.boxes(SIZES, 1));
        INDArray labels = PartClouds.array(DataType.DOUBLE, PartClouds.shuffled(SIZES));
        INDArray[] inputs = {x, labels};
        INDArray first = network.feedForward(inputs, true).get("frames").dup();
        assertArrayEquals(new long[] {1, 12, 27}, first.shape());
        assertEquals(first, network.feedForward(inputs, true).get("frames"), "the same step draws the same");
        network.getConfiguration().setIterationCount(1);
        assertNotEquals(first, network.feedForward(inputs, true).get("frames"));
        INDArray all = network.feedForward(inputs, false).get("frames");
        assertArrayEquals(new long[] {1, 96, 27}, all.shape());
        java.util.Set<Integer> seen = new java.util.HashSet<>();
        for (int step = 0; step < 100; step++) {
            network.getConfiguration().setIterationCount(step);
            INDArray one = network.feedForward(inputs, true).get("frames");
            INDArray of = one.get(NDArrayIndex.point(0), NDArrayIndex.all(), NDArrayIndex.point(0));
            for (int k = 0; k < 8; k++) {
                INDArray element = all.get(
                        NDArrayIndex.point(0), NDArrayIndex.interval(12 * k, 12 * k + 12), NDArrayIndex.point(0));
                if (element.equalsWithEps(of, 0)) {
                    seen.add(k);
                }
            }
        }
        assertEquals(8, seen.size(), "every element is drawn");
    }

    @Test
    void poolingDoesNotLeakBetweenParts() {
        ComputationGraph network = Graphs.graph(
                DataType.DOUBLE,
                g -> g.addInputs("x", "labels")
                        .addVertex("max", PartPooling.max(), "x", "labels")
                        .addVertex("mean", PartPooling.mean(), "x", "labels")
                        .addLayer("a", squares(), "max")
                        .addLayer("b", squares(), "mean")
                        .setOutputs("a", "b")
                        .setInputTypes(InputType.recurrent(2), InputType.recurrent(1)));
        INDArray x = Nd4j.create(new double[] {1, 5, -3, 2, -1, 0, 7, 7, -9, 4}, new long[] {1, 2, 5}, DataType.DOUBLE);
        INDArray labels = PartClouds.array(DataType.DOUBLE, Partition.of(new int[] {7, 0, 7, 0, 7}));
        INDArray[] out = network.output(x, labels);
        assertArrayEquals(
                new double[] {1, 5, 1, 5, 1, 7, 7, 7, 7, 7}, out[0].data().asDouble());
        assertArrayEquals(
                new double[] {-1, 3.5, -1, 3.5, -1, 11 / 3.0, -1, 11 / 3.0, -1, 11 / 3.0},
                out[1].dup('c').data().asDouble(),
                1e-15);
        INDArray four = Nd4j.concat(0, x, x.mul(2), x.neg(), x);
        INDArray two = Nd4j.concat(0, labels, labels.mul(0));
        INDArray copies = network.output(four, two)[0];
        Graphs.assertClose(
                out[0].mul(2), copies.get(NDArrayIndex.interval(1, 2), NDArrayIndex.all(), NDArrayIndex.all()), 0);
        assertEquals(3, copies.getDouble(2, 0, 1), "the second cloud is one part");
    }

    @Test
    void badInputIsNamed() {
        ComputationGraph network = network(DataType.FLOAT, PartFrames.of(FrameGroup.SE, 1), Reduction.MAX);
        INDArray x = PartClouds.array(DataType.FLOAT, PartClouds.boxes(SIZES, 1));
        INDArray labels = PartClouds.array(DataType.FLOAT, PartClouds.shuffled(SIZES));
        INDArray broken = x.dup();
        broken.putScalar(0, 1, 4, Float.NaN);
        Graphs.assertMessage("got NaN at point 4 of cloud 0, coordinate 1", () -> network.output(broken, labels));
        INDArray half = labels.dup();
        half.putScalar(0, 0, 3, 0.5);
        Graphs.assertMessage("got 0.5 at point 3 of cloud 0", () -> network.output(x, half));
        half.putScalar(0, 0, 3, -1);
        Graphs.assertMessage("got -1.0 at point 3", () -> network.output(x, half));
        Graphs.assertMessage(
                "expected labels [1, 1, 27], got [1, 1, 20]",
                () -> network.output(
                        x,
                        labels.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 20))
                                .dup()));
        assertThrows(IllegalArgumentException.class, () -> PartFrames.of(FrameGroup.SIM, 1));
        assertThrows(IllegalArgumentException.class, () -> FromFrames.of(0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> ToFrames.with(-1, 2));
        assertThrows(IllegalArgumentException.class, () -> PartFrames.counts(network, "local"));
        Graphs.assertMessage(
                "expected positions [batch, 3, points]",
                () -> Graphs.graph(
                        DataType.FLOAT,
                        g -> g.addInputs("x")
                                .addVertex("frames", PartFrames.of(FrameGroup.SE, 1), "x")
                                .addLayer("out", squares(), "frames")
                                .setOutputs("out")
                                .setInputTypes(InputType.recurrent(4))));
    }
}
