package org.lie4j.kernels;

import org.lie4j.kernels.internal.FrameSettings;
import org.nd4j.shade.jackson.annotation.JsonCreator;

/**
 * The moment frame of an image: the affine coordinate system that an image brings along.
 *
 * <p>GL+(2) = SPos(2) · SO(2): translation and the symmetric factor are handled here, up to resampling; a rotation is left for an SO(2) group
 * convolution. How, and within which limits, is said at {@link MomentFrame}.
 *
 * @serial exclude
 */
public final class AffineFrame extends MomentFrame<AffineFrame> {
    private static final long serialVersionUID = 1;

    private static final int N = 2;

    /** Doubles per frame: the map from canonical coordinates u to the image, x = A u + m, as a11, a12, m1, a21, a22, m2. */
    public static final int FRAME_LENGTH = 6;

    private AffineFrame(FrameSettings settings) {
        super(settings);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static AffineFrame fromJson(FrameSettings settings) {
        return new AffineFrame(settings);
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
        return new AffineFrame(FrameSettings.of(size, spread));
    }

    @Override
    AffineFrame with(FrameSettings changed) {
        return new AffineFrame(changed);
    }

    @Override
    public int dimension() {
        return N;
    }

    /**
     * Finds the frame of one image, as {@link #find(double[], int, int[], double[], int)} does.
     *
     * @param image values {@code [height, width]}, row-major; several channels are added up before; not modified
     * @param offset where the image starts
     * @param height rows
     * @param width columns
     * @param frame modified: the frame, {@link #FRAME_LENGTH} numbers, A = Σ^{1/2}
     * @param frameOffset where the frame starts
     * @throws IllegalArgumentException if a value is NaN or infinite, or if no value is above the threshold and {@link #allowingEmpty} was not called
     */
    public void find(double[] image, int offset, int height, int width, double[] frame, int frameOffset) {
        find(image, offset, new int[] {height, width}, frame, frameOffset);
    }

    /**
     * The image in its frame, as {@link #warp(double[], int, int[], double[], int, double[], int)} makes it.
     *
     * @param image values {@code [height, width]}, row-major, not modified
     * @param offset where the image starts
     * @param height rows
     * @param width columns
     * @param frame the frame, not modified
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
        warp(image, offset, new int[] {height, width}, frame, frameOffset, out, outOffset);
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
}
