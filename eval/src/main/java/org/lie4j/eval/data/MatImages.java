package org.lie4j.eval.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the first pass over a MATLAB file finds: all of it was read, and every pixel and label is in its range.
 *
 * @param count images
 * @param side height and width in pixels
 * @param scale what pixels are multiplied by to be 0 to 255
 * @param labels one class for each image; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // seen by MatReader alone
record MatImages(int count, int side, double scale, byte[] labels) {
    static final String IMAGE = "image";
    static final String LABELS = "label_int";

    private static final int LARGEST_SIDE = 1 << 10;
    private static final int CHUNK = 1 << 13;

    static MatImages check(Path file) throws IOException {
        Checker checker = new Checker(file);
        MatWalk.walk(file, checker::see);
        return checker.result();
    }

    private static final class Checker {
        private final Path file;
        private final List<String> others = new ArrayList<>();
        private int side;
        private int columns;
        private double scale;
        private byte[] labels;

        Checker(Path file) {
            this.file = file;
        }

        boolean see(MatArray array) throws IOException {
            switch (array.name()) {
                case IMAGE -> pixels(array);
                case LABELS -> labels(array);
                default -> {
                    if (others.size() < 10) {
                        others.add(array.name().replaceAll("\\W", "?"));
                    }
                }
            }
            return true;
        }

        private void pixels(MatArray array) throws IOException {
            if (side > 0) {
                throw new BadDataException(file + ": two arrays '" + IMAGE + "', expected one");
            }
            int rows = array.dimension(0);
            int root = (int) Math.round(Math.sqrt(rows));
            if (array.rank() != 2 || rows < 1 || array.dimension(1) < 1 || root * root != rows || root > LARGEST_SIDE) {
                throw new BadDataException(file + ": '" + IMAGE + "' is " + array.shape()
                        + ", expected one column for each image, with the pixels of a square of at most " + LARGEST_SIDE
                        + "×" + LARGEST_SIDE);
            }
            double largest = 0;
            double[] values = new double[CHUNK];
            for (long at = 0; array.left() > 0; at += CHUNK) {
                int number = (int) Math.min(CHUNK, array.left());
                array.read(values, number);
                for (int i = 0; i < number; i++) {
                    // Not a number is not in the range either.
                    if (!(values[i] >= 0 && values[i] <= 255)) {
                        throw new BadDataException(file + ": '" + IMAGE + "' holds " + values[i] + " at pixel "
                                + (at + i) % rows + " of image " + (at + i) / rows + ", expected 0 to 255");
                    }
                    largest = Math.max(largest, values[i]);
                }
            }
            side = root;
            columns = array.dimension(1);
            scale = array.isFloating() && largest <= 1 ? 255 : 1;
        }

        private void labels(MatArray array) throws IOException {
            if (labels != null) {
                throw new BadDataException(file + ": two arrays '" + LABELS + "', expected one");
            }
            if (array.left() > IdxFile.MAX_BYTES) {
                throw new BadDataException(file + ": '" + LABELS + "' is " + array.shape() + ", expected at most "
                        + IdxFile.MAX_BYTES + " labels");
            }
            ByteArrayOutputStream collected = new ByteArrayOutputStream();
            double[] values = new double[CHUNK];
            while (array.left() > 0) {
                int number = (int) Math.min(CHUNK, array.left());
                array.read(values, number);
                for (int i = 0; i < number; i++) {
                    int label = (int) values[i];
                    if (label != values[i] || label < 0 || label >= ImageSet.CLASSES) {
                        throw new BadDataException(file + ": label " + values[i] + " at position " + collected.size()
                                + ", expected 0 to " + (ImageSet.CLASSES - 1));
                    }
                    collected.write(label);
                }
            }
            labels = collected.toByteArray();
        }

        MatImages result() throws BadDataException {
            if (side == 0 || labels == null) {
                throw new BadDataException(file + ": no array '" + (side == 0 ? IMAGE : LABELS) + "', expected '"
                        + IMAGE + "' and '" + LABELS + "' as in affNIST's files"
                        + (others.isEmpty() ? "" : ", found " + String.join(", ", others)));
            }
            if (labels.length != columns) {
                throw new BadDataException(
                        file + ": " + labels.length + " labels for " + columns + " images, expected one for each");
            }
            return new MatImages(columns, side, scale, labels);
        }
    }
}
