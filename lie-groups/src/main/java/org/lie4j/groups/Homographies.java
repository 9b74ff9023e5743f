package org.lie4j.groups;

/**
 * The projective maps of the plane, SL(3) acting by (x, y) ↦ (X/Z, Y/Z) with (X, Y, Z) = g (x, y, 1). Elements, tangent vectors, exp and log are those of
 * {@link SL}; as n = 3 is odd, SL(3) and PGL(3) are the same group.
 */
public final class Homographies implements LieGroup {
    /** The group. */
    public static final Homographies INSTANCE = new Homographies();

    private static final SL LINEAR = SL.of(3);

    private Homographies() {}

    @Override
    public String name() {
        return "PGL(3)";
    }

    @Override
    public int dimension() {
        return LINEAR.dimension();
    }

    @Override
    public int matrixSize() {
        return 3;
    }

    @Override
    public int pointDimension() {
        return 2;
    }

    @Override
    public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        LINEAR.exp(xi, xiOff, out, outOff, count);
    }

    @Override
    public void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        LINEAR.log(a, aOff, xi, xiOff, count);
    }

    @Override
    public void hat(double[] xi, int xiOff, double[] out, int outOff) {
        LINEAR.hat(xi, xiOff, out, outOff);
    }

    @Override
    public void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
        LINEAR.vee(matrix, matrixOff, xi, xiOff);
    }

    /**
     * {@inheritDoc}
     *
     * @throws ArithmeticException if a point is sent to infinity
     */
    @Override
    public void act(double[] g, int gOff, double[] x, int xOff, double[] out, int outOff, int count) {
        for (int i = 0; i < 2 * count; i += 2) {
            double u = x[xOff + i];
            double v = x[xOff + i + 1];
            double z = g[gOff + 6] * u + g[gOff + 7] * v + g[gOff + 8];
            if (z == 0) {
                throw new ArithmeticException(
                        "expected a point off the line that is sent to infinity, got (" + u + ", " + v + ")");
            }
            double p = (g[gOff] * u + g[gOff + 1] * v + g[gOff + 2]) / z;
            double q = (g[gOff + 3] * u + g[gOff + 4] * v + g[gOff + 5]) / z;
            out[outOff + i] = p;
            out[outOff + i + 1] = q;
        }
    }

    /** {@inheritDoc} A projective map has another derivative at each point: there is none to be had here. */
    @Override
    public void linearPart(double[] g, int gOff, double[] out, int outOff) {
        throw new UnsupportedOperationException(
                "expected a group that acts by affine maps, got " + name() + ", whose derivative depends on the point");
    }

    @Override
    public double modularFunction(double[] g, int gOff) {
        return 1;
    }

    @Override
    public void requireMember(double[] g, int gOff) {
        LINEAR.requireMember(g, gOff);
    }

    @Override
    public String toString() {
        return name();
    }
}
