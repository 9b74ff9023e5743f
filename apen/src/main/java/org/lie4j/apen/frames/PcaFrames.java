package org.lie4j.apen.frames;

import java.util.SplittableRandom;
import org.lie4j.groups.SO;
import org.lie4j.groups.internal.SymmetricEigen;
import org.lie4j.groups.sampling.HaarSO;

/**
 * Frames by principal axes (Puny et al., ICLR 2022, section 3): t is the weighted mean, the R_k are the eigenvectors V of the
 * weighted covariance with all signs, V diag(±1).
 *
 * <p>Similarities divide by the scale, the root mean square distance from t; coincident points have scale 1. Affine maps whiten: L is
 * the root of the covariance C, and since x ↦ C^(-1/2) (x - t) leaves any affine map of the cloud a rotation or reflection, the axes are
 * those of the whitened cloud's fourth moments Σ w ‖x‖² x xᵀ (fourth-order blind identification, Cardoso, 1989). Such clouds must span
 * space. The whitened moments of an elliptic cloud repeat, so affine frames amplify noise more than others.
 *
 * <p>Frames have 2^d elements, those of proper groups the 2^(d-1) of positive determinant. O(d) and SO(d) take moments about the
 * origin. With {@link #withSignsFromThirdMoments} a sign is fixed so that the cloud's third moment along the axis is positive, where
 * that moment is not too small; proper groups leave the last axis to the determinant.
 *
 * <p>Axes are undetermined where a nonzero eigenvalue repeats. Such clouds are found by the relative gap; they get axes averaged
 * over random rotations of each degenerate eigenspace, which makes averages equivariant up to a sampling error that falls with the
 * root of the number of samples (on a cube, for a smooth function, from .020 of its value without the fallback to .005 with 16 samples
 * and .001 with 1,024), or a {@link DegenerateSpectrumException} if that number is 0. Zero eigenvalues may repeat:
 * the cloud has no extent there, and signs cancel what an axis would say. {@link #withoutUndeterminedAxes} is the other answer: such axes
 * become zero, frames stay exactly equivariant, and what lies along these axes is lost. {@link #withOneElement} does so with axes whose sign
 * is undetermined too.
 *
 * <p>Immutable and thread-safe.
 */
public final class PcaFrames {
    /** Largest dimension: a frame has up to 2^d elements. */
    public static final int MAX_DIMENSION = 16;

    /** Eigenvalues below this part of the largest one are rounding, that is zero. */
    private static final double ZERO = 1e-14;

    /** Covariances whose smallest eigenvalue is below this part of the largest one cannot be whitened. */
    private static final double FLAT = 1e-12;

    private static final double NO_MOMENTS = Double.POSITIVE_INFINITY;

    private final FrameGroup group;
    private final int dimension;
    private final double minRelativeGap;
    private final int fallbackSamples;
    private final double minSkewness;
    private final Undetermined undetermined;

    /** What becomes of undetermined axes. */
    private enum Undetermined {
        SAMPLED,
        DROPPED,
        /** Those whose sign is undetermined too. */
        DROPPED_WITH_SIGNS
    }

    private PcaFrames(
            FrameGroup group,
            int dimension,
            double minRelativeGap,
            int fallbackSamples,
            double minSkewness,
            Undetermined undetermined) {
        this.group = group;
        this.dimension = dimension;
        this.minRelativeGap = minRelativeGap;
        this.fallbackSamples = fallbackSamples;
        this.minSkewness = minSkewness;
        this.undetermined = undetermined;
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
        return new PcaFrames(group, dimension, 1e-6, 16, NO_MOMENTS, Undetermined.SAMPLED);
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
        return new PcaFrames(group, dimension, gap, fallbackSamples, minSkewness, undetermined);
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
        return new PcaFrames(group, dimension, minRelativeGap, samples, minSkewness, Undetermined.SAMPLED);
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
        return new PcaFrames(group, dimension, minRelativeGap, fallbackSamples, skewness, undetermined);
    }

