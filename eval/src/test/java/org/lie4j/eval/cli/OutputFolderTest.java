package org.lie4j.eval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    @TempDir
    Path folder;

    /** Claims the folder that it is given, and keeps it until it is ended. */
    public static final class Holder {
        private Holder() {}

        /**
         * Holds.
         *
         * @param arguments the folder
         * @throws Exception never
         */
        public static void main(String[] arguments) throws Exception {
            try (Closeable claim = OutputFolder.claim(Path.of(arguments[0]))) {
                System.out.print('!');
                System.out.flush();
                Thread.currentThread().join();
            }
        }
    }

    @Test
    void aSecondRunOfThisProcessIsRefusedUntilTheFirstEnds() throws IOException {
        try (Closeable claim = OutputFolder.claim(folder)) {
            UserError error = assertThrows(UserError.class, () -> OutputFolder.claim(folder));
            assertEquals(
                    folder + ": another run is writing to this folder; wait until it ends, or name another folder",
                    error.getMessage());
        }
        OutputFolder.claim(folder).close();
    }

    @Test
    void aRunOfAnotherProcessIsRefusedUntilThatIsKilled() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals('!', other.getInputStream().read());
            assertThrows(UserError.class, () -> OutputFolder.claim(folder));
        } finally {
            other.destroyForcibly().waitFor();
        }
        OutputFolder.claim(folder).close();
    }
}
