package org.lie4j.apen.frames;

/**
 * Weighted moments of a point cloud, in units in which its largest coordinate is about 1: no square of a finite number overflows. To be
 * reused; allocates only to grow.
 */
final class Moments {
    /** Clouds at least as large in a unit have fourth moments far from the smallest numbers. */
    private static final double LARGE_ENOUGH = 0x1p-200;

    private static final long MAGNITUDE = Long.MAX_VALUE;
    private static final long INFINITE = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

    private int dimension;
    private int n;
    private double unit;
    private double[] weights = {};

    /** How many points the weights are equal for, 0 if they are not; and whether each is positive. */
    private int equalOf;

    private boolean positive;
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
        double inverse = 1 / coarse; // Both are powers of two.
        if (!group.hasTranslations()) {
            java.util.Arrays.fill(centre, centreAt, centreAt + d, 0);
        } else if (d == 3 && positive) {
            centreInSpace(points, offset, inverse, centre, centreAt);
        } else {
            centre(points, offset, inverse, centre, centreAt);
        }
        subtract(points, offset, inverse, centre, centreAt);
        for (int c = 0; c < d; c++) {
            centre[centreAt + c] *= coarse;
        }
        unit = coarse;
        if (isTiny()) {
            double fine = powerOfTwo(largest());
            for (int i = 0; i < n * d; i++) {
                centred[i] /= fine;
            }
            unit *= fine;
        }
    }

    /** Whether the cloud is small and far from the origin, so that its moments would be near the smallest numbers. Most often the first number tells. */
    private boolean isTiny() {
        for (int i = 0; i < n * dimension; i++) {
            if (Math.abs(centred[i]) >= LARGE_ENOUGH) {
                return false;
            }
        }
        return true;
    }

    private double largest() {
        double largest = 0;
        for (int i = 0; i < n * dimension; i++) {
            largest = Math.max(largest, Math.abs(centred[i]));
        }
        return largest;
    }

    private void centre(double[] points, int offset, double inverse, double[] centre, int at) {
        for (int c = 0; c < dimension; c++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += weights[i] > 0 ? weights[i] * (points[offset + i * dimension + c] * inverse) : 0;
            }
            centre[at + c] = sum;
        }
    }

    private void centreInSpace(double[] points, int offset, double inverse, double[] centre, int at) {
        double x = 0;
        double y = 0;
        double z = 0;
        for (int i = 0, from = offset; i < n; i++, from += 3) {
            double weight = weights[i];
            x += weight * (points[from] * inverse);
            y += weight * (points[from + 1] * inverse);
            z += weight * (points[from + 2] * inverse);
        }
        centre[at] = x;
        centre[at + 1] = y;
        centre[at + 2] = z;
    }

    private void subtract(double[] points, int offset, double inverse, double[] centre, int at) {
        int d = dimension;
        for (int c = 0; c < d; c++) {
            double of = centre[at + c];
            for (int i = 0, to = c; i < n; i++, to += d) {
                centred[to] = positive || weights[i] > 0 ? points[offset + to] * inverse - of : 0;
            }
        }
    }

    /** The length, in the cloud's unit, that is 1 here; a power of two. */
    double unit() {
        return unit;
    }

    private void normalize(double[] given, int offset) {
        if (given == null) {
            if (equalOf != n) {
                java.util.Arrays.fill(weights, 0, n, 1.0 / n);
                equalOf = n;
                positive = true;
            }
            return;
        }
        equalOf = 0;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            weights[i] = given[offset + i];
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
        positive = true;
        for (int i = 0; i < n; i++) {
            weights[i] /= sum;
            positive &= weights[i] > 0;
        }
    }

    private double unit(double[] points, int offset) {
        // Magnitudes are in the order of their bits, with what is not finite at the end.
        long largest = 0;
        if (positive) {
            for (int i = offset; i < offset + n * dimension; i++) {
                largest = Math.max(largest, Double.doubleToRawLongBits(points[i]) & MAGNITUDE);
            }
        } else {
            for (int i = 0; i < n * dimension; i++) {
                long size = Double.doubleToRawLongBits(points[offset + i]) & MAGNITUDE;
                largest = weights[i / dimension] > 0 ? Math.max(largest, size) : largest;
            }
        }
        if (largest >= INFINITE) {
            throw notFinite(points, offset);
        }
        return powerOfTwo(Double.longBitsToDouble(largest));
    }

    private IllegalArgumentException notFinite(double[] points, int offset) {
        int at = 0;
        while (weights[at / dimension] == 0 || Double.isFinite(points[offset + at])) {
            at++;
        }
        return new IllegalArgumentException("points: expected finite coordinates, got " + points[offset + at]
                + " at point " + at / dimension + ", coordinate " + at % dimension);
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
        if (dimension == 3) {
            covarianceInSpace(out);
        } else {
            secondMoments(false, out);
        }
    }

    private void covarianceInSpace(double[] out) {
        double xx = 0;
        double xy = 0;
        double xz = 0;
        double yy = 0;
        double yz = 0;
        double zz = 0;
        for (int i = 0, from = 0; i < n; i++, from += 3) {
            double x = centred[from];
            double y = centred[from + 1];
            double z = centred[from + 2];
            double wx = weights[i] * x;
            double wy = weights[i] * y;
            xx += wx * x;
            xy += wx * y;
            xz += wx * z;
            yy += wy * y;
            yz += wy * z;
            zz += weights[i] * z * z;
        }
        out[0] = xx;
        out[1] = out[3] = xy;
        out[2] = out[6] = xz;
        out[4] = yy;
        out[5] = out[7] = yz;
        out[8] = zz;
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
