package org.lie4j.groups.internal;

/**
 * Schur decomposition A = Q T Q* of a real matrix over the complex numbers, T upper triangular, by the QR iteration with Wilkinson's shifts
 * (Golub &amp; Van Loan, Matrix Computations, section 7.5). Complex matrices are packed row-major with real and imaginary parts side by side.
 */
final class ComplexSchur {
    private static final int MAX_STEPS = 60;

    final int n;

    /** {@code [n, n, 2]}: zero below the diagonal. */
    final double[] t;

    /** {@code [n, n, 2]}: unitary. */
    final double[] q;

    private ComplexSchur(int n) {
        this.n = n;
        this.t = new double[2 * n * n];
        this.q = new double[2 * n * n];
    }

    /**
     * Decomposes a matrix.
     *
     * @param n size
     * @param a matrix, not modified
     * @param off where it starts
     * @return the decomposition
     * @throws IllegalArgumentException if the matrix is not finite
     * @throws ArithmeticException if the iteration does not converge
     */
    static ComplexSchur of(int n, double[] a, int off) {
        ComplexSchur schur = new ComplexSchur(n);
        for (int i = 0; i < n * n; i++) {
            if (!Double.isFinite(a[off + i])) {
                throw new IllegalArgumentException("expected a finite matrix, got " + a[off + i]);
            }
            schur.t[2 * i] = a[off + i];
        }
        for (int i = 0; i < n; i++) {
            schur.q[2 * i * (n + 1)] = 1;
        }
        schur.toHessenberg();
        schur.iterate();
        return schur;
    }

    /** Rotations of neighbouring rows make everything below the first subdiagonal zero. */
    private void toHessenberg() {
        Rotation g = new Rotation();
        for (int column = 0; column + 2 < n; column++) {
            for (int row = n - 1; row > column + 1; row--) {
                int upper = 2 * ((row - 1) * n + column);
                int lower = 2 * (row * n + column);
                if (t[lower] != 0 || t[lower + 1] != 0) {
                    g.set(t[upper], t[upper + 1], t[lower], t[lower + 1]);
                    rotateRows(g, row - 1, column);
                    rotateColumns(g, t, row - 1, n);
                    rotateColumns(g, q, row - 1, n);
                    t[lower] = 0;
                    t[lower + 1] = 0;
                }
            }
        }
    }

    private void iterate() {
        double norm = 0;
        for (double x : t) {
            norm = Math.max(norm, Math.abs(x));
        }
        int last = n - 1;
        int steps = 0;
        while (last > 0) {
            int first = last;
            while (first > 0 && !negligible(first, norm)) {
                first--;
            }
            if (first == last) {
                last--;
                steps = 0;
            } else {
                if (steps++ == MAX_STEPS) {
                    throw new ArithmeticException(
                            "Schur decomposition: expected convergence in " + MAX_STEPS + " steps");
                }
                step(first, last, steps);
            }
        }
    }

    /** Whether the entry left of diagonal entry k is rounding, which is then made zero. */
    private boolean negligible(int k, double norm) {
        int at = 2 * (k * n + k - 1);
        double size = Math.abs(t[at]) + Math.abs(t[at + 1]);
        double around = modulus(k - 1) + modulus(k);
        if (size > 0x1p-53 * (around > 0 ? around : norm)) {
            return false;
        }
        t[at] = 0;
        t[at + 1] = 0;
        return true;
    }

    private double modulus(int k) {
        return Math.abs(t[2 * k * (n + 1)]) + Math.abs(t[2 * k * (n + 1) + 1]);
    }

    /** One QR step with a shift on rows first to last. */
    private void step(int first, int last, int count) {
        double[] shift = shift(last, count);
        for (int k = first; k <= last; k++) {
            t[2 * k * (n + 1)] -= shift[0];
            t[2 * k * (n + 1) + 1] -= shift[1];
        }
        Rotation[] rotations = new Rotation[last - first];
        for (int k = first; k < last; k++) {
            Rotation g = new Rotation();
            int at = 2 * k * (n + 1);
            g.set(t[at], t[at + 1], t[at + 2 * n], t[at + 2 * n + 1]);
            rotateRows(g, k, k);
            t[at + 2 * n] = 0;
            t[at + 2 * n + 1] = 0;
            rotations[k - first] = g;
        }
        for (int k = first; k < last; k++) {
            rotateColumns(rotations[k - first], t, k, Math.min(k + 2, last + 1));
            rotateColumns(rotations[k - first], q, k, n);
        }
        for (int k = first; k <= last; k++) {
            t[2 * k * (n + 1)] += shift[0];
            t[2 * k * (n + 1) + 1] += shift[1];
        }
        // Rows above the block saw the columns turned, but columns right of it were shifted with nothing: they are
        // exact.
    }

