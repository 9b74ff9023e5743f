package org.lie4j.kernels;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.groups.sampling.LowDiscrepancy;

/**
 * Elements g = s P R with log-normal P, and what each counts under Haar measure: what the samplings of plane and space share. They differ in their R.
 *
 * <p>The weight of an element is the density of Haar measure at log P over the density of the law that log P was drawn from. It belongs to the draw, not to the
 * matrix: the left shift of all elements keeps it by the invariance of Haar measure, and so does inversion, these groups being unimodular. Scale and rotation have
 * constant densities.
 */
final class GroupDraw {
    private final int n;
    private final double[] elements;
    private final double[] logWeights;

    private GroupDraw(int n, double[] elements, double[] logWeights) {
        this.n = n;
        this.elements = elements;
        this.logWeights = logWeights;
    }

    /**
     * The elements s P R: each R with as many neighbouring elements as there are elements for one R.
     *
     * @param group the group
     * @param deviation standard deviation of each coordinate of log P
     * @param normals standard normal numbers {@code [count, coordinates of log P]}
     * @param ladder the scales
     * @param rung how far the ladder is moved up, in rungs
     * @param turns the R {@code [a divisor of count, n, n]}
     * @param count number of elements
     */
    static GroupDraw of(
            KernelGroup group,
            double deviation,
            double[] normals,
            Ladder ladder,
            double rung,
            double[] turns,
            int count) {
        int n = group.matrixSize();
        int size = n * n;
        int symmetric = group.symmetricDimension();
        int each = count / (turns.length / size);
        double[] elements = new double[count * size];
        double[] logWeights = new double[count];
        double[] xi = new double[group.coordinates()];
        double[] p = new double[size];
        for (int i = 0; i < count; i++) {
            double squares = 0;
            for (int k = 0; k < symmetric; k++) {
                double z = normals[i * symmetric + k];
                xi[k] = deviation * z;
                squares += z * z;
            }
            group.toElements(xi, 0, p, 0, 1);
            scale(p, ladder.scale(i, rung));
            SmallMatrices.multiply(n, p, 0, turns, i / each * size, elements, i * size);
            logWeights[i] = deviation == 0 ? 0 : 0.5 * squares + Math.log(group.haarDensity(xi, 0));
        }
        return new GroupDraw(n, elements, logWeights);
    }

    private static void scale(double[] p, double s) {
        for (int k = 0; k < p.length; k++) {
            p[k] *= s;
        }
    }

    /** Independent standard normal numbers. */
    static double[] normals(SplittableRandom random, int number) {
        double[] normals = new double[number];
        Arrays.setAll(normals, k -> random.nextGaussian());
        return normals;
    }

    /**
     * Randomly shifted Sobol' points. Neighbouring Sobol' points lie in opposite halves of the cube; elements on the same rung of the ladder therefore take points that follow
     * each other, so that each rung is filled as evenly as the whole.
     *
     * @param count number of points
     * @param uniforms their dimension
     * @param together number of rungs, and sides of a reflection, among neighbouring elements; divides the count
     * @param random source of the shift
     * @return {@code [count, uniforms]}
     */
    static double[] evenPoints(int count, int uniforms, int together, SplittableRandom random) {
        double[] points = new double[count * uniforms];
        LowDiscrepancy sequence = LowDiscrepancy.shifted(LowDiscrepancy.Kind.SOBOL, uniforms, random);
        for (int rung = 0; rung < together; rung++) {
            for (int i = rung; i < count; i += together) {
                sequence.next(points, i * uniforms, 1);
            }
        }
        return points;
    }

    /** The normal numbers of the first {@code symmetric} coordinates of points of the unit cube. */
    static double[] normalsOf(double[] points, int uniforms, int symmetric) {
        double[] normals = new double[points.length / uniforms * symmetric];
        for (int k = 0; k < normals.length; k++) {
            normals[k] = LowDiscrepancy.normalQuantile(points[k / symmetric * uniforms + k % symmetric]);
        }
        return normals;
    }

    /** The identity, {@code [number, n, n]}. */
    static double[] identities(int n, int number) {
        double[] all = new double[number * n * n];
        for (int i = 0; i < number; i++) {
            for (int k = 0; k < n; k++) {
                all[i * n * n + k * (n + 1)] = 1;
            }
        }
        return all;
    }

    /** All elements multiplied from the left by the first one of another draw; null for nothing. */
    GroupDraw shiftedBy(double[] g) {
        return g == null ? this : new GroupDraw(n, product(n, g, elements), logWeights);
    }

    /** g times each of the matrices. */
    static double[] product(int n, double[] g, double[] matrices) {
        double[] products = new double[matrices.length];
        for (int at = 0; at < matrices.length; at += n * n) {
            SmallMatrices.multiply(n, g, 0, matrices, at, products, at);
        }
        return products;
    }

    /** Each element followed by its partner, which counts as much. */
    GroupDraw paired(UnaryOperator<double[]> partner) {
        int size = n * n;
        double[] pairs = new double[2 * elements.length];
        double[] weights = new double[2 * logWeights.length];
        for (int i = 0; i < logWeights.length; i++) {
            double[] g = Arrays.copyOfRange(elements, i * size, (i + 1) * size);
            System.arraycopy(g, 0, pairs, 2 * i * size, size);
            System.arraycopy(partner.apply(g), 0, pairs, (2 * i + 1) * size, size);
            weights[2 * i] = logWeights[i];
            weights[2 * i + 1] = logWeights[i];
        }
        return new GroupDraw(n, pairs, weights);
    }

    /** The inverse. */
    static double[] inverse(int n, double[] g) {
        double[] inverse = new double[n * n];
        SmallMatrices.invert(n, g, 0, inverse, 0);
        return inverse;
    }

    /** The elements {@code [count, n, n]}; not a copy. */
    double[] elements() {
        return elements;
    }

    /** The weights where all elements count the same. */
    static double[] plainWeights(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The weights, with mean 1. */
    double[] weights() {
        double largest = Arrays.stream(logWeights).max().orElseThrow();
        double[] weights = Arrays.stream(logWeights)
                .map(logWeight -> Math.exp(logWeight - largest))
                .toArray();
        double mean = Arrays.stream(weights).average().orElseThrow();
        Arrays.setAll(weights, i -> weights[i] / mean);
        return weights;
    }
}
