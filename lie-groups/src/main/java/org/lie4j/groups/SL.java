package org.lie4j.groups;

/**
 * SL(n): the real n×n matrices of determinant 1; linear maps that preserve volume and orientation.
 *
 * <p>Tangent vectors are the traceless matrices. {@link #log} is the principal matrix logarithm, defined where no eigenvalue lies
 * on the negative axis; {@link #coordinates} is defined everywhere.
 *
 * <p>Size 2 is the fast type of the plane: closed forms throughout, nothing allocated. Size 3 allocates nothing either.
 */
public final class SL extends CartanMatrixGroup {
    private SL(int n) {
        super(n, n * (n + 1) / 2 - 1, false);
    }

    /**
     * The group of n×n matrices.
     *
     * @param n size, at least 2
     * @return the group
     * @throws IllegalArgumentException if n is less than 2
     */
    public static SL of(int n) {
        return new SL(requireSize(n, 2));
    }

    @Override
    public String name() {
        return "SL(" + n + ")";
    }

    /** {@inheritDoc} The multiple of the matrix that has determinant 1; det > 0 is expected. */
    @Override
    public double[] nearest(double[] matrix) {
        double det = Members.requirePositiveDeterminant(n, matrix, 0);
        double[] out = matrix.clone();
        double scale = Math.pow(det, -1.0 / n);
        for (int i = 0; i < out.length; i++) {
            out[i] *= scale;
        }
        return out;
    }

    @Override
    public void requireMember(double[] g, int gOff) {
        Members.requireUnitDeterminant(n, g, gOff);
    }
}
