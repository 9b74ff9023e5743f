package org.lie4j.apen.partitions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lie4j.apen.partitions.VoteGradient.Information;

class VoteGradientTest {
    private static final int N = 45;
    private static final int K = 3;

    /** Three clusters in the plane whose centres are {@code distance} apart, of spread 1. */
    private static double[] votes(double distance, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] votes = new double[2 * N];
        for (int i = 0; i < N; i++) {
            double angle = 2 * Math.PI * (i % K) / K;
            votes[2 * i] = distance / Math.sqrt(3) * Math.cos(angle) + random.nextGaussian();
            votes[2 * i + 1] = distance / Math.sqrt(3) * Math.sin(angle) + random.nextGaussian();
        }
        return votes;
    }

    private static VoteMixture converged(double[] votes, double sigma, VoteMixture start) {
        VoteClustering rule = new VoteClustering(sigma, K, 200_000, 1e-14);
        return start == null
                ? rule.fit(votes, 2).mixture()
                : rule.refine(votes, start).mixture();
    }

    /** A loss with every kind of dependence. */
    private static double loss(
            VoteMixture mixture, double[] votes, double[] byMeans, double[] byWeights, double[] byQ) {
        double sum = 0;
        for (int j = 0; j < byMeans.length; j++) {
            sum += byMeans[j] * mixture.means()[j];
        }
        for (int j = 0; j < byWeights.length; j++) {
            sum += byWeights[j] * mixture.weights()[j];
        }
        double[] q = mixture.posterior(votes).toArray();
        for (int i = 0; i < q.length; i++) {
            sum += byQ[i] * q[i];
        }
        return sum;
    }

    /** The largest difference from finite differences of the converged clustering, relative to the largest derivative. */
    private static double error(double distance, double sigma, Information kind) {
        double[] votes = votes(distance, 1);
        VoteMixture mixture = converged(votes, sigma, null);
        assertEquals(K, mixture.components());
        SplittableRandom random = new SplittableRandom(2);
        double[] byMeans = random.doubles(2 * K, -1, 1).toArray();
        double[] byWeights = random.doubles(K, -1, 1).toArray();
        double[] byQ = random.doubles(N * K, -1, 1).toArray();
        double[] gradient = VoteGradient.of(mixture, votes, kind).backward(byMeans, byWeights, byQ);
        double error = 0;
        double size = 0;
        double step = 1e-4;
        for (int at = 0; at < votes.length; at++) {
            double[] difference = new double[2];
            for (int side = 0; side < 2; side++) {
                double[] moved = votes.clone();
                moved[at] += (2 * side - 1) * step;
                difference[side] = loss(converged(moved, sigma, mixture), moved, byMeans, byWeights, byQ);
            }
            double expected = (difference[1] - difference[0]) / (2 * step);
            error = Math.max(error, Math.abs(expected - gradient[at]));
            size = Math.max(size, Math.abs(expected));
        }
        return error / size;
    }

    @ParameterizedTest
    @EnumSource(Information.class)
    void derivativesAgainstDifferencesOfTheConvergedClustering(Information kind) {
        double overlapping = error(4, 1, kind);
        double apart = error(30, 1, kind);
        double narrow = error(30, 0.8, kind);
        System.out.printf(
                "implicit gradient, %s: relative error %.1e for overlapping clusters, %.1e for separate ones, %.1e with"
                        + " sigma .8 of the spread%n",
                kind, overlapping, apart, narrow);
        switch (kind) {
            case OBSERVED -> assertTrue(overlapping < 1e-6 && apart < 1e-6 && narrow < 1e-6);
            case COMPLETE -> assertTrue(overlapping < 1 && apart < 1e-6 && narrow < 1e-6);
            case EMPIRICAL -> assertTrue(apart < 1 && narrow < 1);
        }
    }

    @Test
    void theScoreVanishesAtConvergenceAndIsTheDerivativeElsewhere() {
        double[] votes = votes(4, 3);
        VoteMixture mixture = converged(votes, 1, null);
        for (double s : VoteGradient.of(mixture, votes, Information.OBSERVED).score()) {
            assertEquals(0, s, 1e-10);
        }
        double[] means = mixture.means();
        means[0] += 0.3;
        VoteMixture away = VoteMixture.of(2, 1, means, mixture.weights());
        double[] score = VoteGradient.of(away, votes, Information.OBSERVED).score();
        for (int at = 0; at < means.length; at++) {
            double[] up = means.clone();
            double[] down = means.clone();
            up[at] += 1e-5;
            down[at] -= 1e-5;
            double expected = N
                    * (VoteMixture.of(2, 1, up, mixture.weights()).meanLogLikelihood(votes)
                            - VoteMixture.of(2, 1, down, mixture.weights()).meanLogLikelihood(votes))
                    / 2e-5;
            assertEquals(expected, score[K + at], 1e-7);
        }
    }

    @Test
    void derivativesOfTheMeansSumToOne() {
        // Moving all votes by one vector moves all centres by it.
        double[] votes = votes(4, 5);
        VoteGradient gradient = VoteGradient.of(converged(votes, 1, null), votes, Information.OBSERVED);
        double[] byMeans = new double[2 * K];
        byMeans[2] = 1;
        double[] out = gradient.backward(byMeans, null, null);
        double x = 0;
        double y = 0;
        for (int i = 0; i < N; i++) {
            x += out[2 * i];
            y += out[2 * i + 1];
        }
        assertEquals(1, x, 1e-10);
        assertEquals(0, y, 1e-10);
    }

    @Test
    void lengthsAreChecked() {
        double[] votes = votes(4, 5);
        VoteGradient gradient = VoteGradient.of(converged(votes, 1, null), votes, Information.COMPLETE);
        PartitionTest.assertMessage(
                "by means: expected 6 numbers, got 5", () -> gradient.backward(new double[5], null, null));
        PartitionTest.assertMessage("by weights: expected 3", () -> gradient.backward(null, new double[5], null));
        PartitionTest.assertMessage("by posterior: expected 135", () -> gradient.backward(null, null, new double[5]));
    }
}
