package org.lie4j.apen.geometry;

/** A motion of a skeleton: frames at equal times. Immutable. */
public final class Motion {
    private final Skeleton skeleton;
    private final double frameTime;
    private final int frames;
    private final double[] values;

    /**
     * Creates a motion.
     *
     * @param skeleton the skeleton
     * @param frameTime seconds between frames, positive
     * @param values {@code [frames, channels]}, angles in degrees, finite; not modified
     * @throws IllegalArgumentException if the length is no multiple of the channels, or a value is outside its domain
     */
    public Motion(Skeleton skeleton, double frameTime, double[] values) {
        int channels = skeleton.channels();
        if (channels == 0 || values.length % channels != 0) {
            throw new IllegalArgumentException(
                    "frames: expected a multiple of " + channels + " channels, got " + values.length + " values");
        }
        if (!(frameTime > 0 && frameTime < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("frame time: expected a positive finite number, got " + frameTime);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("frames: expected finite values, got " + values[i] + " in frame "
                        + i / channels + ", channel " + i % channels);
            }
        }
        this.skeleton = skeleton;
        this.frameTime = frameTime;
        this.values = values.clone();
        frames = values.length / channels;
    }

    /**
     * The skeleton.
     *
     * @return the skeleton
     */
    public Skeleton skeleton() {
        return skeleton;
    }

    /**
     * Time between frames.
     *
     * @return seconds
     */
    public double frameTime() {
        return frameTime;
    }

    /**
     * Number of frames.
     *
     * @return at least 0
     */
    public int frames() {
        return frames;
    }

    /**
     * The pose of a frame.
     *
     * @param frame from 0 to frames - 1
     * @return the pose
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public Pose pose(int frame) {
        java.util.Objects.checkIndex(frame, frames);
        return skeleton.pose(values, frame * skeleton.channels());
    }
}
