package org.lie4j.kernels.internal;

import org.lie4j.kernels.KernelMask;
import org.lie4j.kernels.PlanarGroup;

/**
 * The points at which a kernel network is evaluated, and the quadrature factor of each.
 *
 * <p>A point belongs to an output element h, an input element h' (group convolution only) and a pixel offset u in
 * [-1, 1]². Its coordinates are v = h⁻¹u and, for group convolution, the coordinates ξ⁻¹(h⁻¹h') of {@link PlanarGroup}. Its factor is the
 * window at ‖v‖ times |det h|⁻¹ (lifting) or w |det h'|⁻¹ / number of h' with the weight w of h' (group convolution): the discrete forms of the
 * lifting and group convolution integrals (Mironenco &amp; Forré, ICLR 2024, section 4).
 */
final class KernelGeometry {
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

    /** Points of a lifting convolution with output elements {@code out}. */
    static KernelGeometry lifting(double[] out, int kernel, KernelMask mask) {
        return of(null, out, null, null, kernel, mask);
    }

    /** Points of a group convolution from the elements {@code in} with their weights to {@code out}. */
    static KernelGeometry group(
            PlanarGroup group, double[] out, double[] in, double[] weights, int kernel, KernelMask mask) {
        return of(group, out, in, weights, kernel, mask);
    }

    /** Points (h, h') of the mixing factor of a separable convolution: coordinates of h⁻¹h', and the same factor as in {@link #group} but for the window. */
    static KernelGeometry mixing(PlanarGroup group, double[] out, double[] in, double[] weights) {
        int inCount = in.length / 4;
        int points = out.length / 4 * inCount;
        int dimension = group.coordinates();
        double[] coordinates = new double[dimension * points];
        double[] factors = new double[points];
        double[] relative = new double[in.length];
        double[] xi = new double[dimension * inCount];
        for (int i = 0; 4 * i < out.length; i++) {
            double det = determinant(out, i);
            relativeElements(
                    out[4 * i + 3] / det, -out[4 * i + 1] / det, -out[4 * i + 2] / det, out[4 * i] / det, in, relative);
            group.toCoordinates(relative, 0, xi, 0, inCount);
            for (int j = 0; j < inCount; j++) {
                for (int k = 0; k < dimension; k++) {
                    coordinates[k * points + i * inCount + j] = xi[j * dimension + k];
                }
                factors[i * inCount + j] = weights[j] / Math.abs(determinant(in, j) * inCount);
            }
        }
        return new KernelGeometry(coordinates, factors);
    }

    /** Points (h, row, column) of the plane factor of a separable convolution: h⁻¹u, and the window alone. */
    static KernelGeometry plane(double[] out, int kernel, KernelMask mask) {
        KernelGeometry lifting = lifting(out, kernel, mask);
        for (int p = 0; p < lifting.factors.length; p++) {
            lifting.factors[p] *= Math.abs(determinant(out, p / (kernel * kernel)));
        }
        return lifting;
    }

    private static KernelGeometry of(
            PlanarGroup group, double[] out, double[] in, double[] weights, int kernel, KernelMask mask) {
        boolean lifting = in == null;
        int outCount = out.length / 4;
        int inCount = lifting ? 1 : in.length / 4;
        int xiLength = lifting ? 0 : group.coordinates();
        int features = 2 + xiLength;
        int points = outCount * inCount * kernel * kernel;
        double[] coordinates = new double[features * points];
        double[] factors = new double[points];
        double[] relative = new double[4 * inCount];
        double[] xi = new double[xiLength * inCount];
        int p = 0;
        for (int i = 0; i < outCount; i++) {
            double a = out[4 * i];
            double b = out[4 * i + 1];
            double c = out[4 * i + 2];
            double d = out[4 * i + 3];
            double det = a * d - b * c;
            if (!lifting) {
                relativeElements(d / det, -b / det, -c / det, a / det, in, relative);
                group.toCoordinates(relative, 0, xi, 0, inCount);
            }
            for (int j = 0; j < inCount; j++) {
                double measure = lifting ? 1 / Math.abs(det) : weights[j] / Math.abs(determinant(in, j) * inCount);
                for (int row = 0; row < kernel; row++) {
                    for (int column = 0; column < kernel; column++, p++) {
                        double ux = offset(column, kernel);
                        double uy = offset(row, kernel);
                        double vx = (d * ux - b * uy) / det;
                        double vy = (a * uy - c * ux) / det;
                        coordinates[p] = vx;
                        coordinates[points + p] = vy;
                        for (int k = 0; k < xiLength; k++) {
                            coordinates[(2 + k) * points + p] = xi[j * xiLength + k];
                        }
                        factors[p] = measure * mask.at(Math.hypot(vx, vy));
                    }
                }
            }
        }
        return new KernelGeometry(coordinates, factors);
    }

    /** h⁻¹h' for all h', with h⁻¹ = [[a, b], [c, d]]. */
    private static void relativeElements(double a, double b, double c, double d, double[] in, double[] out) {
        for (int o = 0; o < in.length; o += 4) {
            out[o] = a * in[o] + b * in[o + 2];
            out[o + 1] = a * in[o + 1] + b * in[o + 3];
            out[o + 2] = c * in[o] + d * in[o + 2];
            out[o + 3] = c * in[o + 1] + d * in[o + 3];
        }
    }

    private static double determinant(double[] elements, int i) {
        return elements[4 * i] * elements[4 * i + 3] - elements[4 * i + 1] * elements[4 * i + 2];
    }

    /** The pixel's offset from the kernel's centre, in units of half the kernel's extent. */
    private static double offset(int index, int kernel) {
        return kernel == 1 ? 0 : 2.0 * index / (kernel - 1) - 1;
    }
}
