package org.lie4j.apen.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import org.lie4j.apen.partitions.Partition;

/**
 * A body made of capsules along a skeleton's bones, sampled on its surface in the rest pose and carried along by skinning.
 *
 * <p>A bone runs from a joint to a child that is not at the same place, and turns with the joint. Its capsule's radius is a share of
 * its length, within limits that are shares of the body's height. Points inside other capsules are left out. Immutable.
 */
public final class CapsuleCharacter {
    /** How points follow the bones. */
    public enum Skinning {
        /** Each point follows its heaviest bone alone: parts move rigidly, and E(3)^k holds exactly. */
        RIGID,
        /** Points follow the weighted mean of the bones near them: smooth joints (linear-blend skinning). */
        LINEAR_BLEND
    }

    private static final double RADIUS_OF_LENGTH = 0.3;
    private static final double SMALLEST_RADIUS = 0.015;
    private static final double LARGEST_RADIUS = 0.06;
    private static final double BLEND_WIDTH = 0.5;
    private static final int SIDES = 12;
    private static final int RINGS = 4;

    private final Pose rest;
    private final double[] points;
    private final int[] joints;
    private final double[] weights;
    private final int[] heaviest;
    private final int bones;
    private final Partition parts;

    private CapsuleCharacter(
            Pose rest, double[] points, int[] joints, double[] weights, int[] heaviest, Partition parts) {
        this.rest = rest;
        this.points = points;
        this.joints = joints;
        this.weights = weights;
        this.heaviest = heaviest;
        this.parts = parts;
        bones = joints.length;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Bone(int joint, double[] from, double[] to, double radius) {
        /** Signed distance of a point from the capsule. */
        double distance(double[] x, int at) {
            double dot = 0;
            double length = 0;
            for (int c = 0; c < 3; c++) {
                dot += (x[at + c] - from[c]) * (to[c] - from[c]);
                length += (to[c] - from[c]) * (to[c] - from[c]);
            }
            double share = Math.max(0, Math.min(1, dot / length));
            double squared = 0;
            for (int c = 0; c < 3; c++) {
                double difference = x[at + c] - from[c] - share * (to[c] - from[c]);
                squared += difference * difference;
            }
            return Math.sqrt(squared) - radius;
        }
    }

    /**
     * A body on a skeleton, its parts the joints that move it.
     *
     * @param skeleton the skeleton, with at least one bone
     * @param count number of points, at least 1
     * @param random places the points
     * @return the body
     * @throws IllegalArgumentException if the skeleton has no bone or the count is less than 1
     */
    public static CapsuleCharacter of(Skeleton skeleton, int count, RandomGenerator random) {
        return of(skeleton, count, random, joint -> joint);
    }

    /**
     * A body on a skeleton.
     *
     * @param skeleton the skeleton, with at least one bone
     * @param count number of points, at least 1
     * @param random places the points
     * @param partOfJoint the part, from 0, of what a joint moves: merges bones into body parts
     * @return the body
     * @throws IllegalArgumentException if the skeleton has no bone or a number is outside its domain
     */
    public static CapsuleCharacter of(
            Skeleton skeleton, int count, RandomGenerator random, ToIntFunction<Integer> partOfJoint) {
        return of(skeleton, count, joint -> 1, random, partOfJoint);
    }

    /**
     * A body on a skeleton, its limbs slim or stout.
     *
     * @param skeleton the skeleton, with at least one bone
     * @param count number of points, at least 1
     * @param girthOfJoint multiplies the radii of the bones that a joint moves, positive
     * @param random places the points
     * @param partOfJoint the part, from 0, of what a joint moves: merges bones into body parts
     * @return the body
     * @throws IllegalArgumentException if the skeleton has no bone or a number is outside its domain
     */
    public static CapsuleCharacter of(
            Skeleton skeleton,
            int count,
            ToDoubleFunction<Integer> girthOfJoint,
            RandomGenerator random,
            ToIntFunction<Integer> partOfJoint) {
        if (count < 1) {
            throw new IllegalArgumentException("count: expected at least 1, got " + count);
        }
        Pose rest = skeleton.rest();
        List<Bone> bones = bones(skeleton, rest, girthOfJoint);
        if (bones.isEmpty()) {
            throw new IllegalArgumentException("skeleton: expected a joint away from its parent, got none");
        }
        double[] points = surface(bones, count, random);
        int[] joints = bones.stream().mapToInt(Bone::joint).toArray();
        double[] weights = new double[count * joints.length];
        int[] heaviest = new int[count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            int best = 0;
            double sum = 0;
            for (int b = 0; b < joints.length; b++) {
                Bone bone = bones.get(b);
                double outside = Math.max(0, bone.distance(points, 3 * i)) / (BLEND_WIDTH * bone.radius);
                double w = outside > 6 ? 0 : Math.exp(-outside * outside);
                weights[i * joints.length + b] = w;
                sum += w;
                best = w > weights[i * joints.length + best] ? b : best;
            }
            for (int b = 0; b < joints.length; b++) {
                weights[i * joints.length + b] /= sum;
            }
            heaviest[i] = best;
            labels[i] = partOfJoint.applyAsInt(joints[best]);
        }
        return new CapsuleCharacter(
                rest, points, joints, weights, heaviest, Partition.of(labels).compact());
    }

    private static List<Bone> bones(Skeleton skeleton, Pose rest, ToDoubleFunction<Integer> girthOfJoint) {
        double[] p = rest.positions();
        double height = 0;
        for (int c = 0; c < 3; c++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = c; i < p.length; i += 3) {
                low = Math.min(low, p[i]);
                high = Math.max(high, p[i]);
            }
            height = Math.max(height, high - low);
        }
        List<Bone> bones = new ArrayList<>();
        for (int j = 1; j < skeleton.size(); j++) {
            int parent = skeleton.joints().get(j).parent();
            double[] from = Arrays.copyOfRange(p, 3 * parent, 3 * parent + 3);
            double[] to = Arrays.copyOfRange(p, 3 * j, 3 * j + 3);
            double length = Math.sqrt((to[0] - from[0]) * (to[0] - from[0])
                    + (to[1] - from[1]) * (to[1] - from[1])
                    + (to[2] - from[2]) * (to[2] - from[2]));
            if (length > 1e-6 * height) {
                double radius = Math.max(
                        SMALLEST_RADIUS * height, Math.min(LARGEST_RADIUS * height, RADIUS_OF_LENGTH * length));
                double girth = girthOfJoint.applyAsDouble(parent);
                if (!(girth > 0 && girth < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "girth: expected a positive finite number, got " + girth + " of joint " + parent);
                }
                bones.add(new Bone(parent, from, to, girth * radius));
            }
        }
        return bones;
    }

