package org.lie4j.groups;

/**
 * A group with the global chart g = exp(X) exp(Ω), X symmetric and Ω skew: the polar decomposition in logarithmic
 * coordinates (Mironenco &amp; Forré, ICLR 2024, section 3).
 *
 * <p>Coordinates ξ hold X first ({@link #symmetricDimension()} numbers), then Ω ({@link #rotationDimension()} numbers), in a basis
 * orthonormal for ⟨A, B⟩ = ½ tr(AᵀB): for n = 2 the rotation coordinate is the angle, for n = 3 the rotation vector. The
 * symmetric part of GL+(n) begins with the multiple of the identity, so that the coordinates of SL(n) are those of GL+(n)
 * without the first.
 */
public interface CartanGroup extends LieGroup {
    /**
     * Number of coordinates of the symmetric part.
     *
     * @return 0 for SO(n), n(n+1)/2 - 1 for SL(n), n(n+1)/2 for GL+(n)
     */
    int symmetricDimension();

    /**
     * Number of coordinates of the rotation.
     *
     * @return n(n-1)/2
     */
    default int rotationDimension() {
        return dimension() - symmetricDimension();
    }

    /**
     * ξ⁻¹: the global coordinates (log P, log R) of elements g = P R.
     *
     * @param g elements, not modified
     * @param gOff where they start
     * @param xi modified: the coordinates
     * @param xiOff where they start
     * @param count number of elements
     */
    void coordinates(double[] g, int gOff, double[] xi, int xiOff, int count);

    /**
     * ξ: the elements exp(X) exp(Ω).
     *
     * @param xi coordinates, not modified
     * @param xiOff where they start
     * @param g modified: the elements
     * @param gOff where they start
     * @param count number of elements
     */
    void fromCoordinates(double[] xi, int xiOff, double[] g, int gOff, int count);

    /**
     * Density of a Haar measure with respect to Lebesgue measure of the coordinates, 1 at ξ = 0.
     *
     * @param xi one vector of coordinates
     * @param xiOff where it starts
     * @return the density, positive inside the chart
     */
    double haarDensity(double[] xi, int xiOff);
}
