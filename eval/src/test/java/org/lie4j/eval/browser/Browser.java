package org.lie4j.eval.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Chromium without a window, one process for each page. */
final class Browser {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final int MOST_SECONDS = 900;

    private final Path program;
    private final Path folder;
    private int pages;

    private Browser(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** The browser of this machine, if it has one on its PATH. */
    static Optional<Browser> find(Path folder) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Browser(program, folder));
    }

    /**
     * What a page came to.
     *
     * @param html the document after its scripts have run
     * @param console what scripts and the browser said about it
     * @param requests everything that was asked of a network or a file, but for the page itself
     */
    record Page(String html, List<String> console, List<String> requests) {}

    /**
     * Opens a page and lets its time pass: quickly, but not faster than its requests are answered.
     *
     * @param seconds how much time passes on the page
     */
    Page open(URI address, boolean dark, int seconds) throws IOException, InterruptedException {
        pages++;
        Path html = folder.resolve("page-" + pages + ".html");
        Path errors = folder.resolve("page-" + pages + ".log");
        Path requests = folder.resolve("page-" + pages + ".json");
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-extensions",
                "--disable-default-apps",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
                "--window-size=1200,1400",
                "--enable-logging=stderr",
                "--log-net-log=" + requests,
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=" + 1000 * seconds,
                "--dump-dom"));
        if (dark) {
            command.add("--blink-settings=preferredColorScheme=0");
        }
        command.add(address.toString());
        Process process = new ProcessBuilder(command)
                .redirectOutput(html.toFile())
                .redirectError(errors.toFile())
                .start();
        boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertTrue(ended, () -> "the browser did not end; " + errors);
        assertEquals(0, process.exitValue(), () -> "the browser failed; " + errors);
        return new Page(
                Files.readString(html),
                Files.readAllLines(errors).stream()
                        .filter(line -> line.contains(":CONSOLE"))
                        .toList(),
                requests(requests, address));
    }

    /** The addresses of jobs in the browser's own log of its network. */
    private static List<String> requests(Path log, URI page) throws IOException {
        JsonNode json = new ObjectMapper().readTree(log.toFile());
        int start = json.at("/constants/logEventTypes/URL_REQUEST_START_JOB").asInt(-1);
        assertTrue(start >= 0, "the log names its events");
        List<String> found = new ArrayList<>();
        for (JsonNode event : json.get("events")) {
            String url = event.at("/params/url").asText();
            // What the browser asks on its own behalf has no initiator.
            boolean ofPage = !event.at("/params/initiator").asText().equals("not an origin");
            if (event.get("type").asInt() == start && !url.isEmpty() && ofPage && !url.equals(page.toString())) {
                found.add(url);
            }
        }
        return found;
    }
}
