package org.lie4j.apen.geometry;

import java.util.Arrays;

/** Points that follow the bones of a {@link Rig}, each with weights that add up to 1. Immutable. */
public final class SkinnedPoints {
    private final Rig rig;
    private final double[] points;
    private final int[] starts;
    private final int[] bones;
    private final double[] weights;
    private final int[] dominant;

    private SkinnedPoints(Rig rig, double[] points, int[] starts, int[] bones, double[] weights, int[] dominant) {
        this.rig = rig;
        this.points = points;
        this.starts = starts;
        this.bones = bones;
        this.weights = weights;
        this.dominant = dominant;
    }

    /**
     * Points at rest and the bones that each follows.
     *
     * @param rig the rig
     * @param points {@code [n, 3]}, finite; not modified
     * @param starts {@code [n + 1]}, where each point's bones start; not modified
     * @param bones of all points, one after the other; not modified
     * @param weights of these, nonnegative, of any positive sum for each point: they are divided by it; not modified
     * @return the points
     * @throws IllegalArgumentException if a shape or a value is outside its domain, or a point follows no bone
     */
    public static SkinnedPoints of(Rig rig, double[] points, int[] starts, int[] bones, double[] weights) {
        int n = points.length / 3;
        if (points.length % 3 != 0 || starts.length != n + 1 || bones.length != weights.length) {
            throw new IllegalArgumentException(
                    "expected [n, 3] points, [n + 1] starts and as many bones as weights, got " + points.length + ", "
                            + starts.length + ", " + bones.length + " and " + weights.length);
        }
        if (starts[0] != 0 || starts[n] != bones.length) {
            throw new IllegalArgumentException(
                    "starts: expected 0 to " + bones.length + ", got " + starts[0] + " to " + starts[n]);
        }
        for (double c : points) {
            if (!Double.isFinite(c)) {
                throw new IllegalArgumentException("points: expected finite coordinates, got " + c);
            }
        }
        double[] normal = weights.clone();
        int[] dominant = new int[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            int best = starts[i];
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                if (bones[k] < 0 || bones[k] >= rig.bones().size() || !(weights[k] >= 0)) {
                    throw new IllegalArgumentException("expected bones from 0 to "
                            + (rig.bones().size() - 1) + " and weights >= 0, got " + bones[k] + " and " + weights[k]
                            + " at point " + i);
                }
                sum += weights[k];
                best = weights[k] > weights[best] ? k : best;
            }
            if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weights: expected a positive finite sum, got " + sum + " at point " + i);
            }
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                normal[k] /= sum;
            }
            dominant[i] = bones[best];
        }
        return new SkinnedPoints(rig, points.clone(), starts.clone(), bones.clone(), normal, dominant);
    }

    /**
     * The rig.
     *
     * @return the rig
     */
    public Rig rig() {
        return rig;
    }

    /**
     * Number of points.
     *
     * @return n
     */
    public int size() {
        return dominant.length;
    }

    /**
     * The bone of largest weight of each point, the first where weights are equal.
     *
     * @return a copy, {@code [n]}
     */
    public int[] dominantBones() {
        return dominant.clone();
    }

    /**
     * The weight by which a point follows a bone.
     *
     * @param point from 0 to n - 1
     * @param bone a bone of the rig
     * @return in [0, 1]
     */
    public double weight(int point, int bone) {
        double sum = 0;
        for (int k = starts[point]; k < starts[point + 1]; k++) {
            sum += bones[k] == bone ? weights[k] : 0;
        }
        return sum;
    }

    /**
     * The points at rest.
     *
     * @return a copy, {@code [n, 3]}
     */
    public double[] atRest() {
        return points.clone();
    }

    /**
     * The points in a pose.
     *
     * @param pose a pose of the rig
     * @param skinning whether each follows its heaviest bone or the weighted mean of all
     * @return new array, {@code [n, 3]}
     * @throws IllegalArgumentException if the pose has another number of bones
     */
    public double[] posed(RigPose pose, CapsuleCharacter.Skinning skinning) {
        if (pose.size() != rig.bones().size()) {
            throw new IllegalArgumentException("pose: expected " + rig.bones().size() + " bones, got " + pose.size());
        }
        double[] motions = pose.from(rig.rest());
        double[] out = new double[points.length];
        for (int i = 0; i < size(); i++) {
            if (skinning == CapsuleCharacter.Skinning.RIGID) {
                carry(motions, dominant[i], 1, i, out);
                continue;
            }
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                carry(motions, bones[k], weights[k], i, out);
            }
        }
        return out;
    }

    private void carry(double[] motions, int bone, double weight, int i, double[] out) {
        int at = 12 * bone;
        for (int r = 0; r < 3; r++) {
            out[3 * i + r] += weight
                    * (motions[at + 3 * r] * points[3 * i]
                            + motions[at + 3 * r + 1] * points[3 * i + 1]
                            + motions[at + 3 * r + 2] * points[3 * i + 2]
                            + motions[at + 9 + r]);
        }
    }

    /** Points between three others each, with their mixed positions and weights. */
    SkinnedPoints between(int[] corners, double[] shares) {
        int n = corners.length / 3;
        double[] mixed = new double[3 * n];
        int[] newStarts = new int[n + 1];
        int[] newBones = new int[16];
        double[] newWeights = new double[16];
        double[] sums = new double[rig.bones().size()];
        for (int i = 0; i < n; i++) {
            int end = newStarts[i];
            for (int c = 3 * i; c < 3 * i + 3; c++) {
                int corner = corners[c];
                for (int axis = 0; axis < 3; axis++) {
                    mixed[3 * i + axis] += shares[c] * points[3 * corner + axis];
                }
                for (int k = starts[corner]; k < starts[corner + 1]; k++) {
                    sums[bones[k]] += shares[c] * weights[k];
                }
            }
            for (int b = 0; b < sums.length; b++) {
                if (sums[b] > 0) {
                    if (end == newBones.length) {
                        newBones = Arrays.copyOf(newBones, 2 * end);
                        newWeights = Arrays.copyOf(newWeights, 2 * end);
                    }
                    newBones[end] = b;
                    newWeights[end++] = sums[b];
                    sums[b] = 0;
                }
            }
            newStarts[i + 1] = end;
        }
        int all = newStarts[n];
        return of(rig, mixed, newStarts, Arrays.copyOf(newBones, all), Arrays.copyOf(newWeights, all));
    }
}
