package org.lie4j.eval.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens data files with an error that says what stands in a file's place. */
final class DataFiles {
    private DataFiles() {}

    /**
     * Opens a file.
     *
     * @param file what to open
     * @param expected what it should be, for messages: "an IDX file"
     * @return the open stream, without a buffer
     * @throws BadDataException if there is no such file, or a folder of that name
     * @throws IOException if it cannot be read
     */
    static InputStream open(Path file, String expected) throws IOException {
        require(file, expected);
        return Files.newInputStream(file);
    }

    /** As {@link #open}, for readers that open files themselves. */
    static void require(Path file, String expected) throws BadDataException {
        if (Files.isDirectory(file)) {
            throw new BadDataException(file + ": is a folder, expected " + expected);
        }
        if (!Files.exists(file)) {
            throw new BadDataException(file + ": no such file, expected " + expected);
        }
    }
}
