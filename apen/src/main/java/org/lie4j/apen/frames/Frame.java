package org.lie4j.apen.frames;

/**
 * A frame of one point cloud: a finite set of elements (R_k, t) of the group, for which F(g·X) = g F(X).
 *
 * <p>Its canonical forms are (X - t) R_k, points as rows. Immutable.
 */
public final class Frame {
    private final int dimension;
    private final double[] centre;
    private final double[] rotations;
    private final double relativeGap;
    private final boolean degenerate;

    Frame(int dimension, double[] centre, double[] rotations, double relativeGap, boolean degenerate) {
        this.dimension = dimension;
        this.centre = centre;
        this.rotations = rotations;
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
     * The linear parts R_k of the elements, principal axes in the columns.
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
     * One canonical form, (X - t) R_k.
     *
     * @param k the element, from 0
     * @param points {@code [n, d]}; not modified
     * @param offset where they start
     * @param n number of points
     * @param out modified: {@code [n, d]}; not the same array as points
     * @param outOffset where they start
     */
    public void toCanonical(int k, double[] points, int offset, int n, double[] out, int outOffset) {
        int d = dimension;
        for (int i = 0; i < n; i++) {
            for (int axis = 0; axis < d; axis++) {
                double sum = 0;
                for (int c = 0; c < d; c++) {
                    sum += (points[offset + i * d + c] - centre[c]) * rotations[(k * d + c) * d + axis];
                }
                out[outOffset + i * d + axis] = sum;
            }
        }
    }

    /**
     * Adds weight · ρ(R_k, t) y to the output, for quantities y found in the k-th canonical form.
     *
     * @param k the element, from 0
     * @param kind how the quantities transform
     * @param y {@code [count]} for scalars, otherwise {@code [count, d]}; not modified
     * @param offset where they start
     * @param count number of quantities
     * @param weight the factor
     * @param out modified: same shape as y
     * @param outOffset where it starts
     */
    void accumulate(
            int k, Field.Kind kind, double[] y, int offset, int count, double weight, double[] out, int outOffset) {
        if (kind == Field.Kind.SCALAR) {
            for (int i = 0; i < count; i++) {
                out[outOffset + i] += weight * y[offset + i];
            }
            return;
        }
        int d = dimension;
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < d; c++) {
                double sum = kind == Field.Kind.POSITION ? centre[c] : 0;
                for (int axis = 0; axis < d; axis++) {
                    sum += rotations[(k * d + c) * d + axis] * y[offset + i * d + axis];
                }
                out[outOffset + i * d + c] += weight * sum;
            }
        }
    }
}
