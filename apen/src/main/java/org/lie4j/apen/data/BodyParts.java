package org.lie4j.apen.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lie4j.apen.geometry.Skeleton;

/**
 * Body parts that the joints of a human skeleton are merged to, by the usual names of joints: LeftForeArm, RThumb, Spine1. Hands
 * belong to forearms: capsules leave a handful of points to them.
 *
 * <p>Left and right are mirror images: frames of E(3), which holds reflections, cannot tell them apart, those of SE(3) can.
 */
public enum BodyParts {
    /** Torso, head, and both sides of upper arm, forearm, thigh, shin and foot: 12 parts. */
    SIDED,
    /** Torso, head, upper arm, forearm, thigh, shin and foot: 7 parts. */
    UNSIDED;

    private static final List<String> LIMBS = List.of("upper arm", "forearm", "thigh", "shin", "foot");
    private static final int TORSO = 0;
    private static final int HEAD = 1;
    private static final int UNKNOWN = -1;

    /**
     * What the parts are called.
     *
     * @return their names in the order of their indices; left and right of a limb side by side
     */
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of("torso", "head"));
        for (String limb : LIMBS) {
            if (this == SIDED) {
                names.add("left " + limb);
                names.add("right " + limb);
            } else {
                names.add(limb);
            }
        }
        return List.copyOf(names);
    }

    /**
     * The part that each joint moves. A joint of an unknown name belongs to the part of its parent, the root to the torso.
     *
     * @param skeleton the skeleton
     * @return new array, an index of {@link #names} for each joint
     */
    public int[] ofJoints(Skeleton skeleton) {
        int[] parts = new int[skeleton.size()];
        for (int j = 0; j < parts.length; j++) {
            Skeleton.Joint joint = skeleton.joints().get(j);
            int named = part(joint.name());
            int above = joint.parent() < 0 ? TORSO : parts[joint.parent()];
            parts[j] = named == UNKNOWN ? above : named;
        }
        return parts;
    }

    private int part(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        int limb = limb(word);
        if (limb == UNKNOWN) {
            if (contains(word, "head", "neck")) {
                return HEAD;
            }
            return contains(word, "spine", "back", "chest", "shoulder", "collar", "clavicle", "hip", "pelvis")
                    ? TORSO
                    : UNKNOWN;
        }
        if (this == UNSIDED) {
            return HEAD + 1 + limb;
        }
        int side = side(name, word);
        return side == UNKNOWN ? UNKNOWN : HEAD + 1 + 2 * limb + side;
    }

    private static int limb(String word) {
        if (contains(word, "hip", "shoulder")) {
            return UNKNOWN;
        }
        if (contains(word, "forearm", "lowerarm", "elbow", "hand", "finger", "thumb", "wrist")) {
            return 1;
        }
        if (word.contains("arm")) {
            return 0;
        }
        if (contains(word, "upleg", "upperleg", "thigh")) {
            return 2;
        }
        if (contains(word, "foot", "toe", "ankle")) {
            return 4;
        }
        return contains(word, "leg", "shin", "calf", "knee") ? 3 : UNKNOWN;
    }

    private static int side(String name, String word) {
        if (word.contains("left") || name.matches("L[A-Z].*|.*[._]L")) {
            return 0;
        }
        return word.contains("right") || name.matches("R[A-Z].*|.*[._]R") ? 1 : UNKNOWN;
    }

    private static boolean contains(String word, String... parts) {
        for (String part : parts) {
            if (word.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