    /** The eigenvalue of the last 2×2 block that is nearer to its last entry; now and then something else, against cycles. */
    private double[] shift(int last, int count) {
        int at = 2 * last * (n + 1);
        double dr = t[at];
        double di = t[at + 1];
        if (count % 10 == 0) {
            return new double[] {dr + Math.abs(t[at - 2]) + Math.abs(t[at - 1]), di};
        }
        int above = at - 2 * n - 2;
        // δ = (a - d)/2, root² = δ² + b c; the shift is d - b c/(δ ± root) with the larger denominator.
        double deltaR = 0.5 * (t[above] - dr);
        double deltaI = 0.5 * (t[above + 1] - di);
        double br = t[above + 2];
        double bi = t[above + 3];
        double cr = t[at - 2];
        double ci = t[at - 1];
        double bcR = br * cr - bi * ci;
        double bcI = br * ci + bi * cr;
        double[] root = new double[2];
        Complex.squareRoot(deltaR * deltaR - deltaI * deltaI + bcR, 2 * deltaR * deltaI + bcI, root, 0);
        double sign = deltaR * root[0] + deltaI * root[1] < 0 ? -1 : 1;
        double pr = deltaR + sign * root[0];
        double pi = deltaI + sign * root[1];
        double square = pr * pr + pi * pi;
        if (square == 0) {
            return new double[] {dr, di};
        }
        return new double[] {dr - (bcR * pr + bcI * pi) / square, di - (bcI * pr - bcR * pi) / square};
    }

    /** Rows k and k + 1 from a column on. */
    private void rotateRows(Rotation g, int k, int from) {
        for (int j = from; j < n; j++) {
            int upper = 2 * (k * n + j);
            int lower = upper + 2 * n;
            double ar = t[upper];
            double ai = t[upper + 1];
            double br = t[lower];
            double bi = t[lower + 1];
            t[upper] = g.c * ar + g.sr * br - g.si * bi;
            t[upper + 1] = g.c * ai + g.sr * bi + g.si * br;
            t[lower] = g.c * br - g.sr * ar - g.si * ai;
            t[lower + 1] = g.c * bi - g.sr * ai + g.si * ar;
        }
    }

    /** Columns k and k + 1 of the first rows, by the conjugate. */
    private void rotateColumns(Rotation g, double[] m, int k, int rows) {
        for (int i = 0; i < rows; i++) {
            int left = 2 * (i * n + k);
            double ar = m[left];
            double ai = m[left + 1];
            double br = m[left + 2];
            double bi = m[left + 3];
            m[left] = g.c * ar + g.sr * br + g.si * bi;
            m[left + 1] = g.c * ai + g.sr * bi - g.si * br;
            m[left + 2] = g.c * br - g.sr * ar + g.si * ai;
            m[left + 3] = g.c * bi - g.sr * ai - g.si * ar;
        }
    }

    /**
     * The real part of Q F Q*, F upper triangular.
     *
     * @param f {@code [n, n, 2]}
     * @param out modified: {@code [n, n]}
     * @param outOff where it starts
     */
    void backToReal(double[] f, double[] out, int outOff) {
        double[] qf = new double[2 * n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double re = 0;
                double im = 0;
                for (int k = 0; k <= j; k++) {
                    int a = 2 * (i * n + k);
                    int b = 2 * (k * n + j);
                    re += q[a] * f[b] - q[a + 1] * f[b + 1];
                    im += q[a] * f[b + 1] + q[a + 1] * f[b];
                }
                qf[2 * (i * n + j)] = re;
                qf[2 * (i * n + j) + 1] = im;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double re = 0;
                for (int k = 0; k < n; k++) {
                    int a = 2 * (i * n + k);
                    int b = 2 * (j * n + k);
                    re += qf[a] * q[b] + qf[a + 1] * q[b + 1];
                }
                out[outOff + i * n + j] = re;
            }
        }
    }

    /** [[c, s], [-s̄, c]] with real c. */
    private static final class Rotation {
        private double c;
        private double sr;
        private double si;

        /** So that (a, b) becomes (r, 0). */
        void set(double ar, double ai, double br, double bi) {
            double a = Math.hypot(ar, ai);
            double b = Math.hypot(br, bi);
            double norm = Math.hypot(a, b);
            if (b == 0) {
                c = 1;
                sr = 0;
                si = 0;
            } else if (a == 0) {
                c = 0;
                sr = br / b;
                si = -bi / b;
            } else {
                c = a / norm;
                // s = a/|a| b̄/norm
                sr = (ar * br + ai * bi) / a / norm;
                si = (ai * br - ar * bi) / a / norm;
            }
        }
    }
}
