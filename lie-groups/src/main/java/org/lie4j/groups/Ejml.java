package org.lie4j.groups;

import org.ejml.data.DMatrix2x2;
import org.ejml.data.DMatrix3x3;
import org.ejml.data.DMatrix4x4;
import org.ejml.data.DMatrixRMaj;

/**
 * To and from EJML, whose matrices are row-major too. Every method copies: nothing is shared with its arguments. (To share, wrap the array of a single
 * matrix yourself: {@code DMatrixRMaj.wrap(n, n, array)}.)
 */
public final class Ejml {
    private Ejml() {}

    /**
     * One matrix of a packed array.
     *
     * @param n side
     * @param a packed matrices
     * @param off where the matrix starts
     * @return new matrix
     * @throws IllegalArgumentException if the array is too short
     */
    public static DMatrixRMaj toMatrix(int n, double[] a, int off) {
        requireRoom(n, a, off);
        DMatrixRMaj m = new DMatrixRMaj(n, n);
        System.arraycopy(a, off, m.data, 0, n * n);
        return m;
    }

    /**
     * One 2×2 matrix of a packed array.
     *
     * @param a packed matrices
     * @param off where the matrix starts
     * @return new matrix
     * @throws IllegalArgumentException if the array is too short
     */
    public static DMatrix2x2 toMatrix2x2(double[] a, int off) {
        requireRoom(2, a, off);
        return new DMatrix2x2(a[off], a[off + 1], a[off + 2], a[off + 3]);
    }

    /**
     * One 3×3 matrix of a packed array.
     *
     * @param a packed matrices
     * @param off where the matrix starts
     * @return new matrix
     * @throws IllegalArgumentException if the array is too short
     */
    public static DMatrix3x3 toMatrix3x3(double[] a, int off) {
        requireRoom(3, a, off);
        return new DMatrix3x3(
                a[off], a[off + 1], a[off + 2], a[off + 3], a[off + 4], a[off + 5], a[off + 6], a[off + 7], a[off + 8]);
    }

    /**
     * One 4×4 matrix of a packed array.
     *
     * @param a packed matrices
     * @param off where the matrix starts
     * @return new matrix
     * @throws IllegalArgumentException if the array is too short
     */
    public static DMatrix4x4 toMatrix4x4(double[] a, int off) {
        requireRoom(4, a, off);
        DMatrix4x4 m = new DMatrix4x4();
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                m.unsafe_set(i, j, a[off + 4 * i + j]);
            }
        }
        return m;
    }

    /**
     * A square matrix, of fixed or of any size, as a row-major array.
     *
     * @param m matrix, not modified
     * @return new array {@code [n, n]}
     * @throws IllegalArgumentException if the matrix is not square
     */
    public static double[] fromMatrix(org.ejml.data.DMatrix m) {
        double[] out = new double[m.getNumRows() * m.getNumCols()];
        fromMatrix(m, out, 0);
        return out;
    }

    /**
     * A square matrix, of fixed or of any size, into a packed array.
     *
     * @param m matrix, not modified
     * @param out modified: {@code [n, n]} at the offset
     * @param outOff where it starts
     * @throws IllegalArgumentException if the matrix is not square, or the array is too short
     */
    public static void fromMatrix(org.ejml.data.DMatrix m, double[] out, int outOff) {
        int n = m.getNumRows();
        if (n != m.getNumCols()) {
            throw new IllegalArgumentException(
                    "expected a square matrix, got " + m.getNumRows() + "x" + m.getNumCols());
        }
        requireRoom(n, out, outOff);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                out[outOff + i * n + j] = m.unsafe_get(i, j);
            }
        }
    }

    private static void requireRoom(int n, double[] a, int off) {
        if (a == null || off < 0 || off + n * n > a.length) {
            throw new IllegalArgumentException("expected " + n * n + " numbers for a " + n + "x" + n
                    + " matrix from index " + off + ", got " + (a == null ? "null" : "an array of " + a.length));
        }
    }
}
