package org.lie4j.eval.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    @Test
    void whatAProcessThatIsGoneLeftIsSweptAway() throws Exception {
        Process gone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        gone.waitFor();
        Path file = dir.resolve("text");
        WholeFile.writeText(file, "whole");
        Path left = Files.writeString(dir.resolve(".text." + gone.pid() + ".1f.tmp"), "ha");
        Path mine =
                Files.writeString(dir.resolve(".text." + ProcessHandle.current().pid() + ".1f.tmp"), "ha");
        Path other = Files.writeString(dir.resolve("notes.tmp"), "mine");
        WholeFile.sweep(dir);
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(mine) && Files.exists(other) && Files.exists(file));
        WholeFile.sweep(dir.resolve("no such folder"));
    }

    private static void assertOnly(Path file) throws IOException {
        try (var files = Files.list(file.getParent())) {
            assertEquals(java.util.List.of(file), files.toList());
        }
    }
}
