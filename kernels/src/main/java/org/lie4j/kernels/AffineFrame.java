package org.lie4j.kernels;

/**
 * The moment frame of an image: the affine coordinate system that an image brings along.
 *
 * <p>For a nonnegative density f with mean m and covariance Σ, the image g·f under g = (t, h) has mean h m + t and covariance
 * h Σ hᵀ. Hence {@code f ↦ f(m + Σ^{1/2} u)} removes translation and the factor P of the polar decomposition h = P R, and
 * leaves a rotation, (h Σ hᵀ)^{-1/2} h Σ^{1/2}: GL+(2) = SPos(2) · SO(2), of which the first factor is handled here exactly,
 * up to resampling. The second one is for an SO(2) group convolution.
 *
 * <p>It needs a signal of compact support on a dark background: what is not part of the object moves the moments.
 * Values below {@link #threshold} do not count.
 *
 * <p>Points are (x, y) = (column, row), pixel centres at integers, y downwards. Immutable and thread-safe.
 */
public final class AffineFrame {
    /** Doubles per frame: the map from canonical coordinates u to the image, x = A u + m, as a11, a12, m1, a21, a22, m2. */
    public static final int FRAME_LENGTH = 6;

    private final int size;
    private final double spread;
    private final double ridge;
    private final double threshold;

    /**
     * Creates the frame.
     *
     * @param size side of the canonical image in pixels, at least 1
     * @param spread standard deviation of the canonical image's density in pixels along every axis, positive
     * @param ridge added to both eigenvalues of Σ, in squared pixels, at least 0: a stroke thinner than its square root is
     *     not stretched any further
     * @param threshold values up to this one are background, at least 0
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public AffineFrame(int size, double spread, double ridge, double threshold) {
        if (size < 1 || !(spread > 0) || !(ridge >= 0) || !(threshold >= 0)) {
            throw new IllegalArgumentException("expected size >= 1, spread > 0, ridge >= 0, threshold >= 0, got size "
                    + size + ", spread " + spread + ", ridge " + ridge + ", threshold " + threshold);
        }
        this.size = size;
        this.spread = spread;
        this.ridge = ridge;
        this.threshold = threshold;
    }

    /**
     * Finds the frame of one image.
     *
     * <p>An image without any value above the threshold has no frame: it gets its own centre and the identity, scaled so that
     * canonical pixels are pixels.
     *
     * @param image values {@code [height, width]}, row-major; several channels are added up before
     * @param offset where the image starts
     * @param height rows
     * @param width columns
     * @param frame modified: the frame, {@link #FRAME_LENGTH} numbers, A = (Σ + ridge I)^{1/2}
     * @param frameOffset where the frame starts
     * @throws IllegalArgumentException if a value is NaN or infinite
     */
    public void find(double[] image, int offset, int height, int width, double[] frame, int frameOffset) {
        double mass = 0;
        double sx = 0;
        double sy = 0;
        double sxx = 0;
        double sxy = 0;
        double syy = 0;
        // About the image's centre, so that the second moments do not cancel.
        double cx = 0.5 * (width - 1);
        double cy = 0.5 * (height - 1);
        for (int row = 0, i = offset; row < height; row++) {
            double y = row - cy;
            for (int column = 0; column < width; column++, i++) {
                double value = image[i];
                if (value > threshold) {
                    double x = column - cx;
                    mass += value;
                    sx += value * x;
                    sy += value * y;
                    sxx += value * x * x;
                    sxy += value * x * y;
                    syy += value * y * y;
                } else if (Double.isNaN(value)) {
                    throw new IllegalArgumentException("expected finite pixels, got NaN at row " + row + ", column "
                            + column);
                }
            }
        }
        if (!(mass < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("expected finite pixels, got a total mass of " + mass);
        }
        if (mass == 0) {
            set(frame, frameOffset, spread, 0, cx, spread, cy);
            return;
        }
        double mx = sx / mass;
        double my = sy / mass;
        double a = Math.max(0, sxx / mass - mx * mx) + ridge;
        double b = sxy / mass - mx * my;
        double d = Math.max(0, syy / mass - my * my) + ridge;
        // Σ^{1/2} = (Σ + √det I) / √(tr + 2 √det), by Cayley-Hamilton.
        double root = Math.sqrt(Math.max(0, a * d - b * b));
        double norm = Math.sqrt(a + d + 2 * root);
        if (norm == 0) {
            set(frame, frameOffset, spread, 0, cx + mx, spread, cy + my);
            return;
        }
        set(frame, frameOffset, (a + root) / norm, b / norm, cx + mx, (d + root) / norm, cy + my);
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
        Bilinear sampler = new Bilinear(height, width);
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
        Bilinear sampler = new Bilinear(height, width);
        forEachPixel(frame, frameOffset, sampler, p -> sampler.scatter(gradient[gradientOffset + p], image, offset));
    }

    private void forEachPixel(double[] frame, int at, Bilinear sampler, java.util.function.IntConsumer action) {
        double centre = 0.5 * (size - 1);
        for (int row = 0, p = 0; row < size; row++) {
            double v = (row - centre) / spread;
            for (int column = 0; column < size; column++, p++) {
                double u = (column - centre) / spread;
                sampler.moveTo(
                        frame[at] * u + frame[at + 1] * v + frame[at + 2],
                        frame[at + 3] * u + frame[at + 4] * v + frame[at + 5]);
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
    public int size() {
        return size;
    }

    /**
     * Standard deviation of the canonical image's density.
     *
     * @return pixels
     */
    public double spread() {
        return spread;
    }

    /**
     * What is added to the eigenvalues of Σ.
     *
     * @return squared pixels
     */
    public double ridge() {
        return ridge;
    }

    /**
     * The largest value of the background.
     *
     * @return the threshold
     */
    public double threshold() {
        return threshold;
    }

    /** Bilinear weights at a movable point. */
    private static final class Bilinear {
        private final int height;
        private final int width;
        private int row;
        private int column;
        private double fx;
        private double fy;
        private boolean inside;

        Bilinear(int height, int width) {
            this.height = height;
            this.width = width;
        }

        void moveTo(double x, double y) {
            inside = x > -1 && x < width && y > -1 && y < height;
            if (inside) {
                column = (int) Math.floor(x);
                row = (int) Math.floor(y);
                fx = x - column;
                fy = y - row;
            }
        }

        double gather(double[] image, int offset) {
            if (!inside) {
                return 0;
            }
            double top = (1 - fx) * at(image, offset, row, column) + fx * at(image, offset, row, column + 1);
            double bottom = (1 - fx) * at(image, offset, row + 1, column) + fx * at(image, offset, row + 1, column + 1);
            return (1 - fy) * top + fy * bottom;
        }

        void scatter(double value, double[] image, int offset) {
            if (inside) {
                add(image, offset, row, column, (1 - fy) * (1 - fx) * value);
                add(image, offset, row, column + 1, (1 - fy) * fx * value);
                add(image, offset, row + 1, column, fy * (1 - fx) * value);
                add(image, offset, row + 1, column + 1, fy * fx * value);
            }
        }

        private boolean contains(int r, int c) {
            return r >= 0 && r < height && c >= 0 && c < width;
        }

        private double at(double[] image, int offset, int r, int c) {
            return contains(r, c) ? image[offset + r * width + c] : 0;
        }

        private void add(double[] image, int offset, int r, int c, double value) {
            if (contains(r, c)) {
                image[offset + r * width + c] += value;
            }
        }
    }
}
