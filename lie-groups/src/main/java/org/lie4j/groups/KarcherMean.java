package org.lie4j.groups;

/**
 * The weighted mean of elements of a group, by Karcher's iteration m ← m exp(Σ wᵢ log(m⁻¹gᵢ)), and how the iteration went.
 *
 * <p>Where the metric is bi-invariant, as on SO(n), it is the Riemannian mean, unique if the elements lie in a ball of radius
 * below π/2 (Karcher, 1977); on other groups it is the bi-invariant exponential barycentre (Pennec &amp; Arsigny, 2013), unique for
 * elements close enough to each other.
 *
 * @see #of
 */
public final class KarcherMean {
    private static final double TOLERANCE = 1e-14;
    private static final int MAX_ITERATIONS = 200;

    private final double[] mean;
    private final int iterations;
    private final double residual;
    private final boolean converged;

    private KarcherMean(double[] mean, int iterations, double residual, boolean converged) {
        this.mean = mean;
        this.iterations = iterations;
        this.residual = residual;
        this.converged = converged;
    }

    /**
     * The mean of equally weighted elements.
     *
     * @param group the group
     * @param elements {@code [count, elementLength]}, at least 1; not modified
     * @return the mean and the report
     * @throws IllegalArgumentException if there is no element, or one outside the group
     * @throws NoLogarithmException if an element is too far from the others
     */
    public static KarcherMean of(LieGroup group, double[] elements) {
        int count = count(group, elements);
        double[] weights = new double[count];
        java.util.Arrays.fill(weights, 1.0 / count);
        return of(group, elements, weights);
    }

    /**
     * The mean of weighted elements.
     *
     * @param group the group
     * @param elements {@code [count, elementLength]}, at least 1; not modified
     * @param weights {@code [count]}, nonnegative with a positive sum; not modified
     * @return the mean and the report
     * @throws IllegalArgumentException if there is no element, one outside the group, or a weight outside its domain
     * @throws NoLogarithmException if an element is too far from the others
     */
    public static KarcherMean of(LieGroup group, double[] elements, double[] weights) {
        int count = count(group, elements);
        int length = group.elementLength();
        double total = requireWeights(weights, count);
        double[] mean = new double[length];
        System.arraycopy(elements, heaviest(weights) * length, mean, 0, length);
        double[] inverse = new double[length];
        double[] relative = new double[length];
        double[] xi = new double[group.dimension()];
        double[] step = new double[group.dimension()];
        double previous = Double.POSITIVE_INFINITY;
        for (int iteration = 1; iteration <= MAX_ITERATIONS; iteration++) {
            java.util.Arrays.fill(step, 0);
            group.inverse(mean, 0, inverse, 0, 1);
            for (int i = 0; i < count; i++) {
                if (weights[i] > 0) {
                    group.compose(inverse, 0, elements, i * length, relative, 0, 1);
                    group.log(relative, 0, xi, 0, 1);
                    for (int k = 0; k < xi.length; k++) {
                        step[k] += weights[i] / total * xi[k];
                    }
                }
            }
            double size = 0;
            for (double x : step) {
                size += x * x;
            }
            size = Math.sqrt(size);
            group.exp(step, 0, relative, 0, 1);
            group.compose(mean, 0, relative, 0, mean, 0, 1);
            // Rounding ends the fall of the step: no shrinking at a small size is convergence too.
            if (size < TOLERANCE || (size < 1e-11 && size >= previous)) {
                return new KarcherMean(mean, iteration, size, true);
            }
            previous = size;
        }
        return new KarcherMean(mean, MAX_ITERATIONS, previous, false);
    }

    private static int count(LieGroup group, double[] elements) {
        int length = group.elementLength();
        if (elements == null || elements.length == 0 || elements.length % length != 0) {
            throw new IllegalArgumentException("elements of " + group.name() + ": expected [count, " + length
                    + "] with count >= 1, got " + (elements == null ? "null" : elements.length + " numbers"));
        }
        int count = elements.length / length;
        for (int i = 0; i < count; i++) {
            group.requireMember(elements, i * length);
        }
        return count;
    }

    private static double requireWeights(double[] weights, int count) {
        if (weights == null || weights.length != count) {
            throw new IllegalArgumentException("weights: expected " + count + ", one for each element, got "
                    + (weights == null ? "null" : weights.length));
        }
        double total = 0;
        for (double w : weights) {
            if (!(w >= 0 && w < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weights: expected finite numbers >= 0, got " + w);
            }
            total += w;
        }
        if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weights: expected a positive sum, got " + total);
        }
        return total;
    }

    private static int heaviest(double[] weights) {
        int heaviest = 0;
        for (int i = 1; i < weights.length; i++) {
            heaviest = weights[i] > weights[heaviest] ? i : heaviest;
        }
        return heaviest;
    }

    /**
     * The mean, or the last iterate if there was no convergence.
     *
     * @return new array: the element
     */
    public double[] mean() {
        return mean.clone();
    }

    /**
     * How many steps were made.
     *
     * @return at least 1
     */
    public int iterations() {
        return iterations;
    }

    /**
     * The norm of the last step: how far the mean equation Σ wᵢ log(m⁻¹gᵢ) = 0 was from being satisfied.
     *
     * @return at least 0
     */
    public double residual() {
        return residual;
    }

    /**
     * Whether the step fell to rounding.
     *
     * @return false if the iteration was given up
     */
    public boolean converged() {
        return converged;
    }
}
