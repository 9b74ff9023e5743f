package org.lie4j.groups;

import org.joml.Matrix2d;
import org.joml.Matrix2dc;
import org.joml.Matrix3d;
import org.joml.Matrix3dc;
import org.joml.Matrix4d;
import org.joml.Matrix4dc;
import org.joml.Quaterniond;
import org.joml.Quaterniondc;
import org.joml.Vector2d;
import org.joml.Vector2dc;
import org.joml.Vector3d;
import org.joml.Vector3dc;
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
        double norm = requireNorm(q);
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

    /**
     * A matrix into a packed array.
     *
     * @param m matrix, not modified
     * @param out modified: {@code [2, 2]} at the offset
     * @param off where it starts
     */
    public static void fromMatrix(Matrix2dc m, double[] out, int off) {
        System.arraycopy(fromMatrix(m), 0, out, off, 4);
    }

    /**
     * A matrix into a packed array.
     *
     * @param m matrix, not modified
     * @param out modified: {@code [3, 3]} at the offset
     * @param off where it starts
     */
    public static void fromMatrix(Matrix3dc m, double[] out, int off) {
        System.arraycopy(fromMatrix(m), 0, out, off, 9);
    }

    /**
     * A matrix into a packed array.
     *
     * @param m matrix, not modified
     * @param out modified: {@code [4, 4]} at the offset
     * @param off where it starts
     */
    public static void fromMatrix(Matrix4dc m, double[] out, int off) {
        System.arraycopy(fromMatrix(m), 0, out, off, 16);
    }

    /**
     * A point of the plane.
     *
     * @param a packed points
     * @param off where the point starts
     * @return new vector
     */
    public static Vector2d toVector2d(double[] a, int off) {
        return new Vector2d(a[off], a[off + 1]);
    }

    /**
     * A point of space, or a rotation vector.
     *
     * @param a packed points
     * @param off where the point starts
     * @return new vector
     */
    public static Vector3d toVector3d(double[] a, int off) {
        return new Vector3d(a[off], a[off + 1], a[off + 2]);
    }

    /**
     * A vector into a packed array.
     *
     * @param v vector, not modified
     * @param out modified: 2 numbers at the offset
     * @param off where they start
     */
    public static void fromVector(Vector2dc v, double[] out, int off) {
        out[off] = v.x();
        out[off + 1] = v.y();
    }

    /**
     * A vector into a packed array.
     *
     * @param v vector, not modified
     * @param out modified: 3 numbers at the offset
     * @param off where they start
     */
    public static void fromVector(Vector3dc v, double[] out, int off) {
        out[off] = v.x();
        out[off + 1] = v.y();
        out[off + 2] = v.z();
    }

    /**
     * The element of {@link SO3} of a quaternion of any length but 0: w, x, y, z where JOML has x, y, z, w.
     *
     * @param q quaternion, not modified
     * @return new array: the unit quaternion
     * @throws IllegalArgumentException if the quaternion has length 0 or is not finite
     */
    public static double[] toSO3(Quaterniondc q) {
        double norm = requireNorm(q);
        return new double[] {q.w() / norm, q.x() / norm, q.y() / norm, q.z() / norm};
    }

    /**
     * The quaternion of an element of {@link SO3}, or of the rotation of an element of {@link SE3} or {@link Sim3}.
     *
     * @param g packed elements
     * @param off where the element starts
     * @return new quaternion, with the signs of g
     */
    public static Quaterniond fromSO3(double[] g, int off) {
        return new Quaterniond(g[off + 1], g[off + 2], g[off + 3], g[off]);
    }

    /**
     * The element of {@link SE3} of a rigid motion.
     *
     * @param m homogeneous matrix, not modified
     * @return new array: unit quaternion w, x, y, z, then the translation
     * @throws IllegalArgumentException if the matrix is no rigid motion, by more than rounding
     */
    public static double[] toSE3(Matrix4dc m) {
        double[] matrix = fromMatrix(m);
        AffineGroup.rigid(3).requireMember(matrix, 0);
        double[] g = new double[7];
        SE3.INSTANCE.fromMatrix(matrix, 0, g, 0, 1);
        return g;
    }

    /**
     * The homogeneous matrix of an element of {@link SE3}.
     *
     * @param g packed elements
     * @param off where the element starts
     * @return new matrix
     */
    public static Matrix4d fromSE3(double[] g, int off) {
        double[] matrix = new double[16];
        SE3.INSTANCE.toMatrix(g, off, matrix, 0, 1);
        return toMatrix4d(matrix, 0);
    }

    private static double requireNorm(Quaterniondc q) {
        double norm = Math.sqrt(q.x() * q.x() + q.y() * q.y() + q.z() * q.z() + q.w() * q.w());
        if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a finite quaternion that is not 0, got " + q);
        }
        return norm;
    }
}
