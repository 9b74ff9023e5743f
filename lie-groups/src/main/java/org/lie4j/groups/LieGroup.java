package org.lie4j.groups;

import org.lie4j.groups.internal.MatrixExponential;
import org.lie4j.groups.internal.SmallMatrices;

/**
 * A Lie group on packed arrays.
 *
 * <p>An element is {@link #elementLength()} doubles: a row-major matrix of side {@link #matrixSize()} unless the group says otherwise, as
 * the compact ones do ({@link SO3}, {@link SE3}, …; {@link #toMatrix} and {@link #fromMatrix} convert). A tangent vector is {@link
 * #dimension()} doubles in the basis of {@link #hat}; {@code count} of either lie one behind the other from an offset. Composition gh
 * means "h first".
 * No operation allocates per element for matrices up to 3×3 (a call may make one small scratch array), and {@code out} may be the
 * same place as an input (same array and offset) where both have the same length.
 * Operations trust that elements belong to the group; {@link #requireMember} checks.
 */
public interface LieGroup {
    /**
     * The usual name.
     *
     * @return for example {@code SL(2)}
     */
    String name();

    /**
     * Dimension of the group as a manifold.
     *
     * @return number of coordinates of a tangent vector
     */
    int dimension();

    /**
     * Side of the matrices that stand for elements.
     *
     * @return n, or n + 1 for the affine groups
     */
    int matrixSize();

    /**
     * Dimension of the points that the group acts on.
     *
     * @return n
     */
    default int pointDimension() {
        return matrixSize();
    }

    /**
     * Writes the identity.
     *
     * @param out modified: one element
     * @param outOff where it starts
     */
    default void identity(double[] out, int outOff) {
        MatrixExponential.setIdentity(matrixSize(), out, outOff);
    }

    /**
     * Composition: out = a b.
     *
     * @param a elements, not modified
     * @param aOff where they start
     * @param b elements, not modified
     * @param bOff where they start
     * @param out modified: the products
     * @param outOff where they start
     * @param count number of products
     */
    default void compose(double[] a, int aOff, double[] b, int bOff, double[] out, int outOff, int count) {
        int n = matrixSize();
        int length = n * n;
        if (n <= 3) {
            for (int i = 0; i < count; i++) {
                SmallMatrices.multiply(n, a, aOff + i * length, b, bOff + i * length, out, outOff + i * length);
            }
            return;
        }
        double[] product = new double[length];
        for (int i = 0; i < count; i++) {
            SmallMatrices.multiply(n, a, aOff + i * length, b, bOff + i * length, product, 0);
            System.arraycopy(product, 0, out, outOff + i * length, length);
        }
    }

    /**
     * Inverse.
     *
     * @param a elements, not modified
     * @param aOff where they start
     * @param out modified: the inverses
     * @param outOff where they start
     * @param count number of elements
     */
    default void inverse(double[] a, int aOff, double[] out, int outOff, int count) {
        int n = matrixSize();
        for (int i = 0; i < count; i++) {
            SmallMatrices.invert(n, a, aOff + i * n * n, out, outOff + i * n * n);
        }
    }

    /**
     * Exponential of tangent vectors.
     *
     * @param xi tangent vectors, not modified
     * @param xiOff where they start
     * @param out modified: the elements
     * @param outOff where they start
     * @param count number of vectors
     */
    void exp(double[] xi, int xiOff, double[] out, int outOff, int count);

    /**
     * Principal logarithm; each group documents its domain and branch.
     *
     * @param a elements, not modified
     * @param aOff where they start
     * @param xi modified: the tangent vectors
     * @param xiOff where they start
     * @param count number of elements
     * @throws NoLogarithmException if an element has no real principal logarithm
     */
    void log(double[] a, int aOff, double[] xi, int xiOff, int count);

    /**
     * The Lie algebra matrix of a tangent vector.
     *
     * @param xi one tangent vector
     * @param xiOff where it starts
     * @param out modified: the matrix
     * @param outOff where it starts
     */
    void hat(double[] xi, int xiOff, double[] out, int outOff);

    /**
     * The tangent vector of a Lie algebra matrix; the inverse of {@link #hat}.
     *
     * @param matrix one matrix, projected orthogonally onto the algebra
     * @param matrixOff where it starts
     * @param xi modified: the tangent vector
     * @param xiOff where it starts
     */
    void vee(double[] matrix, int matrixOff, double[] xi, int xiOff);

