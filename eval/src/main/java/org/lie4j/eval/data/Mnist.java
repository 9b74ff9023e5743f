package org.lie4j.eval.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Training and test digits, of 28×28 pixels for MNIST and the sets that are laid out like it; others may be up to 40×40.
 *
 * @param train the digits to learn from
 * @param test the digits to be judged on
 */
public record Mnist(ImageSet train, ImageSet test) {
    private static final String KNOWN_SUFFIX = ", the original MNIST files";

    /**
     * Checks that both sets hold labelled images of one size.
     *
     * @param train see the record
     * @param test see the record
     * @throws IllegalArgumentException if one does not
     */
    public Mnist {
        requireDigits(train);
        requireDigits(test);
        if (train.rows() != test.rows() || train.cols() != test.cols()) {
            throw new IllegalArgumentException("expected test images of " + train.rows() + "×" + train.cols()
                    + " pixels as in training, got " + test);
        }
    }

    /**
     * Reads the four standard files from a folder: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte},
     * {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}, each also with {@code test} for {@code t10k}, with a dot before
     * {@code idx} and with {@code .gz}.
     *
     * @param folder where the files are
     * @return the digits; a set's name ends in "the original MNIST files" if its files are those, byte for byte
     * @throws BadDataException if a file is missing, damaged, or holds images of more than 40×40 pixels or of different sizes
     * @throws IOException if a file cannot be read
     */
    public static Mnist read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new BadDataException(folder + ": no such folder, expected one with the four MNIST files");
        }
        ImageSet train = readPart(folder, "training", "train");
        ImageSet test = readPart(folder, "test", "t10k", "test");
        try {
            return new Mnist(train, test);
        } catch (IllegalArgumentException e) {
            throw new BadDataException(folder + ": " + e.getMessage(), e);
        }
    }

    private static ImageSet readPart(Path folder, String kind, String... prefixes) throws IOException {
        Path images = find(folder, "-images", "idx3-ubyte", prefixes);
        Path labels = find(folder, "-labels", "idx1-ubyte", prefixes);
        return IdxReader.readRecognising(kind + " digits of " + folder.getFileName(), images, labels, KNOWN_SUFFIX);
    }

    private static Path find(Path folder, String part, String type, String... prefixes) throws BadDataException {
        for (String prefix : prefixes) {
            for (String separator : new String[] {"-", "."}) {
                for (String ending : new String[] {"", ".gz"}) {
                    Path file = folder.resolve(prefix + part + separator + type + ending);
                    if (Files.isRegularFile(file)) {
                        return file;
                    }
                }
            }
        }
        throw new BadDataException(folder + ": no file " + prefixes[0] + part + "-" + type
                + ", expected the four MNIST files, plain or .gz");
    }

    private static void requireDigits(ImageSet set) {
        if (!Canvas.fits(set.rows(), set.cols()) || !set.hasLabels()) {
            throw new IllegalArgumentException("expected labelled images of at most 40×40 pixels, got " + set);
        }
    }
}
