package org.lie4j.apen.partitions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StartsTest {
    static Partitioner[] starts() {
        return new Partitioner[] {
            new FarthestPointVoronoi(12),
            GraphVoronoi.nearest(12, 8),
            WardClustering.ofCells(12, 8),
            WardClustering.upToCost(4, 8)
        };
    }

    @ParameterizedTest
    @MethodSource("starts")
    void globalMotionsChangeNothing(Partitioner start) {
        double[] x = Chains.straight(3, 120, 1);
        Partition expected = start.partition(x, 3);
        SplittableRandom random = new SplittableRandom(2);
        for (int trial = 0; trial < 5; trial++) {
            double[] moved = Chains.scattered(x, Partition.whole(360), 10, random);
            assertEquals(expected, start.partition(moved, 3));
        }
    }

    @Test
    void wardAndGraphCellsSurviveBendingBetterThanVoronoiCells() {
        double voronoi = agreement(new FarthestPointVoronoi(16));
        double graph = agreement(GraphVoronoi.nearest(16, 8));
        double ward = agreement(WardClustering.ofCells(16, 8));
        double local = agreement(WardClustering.upToCost(3, 8));
        System.out.printf(
                "chain of 4 links, bent by 0.8 rad at each joint: co-membership Voronoi %.2f, graph %.2f, Ward %.2f,"
                        + " Ward up to a cost %.2f%n",
                voronoi, graph, ward, local);
        assertTrue(ward > voronoi + 0.1 && graph > voronoi && local > voronoi + 0.1);
    }

    private static double agreement(Partitioner start) {
        Partition links = Chains.links(4, 200);
        double sum = 0;
        for (int seed = 0; seed < 8; seed++) {
            double[] x = Chains.straight(4, 200, seed);
            sum += PartitionAgreement.between(start.partition(x, 3), start.partition(Chains.bent(x, links, 0.8), 3))
                    .coMembership();
        }
        return sum / 8;
    }

    @Test
    void clustersInsideAPartDoNotKnowOfTheOthersMotion() {
        // Two bodies with a wide gap between them: no merger crosses it before the end, so the cells are exactly
        // invariant.
        double[] x = Chains.straight(2, 150, 3);
        Partition links = Chains.links(2, 150);
        for (int i = 150; i < 300; i++) {
            x[3 * i] += 20;
        }
        Partition expected = WardClustering.upToCost(3, 8).partition(x, 3);
        assertTrue(expected.refines(links) && expected.parts() > 6, expected.toString());
        SplittableRandom random = new SplittableRandom(4);
        int separate = 0;
        for (int trial = 0; trial < 5; trial++) {
            double[] moved = Chains.scattered(x, links, 30, random);
            if (NeighbourGraph.nearest(moved, 3, 8).components().refines(links)) {
                separate++;
                assertEquals(expected, WardClustering.upToCost(3, 8).partition(moved, 3));
            }
        }
        assertTrue(separate >= 3);
    }

    @Test
    void hopsOnAMeshAreExactlyInvariant() {
        int[] strip = IntStream.range(0, 38)
                .flatMap(t -> IntStream.of(t, t + 1, t + 2))
                .toArray();
        SplittableRandom random = new SplittableRandom(5);
        double[] x = random.doubles(120).toArray();
        Partitioner start = GraphVoronoi.mesh(6, strip, true);
        assertEquals(start.partition(x, 3), start.partition(random.doubles(120).toArray(), 3));
        Partition lengths = GraphVoronoi.mesh(6, strip, false).partition(x, 3);
        assertEquals(6, lengths.nonemptyParts());
    }

    @Test
    void graphCellsAreNearestInFloydWarshallDistances() {
        double[] x = Chains.straight(2, 20, 6);
        NeighbourGraph graph = NeighbourGraph.nearest(x, 3, 3);
        int n = graph.size();
        double[][] distance = new double[n][n];
        for (int i = 0; i < n; i++) {
            Arrays.fill(distance[i], Double.POSITIVE_INFINITY);
            distance[i][i] = 0;
            for (int m = 0; m < graph.degree(i); m++) {
                distance[i][graph.neighbour(i, m)] = graph.length(i, m);
            }
        }
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    distance[i][j] = Math.min(distance[i][j], distance[i][k] + distance[k][j]);
                }
            }
        }
        double[] nearest = new double[n];
        int[] labels = new int[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int[] sources = {4, 17, 30};
        for (int s = 0; s < 3; s++) {
            graph.relax(sources[s], s, nearest, labels);
        }
        for (int i = 0; i < n; i++) {
            double best = Math.min(distance[4][i], Math.min(distance[17][i], distance[30][i]));
            assertEquals(best, nearest[i], 1e-12);
            if (best < Double.POSITIVE_INFINITY) {
                assertEquals(best, distance[sources[labels[i]]][i], 1e-12);
            }
        }
    }

    @Test
    void nearestNeighboursAreThoseOfASort() {
        double[] x = new SplittableRandom(7).doubles(60).toArray();
        NeighbourGraph graph = NeighbourGraph.nearest(x, 3, 4);
        for (int i = 0; i < 20; i++) {
            int point = i;
            int[] order = IntStream.range(0, 20)
                    .filter(j -> j != point)
                    .boxed()
                    .sorted(java.util.Comparator.comparingDouble(
                            j -> PointArrays.squaredDistance(x, 3 * point, x, 3 * j, 3)))
                    .mapToInt(j -> j)
                    .toArray();
            java.util.Set<Integer> found = new java.util.HashSet<>();
            for (int m = 0; m < graph.degree(i); m++) {
                found.add(graph.neighbour(i, m));
                assertEquals(
                        Math.sqrt(PointArrays.squaredDistance(x, 3 * i, x, 3 * graph.neighbour(i, m), 3)),
                        graph.length(i, m));
            }
            for (int m = 0; m < 4; m++) {
                assertTrue(found.contains(order[m]));
            }
        }
    }

    @Test
    void componentsAreWhatLongEdgesHeldTogether() {
        double[] x = {0, 1, 2, 10, 11, 12};
        NeighbourGraph graph = NeighbourGraph.nearest(x, 1, 3);
        assertEquals(1, graph.components().parts());
        assertArrayEquals(
                new int[] {0, 0, 0, 1, 1, 1},
                graph.withoutEdgesLongerThan(2).components().labels());
        assertEquals(1, graph.withUnitLengths().length(0, 0));
    }

    @Test
    void wardMergesWhatABruteForceMerges() {
        // With all points adjacent the clustering is Ward's own: compared with the definition, growth of the sum of
        // squares.
        double[] x = new SplittableRandom(8).doubles(28).toArray();
        int n = 14;
        int[] labels = IntStream.range(0, n).toArray();
        for (int clusters = n; clusters > 4; clusters--) {
            int bestA = -1;
            int bestB = -1;
            double best = Double.POSITIVE_INFINITY;
            for (int a = 0; a < n; a++) {
                for (int b = a + 1; b < n; b++) {
                    double growth = scatter(x, labels, a, b) - scatter(x, labels, a, a) - scatter(x, labels, b, b);
                    if (contains(labels, a) && contains(labels, b) && growth < best) {
                        best = growth;
                        bestA = a;
                        bestB = b;
                    }
                }
            }
            for (int i = 0; i < n; i++) {
                labels[i] = labels[i] == bestB ? bestA : labels[i];
            }
        }
        Partition found = WardClustering.ofCells(4, n).partition(x, 2);
        assertTrue(Partition.of(labels, n).hasSamePartsAs(found));
    }

    private static boolean contains(int[] labels, int label) {
        return Arrays.stream(labels).anyMatch(l -> l == label);
    }

    private static double scatter(double[] x, int[] labels, int a, int b) {
        double[] mean = new double[2];
        int count = 0;
        double squares = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == a || labels[i] == b) {
                count++;
                mean[0] += x[2 * i];
                mean[1] += x[2 * i + 1];
                squares += x[2 * i] * x[2 * i] + x[2 * i + 1] * x[2 * i + 1];
            }
        }
        return count == 0 ? 0 : squares - (mean[0] * mean[0] + mean[1] * mean[1]) / count;
    }

    @ParameterizedTest
    @MethodSource("starts")
    void badAndPoorInput(Partitioner start) {
        PartitionTest.assertMessage("expected [n, 3] with n >= 1, got 4", () -> start.partition(new double[4], 3));
        PartitionTest.assertMessage("got 0 numbers", () -> start.partition(new double[0], 3));
        PartitionTest.assertMessage(
                "got NaN at point 1, coordinate 0", () -> start.partition(new double[] {0, 1, 2, Double.NaN, 1, 2}, 3));
        assertEquals(1, start.partition(new double[] {1, 2, 3}, 3).nonemptyParts());
        assertTrue(start.partition(new double[15], 3).nonemptyParts() >= 1, "coincident points");
        assertEquals(
                2, start.partition(new double[] {0, 0, 0, 1e200, 0, 0}, 3).nonemptyParts(), "one giant coordinate");
    }
}
