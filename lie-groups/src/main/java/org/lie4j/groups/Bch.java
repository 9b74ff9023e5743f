package org.lie4j.groups;

/**
 * The Baker-Campbell-Hausdorff series: log(exp X exp Y) by brackets alone, to fourth order (Hall, Lie Groups, Lie Algebras, and
 * Representations, section 5.6).
 *
 * <p>The error of order k is of the size of brackets of k + 1 factors: the series is for small X and Y, and converges for ‖X‖ + ‖Y‖ &lt; ln 2.
 */
public final class Bch {
    private Bch() {}

    /**
     * X + Y + ½[X, Y] + ….
     *
     * @param group the group
     * @param x tangent vector
     * @param y tangent vector
     * @param order 1 to 4: the largest number of factors in a bracket
     * @return new array: the tangent vector
     * @throws IllegalArgumentException if the order is outside 1 to 4 or a vector has the wrong length
     */
    public static double[] of(LieGroup group, double[] x, double[] y, int order) {
        if (order < 1 || order > 4) {
            throw new IllegalArgumentException("order: expected 1 to 4, got " + order);
        }
        double[] xy = group.bracket(x, y);
        double[] sum = new double[x.length];
        add(sum, 1, x);
        add(sum, 1, y);
        if (order >= 2) {
            add(sum, 0.5, xy);
        }
        if (order >= 3) {
            double[] xxy = group.bracket(x, xy);
            add(sum, 1.0 / 12, xxy);
            add(sum, -1.0 / 12, group.bracket(y, xy));
            if (order == 4) {
                add(sum, -1.0 / 24, group.bracket(y, xxy));
            }
        }
        return sum;
    }

    private static void add(double[] sum, double factor, double[] term) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * term[i];
        }
    }
}
