package org.lie4j.eval.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Training and test digits of 28×28 pixels.
 *
 * @param train the digits to learn from
 * @param test the digits to be judged on
 */
public record Mnist(ImageSet train, ImageSet test) {
    /** Height and width of a digit in pixels. */
    public static final int SIDE = 28;

    private static final String KNOWN_SUFFIX = ", the original MNIST files";

    /**
     * Checks that both sets hold labelled 28×28 digits.
     *
     * @param train see the record
     * @param test see the record
     * @throws IllegalArgumentException if one does not
     */
    public Mnist {
        requireDigits(train);
        requireDigits(test);
    }

    /**
     * Reads the four standard files from a folder: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte},
     * {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, each also with a dot before {@code idx} and
     * with {@code .gz}.
     *
     * @param folder where the files are
     * @return the digits; a set's name ends in "the original MNIST files" if its files are those, byte for byte
     * @throws BadDataException if a file is missing, damaged, or holds something other than 28×28 digits
     * @throws IOException if a file cannot be read
     */
    public static Mnist read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadDataException(folder + ": no such folder, expected one with the four MNIST files");
        }
        return new Mnist(readPart(folder, "train", "training"), readPart(folder, "t10k", "test"));
    }

    private static ImageSet readPart(Path folder, String prefix, String kind) throws IOException {
        Path images = find(folder, prefix + "-images", "idx3-ubyte");
        Path labels = find(folder, prefix + "-labels", "idx1-ubyte");
        ImageSet set =
                IdxReader.readRecognising(kind + " digits of " + folder.getFileName(), images, labels, KNOWN_SUFFIX);
        if (set.rows() != SIDE || set.cols() != SIDE) {
            throw new BadDataException(
                    images + ": images of " + set.rows() + "×" + set.cols() + " pixels, expected " + SIDE + "×" + SIDE);
        }
        return set;
    }

    private static Path find(Path folder, String stem, String type) throws BadDataException {
        for (String separator : new String[] {"-", "."}) {
            for (String ending : new String[] {"", ".gz"}) {
                Path file = folder.resolve(stem + separator + type + ending);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        throw new BadDataException(
                folder + ": no file " + stem + "-" + type + ", expected the four MNIST files, plain or .gz");
    }

    private static void requireDigits(ImageSet set) {
        if (set.rows() != SIDE || set.cols() != SIDE || !set.hasLabels()) {
            throw new IllegalArgumentException("expected labelled images of " + SIDE + "×" + SIDE + ", got " + set);
        }
    }
}
