package org.lie4j.groups;

import org.joml.Matrix2d;
import org.joml.Matrix2dc;
import org.joml.Matrix3d;
import org.joml.Matrix3dc;
import org.joml.Matrix4d;
import org.joml.Matrix4dc;
import org.joml.Quaterniond;
import org.joml.Quaterniondc;
import org.lie4j.groups.internal.Rotations;

/**
 * To and from JOML. JOML is column-major ({@code m01} is column 0, row 1) and its quaternions are (x, y, z, w); here matrices are row-major.
 * Every method copies: nothing is shared with its arguments.
 */
public final class Joml {
    private Joml() {}

    /**
     * A 2×2 matrix as a row-major array.
     *
     * @param m matrix
     * @return new array of 4
     */
    public static double[] fromMatrix(Matrix2dc m) {
        return new double[] {m.m00(), m.m10(), m.m01(), m.m11()};
    }

    /**
     * A 3×3 matrix as a row-major array.
     *
     * @param m matrix
     * @return new array of 9
     */
    public static double[] fromMatrix(Matrix3dc m) {
        return new double[] {m.m00(), m.m10(), m.m20(), m.m01(), m.m11(), m.m21(), m.m02(), m.m12(), m.m22()};
    }

    /**
     * A 4×4 matrix as a row-major array.
     *
     * @param m matrix
     * @return new array of 16
     */
    public static double[] fromMatrix(Matrix4dc m) {
        return new Matrix4d(m).transpose().get(new double[16]);
    }

    /**
     * A 2×2 matrix for JOML.
     *
     * @param a row-major array
     * @param off where the matrix starts
     * @return new matrix
     */
    public static Matrix2d toMatrix2d(double[] a, int off) {
        return new Matrix2d(a[off], a[off + 2], a[off + 1], a[off + 3]);
    }

    /**
     * A 3×3 matrix for JOML.
     *
     * @param a row-major array
     * @param off where the matrix starts
     * @return new matrix
     */
    public static Matrix3d toMatrix3d(double[] a, int off) {
        return new Matrix3d(
                a[off], a[off + 3], a[off + 6], a[off + 1], a[off + 4], a[off + 7], a[off + 2], a[off + 5], a[off + 8]);
    }

    /**
     * A 4×4 matrix for JOML.
     *
     * @param a row-major array
     * @param off where the matrix starts
     * @return new matrix
     */
    public static Matrix4d toMatrix4d(double[] a, int off) {
        return new Matrix4d().set(a, off).transpose();
    }

    /**
     * The rotation matrix of a quaternion of any length but 0.
     *
     * @param q quaternion
     * @return new row-major array of 9
     * @throws IllegalArgumentException if the quaternion has length 0 or is not finite
     */
    public static double[] fromQuaternion(Quaterniondc q) {
        double norm = Math.sqrt(q.x() * q.x() + q.y() * q.y() + q.z() * q.z() + q.w() * q.w());
        if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a finite quaternion that is not 0, got " + q);
        }
        double[] r = new double[9];
        Rotations.fromQuaternion(q.w() / norm, q.x() / norm, q.y() / norm, q.z() / norm, r, 0);
        return r;
    }

    /**
     * The unit quaternion of a rotation, with nonnegative real part.
     *
     * @param r row-major array
     * @param off where the rotation starts
     * @return new quaternion
     * @throws IllegalArgumentException if r is not a rotation
     */
    public static Quaterniond toQuaternion(double[] r, int off) {
        SO.of(3).requireMember(r, off);
        double[] v = new double[3];
        SO.of(3).log(r, off, v, 0, 1);
        double angle = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        double f = angle < 1e-12 ? 0.5 : Math.sin(0.5 * angle) / angle;
        return new Quaterniond(f * v[0], f * v[1], f * v[2], Math.cos(0.5 * angle));
    }
}
