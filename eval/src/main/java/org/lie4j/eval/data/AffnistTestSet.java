package org.lie4j.eval.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The official affNIST test images, in one file or several, read a batch at a time. Which of them are made from one digit decides how sure an accuracy on them is. No field
 * says that in a way that is documented, so that it is found out by comparing their labels with those of MNIST's test digits, in the two orders that there can be.
 */
public final class AffnistTestSet {
    private final List<Path> files;
    private final byte[] labels;
    private final int copies;
    private final boolean copyByCopy;
    private final String checksum;

    private AffnistTestSet(List<Path> files, byte[] labels, int copies, boolean copyByCopy, String checksum) {
        this.files = files;
        this.labels = labels;
        this.copies = copies;
        this.copyByCopy = copyByCopy;
        this.checksum = checksum;
    }

    /**
     * Finds the files and checks all of their content.
     *
     * @param folder as {@link AffnistFiles} expects it
     * @param digits the test digits that they may be made from
     * @return the set
     * @throws BadDataException if there are no such files, or one is damaged or holds other images than 40×40
     * @throws IOException if a file cannot be read
     */
    public static AffnistTestSet open(Path folder, ImageSet digits) throws IOException {
        List<Path> files = AffnistFiles.find(folder, AffnistFiles.Version.TRANSFORMED, AffnistFiles.Part.TEST);
        List<byte[]> parts = new ArrayList<>();
        MessageDigest sha256 = Digests.sha256();
        for (Path file : files) {
            MatImages content = MatImages.check(file);
            if (content.side() != Recipe.SIDE) {
                throw new BadDataException(file + ": images of " + content.side() + "×" + content.side()
                        + " pixels, expected affNIST's of " + Recipe.SIDE + "×" + Recipe.SIDE);
            }
            parts.add(content.labels());
            try (InputStream in = Files.newInputStream(file);
                    OutputStream digest = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
                in.transferTo(digest);
            }
        }
        byte[] labels = new byte[parts.stream().mapToInt(p -> p.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, labels, at, part.length);
            at += part.length;
        }
        String checksum = Digests.hex(sha256);
        int copies = labels.length % digits.count() == 0 ? labels.length / digits.count() : 0;
        if (copies > 0 && matches(labels, digits, copies, false)) {
            return new AffnistTestSet(files, labels, copies, false, checksum);
        }
        if (copies > 0 && matches(labels, digits, copies, true)) {
            return new AffnistTestSet(files, labels, copies, true, checksum);
        }
        return new AffnistTestSet(files, labels, 1, false, checksum);
    }

    private static boolean matches(byte[] labels, ImageSet digits, int copies, boolean copyByCopy) {
        for (int k = 0; k < labels.length; k++) {
            if (labels[k] != digits.label(copyByCopy ? k % digits.count() : k / copies)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The number of images.
     *
     * @return 1 or more
     */
    public int count() {
        return labels.length;
    }

    /**
     * How many images are made from one digit.
     *
     * @return 1 if that could not be found out
     */
    public int copies() {
        return copies;
    }

    /**
     * The classes, the images of a digit together.
     *
     * @return a new array
     */
    public int[] labels() {
        int[] all = new int[labels.length];
        Arrays.setAll(all, k -> labels[k]);
        if (copyByCopy) {
            for (int k = 0; k < all.length; k++) {
                all[position(k)] = labels[k];
            }
        }
        return all;
    }

    /**
     * Where an image is once the images of each digit are together.
     *
     * @param image index in the order of the files
     * @return index in the order of {@link #labels}
     */
    public int position(int image) {
        int digits = labels.length / copies;
        return copyByCopy ? image % digits * copies + image / digits : image;
    }

    /**
     * SHA-256 over the files, one behind the other.
     *
     * @return 64 hexadecimal digits
     */
    public String checksum() {
        return checksum;
    }

    /**
     * Reads the images.
     *
     * @param size images in a batch, at least 1; the last of a file may be smaller
     * @param batches given one batch after the other, in the order of the files
     * @throws IOException if a file cannot be read any more
     */
    public void forEach(int size, MatReader.Batches batches) throws IOException {
        for (Path file : files) {
            MatReader.forEach(file, size, batches);
        }
    }
}
