package org.lie4j.eval.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Unlabelled images of 40×40 pixels, each with a name to print: what a user wants classified.
 *
 * @param images 40×40 images; smaller ones got a border
 * @param names one for each image: its file, or its index in an IDX or MATLAB file
 */
public record NamedImages(ImageSet images, List<String> names) {
    private static final int PNG_MAGIC = 0x89;

    /**
     * Checks that there is a name for each image.
     *
     * @param images see the record
     * @param names see the record
     * @throws IllegalArgumentException if there is not
     */
    public NamedImages {
        names = List.copyOf(names);
        if (names.size() != images.count()) {
            throw new IllegalArgumentException("expected " + images.count() + " names, got " + names.size());
        }
    }

    /**
     * Reads a folder of PNG files, one PNG file, an IDX file of images, or a MATLAB file laid out like affNIST's.
     *
     * @param source the folder or file
     * @return the images, those of a folder in the order of their names
     * @throws BadDataException if there is nothing there, a file is damaged, or an image is larger than 40×40
     * @throws IOException if a file cannot be read
     */
    public static NamedImages read(Path source) throws IOException {
        if (Files.isDirectory(source)) {
            return ImageFolder.read(source);
        }
        if (!Files.isRegularFile(source)) {
            throw new BadDataException(
                    source + ": no such file or folder, expected PNG files, an IDX or a MATLAB file");
        }
        int first = firstByte(source);
        if (first == PNG_MAGIC) {
            return ImageFolder.readFiles(source.getFileName().toString(), List.of(source));
        }
        // No IDX file and no gzip begins with the M of "MATLAB".
        ImageSet images = first == 'M' ? MatReader.read(source) : IdxReader.readImages(source);
        if (!Canvas.fits(images.rows(), images.cols())) {
            throw new BadDataException(
                    source + ": images of " + images.rows() + "×" + images.cols() + " pixels, expected at most 40×40");
        }
        ImageSet centred =
                TransformedSet.of(images, JustCentered.INSTANCE, 1).images().named(images.name());
        return new NamedImages(
                centred,
                IntStream.range(0, images.count()).mapToObj(Integer::toString).toList());
    }

    private static int firstByte(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read();
        }
    }
}
