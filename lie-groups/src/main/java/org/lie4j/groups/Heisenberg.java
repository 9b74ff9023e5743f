package org.lie4j.groups;

/**
 * The Heisenberg group of dimension 2n + 1: (p, q, z)(p', q', z') = (p + p', q + q', z + z' + p·q'), the matrices [[1, pᵀ, z], [0, I, q], [0, 0, 1]]. An
 * element is its 2n + 1 numbers; a tangent vector likewise, exp(p, q, z) = (p, q, z + ½ p·q). Nilpotent: exp is a polynomial bijection.
 */
public final class Heisenberg implements LieGroup {
    private final int n;

    private Heisenberg(int n) {
        this.n = n;
    }

    /**
     * The group on n pairs of coordinates.
     *
     * @param n number of pairs, at least 1
     * @return the group
     * @throws IllegalArgumentException if n is less than 1
     */
    public static Heisenberg of(int n) {
        return new Heisenberg(CartanMatrixGroup.requireSize(n, 1));
    }

    @Override
    public String name() {
        return "Heisenberg(" + n + ")";
    }

    @Override
    public int dimension() {
        return 2 * n + 1;
    }

    @Override
    public int elementLength() {
        return 2 * n + 1;
    }

    @Override
    public int matrixSize() {
        return n + 2;
    }

    private double dot(double[] p, int pOff, double[] q, int qOff) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += p[pOff + i] * q[qOff + n + i];
        }
        return sum;
    }

    @Override
    public void identity(double[] out, int outOff) {
        java.util.Arrays.fill(out, outOff, outOff + elementLength(), 0);
    }

    @Override
    public void compose(double[] a, int aOff, double[] b, int bOff, double[] out, int outOff, int count) {
        int length = elementLength();
        for (int k = 0; k < count; k++) {
            int p = aOff + k * length;
            int q = bOff + k * length;
            int o = outOff + k * length;
            double z = a[p + 2 * n] + b[q + 2 * n] + dot(a, p, b, q);
            for (int i = 0; i < 2 * n; i++) {
                out[o + i] = a[p + i] + b[q + i];
            }
            out[o + 2 * n] = z;
        }
    }

    @Override
    public void inverse(double[] a, int aOff, double[] out, int outOff, int count) {
        int length = elementLength();
        for (int k = 0; k < count; k++) {
            int p = aOff + k * length;
            int o = outOff + k * length;
            double z = dot(a, p, a, p) - a[p + 2 * n];
            for (int i = 0; i < 2 * n; i++) {
                out[o + i] = -a[p + i];
            }
            out[o + 2 * n] = z;
        }
    }

    @Override
    public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        shift(xi, xiOff, out, outOff, count, 0.5);
    }

    @Override
    public void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        shift(a, aOff, xi, xiOff, count, -0.5);
    }

    private void shift(double[] a, int aOff, double[] out, int outOff, int count, double factor) {
        int length = elementLength();
        for (int k = 0; k < count; k++) {
            int p = aOff + k * length;
            int o = outOff + k * length;
            double z = a[p + 2 * n] + factor * dot(a, p, a, p);
            System.arraycopy(a, p, out, o, 2 * n);
            out[o + 2 * n] = z;
        }
    }

    @Override
    public void hat(double[] xi, int xiOff, double[] out, int outOff) {
        int m = n + 2;
        java.util.Arrays.fill(out, outOff, outOff + m * m, 0);
        for (int i = 0; i < n; i++) {
            out[outOff + 1 + i] = xi[xiOff + i];
            out[outOff + (1 + i) * m + n + 1] = xi[xiOff + n + i];
        }
        out[outOff + n + 1] = xi[xiOff + 2 * n];
    }

    @Override
    public void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
        int m = n + 2;
        for (int i = 0; i < n; i++) {
            xi[xiOff + i] = matrix[matrixOff + 1 + i];
            xi[xiOff + n + i] = matrix[matrixOff + (1 + i) * m + n + 1];
        }
        xi[xiOff + 2 * n] = matrix[matrixOff + n + 1];
    }

    @Override
    public void toMatrix(double[] g, int gOff, double[] out, int outOff, int count) {
        int m = n + 2;
        for (int k = 0; k < count; k++) {
            hat(g, gOff + k * elementLength(), out, outOff + k * m * m);
            for (int i = 0; i < m; i++) {
                out[outOff + k * m * m + i * (m + 1)] = 1;
            }
        }
    }

    @Override
    public void fromMatrix(double[] matrix, int matrixOff, double[] out, int outOff, int count) {
        int m = n + 2;
        for (int k = 0; k < count; k++) {
            vee(matrix, matrixOff + k * m * m, out, outOff + k * elementLength());
        }
    }

    /** {@inheritDoc} On points of R^{n+2} by the matrix. */
    @Override
    public void act(double[] g, int gOff, double[] x, int xOff, double[] out, int outOff, int count) {
        int m = n + 2;
        for (int k = 0; k < count; k++) {
            int p = xOff + k * m;
            int o = outOff + k * m;
            double last = x[p + n + 1];
            double first = x[p] + g[gOff + 2 * n] * last;
            for (int i = 0; i < n; i++) {
                first += g[gOff + i] * x[p + 1 + i];
            }
            for (int i = 0; i < n; i++) {
                out[o + 1 + i] = x[p + 1 + i] + g[gOff + n + i] * last;
            }
            out[o] = first;
            out[o + n + 1] = last;
        }
    }

    @Override
    public double modularFunction(double[] g, int gOff) {
        return 1;
    }

    @Override
    public boolean knowsAllBranches() {
        return true;
    }

    @Override
    public void requireMember(double[] g, int gOff) {
        Members.requireFinite(g, gOff, elementLength(), "element of " + name());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Heisenberg that && n == that.n;
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
