package org.lie4j.eval.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Reads IDX files (the format of MNIST), plain or gzipped, whatever their name says.
 *
 * <p>Nothing in a file is believed before it is checked: the magic number, every dimension, the amount of data against
 * the dimensions, labels 0 to 9, one label for each image. Memory is bounded by the data that is there.
 */
public final class IdxReader {
    private static final Map<String, String> KNOWN = Map.of(
            "6bbc9ace898e44ae57da46a324031adb", "MNIST training images",
            "a25bea736e30d166cdddb491f175f624", "MNIST training labels",
            "2646ac647ad5339dbf082846283269ea", "MNIST test images",
            "27ae3e4e09519cfbb04c329615203637", "MNIST test labels");

    private IdxReader() {}

    /**
     * Reads images without labels.
     *
     * @param images an IDX file of three dimensions
     * @return the images, named after the file
     * @throws BadDataException if the content is not that
     * @throws IOException if the file cannot be read
     */
    public static ImageSet readImages(Path images) throws IOException {
        IdxFile file = parse(images, 3);
        return ImageSet.wrap(images.getFileName().toString(), file.dimension(1), file.dimension(2), file.data(), null);
    }

    /**
     * Reads images with their labels.
     *
     * @param name what the set is called
     * @param images an IDX file of three dimensions
     * @param labels an IDX file of one dimension, as long as the first dimension of the images
     * @return the labelled images
     * @throws BadDataException if the content is not that, or the two do not belong together
     * @throws IOException if a file cannot be read
     */
    public static ImageSet read(String name, Path images, Path labels) throws IOException {
        return combine(name, images.toString(), parse(images, 3), labels.toString(), parse(labels, 1));
    }

    /** As {@link #read}, and {@code name} gets a suffix if both files are, byte for byte, the original MNIST. */
    static ImageSet readRecognising(String name, Path images, Path labels, String knownSuffix) throws IOException {
        IdxFile imageFile = parse(images, 3);
        IdxFile labelFile = parse(labels, 1);
        boolean known = recognise(imageFile).isPresent() && recognise(labelFile).isPresent();
        return combine(known ? name + knownSuffix : name, images.toString(), imageFile, labels.toString(), labelFile);
    }

    /** Puts images and labels together after checking that they fit. */
    static ImageSet combine(String name, String imagesLabel, IdxFile images, String labelsLabel, IdxFile labels)
            throws BadDataException {
        if (images.dimension(0) != labels.dimension(0)) {
            throw new BadDataException(labelsLabel + ": " + labels.dimension(0) + " labels for the "
                    + images.dimension(0) + " images of " + imagesLabel + ", expected one for each");
        }
        byte[] classes = labels.data();
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] < 0 || classes[i] >= ImageSet.CLASSES) {
                throw new BadDataException(labelsLabel + ": label " + (classes[i] & 0xff) + " at position " + i
                        + ", expected 0 to " + (ImageSet.CLASSES - 1));
            }
        }
        return ImageSet.wrap(name, images.dimension(1), images.dimension(2), images.data(), classes);
    }

    /**
     * Which of the four original MNIST files a file is, by the MD5 of its unzipped content.
     *
     * @param file an IDX file, plain or gzipped, of images or labels
     * @param rank 3 for images, 1 for labels
     * @return for example "MNIST test labels", or nothing if it is another file
     * @throws BadDataException if the content is not an IDX file of that rank
     * @throws IOException if the file cannot be read
     */
    public static Optional<String> recognise(Path file, int rank) throws IOException {
        return recognise(parse(file, rank));
    }

    private static Optional<String> recognise(IdxFile file) {
        return Optional.ofNullable(KNOWN.get(file.md5()));
    }

    private static IdxFile parse(Path file, int rank) throws IOException {
        try (InputStream in = DataFiles.open(file, "an IDX file")) {
            return IdxFile.parse(file.toString(), in, rank);
        }
    }
}
