package org.lie4j.kernels.internal;

import java.util.Arrays;
import org.lie4j.groups.internal.SymmetricEigen;

/** Mean and covariance of one image or volume, under a window if there is a frame for it. */
public final class Moments {
    /** Relative to the second moments about the centre, what rounding leaves of a variance that is 0. */
    private static final double ROUNDING = 1e-13;

    private final FrameSettings settings;
    private final int[] extents;
    private final int n;

    /** Sums are about the middle of the image, so that the second moments do not cancel. */
    private final double[] middle;

    private final double[] point;
    private final double[] first;
    private final double[] second;
    private final double[] inverse;
    private double mass;

    private Moments(FrameSettings settings, int[] extents) {
        this.settings = settings;
        this.extents = extents;
        n = extents.length;
        middle = new double[n];
        Arrays.setAll(middle, axis -> 0.5 * (extents[n - 1 - axis] - 1));
        point = new double[n];
        first = new double[n];
        second = new double[n * n];
        inverse = new double[n * n];
    }

    /**
     * Finds the frame of one image or volume.
     *
     * @param settings what is asked for
     * @param values the image, row-major
     * @param offset where it starts
     * @param extents height and width, or depth, height and width
     * @param frame modified: the frame
     * @param at where the frame starts
     * @throws IllegalArgumentException if a value is NaN or infinite or overflows in the moments, or if there is no object where there must be one
     */
    public static void find(
            FrameSettings settings, double[] values, int offset, int[] extents, double[] frame, int at) {
        new Moments(settings, extents).find(values, offset, frame, at);
    }

    private void find(double[] values, int offset, double[] frame, int at) {
        measure(values, offset, null, 0);
        if (mass == 0) {
            if (!settings.emptyAllowed()) {
                throw new IllegalArgumentException("image: expected a pixel above the threshold " + settings.threshold()
                        + ", got none of "
                        + Arrays.stream(extents).reduce(1, (a, b) -> a * b));
            }
            Arrays.fill(first, 0);
            writeTrivial(frame, at);
            return;
        }
        writeTo(frame, at, 1);
        double w = settings.window();
        for (int step = 0; step < settings.steps(); step++) {
            // A flat frame has no window, and a window that has lost the object keeps the frame that it had.
            if (!Frames.invert(n, frame, at, inverse)) {
                return;
            }
            measure(values, offset, frame, at);
            if (!(mass > 0)) {
                return;
            }
            writeTo(frame, at, 1 + 1 / (w * w));
        }
    }

    private void measure(double[] values, int offset, double[] window, int at) {
        mass = 0;
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        int width = extents[n - 1];
        int count = Arrays.stream(extents).reduce(1, (a, b) -> a * b);
        for (int start = 0; start < count; start += width) {
            moveToRow(start / width);
            for (int column = 0; column < width; column++) {
                double value = values[offset + start + column];
                if (value > settings.threshold() && value < Double.POSITIVE_INFINITY) {
                    point[0] = column - middle[0];
                    double capped = Math.min(value, settings.cap());
                    add(window == null ? capped : capped * weight(window, at));
                } else if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException(
                            "expected finite values, got " + value + " at " + index(start + column));
                }
            }
        }
        if (!(mass < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected finite values, got a total mass of " + mass);
        }
    }

    private void moveToRow(int row) {
        for (int axis = 1, rest = row; axis < n; axis++) {
            int extent = extents[n - 1 - axis];
            point[axis] = rest % extent - middle[axis];
            rest /= extent;
        }
    }

    private void add(double weight) {
        mass += weight;
        for (int i = 0; i < n; i++) {
            double moment = weight * point[i];
            first[i] += moment;
            for (int j = 0; j <= i; j++) {
                second[i * n + j] += moment * point[j];
            }
        }
    }

    private double weight(double[] window, int at) {
        double square = 0;
        for (int i = 0; i < n; i++) {
            double u = 0;
            for (int j = 0; j < n; j++) {
                u += inverse[i * n + j] * (point[j] + middle[j] - window[at + j * (n + 1) + n]);
            }
            square += u * u;
        }
        return Math.exp(-0.5 * square / (settings.window() * settings.window()));
    }

    private String index(int i) {
        int[] index = new int[n];
        for (int k = n - 1, rest = i; k >= 0; k--) {
            index[k] = rest % extents[k];
            rest /= extents[k];
        }
        return Arrays.toString(index);
    }

    /** A = Σ^{1/2}, after ridge and least ratio, and the mean. */
    private void writeTo(double[] frame, int at, double factor) {
        double total = 0;
        for (int i = 0; i < n; i++) {
            first[i] /= mass;
            total += factor * second[i * n + i] / mass;
        }
        if (!(total < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected finite values, got second moments of " + total);
        }
        double[] covariance = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i * n + j] = factor * (second[i * n + j] / mass - first[i] * first[j]);
                covariance[j * n + i] = covariance[i * n + j];
            }
        }
        double[] axes = new double[n * n];
        SymmetricEigen.decompose(covariance, axes, n);
        double[] deviations = new double[n];
        double largest = 0;
        for (int k = 0; k < n; k++) {
            double variance = covariance[k * n + k];
            deviations[k] = (variance > ROUNDING * total ? variance : 0) + settings.ridge();
            largest = Math.max(largest, deviations[k]);
        }
        if (largest == 0) {
            writeTrivial(frame, at);
            return;
        }
        for (int k = 0; k < n; k++) {
            deviations[k] = Math.sqrt(Math.max(deviations[k], settings.leastRatio() * largest));
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += axes[i * n + k] * deviations[k] * axes[j * n + k];
                }
                frame[at + i * (n + 1) + j] = sum;
                frame[at + j * (n + 1) + i] = sum;
            }
            frame[at + i * (n + 1) + n] = middle[i] + first[i];
        }
    }

    /** Canonical pixels are pixels, about the mean. */
    private void writeTrivial(double[] frame, int at) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                frame[at + i * (n + 1) + j] = i == j ? settings.spread() : 0;
            }
            frame[at + i * (n + 1) + n] = middle[i] + first[i];
        }
    }
}
