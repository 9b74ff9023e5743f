package org.lie4j.eval.data;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable set of grey images of one size, with a label each or with none.
 *
 * <p>Pixels are unsigned bytes packed row-major as {@code [count, rows, cols]}, 0 for paper and 255 for full ink; labels
 * are 0 to 9. Slices and subsets copy, so a small one does not keep a large one alive.
 */
public final class ImageSet implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The number of classes: the ten digits. */
    public static final int CLASSES = 10;

    /** What the set is called. */
    private final String name;
    /** Height of every image. */
    private final int rows;
    /** Width of every image. */
    private final int cols;
    /** The number of images. */
    private final int count;
    /** Unsigned bytes, {@code [count, rows, cols]}. */
    private final byte[] pixels;
    /** One class for each image, or null. */
    private final byte[] labels;

    private ImageSet(String name, int rows, int cols, byte[] pixels, byte[] labels) {
        this.name = name;
        this.rows = rows;
        this.cols = cols;
        this.pixels = pixels;
        this.labels = labels;
        this.count = pixels.length / (rows * cols);
    }

    /**
     * Creates a labelled set.
     *
     * @param name what the set is called in messages and reports
     * @param rows height of every image in pixels, at least 1
     * @param cols width of every image in pixels, at least 1
     * @param pixels unsigned bytes, {@code [count, rows, cols]}; copied
     * @param labels one class 0 to 9 for each image; copied
     * @return the set
     * @throws IllegalArgumentException if the lengths do not fit or a label is outside 0 to 9
     */
    public static ImageSet of(String name, int rows, int cols, byte[] pixels, byte[] labels) {
        return wrap(name, rows, cols, pixels.clone(), labels.clone());
    }

    /**
     * Creates a set without labels.
     *
     * @param name what the set is called in messages and reports
     * @param rows height of every image in pixels, at least 1
     * @param cols width of every image in pixels, at least 1
     * @param pixels unsigned bytes, {@code [count, rows, cols]}; copied
     * @return the set
     * @throws IllegalArgumentException if the length does not fit
     */
    public static ImageSet unlabelled(String name, int rows, int cols, byte[] pixels) {
        return wrap(name, rows, cols, pixels.clone(), null);
    }

    /** As {@link #of} without the copies, for callers in this package that give their arrays away; labels may be null. */
    static ImageSet wrap(String name, int rows, int cols, byte[] pixels, byte[] labels) {
        Objects.requireNonNull(name, "name");
        if (rows < 1 || cols < 1) {
            throw new IllegalArgumentException("expected at least 1 row and 1 column, got " + rows + "×" + cols);
        }
        long size = (long) rows * cols;
        if (pixels.length % size != 0) {
            throw new IllegalArgumentException(
                    "expected a multiple of " + rows + "×" + cols + " = " + size + " pixels, got " + pixels.length);
        }
        if (labels != null) {
            if (labels.length != pixels.length / size) {
                throw new IllegalArgumentException(
                        "expected " + pixels.length / size + " labels, one for each image, got " + labels.length);
            }
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] < 0 || labels[i] >= CLASSES) {
                    throw new IllegalArgumentException(
                            "expected labels 0 to 9, got " + (labels[i] & 0xff) + " at index " + i);
                }
            }
        }
        return new ImageSet(name, rows, cols, pixels, labels);
    }

    /**
     * The name for messages and reports.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The height of every image.
     *
     * @return pixels
     */
    public int rows() {
        return rows;
    }

    /**
     * The width of every image.
     *
     * @return pixels
     */
    public int cols() {
        return cols;
    }

    /**
     * The number of images.
     *
     * @return images, 0 or more
     */
    public int count() {
        return count;
    }

    /**
     * Whether the images carry labels.
     *
     * @return true if {@link #label(int)} may be asked
     */
    public boolean hasLabels() {
        return labels != null;
    }

    /**
     * The class of one image.
     *
     * @param image index from 0
     * @return 0 to 9
     * @throws IllegalStateException if the set has no labels
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public int label(int image) {
        requireLabels();
        return labels[Objects.checkIndex(image, count)];
    }

    /**
     * All classes in the order of the images.
     *
     * @return a new array of {@code count()} classes
     * @throws IllegalStateException if the set has no labels
     */
    public int[] labels() {
        requireLabels();
        int[] all = new int[count];
        for (int i = 0; i < count; i++) {
            all[i] = labels[i];
        }
        return all;
    }

    /**
     * One pixel.
     *
     * @param image index from 0
     * @param row from 0 at the top
     * @param col from 0 at the left
     * @return 0 (paper) to 255 (ink)
     * @throws IndexOutOfBoundsException if there is no such image or pixel
     */
    public int pixel(int image, int row, int col) {
        Objects.checkIndex(row, rows);
        Objects.checkIndex(col, cols);
        return pixels[(Objects.checkIndex(image, count) * rows + row) * cols + col] & 0xff;
    }

    /**
     * Copies the bytes of consecutive images.
     *
     * @param from the first image
     * @param number how many
     * @param out receives {@code [number, rows, cols]} unsigned bytes; modified
     * @param outOffset where in {@code out} they begin
     * @throws IndexOutOfBoundsException if an image or the room in {@code out} is missing
     */
    public void copyTo(int from, int number, byte[] out, int outOffset) {
        Objects.checkFromIndexSize(from, number, count);
        System.arraycopy(pixels, from * rows * cols, out, outOffset, number * rows * cols);
    }

    /**
     * Copies consecutive images as numbers in [0, 1].
     *
     * @param from the first image
     * @param number how many
     * @param out receives {@code [number, rows, cols]} values, pixel / 255; modified
     * @param outOffset where in {@code out} they begin
     * @throws IndexOutOfBoundsException if an image or the room in {@code out} is missing
     */
    public void copyTo(int from, int number, float[] out, int outOffset) {
        Objects.checkFromIndexSize(from, number, count);
        int start = from * rows * cols;
        int length = number * rows * cols;
        Objects.checkFromIndexSize(outOffset, length, out.length);
        for (int i = 0; i < length; i++) {
            out[outOffset + i] = (pixels[start + i] & 0xff) / 255f;
        }
    }

    /**
     * The images {@code from} to {@code to}, without the last.
     *
     * @param from the first image
     * @param to one past the last image
     * @return a copy of that part under the same name
     * @throws IndexOutOfBoundsException if the range is not inside the set
     */
    public ImageSet slice(int from, int to) {
        Objects.checkFromToIndex(from, to, count);
        int size = rows * cols;
        return new ImageSet(
                name,
                rows,
                cols,
                Arrays.copyOfRange(pixels, from * size, to * size),
                labels == null ? null : Arrays.copyOfRange(labels, from, to));
    }

    /**
     * The same images under another name.
     *
     * @param newName what the set is called from here on
     * @return a set that shares this one's pixels
     */
    public ImageSet named(String newName) {
        return wrap(newName, rows, cols, pixels, labels);
    }

    /**
     * A subset of {@code n} images that keeps the proportions of the classes: from each class its first images, in the
     * order of this set. The classes' shares are rounded by largest remainder, ties to the lower class, so the result
     * depends on this set alone.
     *
     * @param n how many images, 1 to {@code count()}
     * @return the subset
     * @throws IllegalArgumentException if {@code n} is outside 1 to {@code count()}
     * @throws IllegalStateException if the set has no labels
     */
    public ImageSet stratified(int n) {
        requireLabels();
        if (n < 1 || n > count) {
            throw new IllegalArgumentException("expected 1 to " + count + " images, got " + n);
        }
        int[] left = quotas(n);
        int size = rows * cols;
        byte[] somePixels = new byte[n * size];
        byte[] someLabels = new byte[n];
        int taken = 0;
        for (int i = 0; i < count; i++) {
            if (left[labels[i]] > 0) {
                left[labels[i]]--;
                System.arraycopy(pixels, i * size, somePixels, taken * size, size);
                someLabels[taken++] = labels[i];
            }
        }
        return new ImageSet(name, rows, cols, somePixels, someLabels);
    }

    private int[] quotas(int n) {
        long[] have = new long[CLASSES];
        for (byte label : labels) {
            have[label]++;
        }
        int[] quota = new int[CLASSES];
        long[] remainder = new long[CLASSES];
        int given = 0;
        for (int c = 0; c < CLASSES; c++) {
            quota[c] = (int) (n * have[c] / count);
            remainder[c] = n * have[c] % count;
            given += quota[c];
        }
        for (; given < n; given++) {
            int best = 0;
            for (int c = 1; c < CLASSES; c++) {
                if (remainder[c] > remainder[best]) {
                    best = c;
                }
            }
            quota[best]++;
            remainder[best] = -1;
        }
        return quota;
    }

    /**
     * A fingerprint of the content: SHA-256 over rows, columns, count, pixels and labels. The name does not count.
     *
     * @return 64 hexadecimal digits
     */
    public String checksum() {
        MessageDigest sha = digest(rows, cols, count);
        digestPixels(sha);
        if (labels != null) {
            sha.update(labels);
        }
        return Digests.hex(sha);
    }

    /** The beginning of a {@link #checksum}; pixels follow, then labels. */
    static MessageDigest digest(int rows, int cols, int count) {
        MessageDigest sha = Digests.sha256();
        sha.update(
                ByteBuffer.allocate(12).putInt(rows).putInt(cols).putInt(count).array());
        return sha;
    }

    void digestPixels(MessageDigest sha) {
        sha.update(pixels);
    }

    private void requireLabels() {
        if (labels == null) {
            throw new IllegalStateException("the images of " + name + " carry no labels");
        }
    }

    @Override
    public String toString() {
        return name + ": " + count + " images of " + rows + "×" + cols + (labels == null ? ", unlabelled" : "");
    }
}
