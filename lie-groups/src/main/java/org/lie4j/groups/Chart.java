package org.lie4j.groups;

/**
 * Coordinates on a neighbourhood of the identity, with the densities of both Haar measures in them.
 *
 * <p>The densities are with respect to Lebesgue measure of the coordinates, and 1 at the identity, whose coordinates are 0.
 */
public interface Chart {
    /**
     * The group.
     *
     * @return what the coordinates belong to
     */
    LieGroup group();

    /**
     * Number of coordinates.
     *
     * @return the dimension of the group
     */
    default int dimension() {
        return group().dimension();
    }

    /**
     * The elements of coordinates.
     *
     * @param xi coordinates {@code [count, dimension]}, not modified
     * @param xiOff where they start
     * @param g modified: the elements
     * @param gOff where they start
     * @param count number of elements
     */
    void toElements(double[] xi, int xiOff, double[] g, int gOff, int count);

    /**
     * The coordinates of elements.
     *
     * @param g elements, not modified
     * @param gOff where they start
     * @param xi modified: {@code [count, dimension]}
     * @param xiOff where they start
     * @param count number of elements
     * @throws NoLogarithmException if an element is outside the chart
     */
    void toCoordinates(double[] g, int gOff, double[] xi, int xiOff, int count);

    /**
     * Density of left Haar measure.
     *
     * @param xi one vector of coordinates
     * @param xiOff where it starts
     * @return the density, 1 at 0
     */
    double leftHaarDensity(double[] xi, int xiOff);

    /**
     * Density of right Haar measure, 1/Δ times the left one.
     *
     * @param xi one vector of coordinates
     * @param xiOff where it starts
     * @return the density, 1 at 0
     */
    default double rightHaarDensity(double[] xi, int xiOff) {
        double[] g = new double[group().elementLength()];
        toElements(xi, xiOff, g, 0, 1);
        return leftHaarDensity(xi, xiOff) / group().modularFunction(g, 0);
    }

    /**
     * exp and log. The density of left Haar measure is |det φ(ad ξ)|, φ(z) = (1 - e⁻ᶻ)/z, the determinant of the right Jacobian of exp (Helgason,
     * Differential Geometry, Lie Groups, and Symmetric Spaces, theorem I.1.14).
     *
     * @param group the group
     * @return coordinates of the first kind; one-to-one where log inverts exp
     */
    static Chart exponential(LieGroup group) {
        return new Charts.Exponential(group);
    }

    /**
     * (log P, log R) of g = P R.
     *
     * @param group the group
     * @return the chart of {@link CartanGroup#coordinates}
     */
    static Chart polar(CartanGroup group) {
        return new Charts.Polar(group);
    }

    /**
     * (ξ, t) of x ↦ h x + t, ξ the coordinates of h. The density of left Haar measure is that of H over |det h|.
     *
     * @param group R^n ⋊ H
     * @param linear a chart of H
     * @return the chart
     * @throws IllegalArgumentException if the chart is one of another group
     */
    static Chart affine(AffineGroup group, Chart linear) {
        return new Charts.Affine(group, linear);
    }
}
