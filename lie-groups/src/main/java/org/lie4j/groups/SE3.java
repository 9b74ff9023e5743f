package org.lie4j.groups;

import org.lie4j.groups.internal.RigidJacobians;

/**
 * SE(3) in compact form: rigid motions of space, x ↦ R x + t.
 *
 * <p>An element is w, x, y, z, t₁, t₂, t₃ with a unit quaternion in front, of either sign; a tangent vector (ω, v). It is a semidirect product; as a matrix [[R, t], [0, 1]]. Batch operations
 * allocate nothing per element.
 */
public final class SE3 extends SpaceSimilarities {
    /** The group. */
    public static final SE3 INSTANCE = new SE3();

    private SE3() {
        super(false, true);
    }

    @Override
    public String name() {
        return "SE(3)";
    }

    /** {@inheritDoc} In closed form, with a series for angles below 1. */
    @Override
    public void leftJacobian(double[] xi, int xiOff, double[] out, int outOff) {
        RigidJacobians.rigid(xi, xiOff, false, out, outOff);
    }

    @Override
    public void leftJacobianInverse(double[] xi, int xiOff, double[] out, int outOff) {
        RigidJacobians.rigid(xi, xiOff, true, out, outOff);
    }

    /** {@inheritDoc} [[R, 0], [t× R, R]]. */
    @Override
    public void adjoint(double[] g, int gOff, double[] out, int outOff) {
        double[] matrix = new double[16];
        toMatrix(g, gOff, matrix, 0, 1);
        double x = matrix[3];
        double y = matrix[7];
        double z = matrix[11];
        for (int j = 0; j < 3; j++) {
            double r0 = matrix[j];
            double r1 = matrix[4 + j];
            double r2 = matrix[8 + j];
            setColumn(out, outOff + j, r0, r1, r2);
            setColumn(out, outOff + 3 + j, 0, 0, 0);
            setColumn(out, outOff + 18 + j, y * r2 - z * r1, z * r0 - x * r2, x * r1 - y * r0);
            setColumn(out, outOff + 21 + j, r0, r1, r2);
        }
    }

    /** {@inheritDoc} [[ω×, 0], [v×, ω×]]. */
    @Override
    public void smallAdjoint(double[] xi, int xiOff, double[] out, int outOff) {
        java.util.Arrays.fill(out, outOff, outOff + 36, 0);
        for (int block = 0; block < 3; block++) {
            // ω top left and bottom right, v bottom left.
            int from = block == 2 ? xiOff + 3 : xiOff;
            int o = outOff + new int[] {0, 21, 18}[block];
            out[o + 1] = -xi[from + 2];
            out[o + 2] = xi[from + 1];
            out[o + 6] = xi[from + 2];
            out[o + 8] = -xi[from];
            out[o + 12] = -xi[from + 1];
            out[o + 13] = xi[from];
        }
    }

    private static void setColumn(double[] out, int at, double a, double b, double c) {
        out[at] = a;
        out[at + 6] = b;
        out[at + 12] = c;
    }
}
