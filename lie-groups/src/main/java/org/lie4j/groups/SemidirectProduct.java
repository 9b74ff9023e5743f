package org.lie4j.groups;

import java.util.function.UnaryOperator;
import org.lie4j.groups.internal.MatrixExponential;
import org.lie4j.groups.internal.MatrixLogarithm;
import org.lie4j.groups.internal.SmallMatrices;

/**
 * N ⋊ H for any two groups, where H acts on N by conjugation: (n, h)(n', h') = (n · ρ(h) n' ρ(h)⁻¹, h h'), ρ a representation of H by matrices of
 * the size of those of N. All operations are derived from those of N and H.
 *
 * <p>An element is one of N followed by one of H, a tangent vector likewise. (n, h) ↦ n ρ(h) is a homomorphism, so that
 * exp(A, B) = (exp(A + dρ B) ρ(exp B)⁻¹, exp B); its matrix is the block diagonal of n ρ(h) and h, and it acts on points of N by n ρ(h).
 * Where N is R^n and H linear, {@link AffineGroup} is the same group in a shorter form, and faster.
 */
public final class SemidirectProduct implements LieGroup {
    private static final double TOLERANCE = 1e-9;

    private final LieGroup normal;
    private final LieGroup acting;
    private final UnaryOperator<double[]> representation;
    private final UnaryOperator<double[]> derivative;
    private final int m;
    private final int k;

    private SemidirectProduct(
            LieGroup normal,
            LieGroup acting,
            UnaryOperator<double[]> representation,
            UnaryOperator<double[]> derivative) {
        this.normal = normal;
        this.acting = acting;
        this.representation = representation;
        this.derivative = derivative;
        this.m = normal.matrixSize();
        this.k = acting.matrixSize();
    }

    /**
     * N ⋊ H with H acting by conjugation with its own matrices.
     *
     * @param normal the group N
     * @param acting the group H, of matrices of the same size, which must take N to itself by conjugation
     * @return the group
     * @throws IllegalArgumentException if the sizes differ, or conjugation leads out of N
     */
    public static SemidirectProduct of(LieGroup normal, LieGroup acting) {
        return of(normal, acting, h -> h, b -> b);
    }

    /**
     * N ⋊ H with H acting through a representation; {@code Representation::of} and {@code Representation::derivative} fit.
     *
     * @param normal the group N
     * @param acting the group H
     * @param representation ρ: from the matrix of an element of H to a matrix of the size of those of N, both packed row-major
     * @param derivative dρ: the same for matrices of the Lie algebra
     * @return the group
     * @throws IllegalArgumentException if the size is not that of N, ρ exp is not exp dρ, or conjugation leads out of N
     */
    public static SemidirectProduct of(
            LieGroup normal,
            LieGroup acting,
            UnaryOperator<double[]> representation,
            UnaryOperator<double[]> derivative) {
        SemidirectProduct product = new SemidirectProduct(normal, acting, representation, derivative);
        product.requireAction();
        return product;
    }

    /** Checks on bases of both algebras what the constructor's arguments promise. */
    private void requireAction() {
        double[] algebra = new double[m * m];
        double[] xi = new double[normal.dimension()];
        for (int j = 0; j < acting.dimension(); j++) {
            double[] eta = new double[acting.dimension()];
            eta[j] = 1;
            double[] b = derivative(eta, 0);
            double[] exponential = new double[m * m];
            MatrixExponential.exp(m, b, 0, exponential, 0, new double[2 * m * m]);
            requireClose("rho(exp B) = exp(d rho(B)) for coordinate " + j, exponential, represent(acting.exp(eta), 0));
            for (int i = 0; i < xi.length; i++) {
                xi[i] = 1;
                normal.hat(xi, 0, algebra, 0);
                xi[i] = 0;
                double[] bracket = product(b, algebra);
                double[] other = product(algebra, b);
                for (int e = 0; e < bracket.length; e++) {
                    bracket[e] -= other[e];
                }
                double[] projected = new double[xi.length];
                normal.vee(bracket, 0, projected, 0);
                normal.hat(projected, 0, algebra, 0);
                requireClose(
                        "a conjugation that takes " + normal.name() + " to itself, at coordinates " + i + " and " + j,
                        bracket,
                        algebra);
            }
        }
    }

