package org.lie4j.apen.partitions;

import java.util.random.RandomGenerator;

/**
 * How far a function is from piecewise equivariance, φ(g·X, Z') against g·φ(X, Z), with the partition kept, Z' = Z, and with the
 * partition found anew on the moved cloud.
 *
 * <p>The first is the property that the layer of Atzmon et al. (ICLR 2024) has by construction where Z refines the true partition; the
 * second is what a user of the network meets. Reporting both is this library's reading: the difference is the partition's fault.
 *
 * @param kept with the partition kept
 * @param recomputed with the partition found anew
 * @param agreement co-membership agreement of the two partitions, the mean over the draws
 */
public record PiecewiseEquivarianceError(Errors kept, Errors recomputed, double agreement) {
    /**
     * Sizes of the differences.
     *
     * @param rootMeanSquare over points and draws, of the Euclidean distance, in the output's units
     * @param largest over points and draws, in the output's units
     * @param relative rootMeanSquare divided by the root mean square distance of the outputs from their mean
     */
    public record Errors(double rootMeanSquare, double largest, double relative) {}

    /**
     * Measures the error over random motions of the true parts, rotations by Haar measure.
     *
     * @param function φ
     * @param points {@code [n, d]}; not modified
     * @param dimension d, at least 2
     * @param truth the true partition, whose parts move
     * @param partitioner finds Z
     * @param positions true if outputs are positions, false if vectors
     * @param spread standard deviation of the translations' coordinates
     * @param draws how many motions, at least 1
     * @param random the source of randomness
     * @return the errors
     * @throws IllegalArgumentException if a shape or a value is outside its domain
     */
    public static PiecewiseEquivarianceError measure(
            PartitionedFunction function,
            double[] points,
            int dimension,
            Partition truth,
            Partitioner partitioner,
            boolean positions,
            double spread,
            int draws,
            RandomGenerator random) {
        if (draws < 1) {
            throw new IllegalArgumentException("draws: expected at least 1, got " + draws);
        }
        Partition partition = partitioner.partition(points, dimension);
        double[] plain = function.apply(points, dimension, partition);
        requireOutput(plain, points.length);
        double size = deviation(plain, dimension);
        Sums kept = new Sums();
        Sums recomputed = new Sums();
        double agreement = 0;
        for (int draw = 0; draw < draws; draw++) {
            PieceMotions g = PieceMotions.random(dimension, truth.parts(), spread, random);
            double[] moved = g.points(points, truth);
            double[] expected = positions ? g.points(plain, truth) : g.vectors(plain, truth);
            kept.add(expected, function.apply(moved, dimension, partition), dimension, size);
            Partition fresh = partitioner.partition(moved, dimension);
            recomputed.add(expected, function.apply(moved, dimension, fresh), dimension, size);
            agreement += PartitionAgreement.between(partition, fresh).coMembership() / draws;
        }
        return new PiecewiseEquivarianceError(kept.errors(), recomputed.errors(), agreement);
    }

    private static void requireOutput(double[] out, int expected) {
        if (out.length != expected) {
            throw new IllegalArgumentException(
                    "function: expected " + expected + " numbers, one point for each point, got " + out.length);
        }
    }

    /** Root mean square distance from the mean. */
    private static double deviation(double[] x, int d) {
        double[] mean = new double[d];
        int n = x.length / d;
        for (int i = 0; i < x.length; i++) {
            mean[i % d] += x[i] / n;
        }
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - mean[i % d]) * (x[i] - mean[i % d]);
        }
        return Math.sqrt(sum / n);
    }

    private static final class Sums {
        private double squares;
        private double largest;
        private double sizes;
        private long count;

        void add(double[] expected, double[] actual, int d, double size) {
            requireOutput(actual, expected.length);
            for (int i = 0; i < expected.length / d; i++) {
                double squared = PointArrays.squaredDistance(expected, i * d, actual, i * d, d);
                squares += squared;
                // NaN stays NaN, and is seen.
                largest = Math.max(largest, Math.sqrt(squared));
                sizes += size * size;
                count++;
            }
        }

        Errors errors() {
            double rootMeanSquare = Math.sqrt(squares / count);
            double size = Math.sqrt(sizes / count);
            return new Errors(rootMeanSquare, largest, rootMeanSquare == 0 ? 0 : rootMeanSquare / size);
        }
    }
}