    /** Points on the union of the capsules: uniform by area on each, those inside another are drawn anew. */
    private static double[] surface(List<Bone> bones, int count, RandomGenerator random) {
        TriangleMesh mesh = mesh(bones);
        double[] out = new double[3 * count];
        int found = 0;
        for (int attempt = 0; found < count; attempt++) {
            if (attempt > 1000) {
                throw new ArithmeticException("expected " + count + " points on the surface, got " + found);
            }
            double[] drawn = SurfaceSample.draw(mesh, count, random).points(mesh);
            for (int i = 0; i < count && found < count; i++) {
                int at = 3 * i;
                // A capsule's own facets lie a little within it, by 1 - cos(π / sides).
                if (bones.stream().allMatch(b -> b.distance(drawn, at) > -0.05 * b.radius)) {
                    System.arraycopy(drawn, at, out, 3 * found++, 3);
                }
            }
        }
        return out;
    }

    private static TriangleMesh mesh(List<Bone> bones) {
        List<Double> vertices = new ArrayList<>();
        List<Integer> triangles = new ArrayList<>();
        for (Bone bone : bones) {
            addCapsule(bone, vertices, triangles);
        }
        return TriangleMesh.of(
                vertices.stream().mapToDouble(x -> x).toArray(),
                triangles.stream().mapToInt(i -> i).toArray());
    }

