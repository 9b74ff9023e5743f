package org.lie4j.apen.data;

import java.util.List;
import java.util.random.RandomGenerator;
import org.lie4j.apen.geometry.Motion;
import org.lie4j.apen.geometry.Skeleton;

/**
 * Generated movements of a human skeleton: each swings its own joints in time, at a tempo and reach that vary from clip to clip, and all
 * joints wander a little besides. They stand in where more clips are wanted than there are recordings, and look it.
 *
 * <p>Angles are of a skeleton that stands in the shape of a T, y up and z ahead, with the joints LeftUpLeg, LeftLeg, LeftArm, LeftForeArm,
 * those of the right, Spine and Neck.
 */
public enum Movement {
    /** Walks on the spot. */
    WALK(
            swing("LeftUpLeg", 0, -8, 28, 0),
            swing("RightUpLeg", 0, -8, 28, 0.5),
            swing("LeftLeg", 0, 26, 24, 0.3),
            swing("RightLeg", 0, 26, 24, 0.8),
            swing("LeftArm", 2, -75, 0, 0),
            swing("RightArm", 2, 75, 0, 0),
            swing("LeftArm", 1, 0, 28, 0),
            swing("RightArm", 1, 0, 28, 0)),
    /** Waves with the right arm raised. */
    WAVE(
            swing("LeftArm", 2, -75, 4, 0),
            swing("RightArm", 2, -35, 8, 0),
            swing("RightForeArm", 2, -45, 35, 0.25),
            swing("Neck", 2, 0, 8, 0)),
    /** Bends and straightens the knees, arms ahead. */
    SQUAT(
            swing("LeftUpLeg", 0, -45, 42, 0),
            swing("RightUpLeg", 0, -45, 42, 0),
            swing("LeftLeg", 0, 55, 50, 0),
            swing("RightLeg", 0, 55, 50, 0),
            swing("Spine", 0, 15, 12, 0.5),
            swing("LeftArm", 1, -75, 10, 0),
            swing("RightArm", 1, 75, 10, 0.5)),
    /** Spreads arms and legs and brings them together. */
    STAR_JUMP(
            swing("LeftArm", 2, 0, 70, 0),
            swing("RightArm", 2, 0, 70, 0.5),
            swing("LeftUpLeg", 2, 8, 18, 0),
            swing("RightUpLeg", 2, -8, 18, 0.5)),
    /** Turns the trunk from side to side, arms spread. */
    TWIST(
            swing("Spine", 1, 0, 40, 0),
            swing("Spine1", 1, 0, 25, 0),
            swing("LeftArm", 2, -15, 10, 0),
            swing("RightArm", 2, 15, 10, 0)),
    /** Kicks ahead with the left leg. */
    KICK(
            swing("LeftUpLeg", 0, -35, 45, 0),
            swing("LeftLeg", 0, 35, 34, 0.4),
            swing("RightLeg", 0, 10, 6, 0),
            swing("LeftArm", 2, -60, 10, 0),
            swing("RightArm", 2, 40, 15, 0)),
    /** Bows, hands on the hips. */
    BOW(
            swing("Spine", 0, 30, 28, 0),
            swing("Spine1", 0, 18, 16, 0),
            swing("Neck", 0, 12, 12, 0),
            swing("LeftArm", 2, -50, 4, 0),
            swing("RightArm", 2, 50, 4, 0),
            swing("LeftForeArm", 1, -85, 6, 0),
            swing("RightForeArm", 1, 85, 6, 0)),
    /** Boxes ahead with both arms in turn. */
    BOX(
            swing("LeftArm", 1, -50, 30, 0),
            swing("RightArm", 1, 50, 30, 0),
            swing("LeftForeArm", 1, -60, 50, 0.5),
            swing("RightForeArm", 1, 60, 50, 0.5),
            swing("Spine", 1, 0, 15, 0));

    private static final double WANDER_DEGREES = 3;

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final List<Swing> swings;

    Movement(Swing... swings) {
        this.swings = List.of(swings);
    }

    /** A joint's angle about an axis: mean + amplitude · sin 2π(time + phase), in degrees and cycles. */
    private record Swing(String joint, int axis, double mean, double amplitude, double phase) {}

    private static Swing swing(String joint, int axis, double mean, double amplitude, double phase) {
        return new Swing(joint, axis, mean, amplitude, phase);
    }

    /**
     * Makes a clip.
     *
     * @param skeleton the skeleton, see the class
     * @param frames how many, at least 1
     * @param frameTime seconds between frames, positive
     * @param random draws tempo, start, reach and what joints do besides
     * @return the clip
     * @throws IllegalArgumentException if a joint or its rotation is missing, or a number is outside its domain
     */
    public Motion clip(Skeleton skeleton, int frames, double frameTime, RandomGenerator random) {
        if (frames < 1) {
            throw new IllegalArgumentException("frames: expected at least 1, got " + frames);
        }
        int channels = skeleton.channels();
        double[] values = new double[frames * channels];
        double tempo = 0.5 + 0.6 * random.nextDouble();
        double start = random.nextDouble();
        for (Swing swing : swings) {
            int channel = channel(skeleton, swing.joint, swing.axis);
            double reach = 0.75 + 0.4 * random.nextDouble();
            double lag = 0.04 * random.nextGaussian();
            for (int f = 0; f < frames; f++) {
                double cycles = start + tempo * f * frameTime + swing.phase + lag;
                values[f * channels + channel] += swing.mean + reach * swing.amplitude * Math.sin(2 * Math.PI * cycles);
            }
        }
        wander(skeleton, values, frames, frameTime, random);
        return new Motion(skeleton, frameTime, values);
    }

    /** Two slow waves on every angle. */
    private static void wander(
            Skeleton skeleton, double[] values, int frames, double frameTime, RandomGenerator random) {
        int channels = skeleton.channels();
        int at = 0;
        for (Skeleton.Joint joint : skeleton.joints()) {
            for (Skeleton.Channel channel : joint.channels()) {
                for (int wave = 0; channel.isRotation() && wave < 2; wave++) {
                    double size = WANDER_DEGREES * random.nextGaussian();
                    double tempo = 0.1 + 0.5 * random.nextDouble();
                    double start = random.nextDouble();
                    for (int f = 0; f < frames; f++) {
                        values[f * channels + at] += size * Math.sin(2 * Math.PI * (start + tempo * f * frameTime));
                    }
                }
                at++;
            }
        }
    }

    private static int channel(Skeleton skeleton, String name, int axis) {
        int at = 0;
        for (Skeleton.Joint joint : skeleton.joints()) {
            for (Skeleton.Channel channel : joint.channels()) {
                if (joint.name().equals(name) && channel.isRotation() && channel.axis() == axis) {
                    return at;
                }
                at++;
            }
        }
        throw new IllegalArgumentException("skeleton: expected a joint " + name + " that turns about "
                + "xyz".charAt(axis) + ", got the joints "
                + skeleton.joints().stream().map(Skeleton.Joint::name).toList());
    }
}
