package org.lie4j.apen.networks.internal;

import java.util.Arrays;

/** Rows of n numbers to work in, kept from step to step; one object for each thread. */
final class Rows {
    private double[][] rows = {};

    private Rows() {}

    /** At least {@code count} rows of n numbers each, with whatever is in them. */
    double[][] of(int count, int n) {
        if (rows.length < count || rows[0].length != n) {
            rows = new double[count][n];
        }
        return rows;
    }

    /** The given ones, and as many more as are missing. */
    static Rows[] atLeast(int count, Rows[] present) {
        int had = present == null ? 0 : present.length;
        if (had >= count) {
            return present;
        }
        Rows[] all = had == 0 ? new Rows[count] : Arrays.copyOf(present, count);
        for (int i = had; i < count; i++) {
            all[i] = new Rows();
        }
        return all;
    }
}
