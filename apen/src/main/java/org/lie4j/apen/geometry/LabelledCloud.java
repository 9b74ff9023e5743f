package org.lie4j.apen.geometry;

import org.lie4j.apen.partitions.Partition;

/** Points in space and the part that each belongs to. Immutable. */
public final class LabelledCloud {
    private final double[] points;
    private final Partition parts;

    private LabelledCloud(double[] points, Partition parts) {
        this.points = points;
        this.parts = parts;
    }

    /**
     * A cloud.
     *
     * @param points {@code [n, 3]}, finite; not modified
     * @param parts partition of the n points
     * @return the cloud
     * @throws IllegalArgumentException if the numbers of points differ or a coordinate is not finite
     */
    public static LabelledCloud of(double[] points, Partition parts) {
        if (points.length != 3 * parts.size()) {
            throw new IllegalArgumentException(
                    "points: expected [" + parts.size() + ", 3], got " + points.length + " numbers");
        }
        for (int i = 0; i < points.length; i++) {
            if (!Double.isFinite(points[i])) {
                throw new IllegalArgumentException("points: expected finite coordinates, got " + points[i]
                        + " at point " + i / 3 + ", coordinate " + i % 3);
            }
        }
        return new LabelledCloud(points.clone(), parts);
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
     * The coordinates.
     *
     * @return a copy, {@code [n, 3]}
     */
    public double[] points() {
        return points.clone();
    }

    /**
     * The parts.
     *
     * @return the partition
     */
    public Partition parts() {
        return parts;
    }

    /**
     * Some of the points.
     *
     * @param indices which, at least 1; not modified
     * @return the smaller cloud, with as many parts, of which some may have become empty
     * @throws IllegalArgumentException if there is none
     */
    public LabelledCloud select(int[] indices) {
        double[] chosen = new double[3 * indices.length];
        int[] labels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(points, 3 * indices[i], chosen, 3 * i, 3);
            labels[i] = parts.label(indices[i]);
        }
        return new LabelledCloud(chosen, Partition.of(labels, parts.parts()));
    }
}
