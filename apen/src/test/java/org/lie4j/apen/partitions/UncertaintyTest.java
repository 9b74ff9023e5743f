package org.lie4j.apen.partitions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UncertaintyTest {
    private static Posterior random(int n, int k, double sharpness, SplittableRandom random) {
        double[] q = new double[n * k];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < k; j++) {
                q[i * k + j] = Math.exp(sharpness * random.nextGaussian());
                sum += q[i * k + j];
            }
            for (int j = 0; j < k; j++) {
                q[i * k + j] /= sum;
            }
        }
        return Posterior.of(q, k);
    }

    @Test
    void termsAreThoseOfAllPartitionsOneByOne() {
        SplittableRandom random = new SplittableRandom(1);
        Partition truth = Partition.of(new int[] {0, 0, 1, 1, 1});
        for (int trial = 0; trial < 10; trial++) {
            Posterior q = random(5, 3, 3, random);
            Partition best = q.mostProbable();
            double lambda = 0;
            double delta = 0;
            for (int code = 0; code < 243; code++) {
                int[] labels = new int[5];
                double p = 1;
                for (int i = 0, rest = code; i < 5; i++, rest /= 3) {
                    labels[i] = rest % 3;
                    p *= q.probability(i, rest % 3);
                }
                Partition z = Partition.of(labels, 3);
                lambda += z.refines(truth) ? 0 : p;
                delta += z.equals(best) ? 0 : p;
            }
            UncertaintyBound bound = UncertaintyBound.of(q, truth, 2, 20_000, random);
            assertEquals(lambda, bound.lambda(), 5 * bound.lambdaError() + 1e-3);
            assertEquals(delta, bound.delta(), 1e-14);
            assertTrue(bound.delta() <= bound.deltaBound());
            assertEquals(2 * Math.min(1, bound.lambda() + bound.delta()), bound.bound(), 1e-15);
            assertTrue(bound.isConsistentWith(bound.bound()));
        }
    }

    @Test
    void smallDoubtsAreNotLost() {
        double[] q = new double[2000];
        for (int i = 0; i < 1000; i++) {
            q[2 * i] = 1;
            q[2 * i + 1] = 1e-20;
        }
        assertEquals(1e-17, UncertaintyBound.delta(Posterior.of(q, 2)), 1e-29);
        assertEquals(1e-17, UncertaintyBound.deltaBound(Posterior.of(q, 2)), 1e-29);
        assertEquals(0, UncertaintyBound.delta(Posterior.certain(Partition.whole(4))));
    }

    @Test
    void theBoundHoldsForALayerUnderDrawnPartitions() {
        // φ uses the parts of Ẑ; parts of Z ~ Q move. The error vanishes where Z = Ẑ, and is at most M elsewhere.
        SplittableRandom random = new SplittableRandom(2);
        double[] x = Chains.straight(2, 10, 1);
        double[] p = new double[40];
        for (int i = 0; i < 20; i++) {
            p[2 * i + i / 10] = i % 10 == 0 ? 0.9 : 0.999;
            p[2 * i + 1 - i / 10] = 1 - p[2 * i + i / 10];
        }
        Posterior q = Posterior.of(p, 2);
        Partition best = q.mostProbable();
        double[] plain = partCentres(x, 3, best);
        double mean = 0;
        double largest = 0;
        int draws = 4000;
        for (int draw = 0; draw < draws; draw++) {
            Partition z = q.sample(random);
            PieceMotions g = PieceMotions.random(3, 2, 5, random);
            double[] difference = partCentres(g.points(x, z), 3, best);
            double[] expected = g.points(plain, z);
            double squares = 0;
            for (int i = 0; i < expected.length; i++) {
                squares += (expected[i] - difference[i]) * (expected[i] - difference[i]);
            }
            double error = Math.sqrt(squares);
            assertTrue(!z.equals(best) || error < 1e-12);
            mean += error / draws;
            largest = Math.max(largest, error);
        }
        UncertaintyBound bound = UncertaintyBound.of(q, Chains.links(2, 10), largest, draws, random);
        assertTrue(bound.isConsistentWith(mean) && mean > 0.01 * bound.bound(), mean + " " + bound);
        assertTrue(mean < bound.delta() * largest * 1.1);
    }

    /** For each point the centre of its part: E(3)^k-equivariant. */
    private static double[] partCentres(double[] x, int d, Partition parts) {
        double[] mean = new double[parts.parts() * d];
        for (int i = 0; i < x.length; i++) {
            int part = parts.label(i / d);
            mean[part * d + i % d] += x[i] / parts.partSize(part);
        }
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = mean[parts.label(i / d) * d + i % d];
        }
        return out;
    }

    @Test
    void theErrorIsNoneWithATruePartitionAndTheSignalWithCellsFoundAnew() {
        Partition links = Chains.links(3, 60);
        double[] x = Chains.straight(3, 60, 4);
        SplittableRandom random = new SplittableRandom(5);
        PiecewiseEquivarianceError truth = PiecewiseEquivarianceError.measure(
                UncertaintyTest::partCentres, x, 3, links, (points, d) -> links, true, 5, 10, random);
        assertEquals(0, truth.kept().largest(), 1e-13);
        assertEquals(truth.kept(), truth.recomputed());
        assertEquals(1, truth.agreement(), 1e-14);

        Partition pure = new FarthestPointVoronoi(8).partition(x, 3).meet(links);
        Partitioner pureCells = (points, d) -> points == x
                ? pure
                : new FarthestPointVoronoi(8).partition(points, d).meet(links);
        PiecewiseEquivarianceError cells = PiecewiseEquivarianceError.measure(
                UncertaintyTest::partCentres, x, 3, links, pureCells, true, 5, 10, random);
        System.out.println("pure Voronoi cells: " + cells);
        assertEquals(0, cells.kept().largest(), 1e-12);
        assertTrue(cells.recomputed().relative() > 0.05 && cells.agreement() < 0.8, cells.toString());

        PiecewiseEquivarianceError whole = PiecewiseEquivarianceError.measure(
                UncertaintyTest::partCentres, x, 3, links, (points, d) -> Partition.whole(180), true, 5, 10, random);
        assertTrue(whole.kept().largest() > 1, "a partition that is too coarse");
    }

    @Test
    void samplesFollowThePosterior() {
        SplittableRandom random = new SplittableRandom(6);
        Posterior q = Posterior.of(new double[] {0.2, 0, 0.8, 1, 0, 0}, 3);
        int[] counts = new int[3];
        for (int draw = 0; draw < 20_000; draw++) {
            Partition z = q.sample(random);
            counts[z.label(0)]++;
            assertEquals(0, z.label(1));
        }
        assertEquals(0.2, counts[0] / 20_000.0, 0.01);
        assertEquals(0, counts[1]);
        assertEquals(0.2, q.together(0, 1), 1e-15);
        assertEquals(0.8, q.confidence(0));
        assertArrayEquals(new int[] {2, 0}, q.mostProbable().labels());
        assertEquals(0, Posterior.of(new double[] {0.5, 0.5}, 2).mostProbable().label(0), "ties to the lowest");
    }

    @Test
    void calibrationFindsWhetherProbabilitiesAreMet() {
        // A truth drawn from Q itself is calibrated; one drawn from a flatter Q is not.
        SplittableRandom random = new SplittableRandom(7);
        double calibrated = 0;
        double overconfident = 0;
        for (int trial = 0; trial < 20; trial++) {
            double[] q = random(300, 2, 0.8, random).toArray();
            double[] sharp = q.clone();
            for (int i = 0; i < 300; i++) {
                double a = Math.pow(q[2 * i], 4);
                double b = Math.pow(q[2 * i + 1], 4);
                sharp[2 * i] = a / (a + b);
                sharp[2 * i + 1] = b / (a + b);
            }
            Partition truth = Posterior.of(q, 2).sample(random);
            calibrated += Calibration.ofPairs(Posterior.of(q, 2), truth, 10).expectedError() / 20;
            overconfident +=
                    Calibration.ofPairs(Posterior.of(sharp, 2), truth, 10).expectedError() / 20;
        }
        assertTrue(calibrated < 0.03 && overconfident > 0.08, calibrated + " " + overconfident);
    }

    @Test
    void calibrationOfPartsIsCountedByHand() {
        // Part 1 and 2 both stand for the true part 1.
        Posterior q = Posterior.of(new double[] {.9, .1, 0, .1, .6, .3, .2, .1, .7, .6, .1, .3}, 3);
        Calibration c = Calibration.ofParts(q, Partition.of(new int[] {0, 1, 1, 1}), 2);
        assertEquals(1, c.bins().size());
        assertEquals(0.8, c.bins().get(0).probability(), 1e-15);
        assertEquals(0.75, c.bins().get(0).frequency());
        assertEquals(0.05, c.expectedError(), 1e-15);
        assertEquals((0.01 + 0.01 + 0.04 + 0.36) / 4, c.brierScore(), 1e-15);
    }

    @Test
    void badInputIsNamed() {
        SplittableRandom random = new SplittableRandom(8);
        Posterior q = Posterior.certain(Partition.whole(2));
        PartitionTest.assertMessage("got 1.5 at point 0", () -> Posterior.of(new double[] {0.5, 1}, 2));
        PartitionTest.assertMessage("got NaN at point 0, part 1", () -> Posterior.of(new double[] {1, Double.NaN}, 2));
        PartitionTest.assertMessage("got 3 numbers for k = 2", () -> Posterior.of(new double[3], 2));
        PartitionTest.assertMessage("got 2 and 3", () -> UncertaintyBound.of(q, Partition.whole(3), 1, 1, random));
        PartitionTest.assertMessage("got NaN", () -> UncertaintyBound.of(q, Partition.whole(2), Double.NaN, 1, random));
        PartitionTest.assertMessage("draws", () -> UncertaintyBound.of(q, Partition.whole(2), 1, 0, random));
        PartitionTest.assertMessage("got 2 and 3", () -> Calibration.ofPairs(q, Partition.whole(3), 5));
        PartitionTest.assertMessage("bins", () -> Calibration.ofParts(q, Partition.whole(2), 0));
        PartitionTest.assertMessage(
                "with product 4.0", () -> PieceMotions.of(2, new double[] {2, 0, 0, 1}, new double[2]));
        PartitionTest.assertMessage("expected [1, 2, 2]", () -> PieceMotions.of(2, new double[3], new double[2]));
        PartitionTest.assertMessage(
                "expected at most 1 parts, got 2",
                () -> PieceMotions.random(2, 1, 1, random).points(new double[4], Partition.singletons(2)));
        PartitionTest.assertMessage(
                "got 3",
                () -> PiecewiseEquivarianceError.measure(
                        (x, d, z) -> new double[3],
                        new double[6],
                        3,
                        Partition.whole(2),
                        (x, d) -> Partition.whole(2),
                        true,
                        1,
                        1,
                        random));
    }
}
