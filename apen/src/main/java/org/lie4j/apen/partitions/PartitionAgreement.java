package org.lie4j.apen.partitions;

/**
 * How far two partitions of the same points agree, by the pairs of points that each puts together.
 *
 * @param both pairs together in both
 * @param onlyFirst pairs together in the first alone
 * @param onlySecond pairs together in the second alone
 * @param neither pairs apart in both
 */
public record PartitionAgreement(long both, long onlyFirst, long onlySecond, long neither) {
    /**
     * Counts the pairs without listing them: in time n log n for n points.
     *
     * @param first one partition
     * @param second another
     * @return the counts
     * @throws IllegalArgumentException if the numbers of points differ
     */
    public static PartitionAgreement between(Partition first, Partition second) {
        Contingency table = new Contingency(first, second);
        long both = table.pairsTogether();
        long a = table.pairsOfFirst();
        long b = table.pairsOfSecond();
        return new PartitionAgreement(both, a - both, b - both, Contingency.pairs(first.size()) - a - b + both);
    }

    /**
     * Co-membership agreement: of the pairs together in either, the share together in both (the Jaccard index of ZZᵀ and Z'Z'ᵀ off the
     * diagonal).
     *
     * @return in [0, 1]; 1 exactly if the parts are the same
     */
    public double coMembership() {
        return share(both, both + onlyFirst + onlySecond);
    }

    /**
     * Of the pairs together in the first, the share that stay together in the second.
     *
     * @return in [0, 1]
     */
    public double kept() {
        return share(both, both + onlyFirst);
    }

    /**
     * The Rand index, the share of all pairs on which both agree (Rand, 1971). Near 1 for any two partitions into many small parts.
     *
     * @return in [0, 1]
     */
    public double rand() {
        return share(both + neither, both + neither + onlyFirst + onlySecond);
    }

    /**
     * The adjusted Rand index: 0 for independent partitions of these sizes, 1 for the same parts (Hubert &amp; Arabie, 1985, equation 5).
     *
     * @return at most 1
     */
    public double adjustedRand() {
        double a = both + onlyFirst;
        double b = both + onlySecond;
        double all = both + onlyFirst + onlySecond + neither;
        if (onlyFirst == 0 && onlySecond == 0) {
            return 1;
        }
        double expected = a * b / all;
        return (both - expected) / ((a + b) / 2 - expected);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 1 : part / (double) whole;
    }
}
