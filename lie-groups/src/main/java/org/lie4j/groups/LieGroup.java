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
     * The left Jacobian of exp, J = Σ ad_ξᵏ/(k+1)!: exp(ξ + δ) ≈ exp(J δ) exp(ξ). See {@link #rightJacobian} for the other side.
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
     * The linear part of the action at the origin, its derivative: what moves directions, velocities and covariances.
     *
     * @param g one element, not modified
     * @param gOff where it starts
     * @param out modified: {@code [pointDimension, pointDimension]}
     * @param outOff where it starts
     * @throws UnsupportedOperationException if the action is not affine, as for {@link Homographies}
     */
    default void linearPart(double[] g, int gOff, double[] out, int outOff) {
        int n = pointDimension();
        int m = matrixSize();
        double[] matrix = new double[m * m];
        toMatrix(g, gOff, matrix, 0, 1);
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix, i * m, out, outOff + i * n, n);
        }
    }

    /**
     * Action on vectors, differences of points: v ↦ h v with h the {@link #linearPart}.
     *
     * @param g one element, not modified
     * @param gOff where it starts
     * @param v vectors {@code [count, n]}, not modified
     * @param vOff where they start
     * @param out modified: the images; may be the place of v
     * @param outOff where they start
     * @param count number of vectors
     */
    default void actOnVectors(double[] g, int gOff, double[] v, int vOff, double[] out, int outOff, int count) {
        int n = pointDimension();
        double[] h = new double[n * n];
        linearPart(g, gOff, h, 0);
        Actions.linear(n, h, v, vOff, out, outOff, count);
    }

    /**
     * Action on covectors, such as gradients and the normals of planes: p ↦ h⁻ᵀ p with h the {@link #linearPart}, so that pᵀv stays what it is.
     *
     * @param g one element, not modified
     * @param gOff where it starts
     * @param p covectors {@code [count, n]}, not modified
     * @param pOff where they start
     * @param out modified: the images; may be the place of p
     * @param outOff where they start
     * @param count number of covectors
     */
    default void actOnCovectors(double[] g, int gOff, double[] p, int pOff, double[] out, int outOff, int count) {
        int n = pointDimension();
        double[] h = new double[n * n];
        linearPart(g, gOff, h, 0);
        SmallMatrices.invert(n, h, 0, h, 0);
        Actions.linear(n, Decomposition.transposed(n, h), p, pOff, out, outOff, count);
    }

    /**
     * Action on symmetric matrices, such as covariances and diffusion tensors: S ↦ h S hᵀ with h the {@link #linearPart}. {@link SPos} stays
     * itself under it.
     *
     * @param g one element, not modified
     * @param gOff where it starts
     * @param s symmetric matrices {@code [count, n, n]}, not modified
     * @param sOff where they start
     * @param out modified: the images, exactly symmetric; may be the place of s
     * @param outOff where they start
     * @param count number of matrices
     */
    default void actOnSymmetric(double[] g, int gOff, double[] s, int sOff, double[] out, int outOff, int count) {
        int n = pointDimension();
        double[] h = new double[n * n];
        linearPart(g, gOff, h, 0);
        Actions.congruence(n, h, s, sOff, out, outOff, count);
    }

    /**
     * The right Jacobian of exp, J(-ξ): exp(ξ + δ) ≈ exp(ξ) exp(J(-ξ) δ).
     *
     * @param xi one tangent vector, not modified
     * @param xiOff where it starts
     * @param out modified: {@code [dimension, dimension]}
     * @param outOff where it starts
     */
    default void rightJacobian(double[] xi, int xiOff, double[] out, int outOff) {
        leftJacobian(AdjointMaps.negated(xi, xiOff, dimension()), 0, out, outOff);
    }

    /**
     * The inverse of the right Jacobian of exp: log(exp(ξ) exp(δ)) ≈ ξ + J(-ξ)⁻¹ δ.
     *
     * @param xi one tangent vector, not modified
     * @param xiOff where it starts
     * @param out modified: {@code [dimension, dimension]}
     * @param outOff where it starts
     * @throws ArithmeticException if exp is singular at ξ
     */
    default void rightJacobianInverse(double[] xi, int xiOff, double[] out, int outOff) {
        leftJacobianInverse(AdjointMaps.negated(xi, xiOff, dimension()), 0, out, outOff);
    }

    /**
     * The modular function Δ, with μ(E g) = Δ(g) μ(E) for left Haar measure μ: 1/|det Ad_g|. Right Haar measure is 1/Δ times the left one; on unimodular
     * groups, such as compact ones, SL(n), GL(n) and SE(n), Δ = 1.
     *
     * @param g element
     * @param gOff where it starts
     * @return Δ(g), positive
     */
    default double modularFunction(double[] g, int gOff) {
        int d = dimension();
        double[] ad = new double[d * d];
        adjoint(g, gOff, ad, 0);
        return 1 / Math.abs(SmallMatrices.determinant(d, ad, 0));
    }

    /**
     * A logarithm on another branch: exp of it is g, and its rotation makes {@code turns} more turns about the same axis than that of {@link #log}.
     *
     * @param g one element, not modified
     * @param gOff where it starts
     * @param turns 0 for the principal logarithm; negative turns go the other way
     * @param xi modified: the tangent vector, if there is one
     * @param xiOff where it starts
     * @return whether there is one: false where the group does not know of any (every group knows 0), or where the axis is undefined
     */
    default boolean logOnBranch(double[] g, int gOff, int turns, double[] xi, int xiOff) {
        if (turns != 0) {
            return false;
        }
        log(g, gOff, xi, xiOff, 1);
        return true;
    }

    /**
     * Whether {@link #logOnBranch} knows all logarithms of an element, or {@link #log} is the only one.
     *
     * @return true for the groups whose rotations are SO(2) or SO(3) in compact form and for those without rotations
     */
    default boolean knowsAllBranches() {
        return false;
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
     * Right plus with its derivatives, for filters and optimisers: (g ⊕ ξ) moved by exp(J δ) from the right when g or ξ moves by δ.
     *
     * @param g element
     * @param xi tangent vector at g
     * @param jacobianG modified unless null: {@code [dimension, dimension]}, Ad of exp(-ξ), for g exp(δ)
     * @param jacobianXi modified unless null: {@code [dimension, dimension]}, the right Jacobian of exp, for ξ + δ
     * @return new array: g exp(ξ)
     */
    default double[] plus(double[] g, double[] xi, double[] jacobianG, double[] jacobianXi) {
        double[] step = exp(xi);
        if (jacobianG != null) {
            adjoint(inverse(step), 0, jacobianG, 0);
        }
        if (jacobianXi != null) {
            rightJacobian(xi, 0, jacobianXi, 0);
        }
        return compose(g, step);
    }

    /**
     * Right minus with its derivatives: a ⊖ b moves by J δ when a or b is multiplied by exp(δ) from the right.
     *
     * @param a element
     * @param b element
     * @param jacobianA modified unless null: {@code [dimension, dimension]}, the inverse of the right Jacobian of exp at a ⊖ b
     * @param jacobianB modified unless null: {@code [dimension, dimension]}, minus the inverse of the left one
     * @return new array: log(b⁻¹ a)
     * @throws NoLogarithmException if b⁻¹a has no real principal logarithm
     */
    default double[] minus(double[] a, double[] b, double[] jacobianA, double[] jacobianB) {
        double[] xi = minus(a, b);
        if (jacobianA != null) {
            rightJacobianInverse(xi, 0, jacobianA, 0);
        }
        if (jacobianB != null) {
            leftJacobianInverse(xi, 0, jacobianB, 0);
            for (int i = 0; i < dimension() * dimension(); i++) {
                jacobianB[i] = -jacobianB[i];
            }
        }
        return xi;
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