    /**
     * Checks that an element belongs to the group.
     *
     * @param g array that holds the element
     * @param gOff where it starts
     * @throws IllegalArgumentException if the array is too short, a value is not finite, or the group's equations are violated by
     *     more than rounding; the message names the expected and the actual
     */
    void requireMember(double[] g, int gOff);

    /**
     * The matrices of elements.
     *
     * @param g elements, not modified
     * @param gOff where they start
     * @param out modified: {@code [count, matrixSize, matrixSize]}
     * @param outOff where they start
     * @param count number of elements
     */
    default void toMatrix(double[] g, int gOff, double[] out, int outOff, int count) {
        System.arraycopy(g, gOff, out, outOff, count * elementLength());
    }

    /**
     * The elements of matrices, which are trusted to belong to the group; see {@link #requireMember}.
     *
     * @param matrix {@code [count, matrixSize, matrixSize]}, not modified
     * @param matrixOff where they start
     * @param out modified: the elements
     * @param outOff where they start
     * @param count number of elements
     */
    default void fromMatrix(double[] matrix, int matrixOff, double[] out, int outOff, int count) {
        System.arraycopy(matrix, matrixOff, out, outOff, count * elementLength());
    }

    /**
     * The matrix of Ad_g in the basis of {@link #hat}: vee(g hat(ξ) g⁻¹) = Ad_g ξ.
     *
     * @param g one element, not modified
     * @param gOff where it starts
     * @param out modified: {@code [dimension, dimension]}
     * @param outOff where it starts
     */
    default void adjoint(double[] g, int gOff, double[] out, int outOff) {
        AdjointMaps.adjoint(this, g, gOff, out, outOff);
    }

    /**
     * The matrix of ad_ξ: ad_ξ η = [ξ, η].
     *
     * @param xi one tangent vector, not modified
     * @param xiOff where it starts
     * @param out modified: {@code [dimension, dimension]}
     * @param outOff where it starts
     */
    default void smallAdjoint(double[] xi, int xiOff, double[] out, int outOff) {
        AdjointMaps.smallAdjoint(this, xi, xiOff, out, outOff);
    }

    /**
     * The left Jacobian of exp, J = Σ ad_ξᵏ/(k+1)!: exp(ξ + δ) ≈ exp(J δ) exp(ξ). The right one is that of -ξ: exp(ξ + δ) ≈ exp(ξ)
     * exp(J(-ξ) δ).
     *
     * @param xi one tangent vector, not modified
     * @param xiOff where it starts
     * @param out modified: {@code [dimension, dimension]}
     * @param outOff where it starts
     */
    default void leftJacobian(double[] xi, int xiOff, double[] out, int outOff) {
        AdjointMaps.leftJacobian(this, xi, xiOff, out, outOff);
    }

    /**
     * The inverse of the left Jacobian of exp, which is the Jacobian of log: log(exp(δ) exp(ξ)) ≈ ξ + J⁻¹ δ.
     *
     * @param xi one tangent vector, not modified
     * @param xiOff where it starts
     * @param out modified: {@code [dimension, dimension]}
     * @param outOff where it starts
     * @throws ArithmeticException if exp is singular at ξ, as for rotations by 2π
     */
    default void leftJacobianInverse(double[] xi, int xiOff, double[] out, int outOff) {
        leftJacobian(xi, xiOff, out, outOff);
        SmallMatrices.invert(dimension(), out, outOff, out, outOff);
    }

