package org.lie4j.groups.sampling;

import java.util.random.RandomGenerator;
import org.hipparchus.distribution.continuous.NormalDistribution;

/** Isotropic normal vectors. */
final class Normals {
    private static final NormalDistribution STANDARD = new NormalDistribution();

    private Normals() {}

    static double requireDeviation(double deviation) {
        if (!(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("deviation: expected a finite positive number, got " + deviation);
        }
        return deviation;
    }

    static void fill(RandomGenerator random, double deviation, double[] out, int at, int length) {
        for (int k = at; k < at + length; k++) {
            out[k] = deviation * random.nextGaussian();
        }
    }

    /** The quantile of a standard normal number. */
    static double quantile(double u) {
        return STANDARD.inverseCumulativeProbability(u);
    }

    static double logDensity(double deviation, double[] x, int at, int length) {
        double squares = 0;
        for (int k = at; k < at + length; k++) {
            squares += x[k] * x[k];
        }
        double variance = deviation * deviation;
        return -0.5 * squares / variance - 0.5 * length * Math.log(2 * Math.PI * variance);
    }
}
