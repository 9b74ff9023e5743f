package org.lie4j.groups.sampling;

import java.util.random.RandomGenerator;
import org.lie4j.groups.LieGroup;

/**
 * A distribution on a group that can be drawn from and has a density with respect to left Haar measure: what an invariant integral by importance
 * sampling needs.
 *
 * <p>Haar measure is normalised to be Lebesgue measure of the tangent space in the basis of {@code hat} at the identity, unless the distribution says
 * otherwise.
 */
public interface GroupDistribution {
    /**
     * The group that is drawn from.
     *
     * @return the group
     */
    LieGroup group();

    /**
     * Draws elements.
     *
     * @param random source of randomness
     * @param out modified: the elements
     * @param outOff where they start
     * @param count number of elements
     */
    void sample(RandomGenerator random, double[] out, int outOff, int count);

    /**
     * Logarithm of the density relative to left Haar measure.
     *
     * @param g one element
     * @param gOff where it starts
     * @return the logarithm; -∞ outside the support
     */
    double logDensity(double[] g, int gOff);

    /**
     * How many uniform numbers {@link #fromUniforms} makes an element of.
     *
     * @return at least the dimension of the support
     * @throws UnsupportedOperationException if there is no such map, as where elements are drawn by rejection
     */
    int uniforms();

    /**
     * Elements from points of the unit cube, such that uniform points give this distribution: the way for low-discrepancy sequences.
     *
     * @param u {@code [count, uniforms]} numbers in (0, 1), not modified
     * @param uOff where they start
     * @param out modified: the elements
     * @param outOff where they start
     * @param count number of elements
     * @throws UnsupportedOperationException if there is no such map
     */
    void fromUniforms(double[] u, int uOff, double[] out, int outOff, int count);
}
