package org.lie4j.groups.internal;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Products and inverses of packed row-major matrices; 2×2 and 3×3 without allocation. */
public final class SmallMatrices {
    private SmallMatrices() {}

    /**
     * out = a b.
     *
     * @param n size
     * @param a left factor
     * @param aOff where it starts
     * @param b right factor
     * @param bOff where it starts
     * @param out modified: the product; may be the place of a factor only if n ≤ 3
     * @param outOff where it starts
     */
    public static void multiply(int n, double[] a, int aOff, double[] b, int bOff, double[] out, int outOff) {
        if (n == 2) {
            double a0 = a[aOff];
            double a1 = a[aOff + 1];
            double a2 = a[aOff + 2];
            double a3 = a[aOff + 3];
            double b0 = b[bOff];
            double b1 = b[bOff + 1];
            double b2 = b[bOff + 2];
            double b3 = b[bOff + 3];
            out[outOff] = a0 * b0 + a1 * b2;
            out[outOff + 1] = a0 * b1 + a1 * b3;
            out[outOff + 2] = a2 * b0 + a3 * b2;
            out[outOff + 3] = a2 * b1 + a3 * b3;
            return;
        }
        if (n == 3) {
            SpaceMatrices.multiply(a, aOff, b, bOff, out, outOff);
            return;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += a[aOff + i * n + k] * b[bOff + k * n + j];
                }
                out[outOff + i * n + j] = sum;
            }
        }
    }

    /**
     * out = a bᵀ; no aliasing.
     *
     * @param n size
     * @param a left factor
     * @param aOff where it starts
     * @param b right factor, to be transposed
     * @param bOff where it starts
     * @param out modified: the product
     * @param outOff where it starts
     */
    public static void multiplyTransposed(int n, double[] a, int aOff, double[] b, int bOff, double[] out, int outOff) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += a[aOff + i * n + k] * b[bOff + j * n + k];
                }
                out[outOff + i * n + j] = sum;
            }
        }
    }

    /**
     * out = a⁻¹; aliasing allowed.
     *
     * @param n size
     * @param a matrix
     * @param aOff where it starts
     * @param out modified: the inverse
     * @param outOff where it starts
     * @throws ArithmeticException if the matrix is singular to working precision, or not finite
     */
    public static void invert(int n, double[] a, int aOff, double[] out, int outOff) {
        if (n == 2) {
            double a0 = a[aOff];
            double a1 = a[aOff + 1];
            double a2 = a[aOff + 2];
            double a3 = a[aOff + 3];
            double det = requireRegular(a0 * a3 - a1 * a2);
            out[outOff] = a3 / det;
            out[outOff + 1] = -a1 / det;
            out[outOff + 2] = -a2 / det;
            out[outOff + 3] = a0 / det;
        } else if (n == 3) {
            invert3(a, aOff, out, outOff);
        } else {
            invertByPivots(n, a, aOff, out, outOff);
        }
    }

    /** Gauss and Jordan in place, with row pivots: cofactors, which EJML takes up to 5×5, lose all digits where the condition is bad. */
    private static void invertByPivots(int n, double[] a, int aOff, double[] out, int o) {
        if (a != out || aOff != o) {
            System.arraycopy(a, aOff, out, o, n * n);
        }
        int[] pivots = new int[n];
        for (int k = 0; k < n; k++) {
            int best = k;
            for (int i = k + 1; i < n; i++) {
                if (Math.abs(out[o + i * n + k]) > Math.abs(out[o + best * n + k])) {
                    best = i;
                }
            }
            pivots[k] = best;
            double pivot = requireRegular(out[o + best * n + k]);
            swapRows(n, out, o, k, best);
            out[o + k * n + k] = 1;
            for (int j = 0; j < n; j++) {
                out[o + k * n + j] /= pivot;
            }
            for (int i = 0; i < n; i++) {
                double factor = out[o + i * n + k];
                if (i != k && factor != 0) {
                    out[o + i * n + k] = 0;
                    for (int j = 0; j < n; j++) {
                        out[o + i * n + j] -= factor * out[o + k * n + j];
                    }
                }
            }
        }
        // The inverse of P A is A⁻¹ P⁻¹: its columns change places in the opposite order.
        for (int k = n - 1; k >= 0; k--) {
            for (int i = 0; i < n && pivots[k] != k; i++) {
                double swap = out[o + i * n + k];
                out[o + i * n + k] = out[o + i * n + pivots[k]];
                out[o + i * n + pivots[k]] = swap;
            }
        }
    }

    private static void swapRows(int n, double[] a, int off, int i, int j) {
        for (int c = 0; c < n && i != j; c++) {
            double swap = a[off + i * n + c];
            a[off + i * n + c] = a[off + j * n + c];
            a[off + j * n + c] = swap;
        }
    }

    private static void invert3(double[] m, int o, double[] out, int at) {
        double a = m[o];
        double b = m[o + 1];
        double c = m[o + 2];
        double d = m[o + 3];
        double e = m[o + 4];
        double f = m[o + 5];
        double g = m[o + 6];
        double h = m[o + 7];
        double i = m[o + 8];
        double ca = e * i - f * h;
        double cb = f * g - d * i;
        double cc = d * h - e * g;
        double det = requireRegular(a * ca + b * cb + c * cc);
        out[at] = ca / det;
        out[at + 1] = (c * h - b * i) / det;
        out[at + 2] = (b * f - c * e) / det;
        out[at + 3] = cb / det;
        out[at + 4] = (a * i - c * g) / det;
        out[at + 5] = (c * d - a * f) / det;
        out[at + 6] = cc / det;
        out[at + 7] = (b * g - a * h) / det;
        out[at + 8] = (a * e - b * d) / det;
    }

    private static double requireRegular(double det) {
        if (!(Math.abs(det) > 0 && Math.abs(det) < Double.POSITIVE_INFINITY)) {
            throw new ArithmeticException("expected an invertible matrix, got one with determinant or pivot " + det);
        }
        return det;
    }

    /**
     * Determinant.
     *
     * @param n size
     * @param a matrix
     * @param aOff where it starts
     * @return det a
     */
    public static double determinant(int n, double[] a, int aOff) {
        if (n == 1) {
            return a[aOff];
        }
        if (n == 2) {
            return a[aOff] * a[aOff + 3] - a[aOff + 1] * a[aOff + 2];
        }
        if (n == 3) {
            return a[aOff] * (a[aOff + 4] * a[aOff + 8] - a[aOff + 5] * a[aOff + 7])
                    + a[aOff + 1] * (a[aOff + 5] * a[aOff + 6] - a[aOff + 3] * a[aOff + 8])
                    + a[aOff + 2] * (a[aOff + 3] * a[aOff + 7] - a[aOff + 4] * a[aOff + 6]);
        }
        DMatrixRMaj m = new DMatrixRMaj(n, n);
        System.arraycopy(a, aOff, m.data, 0, n * n);
        return CommonOps_DDRM.det(m);
    }

    /**
     * Largest row sum of absolute values.
     *
     * @param n size
     * @param a matrix
     * @param aOff where it starts
     * @return ‖a‖ in the ∞ norm
     */
    public static double norm(int n, double[] a, int aOff) {
        double norm = 0;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += Math.abs(a[aOff + i * n + j]);
            }
            norm = Math.max(norm, sum);
        }
        return norm;
    }
}
