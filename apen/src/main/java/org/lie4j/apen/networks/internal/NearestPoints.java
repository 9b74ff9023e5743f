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
            select(i, out, at + i * k);
        }
    }

    private void distances(int i) {
        int n = squares.length;
        Arrays.fill(squares, 0);
        for (int row = 0; row < cloud.length; row += n) {
            double x = cloud[row + i];
            for (int j = 0; j < n; j++) {
                double d = cloud[row + j] - x;
                squares[j] += d * d;
            }
        }
    }

    /** By insertion into the best so far, which most points are too far away for. */
    private void select(int i, int[] out, int at) {
        int k = best.length;
        int found = 0;
        for (int j = 0; j < squares.length; j++) {
            double square = squares[j];
            if (j == i || found == k && square >= best[k - 1]) {
                continue;
            }
            int place = found < k ? found++ : k - 1;
            while (place > 0 && best[place - 1] > square) {
                best[place] = best[place - 1];
                out[at + place] = out[at + place - 1];
                place--;
            }
            best[place] = square;
            out[at + place] = j;
        }
    }
}
