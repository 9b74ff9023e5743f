package org.lie4j.eval.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The most memory that this process held at once, Java's and the backend's together, where the system tells it (Linux). */
final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path RESET = Path.of("/proc/self/clear_refs");
    private static final String FIELD = "VmHWM:";

    private PeakMemory() {}

    /** Lets the peak begin anew with what is held now; where that may not be done it goes on from the process's start. */
    static void reset() {
        try {
            if (Files.exists(RESET)) {
                Files.writeString(RESET, "5");
            }
        } catch (IOException e) {
            return; // Some containers forbid it: the peak is then one of all models so far.
        }
    }

    /** In bytes. */
    static OptionalLong bytes() {
        if (!Files.isReadable(STATUS)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(FIELD))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return OptionalLong.empty(); // As the processor's name: a courtesy.
        }
    }
}
