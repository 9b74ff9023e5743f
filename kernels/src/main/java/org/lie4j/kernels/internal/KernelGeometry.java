package org.lie4j.kernels.internal;

import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.kernels.KernelGroup;
import org.lie4j.kernels.KernelMask;

/**
 * The points at which a kernel network is evaluated, and the quadrature factor of each.
 *
 * <p>A point belongs to an output element h, an input element h' (group convolution only) and an offset u in [-1, 1]ⁿ of a pixel or voxel. Its coordinates are
 * v = h⁻¹u and, for group convolution, the coordinates ξ⁻¹(h⁻¹h') of {@link KernelGroup}. Its factor is the window at ‖v‖ times |det h|⁻¹ (lifting) or
 * w |det h'|⁻¹ / number of h' with the weight w of h' (group convolution): the discrete forms of the lifting and group convolution integrals (Mironenco &amp; Forré,
 * ICLR 2024, section 4).
 */
public final class KernelGeometry {
    private final double[] coordinates;
    private final double[] factors;

    private KernelGeometry(double[] coordinates, double[] factors) {
        this.coordinates = coordinates;
        this.factors = factors;
    }

    /** The points, {@code [features, points]}; not a copy. */
    double[] coordinates() {
        return coordinates;
    }

    /** The factors, {@code [points]}; not a copy. */
    double[] factors() {
        return factors;
    }

    /** Points of a lifting convolution with output elements {@code out}, {@code [count, n, n]}. */
    static KernelGeometry lifting(int n, double[] out, int kernel, KernelMask mask) {
        int count = out.length / (n * n);
        double[] measures = new double[count];
        for (int i = 0; i < count; i++) {
            measures[i] = 1 / Math.abs(SmallMatrices.determinant(n, out, i * n * n));
        }
        return of(n, out, new double[0], 1, 0, measures, kernel, mask);
    }

    /** Points of a group convolution from the elements {@code in} with their weights to {@code out}. */
    static KernelGeometry group(
            KernelGroup group, double[] out, double[] in, double[] weights, int kernel, KernelMask mask) {
        KernelGeometry pairs = mixing(group, out, in, weights);
        int n = group.matrixSize();
        return of(n, out, pairs.coordinates, in.length / (n * n), group.coordinates(), pairs.factors, kernel, mask);
    }

    /** Points (h, h') of the mixing factor of a separable convolution: coordinates of h⁻¹h', and the same factor as in {@link #group} but for the window. */
    static KernelGeometry mixing(KernelGroup group, double[] out, double[] in, double[] weights) {
        int n = group.matrixSize();
        int size = n * n;
        int inCount = in.length / size;
        int points = out.length / size * inCount;
        int dimension = group.coordinates();
        double[] coordinates = new double[dimension * points];
        double[] factors = new double[points];
        double[] inverse = new double[size];
        double[] relative = new double[in.length];
        double[] xi = new double[dimension * inCount];
        for (int i = 0; i * size < out.length; i++) {
            SmallMatrices.invert(n, out, i * size, inverse, 0);
            for (int j = 0; j < inCount; j++) {
                SmallMatrices.multiply(n, inverse, 0, in, j * size, relative, j * size);
            }
            group.toCoordinates(relative, 0, xi, 0, inCount);
            for (int j = 0; j < inCount; j++) {
                for (int k = 0; k < dimension; k++) {
                    coordinates[k * points + i * inCount + j] = xi[j * dimension + k];
                }
                factors[i * inCount + j] =
                        weights[j] / (Math.abs(SmallMatrices.determinant(n, in, j * size)) * inCount);
            }
        }
        return new KernelGeometry(coordinates, factors);
    }

    /** Points (h', offset) of the factor on space of a separable convolution: h'⁻¹u, and the window alone. */
    static KernelGeometry space(int n, double[] in, int kernel, KernelMask mask) {
        double[] measures = new double[in.length / (n * n)];
        java.util.Arrays.fill(measures, 1);
        return of(n, in, new double[0], 1, 0, measures, kernel, mask);
    }

    /**
     * Points (h, h', offset).
     *
     * @param xi coordinates of h⁻¹h', {@code [dimension, count of out · inCount]}
     * @param measures the factor of each pair but for the window
     */
    private static KernelGeometry of(
            int n,
            double[] out,
            double[] xi,
            int inCount,
            int dimension,
            double[] measures,
            int kernel,
            KernelMask mask) {
        int outCount = out.length / (n * n);
        int pairs = outCount * inCount;
        int offsets = (int) Math.round(Math.pow(kernel, n));
        int points = pairs * offsets;
        double[] coordinates = new double[(n + dimension) * points];
        double[] factors = new double[points];
        double[] inverse = new double[n * n];
        double[] u = new double[n];
        for (int i = 0; i < outCount; i++) {
            SmallMatrices.invert(n, out, i * n * n, inverse, 0);
            for (int at = 0; at < offsets; at++) {
                offset(at, kernel, u);
                double squares = 0;
                for (int k = 0; k < n; k++) {
                    double v = 0;
                    for (int l = 0; l < n; l++) {
                        v += inverse[k * n + l] * u[l];
                    }
                    squares += v * v;
                    for (int j = 0; j < inCount; j++) {
                        coordinates[k * points + (i * inCount + j) * offsets + at] = v;
                    }
                }
                double window = mask.at(Math.sqrt(squares));
                for (int j = 0; j < inCount; j++) {
                    int pair = i * inCount + j;
                    int p = pair * offsets + at;
                    for (int k = 0; k < dimension; k++) {
                        coordinates[(n + k) * points + p] = xi[k * pairs + pair];
                    }
                    factors[p] = measures[pair] * window;
                }
            }
        }
        return new KernelGeometry(coordinates, factors);
    }

    /**
     * What a window leaves of a kernel's variance.
     *
     * @param n dimension of space
     * @param kernel pixels or voxels along an axis
     * @param mask the window
     * @return its mean square over the kernel's pixels or voxels, at the identity
     */
    public static double meanSquareWindow(int n, int kernel, KernelMask mask) {
        int offsets = (int) Math.round(Math.pow(kernel, n));
        double[] u = new double[n];
        double sum = 0;
        for (int at = 0; at < offsets; at++) {
            offset(at, kernel, u);
            double squares = 0;
            for (double x : u) {
                squares += x * x;
            }
            double window = mask.at(Math.sqrt(squares));
            sum += window * window;
        }
        return sum / offsets;
    }

    /** Offset from the kernel's centre in units of half its extent: (x, y[, z]) of column, row[, depth], the last one slowest in memory. */
    private static void offset(int at, int kernel, double[] u) {
        int rest = at;
        for (int k = 0; k < u.length; k++) {
            u[k] = kernel == 1 ? 0 : 2.0 * (rest % kernel) / (kernel - 1) - 1;
            rest /= kernel;
        }
    }
}
