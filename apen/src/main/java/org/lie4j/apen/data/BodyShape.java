package org.lie4j.apen.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.lie4j.apen.geometry.Skeleton;

/**
 * How a body differs from its skeleton's: lengths of its parts, and its girth. Both sides are alike.
 *
 * @param torso multiplies the lengths of torso and head, positive
 * @param arms those of arms and hands
 * @param legs those of legs and feet
 * @param girth all radii
 */
public record BodyShape(double torso, double arms, double legs, double girth) {
    /** The body as it is. */
    public static final BodyShape AVERAGE = new BodyShape(1, 1, 1, 1);

    /** Of torso, head, upper arm, forearm, thigh, shin and foot: radii by length alone make a stick of the trunk and logs of limbs. */
    private static final double[] GIRTHS = {1.7, 2, 0.6, 0.65, 0.85, 0.6, 1};

    private static final double SPREAD_OF_LENGTH = 0.08;
    private static final double SPREAD_OF_GIRTH = 0.18;

    /**
     * Checks the values.
     *
     * @param torso see the record
     * @param arms see the record
     * @param legs see the record
     * @param girth see the record
     * @throws IllegalArgumentException if one is not positive and finite
     */
    public BodyShape {
        for (double factor : new double[] {torso, arms, legs, girth}) {
            if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("shape: expected positive finite factors, got " + torso + ", " + arms
                        + ", " + legs + ", " + girth);
            }
        }
    }

    /**
     * Draws a shape: log-normal factors, lengths with a deviation of 8%, girth of 18%.
     *
     * @param random the source of randomness
     * @return the shape
     */
    public static BodyShape draw(RandomGenerator random) {
        return new BodyShape(
                Math.exp(SPREAD_OF_LENGTH * random.nextGaussian()),
                Math.exp(SPREAD_OF_LENGTH * random.nextGaussian()),
                Math.exp(SPREAD_OF_LENGTH * random.nextGaussian()),
                Math.exp(SPREAD_OF_GIRTH * random.nextGaussian()));
    }

    /**
     * A skeleton of this shape's lengths.
     *
     * @param skeleton the skeleton; parts by {@link BodyParts}
     * @return the same joints with other offsets
     */
    public Skeleton of(Skeleton skeleton) {
        int[] parts = BodyParts.UNSIDED.ofJoints(skeleton);
        List<Skeleton.Joint> joints = new ArrayList<>();
        for (Skeleton.Joint j : skeleton.joints()) {
            // A bone belongs to the joint that turns it, the parent.
            int part = j.parent() < 0 ? 0 : parts[j.parent()];
            double factor = part < 2 ? torso : part < 4 ? arms : legs;
            joints.add(new Skeleton.Joint(
                    j.name(), j.parent(), factor * j.x(), factor * j.y(), factor * j.z(), j.channels()));
        }
        return new Skeleton(joints);
    }

    /**
     * How much thicker than their length tells the bones of each joint are.
     *
     * @param skeleton the skeleton; parts by {@link BodyParts}
     * @return new array, a factor of the radius for each joint
     */
    public double[] girths(Skeleton skeleton) {
        return Arrays.stream(BodyParts.UNSIDED.ofJoints(skeleton))
                .mapToDouble(part -> girth * GIRTHS[part])
                .toArray();
    }
}
