package org.lie4j.apen.partitions;

import java.util.Arrays;

/**
 * A partition of n points into k parts, some of which may be empty: the one-hot matrix Z in {0,1}^(n×k) of Atzmon et al. (ICLR 2024,
 * section 3), kept as the column of each row's 1. Immutable.
 *
 * <p>{@link #equals} compares labels; {@link #hasSamePartsAs} compares the parts, whatever they are called.
 */
public final class Partition {
    private final int parts;
    private final int[] labels;
    private final int[] sizes;

    private Partition(int parts, int[] labels) {
        this.parts = parts;
        this.labels = labels;
        sizes = new int[parts];
        for (int label : labels) {
            sizes[label]++;
        }
    }

    /**
     * A partition by labels.
     *
     * @param labels {@code [n]}, n ≥ 1, each from 0 to parts - 1; not modified
     * @param parts k ≥ 1; may exceed n, the parts without points are empty
     * @return the partition
     * @throws IllegalArgumentException if there is no point, no part, or a label is outside its domain
     */
    public static Partition of(int[] labels, int parts) {
        if (labels.length == 0) {
            throw new IllegalArgumentException("labels: expected at least 1, got none");
        }
        if (parts < 1) {
            throw new IllegalArgumentException("parts: expected at least 1, got " + parts);
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= parts) {
                throw new IllegalArgumentException(
                        "labels: expected 0 to " + (parts - 1) + ", got " + labels[i] + " at point " + i);
            }
        }
        return new Partition(parts, labels.clone());
    }

    /**
     * A partition by labels, with as many parts as the largest label asks for.
     *
     * @param labels {@code [n]}, n ≥ 1, none negative; not modified
     * @return the partition
     * @throws IllegalArgumentException if there is no point or a label is negative
     */
    public static Partition of(int[] labels) {
        return of(labels, Arrays.stream(labels).max().orElse(0) + 1);
    }

    /**
     * All points in one part.
     *
     * @param n number of points, at least 1
     * @return the coarsest partition
     * @throws IllegalArgumentException if n is less than 1
     */
    public static Partition whole(int n) {
        return of(new int[Math.max(0, n)], 1);
    }

    /**
     * Each point a part of its own.
     *
     * @param n number of points, at least 1
     * @return the finest partition
     * @throws IllegalArgumentException if n is less than 1
     */
    public static Partition singletons(int n) {
        return of(java.util.stream.IntStream.range(0, n).toArray(), Math.max(1, n));
    }

    /**
     * Number of points.
     *
     * @return n
     */
    public int size() {
        return labels.length;
    }

    /**
     * Number of parts, empty ones too.
     *
     * @return k
     */
    public int parts() {
        return parts;
    }

    /**
     * Number of parts that have points.
     *
     * @return from 1 to k
     */
    public int nonemptyParts() {
        return (int) Arrays.stream(sizes).filter(s -> s > 0).count();
    }

    /**
     * The part of a point.
     *
     * @param i the point, from 0
     * @return from 0 to k - 1
     */
    public int label(int i) {
        return labels[i];
    }

    /**
     * The parts of all points.
     *
     * @return a copy, {@code [n]}
     */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * Number of points of a part.
     *
     * @param part from 0 to k - 1
     * @return 0 if it is empty
     */
    public int partSize(int part) {
        return sizes[part];
    }

    /**
     * The points of a part.
     *
     * @param part from 0 to k - 1
     * @return new array, in rising order
     */
    public int[] points(int part) {
        int[] points = new int[sizes[part]];
        for (int i = 0, at = 0; i < labels.length; i++) {
            if (labels[i] == part) {
                points[at++] = i;
            }
        }
        return points;
    }

    /**
     * The same parts without the empty ones, numbered by their first points.
     *
     * @return the canonical form: equal for partitions of the same parts
     */
    public Partition compact() {
        int[] names = new int[parts];
        Arrays.fill(names, -1);
        int[] out = new int[labels.length];
        int next = 0;
        for (int i = 0; i < labels.length; i++) {
            if (names[labels[i]] < 0) {
                names[labels[i]] = next++;
            }
            out[i] = names[labels[i]];
        }
        return new Partition(next, out);
    }

    /**
     * Whether each part lies within one part of the other: (ZZᵀ)_ij = 1 implies (Z*Z*ᵀ)_ij = 1. Functions that are equivariant for
     * this partition are so for the other (Atzmon et al., section 3).
     *
     * @param coarser the other, Z*
     * @return true if this is equal or finer
     * @throws IllegalArgumentException if the numbers of points differ
     */
    public boolean refines(Partition coarser) {
        requireSameSize(coarser);
        int[] above = new int[parts];
        Arrays.fill(above, -1);
        for (int i = 0; i < labels.length; i++) {
            int part = labels[i];
            if (above[part] < 0) {
                above[part] = coarser.labels[i];
            } else if (above[part] != coarser.labels[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether two partitions have the same parts under any names.
     *
     * @param other the other
     * @return true if each refines the other
     * @throws IllegalArgumentException if the numbers of points differ
     */
    public boolean hasSamePartsAs(Partition other) {
        return refines(other) && other.refines(this);
    }

    /**
     * The coarsest partition that refines both.
     *
     * @param other the other
     * @return the intersections of their parts, compact
     * @throws IllegalArgumentException if the numbers of points differ
     */
    public Partition meet(Partition other) {
        requireSameSize(other);
        java.util.Map<Long, Integer> names = new java.util.HashMap<>();
        int[] out = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            int fresh = names.size();
            Integer known = names.putIfAbsent((long) labels[i] * other.parts + other.labels[i], fresh);
            out[i] = known == null ? fresh : known;
        }
        return new Partition(names.size(), out);
    }

    /**
     * For each point, the share of its part's points that belong to another true part: 0 everywhere exactly if this refines the truth.
     * Where strict refinement fails at every joint, this still tells good partitions from bad ones.
     *
     * @param truth the true partition
     * @return new array, {@code [n]}, in [0, 1)
     * @throws IllegalArgumentException if the numbers of points differ
     */
    public double[] impurity(Partition truth) {
        requireSameSize(truth);
        Contingency table = new Contingency(this, truth);
        double[] out = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            out[i] = 1 - table.common(i) / (double) sizes[labels[i]];
        }
        return out;
    }

    /**
     * The mean of {@link #impurity}, the Gini impurity of the parts weighted by their sizes.
     *
     * @param truth the true partition
     * @return in [0, 1)
     * @throws IllegalArgumentException if the numbers of points differ
     */
    public double meanImpurity(Partition truth) {
        return Arrays.stream(impurity(truth)).average().orElse(0);
    }

    void requireSameSize(Partition other) {
        if (other.labels.length != labels.length) {
            throw new IllegalArgumentException(
                    "expected partitions of equally many points, got " + labels.length + " and " + other.labels.length);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Partition p && p.parts == parts && Arrays.equals(p.labels, labels);
    }

    @Override
    public int hashCode() {
        return 31 * parts + Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        return "Partition of " + labels.length + " points into " + nonemptyParts() + " of " + parts + " parts";
    }
}
