package org.lie4j.kernels.internal;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** An affine map of the points of clouds {@code [batch, n + channels, points]}, whose first n rows are coordinates. */
public final class PointMap {
    private final int n;
    private final double[] matrix;

    private PointMap(int n, double[] matrix) {
        this.n = n;
        this.matrix = matrix;
    }

    /**
     * The map x ↦ g x + t.
     *
     * @param n dimension of the points
     * @param matrix g and t, {@code [n + 1, n + 1]}, row-major, with (0, …, 0, 1) as last row
     * @return the map
     */
    public static PointMap of(int n, double[] matrix) {
        return new PointMap(n, matrix.clone());
    }

    /**
     * Moves the points of clouds; their features go along.
     *
     * @param clouds the clouds, not modified
     * @return new array of the same shape
     */
    public INDArray apply(INDArray clouds) {
        INDArray moved = clouds.dup('c');
        NativeReals reals = NativeReals.of(moved);
        int points = (int) moved.size(2);
        int cloud = (int) moved.size(1) * points;
        double[] x = new double[n];
        for (int first = 0; first < moved.length(); first += cloud) {
            for (int j = first; j < first + points; j++) {
                for (int k = 0; k < n; k++) {
                    x[k] = reals.get(j + k * points);
                }
                for (int k = 0; k < n; k++) {
                    double y = matrix[k * (n + 1) + n];
                    for (int l = 0; l < n; l++) {
                        y += matrix[k * (n + 1) + l] * x[l];
                    }
                    reals.set(j + k * points, y);
                }
            }
        }
        return moved;
    }

    /**
     * What clouds hold beside the coordinates.
     *
     * @param n dimension of the points
     * @param clouds the clouds, not modified
     * @return new array {@code [batch, channels, points]}, c-order
     */
    public static INDArray features(int n, INDArray clouds) {
        return clouds.get(NDArrayIndex.all(), NDArrayIndex.interval(n, clouds.size(1)), NDArrayIndex.all())
                .dup('c');
    }
}
