package org.lie4j.eval.data;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * A set to be made by a recipe and written to files that other programs read, with a manifest that says how.
 *
 * @param digits labelled digits to make it from
 * @param recipe one of {@link Recipes#names()}
 * @param seed the recipe's seed
 * @param copies images of each digit, at least 1
 */
public record GeneratedSet(ImageSet digits, String recipe, long seed, int copies) {
    /** How the images are written. */
    public enum Format {
        /** One MATLAB file laid out like affNIST's. */
        MAT,

        /** Images and labels as two gzipped IDX files, named like MNIST's. */
        IDX
    }

    /** Images of a file, at most. */
    private static final int MOST = (int) (IdxFile.MAX_BYTES / (Recipe.SIDE * Recipe.SIDE));

    /**
     * Checks that there is such a set.
     *
     * @param digits see the record
     * @param recipe see the record
     * @param seed see the record
     * @param copies see the record
     * @throws IllegalArgumentException if the recipe is unknown, the digits have no labels or are larger than 40×40,
     *     or there are more than 2³¹ - 1 images in all
     */
    public GeneratedSet {
        Recipes.named(recipe, seed);
        if (!digits.hasLabels() || digits.count() == 0) {
            throw new IllegalArgumentException("expected labelled digits, got " + digits);
        }
        Canvas.requireSize(digits);
        int most = Integer.MAX_VALUE / digits.count();
        if (copies < 1 || copies > most) {
            throw new IllegalArgumentException(
                    "expected 1 to " + most + " copies of " + digits.count() + " digits, got " + copies);
        }
    }

    /**
     * Makes the images and writes them. More than have 2²⁹ pixels (335,544 images) go into several sets of files of about equal size, numbered from 1 like affNIST's batches, the images of a digit
     * one after the other as ever; in memory there is one at a time.
     *
     * @param format how
     * @param folder where to; made if it is not there
     * @param name what the files' names begin with: letters, digits, dots, dashes
     * @param origin which program this is, for the manifest
     * @return the manifest's file
     * @throws IOException if a file cannot be written
     * @throws IllegalArgumentException if the name has other characters
     */
    public Path write(Format format, Path folder, String name, String origin) throws IOException {
        return write(format, folder, name, origin, MOST);
    }

    Path write(Format format, Path folder, String name, String origin, int most) throws IOException {
        if (!name.matches("\\w[\\w.-]*")) {
            throw new IllegalArgumentException("expected a name of letters, digits, dots and dashes, got " + name);
        }
        TransformedSet set = TransformedSet.of(digits, Recipes.named(recipe, seed), copies);
        int parts = (set.count() - 1) / most + 1;
        MessageDigest sha = ImageSet.digest(Recipe.SIDE, Recipe.SIDE, set.count());
        List<Manifest.Entry> entries = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) set.count() * part / parts);
            int to = (int) ((long) set.count() * (part + 1) / parts);
            ImageSet images = set.images(from, to);
            images.digestPixels(sha);
            for (Path file : write(images, format, folder, parts == 1 ? name : name + "-" + (part + 1))) {
                entries.add(Manifest.Entry.of(folder, file));
            }
        }
        for (int i = 0; i < set.count(); i++) {
            sha.update((byte) set.label(i));
        }
        Manifest.Made made = new Manifest.Made(
                recipe, seed, copies, digits.name(), digits.checksum(), set.count(), Digests.hex(sha));
        return new Manifest(name, origin, made, entries).write(folder);
    }

    private static List<Path> write(ImageSet images, Format format, Path folder, String name) throws IOException {
        if (format == Format.MAT) {
            Path file = folder.resolve(name + ".mat");
            MatWriter.write(images, file);
            return List.of(file);
        }
        Path pixels = folder.resolve(name + "-images-idx3-ubyte.gz");
        Path labels = folder.resolve(name + "-labels-idx1-ubyte.gz");
        IdxWriter.writeImages(images, pixels);
        IdxWriter.writeLabels(images, labels);
        return List.of(pixels, labels);
    }
}
