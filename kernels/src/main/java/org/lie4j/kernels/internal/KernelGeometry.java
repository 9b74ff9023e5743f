package org.lie4j.kernels.internal;

import org.lie4j.groups.CartanGroup;
import org.lie4j.kernels.GroupSampling;
import org.lie4j.kernels.KernelMask;

/**
 * The points at which a kernel network is evaluated, and the quadrature factor of each.
 *
 * <p>A point belongs to an output element h, an input element h' (group convolution only) and a pixel offset u in
 * [-1, 1]². Its coordinates are v = h⁻¹u and, for group convolution, ξ⁻¹(h⁻¹h') = (log P, log R). Its factor is the
 * window at ‖v‖ times |det h|⁻¹ (lifting) or |det h'|⁻¹ / number of h' (group convolution): the discrete forms of the
 * lifting and group convolution integrals (Mironenco &amp; Forré, ICLR 2024, section 4).
 *
 * @param points number of points, |H| · |H'| · kernel², in the order (h, h', row, column)
 * @param features coordinates per point
 * @param coordinates {@code [features, points]}
 * @param factors {@code [points]}
 */
record KernelGeometry(int points, int features, double[] coordinates, double[] factors) {

    /** Points of a lifting convolution with output elements {@code out}. */
    static KernelGeometry lifting(double[] out, int kernel, KernelMask mask) {
        return of(null, out, null, kernel, mask);
    }

    /** Points of a group convolution from the elements {@code in} to {@code out}. */
    static KernelGeometry group(CartanGroup group, double[] out, double[] in, int kernel, KernelMask mask) {
        return of(group, out, in, kernel, mask);
    }

    static int features(GroupSampling sampling, boolean lifting) {
        return 2 + (lifting ? 0 : sampling.getGroup().group().dimension());
    }

    private static KernelGeometry of(CartanGroup group, double[] out, double[] in, int kernel, KernelMask mask) {
        boolean lifting = in == null;
        int outCount = out.length / 4;
        int inCount = lifting ? 1 : in.length / 4;
        int xiLength = lifting ? 0 : group.dimension();
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
                group.coordinates(relative, 0, xi, 0, inCount);
            }
            for (int j = 0; j < inCount; j++) {
                double measure = 1 / Math.abs(lifting ? det : determinant(in, j) * inCount);
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
        return new KernelGeometry(points, features, coordinates, factors);
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
