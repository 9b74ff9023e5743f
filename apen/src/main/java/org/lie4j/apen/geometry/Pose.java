package org.lie4j.apen.geometry;

/** Where the joints of a skeleton are: world rotations and positions. Immutable. */
public final class Pose {
    private final double[] rotations;
    private final double[] positions;

    Pose(double[] rotations, double[] positions) {
        this.rotations = rotations;
        this.positions = positions;
    }

    /**
     * Number of joints.
     *
     * @return at least 1
     */
    public int size() {
        return positions.length / 3;
    }

    /**
     * World rotations.
     *
     * @return a copy, {@code [joints, 3, 3]}
     */
    public double[] rotations() {
        return rotations.clone();
    }

    /**
     * World positions.
     *
     * @return a copy, {@code [joints, 3]}
     */
    public double[] positions() {
        return positions.clone();
    }

    /**
     * Carries a point along with a joint: R_j (x - p_j of rest) + p_j, for a rest pose without rotations.
     *
     * @param rest the rest pose
     * @param joint the joint
     * @param x the point in the rest pose; not modified
     * @param xOff where it starts
     * @param weight added to the output times this
     * @param out modified: {@code [3]}
     * @param outOff where it starts
     */
    void carry(Pose rest, int joint, double[] x, int xOff, double weight, double[] out, int outOff) {
        for (int a = 0; a < 3; a++) {
            double sum = positions[3 * joint + a];
            for (int b = 0; b < 3; b++) {
                sum += rotations[9 * joint + 3 * a + b] * (x[xOff + b] - rest.positions[3 * joint + b]);
            }
            out[outOff + a] += weight * sum;
        }
    }
}
