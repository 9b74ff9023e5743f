package org.lie4j.apen.geometry;

import java.util.Arrays;

/** Where the bones of a {@link Rig} are in space. Immutable. */
public final class RigPose {
    private final double[] world;

    /** Takes {@code [bones, 9 + 3]}, rotation and position of each, as its own. */
    RigPose(double[] world) {
        this.world = world;
    }

    /**
     * Number of bones.
     *
     * @return at least 1
     */
    public int size() {
        return world.length / 12;
    }

    /**
     * A bone's rotation.
     *
     * @param bone from 0 to size - 1
     * @return a copy, {@code [3, 3]}
     */
    public double[] rotation(int bone) {
        return Arrays.copyOfRange(world, 12 * bone, 12 * bone + 9);
    }

    /**
     * A bone's position.
     *
     * @param bone from 0 to size - 1
     * @return a copy, {@code [3]}
     */
    public double[] position(int bone) {
        return Arrays.copyOfRange(world, 12 * bone + 9, 12 * bone + 12);
    }

    /** What moves points that are fixed to a bone from one pose to this: {@code [bones, 9 + 3]}, R R₀ᵀ and p - R R₀ᵀ p₀. */
    double[] from(RigPose other) {
        double[] motions = new double[world.length];
        for (int at = 0; at < world.length; at += 12) {
            for (int r = 0; r < 3; r++) {
                motions[at + 9 + r] = world[at + 9 + r];
                for (int c = 0; c < 3; c++) {
                    for (int k = 0; k < 3; k++) {
                        motions[at + 3 * r + c] += world[at + 3 * r + k] * other.world[at + 3 * c + k];
                    }
                }
                for (int c = 0; c < 3; c++) {
                    motions[at + 9 + r] -= motions[at + 3 * r + c] * other.world[at + 9 + c];
                }
            }
        }
        return motions;
    }
}
