package org.lie4j.apen.frames;

/** Weighted moments of a point cloud, in units in which its largest coordinate is 1: no square of a finite number overflows. */
final class Moments {
    private final int dimension;
    private final int n;
    private final double[] weights;
    private final double[] centre;
    private final double[] centred;

    Moments(FrameGroup group, int dimension, double[] points, int offset, int n, double[] weights, int weightsOffset) {
        this.dimension = dimension;
        this.n = n;
        this.weights = normalized(n, weights, weightsOffset);
        centre = new double[dimension];
        centred = new double[n * dimension];
        double unit = unit(points, offset);
        if (group.hasTranslations()) {
            for (int i = 0; i < n; i++) {
                for (int c = 0; c < dimension && this.weights[i] > 0; c++) {
                    centre[c] += this.weights[i] * (points[offset + i * dimension + c] / unit);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < dimension && this.weights[i] > 0; c++) {
                centred[i * dimension + c] = points[offset + i * dimension + c] / unit - centre[c];
            }
        }
        for (int c = 0; c < dimension; c++) {
            centre[c] *= unit;
        }
        rescale();
    }

    private static double[] normalized(int n, double[] weights, int offset) {
        double[] w = new double[n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            w[i] = weights == null ? 1 : weights[offset + i];
            if (!(w[i] >= 0 && w[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weights: expected finite numbers >= 0, got " + w[i] + " at " + i);
            }
            largest = Math.max(largest, w[i]);
        }
        if (largest == 0) {
            throw new IllegalArgumentException("weights: expected at least one positive number, got " + n + " zeros");
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            w[i] /= largest;
            sum += w[i];
        }
        for (int i = 0; i < n; i++) {
            w[i] /= sum;
        }
        return w;
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

    /** A small cloud far from the origin would otherwise have moments near the smallest numbers. */
    private void rescale() {
        double largest = 0;
        for (double x : centred) {
            largest = Math.max(largest, Math.abs(x));
        }
        double unit = powerOfTwo(largest);
        for (int i = 0; i < centred.length; i++) {
            centred[i] /= unit;
        }
    }

    double[] centre() {
        return centre;
    }

    /** Second moments {@code [d, d]} about the centre, or the origin, up to a factor. */
    double[] covariance() {
        int d = dimension;
        double[] covariance = new double[d * d];
        for (int i = 0; i < n; i++) {
            for (int a = 0; a < d; a++) {
                double x = weights[i] * centred[i * d + a];
                for (int b = 0; b <= a; b++) {
                    covariance[a * d + b] += x * centred[i * d + b];
                }
            }
        }
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < a; b++) {
                covariance[b * d + a] = covariance[a * d + b];
            }
        }
        return covariance;
    }

    /** Standardised third moments along axes whose second moment is not zero; 0 along the others. */
    void skewness(double[] axes, double[] spectrum, double zero, double[] out) {
        int d = dimension;
        for (int k = 0; k < d; k++) {
            out[k] = 0;
            if (spectrum[k] > zero * spectrum[0]) {
                for (int i = 0; i < n; i++) {
                    double x = 0;
                    for (int c = 0; c < d; c++) {
                        x += centred[i * d + c] * axes[c * d + k];
                    }
                    out[k] += weights[i] * x * x * x;
                }
                out[k] /= spectrum[k] * Math.sqrt(spectrum[k]);
            }
        }
    }
}
