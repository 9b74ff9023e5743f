package org.lie4j.apen.partitions;

/** A rule that partitions any point cloud. */
@FunctionalInterface
public interface Partitioner {
    /**
     * Partitions a cloud.
     *
     * @param points {@code [n, d]}, row-major, n ≥ 1; not modified
     * @param dimension d
     * @return a partition of the n points
     * @throws IllegalArgumentException if the array's length is no positive multiple of d, or a coordinate is not finite
     */
    Partition partition(double[] points, int dimension);
}
