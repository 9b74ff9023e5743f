package org.lie4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.cli.Lie4j;
import org.lie4j.eval.data.Mnist;
import org.lie4j.eval.study.Study;
import org.lie4j.eval.train.Dl4jTrainer;

/** The program with {@code --spark} in processes of its own. */
@DisabledOnOs(OS.WINDOWS)
class KilledDriverTest {
    @TempDir
    Path dir;

    private Process start(List<String> flags, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"));
        command.addAll(flags);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Lie4j.class.getName(), "run", "study.yaml"));
        command.addAll(List.of("--data", "data", "--out", "there", "--resume"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log").toFile())
                .start();
    }

    private String log() throws IOException {
        return Files.readString(dir.resolve("log"));
    }

    private int finish(Process process) throws InterruptedException {
        assertTrue(process.waitFor(900, TimeUnit.SECONDS), "still running");
        return process.exitValue();
    }

    @Test
    void aKilledDriverGoesOnFromItsLastCheckpoint() throws Exception {
        Mnist digits = Small.digits(300, 60);
        Small.write(digits, dir.resolve("data"));
        Study study = Small.study(6, 0, Small.TINY);
        Files.writeString(
                dir.resolve("study.yaml"),
                "title: T\nmodels: [" + Small.TINY
                        + "]\nepochs: 6\naffnist-copies: 1\nhomnist-copies: 1\ncheckpoint-every: 0\n");
        Process killed = start(Standalone.flags(), "--spark", "local[1]");
        Path checkpoint = dir.resolve("there/trainings/tiny-all-1/checkpoints/tiny/last.lie4j-checkpoint");
        while (killed.isAlive() && !Files.exists(checkpoint)) {
            Thread.sleep(5);
        }
        killed.destroyForcibly();
        assertEquals(137, finish(killed), log());
        assertFalse(Files.exists(dir.resolve("there/study.html")));

        assertEquals(0, finish(start(Standalone.flags(), "--spark", "local[1]")), log());
        assertTrue(log().contains("report: there/study.html"), log());
        Small.run(study, new Dl4jTrainer(), 1, Mnist.read(dir.resolve("data")), dir.resolve("here"), false);
        assertEquals(Small.figures(dir.resolve("here"), study), Small.figures(dir.resolve("there"), study));

        assertEquals(2, finish(start(List.of(), "--spark", "local[1]")));
        assertTrue(
                log().contains("expected Java to be started with --add-opens=java.base/java.lang=ALL-UNNAMED"), log());
        assertEquals(2, finish(start(Standalone.flags(), "--average-over", "2")));
        assertTrue(log().contains("expected with --spark MASTER"), log());
    }
}
