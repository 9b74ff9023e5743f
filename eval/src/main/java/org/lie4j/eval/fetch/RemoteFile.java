package org.lie4j.eval.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.data.IdxReader;

/**
 * One file that can be fetched.
 *
 * @param path where it is, below the address of its set, and below the set's folder afterwards
 * @param bytes its length, or -1 if that is not known
 * @param content what {@link IdxReader#recognise} calls its content, by MD5; null if no checksum is known
 */
public record RemoteFile(String path, long bytes, String content) {
    /** Whether it is an archive whose files are wanted in its place. */
    boolean isArchive() {
        return path.endsWith(".zip");
    }

    /**
     * Checks what was fetched.
     *
     * @param file where it lies; deleted if it is wrong
     * @throws BadDataException if it is not what it should be
     */
    void check(Path file) throws IOException {
        if (content == null) {
            return;
        }
        Optional<String> actual;
        try {
            actual = IdxReader.recognise(file, content.endsWith("images") ? 3 : 1);
        } catch (BadDataException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        if (!actual.equals(Optional.of(content))) {
            Files.deleteIfExists(file);
            throw new BadDataException(file + ": its MD5 is that of " + actual.orElse("an unknown file")
                    + ", expected that of the " + content + "; the file was deleted");
        }
    }
}
