package org.lie4j.eval.data;

import java.io.IOException;
import java.nio.file.Path;
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

    /**
     * Checks that there is such a set and that it fits.
     *
     * @param digits see the record
     * @param recipe see the record
     * @param seed see the record
     * @param copies see the record
     * @throws IllegalArgumentException if the recipe is unknown, the digits have no labels or are larger than 40×40,
     *     or the images have more than 2²⁹ pixels in all
     */
    public GeneratedSet {
        Recipes.named(recipe, seed);
        if (!digits.hasLabels() || digits.count() == 0) {
            throw new IllegalArgumentException("expected labelled digits, got " + digits);
        }
        Canvas.requireSize(digits);
        long most = IdxFile.MAX_BYTES / (Recipe.SIDE * Recipe.SIDE) / digits.count();
        if (copies < 1 || copies > most) {
            throw new IllegalArgumentException("expected 1 to " + most + " copies of " + digits.count()
                    + " digits, so that all images have room in one file, got " + copies);
        }
    }

    /**
     * Makes the images and writes them.
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
        if (!name.matches("\\w[\\w.-]*")) {
            throw new IllegalArgumentException("expected a name of letters, digits, dots and dashes, got " + name);
        }
        ImageSet images =
                TransformedSet.of(digits, Recipes.named(recipe, seed), copies).images();
        List<Path> files = new ArrayList<>();
        if (format == Format.MAT) {
            files.add(folder.resolve(name + ".mat"));
            MatWriter.write(images, files.get(0));
        } else {
            files.add(folder.resolve(name + "-images-idx3-ubyte.gz"));
            files.add(folder.resolve(name + "-labels-idx1-ubyte.gz"));
            IdxWriter.writeImages(images, files.get(0));
            IdxWriter.writeLabels(images, files.get(1));
        }
        List<Manifest.Entry> entries = new ArrayList<>();
        for (Path file : files) {
            entries.add(Manifest.Entry.of(folder, file));
        }
        Manifest.Made made = new Manifest.Made(
                recipe, seed, copies, digits.name(), digits.checksum(), images.count(), images.checksum());
        return new Manifest(name, origin, made, entries).write(folder);
    }
}
