package org.lie4j.groups;

import java.util.Arrays;
import org.lie4j.groups.internal.CartanBasis;
import org.lie4j.groups.internal.MatrixExponential;
import org.lie4j.groups.internal.MatrixLogarithm;
import org.lie4j.groups.internal.PlaneMatrices;
import org.lie4j.groups.internal.Rotations;
import org.lie4j.groups.internal.Scalars;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.groups.internal.SpaceMatrices;
import org.lie4j.groups.internal.SymmetricEigen;

/** What SO(n), SL(n) and GL+(n) share: they differ in which symmetric matrices their algebra holds. */
abstract class CartanMatrixGroup implements CartanGroup {
    final int n;
    private final int symmetric;
    private final boolean scale;

    CartanMatrixGroup(int n, int symmetric, boolean scale) {
        this.n = n;
        this.symmetric = symmetric;
        this.scale = scale;
    }

    static int requireSize(int n, int smallest) {
        if (n < smallest) {
            throw new IllegalArgumentException("n: expected at least " + smallest + ", got " + n);
        }
        return n;
    }

    @Override
    public final int dimension() {
        return symmetric + Rotations.dimension(n);
    }

    @Override
    public final int symmetricDimension() {
        return symmetric;
    }

    @Override
    public final int matrixSize() {
        return n;
    }

    @Override
    public final void hat(double[] xi, int xiOff, double[] out, int outOff) {
        if (symmetric == 0) {
            Arrays.fill(out, outOff, outOff + n * n, 0);
        } else {
            CartanBasis.toSymmetric(n, scale, xi, xiOff, out, outOff);
        }
        CartanBasis.addSkew(n, xi, xiOff + symmetric, out, outOff);
    }

    @Override
    public final void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
        if (symmetric > 0) {
            CartanBasis.fromSymmetric(n, scale, matrix, matrixOff, xi, xiOff);
        }
        CartanBasis.fromSkew(n, matrix, matrixOff, xi, xiOff + symmetric);
    }

    @Override
    public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        int d = dimension();
        if (n == 2) {
            for (int i = 0; i < count; i++) {
                int x = xiOff + (i + 1) * d - 3;
                double mean = scale ? xi[x - 1] : 0;
                PlaneMatrices.exp(mean, xi[x], xi[x + 1] - xi[x + 2], xi[x + 1] + xi[x + 2], out, outOff + 4 * i);
            }
            return;
        }
        double[] work = n == 3 ? null : new double[3 * n * n];
        for (int i = 0; i < count; i++) {
            int o = outOff + i * n * n;
            if (n == 3) {
                CartanBasis.toMatrix3(scale, xi, xiOff + i * d, out, o);
                SpaceMatrices.exp(out, o, out, o);
            } else {
                hat(xi, xiOff + i * d, work, 2 * n * n);
                MatrixExponential.exp(n, work, 2 * n * n, out, o, work);
            }
        }
    }

    @Override
    public void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        int d = dimension();
        if (n == 2) {
            for (int i = 0; i < count; i++) {
                log2(a, aOff + 4 * i, xi, xiOff + (i + 1) * d - 3);
            }
            return;
        }
        double[] work = n == 3 ? null : new double[n * n];
        for (int i = 0; i < count; i++) {
            if (n == 3) {
                MatrixLogarithm.coordinates3(a, aOff + 9 * i, scale, xi, xiOff + i * d);
            } else {
                MatrixLogarithm.log(n, a, aOff + i * n * n, work, 0);
                vee(work, 0, xi, xiOff + i * d);
            }
        }
    }

    /** Writes the three coordinates of the traceless part, and before them that of the identity if there is one. */
    private void log2(double[] a, int at, double[] xi, int x) {
        double det = SmallMatrices.determinant(2, a, at);
        double half = 0.5 * PlaneMatrices.logFactor(a, at, det);
        double b = a[at + 1];
        double c = a[at + 2];
        double difference = a[at] - a[at + 3];
        xi[x] = half * difference;
        if (scale) {
            xi[x - 1] = 0.5 * Math.log(det);
        }
        xi[x + 1] = half * (c + b);
        xi[x + 2] = half * (c - b);
    }

    /** {@inheritDoc} These groups are unimodular. */
    @Override
    public final double modularFunction(double[] g, int gOff) {
        return 1;
    }

    @Override
    public void coordinates(double[] g, int gOff, double[] xi, int xiOff, int count) {
        int length = n * n;
        double[] p = new double[length];
        double[] r = new double[length];
        double[] v = new double[length];
        double[] x = new double[length];
        for (int i = 0; i < count; i++) {
            int to = xiOff + i * dimension();
            Polar.left(n, g, gOff + i * length, p, 0, r, 0, 1);
            if (n == 2) {
                coordinates2(SmallMatrices.determinant(2, g, gOff + 4 * i), p, xi, to);
            } else {
                SymmetricEigen.apply(p, v, x, 0, n, Math::log);
                CartanBasis.fromSymmetric(n, scale, x, 0, xi, to);
            }
            Rotations.log(n, r, 0, xi, to + symmetric);
        }
    }

    /** P = √det (cosh y I + sinh y N), N traceless of norm 1: log P = ½ log det I + y N. */
    private void coordinates2(double det, double[] p, double[] xi, int to) {
        int k = to;
        double root = Math.sqrt(det);
        if (scale) {
            xi[k++] = 0.5 * Math.log(det);
        }
        double d = 0.5 * (p[0] - p[3]) / root;
        double o = p[1] / root;
        double s = Math.hypot(d, o);
        double f = s < 1e-9 ? 1 : Scalars.asinh(s) / s;
        xi[k++] = f * d;
        xi[k] = f * o;
    }

    @Override
    public void fromCoordinates(double[] xi, int xiOff, double[] g, int gOff, int count) {
        int length = n * n;
        double[] work = new double[6 * length];
        double[] p = new double[length];
        for (int i = 0; i < count; i++) {
            int from = xiOff + i * dimension();
            CartanBasis.toSymmetric(n, scale, xi, from, work, 3 * length);
            MatrixExponential.exp(n, work, 3 * length, p, 0, work);
            Rotations.exp(n, xi, from + symmetric, work, 4 * length, work);
            SmallMatrices.multiply(n, p, 0, work, 4 * length, work, 5 * length);
            System.arraycopy(work, 5 * length, g, gOff + i * length, length);
        }
    }

    @Override
    public double haarDensity(double[] xi, int xiOff) {
        double density = Rotations.haarDensity(n, xi, xiOff + symmetric);
        if (n == 2) {
            int k = xiOff + (scale ? 1 : 0);
            return density * Scalars.sinhc(2 * Math.hypot(xi[k], xi[k + 1]));
        }
        double[] x = new double[n * n];
        CartanBasis.toSymmetric(n, scale, xi, xiOff, x, 0);
        SymmetricEigen.decompose(x, new double[n * n], n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                density *= Scalars.sinhc(x[i * (n + 1)] - x[j * (n + 1)]);
            }
        }
        return density;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof CartanMatrixGroup that && name().equals(that.name());
    }

    @Override
    public final int hashCode() {
        return name().hashCode();
    }

    @Override
    public final String toString() {
        return name();
    }
}
