package org.lie4j.groups;

import org.lie4j.groups.internal.Quaternions;
import org.lie4j.groups.internal.Rotations;
import org.lie4j.groups.internal.Similarity;

/**
 * What SO(3), SE(3) and Sim(3) share in their compact form: x ↦ s R x + t as a unit quaternion w, x, y, z, then s where there is a scale, then t
 * where there is a translation. Tangent vectors are (ω, σ, v) in the same order.
 */
abstract class SpaceSimilarities implements LieGroup {
    private static final int Q = 4;

    private final boolean scaled;
    private final boolean moved;
    private final int length;
    private final int dimension;

    SpaceSimilarities(boolean scaled, boolean moved) {
        this.scaled = scaled;
        this.moved = moved;
        this.length = Q + (scaled ? 1 : 0) + (moved ? 3 : 0);
        this.dimension = 3 + (scaled ? 1 : 0) + (moved ? 3 : 0);
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
        return moved ? 4 : 3;
    }

    @Override
    public final int pointDimension() {
        return 3;
    }

    private double scale(double[] g, int off) {
        return scaled ? g[off + Q] : 1;
    }

    /** Where the translation starts, within an element; one less than that within a tangent vector. */
    private int translation() {
        return scaled ? Q + 1 : Q;
    }

    @Override
    public final void identity(double[] out, int outOff) {
        for (int i = 0; i < length; i++) {
            out[outOff + i] = i == 0 || (scaled && i == Q) ? 1 : 0;
        }
    }

    @Override
    public final void compose(double[] a, int aOff, double[] b, int bOff, double[] out, int outOff, int count) {
        if (moved && !scaled) {
            Quaternions.composeRigid(a, aOff, b, bOff, out, outOff, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            int p = aOff + i * length;
            int r = bOff + i * length;
            int o = outOff + i * length;
            double s = scale(a, p);
            if (moved) {
                int t = translation();
                double tx = a[p + t];
                double ty = a[p + t + 1];
                double tz = a[p + t + 2];
                Quaternions.rotate(a, p, s * b[r + t], s * b[r + t + 1], s * b[r + t + 2], out, o + t, tx, ty, tz);
            }
            if (scaled) {
                out[o + Q] = s * b[r + Q];
            }
            Quaternions.multiply(a, p, b, r, out, o);
        }
    }

    @Override
    public final void inverse(double[] a, int aOff, double[] out, int outOff, int count) {
        for (int i = 0; i < count; i++) {
            int p = aOff + i * length;
            int o = outOff + i * length;
            double s = 1 / scale(a, p);
            double w = a[p];
            double x = -a[p + 1];
            double y = -a[p + 2];
            double z = -a[p + 3];
            out[o] = w;
            out[o + 1] = x;
            out[o + 2] = y;
            out[o + 3] = z;
            if (moved) {
                int t = translation();
                Quaternions.rotate(out, o, -s * a[p + t], -s * a[p + t + 1], -s * a[p + t + 2], out, o + t, 0, 0, 0);
            }
            if (scaled) {
                out[o + Q] = s;
            }
        }
    }

    @Override
    public final void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        if (scaled) {
            expScaled(xi, xiOff, out, outOff, count);
        } else {
            for (int i = 0; i < count; i++) {
                if (moved) {
                    Quaternions.expRigid(xi, xiOff + 6 * i, out, outOff + 7 * i);
                } else {
                    Quaternions.exp(xi, xiOff + 3 * i, out, outOff + 4 * i);
                }
            }
        }
    }

    private void expScaled(double[] xi, int xiOff, double[] out, int outOff, int count) {
        Similarity v = new Similarity();
        for (int i = 0; i < count; i++) {
            int x = xiOff + i * dimension;
            int o = outOff + i * length;
            Quaternions.exp(xi, x, out, o);
            out[o + Q] = Math.exp(xi[x + 3]);
            v.set(xi[x + 3], angle(xi, x));
            v.apply3(xi, x, xi, x + translation() - 1, out, o + translation());
        }
    }

