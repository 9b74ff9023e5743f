package org.lie4j.groups.representations;

/**
 * A representation of a group of n×n matrices: a matrix ρ(g) for each element g, with ρ(g h) = ρ(g) ρ(h), and its derivative dρ at the
 * identity, with ρ(exp A) = exp dρ(A).
 *
 * <p>All matrices are packed row-major. {@link Representations} makes them out of each other.
 */
public interface Representation {
    /**
     * A name that tells representations apart: equal names mean equal representations.
     *
     * @return for example {@code V*⊗V}
     */
    String name();

    /**
     * Side of the matrices that are represented.
     *
     * @return n
     */
    int matrixSize();

    /**
     * Dimension of the space that is acted on.
     *
     * @return at least 1
     */
    int dimension();

    /**
     * The matrix of an element.
     *
     * @param g {@code [n, n]}, an element; not modified
     * @return new array {@code [dimension, dimension]}: ρ(g)
     */
    double[] of(double[] g);

    /**
     * The matrix of a Lie algebra element.
     *
     * @param a {@code [n, n]}; not modified
     * @return new array {@code [dimension, dimension]}: dρ(a)
     */
    double[] derivative(double[] a);
}
