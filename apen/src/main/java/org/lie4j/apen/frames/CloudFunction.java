package org.lie4j.apen.frames;

/** A function of a batch of point clouds, of which nothing is expected: a network, a descriptor, a formula. */
@FunctionalInterface
public interface CloudFunction {
    /**
     * Evaluates the function.
     *
     * @param clouds {@code [count, points, d]}, row-major; may be modified
     * @param count number of clouds
     * @param points number of points of each cloud
     * @param out modified: {@code [count, length]}, the outputs in the order of the {@link Field}s that were declared
     */
    void apply(double[] clouds, int count, int points, double[] out);
}
