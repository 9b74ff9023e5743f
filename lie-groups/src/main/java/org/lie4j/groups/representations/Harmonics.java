package org.lie4j.groups.representations;

/** The generators of rotations in the basis of real spherical harmonics. */
final class Harmonics {
    private Harmonics() {}

    /**
     * The real skew matrices X_x, X_y, X_z of degree l, with [X_x, X_y] = X_z and its cyclic forms.
     *
     * <p>Made from J_z |m⟩ = m |m⟩, J_± |m⟩ = √(l(l+1) - m(m±1)) |m±1⟩ by the unitary map to cos mφ (m > 0) and sin |m|φ (m &lt; 0): X = C (-i J) C†.
     */
    static double[][] generators(int l) {
        int d = 2 * l + 1;
        // Complex matrices as [re, im].
        double[][] jx = new double[2][d * d];
        double[][] jy = new double[2][d * d];
        double[][] jz = new double[2][d * d];
        for (int m = -l; m <= l; m++) {
            jz[0][(m + l) * (d + 1)] = m;
            if (m < l) {
                double up = 0.5 * Math.sqrt(l * (l + 1.0) - m * (m + 1.0));
                int raise = (m + 1 + l) * d + m + l;
                int lower = (m + l) * d + m + 1 + l;
                jx[0][raise] = up;
                jx[0][lower] = up;
                jy[1][raise] = -up;
                jy[1][lower] = up;
            }
        }
        double[][] c = new double[2][d * d];
        double h = Math.sqrt(0.5);
        c[0][l * (d + 1)] = 1;
        for (int m = 1; m <= l; m++) {
            double sign = m % 2 == 0 ? 1 : -1;
            // cos: (Y_{-m} + (-1)^m Y_m)/√2; sin: i (Y_{-m} - (-1)^m Y_m)/√2.
            c[0][(l + m) * d + l - m] = h;
            c[0][(l + m) * d + l + m] = sign * h;
            c[1][(l - m) * d + l - m] = h;
            c[1][(l - m) * d + l + m] = -sign * h;
        }
        double[][] generators = new double[3][];
        double[][][] j = {jx, jy, jz};
        for (int axis = 0; axis < 3; axis++) {
            // With C acting on vectors of functions the coefficients transform by its conjugate.
            double[][] conjugate = {c[0], negated(c[1])};
            double[][] product = times(d, times(d, conjugate, j[axis]), adjoint(d, conjugate));
            generators[axis] = new double[d * d];
            for (int i = 0; i < d * d; i++) {
                generators[axis][i] = product[1][i]; // -i (re + i im) = im - i re, and re vanishes
            }
        }
        return generators;
    }

    private static double[] negated(double[] a) {
        double[] out = a.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = -out[i];
        }
        return out;
    }

    private static double[][] adjoint(int d, double[][] a) {
        double[][] out = new double[2][d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                out[0][j * d + i] = a[0][i * d + j];
                out[1][j * d + i] = -a[1][i * d + j];
            }
        }
        return out;
    }

    private static double[][] times(int d, double[][] a, double[][] b) {
        double[][] out = new double[2][d * d];
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < d; k++) {
                double re = a[0][i * d + k];
                double im = a[1][i * d + k];
                for (int j = 0; j < d; j++) {
                    out[0][i * d + j] += re * b[0][k * d + j] - im * b[1][k * d + j];
                    out[1][i * d + j] += re * b[1][k * d + j] + im * b[0][k * d + j];
                }
            }
        }
        return out;
    }
}
