package org.lie4j.apen.partitions;

/** How many points each part of one partition shares with each part of another. */
final class Contingency {
    private final Partition a;
    private final Partition b;
    private final int[] counts;

    Contingency(Partition a, Partition b) {
        a.requireSameSize(b);
        this.a = a;
        this.b = b;
        counts = new int[Math.multiplyExact(a.parts(), b.parts())];
        for (int i = 0; i < a.size(); i++) {
            counts[a.label(i) * b.parts() + b.label(i)]++;
        }
    }

    /** {@code [parts of a, parts of b]}, not a copy. */
    int[] counts() {
        return counts;
    }

    /** Pairs of points that are together in both. */
    long pairsTogether() {
        long sum = 0;
        for (int c : counts) {
            sum += pairs(c);
        }
        return sum;
    }

    long pairsOfFirst() {
        return pairs(a);
    }

    long pairsOfSecond() {
        return pairs(b);
    }

    private static long pairs(Partition p) {
        long sum = 0;
        for (int j = 0; j < p.parts(); j++) {
            sum += pairs(p.partSize(j));
        }
        return sum;
    }

    static long pairs(long n) {
        return n * (n - 1) / 2;
    }
}
