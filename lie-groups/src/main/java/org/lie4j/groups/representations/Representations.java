package org.lie4j.groups.representations;

import java.util.function.UnaryOperator;
import org.lie4j.groups.CartanGroup;
import org.lie4j.groups.LieGroup;
import org.lie4j.groups.SO;
import org.lie4j.groups.internal.MatrixExponential;
import org.lie4j.groups.internal.SmallMatrices;

/** Makes representations: the basic ones, and new ones out of others. */
public final class Representations {
    private Representations() {}

    private record Simple(
            String name,
            int matrixSize,
            int dimension,
            UnaryOperator<double[]> element,
            UnaryOperator<double[]> algebra)
            implements Representation {
        @Override
        public double[] of(double[] g) {
            require(this, g);
            return element.apply(g);
        }

        @Override
        public double[] derivative(double[] a) {
            require(this, a);
            return algebra.apply(a);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static void require(Representation r, double[] matrix) {
        int length = r.matrixSize() * r.matrixSize();
        if (matrix == null || matrix.length != length) {
            throw new IllegalArgumentException("matrix: expected " + r.matrixSize() + "x" + r.matrixSize() + " = "
                    + length + " numbers, got " + (matrix == null ? "null" : matrix.length));
        }
    }

    private static void requireSameGroup(Representation a, Representation b) {
        if (a.matrixSize() != b.matrixSize()) {
            throw new IllegalArgumentException("expected representations of matrices of one size, got " + a.name()
                    + " of " + a.matrixSize() + "x" + a.matrixSize() + " and " + b.name() + " of " + b.matrixSize()
                    + "x" + b.matrixSize());
        }
    }

    /**
     * The defining representation V, ρ(g) = g.
     *
     * @param n size of the matrices, at least 1
     * @return the representation
     */
    public static Representation defining(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("n: expected at least 1, got " + n);
        }
        return new Simple("V", n, n, double[]::clone, double[]::clone);
    }

    /**
     * The trivial representation on scalars, ρ(g) = 1.
     *
     * @param n size of the matrices
     * @return the representation
     */
    public static Representation scalar(int n) {
        return new Simple("1", n, 1, g -> new double[] {1}, a -> new double[1]);
    }

    /**
     * The dual representation, ρ*(g) = ρ(g)⁻ᵀ.
     *
     * @param v a representation
     * @return its dual
     */
    public static Representation dual(Representation v) {
        int d = v.dimension();
        return new Simple(
                v.name().length() == 1 ? v.name() + "*" : "(" + v.name() + ")*",
                v.matrixSize(),
                d,
                g -> {
                    double[] m = v.of(g);
                    SmallMatrices.invert(d, m, 0, m, 0);
                    return transposed(d, m, 1);
                },
                a -> transposed(d, v.derivative(a), -1));
    }

    private static double[] transposed(int d, double[] m, double factor) {
        double[] out = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                out[j * d + i] = factor * m[i * d + j];
            }
        }
        return out;
    }

    /**
     * The direct sum, acting blockwise.
     *
     * @param a first summand
     * @param b second summand
     * @return a ⊕ b
     */
    public static Representation sum(Representation a, Representation b) {
        requireSameGroup(a, b);
        int p = a.dimension();
        int q = b.dimension();
        return new Simple(
                "(" + a.name() + "⊕" + b.name() + ")",
                a.matrixSize(),
                p + q,
                g -> blocks(p, a.of(g), q, b.of(g)),
                x -> blocks(p, a.derivative(x), q, b.derivative(x)));
    }

    private static double[] blocks(int p, double[] a, int q, double[] b) {
        int d = p + q;
        double[] out = new double[d * d];
        for (int i = 0; i < p; i++) {
            System.arraycopy(a, i * p, out, i * d, p);
        }
        for (int i = 0; i < q; i++) {
            System.arraycopy(b, i * q, out, (p + i) * d + p, q);
        }
        return out;
    }

    /**
     * The tensor product, ρ(g) = ρ_a(g) ⊗ ρ_b(g); the index of b runs faster.
     *
     * @param a first factor
     * @param b second factor
     * @return a ⊗ b
     */
    public static Representation product(Representation a, Representation b) {
        requireSameGroup(a, b);
        int p = a.dimension();
        int q = b.dimension();
        return new Simple(
                "(" + a.name() + "⊗" + b.name() + ")",
                a.matrixSize(),
                p * q,
                g -> kronecker(p, a.of(g), q, b.of(g)),
                x -> {
                    double[] left = kronecker(p, a.derivative(x), q, identity(q));
                    double[] right = kronecker(p, identity(p), q, b.derivative(x));
                    for (int i = 0; i < left.length; i++) {
                        left[i] += right[i];
                    }
                    return left;
                });
    }

    private static double[] identity(int d) {
        double[] out = new double[d * d];
        MatrixExponential.setIdentity(d, out, 0);
        return out;
    }

    private static double[] kronecker(int p, double[] a, int q, double[] b) {
        int d = p * q;
        double[] out = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                out[i * d + j] = a[i / q * p + j / q] * b[i % q * q + j % q];
            }
        }
        return out;
    }

    /**
     * Tensors T(p, q) = V⊗…⊗V⊗V*⊗…⊗V*; T(0, 0) are the scalars.
     *
     * @param n size of the matrices
     * @param p number of factors V, at least 0
     * @param q number of factors V*, at least 0
     * @return the representation, of dimension n^(p + q)
     */
    public static Representation tensors(int n, int p, int q) {
        if (p < 0 || q < 0) {
            throw new IllegalArgumentException("expected p >= 0 and q >= 0, got " + p + " and " + q);
        }
        Representation tensors = null;
        for (int k = 0; k < p + q; k++) {
            Representation factor = k < p ? defining(n) : dual(defining(n));
            tensors = tensors == null ? factor : product(tensors, factor);
        }
        return tensors == null ? scalar(n) : tensors;
    }

    /**
     * The exterior square Λ²: antisymmetric tensors, in the basis e_i ∧ e_j, i &lt; j.
     *
     * @param v a representation of dimension at least 2
     * @return Λ² v
     */
    public static Representation exteriorSquare(Representation v) {
        return square(v, -1);
    }

    /**
     * The symmetric square Sym²: symmetric tensors, in the basis e_i e_j, i ≤ j, orthonormal.
     *
     * @param v a representation
     * @return Sym² v
     */
    public static Representation symmetricSquare(Representation v) {
        return square(v, 1);
    }

    /** The restriction of v ⊗ v to the image of an isometry E: Eᵀ (ρ ⊗ ρ) E. */
    private static Representation square(Representation v, int sign) {
        int d = v.dimension();
        int dimension = d * (d + sign) / 2;
        if (dimension < 1) {
            throw new IllegalArgumentException("exterior square: expected a dimension of at least 2, got " + d);
        }
        Representation both = product(v, v);
        double[] isometry = new double[d * d * dimension];
        int k = 0;
        for (int i = 0; i < d; i++) {
            for (int j = sign > 0 ? i : i + 1; j < d; j++, k++) {
                double value = i == j ? 1 : Math.sqrt(0.5);
                isometry[(i * d + j) * dimension + k] = value;
                isometry[(j * d + i) * dimension + k] = i == j ? 1 : sign * value;
            }
        }
        return new Simple(
                (sign > 0 ? "Sym²(" : "Λ²(") + v.name() + ")",
                v.matrixSize(),
                dimension,
                g -> restricted(both.of(g), isometry, d * d, dimension),
                a -> restricted(both.derivative(a), isometry, d * d, dimension));
    }

    private static double[] restricted(double[] m, double[] e, int large, int small) {
        double[] me = new double[large * small];
        for (int i = 0; i < large; i++) {
            for (int l = 0; l < large; l++) {
                for (int j = 0; j < small; j++) {
                    me[i * small + j] += m[i * large + l] * e[l * small + j];
                }
            }
        }
        double[] out = new double[small * small];
        for (int l = 0; l < large; l++) {
            for (int i = 0; i < small; i++) {
                for (int j = 0; j < small; j++) {
                    out[i * small + j] += e[l * small + i] * me[l * small + j];
                }
            }
        }
        return out;
    }

    /**
     * The adjoint representation on the Lie algebra, in the basis of {@link LieGroup#hat}.
     *
     * @param group the group
     * @return Ad, with ad as derivative
     */
    public static Representation adjoint(LieGroup group) {
        int d = group.dimension();
        return new Simple(
                "Ad " + group.name(),
                group.matrixSize(),
                d,
                g -> {
                    double[] element = new double[group.elementLength()];
                    double[] out = new double[d * d];
                    group.fromMatrix(g, 0, element, 0, 1);
                    group.adjoint(element, 0, out, 0);
                    return out;
                },
                a -> {
                    double[] xi = new double[d];
                    double[] out = new double[d * d];
                    group.vee(a, 0, xi, 0);
                    group.smallAdjoint(xi, 0, out, 0);
                    return out;
                });
    }

    /**
     * The real irreducible representation of SO(2) of a frequency: rotation by k times the angle.
     *
     * @param frequency k, at least 0
     * @return the representation, of dimension 2, or 1 for k = 0
     */
    public static Representation frequency(int frequency) {
        if (frequency < 0) {
            throw new IllegalArgumentException("frequency: expected at least 0, got " + frequency);
        }
        if (frequency == 0) {
            return scalar(2);
        }
        CartanGroup rotations = SO.of(2);
        return new Simple(
                "ψ" + frequency, 2, 2, g -> rotations.exp(frequency * Math.atan2(g[2] - g[1], g[0] + g[3])), a -> {
                    double angle = 0.5 * frequency * (a[2] - a[1]);
                    return new double[] {0, -angle, angle, 0};
                });
    }

    /**
     * The real irreducible representation of SO(3) of degree l (Wigner's D in the basis of real spherical harmonics m = -l, …, l): for l = 1 the
     * vectors in the order y, z, x.
     *
     * @param degree l, from 0 to 20
     * @return the representation, of dimension 2 l + 1
     */
    public static Representation wigner(int degree) {
        if (degree < 0 || degree > 20) {
            throw new IllegalArgumentException("degree: expected 0 to 20, got " + degree);
        }
        if (degree == 0) {
            return scalar(3);
        }
        int d = 2 * degree + 1;
        double[][] generators = Harmonics.generators(degree);
        UnaryOperator<double[]> derivative = a -> {
            double[] omega = {0.5 * (a[7] - a[5]), 0.5 * (a[2] - a[6]), 0.5 * (a[3] - a[1])};
            double[] out = new double[d * d];
            for (int axis = 0; axis < 3; axis++) {
                for (int i = 0; i < out.length; i++) {
                    out[i] += omega[axis] * generators[axis][i];
                }
            }
            return out;
        };
        SO rotations = SO.of(3);
        return new Simple(
                "D" + degree,
                3,
                d,
                g -> {
                    double[] hat = new double[9];
                    double[] out = new double[d * d];
                    rotations.hat(rotations.log(g), 0, hat, 0);
                    MatrixExponential.exp(d, derivative.apply(hat), 0, out, 0, new double[2 * d * d]);
                    return out;
                },
                derivative);
    }
}
