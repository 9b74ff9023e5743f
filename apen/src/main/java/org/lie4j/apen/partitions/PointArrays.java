package org.lie4j.apen.partitions;

/** Checks of packed points, and their distances. */
final class PointArrays {
    private PointArrays() {}

    /** Returns n. */
    static int requirePoints(double[] points, int dimension) {
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension: expected at least 1, got " + dimension);
        }
        if (points.length == 0 || points.length % dimension != 0) {
            throw new IllegalArgumentException(
                    "points: expected [n, " + dimension + "] with n >= 1, got " + points.length + " numbers");
        }
        for (int i = 0; i < points.length; i++) {
            if (!Double.isFinite(points[i])) {
                throw new IllegalArgumentException("points: expected finite coordinates, got " + points[i]
                        + " at point " + i / dimension + ", coordinate " + i % dimension);
            }
        }
        return points.length / dimension;
    }

    static double squaredDistance(double[] a, int aOff, double[] b, int bOff, int dimension) {
        double sum = 0;
        for (int c = 0; c < dimension; c++) {
            double x = a[aOff + c] - b[bOff + c];
            sum += x * x;
        }
        return sum;
    }

    static int indexOfLargest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
