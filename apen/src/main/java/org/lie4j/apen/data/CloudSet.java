package org.lie4j.apen.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.lie4j.apen.geometry.LabelledCloud;
import org.lie4j.apen.partitions.Partition;

/**
 * Clouds of equally many points. Each point has a label, such as a body part, and a piece, what it moves with; pieces are a partition of
 * their cloud alone, and need not mean the same in another. Each cloud has a class, such as the person or the kind of furniture.
 * Immutable.
 */
public final class CloudSet {
    private final String name;
    private final int points;
    private final float[] positions;
    private final int[] labels;
    private final int[] pieces;
    private final List<String> labelNames;
    private final int[] classes;
    private final List<String> classNames;

    private CloudSet(
            String name,
            int points,
            float[] positions,
            int[] labels,
            int[] pieces,
            List<String> labelNames,
            int[] classes,
            List<String> classNames) {
        this.name = name;
        this.points = points;
        this.positions = positions;
        this.labels = labels;
        this.pieces = pieces;
        this.labelNames = labelNames;
        this.classes = classes;
        this.classNames = classNames;
    }

    /**
     * A set.
     *
     * @param name what it is, for reports
     * @param points n, points of each cloud, at least 1
     * @param positions {@code [count, n, 3]}, finite; not modified
     * @param labels {@code [count, n]}, indices of label names; not modified
     * @param pieces {@code [count, n]}, at least 0; not modified
     * @param labelNames at least 1
     * @param classes {@code [count]}, indices of class names; not modified
     * @param classNames at least 1
     * @return the set
     * @throws IllegalArgumentException if a shape or a value is outside its domain
     */
    public static CloudSet of(
            String name,
            int points,
            float[] positions,
            int[] labels,
            int[] pieces,
            List<String> labelNames,
            int[] classes,
            List<String> classNames) {
        int count = classes.length;
        if (points < 1 || positions.length != 3L * count * points) {
            throw new IllegalArgumentException("positions: expected [" + count + ", n >= 1, 3], got " + positions.length
                    + " numbers, n = " + points);
        }
        if (labels.length != count * points || pieces.length != count * points) {
            throw new IllegalArgumentException("expected [" + count + ", " + points + "] labels and pieces, got "
                    + labels.length + " and " + pieces.length);
        }
        for (int i = 0; i < positions.length; i++) {
            if (!Float.isFinite(positions[i])) {
                throw new IllegalArgumentException("positions: expected finite numbers, got " + positions[i]
                        + " in cloud " + i / 3 / points + ", point " + i / 3 % points);
            }
        }
        requireBelow("labels", labels, labelNames.size());
        requireBelow("pieces", pieces, Integer.MAX_VALUE);
        requireBelow("classes", classes, classNames.size());
        return new CloudSet(
                name,
                points,
                positions.clone(),
                labels.clone(),
                pieces.clone(),
                List.copyOf(labelNames),
                classes.clone(),
                List.copyOf(classNames));
    }

