package org.lie4j.apen.geometry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.lie4j.apen.partitions.Partition;
import org.lie4j.apen.partitions.PieceMotions;
import org.lie4j.groups.SO;
import org.lie4j.groups.sampling.HaarSO;

/** What a scanner and a pose do to a cloud: noise, hidden points, rotations. */
public final class Scan {
    private Scan() {}

    /**
     * Adds noise.
     *
     * @param cloud the cloud
     * @param deviation standard deviation of each coordinate, at least 0, in the cloud's unit
     * @param random the source of randomness
     * @return the changed copy
     * @throws IllegalArgumentException if the deviation is negative
     */
    public static LabelledCloud noisy(LabelledCloud cloud, double deviation, RandomGenerator random) {
        if (!(deviation >= 0)) {
            throw new IllegalArgumentException("deviation: expected a number >= 0, got " + deviation);
        }
        double[] points = cloud.points();
        for (int i = 0; i < points.length; i++) {
            points[i] += deviation * random.nextGaussian();
        }
        return LabelledCloud.of(points, cloud.parts());
    }

    /**
     * What is seen from far away: space across the line of sight is cut into square cells, and in each only points near the front stay.
     *
     * @param cloud the cloud
     * @param direction {@code [3]}, the direction in which one looks, not zero; not modified
     * @param cell side of a cell, positive, about twice the distance between points
     * @param depth how far behind its cell's first point a point is still seen, at least 0
     * @return the points that are seen, in the same order, at least 1
     * @throws IllegalArgumentException if a value is outside its domain
     */
    public static LabelledCloud seenAlong(LabelledCloud cloud, double[] direction, double cell, double depth) {
        if (direction.length != 3) {
            throw new IllegalArgumentException("direction: expected 3 numbers, got " + direction.length);
        }
        if (!(cell > 0 && cell < Double.POSITIVE_INFINITY && depth >= 0)) {
            throw new IllegalArgumentException(
                    "expected a positive cell and a depth of at least 0, got " + cell + " and " + depth);
        }
        double[] axes = axes(direction);
        double[] x = cloud.points();
        Map<Long, Double> front = new HashMap<>();
        long[] cells = new long[cloud.size()];
        double[] depths = new double[cloud.size()];
        for (int i = 0; i < cells.length; i++) {
            long u = Math.round(Math.floor(dot(axes, 3, x, 3 * i) / cell));
            long v = Math.round(Math.floor(dot(axes, 6, x, 3 * i) / cell));
            cells[i] = u * 0x9E3779B97F4A7C15L + v;
            depths[i] = dot(axes, 0, x, 3 * i);
            front.merge(cells[i], depths[i], Math::min);
        }
        int[] seen = new int[cells.length];
        int count = 0;
        for (int i = 0; i < cells.length; i++) {
            if (depths[i] <= front.get(cells[i]) + depth) {
                seen[count++] = i;
            }
        }
        return cloud.select(Arrays.copyOf(seen, count));
    }

    /** Rows: the direction and two axes across it. */
    private static double[] axes(double[] direction) {
        double norm = Math.hypot(Math.hypot(direction[0], direction[1]), direction[2]);
        if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "direction: expected a finite vector that is not zero, got " + Arrays.toString(direction));
        }
        double[] axes = new double[9];
        int thin = 0;
        for (int c = 0; c < 3; c++) {
            axes[c] = direction[c] / norm;
            thin = Math.abs(direction[c]) < Math.abs(direction[thin]) ? c : thin;
        }
        double length = Math.sqrt(1 - axes[thin] * axes[thin]);
        for (int c = 0; c < 3; c++) {
            axes[3 + c] = ((c == thin ? 1 : 0) - axes[thin] * axes[c]) / length;
        }
        for (int c = 0; c < 3; c++) {
            axes[6 + c] = axes[(c + 1) % 3] * axes[3 + (c + 2) % 3] - axes[(c + 2) % 3] * axes[3 + (c + 1) % 3];
        }
        return axes;
    }

    private static double dot(double[] axes, int at, double[] x, int xAt) {
        return axes[at] * x[xAt] + axes[at + 1] * x[xAt + 1] + axes[at + 2] * x[xAt + 2];
    }

    /**
     * A rotation about the y axis by a uniform angle, as of furniture that stands on the floor.
     *
     * @param random the source of randomness
     * @return new array, {@code [3, 3]}
     */
    public static double[] randomYaw(RandomGenerator random) {
        double[] r = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        Skeleton.turn(r, 1, 2 * Math.PI * random.nextDouble());
        return r;
    }

    /**
     * A rotation of space by Haar measure.
     *
     * @param random the source of randomness
     * @return new array, {@code [3, 3]}
     */
    public static double[] haarRotation(RandomGenerator random) {
        double[] r = new double[9];
        HaarSO.sampleHaar(SO.of(3), random, r, 0, 1);
        return r;
    }

    /**
     * Turns a whole cloud about the origin.
     *
     * @param cloud the cloud
     * @param rotation {@code [3, 3]}, orthogonal; not modified
     * @return the changed copy
     * @throws IllegalArgumentException if the matrix is not orthogonal
     */
    public static LabelledCloud turned(LabelledCloud cloud, double[] rotation) {
        double[] points =
                PieceMotions.of(3, rotation, new double[3]).points(cloud.points(), Partition.whole(cloud.size()));
        return LabelledCloud.of(points, cloud.parts());
    }
}