    /**
     * Left action on points, x ↦ g x; the affine groups act on points of one dimension less than their matrices.
     *
     * @param g one element, not modified
     * @param gOff where it starts
     * @param x points {@code [count, n]}, not modified
     * @param xOff where they start
     * @param out modified: the images; may be the place of x
     * @param outOff where they start
     * @param count number of points
     */
    default void act(double[] g, int gOff, double[] x, int xOff, double[] out, int outOff, int count) {
        int n = matrixSize();
        double[] image = new double[n];
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += g[gOff + i * n + j] * x[xOff + p * n + j];
                }
                image[i] = sum;
            }
            System.arraycopy(image, 0, out, outOff + p * n, n);
        }
    }

    /**
     * Doubles per element.
     *
     * @return {@link #matrixSize()}²
     */
    default int elementLength() {
        return matrixSize() * matrixSize();
    }

    /**
     * The exponential of one tangent vector.
     *
     * @param xi tangent vector
     * @return new array: the element
     * @throws IllegalArgumentException if xi has another length than {@link #dimension()} or is not finite
     */
    default double[] exp(double... xi) {
        requireTangent(xi);
        double[] out = new double[elementLength()];
        exp(xi, 0, out, 0, 1);
        return out;
    }

    /**
     * The logarithm of one element.
     *
     * @param g element
     * @return new array: the tangent vector
     * @throws IllegalArgumentException if g is no element
     * @throws NoLogarithmException if g has no real principal logarithm
     */
    default double[] log(double[] g) {
        requireMember(g, 0);
        double[] xi = new double[dimension()];
        log(g, 0, xi, 0, 1);
        return xi;
    }

    /**
     * The product of two elements.
     *
     * @param a left factor
     * @param b right factor, applied first
     * @return new array: a b
     * @throws IllegalArgumentException if a or b is no element
     */
    default double[] compose(double[] a, double[] b) {
        requireMember(a, 0);
        requireMember(b, 0);
        double[] out = new double[elementLength()];
        compose(a, 0, b, 0, out, 0, 1);
        return out;
    }

    /**
     * The inverse of one element.
     *
     * @param g element
     * @return new array: g⁻¹
     * @throws IllegalArgumentException if g is no element
     */
    default double[] inverse(double[] g) {
        requireMember(g, 0);
        double[] out = new double[elementLength()];
        inverse(g, 0, out, 0, 1);
        return out;
    }

    /**
     * Right plus, g ⊕ ξ = g exp(ξ).
     *
     * @param g element
     * @param xi tangent vector at g
     * @return new array: the element
     */
    default double[] plus(double[] g, double... xi) {
        return compose(g, exp(xi));
    }

    /**
     * Right minus, a ⊖ b = log(b⁻¹ a), so that b ⊕ (a ⊖ b) = a.
     *
     * @param a element
     * @param b element
     * @return new array: the tangent vector at b
     * @throws NoLogarithmException if b⁻¹a has no real principal logarithm
     */
    default double[] minus(double[] a, double[] b) {
        return log(compose(inverse(b), a));
    }

    /**
     * The point of the one-parameter curve from a to b: a exp(t log(a⁻¹ b)).
     *
     * @param a start, at t = 0
     * @param b end, at t = 1
     * @param t parameter, any finite number
     * @return new array: the element
     * @throws NoLogarithmException if a⁻¹b has no real principal logarithm
     */
    default double[] interpolate(double[] a, double[] b, double t) {
        double[] xi = minus(b, a);
        for (int i = 0; i < xi.length; i++) {
            xi[i] *= t;
        }
        return plus(a, xi);
    }

    /**
     * The element nearest to a matrix that ought to be one: what takes the rounding away from a pose that was read from a file. Groups say
     * what nearest means; by default the matrix must belong to the group already.
     *
     * @param matrix {@code [matrixSize, matrixSize]}, not modified
     * @return new array: the element
     * @throws IllegalArgumentException if the matrix has the wrong length, is not finite, or is nothing like an element
     */
    default double[] nearest(double[] matrix) {
        requireMatrix(matrix);
        double[] out = new double[elementLength()];
        fromMatrix(matrix, 0, out, 0, 1);
        requireMember(out, 0);
        return out;
    }

    /**
     * The bracket of two tangent vectors.
     *
     * @param xi tangent vector
     * @param eta tangent vector
     * @return new array: vee([hat ξ, hat η])
     */
    default double[] bracket(double[] xi, double[] eta) {
        requireTangent(xi);
        requireTangent(eta);
        double[] out = new double[dimension()];
        AdjointMaps.bracket(this, xi, eta, out);
        return out;
    }

    /**
     * The distance along the one-parameter curve, ‖log(a⁻¹ b)‖ in the basis of {@link #hat}: left-invariant, and the geodesic distance
     * where the metric is bi-invariant, as on SO(n).
     *
     * @param a element
     * @param b element
     * @return the distance
     * @throws NoLogarithmException if a⁻¹b has no real principal logarithm
     */
    default double distance(double[] a, double[] b) {
        double sum = 0;
        for (double x : minus(b, a)) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }

    private void requireTangent(double[] xi) {
        Members.requireFinite(xi, 0, dimension(), "tangent vector of " + name());
        if (xi.length != dimension()) {
            throw new IllegalArgumentException(
                    "tangent vector of " + name() + ": expected " + dimension() + " numbers, got " + xi.length);
        }
    }

    private void requireMatrix(double[] matrix) {
        int length = matrixSize() * matrixSize();
        Members.requireFinite(matrix, 0, length, "matrix of " + name());
        if (matrix.length != length) {
            throw new IllegalArgumentException(
                    "matrix of " + name() + ": expected " + length + " numbers, got " + matrix.length);
        }
    }
}
