package org.lie4j.apen.networks.internal;

import java.util.Arrays;

/** The nearest other points of every point of a cloud, by comparing all pairs; for one thread at a time. */
final class NearestPoints {
    private final double[] cloud;
    private final double[] squares;
    private final double[] best;

    /**
     * Makes room.
     *
     * @param d coordinates of a point
     * @param n number of points
     * @param k neighbours of each
     */
    NearestPoints(int d, int n, int k) {
        cloud = new double[d * n];
        squares = new double[n];
        best = new double[k];
    }

    /** The coordinates {@code [d, n]}, to be written before a search. */
    double[] cloud() {
        return cloud;
    }

    /**
     * Finds them: nearest first, of equally distant ones the first.
     *
     * @param out modified: {@code [n, k]} indices of points
     * @param at where they begin
     */
    void find(int[] out, int at) {
        int n = squares.length;
        int k = best.length;
        for (int i = 0; i < n; i++) {
            distances(i);
            select(out, at + i * k);
        }
    }

    /** Four coordinates in one sweep, so that the sums are read and written a quarter as often. */
    private void distances(int i) {
        int n = squares.length;
        Arrays.fill(squares, 0);
        int row = 0;
        for (; row + 3 * n < cloud.length; row += 4 * n) {
            double x0 = cloud[row + i];
            double x1 = cloud[row + n + i];
            double x2 = cloud[row + 2 * n + i];
            double x3 = cloud[row + 3 * n + i];
            for (int j = 0; j < n; j++) {
                double d0 = cloud[row + j] - x0;
                double d1 = cloud[row + n + j] - x1;
                double d2 = cloud[row + 2 * n + j] - x2;
                double d3 = cloud[row + 3 * n + j] - x3;
                squares[j] += d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
            }
        }
        for (; row < cloud.length; row += n) {
            double x = cloud[row + i];
            for (int j = 0; j < n; j++) {
                double d = cloud[row + j] - x;
                squares[j] += d * d;
            }
        }
        squares[i] = Double.POSITIVE_INFINITY;
    }

    /** By insertion into the best so far, which most points are too far away for. */
    private void select(int[] out, int at) {
        int k = best.length;
        for (int j = 0; j < k; j++) {
            insert(j, squares[j], j, out, at);
        }
        double worst = best[k - 1];
        for (int j = k; j < squares.length; j++) {
            double square = squares[j];
            if (square < worst) {
                insert(j, square, k - 1, out, at);
                worst = best[k - 1];
            }
        }
    }

    /** Puts a point in front of all that are farther away, the last of which makes room at a place. */
    private void insert(int j, double square, int room, int[] out, int at) {
        int place = room;
        while (place > 0 && best[place - 1] > square) {
            best[place] = best[place - 1];
            out[at + place] = out[at + place - 1];
            place--;
        }
        best[place] = square;
        out[at + place] = j;
    }
}
