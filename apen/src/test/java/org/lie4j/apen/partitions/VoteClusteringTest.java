package org.lie4j.apen.partitions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VoteClusteringTest {
    /** 1,000 votes for 10 centres, drawn in a box of side 0.8 no nearer to each other than 0.16, with noise .05. */
    private static final int PARTS = 10;

    private static final int EACH = 100;

    private static double[] centres(SplittableRandom random) {
        double[] centres = new double[PARTS * 3];
        for (int j = 0; j < PARTS; ) {
            for (int c = 0; c < 3; c++) {
                centres[3 * j + c] = 0.8 * random.nextDouble();
            }
            int fresh = j;
            boolean far = java.util.stream.IntStream.range(0, j)
                    .allMatch(i -> PointArrays.squaredDistance(centres, 3 * i, centres, 3 * fresh, 3) > 0.0256);
            j += far ? 1 : 0;
        }
        return centres;
    }

    private static double[] votes(double noise, SplittableRandom random) {
        double[] centres = centres(random);
        double[] votes = new double[PARTS * EACH * 3];
        for (int i = 0; i < votes.length; i++) {
            votes[i] = centres[i / 3 / EACH * 3 + i % 3] + noise * random.nextGaussian();
        }
        return votes;
    }

    private static Partition truth() {
        return Chains.links(PARTS, EACH);
    }

    @Test
    void theNumberOfClustersDependsOnSigma() {
        double[] sigmas = {0.03, 0.06, 0.12};
        double[] parts = new double[3];
        double[] rand = new double[3];
        int seeds = 5;
        for (int seed = 0; seed < seeds; seed++) {
            double[] votes = votes(0.05, new SplittableRandom(seed));
            for (int s = 0; s < 3; s++) {
                VoteMixture mixture = new VoteClustering(sigmas[s], 64, 500, 1e-4)
                        .fit(votes, 3)
                        .mixture();
                parts[s] += mixture.components() / (double) seeds;
                rand[s] += PartitionAgreement.between(
                                        truth(), mixture.posterior(votes).mostProbable())
                                .adjustedRand()
                        / seeds;
            }
        }
        for (int s = 0; s < 3; s++) {
            System.out.printf(
                    "10 parts, noise .05: sigma %.2f finds %.1f parts, ARI %.3f%n", sigmas[s], parts[s], rand[s]);
        }
        assertTrue(parts[0] > 20 && rand[0] < 0.7, "too narrow");
        assertEquals(10, parts[1], 2);
        assertTrue(rand[1] > 0.95, "right");
        assertTrue(parts[2] < 10 && rand[2] < 0.95, "too wide");
    }

    @Test
    void heldOutVotesAndTheCriterionFindSigma() {
        double[] sigmas = {0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.12, 0.2};
        SigmaSelection selection = SigmaSelection.of(
                votes(0.05, new SplittableRandom(1)), 3, new VoteClustering(1, 64, 500, 1e-4), sigmas, 3);
        System.out.println(selection);
        assertEquals(0.05, selection.byHeldOutLikelihood().sigma(), 0.011);
        assertEquals(0.06, selection.byInformationCriterion().sigma(), 0.011);
        assertEquals(10, selection.byInformationCriterion().result().mixture().components(), 1);
    }

    @Test
    void stepsRaiseTheLikelihoodWhereNothingMerges() {
        double[] votes = votes(0.05, new SplittableRandom(2));
        VoteMixture mixture =
                new VoteClustering(0.06, 64, 1, 1e-9).fit(votes, 3).mixture();
        for (int step = 0; step < 40; step++) {
            VoteMixture next =
                    new VoteClustering(0.06, 64, 1, 1e-9).refine(votes, mixture).mixture();
            if (next.components() == mixture.components()) {
                assertTrue(next.meanLogLikelihood(votes) >= mixture.meanLogLikelihood(votes) - 1e-13);
            }
            mixture = next;
        }
        VoteClustering.Result end = VoteClustering.of(0.06).refine(votes, mixture);
        assertTrue(end.converged());
        double[] score = VoteGradient.of(end.mixture(), votes, VoteGradient.Information.OBSERVED)
                .score();
        assertEquals(0, Arrays.stream(score).map(Math::abs).max().orElse(1), 0.1);
    }

    @Test
    void clustersMoveWithTheVotes() {
        double[] votes = votes(0.05, new SplittableRandom(3));
        double[] moved = Chains.scattered(votes, Partition.whole(1000), 10, new SplittableRandom(4));
        VoteMixture a = VoteClustering.of(0.06).fit(votes, 3).mixture();
        VoteMixture b = VoteClustering.of(0.06).fit(moved, 3).mixture();
        assertArrayEquals(a.weights(), b.weights(), 1e-10);
        assertTrue(a.posterior(votes)
                .mostProbable()
                .hasSamePartsAs(b.posterior(moved).mostProbable()));
    }

    @Test
    void centresMergeExactlyBelowSigmaRootTwo() {
        double limit = 0.3 * Math.sqrt(2);
        for (double factor : new double[] {0.999, 1.001}) {
            VoteMixture two = VoteMixture.of(1, 0.3, new double[] {0, factor * limit}, new double[] {1, 3});
            assertEquals(factor * factor, two.divergence(0, 1), 1e-12);
            VoteMixture merged = VoteClustering.merged(two);
            assertEquals(factor < 1 ? 1 : 2, merged.components());
            if (factor < 1) {
                assertEquals(0.75 * factor * limit, merged.means()[0], 1e-15);
            }
        }
    }

    @Test
    void densityAndPosteriorAreThoseOfTheFormula() {
        VoteMixture mixture = VoteMixture.of(2, 0.5, new double[] {0, 0, 1, 0}, new double[] {1, 3});
        double[] y = {0.2, 0.1};
        double a = 0.25 * Math.exp(-(0.04 + 0.01) / 0.5) / (2 * Math.PI * 0.25);
        double b = 0.75 * Math.exp(-(0.64 + 0.01) / 0.5) / (2 * Math.PI * 0.25);
        assertEquals(Math.log(a + b), mixture.meanLogLikelihood(y), 1e-14);
        assertEquals(a / (a + b), mixture.posterior(y).probability(0, 0), 1e-15);
        assertEquals(-Math.log(a + b) - 0.7 * 2 * 0.1875 * Math.log(2), mixture.energy(y, 0.7), 1e-14);
        assertEquals(1, mixture.posterior(new double[] {1e9, 0}).probability(0, 1));
    }

    @Test
    void badInputIsNamed() {
        PartitionTest.assertMessage("got 0.0", () -> VoteClustering.of(0));
        PartitionTest.assertMessage("got NaN", () -> VoteClustering.of(Double.NaN));
        PartitionTest.assertMessage("starts: expected at least 1, got 0", () -> new VoteClustering(1, 0, 1, 1));
        PartitionTest.assertMessage("steps: expected at least 1, got 0", () -> new VoteClustering(1, 1, 0, 1));
        PartitionTest.assertMessage("tolerance", () -> new VoteClustering(1, 1, 1, 0));
        PartitionTest.assertMessage(
                "point 0, coordinate 1", () -> VoteClustering.of(1).fit(new double[] {1, Double.POSITIVE_INFINITY}, 2));
        PartitionTest.assertMessage(
                "folds: expected 2 to the number of votes, 3, got 4",
                () -> SigmaSelection.of(new double[3], 1, VoteClustering.of(1), new double[] {1}, 4));
        PartitionTest.assertMessage("expected [2]", () -> VoteMixture.of(1, 1, new double[2], new double[1]));
        PartitionTest.assertMessage("got -1.0 at 0", () -> VoteMixture.of(1, 1, new double[1], new double[] {-1}));
        assertEquals(
                1,
                VoteClustering.of(1).fit(new double[12], 3).mixture().components(),
                "coincident votes are one cluster");
        assertThrows(
                ArithmeticException.class,
                () -> VoteMixture.of(1, 1, new double[1], new double[] {1}).posterior(new double[] {1e200}));
    }

    @Test
    void startsAtThePartsOfAPartition() {
        double[] votes = votes(0.03, new SplittableRandom(3));
        VoteClustering rule = new VoteClustering(0.05, 64, 500, 1e-6);
        VoteClustering.Result result = rule.fit(votes, 3, truth());
        assertTrue(result.converged());
        assertEquals(PARTS, result.mixture().components());
        double likelihood = result.mixture().meanLogLikelihood(votes);
        assertTrue(likelihood
                > rule.fit(votes, 3, Partition.whole(PARTS * EACH)).mixture().meanLogLikelihood(votes));
        // Responsibilities that are left out change nothing: a step of the whole sums stays where it is.
        double[] means = result.mixture().means();
        double[] q = result.mixture().posterior(votes).toArray();
        for (int j = 0; j < PARTS; j++) {
            double sum = 0;
            double[] mean = new double[3];
            for (int i = 0; i < PARTS * EACH; i++) {
                sum += q[i * PARTS + j];
                for (int c = 0; c < 3; c++) {
                    mean[c] += q[i * PARTS + j] * votes[3 * i + c];
                }
            }
            for (int c = 0; c < 3; c++) {
                assertEquals(mean[c] / sum, means[3 * j + c], 1e-7);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> rule.fit(votes, 3, Partition.whole(7)));
    }

    @Test
    void aThousandVotesTakeMilliseconds() {
        double[] votes = votes(0.05, new SplittableRandom(1));
        VoteClustering rule = new VoteClustering(0.06, 24, 25, 1e-3);
        double[] times = new double[60];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            rule.fit(votes, 3);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        System.out.printf("clustering 1,000 votes from 24 centres, up to 25 steps: median %.2f ms%n", times[30]);
        assertTrue(times[30] < 100, "median of " + times[30] + " ms");
    }
}
