package org.lie4j.groups.internal;

/**
 * Eigen-decomposition of small symmetric matrices by cyclic Jacobi rotations, which finds small eigenvalues of positive
 * definite matrices to high relative accuracy (Demmel &amp; Veselić, 1992).
 */
public final class SymmetricEigen {
    private static final int MAX_SWEEPS = 60;

    private SymmetricEigen() {}

    /**
     * Decomposes A = V diag(a_ii) Vᵀ.
     *
     * @param a modified: {@code [n, n]} symmetric, diagonal afterwards; the eigenvalues are its diagonal, in no order
     * @param v modified: {@code [n, n]}, the eigenvectors in its columns
     * @param n size
     * @throws ArithmeticException if the rotations do not converge, as for NaN
     */
    public static void decompose(double[] a, double[] v, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                v[i * n + j] = i == j ? 1 : 0;
            }
        }
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            boolean rotated = false;
            for (int p = 0; p < n - 1; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotated |= rotate(a, v, n, p, q);
                }
            }
            if (!rotated) {
                return;
            }
        }
        throw new ArithmeticException("Jacobi rotations: expected convergence in " + MAX_SWEEPS + " sweeps");
    }

    private static boolean rotate(double[] a, double[] v, int n, int p, int q) {
        double apq = a[p * n + q];
        double app = a[p * n + p];
        double aqq = a[q * n + q];
        double small = 0x1p-54 * Math.sqrt(Math.abs(app)) * Math.sqrt(Math.abs(aqq));
        if (Math.abs(apq) <= small || Math.abs(apq) < Double.MIN_NORMAL) {
            a[p * n + q] = 0;
            a[q * n + p] = 0;
            return false;
        }
        double tau = (aqq - app) / (2 * apq);
        double t = Math.copySign(1 / (Math.abs(tau) + Math.hypot(1, tau)), tau);
        double c = 1 / Math.sqrt(1 + t * t);
        double s = t * c;
        for (int k = 0; k < n; k++) {
            if (k != p && k != q) {
                double akp = a[k * n + p];
                double akq = a[k * n + q];
                double np = c * akp - s * akq;
                double nq = s * akp + c * akq;
                a[k * n + p] = np;
                a[p * n + k] = np;
                a[k * n + q] = nq;
                a[q * n + k] = nq;
            }
            double vkp = v[k * n + p];
            double vkq = v[k * n + q];
            v[k * n + p] = c * vkp - s * vkq;
            v[k * n + q] = s * vkp + c * vkq;
        }
        a[p * n + p] = app - t * apq;
        a[q * n + q] = aqq + t * apq;
        a[p * n + q] = 0;
        a[q * n + p] = 0;
        return true;
    }

    /**
     * f(A) for symmetric A.
     *
     * @param a modified: the matrix, destroyed
     * @param v scratch {@code [n, n]}
     * @param out modified: f(A), exactly symmetric; not the same array as a or v
     * @param outOff where it starts
     * @param n size
     * @param f the function of the eigenvalues
     */
    public static void apply(
            double[] a, double[] v, double[] out, int outOff, int n, java.util.function.DoubleUnaryOperator f) {
        decompose(a, v, n);
        for (int i = 0; i < n; i++) {
            a[i * n + i] = f.applyAsDouble(a[i * n + i]);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += v[i * n + k] * a[k * n + k] * v[j * n + k];
                }
                out[outOff + i * n + j] = sum;
                out[outOff + j * n + i] = sum;
            }
        }
    }
}
