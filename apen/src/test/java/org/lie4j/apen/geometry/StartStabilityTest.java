package org.lie4j.apen.geometry;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lie4j.apen.partitions.FarthestPointVoronoi;
import org.lie4j.apen.partitions.GraphVoronoi;
import org.lie4j.apen.partitions.Partition;
import org.lie4j.apen.partitions.PartitionAgreement;
import org.lie4j.apen.partitions.Partitioner;
import org.lie4j.apen.partitions.PieceMotions;
import org.lie4j.apen.partitions.WardClustering;

/** How far starts agree with themselves after the parts have moved. {@code main} measures it on motion capture. */
class StartStabilityTest {
    private static Map<String, Partitioner> starts(int cells) {
        Map<String, Partitioner> starts = new LinkedHashMap<>();
        starts.put("Voronoi", new FarthestPointVoronoi(cells));
        starts.put("graph Voronoi", GraphVoronoi.nearest(cells, 8));
        starts.put("Ward", WardClustering.ofCells(cells, 8));
        return starts;
    }

    /** Means over pairs of poses, or over random motions of the parts: agreement, share of kept pairs, adjusted Rand, impurity. */
    private static double[] measure(
            Partitioner start,
            CapsuleCharacter body,
            Motion motion,
            CapsuleCharacter.Skinning skinning,
            boolean scatter,
            int pairs) {
        SplittableRandom random = new SplittableRandom(7);
        double[] mean = new double[4];
        for (int pair = 0; pair < pairs; pair++) {
            double[] x = body.posed(motion.pose(random.nextInt(motion.frames())), skinning)
                    .points();
            double[] y = scatter
                    ? PieceMotions.random(3, body.parts().parts(), 20, random).points(x, body.parts())
                    : body.posed(motion.pose(random.nextInt(motion.frames())), skinning)
                            .points();
            Partition a = start.partition(x, 3);
            Partition b = start.partition(y, 3);
            PartitionAgreement agreement = PartitionAgreement.between(a, b);
            mean[0] += agreement.coMembership() / pairs;
            mean[1] += agreement.kept() / pairs;
            mean[2] += agreement.adjustedRand() / pairs;
            mean[3] += a.meanImpurity(body.parts()) / pairs;
        }
        return mean;
    }

    @Test
    void wardCellsSurviveMotionBetterThanVoronoiCells() {
        Motion walk = MotionTest.walk();
        CapsuleCharacter body = CapsuleCharacter.of(walk.skeleton(), 500, new SplittableRandom(1));
        Map<String, Partitioner> starts = starts(32);
        double[] voronoi = measure(starts.get("Voronoi"), body, walk, CapsuleCharacter.Skinning.RIGID, false, 6);
        double[] ward = measure(starts.get("Ward"), body, walk, CapsuleCharacter.Skinning.RIGID, false, 6);
        System.out.printf("walk, 32 cells: co-membership Voronoi %.2f, Ward %.2f%n", voronoi[0], ward[0]);
        assertTrue(ward[0] > voronoi[0] + 0.1);
    }

    /** Prints the table of docs/results/apen.md for the motion in the given file. */
    public static void main(String[] args) throws IOException {
        Motion motion = BvhReader.read(Path.of(args[0]));
        CapsuleCharacter body = CapsuleCharacter.of(motion.skeleton(), 1024, new SplittableRandom(1));
        System.out.println(body.parts());
        for (int cells : new int[] {24, 64}) {
            for (Map.Entry<String, Partitioner> start : starts(cells).entrySet()) {
                print(cells + " | " + start.getKey(), start.getValue(), body, motion);
            }
        }
        for (double cost : new double[] {8, 2}) {
            Partitioner start = WardClustering.upToCost(cost, 8);
            int cells = start.partition(body.atRest().points(), 3).parts();
            print(cells + " at rest | Ward up to a cost of " + cost, start, body, motion);
        }
    }

    private static void print(String name, Partitioner start, CapsuleCharacter body, Motion motion) {
        for (CapsuleCharacter.Skinning skinning : CapsuleCharacter.Skinning.values()) {
            print(name + " | other pose, " + skinning, measure(start, body, motion, skinning, false, 20));
        }
        print(name + " | scattered", measure(start, body, motion, CapsuleCharacter.Skinning.RIGID, true, 20));
    }

    private static void print(String name, double[] m) {
        System.out.printf("| %s | %.2f | %.2f | %.2f | %.3f |%n", name, m[0], m[1], m[2], m[3]);
    }
}
