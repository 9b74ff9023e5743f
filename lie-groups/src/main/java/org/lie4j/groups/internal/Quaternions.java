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
        double theta = Math.sqrt(x * x + y * y + z * z);
        double half = 0.5 * theta;
        double f = sineOver(Angles.sin(half), theta);
        out[outOff] = Angles.cos(half);
        out[outOff + 1] = f * x;
        out[outOff + 2] = f * y;
        out[outOff + 3] = f * z;
    }

    /**
     * sin(θ/2)/θ.
     *
     * @param sine sin(θ/2)
     * @param theta θ, at least 0
     * @return the quotient, ½ at 0
     */
    private static double sineOver(double sine, double theta) {
        return theta < 1e-8 ? 0.5 : sine / theta;
    }

    /**
     * The exponential on SE(3): the quaternion of ω, then V v with V = I + B Ω + C Ω².
     *
     * @param xi (ω, v)
     * @param at where they start
     * @param out modified: the quaternion and the translation; not the place of xi
     * @param o where they start
     */
    public static void expRigid(double[] xi, int at, double[] out, int o) {
        double x = xi[at];
        double y = xi[at + 1];
        double z = xi[at + 2];
        double q = x * x + y * y + z * z;
        double theta = Math.sqrt(q);
        double half = 0.5 * theta;
        double w = Angles.cos(half);
        double f = sineOver(Angles.sin(half), theta);
        out[o] = w;
        out[o + 1] = f * x;
        out[o + 2] = f * y;
        out[o + 3] = f * z;
        double b = 2 * f * f;
        double c = q < Similarity.SMALL_SQUARE ? Similarity.thirdOrder(q) : (1 - 2 * f * w) / q;
        shear(x, y, z, b, c, xi, at + 3, out, o + 4);
    }

    /** out = (I + b Ω + c Ω²) v for the rotation vector (x, y, z). */
    private static void shear(
            double x, double y, double z, double b, double c, double[] v, int at, double[] out, int o) {
        double v0 = v[at];
        double v1 = v[at + 1];
        double v2 = v[at + 2];
        double c0 = y * v2 - z * v1;
        double c1 = z * v0 - x * v2;
        double c2 = x * v1 - y * v0;
        out[o] = v0 + b * c0 + c * (y * c2 - z * c1);
        out[o + 1] = v1 + b * c1 + c * (z * c0 - x * c2);
        out[o + 2] = v2 + b * c2 + c * (x * c1 - y * c0);
    }

    /**
     * Products on SE(3).
     *
     * @param a left factors: quaternions and translations
     * @param aOff where they start
     * @param b right factors
     * @param bOff where they start
     * @param out modified: the products; may be the place of a factor
     * @param outOff where they start
     * @param count number of products
     */
    public static void composeRigid(double[] a, int aOff, double[] b, int bOff, double[] out, int outOff, int count) {
        for (int i = 0; i < count; i++) {
            int p = aOff + 7 * i;
            int q = bOff + 7 * i;
            int o = outOff + 7 * i;
            double aw = a[p];
            double ax = a[p + 1];
            double ay = a[p + 2];
            double az = a[p + 3];
            double v0 = b[q + 4];
            double v1 = b[q + 5];
            double v2 = b[q + 6];
            // Rotation of v: v + 2w (u × v) + 2 u × (u × v).
            double c0 = ay * v2 - az * v1;
            double c1 = az * v0 - ax * v2;
            double c2 = ax * v1 - ay * v0;
            c0 += c0;
            c1 += c1;
            c2 += c2;
            double t0 = a[p + 4] + (v0 + aw * c0 + (ay * c2 - az * c1));
            double t1 = a[p + 5] + (v1 + aw * c1 + (az * c0 - ax * c2));
            double t2 = a[p + 6] + (v2 + aw * c2 + (ax * c1 - ay * c0));
            multiply(a, p, b, q, out, o);
            out[o + 4] = t0;
            out[o + 5] = t1;
            out[o + 6] = t2;
        }
    }

    /**
     * The logarithm on SE(3), the inverse of {@link #expRigid} on the branch of {@link #log}.
     *
     * @param g the quaternion and the translation
     * @param p where they start
     * @param xi modified: (ω, v); not the place of g
     * @param at where they start
     */
    public static void logRigid(double[] g, int p, double[] xi, int at) {
        double w = g[p];
        double x = g[p + 1];
        double y = g[p + 2];
        double z = g[p + 3];
        double f = vectorFactor(w, x, y, z);
        double wx = f * x;
        double wy = f * y;
        double wz = f * z;
        xi[at] = wx;
        xi[at + 1] = wy;
        xi[at + 2] = wz;
        double q = wx * wx + wy * wy + wz * wz;
        // V⁻¹ = I - Ω/2 + C Ω², C = (1 - θ/2 cot θ/2)/θ²; f is 2 (θ/2)/sin(θ/2) with the sign of w.
        double c = q < Similarity.SMALL_SQUARE ? Similarity.inverseSecondOrder(q) : (1 - 0.5 * f * w) / q;
        shear(wx, wy, wz, -0.5, c, g, p + 4, xi, at + 3);
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
        double f = vectorFactor(w, x, y, z);
        xi[at] = f * x;
        xi[at + 1] = f * y;
        xi[at + 2] = f * z;
    }

    /** What the imaginary part is to be multiplied by to get the rotation vector. */
    private static double vectorFactor(double w, double x, double y, double z) {
        double norm = Math.sqrt(x * x + y * y + z * z);
        if (norm < 1e-9) {
            return 2 / w;
        }
        double f = 2 * Angles.atan2(norm, Math.abs(w)) / norm;
        boolean negate = w < 0 || (w == 0 && (x < 0 || (x == 0 && (y < 0 || (y == 0 && z < 0)))));
        return negate ? -f : f;
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