    /**
     * These frames with one element for each cloud: signs fixed by third moments, and zeros for axes whose third moment is too small
     * to fix them, as for other undetermined axes ({@link #withoutUndeterminedAxes}). The last axis of a proper group follows from the
     * determinant if there are all others. A cloud that is symmetric to its centre keeps that alone.
     *
     * @param skewness the smallest absolute skewness of the cloud along an axis that fixes its sign, positive; axes along which the cloud's
     *     variance is below the minimum relative gap of the largest one have none
     * @return the changed copy
     * @throws IllegalArgumentException if the skewness is not positive, or the group has more than isometries
     */
    public PcaFrames withOneElement(double skewness) {
        PcaFrames fixed = withoutUndeterminedAxes().withSignsFromThirdMoments(skewness);
        return new PcaFrames(group, dimension, minRelativeGap, 0, fixed.minSkewness, Undetermined.DROPPED_WITH_SIGNS);
    }

    /**
     * These frames with another fallback: each eigenspace of more than one dimension, that of the eigenvalue 0 too, has zeros for its axes.
     * R_k then is a partial isometry, R_k R_kᵀ the projection onto the eigenspaces of one dimension, which moves along with the cloud: the
     * frame stays exactly equivariant and of full size. A single point keeps its centre alone, points on a line the line.
     *
     * @return the changed copy
     * @throws IllegalArgumentException if the group has more than isometries
     */
    public PcaFrames withoutUndeterminedAxes() {
        if (!group.isIsometric()) {
            throw new IllegalArgumentException("group: expected isometries, got " + group);
        }
        return new PcaFrames(group, dimension, minRelativeGap, 0, minSkewness, Undetermined.DROPPED);
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
     * How many elements a frame has whose signs are all open.
     *
     * @return 2^d, or 2^(d-1) for proper groups; 1 for frames of one element
     */
    public int size() {
        return undetermined == Undetermined.DROPPED_WITH_SIGNS ? 1 : 1 << openSigns();
    }

    private int openSigns() {
        return group.isProper() ? dimension - 1 : dimension;
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
     * @throws IllegalArgumentException if a size, a weight or the coordinate of a point with weight is outside its domain, or affine
     *     frames find fewer than d + 1 points with weight
     * @throws DegenerateSpectrumException if the spectrum is degenerate and there is no fallback
     * @throws ArithmeticException if affine frames find points that do not span space
     */
    public Frame find(double[] points, int offset, int n, double[] weights, int weightsOffset) {
        FrameBatch batch = new FrameBatch();
        batch.reset(dimension, 1);
        requireArrays(points, offset, n, weights, weightsOffset);
        findNext(points, offset, n, weights, weightsOffset, batch);
        return batch.frame(0);
    }

    /**
     * Finds the frames of a batch of clouds of equal size. Allocates nothing once the batch has grown, unless a cloud is degenerate.
     *
     * @param clouds {@code [count, n, d]}; not modified
     * @param count number of clouds
     * @param n points of each cloud; pad with points of weight 0
     * @param weights {@code [count, n]}, as above; null for equal weights; not modified
     * @param out modified: the frames
     * @throws IllegalArgumentException if a size, a weight or the coordinate of a point with weight is outside its domain
     * @throws DegenerateSpectrumException if a spectrum is degenerate and there is no fallback
     */
    public void find(double[] clouds, int count, int n, double[] weights, FrameBatch out) {
        out.reset(dimension, count);
        for (int i = 0; i < count; i++) {
            requireArrays(clouds, i * n * dimension, n, weights, i * n);
            findNext(clouds, i * n * dimension, n, weights, i * n, out);
        }
    }

    private void findNext(double[] points, int offset, int n, double[] weights, int weightsOffset, FrameBatch out) {
        int d = dimension;
        int cloud = out.count;
        Moments moments = out.moments;
        moments.read(group, d, points, offset, n, weights, weightsOffset, out.centres, cloud * d);
        moments.covariance(out.matrix);
        double scale = 1;
        if (group.shape() == FrameGroup.Shape.SCALE) {
            scale = scale(out.matrix, moments.unit());
        } else if (group.shape() == FrameGroup.Shape.FULL) {
            whiten(moments, out);
            moments.fourthMoments(out.matrix);
        }
        axes(out);
        double gap = relativeGap(out.spectrum);
        boolean degenerate = gap < minRelativeGap;
        boolean dropping = undetermined != Undetermined.SAMPLED;
        if (degenerate && fallbackSamples == 0 && !dropping) {
            throw new DegenerateSpectrumException(gap, minRelativeGap);
        }
        java.util.Arrays.fill(out.skewness, 0);
        if (dropping) {
            drop(out);
        }
        if (minSkewness < NO_MOMENTS && (dropping || !degenerate)) {
            moments.skewness(out.axes, dropping ? Math.max(ZERO, minRelativeGap) : ZERO, out.skewness);
        }
        int size = undetermined == Undetermined.DROPPED_WITH_SIGNS ? single(out) : signs(out);
        if (degenerate && !dropping) {
            size = turned(out, size);
        }
        for (int k = out.first[cloud]; k < out.first[cloud] + size; k++) {
            linearParts(k * d * d, scale, moments.unit(), out);
        }
        out.gaps[cloud] = gap;
        out.degenerate[cloud] = degenerate;
        out.first[cloud + 1] = out.first[cloud] + size;
        out.count++;
    }

    /** The root mean square distance from the centre, 1 if all points coincide. */
    private double scale(double[] covariance, double unit) {
        double trace = 0;
        for (int k = 0; k < dimension; k++) {
            trace += covariance[k * dimension + k];
        }
        return trace > 0 ? Math.sqrt(trace) * unit : 1;
    }

    /** Fills the root of the covariance and its inverse, and multiplies the cloud by the latter. */
    private void whiten(Moments moments, FrameBatch out) {
        int d = dimension;
        int support = moments.support();
        if (support < d + 1) {
            throw new IllegalArgumentException("points: expected at least " + (d + 1)
                    + " with weight for affine frames in dimension " + d + ", got " + support);
        }
        SymmetricEigen.decompose(out.matrix, out.vectors, d);
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int k = 0; k < d; k++) {
            smallest = Math.min(smallest, out.matrix[k * d + k]);
            largest = Math.max(largest, out.matrix[k * d + k]);
        }
        if (!(smallest > FLAT * largest)) {
            throw new ArithmeticException("affine frames: expected points that span space, a smallest eigenvalue of the"
                    + " covariance above " + FLAT + " of the largest, got " + smallest / largest);
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double root = 0;
                double inverse = 0;
                for (int k = 0; k < d; k++) {
                    double product = out.vectors[i * d + k] * out.vectors[j * d + k];
                    double value = Math.sqrt(out.matrix[k * d + k]);
                    root += product * value;
                    inverse += product / value;
                }
                out.root[i * d + j] = root;
                out.inverseRoot[i * d + j] = inverse;
            }
        }
        moments.map(out.inverseRoot);
    }

