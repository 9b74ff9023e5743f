package org.lie4j.groups.sampling;

import java.util.random.RandomGenerator;
import org.lie4j.groups.Chart;
import org.lie4j.groups.LieGroup;

/**
 * The uniform distribution of a chart's coordinates in a box: such as angles between -30° and 30° with shears up to 0.2. It is uniform in the coordinates, not with
 * respect to Haar measure; the density makes up for it.
 */
public final class UniformBox implements GroupDistribution {
    private final Chart chart;
    private final double[] lower;
    private final double[] upper;
    private final double logVolume;

    private UniformBox(Chart chart, double[] lower, double[] upper) {
        this.chart = chart;
        this.lower = lower;
        this.upper = upper;
        double log = 0;
        for (int k = 0; k < lower.length; k++) {
            log += Math.log(upper[k] - lower[k]);
        }
        this.logVolume = log;
    }

    /**
     * The distribution on [lower, upper].
     *
     * @param chart the coordinates
     * @param lower smallest coordinates {@code [dimension]}
     * @param upper largest coordinates {@code [dimension]}, greater than the smallest
     * @return the distribution
     * @throws IllegalArgumentException if a length or an order is wrong, a number is not finite, or the chart is not one-to-one at a corner of the box
     */
    public static UniformBox of(Chart chart, double[] lower, double[] upper) {
        int d = chart.dimension();
        if (lower.length != d || upper.length != d) {
            throw new IllegalArgumentException("box: expected " + d + " lower and " + d + " upper coordinates, got "
                    + lower.length + " and " + upper.length);
        }
        for (int k = 0; k < d; k++) {
            if (!(lower[k] < upper[k]) || Double.isInfinite(lower[k]) || Double.isInfinite(upper[k])) {
                throw new IllegalArgumentException("box: expected finite lower < upper, got [" + lower[k] + ", "
                        + upper[k] + "] at coordinate " + k);
            }
        }
        requireOneToOne(chart, lower, upper);
        return new UniformBox(chart, lower.clone(), upper.clone());
    }

    /** At every corner, just inside of it: enough for charts whose domain is star-shaped about 0, as are those of this library. */
    private static void requireOneToOne(Chart chart, double[] lower, double[] upper) {
        int d = lower.length;
        double[] xi = new double[d];
        double[] back = new double[d];
        double[] g = new double[chart.group().elementLength()];
        for (long corner = 0; corner < 1L << Math.min(d, 16); corner++) {
            double size = 1;
            for (int k = 0; k < d; k++) {
                double t = (corner >> k & 1) == 0 ? 1e-6 : 1 - 1e-6;
                xi[k] = lower[k] + t * (upper[k] - lower[k]);
                size = Math.max(size, Math.abs(xi[k]));
            }
            chart.toElements(xi, 0, g, 0, 1);
            chart.toCoordinates(g, 0, back, 0, 1);
            for (int k = 0; k < d; k++) {
                if (Math.abs(xi[k] - back[k]) > 1e-7 * size) {
                    throw new IllegalArgumentException("box: expected coordinates where the chart is one-to-one, got "
                            + xi[k] + " at coordinate " + k + ", which comes back as " + back[k]);
                }
            }
        }
    }

    @Override
    public LieGroup group() {
        return chart.group();
    }

    @Override
    public void sample(RandomGenerator random, double[] out, int outOff, int count) {
        double[] u = new double[lower.length];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < u.length; k++) {
                u[k] = random.nextDouble();
            }
            fromUniforms(u, 0, out, outOff + i * group().elementLength(), 1);
        }
    }

    @Override
    public int uniforms() {
        return lower.length;
    }

    @Override
    public void fromUniforms(double[] u, int uOff, double[] out, int outOff, int count) {
        int d = lower.length;
        double[] xi = new double[d];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < d; k++) {
                xi[k] = lower[k] + u[uOff + i * d + k] * (upper[k] - lower[k]);
            }
            chart.toElements(xi, 0, out, outOff + i * group().elementLength(), 1);
        }
    }

    @Override
    public double logDensity(double[] g, int gOff) {
        double[] xi = new double[lower.length];
        chart.toCoordinates(g, gOff, xi, 0, 1);
        for (int k = 0; k < xi.length; k++) {
            if (xi[k] < lower[k] || xi[k] > upper[k]) {
                return Double.NEGATIVE_INFINITY;
            }
        }
        return -logVolume - Math.log(chart.leftHaarDensity(xi, 0));
    }
}
