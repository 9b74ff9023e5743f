package org.lie4j.apen.partitions;

import java.util.Arrays;

/**
 * The Voronoi cells of farthest-point samples: the start of Atzmon et al. (ICLR 2024, section 4).
 *
 * <p>The first sample is the point farthest from the mean, each next one the point farthest from the samples so far, ties to the
 * lowest index; each point goes to its nearest sample. Equivariant to global isometries, but not piecewise: where parts move, cells
 * change everywhere (docs/results/apen.md has the measure of it).
 *
 * @param cells the number of cells k, at least 1; clouds with fewer distinct points have empty cells
 */
public record FarthestPointVoronoi(int cells) implements Partitioner {
    /**
     * Checks the value.
     *
     * @param cells see the record
     * @throws IllegalArgumentException if it is less than 1
     */
    public FarthestPointVoronoi {
        if (cells < 1) {
            throw new IllegalArgumentException("cells: expected at least 1, got " + cells);
        }
    }

    @Override
    public Partition partition(double[] points, int dimension) {
        int n = PointArrays.requirePoints(points, dimension);
        double[] mean = new double[dimension];
        for (int i = 0; i < points.length; i++) {
            mean[i % dimension] += points[i] / n;
        }
        double[] fromMean = new double[n];
        for (int i = 0; i < n; i++) {
            fromMean[i] = PointArrays.squaredDistance(points, i * dimension, mean, 0, dimension);
        }
        int[] labels = new int[n];
        double[] nearest = new double[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int sample = PointArrays.indexOfLargest(fromMean);
        for (int cell = 0; cell < cells; cell++) {
            for (int i = 0; i < n; i++) {
                double distance =
                        PointArrays.squaredDistance(points, i * dimension, points, sample * dimension, dimension);
                if (distance < nearest[i] || cell == 0) {
                    nearest[i] = distance;
                    labels[i] = cell;
                }
            }
            sample = PointArrays.indexOfLargest(nearest);
            if (nearest[sample] == 0) {
                break;
            }
        }
        return Partition.of(labels, cells);
    }
}