    private static void requireClose(String what, double[] expected, double[] actual) {
        if (expected.length != actual.length) {
            throw new IllegalArgumentException("representation: expected matrices of " + expected.length
                    + " numbers, as in the normal group, got " + actual.length);
        }
        double worst = 0;
        double size = 1;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
            size = Math.max(size, Math.abs(expected[i]));
        }
        if (!(worst <= TOLERANCE * size)) {
            throw new IllegalArgumentException("expected " + what + ", got a difference of " + worst);
        }
    }

    /** ρ(h) of one element of H. */
    private double[] represent(double[] h, int off) {
        double[] matrix = new double[k * k];
        acting.toMatrix(h, off, matrix, 0, 1);
        return representation.apply(matrix);
    }

    private double[] derivative(double[] eta, int off) {
        double[] matrix = new double[k * k];
        acting.hat(eta, off, matrix, 0);
        double[] b = derivative.apply(matrix);
        if (b.length != m * m) {
            throw new IllegalArgumentException(
                    "derivative: expected matrices of " + m * m + " numbers, as in the normal group, got " + b.length);
        }
        return b;
    }

    private double[] product(double[] a, double[] b) {
        double[] out = new double[m * m];
        SmallMatrices.multiply(m, a, 0, b, 0, out, 0);
        return out;
    }

    private double[] inverted(double[] a) {
        double[] out = new double[m * m];
        SmallMatrices.invert(m, a, 0, out, 0);
        return out;
    }

    private double[] normalMatrix(double[] g, int off) {
        double[] matrix = new double[m * m];
        normal.toMatrix(g, off, matrix, 0, 1);
        return matrix;
    }

    /**
     * The group N.
     *
     * @return the normal subgroup
     */
    public LieGroup normalGroup() {
        return normal;
    }

    /**
     * The group H.
     *
     * @return the group that acts
     */
    public LieGroup actingGroup() {
        return acting;
    }

    @Override
    public String name() {
        return normal.name() + " ⋊ " + acting.name();
    }

    @Override
    public int dimension() {
        return normal.dimension() + acting.dimension();
    }

    @Override
    public int elementLength() {
        return normal.elementLength() + acting.elementLength();
    }

    @Override
    public int matrixSize() {
        return m + k;
    }

    @Override
    public int pointDimension() {
        return normal.pointDimension();
    }

    @Override
    public void identity(double[] out, int outOff) {
        normal.identity(out, outOff);
        acting.identity(out, outOff + normal.elementLength());
    }

    @Override
    public void compose(double[] a, int aOff, double[] b, int bOff, double[] out, int outOff, int count) {
        int second = normal.elementLength();
        double[] moved = new double[second];
        for (int i = 0; i < count; i++) {
            int p = aOff + i * elementLength();
            int q = bOff + i * elementLength();
            int o = outOff + i * elementLength();
            conjugate(represent(a, p + second), normalMatrix(b, q), moved);
            normal.compose(a, p, moved, 0, out, o, 1);
            acting.compose(a, p + second, b, q + second, out, o + second, 1);
        }
    }

    /** moved = ρ n ρ⁻¹ as an element of N. */
    private void conjugate(double[] rho, double[] matrix, double[] moved) {
        normal.fromMatrix(product(product(rho, matrix), inverted(rho)), 0, moved, 0, 1);
    }

    @Override
    public void inverse(double[] a, int aOff, double[] out, int outOff, int count) {
        int second = normal.elementLength();
        double[] element = new double[second];
        double[] h = new double[acting.elementLength()];
        for (int i = 0; i < count; i++) {
            int p = aOff + i * elementLength();
            int o = outOff + i * elementLength();
            normal.inverse(a, p, element, 0, 1);
            acting.inverse(a, p + second, h, 0, 1);
            conjugate(represent(h, 0), normalMatrix(element, 0), element);
            System.arraycopy(element, 0, out, o, second);
            System.arraycopy(h, 0, out, o + second, h.length);
        }
    }

    @Override
    public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        int second = normal.elementLength();
        double[] sum = new double[m * m];
        double[] work = new double[2 * m * m];
        double[] h = new double[acting.elementLength()];
        for (int i = 0; i < count; i++) {
            int x = xiOff + i * dimension();
            int o = outOff + i * elementLength();
            double[] b = derivative(xi, x + normal.dimension());
            normal.hat(xi, x, sum, 0);
            for (int e = 0; e < sum.length; e++) {
                sum[e] += b[e];
            }
            MatrixExponential.exp(m, sum, 0, sum, 0, work);
            acting.exp(xi, x + normal.dimension(), h, 0, 1);
            normal.fromMatrix(product(sum, inverted(represent(h, 0))), 0, out, o, 1);
            System.arraycopy(h, 0, out, o + second, h.length);
        }
    }

    /**
     * {@inheritDoc} Defined where h has a logarithm B and n ρ(h) the principal logarithm A + dρ B.
     */
    @Override
    public void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        double[] eta = new double[acting.dimension()];
        double[] out = new double[normal.dimension()];
        double[] hat = new double[m * m];
        for (int i = 0; i < count; i++) {
            int p = aOff + i * elementLength();
            int x = xiOff + i * dimension();
            int second = p + normal.elementLength();
            acting.log(a, second, eta, 0, 1);
            double[] both = product(normalMatrix(a, p), represent(a, second));
            MatrixLogarithm.log(m, both, 0, both, 0);
            double[] b = derivative(eta, 0);
            double size = 1;
            for (int e = 0; e < both.length; e++) {
                size = Math.max(size, Math.abs(both[e]));
                both[e] -= b[e];
            }
            normal.vee(both, 0, out, 0);
            normal.hat(out, 0, hat, 0);
            for (int e = 0; e < both.length; e++) {
                if (!(Math.abs(both[e] - hat[e]) <= 1e-7 * size)) {
                    throw new NoLogarithmException("expected an element of " + name()
                            + " whose logarithm is principal in both factors, got one that differs by "
                            + Math.abs(both[e] - hat[e]));
                }
            }
            System.arraycopy(out, 0, xi, x, out.length);
            System.arraycopy(eta, 0, xi, x + out.length, eta.length);
        }
    }

    @Override
    public void hat(double[] xi, int xiOff, double[] out, int outOff) {
        double[] first = new double[m * m];
        double[] second = new double[k * k];
        normal.hat(xi, xiOff, first, 0);
        acting.hat(xi, xiOff + normal.dimension(), second, 0);
        double[] b = derivative(xi, xiOff + normal.dimension());
        for (int e = 0; e < first.length; e++) {
            first[e] += b[e];
        }
        DirectProduct.setBlocks(m, first, k, second, out, outOff);
    }

    @Override
    public void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
        double[] first = block(matrix, matrixOff, 0, m);
        double[] second = block(matrix, matrixOff, m, k);
        acting.vee(second, 0, xi, xiOff + normal.dimension());
        double[] b = derivative(xi, xiOff + normal.dimension());
        for (int e = 0; e < first.length; e++) {
            first[e] -= b[e];
        }
        normal.vee(first, 0, xi, xiOff);
    }

    private double[] block(double[] matrix, int off, int from, int size) {
        double[] block = new double[size * size];
        for (int i = 0; i < size; i++) {
            System.arraycopy(matrix, off + (from + i) * (m + k) + from, block, i * size, size);
        }
        return block;
    }

    @Override
    public void toMatrix(double[] g, int gOff, double[] out, int outOff, int count) {
        double[] h = new double[k * k];
        for (int i = 0; i < count; i++) {
            int p = gOff + i * elementLength();
            acting.toMatrix(g, p + normal.elementLength(), h, 0, 1);
            double[] both = product(normalMatrix(g, p), represent(g, p + normal.elementLength()));
            DirectProduct.setBlocks(m, both, k, h, out, outOff + i * (m + k) * (m + k));
        }
    }

    @Override
    public void fromMatrix(double[] matrix, int matrixOff, double[] out, int outOff, int count) {
        for (int i = 0; i < count; i++) {
            int p = matrixOff + i * (m + k) * (m + k);
            int o = outOff + i * elementLength();
            acting.fromMatrix(block(matrix, p, m, k), 0, out, o + normal.elementLength(), 1);
            double[] rho = represent(out, o + normal.elementLength());
            normal.fromMatrix(product(block(matrix, p, 0, m), inverted(rho)), 0, out, o, 1);
        }
    }

    /** {@inheritDoc} First ρ(h), then n; homogeneous coordinates where the matrices of N are larger than its points. */
    @Override
    public void act(double[] g, int gOff, double[] x, int xOff, double[] out, int outOff, int count) {
        int d = pointDimension();
        double[] rho = represent(g, gOff + normal.elementLength());
        double[] image = new double[m];
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < m; i++) {
                double sum = d < m ? rho[i * m + d] : 0;
                for (int j = 0; j < d; j++) {
                    sum += rho[i * m + j] * x[xOff + p * d + j];
                }
                image[i] = sum;
            }
            for (int i = 0; i < d; i++) {
                out[outOff + p * d + i] = d < m ? image[i] / image[d] : image[i];
            }
        }
        normal.act(g, gOff, out, outOff, out, outOff, count);
    }

    @Override
    public void requireMember(double[] g, int gOff) {
        Members.requireFinite(g, gOff, elementLength(), "element of " + name());
        normal.requireMember(g, gOff);
        acting.requireMember(g, gOff + normal.elementLength());
    }

    @Override
    public String toString() {
        return name();
    }
}
