package org.lie4j.groups;

import org.lie4j.groups.internal.Similarity;

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

    /** The left Jacobian in closed form, V = I + B Ω + C Ω². */
    @Override
    public void leftJacobian(double[] xi, int xiOff, double[] out, int outOff) {
        Similarity v = new Similarity();
        v.set(0, angle(xi, xiOff));
        write(v, xi, xiOff, out, outOff);
    }

    @Override
    public void leftJacobianInverse(double[] xi, int xiOff, double[] out, int outOff) {
        Similarity v = new Similarity();
        double theta = angle(xi, xiOff);
        v.set(0, theta);
        v.invert(theta);
        write(v, xi, xiOff, out, outOff);
    }

    private static void write(Similarity v, double[] xi, int xiOff, double[] out, int outOff) {
        double[] column = new double[3];
        for (int j = 0; j < 3; j++) {
            for (int i = 0; i < 3; i++) {
                column[i] = i == j ? 1 : 0;
            }
            v.apply3(xi, xiOff, column, 0, column, 0);
            for (int i = 0; i < 3; i++) {
                out[outOff + 3 * i + j] = column[i];
            }
        }
    }
}
