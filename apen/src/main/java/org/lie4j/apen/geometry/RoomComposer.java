package org.lie4j.apen.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.lie4j.apen.partitions.Partition;

/**
 * Composes rooms: objects on a floor between two walls, each its own part, and the room a part of its own.
 *
 * <p>Objects stand on the floor, turned about the vertical, or float turned in any way above it. Each gets a place along a row that its
 * bounding circle, or sphere, leaves room for; with contact, it is then pushed along the row until its points come within 2 cm of those of
 * the object before, or it has passed it: with few points, gaps between them are wider than that.
 *
 * @param pointsEach points of each object, at least 1
 * @param roomPoints points of floor and walls, 0 for none
 * @param gap free space between bounding spheres, at least 0, in metres
 * @param contact whether neighbours touch
 * @param anyRotation true for rotations by Haar measure, false for yaw alone
 */
public record RoomComposer(int pointsEach, int roomPoints, double gap, boolean contact, boolean anyRotation) {
    private static final double TOUCH = 0.02;

    /**
     * Checks the values.
     *
     * @param pointsEach see the record
     * @param roomPoints see the record
     * @param gap see the record
     * @param contact see the record
     * @param anyRotation see the record
     * @throws IllegalArgumentException if a value is outside its domain
     */
    public RoomComposer {
        if (pointsEach < 1 || roomPoints < 0) {
            throw new IllegalArgumentException("expected at least 1 point each and none or more of the room, got "
                    + pointsEach + " and " + roomPoints);
        }
        if (!(gap >= 0 && gap < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gap: expected a finite number >= 0, got " + gap);
        }
    }

    /**
     * Composes a room.
     *
     * @param meshes the objects, at least 1, y up
     * @param random places and samples them
     * @return the objects in order, {@code pointsEach} points each, then the room's points as the last part, if it has any
     * @throws IllegalArgumentException if there is no object, or one has no area
     */
    public LabelledCloud compose(List<TriangleMesh> meshes, RandomGenerator random) {
        if (meshes.isEmpty()) {
            throw new IllegalArgumentException("meshes: expected at least 1, got none");
        }
        List<double[]> objects = new ArrayList<>();
        double end = 0;
        double depth = 0;
        for (TriangleMesh mesh : meshes) {
            double[] x = object(mesh, random);
            double radius = radius(x);
            shift(x, 0, end + gap + radius);
            if (contact && !objects.isEmpty()) {
                push(objects.get(objects.size() - 1), x);
            }
            end = largest(x, 0);
            depth = Math.max(depth, radius);
            objects.add(x);
        }
        double[] all = new double[3 * (meshes.size() * pointsEach + roomPoints)];
        int[] labels = new int[all.length / 3];
        for (int k = 0; k < objects.size(); k++) {
            System.arraycopy(objects.get(k), 0, all, 3 * k * pointsEach, 3 * pointsEach);
            java.util.Arrays.fill(labels, k * pointsEach, (k + 1) * pointsEach, k);
        }
        if (roomPoints > 0) {
            TriangleMesh room = room(end + gap, depth + gap);
            double[] x = SurfaceSample.draw(room, roomPoints, random).points(room);
            System.arraycopy(x, 0, all, all.length - x.length, x.length);
            java.util.Arrays.fill(labels, labels.length - roomPoints, labels.length, meshes.size());
        }
        return LabelledCloud.of(all, Partition.of(labels));
    }

    /** Points of a turned object: about the vertical axis, on the floor. */
    private double[] object(TriangleMesh mesh, RandomGenerator random) {
        double[] drawn = SurfaceSample.draw(mesh, pointsEach, random).points(mesh);
        double[] r = anyRotation ? Scan.haarRotation(random) : Scan.randomYaw(random);
        double[] x = new double[drawn.length];
        for (int i = 0; i < pointsEach; i++) {
            for (int a = 0; a < 3; a++) {
                for (int b = 0; b < 3; b++) {
                    x[3 * i + a] += r[3 * a + b] * drawn[3 * i + b];
                }
            }
        }
        for (int axis = 0; axis < 3; axis++) {
            double low = -largest(negative(x), axis);
            shift(x, axis, axis == 1 ? -low : -(low + largest(x, axis)) / 2);
        }
        if (anyRotation) {
            shift(x, 1, random.nextDouble());
        }
        return x;
    }

    /** Moves the second towards the first, along x, until they touch. */
    private static void push(double[] first, double[] second) {
        // A step of less than the distance cannot jump over a first contact.
        for (int step = 0; step < 1000; step++) {
            double distance = Math.sqrt(nearest(first, second));
            if (distance <= TOUCH || largest(negative(second), 0) > -largest(negative(first), 0)) {
                return;
            }
            shift(second, 0, TOUCH / 2 - distance);
        }
    }

    static double nearest(double[] first, double[] second) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < first.length; i += 3) {
            for (int j = 0; j < second.length; j += 3) {
                double u = first[i] - second[j];
                double v = first[i + 1] - second[j + 1];
                double w = first[i + 2] - second[j + 2];
                best = Math.min(best, u * u + v * v + w * w);
            }
        }
        return best;
    }

    private static TriangleMesh room(double width, double depth) {
        double height = 2.5;
        double[] v = {
            0, 0, -depth, width, 0, -depth, width, 0, depth, 0, 0, depth, 0, height, -depth, width, height, -depth, 0,
            height, depth
        };
        return TriangleMesh.of(v, new int[] {0, 1, 2, 0, 2, 3, 0, 1, 5, 0, 5, 4, 0, 3, 6, 0, 6, 4});
    }

    private static double radius(double[] x) {
        double largest = 0;
        for (int i = 0; i < x.length; i += 3) {
            largest = Math.max(largest, Math.hypot(x[i], x[i + 2]));
        }
        return largest;
    }

    private static double largest(double[] x, int axis) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = axis; i < x.length; i += 3) {
            largest = Math.max(largest, x[i]);
        }
        return largest;
    }

    private static double[] negative(double[] x) {
        return java.util.Arrays.stream(x).map(c -> -c).toArray();
    }

    private static void shift(double[] x, int axis, double by) {
        for (int i = axis; i < x.length; i += 3) {
            x[i] += by;
        }
    }
}
