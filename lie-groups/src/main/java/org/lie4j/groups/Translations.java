package org.lie4j.groups;

/**
 * R^n with addition, acting on points by translation; also any vector space. An element is its n numbers, and so is a tangent vector: exp and
 * log are the identity. As a matrix [[I, t], [0, 1]].
 */
public final class Translations implements LieGroup {
    private final int n;

    private Translations(int n) {
        this.n = n;
    }

    /**
     * The group R^n.
     *
     * @param n dimension, at least 1
     * @return the group
     * @throws IllegalArgumentException if n is less than 1
     */
    public static Translations of(int n) {
        return new Translations(CartanMatrixGroup.requireSize(n, 1));
    }

    @Override
    public String name() {
        return "R^" + n;
    }

    @Override
    public int dimension() {
        return n;
    }

    @Override
    public int elementLength() {
        return n;
    }

    @Override
    public int matrixSize() {
        return n + 1;
    }

    @Override
    public int pointDimension() {
        return n;
    }

    @Override
    public void identity(double[] out, int outOff) {
        java.util.Arrays.fill(out, outOff, outOff + n, 0);
    }

    @Override
    public void compose(double[] a, int aOff, double[] b, int bOff, double[] out, int outOff, int count) {
        for (int i = 0; i < count * n; i++) {
            out[outOff + i] = a[aOff + i] + b[bOff + i];
        }
    }

    @Override
    public void inverse(double[] a, int aOff, double[] out, int outOff, int count) {
        for (int i = 0; i < count * n; i++) {
            out[outOff + i] = -a[aOff + i];
        }
    }

    @Override
    public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        System.arraycopy(xi, xiOff, out, outOff, count * n);
    }

    @Override
    public void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        System.arraycopy(a, aOff, xi, xiOff, count * n);
    }

    @Override
    public void hat(double[] xi, int xiOff, double[] out, int outOff) {
        java.util.Arrays.fill(out, outOff, outOff + (n + 1) * (n + 1), 0);
        for (int i = 0; i < n; i++) {
            out[outOff + i * (n + 1) + n] = xi[xiOff + i];
        }
    }

    @Override
    public void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
        for (int i = 0; i < n; i++) {
            xi[xiOff + i] = matrix[matrixOff + i * (n + 1) + n];
        }
    }

    @Override
    public void toMatrix(double[] g, int gOff, double[] out, int outOff, int count) {
        int length = (n + 1) * (n + 1);
        for (int k = 0; k < count; k++) {
            hat(g, gOff + k * n, out, outOff + k * length);
            for (int i = 0; i <= n; i++) {
                out[outOff + k * length + i * (n + 2)] = 1;
            }
        }
    }

    @Override
    public void fromMatrix(double[] matrix, int matrixOff, double[] out, int outOff, int count) {
        for (int k = 0; k < count; k++) {
            vee(matrix, matrixOff + k * (n + 1) * (n + 1), out, outOff + k * n);
        }
    }

    @Override
    public void act(double[] g, int gOff, double[] x, int xOff, double[] out, int outOff, int count) {
        for (int i = 0; i < count * n; i++) {
            out[outOff + i] = x[xOff + i] + g[gOff + i % n];
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
        Members.requireFinite(g, gOff, n, "element of " + name());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Translations that && n == that.n;
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
