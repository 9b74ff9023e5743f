package org.lie4j.kernels;

import java.io.Serializable;
import org.lie4j.kernels.internal.Multilinear;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The moment frame of an image: the affine coordinate system that an image brings along.
 *
 * <p>For a nonnegative density f with mean m and covariance Σ, the image g·f under g = (t, h) has mean h m + t and covariance
 * h Σ hᵀ. Hence {@code f ↦ f(m + Σ^{1/2} u)} removes translation and the factor P of the polar decomposition h = P R, and
 * leaves a rotation, (h Σ hᵀ)^{-1/2} h Σ^{1/2}: GL+(2) = SPos(2) · SO(2), of which the first factor is handled here exactly,
 * up to resampling. The second one is for an SO(2) group convolution.
 *
 * <p>It needs a signal of compact support on a dark background: what is not part of the object moves the moments. Three things make it robust: values below
 * {@link #withThreshold a threshold} do not count; values above {@link #withCap a cap} count as the cap; and {@link #windowed a window}, which travels with the
 * frame and is iterated, leaves out what is far away. All of them keep the frame equivariant. A {@link #withRidge ridge} and a {@link #withLeastRatio least ratio} bound the stretch of
 * thin strokes, and where they act the symmetric factor is not taken away in full.
 *
 * <p>Points are (x, y) = (column, row), pixel centres at integers, y downwards. Immutable and thread-safe; (de)serialised as part of a network's JSON
 * configuration.
 *
 * @serial exclude
 */
public final class AffineFrame implements Serializable {
    private static final long serialVersionUID = 1;

    /** Doubles per frame: the map from canonical coordinates u to the image, x = A u + m, as a11, a12, m1, a21, a22, m2. */
    public static final int FRAME_LENGTH = 6;

    private final int size;
    private final double spread;
    private final double ridge;
    private final double threshold;
    private final double cap;
    private final double window;
    private final int steps;
    private final double leastRatio;
    private final boolean emptyAllowed;

    private AffineFrame(
            int size,
            double spread,
            double ridge,
            double threshold,
            double cap,
            double window,
            int steps,
            double leastRatio,
            boolean emptyAllowed) {
        require(size >= 1, "size", "an integer >= 1", size);
        require(spread > 0 && spread < Double.POSITIVE_INFINITY, "spread", "a finite number > 0", spread);
        require(ridge >= 0 && ridge < Double.POSITIVE_INFINITY, "ridge", "a finite number >= 0", ridge);
        require(threshold >= 0, "threshold", "a number >= 0", threshold);
        require(cap > threshold, "cap", "a number > the threshold " + threshold, cap);
        require(window > 0, "window", "a number > 0", window);
        require(steps >= 0, "steps", "an integer >= 0", steps);
        require(leastRatio >= 0 && leastRatio <= 1, "leastRatio", "a number in [0, 1]", leastRatio);
        this.size = size;
        this.spread = spread;
        this.ridge = ridge;
        this.threshold = threshold;
        this.cap = cap;
        this.window = window;
        this.steps = steps;
        this.leastRatio = leastRatio;
        this.emptyAllowed = emptyAllowed;
    }

    private static void require(boolean condition, String name, String expected, double actual) {
        if (!condition) {
            throw new IllegalArgumentException(name + ": expected " + expected + ", got " + actual);
        }
    }

    @JsonCreator
    static AffineFrame fromJson(
            @JsonProperty("size") int size,
            @JsonProperty("spread") double spread,
            @JsonProperty("ridge") double ridge,
            @JsonProperty("threshold") double threshold,
            @JsonProperty("cap") Double cap,
            @JsonProperty("window") Double window,
            @JsonProperty("steps") int steps,
            @JsonProperty("leastRatio") double leastRatio,
            @JsonProperty("emptyAllowed") boolean emptyAllowed) {
        return new AffineFrame(
                size,
                spread,
                ridge,
                threshold,
                cap == null ? Double.POSITIVE_INFINITY : cap,
                window == null ? Double.POSITIVE_INFINITY : window,
                steps,
                leastRatio,
                emptyAllowed);
    }

    /**
     * The plain moment frame.
     *
     * @param size side of the canonical image in pixels, at least 1
     * @param spread standard deviation of the canonical image's density in pixels along every axis, positive
     * @return the frame
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public static AffineFrame of(int size, double spread) {
        return new AffineFrame(size, spread, 0, 0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 0, false);
    }

    /**
     * This frame with a ridge: a stroke thinner than its square root is not stretched any further.
     *
     * @param squaredPixels added to both eigenvalues of Σ, at least 0
     * @return the changed copy
     */
    public AffineFrame withRidge(double squaredPixels) {
        return new AffineFrame(size, spread, squaredPixels, threshold, cap, window, steps, leastRatio, emptyAllowed);
    }

    /**
     * This frame with a threshold.
     *
     * @param value values up to this one are background, at least 0
     * @return the changed copy
     */
    public AffineFrame withThreshold(double value) {
        return new AffineFrame(size, spread, ridge, value, cap, window, steps, leastRatio, emptyAllowed);
    }

    /**
     * This frame with a cap: a few very bright pixels count no more than others.
     *
     * @param value values above this one count as this one, above the threshold
     * @return the changed copy
     */
    public AffineFrame withCap(double value) {
        return new AffineFrame(size, spread, ridge, threshold, value, window, steps, leastRatio, emptyAllowed);
    }

    /**
     * This frame with a window that is iterated: in each step the values are weighted by exp(-‖u‖² / 2 w²), u being canonical coordinates in the frame so far, and the covariance
     * is multiplied by 1 + 1/w², which undoes what the window takes from a Gaussian (adaptive moments: Bernstein &amp; Jarvis, AJ 123, 2002). What is far from the object
     * loses its weight; an object that is no Gaussian gets another frame than without a window, and an equivariant one.
     *
     * @param width w in standard deviations of the object, positive; 2 to 3 is usual
     * @param iterations number of steps, at least 0
     * @return the changed copy
     */
    public AffineFrame windowed(double width, int iterations) {
        return new AffineFrame(size, spread, ridge, threshold, cap, width, iterations, leastRatio, emptyAllowed);
    }

    /**
     * This frame with a bound for the stretch: the smaller eigenvalue of Σ is taken to be at least so much of the larger one.
     *
     * @param ratio in [0, 1]
     * @return the changed copy
     */
    public AffineFrame withLeastRatio(double ratio) {
        return new AffineFrame(size, spread, ridge, threshold, cap, window, steps, ratio, emptyAllowed);
    }

    /**
     * This frame for data among which there are images without any value above the threshold: they get their own centre and the identity, scaled so that canonical
     * pixels are pixels, instead of being refused.
     *
     * @return the changed copy
     */
    public AffineFrame allowingEmpty() {
        return new AffineFrame(size, spread, ridge, threshold, cap, window, steps, leastRatio, true);
    }

    /**
     * Finds the frame of one image.
     *
     * @param image values {@code [height, width]}, row-major; several channels are added up before
     * @param offset where the image starts
     * @param height rows
     * @param width columns
     * @param frame modified: the frame, {@link #FRAME_LENGTH} numbers, A = Σ^{1/2}
     * @param frameOffset where the frame starts
     * @throws IllegalArgumentException if a value is NaN or infinite, or if no value is above the threshold and {@link #allowingEmpty} was not called
     */
    public void find(double[] image, int offset, int height, int width, double[] frame, int frameOffset) {
        Moments moments = new Moments(height, width);
        double mass = moments.measure(image, offset, null, 0);
        if (mass == 0) {
            if (!emptyAllowed) {
                throw new IllegalArgumentException(
                        "image: expected a pixel above the threshold " + threshold + ", got none of " + height * width);
            }
            set(frame, frameOffset, spread, 0, moments.centreX, spread, moments.centreY);
            return;
        }
        moments.writeTo(frame, frameOffset, 1);
        for (int step = 0; step < steps; step++) {
            // A window that has lost the object keeps the frame that it had.
            if (!(moments.measure(image, offset, frame, frameOffset) > 0)) {
                return;
            }
            moments.writeTo(frame, frameOffset, 1 + 1 / (window * window));
        }
    }

    /** Moments of one image, under a window if there is a frame for it. */
    private final class Moments {
        final double centreX;
        final double centreY;
        private final int height;
        private final int width;
        private double mass;
        private double sx;
        private double sy;
        private double sxx;
        private double sxy;
        private double syy;

        Moments(int height, int width) {
            this.height = height;
            this.width = width;
            // About the image's centre, so that the second moments do not cancel.
            centreX = 0.5 * (width - 1);
            centreY = 0.5 * (height - 1);
        }

        double measure(double[] image, int offset, double[] frame, int at) {
            mass = 0;
            sx = 0;
            sy = 0;
            sxx = 0;
            sxy = 0;
            syy = 0;
            double det = frame == null ? 1 : frame[at] * frame[at + 4] - frame[at + 1] * frame[at + 3];
            if (det == 0) {
                return 0;
            }
            for (int row = 0, i = offset; row < height; row++) {
                double y = row - centreY;
                for (int column = 0; column < width; column++, i++) {
                    double value = Math.min(image[i], cap);
                    if (value > threshold) {
                        double x = column - centreX;
                        if (frame != null) {
                            value *= weight(frame, at, det, column, row);
                        }
                        mass += value;
                        sx += value * x;
                        sy += value * y;
                        sxx += value * x * x;
                        sxy += value * x * y;
                        syy += value * y * y;
                    } else if (Double.isNaN(value)) {
                        throw new IllegalArgumentException(
                                "expected finite pixels, got NaN at row " + row + ", column " + column);
                    }
                }
            }
            if (!(mass < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("expected finite pixels, got a total mass of " + mass);
            }
            return mass;
        }

        private double weight(double[] frame, int at, double det, double x, double y) {
            double dx = x - frame[at + 2];
            double dy = y - frame[at + 5];
            double u = (frame[at + 4] * dx - frame[at + 1] * dy) / det;
            double v = (frame[at] * dy - frame[at + 3] * dx) / det;
            return Math.exp(-0.5 * (u * u + v * v) / (window * window));
        }

        void writeTo(double[] frame, int at, double factor) {
            double mx = sx / mass;
            double my = sy / mass;
            double a = factor * Math.max(0, sxx / mass - mx * mx) + ridge;
            double b = factor * (sxy / mass - mx * my);
            double d = factor * Math.max(0, syy / mass - my * my) + ridge;
            if (leastRatio > 0) {
                // Σ has the eigenvalues h ± r; with what is added to it, the smaller one is leastRatio of the larger
                // one.
                double h = 0.5 * (a + d);
                double r = Math.hypot(0.5 * (a - d), b);
                double lacking = leastRatio * (h + r) - (h - r);
                if (lacking > 0) {
                    // Only the smaller eigenvalue grows: add lacking times the projection on its eigenvector.
                    double c = r == 0 ? 0 : 0.5 * (a - d) / r;
                    double s = r == 0 ? 0 : b / r;
                    a += lacking * 0.5 * (1 - c);
                    b -= lacking * 0.5 * s;
                    d += lacking * 0.5 * (1 + c);
                }
            }
            // Σ^{1/2} = (Σ + √det I) / √(tr + 2 √det), by Cayley-Hamilton.
            double root = Math.sqrt(Math.max(0, a * d - b * b));
            double norm = Math.sqrt(a + d + 2 * root);
            if (norm == 0) {
                set(frame, at, spread, 0, centreX + mx, spread, centreY + my);
                return;
            }
            set(frame, at, (a + root) / norm, b / norm, centreX + mx, (d + root) / norm, centreY + my);
        }
    }

    private static void set(double[] frame, int at, double a, double b, double mx, double d, double my) {
        frame[at] = a;
        frame[at + 1] = b;
        frame[at + 2] = mx;
        frame[at + 3] = b;
        frame[at + 4] = d;
        frame[at + 5] = my;
    }

    /**
     * Turns a frame: A becomes A R(angle), and the canonical image turns by the opposite angle.
     *
     * @param frame modified
     * @param frameOffset where the frame starts
     * @param angle radians, from x to y
     */
    public static void turn(double[] frame, int frameOffset, double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        for (int o = frameOffset; o <= frameOffset + 3; o += 3) {
            double p = frame[o];
            double q = frame[o + 1];
            frame[o] = c * p + s * q;
            frame[o + 1] = -s * p + c * q;
        }
    }

    /**
     * The image in its frame: pixel p of the canonical image is f(A (p - c) / spread + m), c its centre, by bilinear
     * interpolation with zero outside.
     *
     * @param image values {@code [height, width]}, row-major
     * @param offset where the image starts
     * @param height rows
     * @param width columns
     * @param frame the frame
     * @param frameOffset where the frame starts
     * @param out modified: {@code [size, size]}, row-major
     * @param outOffset where the canonical image starts
     */
    public void warp(
            double[] image,
            int offset,
            int height,
            int width,
            double[] frame,
            int frameOffset,
            double[] out,
            int outOffset) {
        Multilinear sampler = new Multilinear(height, width);
        forEachPixel(frame, frameOffset, sampler, p -> out[outOffset + p] = sampler.gather(image, offset));
    }

    /**
     * The transpose of {@link #warp}, for back-propagation with the frame held fixed: adds to each input pixel what it
     * contributed to.
     *
     * @param gradient gradient of the canonical image {@code [size, size]}
     * @param gradientOffset where it starts
     * @param frame the frame
     * @param frameOffset where the frame starts
     * @param image modified: added to, {@code [height, width]}
     * @param offset where the image starts
     * @param height rows
     * @param width columns
     */
    public void warpTransposed(
            double[] gradient,
            int gradientOffset,
            double[] frame,
            int frameOffset,
            double[] image,
            int offset,
            int height,
            int width) {
        Multilinear sampler = new Multilinear(height, width);
        forEachPixel(frame, frameOffset, sampler, p -> sampler.scatter(gradient[gradientOffset + p], image, offset));
    }

    private void forEachPixel(double[] frame, int at, Multilinear sampler, java.util.function.IntConsumer action) {
        double centre = 0.5 * (size - 1);
        for (int row = 0, p = 0; row < size; row++) {
            double v = (row - centre) / spread;
            for (int column = 0; column < size; column++, p++) {
                double u = (column - centre) / spread;
                sampler.moveTo(new double[] {
                    frame[at] * u + frame[at + 1] * v + frame[at + 2],
                    frame[at + 3] * u + frame[at + 4] * v + frame[at + 5]
                });
                action.accept(p);
            }
        }
    }

    /**
     * Carries a point of the canonical image back to the image.
     *
     * @param frame the frame
     * @param frameOffset where the frame starts
     * @param x column in the canonical image
     * @param y row in the canonical image
     * @return (column, row) in the image
     */
    public double[] toImage(double[] frame, int frameOffset, double x, double y) {
        double centre = 0.5 * (size - 1);
        double u = (x - centre) / spread;
        double v = (y - centre) / spread;
        return new double[] {
            frame[frameOffset] * u + frame[frameOffset + 1] * v + frame[frameOffset + 2],
            frame[frameOffset + 3] * u + frame[frameOffset + 4] * v + frame[frameOffset + 5]
        };
    }

    /**
     * Side of the canonical image.
     *
     * @return pixels
     */
    @JsonProperty
    public int size() {
        return size;
    }

    /**
     * Standard deviation of the canonical image's density.
     *
     * @return pixels
     */
    @JsonProperty
    public double spread() {
        return spread;
    }

    /**
     * What is added to the eigenvalues of Σ.
     *
     * @return squared pixels
     */
    @JsonProperty
    public double ridge() {
        return ridge;
    }

    /**
     * The largest value of the background.
     *
     * @return the threshold
     */
    @JsonProperty
    public double threshold() {
        return threshold;
    }

    /**
     * Above which values count as this one.
     *
     * @return the cap, +∞ for none
     */
    public double cap() {
        return cap;
    }

    @JsonProperty("cap")
    Double finiteCap() {
        return cap < Double.POSITIVE_INFINITY ? cap : null;
    }

    /**
     * Width of the window.
     *
     * @return standard deviations of the object, +∞ for no window
     */
    public double window() {
        return window;
    }

    @JsonProperty("window")
    Double finiteWindow() {
        return window < Double.POSITIVE_INFINITY ? window : null;
    }

    /**
     * How often the window is moved.
     *
     * @return number of iterations
     */
    @JsonProperty
    public int steps() {
        return steps;
    }

    /**
     * The smaller eigenvalue of Σ as a part of the larger one, at least.
     *
     * @return in [0, 1]
     */
    @JsonProperty
    public double leastRatio() {
        return leastRatio;
    }

    /**
     * Whether images without an object get a trivial frame.
     *
     * @return false if they are refused
     */
    @JsonProperty
    public boolean emptyAllowed() {
        return emptyAllowed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AffineFrame that
                && size == that.size
                && spread == that.spread
                && ridge == that.ridge
                && threshold == that.threshold
                && cap == that.cap
                && window == that.window
                && steps == that.steps
                && leastRatio == that.leastRatio
                && emptyAllowed == that.emptyAllowed;
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(size, spread, ridge, threshold, cap, window, steps, leastRatio, emptyAllowed);
    }

    @Override
    public String toString() {
        return "AffineFrame size " + size + ", spread " + spread + ", ridge " + ridge + ", threshold " + threshold
                + ", cap " + cap + ", window " + window + " x" + steps + ", least ratio " + leastRatio;
    }
}
