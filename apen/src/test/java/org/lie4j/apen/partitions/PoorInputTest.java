package org.lie4j.apen.partitions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Input that is allowed, but poor: few points, coincident points, giant coordinates, empty parts, more parts than points. */
class PoorInputTest {
    private static final Partitioner[] STARTS = {
        new FarthestPointVoronoi(9),
        GraphVoronoi.nearest(9, 4),
        WardClustering.ofCells(9, 4),
        WardClustering.upToCost(1, 4)
    };

    @Test
    void moreCellsThanPointsLeaveCellsEmpty() {
        double[] x = new SplittableRandom(1).doubles(12).toArray();
        for (Partitioner start : STARTS) {
            Partition found = start.partition(x, 3);
            assertEquals(4, found.size());
            assertTrue(found.nonemptyParts() <= 4, found.toString());
        }
        for (int k = 0; k < 3; k++) {
            assertEquals(4, STARTS[k].partition(x, 3).nonemptyParts(), "start " + k);
            assertEquals(9, STARTS[k].partition(x, 3).parts());
        }
        assertEquals(
                1, new VoteClustering(100, 64, 10, 1e-3).fit(x, 3).mixture().components());
    }

    @Test
    void coincidentPointsShareACell() {
        // Three places, each held by five points.
        double[] x = new double[45];
        for (int i = 0; i < 15; i++) {
            Arrays.fill(x, 3 * i, 3 * i + 3, i % 3);
        }
        for (Partitioner start : new Partitioner[] {new FarthestPointVoronoi(3), WardClustering.ofCells(3, 4)}) {
            Partition found = start.partition(x, 3);
            for (int i = 3; i < 15; i++) {
                assertEquals(found.label(i - 3), found.label(i));
            }
            assertEquals(3, found.nonemptyParts());
        }
        assertEquals(3, new FarthestPointVoronoi(9).partition(x, 3).nonemptyParts());
        VoteMixture mixture = VoteClustering.of(0.1).fit(x, 3).mixture();
        assertEquals(3, mixture.components());
        assertArrayEquals(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, mixture.weights(), 1e-12);
    }

    @Test
    void oneGiantCoordinateIsACellOfItsOwn() {
        double[] x = new SplittableRandom(2).doubles(60).toArray();
        x[7] = 1e150;
        for (int k = 0; k < 3; k++) {
            Partition found = STARTS[k].partition(x, 3);
            assertEquals(1, found.partSize(found.label(2)), "start " + k);
        }
    }

    @Test
    void emptyPartsChangeNothing() {
        Partition truth = Partition.of(new int[] {0, 0, 5, 5}, 9);
        Partition same = Partition.of(new int[] {1, 1, 0, 0}, 2);
        assertTrue(same.refines(truth) && truth.refines(same));
        assertEquals(1, PartitionAgreement.between(truth, same).adjustedRand());
        assertEquals(0, truth.meanImpurity(same));
        Posterior certain = Posterior.certain(truth);
        assertEquals(0, Calibration.ofPairs(certain, same, 10).expectedError());
        assertEquals(0, Calibration.ofParts(certain, same, 10).expectedError());
        SplittableRandom random = new SplittableRandom(3);
        assertEquals(0, UncertaintyBound.of(certain, same, 1, 10, random).bound());
        double[] moved = PieceMotions.random(3, 9, 1, random).points(new double[12], truth);
        assertArrayEquals(Arrays.copyOfRange(moved, 0, 3), Arrays.copyOfRange(moved, 3, 6));
    }

    @Test
    void heavyVotesOfOnePartDoNotHideASmallOne() {
        double[] votes = new double[1001];
        votes[1000] = 5;
        VoteMixture mixture = VoteClustering.of(0.5).fit(votes, 1).mixture();
        assertEquals(2, mixture.components());
        assertEquals(1 / 1001.0, mixture.weights()[1], 1e-9);
        VoteGradient gradient = VoteGradient.of(mixture, votes, VoteGradient.Information.OBSERVED);
        double[] back = gradient.backward(new double[] {0, 1}, null, null);
        assertEquals(1, back[1000], 1e-6);
    }
}
