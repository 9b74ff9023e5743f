package org.lie4j.groups.sampling;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.lie4j.groups.SO3;
import org.lie4j.groups.SPos;

/** A rule ∫ φ dμ ≈ Σ wᵢ φ(gᵢ) for an invariant measure. Immutable. */
public final class Quadrature {
    private final double[] nodes;
    private final int length;
    private final double[] weights;

    private Quadrature(double[] nodes, double[] weights) {
        this.nodes = nodes;
        this.weights = weights;
        this.length = nodes.length / weights.length;
    }

    /**
     * The trapezoidal rule on SO(2) with Haar probability: exact for trigonometric polynomials of degree below the count.
     *
     * @param count number of nodes, at least 1
     * @return the rule; nodes are 2×2 matrices
     */
    public static Quadrature circle(int count) {
        double[] weights = new double[count];
        java.util.Arrays.fill(weights, 1.0 / count);
        return new Quadrature(RotationGrids.circle(count), weights);
    }

    /**
     * Euler angles on SO(3) with Haar probability, trapezoidal in the outer ones and Gauss-Legendre in the cosine of the middle one: exact for all matrix
     * coefficients of the irreducible representations D⁰, …, D^degree (Kostelec &amp; Rockmore, FFTs on the rotation group, 2008).
     *
     * @param degree largest degree, at least 0
     * @return the rule; nodes are elements of {@link SO3}
     * @throws IllegalArgumentException if the degree is negative
     */
    public static Quadrature rotations(int degree) {
        if (degree < 0) {
            throw new IllegalArgumentException("degree: expected at least 0, got " + degree);
        }
        int around = degree + 1;
        GaussIntegrator cosines = new GaussIntegratorFactory().legendre(degree / 2 + 1);
        int polar = cosines.getNumberOfPoints();
        double[] nodes = new double[4 * around * around * polar];
        double[] weights = new double[around * around * polar];
        double[] outer = new double[4];
        double[] middle = new double[4];
        int at = 0;
        for (int i = 0; i < around; i++) {
            for (int j = 0; j < polar; j++) {
                about(2 * Math.PI * i / around, 3, outer);
                about(Math.acos(cosines.getPoint(j)), 2, middle);
                SO3.INSTANCE.compose(outer, 0, middle, 0, outer, 0, 1);
                for (int k = 0; k < around; k++) {
                    about(2 * Math.PI * k / around, 3, middle);
                    SO3.INSTANCE.compose(outer, 0, middle, 0, nodes, 4 * at, 1);
                    weights[at++] = 0.5 * cosines.getWeight(j) / (around * around);
                }
            }
        }
        return new Quadrature(nodes, weights);
    }

    private static void about(double angle, int axis, double[] q) {
        java.util.Arrays.fill(q, 0);
        q[0] = Math.cos(0.5 * angle);
        q[axis] = Math.sin(0.5 * angle);
    }

    /**
     * SPos(2) with the measure invariant under S ↦ A S Aᵀ that is Lebesgue measure of log S at the identity, on log S = s I + ρ(…) with |s| and ρ bounded:
     * Gauss-Legendre in s and ρ, trapezoidal in the direction.
     *
     * @param scale bound of |s|; 0 for the matrices of determinant 1
     * @param shape bound of ρ, positive
     * @param order number of nodes in each of the coordinates
     * @return the rule; nodes are 2×2 matrices
     * @throws IllegalArgumentException if a bound is outside its domain or the order less than 1
     */
    public static Quadrature positive2(double scale, double shape, int order) {
        if (!(scale >= 0 && scale < 300) || !(shape > 0 && shape < 300)) {
            throw new IllegalArgumentException(
                    "bounds: expected 0 <= scale < 300 and 0 < shape < 300, got " + scale + " and " + shape);
        }
        if (order < 1) {
            throw new IllegalArgumentException("order: expected at least 1, got " + order);
        }
        GaussIntegrator radii = new GaussIntegratorFactory().legendre(order, 0, shape);
        GaussIntegrator scales = scale == 0 ? null : new GaussIntegratorFactory().legendre(order, -scale, scale);
        SPos space = scale == 0 ? SPos.unitDeterminant(2) : SPos.of(2);
        int outer = scale == 0 ? 1 : order;
        double[] nodes = new double[4 * outer * order * order];
        double[] weights = new double[outer * order * order];
        double[] xi = new double[space.dimension()];
        int at = 0;
        for (int i = 0; i < outer; i++) {
            for (int j = 0; j < order; j++) {
                double rho = radii.getPoint(j);
                double weight = radii.getWeight(j) * rho * (scales == null ? 1 : scales.getWeight(i));
                for (int k = 0; k < order; k++) {
                    double angle = 2 * Math.PI * k / order;
                    int first = xi.length - 2;
                    if (scales != null) {
                        xi[0] = scales.getPoint(i);
                    }
                    xi[first] = rho * Math.cos(angle);
                    xi[first + 1] = rho * Math.sin(angle);
                    space.exp(xi, 0, nodes, 4 * at, 1);
                    weights[at++] = weight * 2 * Math.PI / order * space.invariantDensity(xi, 0);
                }
            }
        }
        return new Quadrature(nodes, weights);
    }

    /**
     * Number of nodes.
     *
     * @return at least 1
     */
    public int size() {
        return weights.length;
    }

    /**
     * The nodes.
     *
     * @return new array: the elements, packed
     */
    public double[] nodes() {
        return nodes.clone();
    }

    /**
     * The weights.
     *
     * @return new array {@code [size]}
     */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * Σ wᵢ φ(gᵢ).
     *
     * @param phi the integrand
     * @return the approximation of its integral
     */
    public double integrate(InvariantIntegral.Integrand phi) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * phi.at(nodes, i * length);
        }
        return sum;
    }
}
