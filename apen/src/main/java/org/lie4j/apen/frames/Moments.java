package org.lie4j.apen.frames;

/**
 * Weighted moments of a point cloud, in units in which its largest coordinate is about 1: no square of a finite number overflows. To be
 * reused; allocates only to grow.
 */
final class Moments {
    private int dimension;
    private int n;
    private double unit;
    private double[] weights = {};
    private double[] centred = {};
    private double[] scratch = {};

    /** Centres the cloud; the centre is the origin for groups without translations. */
    void read(
            FrameGroup group,
            int d,
            double[] points,
            int offset,
            int points0,
            double[] givenWeights,
            int weightsOffset,
            double[] centre,
            int centreAt) {
        dimension = d;
        n = points0;
        if (weights.length < n) {
            weights = new double[n];
        }
        if (centred.length < n * d) {
            centred = new double[n * d];
        }
        if (scratch.length < d) {
            scratch = new double[d];
        }
        normalize(givenWeights, weightsOffset);
        double coarse = unit(points, offset);
        for (int c = 0; c < d; c++) {
            double sum = 0;
            for (int i = 0; i < n && group.hasTranslations(); i++) {
                sum += weights[i] > 0 ? weights[i] * (points[offset + i * d + c] / coarse) : 0;
            }
            centre[centreAt + c] = sum;
        }
        double largest = 0;
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < d; c++) {
                double x = weights[i] > 0 ? points[offset + i * d + c] / coarse - centre[centreAt + c] : 0;
                centred[i * d + c] = x;
                largest = Math.max(largest, Math.abs(x));
            }
        }
        for (int c = 0; c < d; c++) {
            centre[centreAt + c] *= coarse;
        }
        // A small cloud far from the origin would otherwise have moments near the smallest numbers.
        double fine = powerOfTwo(largest);
        for (int i = 0; i < n * d; i++) {
            centred[i] /= fine;
        }
        unit = coarse * fine;
    }

    /** The length, in the cloud's unit, that is 1 here; a power of two. */
    double unit() {
        return unit;
    }

    private void normalize(double[] given, int offset) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            weights[i] = given == null ? 1 : given[offset + i];
            if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weights: expected finite numbers >= 0, got " + weights[i] + " at " + i);
            }
            largest = Math.max(largest, weights[i]);
        }
        if (largest == 0) {
            throw new IllegalArgumentException("weights: expected at least one positive number, got " + n + " zeros");
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            weights[i] /= largest;
            sum += weights[i];
        }
        for (int i = 0; i < n; i++) {
            weights[i] /= sum;
        }
    }

    private double unit(double[] points, int offset) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < dimension && weights[i] > 0; c++) {
                double x = Math.abs(points[offset + i * dimension + c]);
                if (!(x < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("points: expected finite coordinates, got "
                            + points[offset + i * dimension + c] + " at point " + i + ", coordinate " + c);
                }
                largest = Math.max(largest, x);
            }
        }
        return powerOfTwo(largest);
    }

    /** Powers of two scale without rounding, so that scaled clouds have equal axes to the last bit. */
    private static double powerOfTwo(double largest) {
        return largest == 0 ? 1 : Math.scalb(1.0, Math.max(Double.MIN_EXPONENT, Math.getExponent(largest)));
    }

    /** How many points have weight. */
    int support() {
        int support = 0;
        for (int i = 0; i < n; i++) {
            support += weights[i] > 0 ? 1 : 0;
        }
        return support;
    }

    /** Second moments {@code [d, d]} about the centre, in the square of the unit. */
    void covariance(double[] out) {
        secondMoments(false, out);
    }

    /** Fourth moments Σ w ‖x‖² x xᵀ, {@code [d, d]}: another scatter matrix, equivariant to rotations where the covariance says nothing. */
    void fourthMoments(double[] out) {
        secondMoments(true, out);
    }

    private void secondMoments(boolean radial, double[] out) {
        int d = dimension;
        java.util.Arrays.fill(out, 0);
        for (int i = 0; i < n; i++) {
            double weight = weights[i];
            if (radial) {
                double squared = 0;
                for (int c = 0; c < d; c++) {
                    squared += centred[i * d + c] * centred[i * d + c];
                }
                weight *= squared;
            }
            for (int a = 0; a < d; a++) {
                double x = weight * centred[i * d + a];
                for (int b = 0; b <= a; b++) {
                    out[a * d + b] += x * centred[i * d + b];
                }
            }
        }
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < a; b++) {
                out[b * d + a] = out[a * d + b];
            }
        }
    }

    /** Replaces each centred point by a matrix times it. */
    void map(double[] matrix) {
        int d = dimension;
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < d; a++) {
                scratch[a] = 0;
                for (int b = 0; b < d; b++) {
                    scratch[a] += matrix[a * d + b] * centred[i * d + b];
                }
            }
            System.arraycopy(scratch, 0, centred, i * d, d);
        }
    }

    /** Standardised third moments along axes whose second moment is not zero; 0 along the others. */
    void skewness(double[] axes, double zero, double[] out) {
        int d = dimension;
        double largest = 0;
        for (int k = 0; k < d; k++) {
            double second = 0;
            double third = 0;
            for (int i = 0; i < n; i++) {
                double x = 0;
                for (int c = 0; c < d; c++) {
                    x += centred[i * d + c] * axes[c * d + k];
                }
                second += weights[i] * x * x;
                third += weights[i] * x * x * x;
            }
            largest = Math.max(largest, second);
            out[k] = second > zero * largest ? third / (second * Math.sqrt(second)) : 0;
        }
    }
}
