package org.lie4j.apen.frames;

/**
 * A frame of one point cloud: a finite set of elements (A_k, t) of the group, for which F(g·X) = g F(X).
 *
 * <p>Its canonical forms are A_k⁻¹ (x - t) for each point x. A_k = L R_k with L symmetric positive definite, the cloud's scale or the
 * root of its covariance, and R_k orthogonal, its principal axes in the columns; for isometries L is the identity. Immutable.
 */
public final class Frame {
    private final int dimension;
    private final double[] centre;
    private final double[] rotations;
    private final double[] linear;
    private final double[] inverse;
    private final double relativeGap;
    private final boolean degenerate;

    Frame(
            int dimension,
            double[] centre,
            double[] rotations,
            double[] linear,
            double[] inverse,
            double relativeGap,
            boolean degenerate) {
        this.dimension = dimension;
        this.centre = centre;
        this.rotations = rotations;
        this.linear = linear;
        this.inverse = inverse;
        this.relativeGap = relativeGap;
        this.degenerate = degenerate;
    }

    /**
     * The number of elements.
     *
     * @return at least 1
     */
    public int size() {
        return rotations.length / (dimension * dimension);
    }

    /**
     * The dimension of space.
     *
     * @return d
     */
    public int dimension() {
        return dimension;
    }

    /**
     * The common translation t of the elements.
     *
     * @return a copy, {@code [d]}; zeros for groups without translations
     */
    public double[] centre() {
        return centre.clone();
    }

    /**
     * The linear parts A_k of the elements.
     *
     * @return a copy, {@code [size, d, d]}, row-major; {@link #rotations} for isometries
     */
    public double[] linear() {
        return linear.clone();
    }

    /**
     * The orthogonal factors R_k of the linear parts, principal axes in the columns.
     *
     * @return a copy, {@code [size, d, d]}, row-major
     */
    public double[] rotations() {
        return rotations.clone();
    }

    /**
     * The smallest gap between neighbouring eigenvalues of the covariance that are not both zero, relative to the largest. Noise
     * in the cloud is amplified in the axes by about its reciprocal.
     *
     * @return a number in [0, 1]; 1 if there is no such pair
     */
    public double relativeGap() {
        return relativeGap;
    }

    /**
     * Whether the spectrum was degenerate, so that the elements are a fallback and equivariance is approximate.
     *
     * @return true if so
     */
    public boolean isDegenerate() {
        return degenerate;
    }

    /**
     * One canonical form, A_k⁻¹ (x - t) for each point.
     *
     * @param k the element, from 0
     * @param points {@code [n, d]}; not modified
     * @param offset where they start
     * @param n number of points
     * @param out modified: {@code [n, d]}; not the same array as points
     * @param outOffset where they start
     */
    public void toCanonical(int k, double[] points, int offset, int n, double[] out, int outOffset) {
        ElementAction.toCanonical(
                dimension, inverse, k * dimension * dimension, centre, 0, points, offset, n, out, outOffset);
    }
}
