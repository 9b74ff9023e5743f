package org.lie4j.apen.data;

import org.lie4j.apen.geometry.CapsuleCharacter;

/**
 * How a set of articulated characters is made.
 *
 * @param points points of each cloud, at least 1
 * @param poses poses of each sequence and subject, evenly spaced in time, at least 1; sequences with fewer frames give all of them
 * @param subjects number of bodies, at least 1; the first has the skeleton's own shape, the others vary
 * @param skinning how points follow the bones
 * @param parts what the labels are
 * @param turn how each cloud is turned
 * @param seed of shapes, surface points and turns
 */
public record CharacterOptions(
        int points,
        int poses,
        int subjects,
        CapsuleCharacter.Skinning skinning,
        BodyParts parts,
        Turn turn,
        long seed) {
    /**
     * Checks the values.
     *
     * @param points see the record
     * @param poses see the record
     * @param subjects see the record
     * @param skinning see the record
     * @param parts see the record
     * @param turn see the record
     * @param seed see the record
     * @throws IllegalArgumentException if a number is less than 1
     */
    public CharacterOptions {
        if (points < 1 || poses < 1 || subjects < 1) {
            throw new IllegalArgumentException(
                    "expected at least 1 point, pose and subject, got " + points + ", " + poses + " and " + subjects);
        }
    }

    /**
     * 1,024 points, 24 poses of each sequence, 4 subjects, smooth skinning, 12 parts, no turn.
     *
     * @param seed of everything drawn
     * @return the options
     */
    public static CharacterOptions defaults(long seed) {
        return new CharacterOptions(
                1024, 24, 4, CapsuleCharacter.Skinning.LINEAR_BLEND, BodyParts.SIDED, Turn.NONE, seed);
    }

    /**
     * Other sizes.
     *
     * @param newPoints see the record
     * @param newPoses see the record
     * @param newSubjects see the record
     * @return the changed copy
     */
    public CharacterOptions withSize(int newPoints, int newPoses, int newSubjects) {
        return new CharacterOptions(newPoints, newPoses, newSubjects, skinning, parts, turn, seed);
    }

    /**
     * Another skinning.
     *
     * @param other see the record
     * @return the changed copy
     */
    public CharacterOptions withSkinning(CapsuleCharacter.Skinning other) {
        return new CharacterOptions(points, poses, subjects, other, parts, turn, seed);
    }

    /**
     * Other labels.
     *
     * @param other see the record
     * @return the changed copy
     */
    public CharacterOptions withParts(BodyParts other) {
        return new CharacterOptions(points, poses, subjects, skinning, other, turn, seed);
    }

    /**
     * Other turns.
     *
     * @param other see the record
     * @return the changed copy
     */
    public CharacterOptions withTurn(Turn other) {
        return new CharacterOptions(points, poses, subjects, skinning, parts, other, seed);
    }
}
