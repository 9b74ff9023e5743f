package org.lie4j.groups.sampling;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.lie4j.groups.CartanGroup;
import org.lie4j.groups.SO;

/**
 * Haar measure of SL(n) or GL+(n), n = 2 or 3, cut off at ‖log P‖ ≤ r for g = P R, and normalised: as near to a uniform distribution as a group of infinite volume
 * allows. The set is invariant under rotations from both sides and under inversion.
 *
 * <p>log P is drawn by rejection from the uniform distribution of the ball, with the acceptance ∏ sinhc(xᵢ - xⱼ) over its bound sinhc(2ρ/√(n-1))^{n(n-1)/2};
 * on SL(2) by the inverse of its distribution function. The norm is that of ½ tr(AᵀA).
 */
public final class TruncatedHaar implements GroupDistribution {
    private final CartanGroup group;
    private final SO rotations;
    private final double radius;
    private final double volume;

    private TruncatedHaar(CartanGroup group, double radius, double volume) {
        this.group = group;
        this.rotations = SO.of(group.matrixSize());
        this.radius = radius;
        this.volume = volume;
    }

    /**
     * The distribution on a ball.
     *
     * @param group SL(2), SL(3), GL+(2) or GL+(3)
     * @param radius r, in (0, 20]
     * @return the distribution
     * @throws IllegalArgumentException if the group is another one or the radius outside its domain
     */
    public static TruncatedHaar of(CartanGroup group, double radius) {
        int n = group.matrixSize();
        if (n > 3 || group.symmetricDimension() == 0) {
            throw new IllegalArgumentException("group: expected SL(n) or GL+(n) with n = 2 or 3, got " + group.name());
        }
        if (!(radius > 0 && radius <= 20)) {
            throw new IllegalArgumentException("radius: expected a number in (0, 20], got " + radius);
        }
        double shapes = HaarBalls.volume(n, hasScale(group), radius);
        return new TruncatedHaar(group, radius, shapes * SO.of(n).volume());
    }

    private static boolean hasScale(CartanGroup group) {
        int n = group.matrixSize();
        return group.symmetricDimension() == n * (n + 1) / 2;
    }

    @Override
    public CartanGroup group() {
        return group;
    }

    /**
     * The volume of the set, in Haar measure that is Lebesgue measure at the identity.
     *
     * @return a positive number
     */
    public double volume() {
        return volume;
    }

    @Override
    public void sample(RandomGenerator random, double[] out, int outOff, int count) {
        int symmetric = group.symmetricDimension();
        double[] xi = new double[group.dimension()];
        double[] rotation = new double[group.elementLength()];
        for (int i = 0; i < count; i++) {
            if (symmetric == 2) {
                place(random.nextDouble(), random.nextDouble(), xi);
            } else {
                reject(random, xi, symmetric);
            }
            HaarSO.sampleHaar(rotations, random, rotation, 0, 1);
            rotations.log(rotation, 0, xi, symmetric, 1);
            group.fromCoordinates(xi, 0, out, outOff + i * rotation.length, 1);
        }
    }

    private void reject(RandomGenerator random, double[] xi, int symmetric) {
        int n = group.matrixSize();
        double bound = bound(n);
        do {
            double norm = 0;
            for (int k = 0; k < symmetric; k++) {
                xi[k] = random.nextGaussian();
                norm += xi[k] * xi[k];
            }
            double scale = radius * Math.pow(random.nextDouble(), 1.0 / symmetric) / Math.sqrt(norm);
            for (int k = 0; k < symmetric; k++) {
                xi[k] *= scale;
            }
            Arrays.fill(xi, symmetric, xi.length, 0);
        } while (random.nextDouble() * bound > group.haarDensity(xi, 0));
    }

    /** Σ (xᵢ - xⱼ)² is at most 2 n r², and ln sinhc √y is concave: the product is largest where all gaps are equal. */
    private double bound(int n) {
        double gap = 2 * radius / Math.sqrt(n - 1);
        return Math.pow(Math.sinh(gap) / gap, 0.5 * n * (n - 1));
    }

    /** On SL(2) the volume within ρ is π sinh² ρ. */
    private void place(double u, double v, double[] xi) {
        double s = Math.sqrt(u) * Math.sinh(radius);
        double rho = Math.log(s + Math.sqrt(1 + s * s));
        xi[0] = rho * Math.cos(2 * Math.PI * v);
        xi[1] = rho * Math.sin(2 * Math.PI * v);
    }

    /** {@inheritDoc} On SL(2) alone. */
    @Override
    public int uniforms() {
        if (group.symmetricDimension() != 2) {
            throw new UnsupportedOperationException(
                    "expected SL(2), got " + group.name() + ", whose elements are drawn by rejection");
        }
        return 3;
    }

    @Override
    public void fromUniforms(double[] u, int uOff, double[] out, int outOff, int count) {
        double[] xi = new double[uniforms()];
        for (int i = 0; i < count; i++) {
            int from = uOff + 3 * i;
            place(u[from], u[from + 1], xi);
            xi[2] = Math.PI * (2 * u[from + 2] - 1);
            group.fromCoordinates(xi, 0, out, outOff + 4 * i, 1);
        }
    }

    @Override
    public double logDensity(double[] g, int gOff) {
        double[] xi = new double[group.dimension()];
        group.coordinates(g, gOff, xi, 0, 1);
        double squares = 0;
        for (int k = 0; k < group.symmetricDimension(); k++) {
            squares += xi[k] * xi[k];
        }
        return squares > radius * radius ? Double.NEGATIVE_INFINITY : -Math.log(volume);
    }
}
