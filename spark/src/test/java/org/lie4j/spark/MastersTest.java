package org.lie4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MastersTest {
    @TempDir
    Path dir;

    @AfterEach
    void forget() {
        System.clearProperty("spark.lie4j.timeout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local",
                "local[2]",
                "local[*]",
                "local[2,3]",
                "spark://a:7077",
                "spark://a:7077,b:1",
                "yarn",
                "k8s://https://a:6443"
            })
    void addressesAreTaken(String master) {
        Masters.requireAddress(master);
        assertEquals(master.startsWith("local"), Masters.isLocal(master));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lokal",
                "local[0]",
                "local[]",
                "spark://a",
                "spark://a:b",
                "a:7077",
                "http://a:7077",
                "spark://a:7077/",
                "spark://a:7077,"
            })
    void othersAreRefused(String master) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Cluster.connect(master));
        assertTrue(e.getMessage().endsWith(", got " + master), e.getMessage());
    }

    @Test
    void portsHaveARange() {
        for (String port : List.of("0", "65536", "123456789012")) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> Cluster.connect("spark://127.0.0.1:" + port));
            assertTrue(e.getMessage().startsWith("expected a port from 1 to 65535, got " + port), e.getMessage());
        }
    }

    @Test
    void aHostWithoutNameIsAnError() {
        IOException e = assertThrows(IOException.class, () -> Cluster.connect("spark://no-such-host.invalid:7077"));
        assertTrue(e.getMessage().startsWith("no master answers there"), e.getMessage());
    }

    @Test
    void whoNeverAnswersIsNotWaitedForLong() throws IOException {
        System.setProperty("spark.lie4j.timeout", "2");
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            IOException e =
                    assertThrows(IOException.class, () -> Cluster.connect("spark://127.0.0.1:" + mute.getLocalPort()));
            assertTrue(e.getMessage().startsWith("no answer of a Spark master"), e.getMessage());
            assertTrue((System.nanoTime() - start) / 1e9 < 30); // Spark's own patience is longer.
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon", "1e9"})
    void timeoutsAreNumbersOfSeconds(String timeout) {
        System.setProperty("spark.lie4j.timeout", timeout);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Cluster.connect("local"));
        assertTrue(e.getMessage().endsWith("got " + timeout), e.getMessage());
    }

    @Test
    void whatIsShippedIsEverythingButSpark() throws IOException {
        Path jars = Files.createDirectories(dir.resolve("jars"));
        for (String jar : List.of(
                "spark-core_2.13-4.1.1.jar",
                "nd4j-native-1.jar",
                "lie4j-spark-1.jar",
                "scala-library-2.jar",
                "slf4j-simple-2.jar")) {
            Files.createFile(jars.resolve(jar));
        }
        Path classes = Files.createDirectories(dir.resolve("classes/a"));
        Files.writeString(classes.resolve("A.class"), "A");
        String path = String.join(
                java.io.File.pathSeparator,
                jars + "/spark-core_2.13-4.1.1.jar",
                jars + "/nd4j-native-1.jar",
                dir + "/classes",
                jars + "/lie4j-spark-1.jar",
                jars + "/scala-library-2.jar",
                jars + "/slf4j-simple-2.jar",
                dir + "/none.jar");
        List<String> shipped = Shipment.of(path, dir);
        assertEquals(
                List.of("nd4j-native-1.jar", "classes-1.jar", "lie4j-spark-1.jar"),
                shipped.stream().map(s -> s.replaceFirst(".*/", "")).toList());
        try (java.util.zip.ZipFile packed =
                new java.util.zip.ZipFile(dir.resolve("classes-1.jar").toFile())) {
            assertEquals("a/A.class", packed.entries().nextElement().getName());
        }
        assertFalse(shipped.isEmpty());
    }
}
