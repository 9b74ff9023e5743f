package org.lie4j.groups;

/**
 * Affine+(n) = R^n ⋊ GL+(n): the maps x ↦ h x + t with det h > 0.
 *
 * <p>The group is not unimodular: left Haar measure is dt dh / |det h|^{n+1}, right Haar measure dt dh / |det h|^n, dh being Lebesgue measure of
 * the entries.
 */
public final class AffinePlus extends AffineGroup {
    private AffinePlus(int n) {
        super("Affine+(" + n + ")", GLPlus.of(n));
    }

    /**
     * The group acting on n-dimensional points.
     *
     * @param n dimension of the points, at least 2
     * @return the group
     * @throws IllegalArgumentException if n is less than 2
     */
    public static AffinePlus of(int n) {
        return new AffinePlus(n);
    }

    /**
     * Density of left Haar measure with respect to dt dh, 1 at the identity.
     *
     * @param g element
     * @param gOff where it starts
     * @return |det h|^{-(n+1)}
     */
    public double leftHaarDensity(double[] g, int gOff) {
        return Math.pow(determinant(g, gOff), -(n + 1));
    }

    /**
     * Density of right Haar measure with respect to dt dh, 1 at the identity.
     *
     * @param g element
     * @param gOff where it starts
     * @return |det h|^{-n}
     */
    public double rightHaarDensity(double[] g, int gOff) {
        return Math.pow(determinant(g, gOff), -n);
    }
}
