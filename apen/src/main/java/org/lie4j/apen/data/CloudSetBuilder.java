package org.lie4j.apen.data;

import java.util.Arrays;
import java.util.List;

/** Collects clouds, each moved so that its mean is the origin. */
final class CloudSetBuilder {
    private final int points;
    private float[] positions;
    private int[] labels;
    private int[] pieces;
    private int[] classes;
    private int count;

    CloudSetBuilder(int points, int expected) {
        this.points = points;
        positions = new float[Math.multiplyExact(3 * points, expected)];
        labels = new int[points * expected];
        pieces = new int[points * expected];
        classes = new int[expected];
    }

    /** Adds a cloud, {@code [n, 3]}, times {@code scale} about its mean. */
    void add(double[] x, double scale, int[] itsLabels, int[] itsPieces, int itsClass) {
        if (count == classes.length) {
            int larger = Math.max(4, 2 * count);
            positions = Arrays.copyOf(positions, Math.multiplyExact(3 * points, larger));
            labels = Arrays.copyOf(labels, points * larger);
            pieces = Arrays.copyOf(pieces, points * larger);
            classes = Arrays.copyOf(classes, larger);
        }
        double[] mean = new double[3];
        for (int i = 0; i < 3 * points; i++) {
            mean[i % 3] += x[i] / points;
        }
        for (int i = 0; i < 3 * points; i++) {
            positions[3 * count * points + i] = (float) (scale * (x[i] - mean[i % 3]));
        }
        System.arraycopy(itsLabels, 0, labels, count * points, points);
        System.arraycopy(itsPieces, 0, pieces, count * points, points);
        classes[count++] = itsClass;
    }

    CloudSet build(String name, List<String> labelNames, List<String> classNames) {
        return CloudSet.of(
                name,
                points,
                Arrays.copyOf(positions, 3 * points * count),
                Arrays.copyOf(labels, points * count),
                Arrays.copyOf(pieces, points * count),
                labelNames,
                Arrays.copyOf(classes, count),
                classNames);
    }
}
