package org.lie4j.kernels;

import org.lie4j.groups.SO;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.kernels.internal.FrameSettings;
import org.lie4j.kernels.internal.Frames;
import org.nd4j.shade.jackson.annotation.JsonCreator;

/**
 * The moment frame of a volume: the affine coordinate system that a volume brings along.
 *
 * <p>GL+(3) = SPos(3) · SO(3): translation and the symmetric factor are handled here, up to resampling; a rotation is left for an SO(3) group
 * convolution. How, and within which limits, is said at {@link MomentFrame}. Pixels are voxels, of the same side along all axes.
 *
 * @serial exclude
 */
public final class VolumeFrame extends MomentFrame<VolumeFrame> {
    private static final long serialVersionUID = 1;

    private static final int N = 3;

    /** Doubles per frame: the map from canonical coordinates u to the volume, x = A u + m, as three rows of [A | m] in the order (x, y, z). */
    public static final int FRAME_LENGTH = 12;

    private VolumeFrame(FrameSettings settings) {
        super(settings);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static VolumeFrame fromJson(FrameSettings settings) {
        return new VolumeFrame(settings);
    }

    /**
     * The plain moment frame.
     *
     * @param size side of the canonical volume in pixels, at least 1
     * @param spread standard deviation of the canonical volume's density in pixels along every axis, positive
     * @return the frame
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public static VolumeFrame of(int size, double spread) {
        return new VolumeFrame(FrameSettings.of(size, spread));
    }

    @Override
    VolumeFrame with(FrameSettings changed) {
        return new VolumeFrame(changed);
    }

    @Override
    public int dimension() {
        return N;
    }

    /**
     * Turns a frame: A becomes A R, and the canonical volume turns by R⁻¹.
     *
     * @param frame modified
     * @param frameOffset where the frame starts
     * @param rotation R, {@code [3, 3]}, on (x, y, z); not modified
     * @throws IllegalArgumentException if R is no rotation
     */
    public static void turn(double[] frame, int frameOffset, double[] rotation) {
        SO.of(N).requireMember(rotation, 0);
        double[] turned = new double[N * N];
        SmallMatrices.multiply(N, Frames.linear(N, frame, frameOffset), 0, rotation, 0, turned, 0);
        for (int i = 0; i < N; i++) {
            System.arraycopy(turned, i * N, frame, frameOffset + i * (N + 1), N);
        }
    }
}
