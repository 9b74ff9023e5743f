package org.lie4j.eval.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path dir;

    @Test
    void writesAndReplaces() throws IOException {
        Path file = dir.resolve("some/folder/text");
        WholeFile.writeText(file, "one");
        WholeFile.writeText(file, "zwölf");
        assertEquals("zwölf", Files.readString(file));
        assertOnly(file);
    }

    @Test
    void aFailureLeavesWhatWasThere() throws IOException {
        Path file = dir.resolve("text");
        WholeFile.writeText(file, "before");
        assertThrows(
                IOException.class,
                () -> WholeFile.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("disk full");
                }));
        assertEquals("before", Files.readString(file));
        assertOnly(file);
    }

    private static void assertOnly(Path file) throws IOException {
        try (var files = Files.list(file.getParent())) {
            assertEquals(java.util.List.of(file), files.toList());
        }
    }
}
