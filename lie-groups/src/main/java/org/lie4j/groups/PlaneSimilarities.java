package org.lie4j.groups;

import org.lie4j.groups.internal.PlaneMotions;
import org.lie4j.groups.internal.Similarity;

/**
 * What SO(2), SE(2) and Sim(2) share in their compact form: x ↦ z x + t as the complex number z = s e^{iθ}, real part first, then t where there is a
 * translation. Tangent vectors are (θ, σ, v) with σ where there is a scale.
 */
abstract class PlaneSimilarities implements LieGroup {
    private final boolean scaled;
    private final boolean moved;
    private final int length;
    private final int dimension;

    PlaneSimilarities(boolean scaled, boolean moved) {
        this.scaled = scaled;
        this.moved = moved;
        this.length = moved ? 4 : 2;
        this.dimension = 1 + (scaled ? 1 : 0) + (moved ? 2 : 0);
    }

    @Override
    public final int dimension() {
        return dimension;
    }

    @Override
    public final int elementLength() {
        return length;
    }

    @Override
    public final int matrixSize() {
        return moved ? 3 : 2;
    }

    @Override
    public final int pointDimension() {
        return 2;
    }

    /** Where the translation starts within a tangent vector. */
    private int translation() {
        return scaled ? 2 : 1;
    }

    @Override
    public final void identity(double[] out, int outOff) {
        for (int i = 0; i < length; i++) {
            out[outOff + i] = i == 0 ? 1 : 0;
        }
    }

    @Override
    public final void compose(double[] a, int aOff, double[] b, int bOff, double[] out, int outOff, int count) {
        for (int i = 0; i < count; i++) {
            int p = aOff + i * length;
            int q = bOff + i * length;
            int o = outOff + i * length;
            double re = a[p];
            double im = a[p + 1];
            if (moved) {
                double x = b[q + 2];
                double y = b[q + 3];
                double tx = re * x - im * y + a[p + 2];
                double ty = im * x + re * y + a[p + 3];
                out[o + 2] = tx;
                out[o + 3] = ty;
            }
            double x = b[q];
            double y = b[q + 1];
            double c = re * x - im * y;
            double s = im * x + re * y;
            // One Newton step for 1/√n at n ≈ 1: long products stay on the circle.
            double f = scaled ? 1 : 1.5 - 0.5 * (c * c + s * s);
            out[o] = f * c;
            out[o + 1] = f * s;
        }
    }

    @Override
    public final void inverse(double[] a, int aOff, double[] out, int outOff, int count) {
        for (int i = 0; i < count; i++) {
            int p = aOff + i * length;
            int o = outOff + i * length;
            double square = scaled ? a[p] * a[p] + a[p + 1] * a[p + 1] : 1;
            double re = a[p] / square;
            double im = -a[p + 1] / square;
            if (moved) {
                double x = a[p + 2];
                double y = a[p + 3];
                out[o + 2] = im * y - re * x;
                out[o + 3] = -im * x - re * y;
            }
            out[o] = re;
            out[o + 1] = im;
        }
    }

    @Override
    public final void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        if (scaled) {
            expScaled(xi, xiOff, out, outOff, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            PlaneMotions.exp(xi, xiOff + i * dimension, out, outOff + i * length, moved);
        }
    }

    private void expScaled(double[] xi, int xiOff, double[] out, int outOff, int count) {
        Similarity v = new Similarity();
        for (int i = 0; i < count; i++) {
            int x = xiOff + i * dimension;
            int o = outOff + i * length;
            double angle = xi[x];
            double sigma = xi[x + 1];
            v.set(sigma, Math.abs(angle));
            double s = Math.exp(sigma);
            double tx = v.real(angle) * xi[x + 2] - v.imaginary(angle) * xi[x + 3];
            double ty = v.imaginary(angle) * xi[x + 2] + v.real(angle) * xi[x + 3];
            out[o] = s * Math.cos(angle);
            out[o + 1] = s * Math.sin(angle);
            out[o + 2] = tx;
            out[o + 3] = ty;
        }
    }

    /** {@inheritDoc} Defined everywhere, angles in (-π, π]. */
    @Override
    public final void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        if (scaled) {
            logScaled(a, aOff, xi, xiOff, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            PlaneMotions.log(a, aOff + i * length, xi, xiOff + i * dimension, moved);
        }
    }

    private void logScaled(double[] a, int aOff, double[] xi, int xiOff, int count) {
        Similarity v = new Similarity();
        for (int i = 0; i < count; i++) {
            int p = aOff + i * length;
            int x = xiOff + i * dimension;
            double angle = Math.atan2(a[p + 1], a[p]);
            double sigma = logNorm(a[p], a[p + 1]);
            v.set(sigma, Math.abs(angle));
            v.invert(Math.abs(angle));
            double vx = v.real(angle) * a[p + 2] - v.imaginary(angle) * a[p + 3];
            double vy = v.imaginary(angle) * a[p + 2] + v.real(angle) * a[p + 3];
            xi[x] = angle;
            xi[x + 1] = sigma;
            xi[x + 2] = vx;
            xi[x + 3] = vy;
        }
    }

    /** ln |z| without loss near |z| = 1. */
    private static double logNorm(double re, double im) {
        double large = Math.max(Math.abs(re), Math.abs(im));
        double small = Math.min(Math.abs(re), Math.abs(im));
        if (large > 0.5 && large < 2) {
            return 0.5 * Math.log1p((large - 1) * (large + 1) + small * small);
        }
        return Math.log(Math.hypot(re, im));
    }

