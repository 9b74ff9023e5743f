package org.lie4j.apen.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lie4j.apen.partitions.Partition;
import org.lie4j.apen.partitions.PartitionAgreement;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class PartitionVerticesTest {
    private static RnnLossLayer loss() {
        return new RnnLossLayer.Builder(LossFunctions.LossFunction.L1)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static ComputationGraph start(StartPartition start) {
        return Graphs.graph(
                DataType.FLOAT,
                g -> g.addInputs("x")
                        .addVertex("start", start, "x")
                        .addLayer("out", loss(), "start")
                        .setOutputs("out")
                        .setInputTypes(InputType.recurrent(3)));
    }

    private static ComputationGraph votes(VotePartition votes) {
        return Graphs.graph(
                DataType.FLOAT,
                g -> g.addInputs("x", "labels")
                        .addVertex("alone", votes, "x")
                        .addVertex("after", votes, "x", "labels")
                        .addLayer("a", loss(), "alone")
                        .addLayer("b", loss(), "after")
                        .setOutputs("a", "b")
                        .setInputTypes(InputType.recurrent(3), InputType.recurrent(1)));
    }

    private static int[] labels(INDArray array, int cloud) {
        int[] labels = new int[(int) array.size(2)];
        Arrays.setAll(labels, i -> (int) array.getDouble(cloud, 0, i));
        return labels;
    }

    @ParameterizedTest
    @EnumSource
    void startsAreThoseOfTheGeometry(StartPartition.Kind kind) {
        StartPartition start = StartPartition.of(kind, 5);
        double[][] clouds = {PartClouds.boxes(new int[] {20, 20}, 1), PartClouds.boxes(new int[] {10, 30}, 2)};
        INDArray x = PartClouds.array(DataType.FLOAT, clouds);
        ComputationGraph graph = start(start);
        INDArray out = graph.outputSingle(x);
        for (int cloud = 0; cloud < 2; cloud++) {
            Partition expected = start.partitioner().partition(PartClouds.rows(x, cloud, 0), 3);
            assertArrayEquals(expected.labels(), labels(out, cloud));
            assertEquals(5, expected.nonemptyParts());
        }
        Graphs.assertJsonRoundTrip(graph);
        Graphs.assertMessage(
                "expected at least as many points as its 5 cells, got 4",
                () -> graph.output(PartClouds.array(DataType.FLOAT, PartClouds.boxes(new int[] {4}, 1))));
        assertThrows(IllegalArgumentException.class, () -> StartPartition.of(kind, 0));
    }

    /** Votes for three centres, .4 apart, with noise, and one in fifty astray. */
    private static double[] noisy(Partition truth, SplittableRandom random) {
        double[] votes = new double[3 * truth.size()];
        for (int i = 0; i < votes.length; i++) {
            votes[i] = (i % 3 == 0 ? 0.4 * truth.label(i / 3) : 0) + 0.03 * random.nextGaussian();
            votes[i] += i / 3 % 50 == 0 ? random.nextGaussian() : 0;
        }
        return votes;
    }

    @Test
    void votesMakeParts() {
        Partition truth = PartClouds.shuffled(new int[] {60, 80, 100});
        // Cells of ten points that may straddle parts.
        Partition cells = Partition.of(
                java.util.stream.IntStream.range(0, 240).map(i -> (i + 5) / 10).toArray());
        INDArray y = PartClouds.array(
                DataType.FLOAT, noisy(truth, new SplittableRandom(1)), noisy(truth, new SplittableRandom(2)));
        VotePartition votes = VotePartition.of(0.06, 24);
        ComputationGraph graph = votes(votes);
        INDArray[] out = graph.output(y, PartClouds.array(DataType.FLOAT, cells, cells));
        for (int cloud = 0; cloud < 2; cloud++) {
            double[] read = PartClouds.rows(y, cloud, 0);
            Partition alone = Partition.of(labels(out[0], cloud));
            Partition after = Partition.of(labels(out[1], cloud));
            assertEquals(
                    votes.mixture(read, null).posterior(read).mostProbable().compact(), alone.compact());
            assertEquals(
                    votes.mixture(read, cells).posterior(read).mostProbable().compact(), after.compact());
            assertEquals(3, after.nonemptyParts(), "cells start no centre at a vote astray");
            assertTrue(alone.nonemptyParts() > 3, "farthest points do");
            assertTrue(PartitionAgreement.between(truth, after).adjustedRand() > 0.95);
            assertEquals(100, after.partSize(0), 5, "the heaviest part is 0");
        }
        Graphs.assertJsonRoundTrip(graph);
        INDArray broken = y.dup();
        broken.putScalar(1, 2, 7, Float.POSITIVE_INFINITY);
        Graphs.assertMessage(
                "got Infinity at point 7 of cloud 1",
                () -> graph.output(broken, PartClouds.array(DataType.FLOAT, cells, cells)));
        assertThrows(IllegalArgumentException.class, () -> VotePartition.of(0, 24));
    }

    @Test
    void tiesGoToTheLowestPart() {
        VotePartition votes = VotePartition.of(0.1, 2);
        double[] y = {-1, 0, 0, 1, 0, 0, 0, 0, 0, -1, 0, 0, 1, 0, 0};
        Partition found = votes.mixture(y, Partition.of(new int[] {0, 1, 2, 0, 1}))
                .posterior(y)
                .mostProbable();
        assertEquals(3, found.nonemptyParts());
        double[] between = {-1, 0, 0, 1, 0, 0, 0, 0, 0};
        assertEquals(
                0,
                org.lie4j.apen.partitions.VoteMixture.of(3, 1, new double[] {-1, 0, 0, 1, 0, 0}, new double[] {1, 1})
                        .posterior(between)
                        .mostProbable()
                        .label(2));
    }
}