    private static void requireBelow(String what, int[] values, int end) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < 0 || values[i] >= end) {
                throw new IllegalArgumentException(
                        what + ": expected 0 to " + (end - 1) + ", got " + values[i] + " at " + i);
            }
        }
    }

    /**
     * What it is.
     *
     * @return a line for reports
     */
    public String name() {
        return name;
    }

    /**
     * Number of clouds.
     *
     * @return at least 0
     */
    public int count() {
        return classes.length;
    }

    /**
     * Number of points of each cloud.
     *
     * @return n
     */
    public int points() {
        return points;
    }

    /**
     * What the labels mean.
     *
     * @return a name for each, at least 1
     */
    public List<String> labelNames() {
        return labelNames;
    }

    /**
     * What the classes mean.
     *
     * @return a name for each, at least 1
     */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * The class of a cloud.
     *
     * @param cloud from 0 to count - 1
     * @return an index of the class names
     */
    public int classOf(int cloud) {
        return classes[cloud];
    }

    /**
     * The label of a point.
     *
     * @param cloud from 0 to count - 1
     * @param point from 0 to n - 1
     * @return an index of the label names
     */
    public int label(int cloud, int point) {
        return labels[cloud * points + Objects.checkIndex(point, points)];
    }

    /**
     * A coordinate of a point.
     *
     * @param cloud from 0 to count - 1
     * @param point from 0 to n - 1
     * @param axis 0 to 2
     * @return the coordinate
     */
    public float position(int cloud, int point, int axis) {
        return positions[3 * (cloud * points + Objects.checkIndex(point, points)) + Objects.checkIndex(axis, 3)];
    }

    /**
     * Copies the coordinates of a cloud, point by point.
     *
     * @param cloud from 0 to count - 1
     * @param out modified: {@code [n, 3]}
     * @param offset where they start
     */
    public void copyPoints(int cloud, float[] out, int offset) {
        Objects.checkIndex(cloud, count());
        System.arraycopy(positions, 3 * cloud * points, out, offset, 3 * points);
    }

    /**
     * Copies the coordinates of a cloud, axis by axis, as networks take them.
     *
     * @param cloud from 0 to count - 1
     * @param out modified: {@code [3, n]}
     * @param offset where they start
     */
    public void copyChannels(int cloud, float[] out, int offset) {
        int from = 3 * Objects.checkIndex(cloud, count()) * points;
        for (int i = 0; i < points; i++) {
            for (int c = 0; c < 3; c++) {
                out[offset + c * points + i] = positions[from + 3 * i + c];
            }
        }
    }

    /**
     * The labels of a cloud.
     *
     * @param cloud from 0 to count - 1
     * @return the partition, one part for each label name
     */
    public Partition labels(int cloud) {
        return Partition.of(row(labels, cloud), labelNames.size());
    }

    /**
     * The pieces of a cloud, without empty ones: the partition by which its points move.
     *
     * @param cloud from 0 to count - 1
     * @return the partition
     */
    public Partition pieces(int cloud) {
        return Partition.of(row(pieces, cloud)).compact();
    }

    private int[] row(int[] all, int cloud) {
        Objects.checkIndex(cloud, count());
        return Arrays.copyOfRange(all, cloud * points, (cloud + 1) * points);
    }

    /**
     * A cloud with its labels as parts.
     *
     * @param cloud from 0 to count - 1
     * @return the cloud
     */
    public LabelledCloud cloud(int cloud) {
        double[] x = new double[3 * points];
        for (int i = 0; i < x.length; i++) {
            x[i] = positions[3 * Objects.checkIndex(cloud, count()) * points + i];
        }
        return LabelledCloud.of(x, labels(cloud));
    }

    /**
     * Some of the clouds.
     *
     * @param newName what they are
     * @param clouds which, in this order; not modified
     * @return the smaller set
     * @throws IndexOutOfBoundsException if there is no such cloud
     */
    public CloudSet select(String newName, int[] clouds) {
        float[] chosen = new float[3 * points * clouds.length];
        int[] chosenLabels = new int[points * clouds.length];
        int[] chosenPieces = new int[points * clouds.length];
        int[] chosenClasses = new int[clouds.length];
        for (int i = 0; i < clouds.length; i++) {
            copyPoints(clouds[i], chosen, 3 * i * points);
            System.arraycopy(labels, clouds[i] * points, chosenLabels, i * points, points);
            System.arraycopy(pieces, clouds[i] * points, chosenPieces, i * points, points);
            chosenClasses[i] = classes[clouds[i]];
        }
        return new CloudSet(newName, points, chosen, chosenLabels, chosenPieces, labelNames, chosenClasses, classNames);
    }

    /**
     * Turns each cloud about the origin.
     *
     * @param turn how
     * @param random draws a rotation for each cloud
     * @return the turned copy
     */
    public CloudSet turned(Turn turn, RandomGenerator random) {
        if (turn == Turn.NONE) {
            return this;
        }
        float[] turned = new float[positions.length];
        for (int cloud = 0; cloud < count(); cloud++) {
            double[] r = turn.draw(random);
            for (int at = 3 * cloud * points; at < 3 * (cloud + 1) * points; at += 3) {
                for (int a = 0; a < 3; a++) {
                    turned[at + a] = (float) (r[3 * a] * positions[at]
                            + r[3 * a + 1] * positions[at + 1]
                            + r[3 * a + 2] * positions[at + 2]);
                }
            }
        }
        return new CloudSet(name, points, turned, labels, pieces, labelNames, classes, classNames);
    }
}
