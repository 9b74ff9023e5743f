package org.lie4j.groups.internal;

import org.lie4j.groups.NoLogarithmException;

/** Exponential and principal logarithm of rotations, in the coordinates of {@link CartanBasis}. */
public final class Rotations {
    private Rotations() {}

    /**
     * Number of coordinates.
     *
     * @param n size
     * @return n(n-1)/2
     */
    public static int dimension(int n) {
        return n * (n - 1) / 2;
    }

    /**
     * out = exp(Ω).
     *
     * @param n size
     * @param xi coordinates of Ω
     * @param at where they start
     * @param out modified: the rotation
     * @param outOff where it starts
     * @param scratch at least 3 n² doubles, overwritten
     */
    public static void exp(int n, double[] xi, int at, double[] out, int outOff, double[] scratch) {
        if (n == 2) {
            double c = Math.cos(xi[at]);
            double s = Math.sin(xi[at]);
            out[outOff] = c;
            out[outOff + 1] = -s;
            out[outOff + 2] = s;
            out[outOff + 3] = c;
        } else if (n == 3) {
            exp3(xi[at], xi[at + 1], xi[at + 2], out, outOff);
        } else {
            int algebra = 2 * n * n;
            java.util.Arrays.fill(scratch, algebra, algebra + n * n, 0);
            CartanBasis.addSkew(n, xi, at, scratch, algebra);
            MatrixExponential.exp(n, scratch, algebra, out, outOff, scratch);
        }
    }

    /** By the unit quaternion (cos θ/2, sin(θ/2)/θ · ω). */
    private static void exp3(double x, double y, double z, double[] r, int o) {
        double half = 0.5 * Math.sqrt(x * x + y * y + z * z);
        double w = Math.cos(half);
        double s = 0.5 * Scalars.sinc(half);
        fromQuaternion(w, s * x, s * y, s * z, r, o);
    }

    /**
     * The rotation of a unit quaternion.
     *
     * @param w real part
     * @param x imaginary part
     * @param y imaginary part
     * @param z imaginary part
     * @param r modified: {@code [3, 3]}
     * @param o where it starts
     */
    public static void fromQuaternion(double w, double x, double y, double z, double[] r, int o) {
        r[o] = 1 - 2 * (y * y + z * z);
        r[o + 1] = 2 * (x * y - w * z);
        r[o + 2] = 2 * (x * z + w * y);
        r[o + 3] = 2 * (x * y + w * z);
        r[o + 4] = 1 - 2 * (x * x + z * z);
        r[o + 5] = 2 * (y * z - w * x);
        r[o + 6] = 2 * (x * z - w * y);
        r[o + 7] = 2 * (y * z + w * x);
        r[o + 8] = 1 - 2 * (x * x + y * y);
    }

    /**
     * xi = Log(R), the principal logarithm.
     *
     * <p>n = 2: the angle in (-π, π]. n = 3: the rotation vector, |ω| ≤ π; at |ω| = π, where ω and -ω give the same rotation, the
     * one whose first component that is not zero is positive. n > 3: undefined at eigenvalue -1.
     *
     * @param n size
     * @param r rotation
     * @param o where it starts
     * @param xi modified: the coordinates
     * @param at where they start
     * @throws NoLogarithmException if n > 3 and an eigenvalue is -1 or too near to it
     */
    public static void log(int n, double[] r, int o, double[] xi, int at) {
        if (n == 2) {
            xi[at] = Math.atan2(r[o + 2] - r[o + 1], r[o] + r[o + 3]);
        } else if (n == 3) {
            log3(r, o, xi, at);
        } else {
            double[] logarithm = new double[n * n];
            MatrixLogarithm.log(n, r, o, logarithm, 0);
            CartanBasis.fromSkew(n, logarithm, 0, xi, at);
        }
    }

    private static void log3(double[] r, int o, double[] xi, int at) {
        double[] q = Scratch.get();
        Quaternions.fromMatrix(r, o, q, 0);
        Quaternions.log(q[0], q[1], q[2], q[3], xi, at);
    }

    /**
     * Density of the Haar measure in the coordinates of Log, 1 at the identity: |det φ(ad Ω)|, φ(z) = (1 - e⁻ᶻ)/z.
     *
     * @param n size
     * @param xi coordinates
     * @param at where they start
     * @return ∏ over the positive roots x of (2 sin(x/2)/x)²
     */
    public static double haarDensity(int n, double[] xi, int at) {
        if (n == 2) {
            return 1;
        }
        if (n == 3) {
            double half = 0.5 * Math.sqrt(xi[at] * xi[at] + xi[at + 1] * xi[at + 1] + xi[at + 2] * xi[at + 2]);
            double s = Scalars.sinc(half);
            return s * s;
        }
        double[] angles = angles(n, xi, at);
        double density = 1;
        for (int a = 0; a < angles.length; a++) {
            for (int b = a + 1; b < angles.length; b++) {
                density *= Scalars.sinc(0.5 * (angles[a] - angles[b])) * Scalars.sinc(0.5 * (angles[a] + angles[b]));
            }
            density *= n % 2 == 1 ? Scalars.sinc(0.5 * angles[a]) : 1;
        }
        return density * density;
    }

    /** The rotation angles: square roots of the eigenvalues of ΩᵀΩ, of which each comes twice. */
    private static double[] angles(int n, double[] xi, int at) {
        double[] omega = new double[n * n];
        CartanBasis.addSkew(n, xi, at, omega, 0);
        double[] square = new double[n * n];
        SmallMatrices.multiplyTransposed(n, omega, 0, omega, 0, square, 0);
        SymmetricEigen.decompose(square, new double[n * n], n);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = Math.sqrt(Math.max(0, square[i * (n + 1)]));
        }
        java.util.Arrays.sort(values);
        double[] angles = new double[n / 2];
        for (int i = 0; i < angles.length; i++) {
            angles[i] = values[n - 1 - 2 * i];
        }
        return angles;
    }
}
