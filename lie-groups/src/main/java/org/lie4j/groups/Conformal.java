package org.lie4j.groups;

/** R_{>0} × SO(n), the matrices s R: rotation with uniform scale. Tangent vectors are those of SO(n), then ln s. */
public final class Conformal implements LieGroup {
    private final int n;
    private final SO rotations;

    private Conformal(int n) {
        this.n = n;
        this.rotations = SO.of(n);
    }

    /**
     * The group of n×n matrices.
     *
     * @param n size, at least 2
     * @return the group
     */
    public static Conformal of(int n) {
        return new Conformal(n);
    }

    @Override
    public String name() {
        return "R+ × SO(" + n + ")";
    }

    @Override
    public int dimension() {
        return rotations.dimension() + 1;
    }

    @Override
    public int matrixSize() {
        return n;
    }

    @Override
    public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        for (int i = 0; i < count; i++) {
            int x = xiOff + i * dimension();
            int o = outOff + i * n * n;
            double s = Math.exp(xi[x + dimension() - 1]);
            rotations.exp(xi, x, out, o, 1);
            for (int k = 0; k < n * n; k++) {
                out[o + k] *= s;
            }
        }
    }

    @Override
    public void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        double[] r = new double[n * n];
        for (int i = 0; i < count; i++) {
            int x = xiOff + i * dimension();
            double s = scale(a, aOff + i * n * n);
            for (int k = 0; k < r.length; k++) {
                r[k] = a[aOff + i * n * n + k] / s;
            }
            rotations.log(r, 0, xi, x, 1);
            xi[x + dimension() - 1] = Math.log(s);
        }
    }

    private double scale(double[] a, int off) {
        double squares = 0;
        for (int k = 0; k < n * n; k++) {
            squares += a[off + k] * a[off + k];
        }
        return Math.sqrt(squares / n);
    }

    @Override
    public void hat(double[] xi, int xiOff, double[] out, int outOff) {
        rotations.hat(xi, xiOff, out, outOff);
        for (int i = 0; i < n; i++) {
            out[outOff + i * (n + 1)] = xi[xiOff + dimension() - 1];
        }
    }

    @Override
    public void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
        rotations.vee(matrix, matrixOff, xi, xiOff);
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += matrix[matrixOff + i * (n + 1)];
        }
        xi[xiOff + dimension() - 1] = trace / n;
    }

    /** {@inheritDoc} s R at the smallest Frobenius distance: R of {@link Polar}, s = tr(Rᵀ A)/n; det > 0 is expected. */
    @Override
    public double[] nearest(double[] matrix) {
        Polar polar = Polar.right(n, matrix);
        double[] out = polar.rotation();
        double[] p = polar.positive();
        double s = 0;
        for (int i = 0; i < n; i++) {
            s += p[i * (n + 1)] / n;
        }
        for (int i = 0; i < out.length; i++) {
            out[i] *= s;
        }
        return out;
    }

    @Override
    public void requireMember(double[] g, int gOff) {
        Members.requirePositiveDeterminant(n, g, gOff);
        double s = scale(g, gOff);
        double[] r = new double[n * n];
        for (int k = 0; k < r.length; k++) {
            r[k] = g[gOff + k] / s;
        }
        Members.requireRotation(n, r, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Conformal that && n == that.n;
    }

    @Override
    public int hashCode() {
        return n;
    }

    @Override
    public String toString() {
        return name();
    }
}
