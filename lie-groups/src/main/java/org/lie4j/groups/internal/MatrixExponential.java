package org.lie4j.groups.internal;

/**
 * Exponential of a general matrix: closed forms for 2×2 and 3×3, otherwise scaling and squaring (Higham, Functions of Matrices,
 * chapter 10).
 *
 * <p>The scaled matrix has norm at most ½, where 17 terms of the Taylor series leave a relative truncation error below
 * 1e-20; for the small matrices here that costs no more than Padé's rational form and needs no solve.
 */
public final class MatrixExponential {
    private static final int TERMS = 17;

    private MatrixExponential() {}

    /**
     * out = exp(a).
     *
     * @param n size
     * @param a matrix
     * @param aOff where it starts
     * @param out modified: the exponential; may be the place of a
     * @param outOff where it starts
     * @param scratch at least 2 n² doubles, overwritten; not used for n ≤ 3
     * @throws IllegalArgumentException if the matrix is not finite
     */
    public static void exp(int n, double[] a, int aOff, double[] out, int outOff, double[] scratch) {
        if (n == 2) {
            double half = 0.5 * (a[aOff] + a[aOff + 3]);
            double d = 0.5 * (a[aOff] - a[aOff + 3]);
            PlaneMatrices.exp(half, d, a[aOff + 1], a[aOff + 2], out, outOff);
            return;
        }
        if (n == 3) {
            SpaceMatrices.exp(a, aOff, out, outOff);
            return;
        }
        double norm = SmallMatrices.norm(n, a, aOff);
        if (!(norm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a finite matrix, got one of norm " + norm);
        }
        int squarings = Math.max(0, Math.getExponent(norm) + 2);
        double scale = Math.scalb(1.0, -squarings);
        int length = n * n;
        int product = length;
        for (int i = 0; i < length; i++) {
            scratch[i] = a[aOff + i] * scale;
        }
        setIdentity(n, out, outOff);
        // Horner: I + A(I + A/2 (I + A/3 (…))).
        for (int k = TERMS; k >= 1; k--) {
            SmallMatrices.multiply(n, scratch, 0, out, outOff, scratch, product);
            for (int i = 0; i < length; i++) {
                out[outOff + i] = scratch[product + i] / k;
            }
            for (int i = 0; i < n; i++) {
                out[outOff + i * (n + 1)] += 1;
            }
        }
        for (int s = 0; s < squarings; s++) {
            SmallMatrices.multiply(n, out, outOff, out, outOff, scratch, product);
            System.arraycopy(scratch, product, out, outOff, length);
        }
    }

    /**
     * Writes the identity.
     *
     * @param n size
     * @param out modified
     * @param outOff where it starts
     */
    public static void setIdentity(int n, double[] out, int outOff) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                out[outOff + i * n + j] = i == j ? 1 : 0;
            }
        }
    }
}
