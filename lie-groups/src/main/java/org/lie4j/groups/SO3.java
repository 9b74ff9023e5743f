package org.lie4j.groups;

import org.lie4j.groups.internal.RigidJacobians;

/**
 * SO(3) in compact form: rotations of space as unit quaternions.
 *
 * <p>An element is w, x, y, z with a unit quaternion in front, of either sign; a tangent vector the rotation vector ω, radians. {@link SO#of SO.of(3)} is the same group with matrices. Batch operations
 * allocate nothing per element.
 */
public final class SO3 extends SpaceSimilarities {
    /** The group. */
    public static final SO3 INSTANCE = new SO3();

    private SO3() {
        super(false, false);
    }

    @Override
    public String name() {
        return "SO(3)";
    }

    /** {@inheritDoc} In closed form. */
    @Override
    public void leftJacobian(double[] xi, int xiOff, double[] out, int outOff) {
        RigidJacobians.rotation(xi, xiOff, false, out, outOff, 3);
    }

    @Override
    public void leftJacobianInverse(double[] xi, int xiOff, double[] out, int outOff) {
        RigidJacobians.rotation(xi, xiOff, true, out, outOff, 3);
    }

    /** {@inheritDoc} The rotation matrix itself. */
    @Override
    public void adjoint(double[] g, int gOff, double[] out, int outOff) {
        toMatrix(g, gOff, out, outOff, 1);
    }

    /** {@inheritDoc} The matrix of ω ×. */
    @Override
    public void smallAdjoint(double[] xi, int xiOff, double[] out, int outOff) {
        hat(xi, xiOff, out, outOff);
    }
}
