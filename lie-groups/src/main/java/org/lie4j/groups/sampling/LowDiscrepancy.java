package org.lie4j.groups.sampling;

import java.util.random.RandomGenerator;
import org.hipparchus.random.HaltonSequenceGenerator;
import org.hipparchus.random.RandomVectorGenerator;
import org.hipparchus.random.SobolSequenceGenerator;

/**
 * Points that fill the unit cube more evenly than random ones: Sobol' or Halton sequences (Hipparchus), with a random shift modulo 1 for error bars
 * (Cranley &amp; Patterson, 1976). Feed them to {@link GroupDistribution#fromUniforms}. Not safe for several threads.
 */
public final class LowDiscrepancy {
    /** Quantiles are infinite at 0 and 1. */
    private static final double EDGE = 0x1p-53;

    private final RandomVectorGenerator generator;
    private final double[] shift;

    private LowDiscrepancy(RandomVectorGenerator generator, double[] shift) {
        this.generator = generator;
        this.shift = shift;
    }

    /** The kinds of sequences. */
    public enum Kind {
        /** Sobol' (Joe &amp; Kuo's direction numbers): best at powers of 2. */
        SOBOL,
        /** Halton with scrambled digits, up to 40 dimensions. */
        HALTON
    }

    /**
     * A sequence that starts at its second point: the first one is 0, where quantiles are infinite.
     *
     * @param kind which sequence
     * @param dimension dimension of the cube, at least 1
     * @return the sequence, not shifted
     * @throws IllegalArgumentException if there is no sequence of that dimension
     */
    public static LowDiscrepancy of(Kind kind, int dimension) {
        LowDiscrepancy sequence = new LowDiscrepancy(generator(kind, dimension), new double[dimension]);
        sequence.generator.nextVector();
        return sequence;
    }

    /**
     * A sequence from its first point on, shifted by a random vector modulo 1: each point is uniform, and averages over different shifts are independent.
     *
     * @param kind which sequence
     * @param dimension dimension of the cube, at least 1
     * @param random source of the shift
     * @return the sequence
     * @throws IllegalArgumentException if there is no sequence of that dimension
     */
    public static LowDiscrepancy shifted(Kind kind, int dimension, RandomGenerator random) {
        RandomVectorGenerator generator = generator(kind, dimension);
        return new LowDiscrepancy(generator, random.doubles(dimension).toArray());
    }

    private static RandomVectorGenerator generator(Kind kind, int dimension) {
        int largest = kind == Kind.SOBOL ? 1000 : 40;
        if (dimension < 1 || dimension > largest) {
            throw new IllegalArgumentException(
                    "dimension: expected 1 to " + largest + " for " + kind + ", got " + dimension);
        }
        return kind == Kind.SOBOL ? new SobolSequenceGenerator(dimension) : new HaltonSequenceGenerator(dimension);
    }

    /**
     * The quantile of the standard normal distribution, which makes normal numbers of uniform ones.
     *
     * @param u probability, in (0, 1)
     * @return the number below which a normal number lies with that probability
     */
    public static double normalQuantile(double u) {
        return Normals.quantile(u);
    }

    /**
     * The next points.
     *
     * @param out modified: {@code [count, dimension]} numbers in (0, 1)
     * @param outOff where they start
     * @param count number of points
     */
    public void next(double[] out, int outOff, int count) {
        for (int i = 0; i < count; i++) {
            double[] point = generator.nextVector();
            for (int k = 0; k < shift.length; k++) {
                double u = point[k] + shift[k];
                u = u >= 1 ? u - 1 : u;
                out[outOff + i * shift.length + k] = Math.min(1 - EDGE, Math.max(EDGE, u));
            }
        }
    }
}
