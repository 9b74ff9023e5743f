package org.lie4j.groups.internal;

/** Unit quaternions as four doubles w, x, y, z; the conventions are Hamilton's, and q v q* rotates as its matrix does. */
public final class Quaternions {
    /** Above this value of 4 w², w is divided by; below it the largest of the others. */
    private static final double NEAR_PI = 0.05;

    private Quaternions() {}

    /**
     * out = a b, brought back to unit norm.
     *
     * @param a left factor
     * @param aOff where it starts
     * @param b right factor
     * @param bOff where it starts
     * @param out modified: the product; may be the place of a factor
     * @param outOff where it starts
     */
    public static void multiply(double[] a, int aOff, double[] b, int bOff, double[] out, int outOff) {
        double aw = a[aOff];
        double ax = a[aOff + 1];
        double ay = a[aOff + 2];
        double az = a[aOff + 3];
        double bw = b[bOff];
        double bx = b[bOff + 1];
        double by = b[bOff + 2];
        double bz = b[bOff + 3];
        double w = aw * bw - ax * bx - ay * by - az * bz;
        double x = aw * bx + ax * bw + ay * bz - az * by;
        double y = aw * by - ax * bz + ay * bw + az * bx;
        double z = aw * bz + ax * by - ay * bx + az * bw;
        // One Newton step for 1/√n at n ≈ 1: long products stay on the sphere.
        double f = 1.5 - 0.5 * (w * w + x * x + y * y + z * z);
        out[outOff] = w * f;
        out[outOff + 1] = x * f;
        out[outOff + 2] = y * f;
        out[outOff + 3] = z * f;
    }

    /**
     * out = q x q* + t.
     *
     * @param q unit quaternion
     * @param qOff where it starts
     * @param x0 first coordinate of the vector
     * @param x1 second coordinate
     * @param x2 third coordinate
     * @param out modified: the rotated and shifted vector
     * @param outOff where it starts
     * @param t0 first coordinate of the shift
     * @param t1 second coordinate
     * @param t2 third coordinate
     */
    public static void rotate(
            double[] q,
            int qOff,
            double x0,
            double x1,
            double x2,
            double[] out,
            int outOff,
            double t0,
            double t1,
            double t2) {
        double w = q[qOff];
        double x = q[qOff + 1];
        double y = q[qOff + 2];
        double z = q[qOff + 3];
        double tx = 2 * (y * x2 - z * x1);
        double ty = 2 * (z * x0 - x * x2);
        double tz = 2 * (x * x1 - y * x0);
        out[outOff] = x0 + w * tx + (y * tz - z * ty) + t0;
        out[outOff + 1] = x1 + w * ty + (z * tx - x * tz) + t1;
        out[outOff + 2] = x2 + w * tz + (x * ty - y * tx) + t2;
    }

    /**
     * out = exp of a rotation vector, (cos θ/2, sin(θ/2)/θ · ω).
     *
     * @param xi rotation vector
     * @param at where it starts
     * @param out modified: the quaternion
     * @param outOff where it starts
     */
    public static void exp(double[] xi, int at, double[] out, int outOff) {
        double x = xi[at];
        double y = xi[at + 1];
        double z = xi[at + 2];
        double half = 0.5 * Math.sqrt(x * x + y * y + z * z);
        double s = 0.5 * Scalars.sinc(half);
        out[outOff] = Math.cos(half);
        out[outOff + 1] = s * x;
        out[outOff + 2] = s * y;
        out[outOff + 3] = s * z;
    }

    /**
     * The rotation vector, |ω| ≤ π; of the two at |ω| = π the one whose first component that is not zero is positive.
     *
     * @param w real part
     * @param x imaginary part
     * @param y imaginary part
     * @param z imaginary part
     * @param xi modified: the rotation vector
     * @param at where it starts
     */
    public static void log(double w, double x, double y, double z, double[] xi, int at) {
        double norm = Math.sqrt(x * x + y * y + z * z);
        double f;
        if (norm < 1e-9) {
            f = 2 / w;
        } else {
            boolean negate = w < 0 || (w == 0 && (x < 0 || (x == 0 && (y < 0 || (y == 0 && z < 0)))));
            f = 2 * Math.atan2(norm, Math.abs(w)) / (negate ? -norm : norm);
        }
        xi[at] = f * x;
        xi[at + 1] = f * y;
        xi[at + 2] = f * z;
    }

    /**
     * The quaternion of a rotation matrix, with w ≥ 0 (Shepperd, 1978).
     *
     * @param r rotation {@code [3, 3]}
     * @param o where it starts
     * @param q modified: the quaternion
     * @param qOff where it starts
     */
    public static void fromMatrix(double[] r, int o, double[] q, int qOff) {
        // Four times the products of the quaternion's parts, straight from the entries.
        double wx = r[o + 7] - r[o + 5];
        double wy = r[o + 2] - r[o + 6];
        double wz = r[o + 3] - r[o + 1];
        double ww = 1 + r[o] + r[o + 4] + r[o + 8];
        if (ww > NEAR_PI) {
            double w = 0.5 * Math.sqrt(ww);
            set(w, wx / (4 * w), wy / (4 * w), wz / (4 * w), q, qOff);
            return;
        }
        double xx = 1 + r[o] - r[o + 4] - r[o + 8];
        double yy = 1 - r[o] + r[o + 4] - r[o + 8];
        double zz = 1 - r[o] - r[o + 4] + r[o + 8];
        double xy = r[o + 1] + r[o + 3];
        double xz = r[o + 2] + r[o + 6];
        double yz = r[o + 5] + r[o + 7];
        if (xx >= yy && xx >= zz) {
            double x = 0.5 * Math.sqrt(xx);
            set(wx / (4 * x), x, xy / (4 * x), xz / (4 * x), q, qOff);
        } else if (yy >= zz) {
            double y = 0.5 * Math.sqrt(yy);
            set(wy / (4 * y), xy / (4 * y), y, yz / (4 * y), q, qOff);
        } else {
            double z = 0.5 * Math.sqrt(zz);
            set(wz / (4 * z), xz / (4 * z), yz / (4 * z), z, q, qOff);
        }
    }

    private static void set(double w, double x, double y, double z, double[] q, int qOff) {
        double sign = w < 0 ? -1 : 1;
        q[qOff] = sign * w;
        q[qOff + 1] = sign * x;
        q[qOff + 2] = sign * y;
        q[qOff + 3] = sign * z;
    }
}
