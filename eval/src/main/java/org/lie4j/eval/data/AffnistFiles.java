package org.lie4j.eval.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the official affNIST files in a folder laid out like the place they come from: {@code transformed/test.mat},
 * {@code just_centered/training.mat}, or the same in parts as {@code transformed/training_batches/1.mat} to {@code 32.mat}. Read
 * each with {@link MatReader}.
 */
public final class AffnistFiles {
    private static final Pattern NUMBERED = Pattern.compile("\\d{1,6}\\.mat");

    /** Which images. */
    public enum Version {
        /** 32 random affine maps of every digit. */
        TRANSFORMED,

        /** Every digit upright, with a border of 6 pixels. */
        JUST_CENTERED;

        /** The name of the folder. */
        String folder() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Made from which digits. */
    public enum Part {
        /** 50,000 of MNIST's training digits. */
        TRAINING,

        /** The other 10,000 training digits. */
        VALIDATION,

        /** All 60,000 training digits. */
        TRAINING_AND_VALIDATION,

        /** The 10,000 test digits. */
        TEST;

        /** The name of the file, without its ending. */
        String file() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private AffnistFiles() {}

    /**
     * The files that together hold a part.
     *
     * @param folder where {@code transformed} and {@code just_centered} are, or files of one of them by themselves
     * @param version which images
     * @param part made from which digits
     * @return one file, or several in the order of their numbers
     * @throws BadDataException if they are not there
     * @throws IOException if the folder cannot be read
     */
    public static List<Path> find(Path folder, Version version, Part part) throws IOException {
        Path below = folder.resolve(version.folder());
        Path base = Files.isDirectory(below) ? below : folder;
        Path whole = base.resolve(part.file() + ".mat");
        if (Files.isRegularFile(whole)) {
            return List.of(whole);
        }
        Path batches = base.resolve(part.file() + "_batches");
        if (Files.isDirectory(batches)) {
            try (Stream<Path> all = Files.list(batches)) {
                List<Path> numbered = all.filter(f ->
                                NUMBERED.matcher(f.getFileName().toString()).matches())
                        .sorted(Comparator.comparingInt(
                                f -> Integer.parseInt(f.getFileName().toString().replace(".mat", ""))))
                        .toList();
                if (!numbered.isEmpty()) {
                    return numbered;
                }
            }
        }
        throw new BadDataException(folder + ": no affNIST files of this part, expected " + version.folder() + "/"
                + part.file() + ".mat or " + version.folder() + "/" + part.file() + "_batches/1.mat and so on");
    }
}
