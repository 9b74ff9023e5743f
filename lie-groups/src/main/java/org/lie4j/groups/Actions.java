package org.lie4j.groups;

/** Matrices applied to packed vectors and symmetric matrices. */
final class Actions {
    private Actions() {}

    /** v ↦ h v for many v. */
    static void linear(int n, double[] h, double[] v, int vOff, double[] out, int outOff, int count) {
        double[] image = new double[n];
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += h[i * n + j] * v[vOff + p * n + j];
                }
                image[i] = sum;
            }
            System.arraycopy(image, 0, out, outOff + p * n, n);
        }
    }

    /** S ↦ h S hᵀ for many S; what rounding makes unequal is averaged. */
    static void congruence(int n, double[] h, double[] s, int sOff, double[] out, int outOff, int count) {
        double[] hs = new double[n * n];
        for (int p = 0; p < count; p++) {
            int from = sOff + p * n * n;
            int to = outOff + p * n * n;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int k = 0; k < n; k++) {
                        sum += h[i * n + k] * 0.5 * (s[from + k * n + j] + s[from + j * n + k]);
                    }
                    hs[i * n + j] = sum;
                }
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = 0;
                    for (int k = 0; k < n; k++) {
                        sum += 0.5 * (hs[i * n + k] * h[j * n + k] + hs[j * n + k] * h[i * n + k]);
                    }
                    out[to + i * n + j] = sum;
                    out[to + j * n + i] = sum;
                }
            }
        }
    }
}
