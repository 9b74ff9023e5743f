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

    /**
     * The channels of all frames.
     *
     * @return a copy, {@code [frames, channels]}, angles in degrees
     */
    public double[] values() {
        return values.clone();
    }

    /**
     * Every so many frames: the same motion at a lower rate.
     *
     * @param first the first frame kept, from 0 to frames - 1
     * @param step how many frames on the next one is, at least 1
     * @return the thinned copy
     * @throws IllegalArgumentException if a number is outside its domain
     */
    public Motion every(int first, int step) {
        if (first < 0 || first >= frames || step < 1) {
            throw new IllegalArgumentException("expected a first frame from 0 to " + (frames - 1)
                    + " and a step of at least 1, got " + first + " and " + step);
        }
        int channels = skeleton.channels();
        int count = (frames - first + step - 1) / step;
        double[] kept = new double[count * channels];
        for (int i = 0; i < count; i++) {
            System.arraycopy(values, (first + i * step) * channels, kept, i * channels, channels);
        }
        return new Motion(skeleton, frameTime * step, kept);
    }

    /**
     * The same angles on another body.
     *
     * @param other a skeleton with the same joints, but for their offsets
     * @return the motion of the other skeleton
     * @throws IllegalArgumentException if a joint's parent or channels differ
     */
    public Motion onto(Skeleton other) {
        boolean alike = other.size() == skeleton.size();
        for (int j = 0; alike && j < skeleton.size(); j++) {
            Skeleton.Joint mine = skeleton.joints().get(j);
            Skeleton.Joint its = other.joints().get(j);
            alike = mine.parent() == its.parent() && mine.channels().equals(its.channels());
        }
        if (!alike) {
            throw new IllegalArgumentException("skeleton: expected the same " + skeleton.size()
                    + " joints, parents and channels, got " + other.size() + " joints or others");
        }
        return new Motion(other, frameTime, values);
    }
}