    /** Rings of vertices from the south pole of the first end to the north pole of the second. */
    private static void addCapsule(Bone bone, List<Double> vertices, List<Integer> triangles) {
        double[] axis = new double[3];
        double length = 0;
        for (int c = 0; c < 3; c++) {
            axis[c] = bone.to[c] - bone.from[c];
            length += axis[c] * axis[c];
        }
        length = Math.sqrt(length);
        int thin = Math.abs(axis[0]) < Math.abs(axis[1]) ? 0 : 1;
        thin = Math.abs(axis[2]) < Math.abs(axis[thin]) ? 2 : thin;
        double[] u = new double[3];
        double[] v = new double[3];
        for (int c = 0; c < 3; c++) {
            axis[c] /= length;
        }
        for (int c = 0; c < 3; c++) {
            u[c] = (c == thin ? 1 : 0) - axis[thin] * axis[c];
        }
        double norm = Math.sqrt(u[0] * u[0] + u[1] * u[1] + u[2] * u[2]);
        for (int c = 0; c < 3; c++) {
            u[c] /= norm;
        }
        for (int c = 0; c < 3; c++) {
            v[c] = axis[(c + 1) % 3] * u[(c + 2) % 3] - axis[(c + 2) % 3] * u[(c + 1) % 3];
        }
        int first = vertices.size() / 3;
        int rings = 2 * RINGS + 2;
        for (int ring = 0; ring < rings; ring++) {
            boolean upper = ring > RINGS;
            double latitude = (upper ? ring - RINGS - 1 : ring - RINGS) * Math.PI / 2 / RINGS;
            for (int side = 0; side < SIDES; side++) {
                double angle = 2 * Math.PI * side / SIDES;
                for (int c = 0; c < 3; c++) {
                    double around = Math.cos(angle) * u[c] + Math.sin(angle) * v[c];
                    vertices.add((upper ? bone.to[c] : bone.from[c])
                            + bone.radius * (Math.sin(latitude) * axis[c] + Math.cos(latitude) * around));
                }
            }
        }
        for (int ring = 0; ring + 1 < rings; ring++) {
            for (int side = 0; side < SIDES; side++) {
                int a = first + ring * SIDES + side;
                int b = first + ring * SIDES + (side + 1) % SIDES;
                triangles.addAll(List.of(a, b, a + SIDES, b, b + SIDES, a + SIDES));
            }
        }
    }

    /**
     * Number of points.
     *
     * @return n
     */
    public int size() {
        return parts.size();
    }

    /**
     * The part of each point: that of its heaviest bone.
     *
     * @return the partition, without empty parts
     */
    public Partition parts() {
        return parts;
    }

    /**
     * The joint that moves each point most: that of its heaviest bone.
     *
     * @return a copy, {@code [n]}, joints of the skeleton
     */
    public int[] joints() {
        return Arrays.stream(heaviest).map(b -> joints[b]).toArray();
    }

    /**
     * The body in the rest pose.
     *
     * @return its points
     */
    public LabelledCloud atRest() {
        return LabelledCloud.of(points, parts);
    }

    /**
     * The body in a pose; the same points in the same order.
     *
     * @param pose a pose of the body's skeleton
     * @param skinning how points follow the bones
     * @return its points
     * @throws IllegalArgumentException if the pose has another number of joints
     */
    public LabelledCloud posed(Pose pose, Skinning skinning) {
        if (pose.size() != rest.size()) {
            throw new IllegalArgumentException("pose: expected " + rest.size() + " joints, got " + pose.size());
        }
        double[] out = new double[points.length];
        for (int i = 0; i < size(); i++) {
            if (skinning == Skinning.RIGID) {
                pose.carry(rest, joints[heaviest[i]], points, 3 * i, 1, out, 3 * i);
                continue;
            }
            for (int b = 0; b < bones; b++) {
                if (weights[i * bones + b] > 0) {
                    pose.carry(rest, joints[b], points, 3 * i, weights[i * bones + b], out, 3 * i);
                }
            }
        }
        return LabelledCloud.of(out, parts);
    }
}
