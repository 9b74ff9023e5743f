package org.lie4j.apen.partitions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Clusters the same votes at several widths σ, and says which describes them best.
 *
 * <p>Two criteria: the likelihood of votes that were held out, and the Bayesian information criterion -2 log L + (k(d+1) - 1) log n
 * (Schwarz, 1978), less being better. Neither knows the parts; where votes scatter evenly, both find the scatter.
 *
 * @param candidates one entry for each σ, in the order given
 */
public record SigmaSelection(List<Candidate> candidates) {
    /**
     * One width.
     *
     * @param sigma σ
     * @param result the clusters of all votes
     * @param heldOut the mean log-likelihood of votes held out, in nats
     * @param criterion the Bayesian information criterion
     */
    public record Candidate(double sigma, VoteClustering.Result result, double heldOut, double criterion) {}

    /**
     * Checks the value.
     *
     * @param candidates see the record
     * @throws IllegalArgumentException if there is none
     */
    public SigmaSelection {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("candidates: expected at least 1, got none");
        }
    }

    /**
     * Clusters at each width.
     *
     * @param votes {@code [n, d]}, n ≥ 2; not modified
     * @param dimension d
     * @param rule how to cluster; its σ is replaced
     * @param sigmas the widths, positive
     * @param folds number of folds, from 2 to n; vote i is held out in fold i modulo folds
     * @return the comparison
     * @throws IllegalArgumentException if a value is outside its domain
     */
    public static SigmaSelection of(double[] votes, int dimension, VoteClustering rule, double[] sigmas, int folds) {
        int n = PointArrays.requirePoints(votes, dimension);
        if (folds < 2 || folds > n) {
            throw new IllegalArgumentException("folds: expected 2 to the number of votes, " + n + ", got " + folds);
        }
        List<Candidate> candidates = new ArrayList<>();
        for (double sigma : sigmas) {
            VoteClustering clustering = new VoteClustering(sigma, rule.starts(), rule.maxSteps(), rule.tolerance());
            VoteClustering.Result all = clustering.fit(votes, dimension);
            double heldOut = 0;
            for (int fold = 0; fold < folds; fold++) {
                double[] held = fold(votes, dimension, folds, fold, true);
                VoteMixture mixture = clustering
                        .fit(fold(votes, dimension, folds, fold, false), dimension)
                        .mixture();
                int votesHeld = held.length / dimension;
                heldOut += mixture.meanLogLikelihood(held) * votesHeld / n;
            }
            int parameters = all.mixture().components() * (dimension + 1) - 1;
            double criterion = -2 * n * all.mixture().meanLogLikelihood(votes) + parameters * Math.log(n);
            candidates.add(new Candidate(sigma, all, heldOut, criterion));
        }
        return new SigmaSelection(candidates);
    }

    private static double[] fold(double[] votes, int d, int folds, int fold, boolean held) {
        return java.util.stream.IntStream.range(0, votes.length)
                .filter(at -> (at / d % folds == fold) == held)
                .mapToDouble(at -> votes[at])
                .toArray();
    }

    /**
     * The width under which held-out votes are likeliest.
     *
     * @return its entry
     */
    public Candidate byHeldOutLikelihood() {
        return candidates.stream()
                .max(java.util.Comparator.comparingDouble(Candidate::heldOut))
                .orElseThrow();
    }

    /**
     * The width of the smallest information criterion.
     *
     * @return its entry
     */
    public Candidate byInformationCriterion() {
        return candidates.stream()
                .min(java.util.Comparator.comparingDouble(Candidate::criterion))
                .orElseThrow();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("sigma  parts  held-out  criterion");
        for (Candidate c : candidates) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%.4g  %d  %.4f  %.1f",
                    c.sigma,
                    c.result.mixture().components(),
                    c.heldOut,
                    c.criterion));
        }
        return text.toString();
    }
}
