package org.lie4j.groups.sampling;

import java.util.random.RandomGenerator;
import org.lie4j.groups.LieGroup;

/**
 * The normal distribution of the tangent space at a mean, carried to the group: g = m exp(ξ), ξ ~ N(0, Σ). Known as concentrated Gaussian in robotics, and on
 * the circle as wrapped normal.
 *
 * <p>The density is the sum over all logarithms of m⁻¹g of N(ξ; 0, Σ) over the density of left Haar measure at ξ. Where the group knows all
 * logarithms ({@link LieGroup#knowsAllBranches}) any Σ will do; elsewhere only the principal one is counted, and Σ must be so small that all but 1e-8 of ξ
 * have norms below π, where exp is one-to-one.
 */
public final class ConcentratedGaussian implements GroupDistribution {
    /** Draws farther out than √d + 6 deviations have a probability below 1e-8. */
    private static final double TAIL = 6;

    private final LieGroup group;
    private final double[] mean;
    private final double[] meanInverse;

    /** Lower triangular: Σ = L Lᵀ. */
    private final double[] root;

    private final double logNorm;
    private final int turns;

    private ConcentratedGaussian(LieGroup group, double[] mean, double[] root) {
        this.group = group;
        this.mean = mean.clone();
        this.meanInverse = group.inverse(mean);
        this.root = root;
        int d = group.dimension();
        double log = -0.5 * d * Math.log(2 * Math.PI);
        double trace = 0;
        for (int i = 0; i < d; i++) {
            log -= Math.log(root[i * (d + 1)]);
            for (int j = 0; j <= i; j++) {
                trace += root[i * d + j] * root[i * d + j];
            }
        }
        this.logNorm = log;
        double reach = (Math.sqrt(d) + TAIL) * Math.sqrt(trace);
        this.turns = 1 + (int) Math.ceil(reach / (2 * Math.PI));
    }

    /**
     * With one deviation for all coordinates.
     *
     * @param group the group
     * @param mean the element m
     * @param deviation standard deviation of each coordinate of ξ, positive and finite
     * @return the distribution
     * @throws IllegalArgumentException if m is no element or the deviation is outside its domain
     */
    public static ConcentratedGaussian of(LieGroup group, double[] mean, double deviation) {
        Normals.requireDeviation(deviation);
        int d = group.dimension();
        double[] covariance = new double[d * d];
        for (int i = 0; i < d; i++) {
            covariance[i * (d + 1)] = deviation * deviation;
        }
        return of(group, mean, covariance);
    }

    /**
     * With any covariance.
     *
     * @param group the group
     * @param mean the element m
     * @param covariance {@code [dimension, dimension]}, symmetric positive definite: Σ
     * @return the distribution
     * @throws IllegalArgumentException if m is no element, Σ is not symmetric positive definite, or Σ is too large for a group that does not know all
     *     logarithms
     */
    public static ConcentratedGaussian of(LieGroup group, double[] mean, double[] covariance) {
        group.requireMember(mean, 0);
        int d = group.dimension();
        if (covariance.length != d * d) {
            throw new IllegalArgumentException(
                    "covariance: expected " + d + "x" + d + " = " + d * d + " numbers, got " + covariance.length);
        }
        double[] root = cholesky(d, covariance);
        if (!group.knowsAllBranches()) {
            double largest = largestDeviation(d, covariance);
            double bound = Math.PI / (Math.sqrt(d) + TAIL);
            if (largest > bound) {
                throw new IllegalArgumentException("covariance: expected deviations of at most " + bound + " on "
                        + group.name() + ", where not all logarithms are known, got " + largest);
            }
        }
        return new ConcentratedGaussian(group, mean, root);
    }

    private static double[] cholesky(int d, double[] covariance) {
        double[] root = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = covariance[i * d + j];
                if (Math.abs(sum - covariance[j * d + i]) > 1e-12 * (Math.abs(sum) + 1e-300)) {
                    throw new IllegalArgumentException("covariance: expected a symmetric matrix, got " + sum + " and "
                            + covariance[j * d + i] + " in rows " + i + " and " + j);
                }
                for (int k = 0; k < j; k++) {
                    sum -= root[i * d + k] * root[j * d + k];
                }
                if (i > j) {
                    root[i * d + j] = sum / root[j * (d + 1)];
                } else if (sum > 0 && sum < Double.POSITIVE_INFINITY) {
                    root[i * (d + 1)] = Math.sqrt(sum);
                } else {
                    throw new IllegalArgumentException(
                            "covariance: expected a positive definite matrix, got a pivot of " + sum + " in row " + i);
                }
            }
        }
        return root;
    }

    /** An upper bound: the root of the largest row sum. */
    private static double largestDeviation(int d, double[] covariance) {
        double largest = 0;
        for (int i = 0; i < d; i++) {
            double sum = 0;
            for (int j = 0; j < d; j++) {
                sum += Math.abs(covariance[i * d + j]);
            }
            largest = Math.max(largest, sum);
        }
        return Math.sqrt(largest);
    }

    @Override
    public LieGroup group() {
        return group;
    }

    @Override
    public void sample(RandomGenerator random, double[] out, int outOff, int count) {
        double[] z = new double[group.dimension()];
        for (int i = 0; i < count; i++) {
            Normals.fill(random, 1, z, 0, z.length);
            place(z, out, outOff + i * group.elementLength());
        }
    }

    @Override
    public int uniforms() {
        return group.dimension();
    }

    @Override
    public void fromUniforms(double[] u, int uOff, double[] out, int outOff, int count) {
        int d = group.dimension();
        double[] z = new double[d];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < d; k++) {
                z[k] = Normals.quantile(u[uOff + i * d + k]);
            }
            place(z, out, outOff + i * group.elementLength());
        }
    }

    /** m exp(L z). */
    private void place(double[] z, double[] out, int at) {
        int d = z.length;
        double[] xi = new double[d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                xi[i] += root[i * d + j] * z[j];
            }
        }
        group.exp(xi, 0, out, at, 1);
        group.compose(mean, 0, out, at, out, at, 1);
    }

    @Override
    public double logDensity(double[] g, int gOff) {
        double[] relative = new double[group.elementLength()];
        group.compose(meanInverse, 0, g, gOff, relative, 0, 1);
        double[] xi = new double[group.dimension()];
        int range = group.knowsAllBranches() ? turns : 0;
        double largest = Double.NEGATIVE_INFINITY;
        double[] terms = new double[2 * range + 1];
        for (int k = -range; k <= range; k++) {
            double term = Double.NEGATIVE_INFINITY;
            if (group.logOnBranch(relative, 0, k, xi, 0)) {
                term = logNormal(xi) - Math.log(haarDensity(xi));
            }
            terms[k + range] = term;
            largest = Math.max(largest, term);
        }
        double sum = 0;
        for (double term : terms) {
            sum += Math.exp(term - largest);
        }
        return largest + Math.log(sum);
    }

    private double logNormal(double[] xi) {
        int d = xi.length;
        double squares = 0;
        double[] z = new double[d];
        for (int i = 0; i < d; i++) {
            double value = xi[i];
            for (int j = 0; j < i; j++) {
                value -= root[i * d + j] * z[j];
            }
            z[i] = value / root[i * (d + 1)];
            squares += z[i] * z[i];
        }
        return logNorm - 0.5 * squares;
    }

    private double haarDensity(double[] xi) {
        return org.lie4j.groups.Chart.exponential(group).leftHaarDensity(xi, 0);
    }
}
