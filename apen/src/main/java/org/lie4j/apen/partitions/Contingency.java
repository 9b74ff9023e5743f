package org.lie4j.apen.partitions;

import java.util.Arrays;

/**
 * How many points each part of one partition shares with each part of another. Keeps the pairs of parts that share points: at most as
 * many as points, however many parts there are.
 */
final class Contingency {
    private final Partition a;
    private final Partition b;
    private final long[] pairs;
    private final int[] counts;

    Contingency(Partition a, Partition b) {
        a.requireSameSize(b);
        this.a = a;
        this.b = b;
        long[] keys = new long[a.size()];
        Arrays.setAll(keys, this::key);
        Arrays.sort(keys);
        pairs = Arrays.stream(keys).distinct().toArray();
        counts = new int[pairs.length];
        int at = 0;
        for (long key : keys) {
            at += key == pairs[at] ? 0 : 1;
            counts[at]++;
        }
    }

    private long key(int i) {
        return (long) a.label(i) * b.parts() + b.label(i);
    }

    /** How many points are with a point in both. */
    int common(int i) {
        return counts[Arrays.binarySearch(pairs, key(i))];
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
