package org.lie4j.groups;

/**
 * A matrix Lie group on packed arrays.
 *
 * <p>An element is a row-major matrix of {@link #matrixSize()}² doubles, a tangent vector one of {@link #dimension()} doubles in
 * the basis of {@link #hat}; {@code count} of them lie one behind the other from an offset. Composition gh means "h first".
 * No operation allocates for matrices up to 3×3, and {@code out} may be the same place as an input (same array and offset).
 * Operations trust that elements belong to the group; {@link #requireMember} checks.
 */
public interface LieGroup {
    /**
     * The usual name.
     *
     * @return for example {@code SL(2)}
     */
    String name();

    /**
     * Dimension of the group as a manifold.
     *
     * @return number of coordinates of a tangent vector
     */
    int dimension();

    /**
     * Side of the matrices that stand for elements.
     *
     * @return n, or n + 1 for the affine groups
     */
    int matrixSize();

    /**
     * Writes the identity.
     *
     * @param out modified: one element
     * @param outOff where it starts
     */
    void identity(double[] out, int outOff);

    /**
     * Composition: out = a b.
     *
     * @param a elements, not modified
     * @param aOff where they start
     * @param b elements, not modified
     * @param bOff where they start
     * @param out modified: the products
     * @param outOff where they start
     * @param count number of products
     */
    void compose(double[] a, int aOff, double[] b, int bOff, double[] out, int outOff, int count);

    /**
     * Inverse.
     *
     * @param a elements, not modified
     * @param aOff where they start
     * @param out modified: the inverses
     * @param outOff where they start
     * @param count number of elements
     */
    void inverse(double[] a, int aOff, double[] out, int outOff, int count);

    /**
     * Exponential of tangent vectors.
     *
     * @param xi tangent vectors, not modified
     * @param xiOff where they start
     * @param out modified: the elements
     * @param outOff where they start
     * @param count number of vectors
     */
    void exp(double[] xi, int xiOff, double[] out, int outOff, int count);

    /**
     * Principal logarithm; each group documents its domain and branch.
     *
     * @param a elements, not modified
     * @param aOff where they start
     * @param xi modified: the tangent vectors
     * @param xiOff where they start
     * @param count number of elements
     * @throws NoLogarithmException if an element has no real principal logarithm
     */
    void log(double[] a, int aOff, double[] xi, int xiOff, int count);

    /**
     * The Lie algebra matrix of a tangent vector.
     *
     * @param xi one tangent vector
     * @param xiOff where it starts
     * @param out modified: the matrix
     * @param outOff where it starts
     */
    void hat(double[] xi, int xiOff, double[] out, int outOff);

    /**
     * The tangent vector of a Lie algebra matrix; the inverse of {@link #hat}.
     *
     * @param matrix one matrix, projected orthogonally onto the algebra
     * @param matrixOff where it starts
     * @param xi modified: the tangent vector
     * @param xiOff where it starts
     */
    void vee(double[] matrix, int matrixOff, double[] xi, int xiOff);
}
