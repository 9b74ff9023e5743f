package org.lie4j.groups;

/**
 * The positive numbers with multiplication, acting on points of R^n by uniform scale. An element is the number s, a tangent vector its logarithm; as
 * a matrix s I.
 */
public final class Scales implements LieGroup {
    private final int n;

    private Scales(int n) {
        this.n = n;
    }

    /**
     * The group acting on R^n.
     *
     * @param n dimension of the points, at least 1
     * @return the group
     * @throws IllegalArgumentException if n is less than 1
     */
    public static Scales of(int n) {
        return new Scales(CartanMatrixGroup.requireSize(n, 1));
    }

    @Override
    public String name() {
        return n == 1 ? "R+" : "R+ on R^" + n;
    }

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public int elementLength() {
        return 1;
    }

    @Override
    public int matrixSize() {
        return n;
    }

    @Override
    public void identity(double[] out, int outOff) {
        out[outOff] = 1;
    }

    @Override
    public void compose(double[] a, int aOff, double[] b, int bOff, double[] out, int outOff, int count) {
        for (int i = 0; i < count; i++) {
            out[outOff + i] = a[aOff + i] * b[bOff + i];
        }
    }

    @Override
    public void inverse(double[] a, int aOff, double[] out, int outOff, int count) {
        for (int i = 0; i < count; i++) {
            out[outOff + i] = 1 / a[aOff + i];
        }
    }

    @Override
    public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        for (int i = 0; i < count; i++) {
            out[outOff + i] = Math.exp(xi[xiOff + i]);
        }
    }

    @Override
    public void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        for (int i = 0; i < count; i++) {
            xi[xiOff + i] = Math.log(a[aOff + i]);
        }
    }

    @Override
    public void hat(double[] xi, int xiOff, double[] out, int outOff) {
        java.util.Arrays.fill(out, outOff, outOff + n * n, 0);
        for (int i = 0; i < n; i++) {
            out[outOff + i * (n + 1)] = xi[xiOff];
        }
    }

    @Override
    public void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += matrix[matrixOff + i * (n + 1)];
        }
        xi[xiOff] = trace / n;
    }

    @Override
    public void toMatrix(double[] g, int gOff, double[] out, int outOff, int count) {
        for (int k = 0; k < count; k++) {
            hat(g, gOff + k, out, outOff + k * n * n);
        }
    }

    @Override
    public void fromMatrix(double[] matrix, int matrixOff, double[] out, int outOff, int count) {
        for (int k = 0; k < count; k++) {
            vee(matrix, matrixOff + k * n * n, out, outOff + k);
        }
    }

    @Override
    public void act(double[] g, int gOff, double[] x, int xOff, double[] out, int outOff, int count) {
        for (int i = 0; i < count * n; i++) {
            out[outOff + i] = g[gOff] * x[xOff + i];
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
        Members.requireFinite(g, gOff, 1, "element of " + name());
        if (!(g[gOff] > 0)) {
            throw new IllegalArgumentException("expected a scale > 0, got " + g[gOff]);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scales that && n == that.n;
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
