package org.lie4j.groups;

import java.util.Arrays;

/**
 * A × B, componentwise. An element is one of A followed by one of B, a tangent vector likewise; the matrix is block-diagonal, and acts on points of
 * A followed by points of B.
 */
public final class DirectProduct implements LieGroup {
    private final LieGroup a;
    private final LieGroup b;

    private DirectProduct(LieGroup a, LieGroup b) {
        this.a = java.util.Objects.requireNonNull(a, "a");
        this.b = java.util.Objects.requireNonNull(b, "b");
    }

    /**
     * The product of two groups.
     *
     * @param a first factor
     * @param b second factor
     * @return the group A × B
     */
    public static DirectProduct of(LieGroup a, LieGroup b) {
        return new DirectProduct(a, b);
    }

    @Override
    public String name() {
        return a.name() + " × " + b.name();
    }

    @Override
    public int dimension() {
        return a.dimension() + b.dimension();
    }

    @Override
    public int elementLength() {
        return a.elementLength() + b.elementLength();
    }

    @Override
    public int matrixSize() {
        return a.matrixSize() + b.matrixSize();
    }

    @Override
    public int pointDimension() {
        return a.pointDimension() + b.pointDimension();
    }

    @Override
    public void identity(double[] out, int outOff) {
        a.identity(out, outOff);
        b.identity(out, outOff + a.elementLength());
    }

    @Override
    public void compose(double[] x, int xOff, double[] y, int yOff, double[] out, int outOff, int count) {
        int length = elementLength();
        int second = a.elementLength();
        for (int i = 0; i < count; i++) {
            int p = xOff + i * length;
            int q = yOff + i * length;
            int o = outOff + i * length;
            a.compose(x, p, y, q, out, o, 1);
            b.compose(x, p + second, y, q + second, out, o + second, 1);
        }
    }

    @Override
    public void inverse(double[] x, int xOff, double[] out, int outOff, int count) {
        int length = elementLength();
        int second = a.elementLength();
        for (int i = 0; i < count; i++) {
            a.inverse(x, xOff + i * length, out, outOff + i * length, 1);
            b.inverse(x, xOff + i * length + second, out, outOff + i * length + second, 1);
        }
    }

    @Override
    public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        for (int i = 0; i < count; i++) {
            int x = xiOff + i * dimension();
            int o = outOff + i * elementLength();
            a.exp(xi, x, out, o, 1);
            b.exp(xi, x + a.dimension(), out, o + a.elementLength(), 1);
        }
    }

    @Override
    public void log(double[] g, int gOff, double[] xi, int xiOff, int count) {
        for (int i = 0; i < count; i++) {
            int x = xiOff + i * dimension();
            int p = gOff + i * elementLength();
            a.log(g, p, xi, x, 1);
            b.log(g, p + a.elementLength(), xi, x + a.dimension(), 1);
        }
    }

    @Override
    public void hat(double[] xi, int xiOff, double[] out, int outOff) {
        double[] first = new double[a.matrixSize() * a.matrixSize()];
        double[] second = new double[b.matrixSize() * b.matrixSize()];
        a.hat(xi, xiOff, first, 0);
        b.hat(xi, xiOff + a.dimension(), second, 0);
        setBlocks(first, second, out, outOff);
    }

    @Override
    public void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
        a.vee(block(matrix, matrixOff, 0, a.matrixSize()), 0, xi, xiOff);
        b.vee(block(matrix, matrixOff, a.matrixSize(), b.matrixSize()), 0, xi, xiOff + a.dimension());
    }

    @Override
    public void toMatrix(double[] g, int gOff, double[] out, int outOff, int count) {
        double[] first = new double[a.matrixSize() * a.matrixSize()];
        double[] second = new double[b.matrixSize() * b.matrixSize()];
        int n = matrixSize();
        for (int i = 0; i < count; i++) {
            int p = gOff + i * elementLength();
            a.toMatrix(g, p, first, 0, 1);
            b.toMatrix(g, p + a.elementLength(), second, 0, 1);
            setBlocks(first, second, out, outOff + i * n * n);
        }
    }

    @Override
    public void fromMatrix(double[] matrix, int matrixOff, double[] out, int outOff, int count) {
        int n = matrixSize();
        for (int i = 0; i < count; i++) {
            int m = matrixOff + i * n * n;
            int o = outOff + i * elementLength();
            a.fromMatrix(block(matrix, m, 0, a.matrixSize()), 0, out, o, 1);
            b.fromMatrix(block(matrix, m, a.matrixSize(), b.matrixSize()), 0, out, o + a.elementLength(), 1);
        }
    }

    private void setBlocks(double[] first, double[] second, double[] out, int outOff) {
        setBlocks(a.matrixSize(), first, b.matrixSize(), second, out, outOff);
    }

    static void setBlocks(int p, double[] first, int q, double[] second, double[] out, int outOff) {
        int n = p + q;
        Arrays.fill(out, outOff, outOff + n * n, 0);
        for (int i = 0; i < p; i++) {
            System.arraycopy(first, i * p, out, outOff + i * n, p);
        }
        for (int i = 0; i < q; i++) {
            System.arraycopy(second, i * q, out, outOff + (p + i) * n + p, q);
        }
    }

    private double[] block(double[] matrix, int off, int from, int size) {
        int n = matrixSize();
        double[] block = new double[size * size];
        for (int i = 0; i < size; i++) {
            System.arraycopy(matrix, off + (from + i) * n + from, block, i * size, size);
        }
        return block;
    }

    @Override
    public void linearPart(double[] g, int gOff, double[] out, int outOff) {
        int p = a.pointDimension();
        int q = b.pointDimension();
        double[] first = new double[p * p];
        double[] second = new double[q * q];
        a.linearPart(g, gOff, first, 0);
        b.linearPart(g, gOff + a.elementLength(), second, 0);
        setBlocks(p, first, q, second, out, outOff);
    }

    @Override
    public double modularFunction(double[] g, int gOff) {
        return a.modularFunction(g, gOff) * b.modularFunction(g, gOff + a.elementLength());
    }

    @Override
    public void act(double[] g, int gOff, double[] x, int xOff, double[] out, int outOff, int count) {
        int d = pointDimension();
        int second = a.pointDimension();
        for (int i = 0; i < count; i++) {
            a.act(g, gOff, x, xOff + i * d, out, outOff + i * d, 1);
            b.act(g, gOff + a.elementLength(), x, xOff + i * d + second, out, outOff + i * d + second, 1);
        }
    }

    @Override
    public void requireMember(double[] g, int gOff) {
        Members.requireFinite(g, gOff, elementLength(), "element of " + name());
        a.requireMember(g, gOff);
        b.requireMember(g, gOff + a.elementLength());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DirectProduct that && a.equals(that.a) && b.equals(that.b);
    }

    @Override
    public int hashCode() {
        return 31 * a.hashCode() + b.hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
