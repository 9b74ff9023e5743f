package org.lie4j.apen.networks.internal;

import java.util.Arrays;
import org.lie4j.apen.partitions.Partition;
import org.lie4j.kernels.internal.NativeReals;

/** The parts of one cloud by its row of labels; to be reused, allocates only to grow. */
final class Parts {
    /** Labels are counted by, so they may not be just any number. */
    static final int MAX_LABEL = 65_535;

    private int[] labels = {};
    private int[] order = {};
    private int[] first = {};
    private int count;
    private int n;

    /** Reads the labels of n points from an offset; null are n zeros. */
    void read(NativeReals from, int offset, int points, String vertex, int cloud) {
        n = points;
        if (labels.length < n) {
            labels = new int[n];
            order = new int[n];
        }
        int largest = 0;
        for (int i = 0; i < n; i++) {
            double label = from == null ? 0 : from.get(offset + i);
            if (!(label >= 0 && label <= MAX_LABEL && label == Math.rint(label))) {
                throw new IllegalArgumentException(
                        "vertex \"" + vertex + "\": expected labels that are whole numbers from" + " 0 to " + MAX_LABEL
                                + ", got " + label + " at point " + i + " of cloud " + cloud);
            }
            labels[i] = (int) label;
            largest = Math.max(largest, labels[i]);
        }
        count = largest + 1;
        sort();
    }

    /** Counting sort: the points of each part one after the other. */
    private void sort() {
        if (first.length < count + 1) {
            first = new int[count + 1];
        }
        Arrays.fill(first, 0, count + 1, 0);
        for (int i = 0; i < n; i++) {
            first[labels[i] + 1]++;
        }
        for (int part = 0; part < count; part++) {
            first[part + 1] += first[part];
        }
        for (int i = 0; i < n; i++) {
            order[first[labels[i]]++] = i;
        }
        System.arraycopy(first, 0, first, 1, count);
        first[0] = 0;
    }

    /** Number of parts, empty ones too. */
    int count() {
        return count;
    }

    int label(int i) {
        return labels[i];
    }

    /** Where the points of a part start in the order; for {@code count()} where they end. */
    int first(int part) {
        return first[part];
    }

    int size(int part) {
        return first[part + 1] - first[part];
    }

    /** The point at a place of the order. */
    int point(int place) {
        return order[place];
    }

    /** Reads labels as a partition. */
    static Partition partition(NativeReals from, int offset, int points, String vertex, int cloud) {
        Parts parts = new Parts();
        parts.read(from, offset, points, vertex, cloud);
        return Partition.of(Arrays.copyOf(parts.labels, points), parts.count);
    }

    /** Writes the labels of a partition. */
    static void write(Partition partition, NativeReals to, int offset) {
        for (int i = 0; i < partition.size(); i++) {
            to.set(offset + i, partition.label(i));
        }
    }

    static Parts[] atLeast(int count, Parts[] present) {
        int had = present == null ? 0 : present.length;
        if (had >= count) {
            return present;
        }
        Parts[] all = had == 0 ? new Parts[count] : Arrays.copyOf(present, count);
        for (int i = had; i < count; i++) {
            all[i] = new Parts();
        }
        return all;
    }
}
