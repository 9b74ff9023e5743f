package org.lie4j.groups.sampling;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.lie4j.groups.CartanGroup;
import org.lie4j.groups.SO;

/**
 * The distribution of g = P R with independent factors: the coordinates of log P normal with mean 0, R uniform on SO(n), or for n = 2 on
 * an arc (Mironenco &amp; Forré, ICLR 2024, section 4).
 *
 * <p>On SL(n) and GL+(n) it is not Haar measure, which is infinite there; {@link #logDensity} is relative to Haar measure, so that
 * the mean of φ(g)/density(g) over draws is ∫ φ dμ.
 */
public final class PolarLogNormal implements GroupDistribution {
    private final CartanGroup group;
    private final SO rotations;
    private final double deviation;
    private final double arc;

    private PolarLogNormal(CartanGroup group, double deviation, double arc) {
        this.group = group;
        this.rotations = SO.of(group.matrixSize());
        this.deviation = deviation;
        this.arc = arc;
    }

    /**
     * With rotations uniform on all of SO(n).
     *
     * @param group the group
     * @param deviation standard deviation of each coordinate of log P, positive and finite
     * @return the distribution
     * @throws IllegalArgumentException if the deviation is outside its domain
     */
    public static PolarLogNormal of(CartanGroup group, double deviation) {
        return new PolarLogNormal(group, Normals.requireDeviation(deviation), Math.PI);
    }

    @Override
    public CartanGroup group() {
        return group;
    }

    /**
     * This distribution with rotations uniform on an arc.
     *
     * @param halfAngle half-angle of the arc in radians, in (0, π]
     * @return the changed copy
     * @throws IllegalArgumentException if the angle is outside its domain, or n is not 2
     */
    public PolarLogNormal withArc(double halfAngle) {
        if (group.matrixSize() != 2) {
            throw new IllegalArgumentException("arc: expected a group of 2x2 matrices, got " + group.name());
        }
        if (!(halfAngle > 0 && halfAngle <= Math.PI)) {
            throw new IllegalArgumentException("arc: expected a half-angle in (0, pi], got " + halfAngle);
        }
        return new PolarLogNormal(group, deviation, halfAngle);
    }

    @Override
    public void sample(RandomGenerator random, double[] out, int outOff, int count) {
        int symmetric = group.symmetricDimension();
        double[] xi = new double[group.dimension()];
        double[] rotation = new double[group.elementLength()];
        for (int i = 0; i < count; i++) {
            Normals.fill(random, deviation, xi, 0, symmetric);
            if (group.matrixSize() == 2) {
                xi[symmetric] = arc * (2 * random.nextDouble() - 1);
            } else {
                HaarSO.sampleHaar(rotations, random, rotation, 0, 1);
                rotations.log(rotation, 0, xi, symmetric, 1);
            }
            group.fromCoordinates(xi, 0, out, outOff + i * rotation.length, 1);
        }
    }

    @Override
    public int uniforms() {
        return group.symmetricDimension() + HaarSO.uniforms(group.matrixSize());
    }

    @Override
    public void fromUniforms(double[] u, int uOff, double[] out, int outOff, int count) {
        int symmetric = group.symmetricDimension();
        double[] xi = new double[group.dimension()];
        double[] rotation = new double[group.elementLength()];
        for (int i = 0; i < count; i++) {
            int from = uOff + i * uniforms();
            for (int k = 0; k < symmetric; k++) {
                xi[k] = deviation * Normals.quantile(u[from + k]);
            }
            if (group.matrixSize() == 2) {
                xi[symmetric] = arc * (2 * u[from + symmetric] - 1);
            } else {
                HaarSO.fromUniforms(rotations, u, from + symmetric, rotation, 0, 1);
                rotations.log(rotation, 0, xi, symmetric, 1);
            }
            group.fromCoordinates(xi, 0, out, outOff + i * rotation.length, 1);
        }
    }

    /**
     * Draws antithetic pairs: elements 2i and 2i + 1 are inverse to each other.
     *
     * <p>For the full circle each of both has this distribution, because g⁻¹ = (R⁻¹P⁻¹R) R⁻¹ and the law of P does not change under
     * conjugation by rotations.
     *
     * @param random source of randomness
     * @param out modified: {@code [2 pairs, n, n]}
     * @param outOff where they start
     * @param pairs number of pairs
     */
    public void samplePairs(RandomGenerator random, double[] out, int outOff, int pairs) {
        int length = group.elementLength();
        for (int i = 0; i < pairs; i++) {
            int at = outOff + 2 * i * length;
            sample(random, out, at, 1);
            group.inverse(out, at, out, at + length, 1);
        }
    }

    /**
     * {@inheritDoc} Haar measure is here {@link CartanGroup#haarDensity} at log P with respect to its coordinates, times Haar <em>probability</em>
     * on SO(n): less than that of the other distributions by the factor {@link SO#volume}.
     */
    @Override
    public double logDensity(double[] g, int gOff) {
        int symmetric = group.symmetricDimension();
        double[] xi = new double[group.dimension()];
        group.coordinates(g, gOff, xi, 0, 1);
        if (group.matrixSize() == 2 && Math.abs(xi[symmetric]) > arc) {
            return Double.NEGATIVE_INFINITY;
        }
        double normal = Normals.logDensity(deviation, xi, 0, symmetric);
        double rotationDensity = Math.log(Math.PI / arc);
        Arrays.fill(xi, symmetric, xi.length, 0);
        return normal + rotationDensity - Math.log(group.haarDensity(xi, 0));
    }
}
