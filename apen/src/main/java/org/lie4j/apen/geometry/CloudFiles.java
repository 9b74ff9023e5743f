package org.lie4j.apen.geometry;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Reads and writes clouds. Coordinates keep every bit in all formats. Files are written under a temporary name in the same folder and
 * moved into place: when writing fails, what was there before is untouched.
 */
public final class CloudFiles {
    private CloudFiles() {}

    /** A format of point clouds. */
    public enum Format {
        /** Stanford's polygon format as text: x, y, z and a part of each vertex. */
        PLY_ASCII,
        /** The same, numbers as bytes, lowest first. */
        PLY_BINARY,
        /** Lines of x, y, z and a part, separated by blanks; without the part where all points are in one. */
        XYZ,
        /** Comma-separated values under the header {@code x,y,z,part}. */
        CSV
    }

    /**
     * Reads a cloud. PLY files may be text or binary, their elements and properties any; x, y, z are needed, and part (or label) is
     * optional. XYZ and CSV files may lack the parts.
     *
     * @param file its path, ending with .ply, .xyz or .csv
     * @return the cloud, in one part if the file names none
     * @throws MalformedFileException if the content is not what its name says
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if the name ends otherwise
     */
    public static LabelledCloud read(Path file) throws IOException {
        String name = file.toString();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (name.endsWith(".ply")) {
                return PlyCodec.read(in);
            }
            if (name.endsWith(".xyz") || name.endsWith(".csv")) {
                return TextCodec.read(in, name.endsWith(".csv"));
            }
        }
        throw new IllegalArgumentException("expected a file name that ends with .ply, .xyz or .csv, got " + name);
    }

    /**
     * Writes a cloud.
     *
     * @param cloud the cloud
     * @param file its path; replaced if it is there; missing folders are created
     * @param format the format, whatever the path's ending
     * @throws IOException if it cannot be written
     */
    public static void write(LabelledCloud cloud, Path file, Format format) throws IOException {
        write(cloud, Map.of(), file, format);
    }

    /**
     * Writes a cloud with further numbers for each point, such as uncertainties. {@link #read} passes over them.
     *
     * @param cloud the cloud
     * @param values {@code [n]} by name, in order; names are letters, digits and underscores; not modified
     * @param file its path; replaced if it is there; missing folders are created
     * @param format the format, whatever the path's ending; XYZ has no names and takes no values
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if a name or a number of values does not fit
     */
    public static void write(LabelledCloud cloud, Map<String, double[]> values, Path file, Format format)
            throws IOException {
        values.forEach((name, of) -> {
            if (format == Format.XYZ || !name.matches("\\w+") || of.length != cloud.size()) {
                throw new IllegalArgumentException("values: expected " + cloud.size()
                        + " for each name of letters, digits and underscores, in PLY or CSV, got " + of.length
                        + " for \"" + name + "\" in " + format);
            }
        });
        writeWhole(file, out -> {
            switch (format) {
                case PLY_ASCII -> PlyCodec.write(cloud, values, out, false);
                case PLY_BINARY -> PlyCodec.write(cloud, values, out, true);
                case XYZ -> TextCodec.write(cloud, values, out, false);
                case CSV -> TextCodec.write(cloud, values, out, true);
            }
        });
    }

    /** What fills a file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes under a temporary name in the same folder, then moves it into place. */
    static void writeWhole(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path temporary = folder.resolve("." + file.getFileName() + "."
                + ProcessHandle.current().pid() + "." + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                content.writeTo(out);
            }
            move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
