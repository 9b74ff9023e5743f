package org.lie4j.groups.sampling;

import java.util.random.RandomGenerator;
import org.lie4j.groups.SPos;

/**
 * The log-normal distribution on symmetric positive definite matrices: S = exp X, the coordinates of X independent and normal with
 * mean 0 (Mironenco &amp; Forré, ICLR 2024, section 4).
 *
 * <p>It is not invariant under S ↦ A S Aᵀ; {@link #density} relative to the invariant measure makes it usable for invariant
 * integrals.
 */
public final class LogNormalSPos {
    private final SPos space;
    private final double deviation;

    private LogNormalSPos(SPos space, double deviation) {
        this.space = space;
        this.deviation = deviation;
    }

    /**
     * The distribution with one deviation for all coordinates.
     *
     * @param space the space
     * @param deviation standard deviation of each coordinate of log S, positive and finite
     * @return the distribution
     * @throws IllegalArgumentException if the deviation is outside its domain
     */
    public static LogNormalSPos of(SPos space, double deviation) {
        return new LogNormalSPos(space, Normals.requireDeviation(deviation));
    }

    /**
     * Draws matrices.
     *
     * @param random source of randomness
     * @param out modified: {@code [count, n, n]}
     * @param outOff where they start
     * @param count number of matrices
     */
    public void sample(RandomGenerator random, double[] out, int outOff, int count) {
        int d = space.dimension();
        int length = space.matrixSize() * space.matrixSize();
        double[] xi = new double[d];
        for (int i = 0; i < count; i++) {
            Normals.fill(random, deviation, xi, 0, d);
            space.exp(xi, 0, out, outOff + i * length, 1);
        }
    }

    /**
     * Density relative to the invariant measure of {@link SPos#invariantDensity}.
     *
     * @param s one matrix
     * @param sOff where it starts
     * @return N(X; 0, σ²) / invariantDensity(X), positive; 1 over it is the importance weight of a draw
     */
    public double density(double[] s, int sOff) {
        int d = space.dimension();
        double[] xi = new double[d];
        space.log(s, sOff, xi, 0, 1);
        return Math.exp(Normals.logDensity(deviation, xi, 0, d)) / space.invariantDensity(xi, 0);
    }
}
