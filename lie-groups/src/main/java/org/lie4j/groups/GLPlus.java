package org.lie4j.groups;

/**
 * GL+(n): the real n×n matrices of positive determinant; orientation-preserving linear maps.
 *
 * <p>Tangent vectors are all of gl(n). {@link #log} is the principal matrix logarithm, defined where no eigenvalue lies on the
 * negative axis: not everywhere, as diag(-2, -½) shows. The chart {@link #coordinates} is defined everywhere.
 *
 * <p>Size 2 is the fast type of the plane: closed forms throughout, nothing allocated. Size 3 allocates nothing either.
 */
public final class GLPlus extends CartanMatrixGroup {
    private GLPlus(int n) {
        super(n, n * (n + 1) / 2, true);
    }

    /**
     * The group of n×n matrices.
     *
     * @param n size, at least 2
     * @return the group
     * @throws IllegalArgumentException if n is less than 2
     */
    public static GLPlus of(int n) {
        return new GLPlus(requireSize(n, 2));
    }

    @Override
    public String name() {
        return "GL+(" + n + ")";
    }

    @Override
    public void requireMember(double[] g, int gOff) {
        Members.requirePositiveDeterminant(n, g, gOff);
    }
}
