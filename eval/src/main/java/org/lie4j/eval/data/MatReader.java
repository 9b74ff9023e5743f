package org.lie4j.eval.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads images with labels from MATLAB files laid out like those of affNIST: a struct (or variables) with the arrays
 * {@code image}, one column of pixels for each image, row after row, and {@code label_int}, one class for each. Files of level 5
 * are read ({@code save -v6} or {@code -v7}), compressed or not, of either byte order.
 *
 * <p>Pixels of an integer class are taken as 0 to 255. Those of class double or single are too, unless none of the file
 * is above 1: then 1 is full ink. They are rounded to bytes.
 *
 * <p>A file is passed over twice, first to check everything: that there is as much data as it claims, no label outside 0 to 9, no
 * pixel out of range. The second pass gives the images batch by batch, with memory for one batch however large
 * the file: homNIST's own, 4 GB of float64, needs no more than affNIST's. Nothing is allocated for data that is only
 * claimed, and compressed data that inflates out of proportion is refused.
 */
public final class MatReader {
    private MatReader() {}

    /** What is given the images of a file. */
    @FunctionalInterface
    public interface Batches {
        /**
         * Takes the next images.
         *
         * @param batch labelled images, in the order of the file
         * @throws IOException if they cannot be used; ends the reading
         */
        void take(ImageSet batch) throws IOException;
    }

    /**
     * Reads all images of a file.
     *
     * @param file a MATLAB file
     * @return the labelled images, named after the file
     * @throws BadDataException if the content is not that, or more than 2²⁹ pixels
     * @throws IOException if the file cannot be read
     */
    public static ImageSet read(Path file) throws IOException {
        MatImages content = MatImages.check(file);
        return slice(file, content, 0, content.count());
    }

    /**
     * Reads some consecutive images of a file.
     *
     * @param file a MATLAB file
     * @param from the first image
     * @param to one past the last image
     * @return the labelled images, named after the file
     * @throws BadDataException if the content is not that, or the part is empty or more than 2²⁹ pixels
     * @throws IOException if the file cannot be read
     * @throws IndexOutOfBoundsException if the range is not inside the file's
     */
    public static ImageSet read(Path file, int from, int to) throws IOException {
        MatImages content = MatImages.check(file);
        Objects.checkFromToIndex(from, to, content.count());
        return slice(file, content, from, to);
    }

    /**
     * Reads a file of any size with memory for one batch.
     *
     * @param file a MATLAB file
     * @param size images in a batch, at least 1; the last one may be smaller
     * @param batches given one batch after the other
     * @throws BadDataException if the content is not images with labels; before the first batch
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if the size is below 1
     */
    public static void forEach(Path file, int size, Batches batches) throws IOException {
        if (size < 1) {
            throw new IllegalArgumentException("expected batches of at least 1 image, got " + size);
        }
        MatImages content = MatImages.check(file);
        stream(file, content, 0, content.count(), Math.min(size, content.count()), batches);
    }

    private static ImageSet slice(Path file, MatImages content, int from, int to) throws IOException {
        long pixels = (long) (to - from) * content.side() * content.side();
        if (pixels < 1 || pixels > IdxFile.MAX_BYTES) {
            throw new BadDataException(file + ": " + (to - from) + " images of " + content.side() + "×" + content.side()
                    + " pixels, expected 1 to " + IdxFile.MAX_BYTES + " pixels in all (a part at a time)");
        }
        ImageSet[] read = new ImageSet[1];
        stream(file, content, from, to, to - from, batch -> read[0] = batch);
        return read[0];
    }

    private static void stream(Path file, MatImages content, int from, int to, int size, Batches batches)
            throws IOException {
        MatWalk.walk(file, array -> {
            if (!array.name().equals(MatImages.IMAGE)) {
                return true;
            }
            int pixels = content.side() * content.side();
            double[] values = new double[pixels];
            for (int i = 0; i < from; i++) {
                array.read(values, pixels);
            }
            for (int at = from; at < to; at += size) {
                int number = Math.min(size, to - at);
                byte[] bytes = new byte[number * pixels];
                for (int i = 0; i < number; i++) {
                    array.read(values, pixels);
                    for (int p = 0; p < pixels; p++) {
                        bytes[i * pixels + p] = (byte) (int) (values[p] * content.scale() + 0.5);
                    }
                }
                batches.take(ImageSet.wrap(
                        file.getFileName().toString(),
                        content.side(),
                        content.side(),
                        bytes,
                        Arrays.copyOfRange(content.labels(), at, at + number)));
            }
            return false;
        });
    }
}
