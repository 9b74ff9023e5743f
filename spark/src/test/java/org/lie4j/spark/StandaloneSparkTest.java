package org.lie4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.data.Mnist;
import org.lie4j.eval.run.RunBackend;
import org.lie4j.eval.run.RunBackend.Averaging;
import org.lie4j.eval.study.Study;

/** A master and a worker of their own: executors that have Spark alone and see no folder of the driver's. */
@DisabledOnOs(OS.WINDOWS)
class StandaloneSparkTest {
    @TempDir
    Path dir;

    private final Set<String> set = new HashSet<>();

    private void set(Map<String, String> properties) {
        properties.forEach(System::setProperty);
        set.addAll(properties.keySet());
    }

    @AfterEach
    void forget() {
        set.forEach(System::clearProperty);
    }

    @Test
    void aStudyOutlivesItsExecutorAndEndsWithoutOne() throws Exception {
        Path marker = Files.createFile(dir.resolve("marker"));
        set(Map.of(
                "spark.driver.host",
                "127.0.0.1",
                "spark.driver.bindAddress",
                "127.0.0.1",
                "spark.lie4j.executorTimeout",
                "4",
                "spark.executor.memory",
                "600m",
                "spark.executor.extraJavaOptions",
                "-XX:TieredStopAtLevel=1 -Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "spark.executorEnv." + HaltingTrainer.MARKER,
                marker.toString()));
        Mnist digits = Small.digits(300, 210);
        Study study = Small.study(1, 30, Small.TINY);
        HaltingTrainer trainer = new HaltingTrainer();
        Small.run(study, trainer, 1, digits, dir.resolve("here"), false);
        assertTrue(Files.exists(marker));
        SparkProvider provider = new SparkProvider();
        try (Standalone standalone = new Standalone(Files.createDirectories(dir.resolve("spark")))) {
            String master = standalone.address();
            IOException none = assertThrows(IOException.class, () -> provider.connect(master, trainer, Averaging.NONE));
            assertTrue(none.getMessage().startsWith("no master answers there"), none.getMessage());

            standalone.startMaster();
            IOException idle = assertThrows(IOException.class, () -> provider.connect(master, trainer, Averaging.NONE));
            assertTrue(idle.getMessage().startsWith("no executor came up within 4 s"), idle.getMessage());

            standalone.startWorker();
            System.setProperty("spark.lie4j.executorTimeout", "600");
            try (RunBackend backend = provider.connect(master, trainer, Averaging.NONE)) {
                Small.run(study, backend.trainer(), backend.trainings(), digits, dir.resolve("there"), false);
            }
            assertFalse(Files.exists(marker), "an executor was killed");
            assertEquals(Small.figures(dir.resolve("here"), study), Small.figures(dir.resolve("there"), study));

            System.setProperty("spark.lie4j.executorTimeout", "20");
            try (RunBackend backend = provider.connect(master, trainer, Averaging.NONE)) {
                standalone.killWorker();
                IOException gone = assertThrows(
                        IOException.class,
                        () -> Small.run(study, backend.trainer(), 1, digits, dir.resolve("gone"), false));
                assertTrue(
                        List.of("all executors are gone", "Spark could not run").stream()
                                .anyMatch(gone.getMessage()::startsWith),
                        gone.getMessage());
            }
        }
    }
}
