package org.lie4j.eval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.IdxWriter;
import org.lie4j.eval.data.Mnist;

/** The program in processes of its own, which are killed. */
@DisabledOnOs(OS.WINDOWS)
class KilledRunTest {
    private static final int KILLS = 20;
    private static final int EPOCHS = 12;

    @TempDir
    Path dir;

    @BeforeEach
    void writeDigits() throws IOException {
        Mnist all = EmbeddedMnist.load();
        Path data = Files.createDirectories(dir.resolve("data"));
        IdxWriter.writeImages(all.train().slice(0, 130), data.resolve("train-images-idx3-ubyte"));
        IdxWriter.writeLabels(all.train().slice(0, 130), data.resolve("train-labels-idx1-ubyte"));
        IdxWriter.writeImages(all.test().slice(0, 20), data.resolve("t10k-images-idx3-ubyte"));
        IdxWriter.writeLabels(all.test().slice(0, 20), data.resolve("t10k-labels-idx1-ubyte"));
    }

    private Process start(String folder, String checkpointEvery) throws IOException {
        Path work = Files.createDirectories(dir.resolve(folder));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Lie4j.class.getName(),
                "affnist",
                "--model",
                "cnn",
                "--data",
                "../data",
                "--epochs",
                Integer.toString(EPOCHS),
                "--test-copies",
                "1",
                "--checkpoint-every",
                checkpointEvery,
                "--resume",
                "--out",
                "out");
        return new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("log").toFile())
                .start();
    }

    private String log(String folder) throws IOException {
        return Files.readString(dir.resolve(folder).resolve("log"));
    }

    private void awaitLine(String folder, Process process, String part) throws Exception {
        while (process.isAlive() && !log(folder).contains(part)) {
            Thread.sleep(10);
        }
        assertTrue(log(folder).contains(part), log(folder));
    }

    private static int finish(Process process) throws InterruptedException {
        assertTrue(process.waitFor(900, TimeUnit.SECONDS), "still running");
        return process.exitValue();
    }

    /** The figures without what differs from one run to the next: times, memory, and the command where it tells the interval. */
    private JsonNode figures(String folder) throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(dir.resolve(folder).resolve("out/metrics.json").toFile());
        for (JsonNode model : json.get("models")) {
            ObjectNode figures = (ObjectNode) model;
            figures.remove(List.of("trainSeconds", "imagesPerSecond", "peakMemoryBytes"));
            ((ObjectNode) figures.get("provenance")).remove(List.of("date", "command"));
            assertEquals(EPOCHS, figures.get("epochs").size());
            figures.get("epochs").forEach(epoch -> ((ObjectNode) epoch).remove("seconds"));
        }
        return json;
    }

    private Path checkpoint(String folder) {
        return dir.resolve(folder).resolve("out/checkpoints/cnn/last.lie4j-checkpoint");
    }

    @Test
    void aRunThatIsKilledTimeAndAgainEndsLikeOneThatWasNot() throws Exception {
        long begin = System.nanoTime();
        Process whole = start("whole", "1000");
        awaitLine("whole", whole, "training");
        long training = System.nanoTime();
        assertEquals(0, finish(whole));
        long lasted = (System.nanoTime() - training) / 1_000_000;
        SplittableRandom random = new SplittableRandom(System.nanoTime());
        int killed = 0;
        int progressed = 0;
        String last = "";
        while (killed < KILLS) {
            Process process = start("killed", "0.05");
            // One in five before it has begun to train.
            if (killed % 5 > 0) {
                awaitLine("killed", process, "training");
            }
            if (process.waitFor(random.nextLong(lasted / 8), TimeUnit.MILLISECONDS)) {
                assertEquals(0, finish(process));
                Files.delete(checkpoint("killed")); // It was faster than its killer: once more from the start.
                continue;
            }
            process.destroyForcibly();
            assertEquals(137, finish(process));
            killed++;
            String now = Files.exists(checkpoint("killed"))
                    ? Files.getLastModifiedTime(checkpoint("killed")).toString()
                    : "";
            progressed += now.equals(last) ? 0 : 1;
            last = now;
        }
        System.out.printf(
                "%d kills in %.0f s, %d of them after a checkpoint was written%n",
                killed, (System.nanoTime() - begin) / 1e9, progressed);
        assertTrue(progressed > 0, "none of the runs wrote a checkpoint");
        assertEquals(0, finish(start("killed", "1000")));
        assertEquals(figures("whole"), figures("killed"));
        try (Stream<Path> files = Files.walk(dir.resolve("killed/out"))) {
            assertTrue(files.noneMatch(f -> f.toString().endsWith(".tmp")), "what was half written is swept away");
        }
    }

    @Test
    void aRunThatIsAskedToStopWritesItsStateFirst() throws Exception {
        Process process = start("stopped", "1000");
        awaitLine("stopped", process, "epoch 2 done");
        assertFalse(Files.exists(checkpoint("stopped")), "it is not time for a checkpoint");
        process.destroy(); // SIGTERM; SIGINT takes the same way.
        assertEquals(143, finish(process), log("stopped"));
        assertTrue(log("stopped").contains("stopping after this step"), log("stopped"));
        assertTrue(Files.exists(checkpoint("stopped")), log("stopped"));
        assertFalse(Files.exists(dir.resolve("stopped/out/metrics.json")));
        assertEquals(0, finish(start("stopped", "1000")));
        assertEquals(0, finish(start("whole", "1000")));
        assertEquals(figures("whole"), figures("stopped"));
    }
}
