package org.lie4j.apen.frames;

import java.util.SplittableRandom;
import org.lie4j.groups.SO;
import org.lie4j.groups.internal.SymmetricEigen;
import org.lie4j.groups.sampling.HaarSO;

/**
 * Frames by principal axes (Puny et al., ICLR 2022, section 3): t is the weighted mean, the R_k are the eigenvectors V of the
 * weighted covariance with all signs, V diag(±1).
 *
 * <p>E(d) has 2^d elements, SE(d) the 2^(d-1) of determinant 1. O(d) and SO(d) take moments about the origin. With {@link
 * #withSignsFromThirdMoments} a sign is fixed so that the cloud's third moment along the axis is positive, where that moment
 * is not too small; proper groups leave the last axis to the determinant.
 *
 * <p>Axes are undetermined where a nonzero eigenvalue repeats. Such clouds are found by the relative gap; they get axes averaged
 * over random rotations of each degenerate eigenspace, which makes averages equivariant up to a sampling error that falls with the
 * root of the number of samples, or a {@link DegenerateSpectrumException} if that number is 0. Zero eigenvalues may repeat:
 * the cloud has no extent there, and signs cancel what an axis would say.
 *
 * <p>Immutable and thread-safe.
 */
public final class PcaFrames {
    /** Largest dimension: a frame has up to 2^d elements. */
    public static final int MAX_DIMENSION = 16;

    /** Eigenvalues below this part of the largest one are rounding, that is zero. */
    private static final double ZERO = 1e-14;

    private static final double NO_MOMENTS = Double.POSITIVE_INFINITY;

    private final FrameGroup group;
    private final int dimension;
    private final double minRelativeGap;
    private final int fallbackSamples;
    private final double minSkewness;

    private PcaFrames(FrameGroup group, int dimension, double minRelativeGap, int fallbackSamples, double minSkewness) {
        this.group = group;
        this.dimension = dimension;
        this.minRelativeGap = minRelativeGap;
        this.fallbackSamples = fallbackSamples;
        this.minSkewness = minSkewness;
    }

    /**
     * Frames with all signs, a smallest relative gap of 1e-6, and 16 samples where the spectrum is degenerate.
     *
     * @param group the group
     * @param dimension d, from 1 to {@link #MAX_DIMENSION}
     * @return the frames
     * @throws IllegalArgumentException if the dimension is outside its domain
     */
    public static PcaFrames of(FrameGroup group, int dimension) {
        java.util.Objects.requireNonNull(group, "group");
        if (dimension < 1 || dimension > MAX_DIMENSION) {
            throw new IllegalArgumentException("dimension: expected 1 to " + MAX_DIMENSION + ", got " + dimension);
        }
        return new PcaFrames(group, dimension, 1e-6, 16, NO_MOMENTS);
    }

    /**
     * These frames with another criterion of degeneracy.
     *
     * @param gap the smallest gap between eigenvalues, relative to the largest eigenvalue, that determines axes; in [0, 1)
     * @return the changed copy
     * @throws IllegalArgumentException if the gap is outside its domain
     */
    public PcaFrames withMinRelativeGap(double gap) {
        if (!(gap >= 0 && gap < 1)) {
            throw new IllegalArgumentException("minimum relative gap: expected a number in [0, 1), got " + gap);
        }
        return new PcaFrames(group, dimension, gap, fallbackSamples, minSkewness);
    }

    /**
     * These frames with another fallback.
     *
     * @param samples how many rotations of each degenerate eigenspace to average over; 0 to throw instead
     * @return the changed copy
     * @throws IllegalArgumentException if the number is negative
     */
    public PcaFrames withFallbackSamples(int samples) {
        if (samples < 0) {
            throw new IllegalArgumentException("fallback samples: expected 0 or more, got " + samples);
        }
        return new PcaFrames(group, dimension, minRelativeGap, samples, minSkewness);
    }

    /**
     * These frames with signs fixed by third moments: a smaller frame, of one element for most clouds.
     *
     * @param skewness the smallest absolute skewness of the cloud along an axis that fixes its sign, positive; below it both signs are
     *     kept
     * @return the changed copy
     * @throws IllegalArgumentException if the skewness is not positive
     */
    public PcaFrames withSignsFromThirdMoments(double skewness) {
        if (!(skewness > 0)) {
            throw new IllegalArgumentException("skewness: expected a positive number, got " + skewness);
        }
        return new PcaFrames(group, dimension, minRelativeGap, fallbackSamples, skewness);
    }

