package org.lie4j.apen.geometry;

import java.util.Arrays;
import java.util.List;

/**
 * A tree of bones that have rotations at rest, as of skinned meshes. Unlike the joints of a {@link Skeleton}, they may come in any order.
 * Immutable.
 */
public final class Rig {
    private final List<Bone> bones;
    private final int[] order;
    private final double[] local;
    private final RigPose rest;

    private Rig(List<Bone> bones, int[] order) {
        this.bones = bones;
        this.order = order;
        local = new double[12 * bones.size()];
        for (int b = 0; b < bones.size(); b++) {
            RigRotations.matrix(bones.get(b).rotation(), local, 12 * b);
            System.arraycopy(bones.get(b).position(), 0, local, 12 * b + 9, 3);
        }
        rest = pose(local);
    }

    /**
     * A bone at rest, seen from its parent.
     *
     * @param name its name
     * @param parent index of its parent; -1 for a root
     * @param rotation {@code [4]}, a unit quaternion w, x, y, z; not modified
     * @param position {@code [3]}; not modified
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Bone(String name, int parent, double[] rotation, double[] position) {
        /**
         * Copies and checks the values.
         *
         * @param name see the record
         * @param parent see the record
         * @param rotation see the record
         * @param position see the record
         * @throws IllegalArgumentException if a length differs, a number is not finite or the quaternion is not of length 1
         */
        public Bone {
            RigRotations.requireUnit(rotation);
            if (position.length != 3 || !Arrays.stream(position).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException(
                        "position: expected 3 finite numbers, got " + Arrays.toString(position));
            }
            rotation = rotation.clone();
            position = position.clone();
        }
    }

    /**
     * A rig.
     *
     * @param bones at least 1
     * @return the rig
     * @throws IllegalArgumentException if there is none, or parents do not make trees
     */
    public static Rig of(List<Bone> bones) {
        int n = bones.size();
        if (n == 0) {
            throw new IllegalArgumentException("bones: expected at least 1, got none");
        }
        int[] order = new int[n];
        boolean[] placed = new boolean[n];
        int count = 0;
        for (int before = -1; count < n; ) {
            if (count == before) {
                throw new IllegalArgumentException("bones: expected trees, got a circle of parents");
            }
            before = count;
            for (int b = 0; b < n; b++) {
                int parent = bones.get(b).parent();
                if (parent < -1 || parent >= n) {
                    throw new IllegalArgumentException(
                            "bones: expected parents from -1 to " + (n - 1) + ", got " + parent + " of bone " + b);
                }
                if (!placed[b] && (parent < 0 || placed[parent])) {
                    placed[b] = true;
                    order[count++] = b;
                }
            }
        }
        return new Rig(List.copyOf(bones), order);
    }

    /**
     * The bones.
     *
     * @return at least 1
     */
    public List<Bone> bones() {
        return bones;
    }

    /**
     * The pose of all bones at rest.
     *
     * @return where they are
     */
    public RigPose rest() {
        return rest;
    }

    /** A copy of what the bones are at rest: for each a matrix of 9 and a position of 3 numbers, seen from the parent. */
    double[] local() {
        return local.clone();
    }

    /** Forward kinematics of local rotations and positions as of {@link #local}. */
    RigPose pose(double[] seenFromParents) {
        double[] world = new double[seenFromParents.length];
        for (int b : order) {
            int at = 12 * b;
            int parent = bones.get(b).parent();
            if (parent < 0) {
                System.arraycopy(seenFromParents, at, world, at, 12);
                continue;
            }
            int up = 12 * parent;
            for (int r = 0; r < 3; r++) {
                world[at + 9 + r] = world[up + 9 + r];
                for (int k = 0; k < 3; k++) {
                    world[at + 9 + r] += world[up + 3 * r + k] * seenFromParents[at + 9 + k];
                    for (int c = 0; c < 3; c++) {
                        world[at + 3 * r + c] += world[up + 3 * r + k] * seenFromParents[at + 3 * k + c];
                    }
                }
            }
        }
        return new RigPose(world);
    }
}
