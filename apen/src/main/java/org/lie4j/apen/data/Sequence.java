package org.lie4j.apen.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.lie4j.apen.geometry.Motion;
import org.lie4j.apen.geometry.Skeleton;

/**
 * A clip of a movement.
 *
 * @param movement what is done; clips of the same movement bear the same name
 * @param motion how
 */
public record Sequence(String movement, Motion motion) {
    private static final double FRAME_TIME = 0.1;
    private static final int FRAMES = 60;

    /**
     * Checks the value.
     *
     * @param movement see the record
     * @param motion see the record
     * @throws IllegalArgumentException if the name is blank or there is no frame
     */
    public Sequence {
        if (movement.isBlank() || motion.frames() == 0) {
            throw new IllegalArgumentException(
                    "sequence: expected a name and at least 1 frame, got '" + movement + "' and " + motion.frames());
        }
    }

    /**
     * A clip of 6 s at 10 frames a second of every generated movement.
     *
     * @param skeleton see {@link Movement}
     * @param clips clips of each movement, at least 1
     * @param seed of the draws
     * @return the clips, those of a movement side by side
     * @throws IllegalArgumentException if a number is outside its domain or a joint is missing
     */
    public static List<Sequence> generated(Skeleton skeleton, int clips, long seed) {
        if (clips < 1) {
            throw new IllegalArgumentException("clips: expected at least 1, got " + clips);
        }
        List<Sequence> sequences = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (Movement movement : Movement.values()) {
            String name = movement.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            for (int i = 0; i < clips; i++) {
                sequences.add(new Sequence(name, movement.clip(skeleton, FRAMES, FRAME_TIME, random.split())));
            }
        }
        return sequences;
    }

    /**
     * Poses without a movement: every angle of every joint, the root's too, is drawn from a normal distribution. Limbs may go through each other. What is learned from
     * poses as wholes is of no use for them.
     *
     * @param skeleton any
     * @param poses how many, at least 1
     * @param degrees standard deviation of the angles, at least 0
     * @param random draws them
     * @return the poses, one a frame
     * @throws IllegalArgumentException if a number is outside its domain
     */
    public static Sequence anyPose(Skeleton skeleton, int poses, double degrees, RandomGenerator random) {
        if (poses < 1 || !(degrees >= 0 && degrees < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "any pose: expected at least 1 pose and 0 degrees, got " + poses + " and " + degrees);
        }
        int channels = skeleton.channels();
        double[] values = new double[poses * channels];
        for (int pose = 0; pose < poses; pose++) {
            int at = pose * channels;
            for (Skeleton.Joint joint : skeleton.joints()) {
                for (Skeleton.Channel channel : joint.channels()) {
                    values[at++] = channel.isRotation() ? degrees * random.nextGaussian() : 0;
                }
            }
        }
        return new Sequence("any pose", new Motion(skeleton, FRAME_TIME, values));
    }
}
