package org.lie4j.eval.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.lie4j.eval.io.WholeFile;

/**
 * What a set's files are, in a small JSON file next to them: where they come from, how they were made, their lengths
 * and checksums. With the same recipe, seed, copies and digits, {@code checksum} is the same again; that of zipped files may
 * change with the Java that zips them.
 *
 * @param name what the set is called
 * @param origin the program that made it, or the address that it was fetched from
 * @param made how it was made; null if it was not made here
 * @param files the set's files, in the manifest's folder or below it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(String name, String origin, Made made, List<Entry> files) {
    /** What the names of manifests end in. */
    public static final String ENDING = ".manifest.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /**
     * How a set was made.
     *
     * @param recipe one of {@link Recipes#names()}
     * @param seed the recipe's seed
     * @param copies images of each digit
     * @param digits what it was made from
     * @param digitsChecksum {@link ImageSet#checksum()} of that
     * @param images how many there are
     * @param checksum {@link ImageSet#checksum()} of all images with their labels
     */
    public record Made(
            String recipe, long seed, int copies, String digits, String digitsChecksum, int images, String checksum) {}

    /**
     * One file.
     *
     * @param name where it is, seen from the manifest, with slashes
     * @param bytes its length
     * @param sha256 64 hexadecimal digits
     */
    public record Entry(String name, long bytes, String sha256) {
        /**
         * Reads a file to its end.
         *
         * @param folder where the manifest will be
         * @param file what to describe, in or below that folder
         * @return its entry
         * @throws IOException if it cannot be read
         */
        public static Entry of(Path folder, Path file) throws IOException {
            MessageDigest sha = Digests.sha256();
            byte[] chunk = new byte[1 << 16];
            long bytes = 0;
            try (InputStream in = DataFiles.open(file, "a data file")) {
                for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                    sha.update(chunk, 0, got);
                    bytes += got;
                }
            }
            return new Entry(folder.relativize(file).toString().replace('\\', '/'), bytes, Digests.hex(sha));
        }
    }

    /**
     * Copies the list.
     *
     * @param name see the record
     * @param origin see the record
     * @param made see the record
     * @param files see the record
     */
    public Manifest {
        files = List.copyOf(files);
    }

    /**
     * Writes {@code name.manifest.json}, whole or not at all.
     *
     * @param folder where the files are
     * @return the manifest's file
     * @throws IOException if it cannot be written
     */
    public Path write(Path folder) throws IOException {
        Path file = folder.resolve(name + ENDING);
        WholeFile.writeText(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        return file;
    }

    /**
     * Reads a manifest.
     *
     * @param file what {@link #write} wrote
     * @return the manifest
     * @throws BadDataException if it is none
     * @throws IOException if it cannot be read
     */
    public static Manifest read(Path file) throws IOException {
        Manifest manifest;
        try (InputStream in = DataFiles.open(file, "a manifest")) {
            manifest = JSON.readValue(in, Manifest.class);
        } catch (JsonProcessingException e) {
            throw new BadDataException(
                    file + ": no manifest ("
                            + e.getOriginalMessage().lines().findFirst().orElse("") + "), expected"
                            + " what 'data make' or 'data fetch' wrote",
                    e);
        }
        if (manifest == null || manifest.files.isEmpty()) {
            throw new BadDataException(file + ": names no files, expected a manifest with at least one");
        }
        for (Entry entry : manifest.files) {
            if (entry.name == null || !entry.name.matches("\\w[\\w.-]*(/\\w[\\w.-]*)*") || entry.sha256 == null) {
                throw new BadDataException(
                        file + ": an entry is " + entry + ", expected a file in or below this folder and its SHA-256");
            }
        }
        return manifest;
    }

    /**
     * Compares the files with what is written here.
     *
     * @param folder where the files are
     * @return one line for each file that differs or is not there, with what was expected; empty if all is well
     * @throws IOException if a file cannot be read
     */
    public List<String> differences(Path folder) throws IOException {
        List<String> differences = new ArrayList<>();
        for (Entry expected : files) {
            Path file = folder.resolve(expected.name);
            if (!Files.isRegularFile(file)) {
                differences.add(file + ": no such file, expected " + expected.bytes + " bytes");
                continue;
            }
            if (Files.size(file) != expected.bytes) {
                differences.add(file + ": " + Files.size(file) + " bytes, expected " + expected.bytes);
                continue;
            }
            Entry actual = Entry.of(folder, file);
            if (!actual.sha256.equals(expected.sha256)) {
                differences.add(file + ": SHA-256 " + actual.sha256 + ", expected " + expected.sha256);
            }
        }
        return differences;
    }
}
