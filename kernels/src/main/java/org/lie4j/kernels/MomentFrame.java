package org.lie4j.kernels;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.groups.internal.SymmetricEigen;
import org.lie4j.kernels.internal.FrameSettings;
import org.lie4j.kernels.internal.Frames;
import org.lie4j.kernels.internal.Moments;
import org.lie4j.kernels.internal.Multilinear;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The moment frame of an image or a volume: the affine coordinate system that it brings along.
 *
 * <p>For a nonnegative density f with mean m and covariance Σ, the image g·f under g = (t, h) has mean h m + t and covariance
 * h Σ hᵀ. Hence {@code f ↦ f(m + Σ^{1/2} u)} removes translation and the symmetric factor SPos(n) of GL+(n) = SPos(n) · SO(n), up to resampling, and
 * leaves a rotation, R = (h Σ hᵀ)^{-1/2} h Σ^{1/2}. It is I where h is symmetric positive definite and commutes with Σ, as any such h does if Σ is a multiple
 * of I; in general it is not the orthogonal polar factor of h. It is for an SO(n) group convolution.
 *
 * <p>No principal axes are chosen: the symmetric root Σ^{1/2} depends smoothly on Σ, also where eigenvalues are equal, and no gap between them is asked for.
 * Whoever goes on to principal axes can ask for {@link #relativeGap}.
 *
 * <p>It needs a signal of compact support on a dark background: what is not part of the object moves the moments. Three things make it robust: values below
 * {@link #withThreshold a threshold} do not count; values above {@link #withCap a cap} count as the cap; and {@link #windowed a window}, which travels with the
 * frame and is iterated, leaves out what is far away. All of them keep the frame equivariant. A {@link #withRidge ridge} and a {@link #withLeastRatio least ratio} bound the stretch of
 * thin strokes, and where they act the symmetric factor is not taken away in full.
 *
 * <p>A density has no negative values: finite values below 0 are background, like all others up to the threshold. Images whose mean was
 * subtracted have lost their dark background and should be framed before.
 *
 * <p>A frame is packed as n rows of [A | m], the map x = A u + m from canonical coordinates u to the image. Points are (x, y) = (column, row) or
 * (x, y, z) = (column, row, slice), pixel centres at integers, y downwards. Immutable and thread-safe; (de)serialised as part of a network's JSON
 * configuration.
 *
 * @param <F> the frame's own type
 * @serial exclude
 */
@JsonAutoDetect(
        fieldVisibility = Visibility.NONE,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
public abstract sealed class MomentFrame<F extends MomentFrame<F>> implements Serializable
        permits AffineFrame, VolumeFrame {
    private static final long serialVersionUID = 1;

    private final FrameSettings settings;

    MomentFrame(FrameSettings settings) {
        this.settings = settings;
    }

    abstract F with(FrameSettings changed);

    /**
     * The dimension of the space.
     *
     * @return 2 for images, 3 for volumes
     */
    public abstract int dimension();

    /**
     * Doubles per frame.
     *
     * @return n (n + 1)
     */
    public final int frameLength() {
        return Frames.length(dimension());
    }

    /**
     * This frame with a ridge: a stroke thinner than its square root is not stretched any further.
     *
     * @param squaredPixels added to the eigenvalues of Σ, at least 0
     * @return the changed copy
     */
    public final F withRidge(double squaredPixels) {
        return with(settings.withRidge(squaredPixels));
    }

    /**
     * This frame with a threshold.
     *
     * @param value values up to this one are background, at least 0
     * @return the changed copy
     */
    public final F withThreshold(double value) {
        return with(settings.withThreshold(value));
    }

    /**
     * This frame with a cap: a few very bright pixels count no more than others.
     *
     * @param value values above this one count as this one, above the threshold
     * @return the changed copy
     */
    public final F withCap(double value) {
        return with(settings.withCap(value));
    }

    /**
     * This frame with a window that is iterated: in each step the values are weighted by exp(-‖u‖² / 2 w²), u being canonical coordinates in the frame so far, and the covariance
     * is multiplied by 1 + 1/w², which undoes what the window takes from a Gaussian (adaptive moments: Bernstein &amp; Jarvis, AJ 123, 2002). What is far from the object
     * loses its weight; an object that is no Gaussian gets another frame than without a window, and an equivariant one. A flat object without ridge and least ratio has no window.
     *
     * @param width w in standard deviations of the object, positive; 2 to 3 is usual
     * @param iterations number of steps, at least 0
     * @return the changed copy
     */
    public final F windowed(double width, int iterations) {
        return with(settings.windowed(width, iterations));
    }

    /**
     * This frame with a bound for the stretch: the smaller eigenvalues of Σ are taken to be at least so much of the largest one.
     *
     * @param ratio in [0, 1]
     * @return the changed copy
     */
    public final F withLeastRatio(double ratio) {
        return with(settings.withLeastRatio(ratio));
    }

    /**
     * This frame for data among which there are images without any value above the threshold: they get their own centre and the identity, scaled so that canonical
     * pixels are pixels, instead of being refused.
     *
     * @return the changed copy
     */
    public final F allowingEmpty() {
        return with(settings.allowingEmpty());
    }

    /**
     * Finds the frame of one image or volume. A single pixel gets the identity, scaled so that canonical pixels are pixels. A flat object, such as a line one pixel wide,
     * gets a singular frame unless there is a ridge or a least ratio: its canonical image is finite, and there is no way back ({@link #toCanonical} throws).
     *
     * @param values {@code [height, width]} or {@code [depth, height, width]}, row-major; several channels are added up before; not modified
     * @param offset where they start
     * @param extents height and width, or depth, height and width
     * @param frame modified: the frame, {@link #frameLength} numbers, A = Σ^{1/2}
     * @param frameOffset where the frame starts
     * @throws IllegalArgumentException if a value is NaN or infinite, whatever threshold and cap are, or the moments overflow; if no value is above the threshold and {@link #allowingEmpty}
     *     was not called; or if there are more or fewer extents than dimensions
     */
    public final void find(double[] values, int offset, int[] extents, double[] frame, int frameOffset) {
        requireExtents(extents);
        Moments.find(settings, values, offset, extents, frame, frameOffset);
    }

    private void requireExtents(int[] extents) {
        if (extents.length != dimension()) {
            throw new IllegalArgumentException(
                    "extents: expected " + dimension() + ", got " + Arrays.toString(extents));
        }
    }

    /**
     * The image in its frame: pixel p of the canonical image is f(A (p - c) / spread + m), c its centre, by multilinear
     * interpolation with zero outside.
     *
     * @param values the image, row-major, not modified
     * @param offset where it starts
     * @param extents height and width, or depth, height and width
     * @param frame the frame, not modified
     * @param frameOffset where the frame starts
     * @param out modified: {@code [size, size]} or {@code [size, size, size]}, row-major
     * @param outOffset where the canonical image starts
     */
    public final void warp(
            double[] values, int offset, int[] extents, double[] frame, int frameOffset, double[] out, int outOffset) {
        requireExtents(extents);
        Multilinear sampler = new Multilinear(extents);
        forEachPixel(frame, frameOffset, sampler, p -> out[outOffset + p] = sampler.gather(values, offset));
    }

    /**
     * The transpose of {@link #warp}, for back-propagation with the frame held fixed: adds to each input pixel what it
     * contributed to.
     *
     * @param gradient gradient of the canonical image, not modified
     * @param gradientOffset where it starts
     * @param frame the frame, not modified
     * @param frameOffset where the frame starts
     * @param values modified: added to
     * @param offset where the image starts
     * @param extents height and width, or depth, height and width
     */
    public final void warpTransposed(
            double[] gradient,
            int gradientOffset,
            double[] frame,
            int frameOffset,
            double[] values,
            int offset,
            int[] extents) {
        requireExtents(extents);
        Multilinear sampler = new Multilinear(extents);
        forEachPixel(frame, frameOffset, sampler, p -> sampler.scatter(gradient[gradientOffset + p], values, offset));
    }

    private void forEachPixel(double[] frame, int at, Multilinear sampler, IntConsumer action) {
        int n = dimension();
        int size = size();
        double[] start = new double[n];
        double[] point = new double[n];
        for (int row = 0, p = 0; p < pixels(); row++) {
            for (int i = 0; i < n; i++) {
                start[i] = frame[at + i * (n + 1) + n];
            }
            for (int axis = 1, rest = row; axis < n; axis++) {
                double u = canonicalUnits(rest % size);
                rest /= size;
                for (int i = 0; i < n; i++) {
                    start[i] += frame[at + i * (n + 1) + axis] * u;
                }
            }
            for (int column = 0; column < size; column++, p++) {
                double u = canonicalUnits(column);
                for (int i = 0; i < n; i++) {
                    point[i] = start[i] + frame[at + i * (n + 1)] * u;
                }
                sampler.moveTo(point);
                action.accept(p);
            }
        }
    }

    private double canonicalUnits(double pixel) {
        return (pixel - 0.5 * (size() - 1)) / spread();
    }

    /**
     * Pixels of the canonical image.
     *
     * @return size to the power of the dimension
     */
    public final int pixels() {
        int pixels = 1;
        for (int i = 0; i < dimension(); i++) {
            pixels = Math.multiplyExact(pixels, size());
        }
        return pixels;
    }

    /**
     * Carries a point of the canonical image back to the image.
     *
     * @param frame the frame, not modified
     * @param frameOffset where the frame starts
     * @param point column, row and, in a volume, slice in the canonical image; not modified
     * @return new array: the point in the image
     * @throws IllegalArgumentException if the point has more or fewer coordinates than dimensions
     */
    public final double[] toImage(double[] frame, int frameOffset, double... point) {
        int n = requirePoint(point);
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            int row = frameOffset + i * (n + 1);
            out[i] = frame[row + n];
            for (int j = 0; j < n; j++) {
                out[i] += frame[row + j] * canonicalUnits(point[j]);
            }
        }
        return out;
    }

    /**
     * Carries a point of the image to the canonical image: where a target lies for a network that sees canonical images.
     *
     * @param frame the frame, not modified
     * @param frameOffset where the frame starts
     * @param point column, row and, in a volume, slice in the image; not modified
     * @return new array: the point in the canonical image
     * @throws IllegalArgumentException if the point has more or fewer coordinates than dimensions
     * @throws ArithmeticException if the frame is singular, as that of a flat object without ridge and least ratio
     */
    public final double[] toCanonical(double[] frame, int frameOffset, double... point) {
        int n = requirePoint(point);
        double[] inverse = Frames.inverse(n, frame, frameOffset);
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            double u = 0;
            for (int j = 0; j < n; j++) {
                u += inverse[i * n + j] * (point[j] - frame[frameOffset + j * (n + 1) + n]);
            }
            out[i] = 0.5 * (size() - 1) + spread() * u;
        }
        return out;
    }

    private int requirePoint(double[] point) {
        if (point.length != dimension()) {
            throw new IllegalArgumentException(
                    "point: expected " + dimension() + " coordinates, got " + Arrays.toString(point));
        }
        return point.length;
    }

    /**
     * The variances along the principal axes of a frame, those of A Aᵀ: of a frame that was found, the eigenvalues of Σ after ridge and least ratio.
     *
     * @param frame the frame, not modified
     * @param frameOffset where the frame starts
     * @return new array {@code [n]}, squared pixels, ascending; the least is 0 for a flat object
     */
    public final double[] variances(double[] frame, int frameOffset) {
        int n = dimension();
        double[] a = Frames.linear(n, frame, frameOffset);
        double[] covariance = new double[n * n];
        SmallMatrices.multiplyTransposed(n, a, 0, a, 0, covariance, 0);
        SymmetricEigen.decompose(covariance, new double[n * n], n);
        double[] variances = new double[n];
        Arrays.setAll(variances, k -> Math.max(0, covariance[k * n + k]));
        Arrays.sort(variances);
        return variances;
    }

    /**
     * How well principal axes are told apart: the smallest difference of two variances, relative to the largest variance. Axes turn by about the relative error of Σ divided
     * by it. The frame itself has no use for axes and is as good where this is 0.
     *
     * @param frame the frame, not modified
     * @param frameOffset where the frame starts
     * @return in [0, 1]; 0 for an object that is round in some plane
     */
    public final double relativeGap(double[] frame, int frameOffset) {
        double[] variances = variances(frame, frameOffset);
        double largest = variances[variances.length - 1];
        double gap = largest;
        for (int k = 1; k < variances.length; k++) {
            gap = Math.min(gap, variances[k] - variances[k - 1]);
        }
        return largest == 0 ? 0 : gap / largest;
    }

    /**
     * Side of the canonical image.
     *
     * @return pixels
     */
    @JsonProperty
    public final int size() {
        return settings.size();
    }

    /**
     * Standard deviation of the canonical image's density.
     *
     * @return pixels
     */
    @JsonProperty
    public final double spread() {
        return settings.spread();
    }

    /**
     * What is added to the eigenvalues of Σ.
     *
     * @return squared pixels
     */
    @JsonProperty
    public final double ridge() {
        return settings.ridge();
    }

    /**
     * The largest value of the background.
     *
     * @return the threshold
     */
    @JsonProperty
    public final double threshold() {
        return settings.threshold();
    }

    /**
     * Above which values count as this one.
     *
     * @return the cap, +∞ for none
     */
    public final double cap() {
        return settings.cap();
    }

    @JsonProperty("cap")
    final Double finiteCap() {
        return cap() < Double.POSITIVE_INFINITY ? cap() : null;
    }

    /**
     * Width of the window.
     *
     * @return standard deviations of the object, +∞ for no window
     */
    public final double window() {
        return settings.window();
    }

    @JsonProperty("window")
    final Double finiteWindow() {
        return window() < Double.POSITIVE_INFINITY ? window() : null;
    }

    /**
     * How often the window is moved.
     *
     * @return number of iterations
     */
    @JsonProperty
    public final int steps() {
        return settings.steps();
    }

    /**
     * The smaller eigenvalues of Σ as a part of the largest one, at least.
     *
     * @return in [0, 1]
     */
    @JsonProperty
    public final double leastRatio() {
        return settings.leastRatio();
    }

    /**
     * Whether images without an object get a trivial frame.
     *
     * @return false if they are refused
     */
    @JsonProperty
    public final boolean emptyAllowed() {
        return settings.emptyAllowed();
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof MomentFrame<?> that
                && dimension() == that.dimension()
                && settings.equals(that.settings);
    }

    @Override
    public final int hashCode() {
        return 31 * dimension() + settings.hashCode();
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + " size " + size() + ", spread " + spread() + ", ridge " + ridge()
                + ", threshold " + threshold() + ", cap " + cap() + ", window " + window() + " x" + steps()
                + ", least ratio " + leastRatio();
    }
}
