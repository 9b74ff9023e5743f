package org.lie4j.apen.geometry;

import java.util.List;

/**
 * A tree of joints. In the rest pose all rotations are the identity, so a joint lies at the sum of the offsets above it.
 *
 * @param joints parents before children, the root first
 */
public record Skeleton(List<Joint> joints) {
    /** A quantity that a joint takes from each frame of a motion. */
    public enum Channel {
        /** Translation along x. */
        X_POSITION(false, 0),
        /** Translation along y. */
        Y_POSITION(false, 1),
        /** Translation along z. */
        Z_POSITION(false, 2),
        /** Rotation about x, in degrees in the file. */
        X_ROTATION(true, 0),
        /** Rotation about y, in degrees in the file. */
        Y_ROTATION(true, 1),
        /** Rotation about z, in degrees in the file. */
        Z_ROTATION(true, 2);

        private final boolean rotation;
        private final int axis;

        Channel(boolean rotation, int axis) {
            this.rotation = rotation;
            this.axis = axis;
        }

        /**
         * Whether it is an angle.
         *
         * @return false for a translation
         */
        public boolean isRotation() {
            return rotation;
        }

        /**
         * The axis along which it moves or about which it turns.
         *
         * @return 0 for x, 1 for y, 2 for z
         */
        public int axis() {
            return axis;
        }

        /** As BVH files spell it: Xposition to Zrotation. */
        String word() {
            return "XYZ".charAt(axis) + (rotation ? "rotation" : "position");
        }
    }

    /**
     * A joint.
     *
     * @param name its name; unique names are usual, not required
     * @param parent index of its parent; -1 for the root
     * @param x first coordinate of the offset from the parent
     * @param y second coordinate
     * @param z third coordinate
     * @param channels what it takes from a frame, in order; none for the end of a limb
     */
    public record Joint(String name, int parent, double x, double y, double z, List<Channel> channels) {
        /**
         * Copies the channels.
         *
         * @param name see the record
         * @param parent see the record
         * @param x see the record
         * @param y see the record
         * @param z see the record
         * @param channels see the record
         */
        public Joint {
            channels = List.copyOf(channels);
            if (!Double.isFinite(x + y + z)) {
                throw new IllegalArgumentException(
                        "joint " + name + ": expected a finite offset, got " + x + " " + y + " " + z);
            }
        }
    }

    /**
     * Copies and checks the joints.
     *
     * @param joints see the record
     * @throws IllegalArgumentException if there is none, or one does not follow its parent
     */
    public Skeleton {
        joints = List.copyOf(joints);
        if (joints.isEmpty()) {
            throw new IllegalArgumentException("joints: expected at least 1, got none");
        }
        for (int j = 0; j < joints.size(); j++) {
            int parent = joints.get(j).parent();
            if (parent >= j || (j == 0 ? parent != -1 : parent < 0)) {
                throw new IllegalArgumentException(
                        "joints: expected the root first and parents before children, got parent " + parent
                                + " of joint " + j);
            }
        }
    }

    /**
     * Number of joints, ends of limbs too.
     *
     * @return at least 1
     */
    public int size() {
        return joints.size();
    }

    /**
     * Number of values of a frame.
     *
     * @return the channels of all joints
     */
    public int channels() {
        return joints.stream().mapToInt(j -> j.channels().size()).sum();
    }

    /**
     * The pose of all channels 0.
     *
     * @return the rest pose
     */
    public Pose rest() {
        return pose(new double[channels()], 0);
    }

    /**
     * Forward kinematics: R_j = R_parent · R(c_1) R(c_2) …, rotations in the order in which the channels are named; p_j = p_parent +
     * R_parent (offset + translation).
     *
     * @param values the frame's channels, angles in degrees as in BVH files; not modified
     * @param offset where they start
     * @return rotations and positions of all joints
     * @throws IllegalArgumentException if there are too few values
     */
    public Pose pose(double[] values, int offset) {
        if (offset < 0 || values.length - offset < channels()) {
            throw new IllegalArgumentException("frame: expected " + channels() + " values from offset " + offset
                    + ", got an array of " + values.length);
        }
        int n = size();
        double[] rotations = new double[n * 9];
        double[] positions = new double[n * 3];
        int at = offset;
        for (int j = 0; j < n; j++) {
            Joint joint = joints.get(j);
            double[] local = {1, 0, 0, 0, 1, 0, 0, 0, 1};
            double[] shift = {joint.x, joint.y, joint.z};
            for (Channel channel : joint.channels) {
                double value = values[at++];
                if (channel.isRotation()) {
                    turn(local, channel.axis(), Math.toRadians(value));
                } else {
                    shift[channel.axis()] += value;
                }
            }
            place(joint.parent, j, local, shift, rotations, positions);
        }
        return new Pose(rotations, positions);
    }

    private static void place(
            int parent, int j, double[] local, double[] shift, double[] rotations, double[] positions) {
        if (parent < 0) {
            System.arraycopy(local, 0, rotations, 0, 9);
            System.arraycopy(shift, 0, positions, 0, 3);
            return;
        }
        for (int a = 0; a < 3; a++) {
            positions[3 * j + a] = positions[3 * parent + a];
            for (int b = 0; b < 3; b++) {
                positions[3 * j + a] += rotations[9 * parent + 3 * a + b] * shift[b];
                for (int c = 0; c < 3; c++) {
                    rotations[9 * j + 3 * a + b] += rotations[9 * parent + 3 * a + c] * local[3 * c + b];
                }
            }
        }
    }

    /** r := r · R(axis, angle). */
    static void turn(double[] r, int axis, double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        int u = (axis + 1) % 3;
        int v = (axis + 2) % 3;
        for (int row = 0; row < 3; row++) {
            double a = r[3 * row + u];
            double b = r[3 * row + v];
            r[3 * row + u] = c * a + s * b;
            r[3 * row + v] = c * b - s * a;
        }
    }
}
