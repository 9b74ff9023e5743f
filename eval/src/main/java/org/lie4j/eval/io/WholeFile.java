package org.lie4j.eval.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a file whole or not at all: under a temporary name in the same folder, then moved into place. When writing
 * fails, what was there before is untouched and the temporary file is gone.
 */
public final class WholeFile {
    private static final Pattern TEMPORARY = Pattern.compile("\\..*\\.(\\d{1,18})\\.[0-9a-f]+\\.tmp");

    private WholeFile() {}

    /** What fills the file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes the content.
         *
         * @param out where to; buffered, closed by the caller
         * @throws IOException if writing fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes or replaces a file.
     *
     * @param target the file; missing parent folders are created
     * @param content what fills it
     * @throws IOException if it cannot be written
     */
    public static void write(Path target, Content content) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path temporary = folder.resolve("." + target.getFileName() + "."
                + ProcessHandle.current().pid() + "." + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                content.writeTo(out);
            }
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Writes or replaces a text file in UTF-8.
     *
     * @param target the file; missing parent folders are created
     * @param text its whole content
     * @throws IOException if it cannot be written
     */
    public static void writeText(Path target, String text) throws IOException {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Deletes what processes that are gone left half written in a folder.
     *
     * @param folder the folder; it need not exist
     * @throws IOException if it cannot be read
     */
    public static void sweep(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.filter(WholeFile::isLeft).toList();
        }
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
    }

    private static boolean isLeft(Path file) {
        Matcher name = TEMPORARY.matcher(file.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    /**
     * Puts a finished file in its place, in one step where the file system can.
     *
     * @param from the file
     * @param to its place in the same folder; what lies there is replaced
     * @throws IOException if it cannot be moved
     */
    public static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