    /** A = L R and A⁻¹ = Rᵀ L⁻¹ of one element. */
    private void linearParts(int at, double scale, double unit, FrameBatch out) {
        int d = dimension;
        boolean full = group.shape() == FrameGroup.Shape.FULL;
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < d; k++) {
                double forth = out.rotations[at + i * d + k] * scale;
                double back = out.rotations[at + i * d + k] / scale;
                if (full) {
                    forth = 0;
                    back = 0;
                    for (int c = 0; c < d; c++) {
                        forth += out.root[i * d + c] * out.rotations[at + c * d + k];
                        back += out.inverseRoot[i * d + c] * out.rotations[at + c * d + k];
                    }
                    forth *= unit;
                    back /= unit;
                }
                out.linear[at + i * d + k] = forth;
                out.inverse[at + k * d + i] = back;
            }
        }
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

    /** Eigenvectors in columns by falling eigenvalue, of determinant 1, and the eigenvalues. */
    private void axes(FrameBatch out) {
        int d = dimension;
        SymmetricEigen.decompose(out.matrix, out.vectors, d);
        int[] order = out.order;
        for (int k = 0; k < d; k++) {
            int at = k;
            for (; at > 0 && out.matrix[order[at - 1] * d + order[at - 1]] < out.matrix[k * d + k]; at--) {
                order[at] = order[at - 1];
            }
            order[at] = k;
        }
        for (int k = 0; k < d; k++) {
            out.spectrum[k] = Math.max(0, out.matrix[order[k] * d + order[k]]);
            for (int i = 0; i < d; i++) {
                out.axes[i * d + k] = out.vectors[i * d + order[k]];
            }
        }
        // Jacobi's vectors are a product of rotations, so only the sorting can have turned the determinant.
        if (isOdd(order)) {
            for (int i = 0; i < d; i++) {
                out.axes[i * d + d - 1] *= -1;
            }
        }
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

    /** Adds V diag(s) for all signs s that are open; returns how many. */
    private int signs(FrameBatch out) {
        int d = dimension;
        int free = openSigns();
        int opened = 0;
        for (int k = 0; k < free; k++) {
            if (Math.abs(out.skewness[k]) < minSkewness) {
                out.open[opened++] = k;
            }
        }
        int size = 1 << opened;
        int first = out.first[out.count];
        out.reserve(first + size);
        for (int element = 0; element < size; element++) {
            double product = 1;
            for (int k = 0; k < free; k++) {
                out.sign[k] = out.skewness[k] < 0 ? -1 : 1;
            }
            for (int bit = 0; bit < opened; bit++) {
                out.sign[out.open[bit]] = (element >> bit & 1) == 1 ? -1 : 1;
            }
            for (int k = 0; k < free; k++) {
                product *= out.sign[k];
            }
            if (free < d) {
                out.sign[free] = product;
            }
            for (int i = 0; i < d; i++) {
                for (int k = 0; k < d; k++) {
                    out.rotations[((first + element) * d + i) * d + k] = out.axes[i * d + k] * out.sign[k];
                }
            }
        }
        return size;
    }

    /** Adds V diag(s) for the signs s of the third moments, zeros where they are not known; returns 1. */
    private int single(FrameBatch out) {
        int d = dimension;
        int first = out.first[out.count];
        out.reserve(first + 1);
        double product = 1;
        for (int k = 0; k < d; k++) {
            boolean known = Math.abs(out.skewness[k]) >= minSkewness;
            double sign = known ? Math.signum(out.skewness[k]) : 0;
            if (k == openSigns() && product != 0) {
                sign = product; // Of a proper group whose other axes are known.
            }
            product *= sign;
            for (int i = 0; i < d; i++) {
                out.rotations[(first * d + i) * d + k] = out.axes[i * d + k] * sign;
            }
        }
        return 1;
    }

    /** Zeros for the axes of each eigenspace of more than one dimension. */
    private void drop(FrameBatch out) {
        int d = dimension;
        double gap = Math.max(minRelativeGap, ZERO) * out.spectrum[0];
        for (int from = 0, to; from < d; from = to) {
            to = from + 1;
            while (to < d && out.spectrum[to - 1] - out.spectrum[to] <= gap) {
                to++;
            }
            for (int k = from; k < to && to - from > 1; k++) {
                for (int i = 0; i < d; i++) {
                    out.axes[i * d + k] = 0;
                }
            }
        }
    }

    /**
     * Replaces the elements V diag(s) by V Q_j Vᵀ · V diag(s) for random Q_j that act within the degenerate eigenspaces; returns how
     * many. Averages over Q and over s are averages over a sample of the whole set of frames that the cloud leaves open.
     */
    private int turned(FrameBatch out, int size) {
        int d = dimension;
        int first = out.first[out.count];
        double[] signed = java.util.Arrays.copyOfRange(out.rotations, first * d * d, (first + size) * d * d);
        int all = Math.multiplyExact(fallbackSamples, size);
        out.reserve(Math.addExact(first, all));
        double[] axesTurned = new double[d * d];
        // The same rotations for every cloud: a function of its input, as any other.
        SplittableRandom random = new SplittableRandom(0);
        for (int sample = 0; sample < fallbackSamples; sample++) {
            System.arraycopy(out.axes, 0, axesTurned, 0, d * d);
            for (int from = 0, to; from < d; from = to) {
                to = from + 1;
                while (to < d && out.spectrum[to - 1] - out.spectrum[to] < minRelativeGap * out.spectrum[0]) {
                    to++;
                }
                if (to - from > 1) {
                    turnColumns(out.axes, from, to, random, axesTurned);
                }
            }
            for (int element = 0; element < size; element++) {
                int at = (first + sample * size + element) * d * d;
                for (int k = 0; k < d; k++) {
                    double sign = sign(signed, element, out.axes, k);
                    for (int i = 0; i < d; i++) {
                        out.rotations[at + i * d + k] = sign * axesTurned[i * d + k];
                    }
                }
            }
        }
        return all;
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
