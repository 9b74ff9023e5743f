package org.lie4j.apen.geometry;

import java.util.Arrays;
import org.lie4j.apen.partitions.Partition;

/** Points and labels as they are read; labels may be any whole numbers from 0. */
final class CloudBuilder {
    private static final int MAX_LABEL = 1_000_000;

    private final String format;
    private double[] points = new double[3 * 1024];
    private int[] labels = new int[1024];
    private int size;
    private int parts = 1;

    CloudBuilder(String format) {
        this.format = format;
    }

    void add(double x, double y, double z, double label, String where) throws MalformedFileException {
        if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(z)) {
            throw new MalformedFileException(format, where, "finite coordinates", x + " " + y + " " + z);
        }
        if (!(label >= 0 && label <= MAX_LABEL && label == Math.rint(label))) {
            throw new MalformedFileException(
                    format, where, "a part, a whole number from 0 to " + MAX_LABEL, String.valueOf(label));
        }
        if (size == labels.length) {
            points = Arrays.copyOf(points, 2 * points.length);
            labels = Arrays.copyOf(labels, 2 * size);
        }
        points[3 * size] = x;
        points[3 * size + 1] = y;
        points[3 * size + 2] = z;
        labels[size] = (int) label;
        parts = Math.max(parts, labels[size] + 1);
        size++;
    }

    LabelledCloud cloud() throws MalformedFileException {
        if (size == 0) {
            throw new MalformedFileException(format, "the end of the file", "at least 1 point", "none");
        }
        return LabelledCloud.of(Arrays.copyOf(points, 3 * size), Partition.of(Arrays.copyOf(labels, size), parts));
    }
}