    @Override
    public final void hat(double[] xi, int xiOff, double[] out, int outOff) {
        int n = matrixSize();
        java.util.Arrays.fill(out, outOff, outOff + n * n, 0);
        double sigma = scaled ? xi[xiOff + 1] : 0;
        out[outOff] = sigma;
        out[outOff + 1] = -xi[xiOff];
        out[outOff + n] = xi[xiOff];
        out[outOff + n + 1] = sigma;
        if (moved) {
            out[outOff + 2] = xi[xiOff + translation()];
            out[outOff + 5] = xi[xiOff + translation() + 1];
        }
    }

    @Override
    public final void vee(double[] matrix, int off, double[] xi, int xiOff) {
        int n = matrixSize();
        xi[xiOff] = 0.5 * (matrix[off + n] - matrix[off + 1]);
        if (scaled) {
            xi[xiOff + 1] = 0.5 * (matrix[off] + matrix[off + n + 1]);
        }
        if (moved) {
            xi[xiOff + translation()] = matrix[off + 2];
            xi[xiOff + translation() + 1] = matrix[off + 5];
        }
    }

    @Override
    public final void act(double[] g, int gOff, double[] x, int xOff, double[] out, int outOff, int count) {
        double re = g[gOff];
        double im = g[gOff + 1];
        double tx = moved ? g[gOff + 2] : 0;
        double ty = moved ? g[gOff + 3] : 0;
        for (int i = 0; i < 2 * count; i += 2) {
            double u = x[xOff + i];
            double v = x[xOff + i + 1];
            out[outOff + i] = re * u - im * v + tx;
            out[outOff + i + 1] = im * u + re * v + ty;
        }
    }

    @Override
    public final void linearPart(double[] g, int gOff, double[] out, int outOff) {
        double re = g[gOff];
        double im = g[gOff + 1];
        out[outOff] = re;
        out[outOff + 1] = -im;
        out[outOff + 2] = im;
        out[outOff + 3] = re;
    }

    @Override
    public final double modularFunction(double[] g, int gOff) {
        return scaled ? 1 / (g[gOff] * g[gOff] + g[gOff + 1] * g[gOff + 1]) : 1;
    }

    @Override
    public final boolean knowsAllBranches() {
        return true;
    }

    @Override
    public final boolean logOnBranch(double[] g, int gOff, int turns, double[] xi, int xiOff) {
        log(g, gOff, xi, xiOff, 1);
        double angle = xi[xiOff] + 2 * Math.PI * turns;
        if (turns != 0 && moved) {
            double sigma = scaled ? xi[xiOff + 1] : 0;
            double size = Math.abs(angle);
            Similarity v = new Similarity();
            v.set(sigma, size);
            // V vanishes for full turns without a change of scale.
            if (!v.isRegular(size)) {
                return false;
            }
            v.invert(size);
            int t = xiOff + translation();
            double x = g[gOff + 2];
            double y = g[gOff + 3];
            xi[t] = v.real(angle) * x - v.imaginary(angle) * y;
            xi[t + 1] = v.imaginary(angle) * x + v.real(angle) * y;
        }
        xi[xiOff] = angle;
        return true;
    }

    @Override
    public final void toMatrix(double[] g, int gOff, double[] out, int outOff, int count) {
        int n = matrixSize();
        for (int i = 0; i < count; i++) {
            int p = gOff + i * length;
            int o = outOff + i * n * n;
            java.util.Arrays.fill(out, o, o + n * n, 0);
            out[o] = g[p];
            out[o + 1] = -g[p + 1];
            out[o + n] = g[p + 1];
            out[o + n + 1] = g[p];
            if (moved) {
                out[o + 2] = g[p + 2];
                out[o + 5] = g[p + 3];
                out[o + 8] = 1;
            }
        }
    }

    @Override
    public final void fromMatrix(double[] matrix, int matrixOff, double[] out, int outOff, int count) {
        int n = matrixSize();
        for (int i = 0; i < count; i++) {
            int m = matrixOff + i * n * n;
            int o = outOff + i * length;
            double re = 0.5 * (matrix[m] + matrix[m + n + 1]);
            double im = 0.5 * (matrix[m + n] - matrix[m + 1]);
            double norm = scaled ? 1 : Math.hypot(re, im);
            out[o] = re / norm;
            out[o + 1] = im / norm;
            if (moved) {
                out[o + 2] = matrix[m + 2];
                out[o + 3] = matrix[m + 5];
            }
        }
    }

    /** {@inheritDoc} The linear part at the smallest Frobenius distance, the translation as it is. */
    @Override
    public final double[] nearest(double[] matrix) {
        int n = matrixSize();
        Members.requireFinite(matrix, 0, n * n, "matrix of " + name());
        double[] h = new double[4];
        for (int i = 0; i < h.length; i++) {
            h[i] = matrix[i / 2 * n + i % 2];
        }
        h = scaled ? Conformal.of(2).nearest(h) : SO.of(2).nearest(h);
        double[] exact = matrix.clone();
        for (int i = 0; i < h.length; i++) {
            exact[i / 2 * n + i % 2] = h[i];
        }
        double[] out = new double[length];
        fromMatrix(exact, 0, out, 0, 1);
        return out;
    }

    @Override
    public final void requireMember(double[] g, int gOff) {
        Members.requireFinite(g, gOff, length, "element of " + name());
        double norm = Math.hypot(g[gOff], g[gOff + 1]);
        if (scaled ? !(norm > 0) : Math.abs(norm - 1) > Members.TOLERANCE) {
            throw new IllegalArgumentException(
                    "expected a complex number " + (scaled ? "other than 0" : "of norm 1") + ", got norm " + norm);
        }
    }

    @Override
    public final String toString() {
        return name() + ", compact";
    }
}
