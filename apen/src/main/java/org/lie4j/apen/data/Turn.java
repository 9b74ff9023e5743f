package org.lie4j.apen.data;

import java.util.random.RandomGenerator;
import org.lie4j.apen.geometry.Scan;

/** How whole clouds are turned, each by its own rotation about the origin. */
public enum Turn {
    /** Not at all. */
    NONE,
    /** About the vertical y axis, by a uniform angle. */
    YAW,
    /** By any rotation of space, by Haar measure. */
    SO3;

    /**
     * Draws a rotation.
     *
     * @param random the source of randomness; unused without turns
     * @return new array, {@code [3, 3]}
     */
    public double[] draw(RandomGenerator random) {
        return switch (this) {
            case NONE -> new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
            case YAW -> Scan.randomYaw(random);
            case SO3 -> Scan.haarRotation(random);
        };
    }
}
