package org.lie4j.kernels.internal;

import java.util.SplittableRandom;
import org.lie4j.kernels.KernelNetwork;

/** What a kernel network takes as input: the coordinates of the points, or fixed functions of them. */
public final class KernelFeatures {
    private static final int PLANE = 2;
    private static final int PROBES = 512;

    private KernelFeatures() {}

    /**
     * Number of rows of {@link #of}.
     *
     * @param network the network
     * @param coordinates number of coordinates of a point
     * @return rows
     */
    static int count(KernelNetwork network, int coordinates) {
        return network.getDepth() > 0 ? coordinates : network.outputs(coordinates);
    }

    /**
     * The network's input.
     *
     * @param network the network
     * @param points {@code [coordinates, count]}, not modified
     * @param count number of points
     * @param angle which coordinate is an angle; -1 for none
     * @return {@code [rows, count]}
     */
    static double[] of(KernelNetwork network, double[] points, int count, int angle) {
        return switch (network.getKind()) {
            case SIREN, GABOR -> points;
            case FOURIER -> fourier(network, points, count);
            case SPLINE -> splines(network.getWidth(), points, count, angle);
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
     * @param perAxis splines along an axis
     * @param coordinates number of coordinates of a point, at least 2
     * @return n² on the plane, times 1 and n for each further coordinate
     */
    public static int splines(int perAxis, int coordinates) {
        return perAxis * perAxis * (1 + (coordinates - PLANE) * perAxis);
    }

    private static double[] splines(int n, double[] points, int count, int angle) {
        int coordinates = points.length / count;
        double[] out = new double[splines(n, coordinates) * count];
        double[] values = new double[n * coordinates];
        for (int p = 0; p < count; p++) {
            for (int k = 0; k < coordinates; k++) {
                double x = points[k * count + p] / (k == angle ? Math.PI : 1);
                for (int i = 0; i < n; i++) {
                    double centre = -1 + 2.0 * i / (n - 1);
                    values[k * n + i] = cubic(0.5 * (x - centre) * (n - 1));
                }
            }
            int row = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double plane = values[i] * values[n + j];
                    out[row++ * count + p] = plane;
                    for (int k = PLANE * n; k < n * coordinates; k++) {
                        out[row++ * count + p] = plane * values[k];
                    }
                }
            }
        }
        return out;
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
     * Mean square of the spline functions over points spread evenly over [-1, 1].
     *
     * @param perAxis splines along an axis
     * @param coordinates number of coordinates of a point
     * @return the mean over points and functions
     */
    public static double splineMeanSquare(int perAxis, int coordinates) {
        double[] points = new SplittableRandom(1)
                .doubles((long) coordinates * PROBES, -1, 1)
                .toArray();
        double sum = 0;
        double[] values = splines(perAxis, points, PROBES, -1);
        for (double value : values) {
            sum += value * value;
        }
        return sum / values.length;
    }
}
