package org.lie4j.groups.internal;

/**
 * The basis of gl(n) that is orthonormal for ⟨A, B⟩ = ½ tr(AᵀB): first √(2/n) I, then n - 1 traceless diagonal matrices
 * (Helmert's), then E_ij + E_ji, then the skew matrices.
 *
 * <p>Skew matrices are E_ji - E_ij for i &lt; j in row order, except for n = 3, where they are the usual generators of the
 * rotations about x, y and z.
 */
public final class CartanBasis {
    private CartanBasis() {}

    /**
     * out = the symmetric matrix of the coordinates.
     *
     * @param n size
     * @param scale whether the first coordinate is that of the identity; otherwise the matrix is traceless
     * @param xi coordinates
     * @param at where they start
     * @param out modified: {@code [n, n]}
     * @param outOff where it starts
     */
    public static void toSymmetric(int n, boolean scale, double[] xi, int at, double[] out, int outOff) {
        int k = at;
        double diagonal = scale ? Math.sqrt(2.0 / n) * xi[k++] : 0;
        for (int i = 0; i < n; i++) {
            out[outOff + i * (n + 1)] = diagonal;
        }
        for (int m = 1; m < n; m++) {
            double value = xi[k++] * Math.sqrt(2.0 / (m * (m + 1.0)));
            for (int i = 0; i < m; i++) {
                out[outOff + i * (n + 1)] += value;
            }
            out[outOff + m * (n + 1)] -= m * value;
        }
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                out[outOff + i * n + j] = xi[k];
                out[outOff + j * n + i] = xi[k++];
            }
        }
    }

    /**
     * out = the 3×3 matrix of the coordinates, symmetric part and skew part.
     *
     * @param scale whether the first coordinate is that of the identity; otherwise the matrix is traceless
     * @param xi 9 or 8 coordinates
     * @param at where they start
     * @param out modified: {@code [3, 3]}; may be the place of xi
     * @param o where it starts
     */
    public static void toMatrix3(boolean scale, double[] xi, int at, double[] out, int o) {
        int k = scale ? at + 1 : at;
        double mean = scale ? ROOT_2_3 * xi[at] : 0;
        double first = xi[k];
        double second = ROOT_1_3 * xi[k + 1];
        double xy = xi[k + 2];
        double xz = xi[k + 3];
        double yz = xi[k + 4];
        double x = xi[k + 5];
        double y = xi[k + 6];
        double z = xi[k + 7];
        out[o] = mean + first + second;
        out[o + 1] = xy - z;
        out[o + 2] = xz + y;
        out[o + 3] = xy + z;
        out[o + 4] = mean - first + second;
        out[o + 5] = yz - x;
        out[o + 6] = xz - y;
        out[o + 7] = yz + x;
        out[o + 8] = mean - 2 * second;
    }

    private static final double ROOT_2_3 = Math.sqrt(2.0 / 3);
    private static final double ROOT_1_3 = Math.sqrt(1.0 / 3);

    /**
     * Coordinates of the symmetric part of a matrix.
     *
     * @param n size
     * @param scale whether the first coordinate is that of the identity; otherwise the trace is dropped
     * @param a matrix
     * @param aOff where it starts
     * @param xi modified: the coordinates
     * @param at where they start
     */
    public static void fromSymmetric(int n, boolean scale, double[] a, int aOff, double[] xi, int at) {
        int k = at;
        if (scale) {
            double trace = 0;
            for (int i = 0; i < n; i++) {
                trace += a[aOff + i * (n + 1)];
            }
            xi[k++] = trace / Math.sqrt(2.0 * n);
        }
        for (int m = 1; m < n; m++) {
            double sum = -m * a[aOff + m * (n + 1)];
            for (int i = 0; i < m; i++) {
                sum += a[aOff + i * (n + 1)];
            }
            xi[k++] = sum / Math.sqrt(2.0 * m * (m + 1.0));
        }
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                xi[k++] = 0.5 * (a[aOff + i * n + j] + a[aOff + j * n + i]);
            }
        }
    }

    /**
     * out += the skew matrix of the coordinates.
     *
     * @param n size
     * @param xi coordinates
     * @param at where they start
     * @param out modified: added to, {@code [n, n]}
     * @param outOff where it starts
     */
    public static void addSkew(int n, double[] xi, int at, double[] out, int outOff) {
        int k = at;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++, k++) {
                double value = n == 3 ? rotationAbout(xi, at, i, j) : xi[k];
                out[outOff + j * n + i] += value;
                out[outOff + i * n + j] -= value;
            }
        }
    }

    /** The entry (j, i), i < j, of the cross-product matrix: z at (1, 0), -y at (2, 0), x at (2, 1). */
    private static double rotationAbout(double[] xi, int at, int i, int j) {
        int axis = 3 - i - j;
        return axis == 1 ? -xi[at + 1] : xi[at + axis];
    }

    /**
     * Coordinates of the skew part of a matrix.
     *
     * @param n size
     * @param a matrix
     * @param aOff where it starts
     * @param xi modified: the coordinates
     * @param at where they start
     */
    public static void fromSkew(int n, double[] a, int aOff, double[] xi, int at) {
        int k = at;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++, k++) {
                double value = 0.5 * (a[aOff + j * n + i] - a[aOff + i * n + j]);
                if (n == 3) {
                    int axis = 3 - i - j;
                    xi[at + axis] = axis == 1 ? -value : value;
                } else {
                    xi[k] = value;
                }
            }
        }
    }
}
