package org.lie4j.groups.internal;

/** φ₁(A) = (e^A - I)/A = Σ Aᵏ/(k+1)!, defined for singular A too (Higham, Functions of Matrices, section 10.7.4). */
public final class PhiFunction {
    /** At norm ½ the next term is below 1e-20. */
    private static final int TERMS = 16;

    private PhiFunction() {}

    /**
     * out = φ₁(a), by its Taylor series for a/2ˢ and φ₁(2A) = ½ (e^A + I) φ₁(A).
     *
     * @param n size
     * @param a matrix {@code [n, n]}, not modified
     * @param out modified: φ₁(a)
     * @param outOff where it starts
     * @throws IllegalArgumentException if the matrix is not finite
     */
    public static void phi1(int n, double[] a, double[] out, int outOff) {
        double norm = SmallMatrices.norm(n, a, 0);
        if (!(norm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected a finite matrix, got one of norm " + norm);
        }
        int doublings = Math.max(0, Math.getExponent(norm) + 2);
        double scale = Math.scalb(1.0, -doublings);
        double[] scaled = new double[n * n];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = a[i] * scale;
        }
        double[] phi = new double[n * n];
        double[] work = new double[n * n];
        MatrixExponential.setIdentity(n, phi, 0);
        for (int k = TERMS; k >= 1; k--) {
            SmallMatrices.multiply(n, scaled, 0, phi, 0, work, 0);
            for (int i = 0; i < work.length; i++) {
                phi[i] = work[i] / (k + 1) + (i % (n + 1) == 0 ? 1 : 0);
            }
        }
        if (doublings > 0) {
            // e^A - I = A φ₁(A), then squared along: (E + I)² - I = E (E + 2 I).
            double[] e = new double[n * n];
            SmallMatrices.multiply(n, scaled, 0, phi, 0, e, 0);
            double[] shifted = new double[n * n];
            for (int s = 0; s < doublings; s++) {
                for (int i = 0; i < e.length; i++) {
                    shifted[i] = e[i] + (i % (n + 1) == 0 ? 2 : 0);
                }
                SmallMatrices.multiply(n, shifted, 0, phi, 0, work, 0);
                for (int i = 0; i < work.length; i++) {
                    phi[i] = 0.5 * work[i];
                }
                SmallMatrices.multiply(n, e, 0, shifted, 0, work, 0);
                System.arraycopy(work, 0, e, 0, work.length);
            }
        }
        System.arraycopy(phi, 0, out, outOff, phi.length);
    }
}
