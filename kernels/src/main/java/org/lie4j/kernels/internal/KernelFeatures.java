package org.lie4j.kernels.internal;

import java.util.SplittableRandom;
import org.lie4j.kernels.KernelGroup;
import org.lie4j.kernels.KernelNetwork;

/** What a kernel network takes as input: the coordinates of the points, or fixed functions of them. */
public final class KernelFeatures {
    private static final int PROBES = 512;

    private KernelFeatures() {}

    /**
     * Number of rows of {@link #of}.
     *
     * @param network the network
     * @param spatial number of a point's coordinates that are its place
     * @param group number of those of the group
     * @return rows
     */
    static int count(KernelNetwork network, int spatial, int group) {
        return network.getDepth() > 0 ? spatial + group : network.outputs(spatial, group);
    }

    /**
     * The network's input.
     *
     * @param network the network
     * @param group whose coordinates follow those of the place, if there are more
     * @param spatial number of a point's coordinates that are its place
     * @param points {@code [coordinates, count]}, not modified
     * @param count number of points
     * @return {@code [rows, count]}
     */
    static double[] of(KernelNetwork network, KernelGroup group, int spatial, double[] points, int count) {
        return switch (network.getKind()) {
            case SIREN, GABOR -> points;
            case FOURIER -> fourier(network, points, count);
            case SPLINE -> splines(network.getWidth(), group, spatial, points, count);
        };
    }

    private static double[] fourier(KernelNetwork network, double[] points, int count) {
        int coordinates = points.length / count;
        int rows = network.getWidth();
        SplittableRandom random = new SplittableRandom(network.getSeed());
        double[] out = new double[rows * count];
        double[] frequency = new double[coordinates];
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < coordinates; k++) {
                frequency[k] = network.getOmega() * random.nextGaussian();
            }
            double phase = 2 * Math.PI * random.nextDouble();
            for (int p = 0; p < count; p++) {
                double sum = phase;
                for (int k = 0; k < coordinates; k++) {
                    sum += frequency[k] * points[k * count + p];
                }
                out[row * count + p] = Math.sin(sum);
            }
        }
        return out;
    }

    /**
     * Number of spline functions.
     *
     * @param perAxis n, splines along an axis
     * @param spatial d, number of a point's coordinates that are its place
     * @param group number of those of the group
     * @return nᵈ on space, times 1 and n for each coordinate of the group
     */
    public static int splines(int perAxis, int spatial, int group) {
        return power(perAxis, spatial) * (1 + group * perAxis);
    }

    private static int power(int n, int exponent) {
        int power = 1;
        for (int k = 0; k < exponent; k++) {
            power = Math.multiplyExact(power, n);
        }
        return power;
    }

    private static double[] splines(int n, KernelGroup group, int spatial, double[] points, int count) {
        int coordinates = points.length / count;
        int places = power(n, spatial);
        double[] out = new double[Math.multiplyExact(splines(n, spatial, coordinates - spatial), count)];
        double[] values = new double[n * coordinates];
        for (int p = 0; p < count; p++) {
            for (int k = 0; k < coordinates; k++) {
                boolean angle = k >= spatial && group.isAngle(k - spatial);
                double x = points[k * count + p] / (angle ? Math.PI : 1);
                for (int i = 0; i < n; i++) {
                    values[k * n + i] = spline(n, i, x);
                }
            }
            int row = 0;
            for (int place = 0; place < places; place++) {
                double product = 1;
                for (int k = spatial - 1, rest = place; k >= 0; k--, rest /= n) {
                    product *= values[k * n + rest % n];
                }
                out[row++ * count + p] = product;
                for (int k = spatial * n; k < n * coordinates; k++) {
                    out[row++ * count + p] = product * values[k];
                }
            }
        }
        return out;
    }

    /** The i-th of n splines whose centres divide [-1, 1] evenly. */
    private static double spline(int n, int i, double x) {
        double centre = -1 + 2.0 * i / (n - 1);
        return cubic(0.5 * (x - centre) * (n - 1));
    }

    /** The cubic B-spline with knots at the integers, centred at 0. */
    private static double cubic(double x) {
        double a = Math.abs(x);
        if (a >= 2) {
            return 0;
        }
        return a >= 1 ? (2 - a) * (2 - a) * (2 - a) / 6 : 2.0 / 3 - a * a * (1 - 0.5 * a);
    }

    /**
     * Mean square of the spline functions over points spread evenly over [-1, 1], where the coordinates are independent: sᵈ (1 + g n s) / (1 + g n) for g coordinates of the
     * group, with the mean square s of the splines along an axis.
     *
     * @param perAxis n, splines along an axis
     * @param spatial d, number of a point's coordinates that are its place
     * @param group g, number of those of the group
     * @return the mean over points and functions
     */
    public static double splineMeanSquare(int perAxis, int spatial, int group) {
        double sum = 0;
        for (int probe = 0; probe < PROBES; probe++) {
            double x = (2.0 * probe + 1) / PROBES - 1;
            for (int i = 0; i < perAxis; i++) {
                double value = spline(perAxis, i, x);
                sum += value * value;
            }
        }
        double alongAxis = sum / (PROBES * perAxis);
        int further = group * perAxis;
        return Math.pow(alongAxis, spatial) * (1 + further * alongAxis) / (1 + further);
    }
}
