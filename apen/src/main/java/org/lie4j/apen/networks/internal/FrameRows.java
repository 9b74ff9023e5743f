package org.lie4j.apen.networks.internal;

import org.lie4j.kernels.internal.NativeReals;

/** One element of each point's frame, (R, t) in 12 rows of n numbers, and what it does to rows of points and vectors. */
final class FrameRows {
    private static final int CENTRE = 9;

    private final double[][] frame;
    private final double[][] work;
    private final int n;

    /** Reads the element; the first 18 rows are this object's from now on. */
    FrameRows(NativeReals frames, int offset, int n, double[][] rows) {
        this.n = n;
        frame = rows;
        work = new double[][] {rows[12], rows[13], rows[14], rows[15], rows[16], rows[17]};
        for (int c = 0; c < PartFramesRuntime.NUMBERS; c++) {
            frames.get(offset + c * n, frame[c]);
        }
    }

    /** How many rows an object of this class needs. */
    static final int ROWS = 18;

    /** Writes Rᵀ (x - t), or Rᵀ x. */
    void enter(NativeReals from, int at, boolean shift, double weight, NativeReals to, int toAt) {
        read(from, at);
        for (int a = 0; a < 3; a++) {
            double[] y = work[3 + a];
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int c = 0; c < 3; c++) {
                    double x = shift ? work[c][i] - frame[CENTRE + c][i] : work[c][i];
                    sum += frame[3 * c + a][i] * x;
                }
                y[i] = weight * sum;
            }
            to.set(toAt + a * n, y);
        }
    }

    /** Adds the weighted R y + t, or R y, to rows. */
    void leave(NativeReals from, int at, boolean shift, double weight, double[][] sums, int first) {
        read(from, at);
        for (int c = 0; c < 3; c++) {
            double[] x = sums[first + c];
            for (int i = 0; i < n; i++) {
                double sum = shift ? frame[CENTRE + c][i] : 0;
                for (int a = 0; a < 3; a++) {
                    sum += frame[3 * c + a][i] * work[a][i];
                }
                x[i] += weight * sum;
            }
        }
    }

    private void read(NativeReals from, int at) {
        for (int c = 0; c < 3; c++) {
            from.get(at + c * n, work[c]);
        }
    }

    /** Adds a weighted row to one. */
    static void add(NativeReals from, int at, double weight, double[] work, double[] sum) {
        from.get(at, work);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * work[i];
        }
    }

    /** Copies a weighted row. */
    static void copy(NativeReals from, int at, double weight, double[] work, NativeReals to, int toAt) {
        from.get(at, work);
        for (int i = 0; i < work.length && weight != 1; i++) {
            work[i] *= weight;
        }
        to.set(toAt, work);
    }
}
