package org.lie4j.groups;

import org.lie4j.groups.internal.SmallMatrices;

/** Checks of input, with messages that name the expected and the actual. */
final class Members {
    /** Largest deviation from a group's equations that is put down to rounding. */
    static final double TOLERANCE = 1e-9;

    private Members() {}

    static void requireFinite(double[] a, int off, int length, String what) {
        if (a == null) {
            throw new IllegalArgumentException(what + ": expected " + length + " numbers, got null");
        }
        if (off < 0 || off + length > a.length) {
            throw new IllegalArgumentException(
                    what + ": expected " + length + " numbers from index " + off + ", got an array of " + a.length);
        }
        for (int i = off; i < off + length; i++) {
            if (!Double.isFinite(a[i])) {
                throw new IllegalArgumentException(what + ": expected finite numbers, got " + a[i] + " at index " + i);
            }
        }
    }

    static double requirePositiveDeterminant(int n, double[] g, int off) {
        requireFinite(g, off, n * n, n + "x" + n + " matrix");
        double det = SmallMatrices.determinant(n, g, off);
        if (!(det > 0)) {
            throw new IllegalArgumentException("expected a " + n + "x" + n + " matrix with det > 0, got det = " + det);
        }
        return det;
    }

    static void requireUnitDeterminant(int n, double[] g, int off) {
        double det = requirePositiveDeterminant(n, g, off);
        // Rounding of the entries moves the determinant by about ε times the products in it.
        double slack = TOLERANCE * Math.max(1, Math.pow(SmallMatrices.norm(n, g, off), n));
        if (Math.abs(det - 1) > slack) {
            throw new IllegalArgumentException("expected a " + n + "x" + n + " matrix with det = 1, got det = " + det);
        }
    }

    static void requireRotation(int n, double[] g, int off) {
        requirePositiveDeterminant(n, g, off);
        requireOrthogonal(n, g, off);
    }

    static void requireOrthogonal(int n, double[] g, int off) {
        requireFinite(g, off, n * n, n + "x" + n + " matrix");
        double[] product = new double[n * n];
        SmallMatrices.multiplyTransposed(n, g, off, g, off, product, 0);
        double error = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                error = Math.max(error, Math.abs(product[i * n + j] - (i == j ? 1 : 0)));
            }
        }
        if (error > TOLERANCE) {
            throw new IllegalArgumentException("expected an orthogonal " + n + "x" + n
                    + " matrix, got one with max |R Rᵀ - I| = " + error + "; project it with Polar first");
        }
    }

    static void requireSymmetricPositive(int n, double[] s, int off) {
        requireFinite(s, off, n * n, n + "x" + n + " matrix");
        double norm = SmallMatrices.norm(n, s, off);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double difference = s[off + i * n + j] - s[off + j * n + i];
                if (Math.abs(difference) > TOLERANCE * norm) {
                    throw new IllegalArgumentException("expected a symmetric matrix, got entries (" + i + ", " + j
                            + ") and (" + j + ", " + i + ") that differ by " + difference);
                }
            }
        }
    }
}
