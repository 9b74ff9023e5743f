package org.lie4j.eval.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the program runs on, in words for a report. */
public final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /**
     * The virtual machine.
     *
     * @return name and version
     */
    public static String jvm() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version");
    }

    /**
     * The operating system.
     *
     * @return name, version and architecture
     */
    public static String os() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch");
    }

    /**
     * The processor's name where the system tells it (Linux by file, Windows by environment), and its threads.
     *
     * @return for example "AMD EPYC, 2 threads"
     */
    public static String cpu() {
        int threads = Runtime.getRuntime().availableProcessors();
        String name = cpuName();
        return (name.isEmpty() ? System.getProperty("os.arch") : name) + ", " + threads
                + (threads == 1 ? " thread" : " threads");
    }

    private static String cpuName() {
        if (Files.isReadable(CPU_INFO)) {
            try (Stream<String> lines = Files.lines(CPU_INFO)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("");
            } catch (IOException | java.io.UncheckedIOException e) {
                return ""; // The name is a courtesy: a system that hides it has none.
            }
        }
        String identifier = System.getenv("PROCESSOR_IDENTIFIER");
        return identifier == null ? "" : identifier;
    }
}
