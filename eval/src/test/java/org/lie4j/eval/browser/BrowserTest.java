package org.lie4j.eval.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.Mnist;
import org.lie4j.eval.live.LiveContent;
import org.lie4j.eval.live.LiveServer;
import org.lie4j.eval.report.LivePage;
import org.lie4j.eval.report.ReportFiles;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.Experiment;
import org.lie4j.eval.run.ExperimentOptions;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.NearestMeanTrainer;
import org.lie4j.eval.run.RunLog;
import org.lie4j.eval.run.Silent;

/** Pages in a real browser; skipped where there is none. */
class BrowserTest {
    /** Measures every figure, and says what the page looks like, in a place that the test reads. */
    private static final String PROBE = """
            <script>
            document.querySelectorAll("details").forEach(d => d.open = true);
            addEventListener("load", () => {
              const box = e => e.getBoundingClientRect();
              const seen = e => box(e).width > 5 && box(e).height > 5
                  && box(e).left >= -1 && box(e).right <= document.documentElement.clientWidth + 1;
              const svgs = [...document.querySelectorAll("svg")];
              const images = [...document.querySelectorAll("img")];
              const hidden = [...svgs, ...images].filter(e => !seen(e)).map(e => e.outerHTML.slice(0, 200));
              // A label that sticks out of its chart collides with what is beside it.
              const out = svgs.flatMap(s => [...s.querySelectorAll("text")].filter(t =>
                  box(t).left < box(s).left - 12 || box(t).right > box(s).right + 12
                  || box(t).top < box(s).top - 12 || box(t).bottom > box(s).bottom + 12).map(t => t.textContent));
              const light = c => c.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + 1 * b, 0) / 3;
              const style = getComputedStyle(document.body);
              const pre = document.createElement("pre");
              pre.id = "probe";
              pre.textContent = JSON.stringify({
                svgs: svgs.length, images: images.length, hidden: hidden, out: out,
                broken: images.filter(i => !(i.complete && i.naturalWidth > 0)).length,
                page: light(style.backgroundColor), text: light(style.color),
                sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
              });
              document.body.append(pre);
            });
            </script>
            </body>
            """;

    @TempDir
    Path dir;

    private Browser browser;

    @BeforeEach
    void find() {
        Optional<Browser> found = Browser.find(dir);
        if (found.isEmpty()) {
            System.out.println("skipped: no chromium on the PATH, pages were not looked at in a browser");
        }
        assumeTrue(found.isPresent(), "no chromium on the PATH");
        browser = found.orElseThrow();
    }

    private static String report(Path out) throws IOException {
        Mnist all = EmbeddedMnist.load();
        Mnist few = new Mnist(all.train().slice(0, 600), all.test().slice(0, 100));
        ExperimentOptions options = new ExperimentOptions(
                Stream.of("mean", "centred-mean").map(ModelSpec::named).toList(),
                0,
                2,
                2,
                4,
                1,
                out,
                false,
                Checkpoints.USUAL,
                "./lie4j affnist");
        return Files.readString(
                ReportFiles.write(new Experiment(new NearestMeanTrainer(), few, options).run(new Silent())));
    }

    private static JsonNode probe(String html) throws IOException {
        Matcher probe =
                Pattern.compile("<pre id=\"probe\">(.*?)</pre>", Pattern.DOTALL).matcher(html);
        assertTrue(probe.find(), "the page was measured");
        String json = probe.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        return new ObjectMapper().readTree(json);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theReportIsSeenWholeAndAsksForNothing(boolean dark) throws Exception {
        Path file = Files.writeString(
                dir.resolve("probed.html"), report(dir.resolve("out")).replace("</body>", PROBE));
        Browser.Page page = browser.open(file.toUri(), dark, 2);
        assertEquals(List.of(), page.console());
        assertEquals(List.of(), page.requests());
        JsonNode found = probe(page.html());
        assertTrue(found.get("svgs").asInt() > 20, found.toString());
        assertTrue(found.get("images").asInt() > 20, found.toString());
        assertEquals(0, found.get("broken").asInt(), found.toString());
        assertEquals(0, found.get("hidden").size(), found.toString());
        assertEquals(0, found.get("out").size(), found.toString());
        assertFalse(found.get("sideways").asBoolean(), found.toString());
        double contrast = found.get("page").asDouble() - found.get("text").asDouble();
        assertTrue(dark ? contrast < -150 : contrast > 150, found.toString());
    }

    /** Shows that the checks above can fail. */
    @Test
    void aPageThatAsksAndErrsIsSeenToDoSo() throws Exception {
        Path file = Files.writeString(
                dir.resolve("bad.html"),
                "<body><img src=\"http://localhost:9/x.png\"><script>undefinedName();</script>"
                        + PROBE.replace("</body>", "") + "</body>");
        Browser.Page page = browser.open(file.toUri(), false, 2);
        assertEquals(List.of("http://localhost:9/x.png"), page.requests());
        assertEquals(1, page.console().size(), page.console().toString());
        assertEquals(1, probe(page.html()).get("broken").asInt());
    }

    /** Lets the run go on whenever the page asks. */
    private static final class Going implements LiveContent {
        private final RunLog log = new RunLog("Going <on>", 2);
        private final LivePage page = new LivePage(log);
        private final AtomicInteger asked = new AtomicInteger();

        Going() {
            log.onTraining("cnn");
        }

        @Override
        public String page() {
            return page.page();
        }

        @Override
        public String now() {
            int n = asked.incrementAndGet();
            log.onBatch(1, 1, n, 5, 1.0 / n, 0.1 * n);
            if (n == 5) {
                log.doneBefore(new RunLog.Finished("cnn", 1, 0.5, 0.25, 9, false));
                log.finish("The report is there.");
            }
            return page.now();
        }

        @Override
        public String json() {
            return page.json();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLivePageFollowsTheRunToItsEnd(boolean dark) throws Exception {
        Going run = new Going();
        try (LiveServer server = LiveServer.start(run, 0)) {
            URI address = server.address();
            Browser.Page page = browser.open(address, dark, 20);
            assertEquals(5, run.asked.get(), "it asks each second until the end, and no more");
            assertTrue(page.html().contains("data-state=\"finished\""), page.html());
            assertTrue(page.html().contains("The report is there."), page.html());
            assertTrue(page.html().contains(">50.00%<"), "the table");
            Matcher points =
                    Pattern.compile("<polyline[^>]*points=\"([^\"]*)\"").matcher(page.html());
            assertTrue(points.find());
            assertEquals(5, points.group(1).strip().split(" ", -1).length, "one point for each batch");
            assertEquals(List.of(), page.console());
            assertTrue(
                    page.requests().stream().allMatch(url -> url.startsWith(address.toString())),
                    page.requests().toString());
        }
    }

    @Test
    void theLivePageSaysWhenNobodyAnswers() throws Exception {
        RunLog log = new RunLog("Gone", 1);
        LivePage page = new LivePage(log);
        LiveContent failing = new LiveContent() {
            @Override
            public String page() {
                return page.page();
            }

            @Override
            public String now() {
                throw new IllegalStateException("the connection ends without an answer");
            }

            @Override
            public String json() {
                return page.json();
            }
        };
        try (LiveServer running = LiveServer.start(failing, 0)) {
            Browser.Page seen = browser.open(running.address(), false, 4);
            assertTrue(seen.html().contains("0 of 1 training done"), seen.html());
            assertFalse(seen.html().matches("(?s).*<p id=\"gone\"[^>]*hidden.*"), "the note is shown");
        }
    }
}
