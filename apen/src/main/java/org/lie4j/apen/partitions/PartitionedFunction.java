package org.lie4j.apen.partitions;

/** A function of a point cloud and a partition of it that gives one point or vector for each point, such as a network's votes. */
@FunctionalInterface
public interface PartitionedFunction {
    /**
     * Evaluates the function.
     *
     * @param points {@code [n, d]}; not modified
     * @param dimension d
     * @param partition of the n points
     * @return new array, {@code [n, d]}
     */
    double[] apply(double[] points, int dimension, Partition partition);
}