    /**
     * The group.
     *
     * @return the group
     */
    public FrameGroup group() {
        return group;
    }

    /**
     * The dimension of space.
     *
     * @return d
     */
    public int dimension() {
        return dimension;
    }

    /**
     * Finds the frame of a cloud.
     *
     * @param points {@code [n, d]}, n ≥ 1; not modified
     * @return the frame
     * @throws IllegalArgumentException if the array's length is no multiple of d, or a coordinate is not finite
     * @throws DegenerateSpectrumException if the spectrum is degenerate and there is no fallback
     */
    public Frame find(double[] points) {
        if (points.length == 0 || points.length % dimension != 0) {
            throw new IllegalArgumentException(
                    "points: expected [n, " + dimension + "] with n >= 1, got " + points.length + " numbers");
        }
        return find(points, 0, points.length / dimension, null, 0);
    }

    /**
     * Finds the frame of a cloud with weights.
     *
     * @param points {@code [n, d]}; not modified
     * @param offset where they start
     * @param n number of points, at least 1
     * @param weights {@code [n]}, nonnegative with a positive sum; 0 leaves a point out of the frame, such as padding; null for
     *     equal weights; not modified
     * @param weightsOffset where they start
     * @return the frame
     * @throws IllegalArgumentException if a size, a weight or the coordinate of a point with weight is outside its domain
     * @throws DegenerateSpectrumException if the spectrum is degenerate and there is no fallback
     */
    public Frame find(double[] points, int offset, int n, double[] weights, int weightsOffset) {
        requireArrays(points, offset, n, weights, weightsOffset);
        Moments moments = new Moments(group, dimension, points, offset, n, weights, weightsOffset);
        double[] axes = new double[dimension * dimension];
        double[] spectrum = axes(moments.covariance(), axes);
        double gap = relativeGap(spectrum);
        boolean degenerate = gap < minRelativeGap;
        if (degenerate && fallbackSamples == 0) {
            throw new DegenerateSpectrumException(gap, minRelativeGap);
        }
        double[] skewness = new double[dimension];
        if (minSkewness < NO_MOMENTS && !degenerate) {
            moments.skewness(axes, spectrum, ZERO, skewness);
        }
        double[] signed = signs(axes, skewness);
        double[] rotations = degenerate ? turned(signed, axes, spectrum) : signed;
        return new Frame(dimension, moments.centre(), rotations, gap, degenerate);
    }

    private void requireArrays(double[] points, int offset, int n, double[] weights, int weightsOffset) {
        if (n < 1) {
            throw new IllegalArgumentException("expected at least 1 point, got " + n);
        }
        if (offset < 0 || points.length - offset < (long) n * dimension) {
            throw new IllegalArgumentException("points: expected [" + n + ", " + dimension + "] from offset " + offset
                    + ", got an array of " + points.length);
        }
        if (weights != null && (weightsOffset < 0 || weights.length - weightsOffset < n)) {
            throw new IllegalArgumentException("weights: expected [" + n + "] from offset " + weightsOffset
                    + ", got an array of " + weights.length);
        }
    }

    /** Eigenvectors in columns by falling eigenvalue, of determinant 1; returns the eigenvalues. */
    private double[] axes(double[] covariance, double[] axes) {
        int d = dimension;
        double[] vectors = new double[d * d];
        SymmetricEigen.decompose(covariance, vectors, d);
        int[] order = java.util.stream.IntStream.range(0, d)
                .boxed()
                .sorted((i, j) -> Double.compare(covariance[j * d + j], covariance[i * d + i]))
                .mapToInt(i -> i)
                .toArray();
        double[] spectrum = new double[d];
        for (int k = 0; k < d; k++) {
            spectrum[k] = Math.max(0, covariance[order[k] * d + order[k]]);
            for (int i = 0; i < d; i++) {
                axes[i * d + k] = vectors[i * d + order[k]];
            }
        }
        // Jacobi's vectors are a product of rotations, so only the sorting can have turned the determinant.
        if (isOdd(order)) {
            for (int i = 0; i < d; i++) {
                axes[i * d + d - 1] *= -1;
            }
        }
        return spectrum;
    }