    /** {@inheritDoc} Defined everywhere, with the rotation vector of {@link SO#log}. */
    @Override
    public final void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        if (scaled) {
            logScaled(a, aOff, xi, xiOff, count);
        } else {
            for (int i = 0; i < count; i++) {
                int p = aOff + i * length;
                if (moved) {
                    Quaternions.logRigid(a, p, xi, xiOff + 6 * i);
                } else {
                    Quaternions.log(a[p], a[p + 1], a[p + 2], a[p + 3], xi, xiOff + 3 * i);
                }
            }
        }
    }

    private void logScaled(double[] a, int aOff, double[] xi, int xiOff, int count) {
        Similarity v = new Similarity();
        for (int i = 0; i < count; i++) {
            int p = aOff + i * length;
            int x = xiOff + i * dimension;
            Quaternions.log(a[p], a[p + 1], a[p + 2], a[p + 3], xi, x);
            xi[x + 3] = Math.log(a[p + Q]);
            double theta = angle(xi, x);
            v.set(xi[x + 3], theta);
            v.invert(theta);
            v.apply3(xi, x, a, p + translation(), xi, x + translation() - 1);
        }
    }

    static double angle(double[] xi, int at) {
        return Math.sqrt(xi[at] * xi[at] + xi[at + 1] * xi[at + 1] + xi[at + 2] * xi[at + 2]);
    }

    @Override
    public final void hat(double[] xi, int xiOff, double[] out, int outOff) {
        int n = matrixSize();
        java.util.Arrays.fill(out, outOff, outOff + n * n, 0);
        out[outOff + 1] = -xi[xiOff + 2];
        out[outOff + 2] = xi[xiOff + 1];
        out[outOff + n] = xi[xiOff + 2];
        out[outOff + n + 2] = -xi[xiOff];
        out[outOff + 2 * n] = -xi[xiOff + 1];
        out[outOff + 2 * n + 1] = xi[xiOff];
        for (int i = 0; i < 3; i++) {
            if (scaled) {
                out[outOff + i * (n + 1)] = xi[xiOff + 3];
            }
            if (moved) {
                out[outOff + i * n + 3] = xi[xiOff + translation() - 1 + i];
            }
        }
    }

    @Override
    public final void vee(double[] matrix, int off, double[] xi, int xiOff) {
        int n = matrixSize();
        xi[xiOff] = 0.5 * (matrix[off + 2 * n + 1] - matrix[off + n + 2]);
        xi[xiOff + 1] = 0.5 * (matrix[off + 2] - matrix[off + 2 * n]);
        xi[xiOff + 2] = 0.5 * (matrix[off + n] - matrix[off + 1]);
        if (scaled) {
            xi[xiOff + 3] = (matrix[off] + matrix[off + n + 1] + matrix[off + 2 * (n + 1)]) / 3;
        }
        for (int i = 0; i < 3 && moved; i++) {
            xi[xiOff + translation() - 1 + i] = matrix[off + i * n + 3];
        }
    }

    @Override
    public final void act(double[] g, int gOff, double[] x, int xOff, double[] out, int outOff, int count) {
        double s = scale(g, gOff);
        int t = gOff + translation();
        double tx = moved ? g[t] : 0;
        double ty = moved ? g[t + 1] : 0;
        double tz = moved ? g[t + 2] : 0;
        for (int i = 0; i < 3 * count; i += 3) {
            Quaternions.rotate(
                    g, gOff, s * x[xOff + i], s * x[xOff + i + 1], s * x[xOff + i + 2], out, outOff + i, tx, ty, tz);
        }
    }

    @Override
    public final double modularFunction(double[] g, int gOff) {
        double s = scale(g, gOff);
        return 1 / (s * s * s);
    }

    @Override
    public final boolean knowsAllBranches() {
        return true;
    }

    @Override
    public final boolean logOnBranch(double[] g, int gOff, int turns, double[] xi, int xiOff) {
        log(g, gOff, xi, xiOff, 1);
        if (turns == 0) {
            return true;
        }
        double angle = angle(xi, xiOff);
        if (angle < 1e-12) {
            return false;
        }
        double factor = (angle + 2 * Math.PI * turns) / angle;
        for (int i = 0; i < 3; i++) {
            xi[xiOff + i] *= factor;
        }
        if (moved) {
            double size = angle(xi, xiOff);
            Similarity v = new Similarity();
            v.set(scaled ? xi[xiOff + 3] : 0, size);
            if (!v.isRegular(size)) {
                return false;
            }
            v.invert(size);
            v.apply3(xi, xiOff, g, gOff + translation(), xi, xiOff + translation() - 1);
        }
        return true;
    }

    @Override
    public final void toMatrix(double[] g, int gOff, double[] out, int outOff, int count) {
        int n = matrixSize();
        double[] r = new double[9];
        for (int i = 0; i < count; i++) {
            int p = gOff + i * length;
            int o = outOff + i * n * n;
            Rotations.fromQuaternion(g[p], g[p + 1], g[p + 2], g[p + 3], r, 0);
            double s = scale(g, p);
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                    out[o + row * n + column] = s * r[3 * row + column];
                }
                if (moved) {
                    out[o + row * n + 3] = g[p + translation() + row];
                    out[o + 12 + row] = 0;
                }
            }
            if (moved) {
                out[o + 15] = 1;
            }
        }
    }

    @Override
    public final void fromMatrix(double[] matrix, int matrixOff, double[] out, int outOff, int count) {
        int n = matrixSize();
        double[] r = new double[9];
        for (int i = 0; i < count; i++) {
            int m = matrixOff + i * n * n;
            int o = outOff + i * length;
            double squares = 0;
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                    r[3 * row + column] = matrix[m + row * n + column];
                    squares += r[3 * row + column] * r[3 * row + column];
                }
            }
            double s = scaled ? Math.sqrt(squares / 3) : 1;
            for (int k = 0; k < 9; k++) {
                r[k] /= s;
            }
            Quaternions.fromMatrix(r, 0, out, o);
            if (scaled) {
                out[o + Q] = s;
            }
            for (int row = 0; row < 3 && moved; row++) {
                out[o + translation() + row] = matrix[m + row * n + 3];
            }
        }
    }

    /** {@inheritDoc} The linear part at the smallest Frobenius distance, the translation as it is. */
    @Override
    public final double[] nearest(double[] matrix) {
        int n = matrixSize();
        Members.requireFinite(matrix, 0, n * n, "matrix of " + name());
        double[] h = new double[9];
        for (int i = 0; i < h.length; i++) {
            h[i] = matrix[i / 3 * n + i % 3];
        }
        h = scaled ? Conformal.of(3).nearest(h) : SO.of(3).nearest(h);
        double[] exact = matrix.clone();
        for (int i = 0; i < h.length; i++) {
            exact[i / 3 * n + i % 3] = h[i];
        }
        double[] out = new double[length];
        fromMatrix(exact, 0, out, 0, 1);
        return out;
    }

    @Override
    public final void requireMember(double[] g, int gOff) {
        Members.requireFinite(g, gOff, length, "element of " + name());
        double norm = Math.sqrt(
                g[gOff] * g[gOff] + g[gOff + 1] * g[gOff + 1] + g[gOff + 2] * g[gOff + 2] + g[gOff + 3] * g[gOff + 3]);
        if (Math.abs(norm - 1) > Members.TOLERANCE) {
            throw new IllegalArgumentException("expected a unit quaternion, got one of norm " + norm);
        }
        if (scaled && !(g[gOff + Q] > 0)) {
            throw new IllegalArgumentException("expected a scale > 0, got " + g[gOff + Q]);
        }
    }

    @Override
    public final String toString() {
        return name() + ", compact";
    }
}
