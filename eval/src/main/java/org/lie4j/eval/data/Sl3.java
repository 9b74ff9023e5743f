package org.lie4j.eval.data;

import org.lie4j.groups.SL;

/**
 * The Lie algebra sl(3) in the basis E11 - I/3, E12, E13, E21, E22 - I/3, E23, E31, E32: its exponential map and the
 * density of Haar measure in exponential coordinates.
 */
final class Sl3 {
    static final int DIM = 8;

    private static final int[] ROW = {0, 0, 0, 1, 1, 1, 2, 2};
    private static final int[] COL = {0, 1, 2, 0, 1, 2, 0, 1};
    private static final int SERIES_TERMS = 9;
    private static final SL GROUP = SL.of(3);

    /** {@code AD[k]} is ad of the k-th basis vector, row-major 8×8. */
    private static final double[][] AD = structure();

    private Sl3() {}

    /** The traceless row-major 3×3 matrix with these eight coordinates, times {@code factor}. */
    static double[] matrix(double[] x, double factor) {
        double[] m = new double[9];
        for (int k = 0; k < DIM; k++) {
            m[3 * ROW[k] + COL[k]] += factor * x[k];
        }
        double mean = (m[0] + m[4]) / 3;
        m[0] -= mean;
        m[4] -= mean;
        m[8] -= mean;
        return m;
    }

    /** The exponential of a traceless row-major 3×3 matrix. */
    static double[] exp(double[] m) {
        double[] xi = new double[DIM];
        GROUP.vee(m, 0, xi, 0);
        return GROUP.exp(xi);
    }

    /** The density of Haar measure at exp(v): |det Σ_{i=0..9} (-ad v)^i / (i+1)!|. */
    static double haarDensity(double[] v) {
        double[] minusAd = new double[DIM * DIM];
        for (int k = 0; k < DIM; k++) {
            for (int i = 0; i < minusAd.length; i++) {
                minusAd[i] -= v[k] * AD[k][i];
            }
        }
        // Horner: I + A/2 (I + A/3 (… (I + A/10))).
        double[] sum = identity();
        for (int term = SERIES_TERMS; term >= 1; term--) {
            sum = multiply(minusAd, sum, DIM);
            for (int i = 0; i < sum.length; i++) {
                sum[i] = sum[i] / (term + 1) + (i % (DIM + 1) == 0 ? 1 : 0);
            }
        }
        return Math.abs(determinant(sum));
    }

    private static double[][] structure() {
        double[][] ad = new double[DIM][DIM * DIM];
        for (int k = 0; k < DIM; k++) {
            double[] a = matrix(unit(k), 1);
            for (int j = 0; j < DIM; j++) {
                double[] b = matrix(unit(j), 1);
                double[] ab = multiply(a, b, 3);
                double[] ba = multiply(b, a, 3);
                for (int i = 0; i < DIM; i++) {
                    int at = 3 * ROW[i] + COL[i];
                    double entry = ab[at] - ba[at];
                    boolean diagonal = ROW[i] == COL[i];
                    ad[k][i * DIM + j] = diagonal ? entry - (ab[8] - ba[8]) : entry;
                }
            }
        }
        return ad;
    }

    private static double[] unit(int k) {
        double[] x = new double[DIM];
        x[k] = 1;
        return x;
    }

    private static double[] identity() {
        double[] id = new double[DIM * DIM];
        for (int i = 0; i < DIM; i++) {
            id[i * (DIM + 1)] = 1;
        }
        return id;
    }

    private static double[] multiply(double[] a, double[] b, int n) {
        double[] c = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double aik = a[i * n + k];
                for (int j = 0; j < n; j++) {
                    c[i * n + j] += aik * b[k * n + j];
                }
            }
        }
        return c;
    }

    /** Gaussian elimination with partial pivoting; destroys its argument. */
    private static double determinant(double[] m) {
        double det = 1;
        for (int k = 0; k < DIM; k++) {
            int pivot = k;
            for (int i = k + 1; i < DIM; i++) {
                if (Math.abs(m[i * DIM + k]) > Math.abs(m[pivot * DIM + k])) {
                    pivot = i;
                }
            }
            double value = m[pivot * DIM + k];
            if (value == 0) {
                return 0;
            }
            det *= value;
            for (int j = k; j < DIM; j++) {
                double held = m[k * DIM + j];
                m[k * DIM + j] = m[pivot * DIM + j];
                m[pivot * DIM + j] = held;
            }
            for (int i = k + 1; i < DIM; i++) {
                double factor = m[i * DIM + k] / value;
                for (int j = k + 1; j < DIM; j++) {
                    m[i * DIM + j] -= factor * m[k * DIM + j];
                }
            }
        }
        return det;
    }
}