    private static boolean isOdd(int[] permutation) {
        boolean odd = false;
        for (int i = 0; i < permutation.length; i++) {
            for (int j = i + 1; j < permutation.length; j++) {
                odd ^= permutation[i] > permutation[j];
            }
        }
        return odd;
    }

    private static double relativeGap(double[] spectrum) {
        double gap = 1;
        for (int k = 1; k < spectrum.length; k++) {
            if (spectrum[k - 1] > ZERO * spectrum[0]) {
                gap = Math.min(gap, (spectrum[k - 1] - spectrum[k]) / spectrum[0]);
            }
        }
        return gap;
    }

    /** V diag(s) for all signs s that are open, {@code [size, d, d]}. */
    private double[] signs(double[] axes, double[] skewness) {
        int d = dimension;
        int free = group.isProper() ? d - 1 : d;
        int[] open = java.util.stream.IntStream.range(0, free)
                .filter(k -> Math.abs(skewness[k]) < minSkewness)
                .toArray();
        int size = 1 << open.length;
        double[] rotations = new double[size * d * d];
        double[] sign = new double[d];
        for (int element = 0; element < size; element++) {
            double product = 1;
            for (int k = 0; k < free; k++) {
                sign[k] = skewness[k] < 0 ? -1 : 1;
            }
            for (int bit = 0; bit < open.length; bit++) {
                sign[open[bit]] = (element >> bit & 1) == 1 ? -1 : 1;
            }
            for (int k = 0; k < free; k++) {
                product *= sign[k];
            }
            if (free < d) {
                sign[free] = product;
            }
            for (int i = 0; i < d; i++) {
                for (int k = 0; k < d; k++) {
                    rotations[(element * d + i) * d + k] = axes[i * d + k] * sign[k];
                }
            }
        }
        return rotations;
    }

    /**
     * V Q_j Vᵀ · V diag(s) for random Q_j that act within the degenerate eigenspaces. Averages over Q and over s are averages over a
     * sample of the whole set of frames that the cloud leaves open.
     */
    private double[] turned(double[] signed, double[] axes, double[] spectrum) {
        int d = dimension;
        int size = signed.length / (d * d);
        double[] out = new double[fallbackSamples * signed.length];
        double[] axesTurned = new double[d * d];
        // The same rotations for every cloud: a function of its input, as any other.
        SplittableRandom random = new SplittableRandom(0);
        for (int sample = 0; sample < fallbackSamples; sample++) {
            System.arraycopy(axes, 0, axesTurned, 0, d * d);
            for (int from = 0, to; from < d; from = to) {
                to = from + 1;
                while (to < d && spectrum[to - 1] - spectrum[to] < minRelativeGap * spectrum[0]) {
                    to++;
                }
                if (to - from > 1) {
                    turnColumns(axes, from, to, random, axesTurned);
                }
            }
            for (int element = 0; element < size; element++) {
                int at = (sample * size + element) * d * d;
                for (int k = 0; k < d; k++) {
                    double sign = sign(signed, element, axes, k);
                    for (int i = 0; i < d; i++) {
                        out[at + i * d + k] = sign * axesTurned[i * d + k];
                    }
                }
            }
        }
        return out;
    }

    private double sign(double[] signed, int element, double[] axes, int k) {
        int d = dimension;
        double dot = 0;
        for (int i = 0; i < d; i++) {
            dot += signed[(element * d + i) * d + k] * axes[i * d + k];
        }
        return Math.signum(dot);
    }

    private void turnColumns(double[] axes, int from, int to, SplittableRandom random, double[] out) {
        int m = to - from;
        double[] q = new double[m * m];
        HaarSO.sampleHaar(SO.of(m), random, q, 0, 1);
        for (int i = 0; i < dimension; i++) {
            for (int k = 0; k < m; k++) {
                double sum = 0;
                for (int l = 0; l < m; l++) {
                    sum += axes[i * dimension + from + l] * q[l * m + k];
                }
                out[i * dimension + from + k] = sum;
            }
        }
    }
}
