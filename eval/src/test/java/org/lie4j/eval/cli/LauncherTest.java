package org.lie4j.eval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a repository of its own, with a java and an mvn that only note how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
              *-XshowSettings*) echo "    java.specification.version = VERSION" >&2 ;;
              --list-modules) echo 'jdk.compiler@17' ;;
              *) for a in "$@"; do echo "[$a]"; done ;;
            esac
            """;
    private static final String MVN = """
            #!/bin/sh
            echo "$PWD $*" >>"$MVN_CALLS"
            case "$*" in *'-pl spark '*) module=spark ;; *) module=eval ;; esac
            mkdir -p $module/target/lib
            : >$module/target/lie4j-$module-1.jar
            : >$module/target/lie4j-$module-1-sources.jar
            """;

    @TempDir
    Path dir;

    private Path root;
    private Path bin;
    private Path calls;

    private record Outcome(int code, String out, String err) {}

    @BeforeEach
    void makeRepository() throws IOException {
        root = Files.createDirectories(dir.resolve("a repository")).toRealPath();
        bin = Files.createDirectories(dir.resolve("bin"));
        calls = dir.resolve("calls");
        Path launcher = Path.of("..", "lie4j").toRealPath();
        script(root.resolve("lie4j"), Files.readString(launcher));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.createDirectories(root.resolve("eval/src/main/java"));
        Files.writeString(root.resolve("eval/src/main/java/A.java"), "class A {}");
        script(bin.resolve("java"), JAVA.replace("VERSION", "17"));
        script(bin.resolve("mvn"), MVN);
    }

    private static void script(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome launch(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new java.util.ArrayList<>(List.of(root.resolve("lie4j").toString()));
        command.addAll(List.of(arguments));
        Path out = dir.resolve("stdout");
        Path err = dir.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(List.of("JAVA_HOME", "LIE4J_JAVA_OPTS"));
        environment.put("PATH", bin + ":/usr/bin:/bin");
        environment.put("MVN_CALLS", calls.toString());
        Process process = builder.start();
        assertTrue(process.waitFor(900, TimeUnit.SECONDS));
        return new Outcome(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private long builds() throws IOException {
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    @Test
    void buildsOnceAndPassesArgumentsOn() throws Exception {
        Outcome first = launch("affnist", "--data", "my digits", "");
        assertEquals(0, first.code(), first.err());
        assertTrue(first.err().contains("lie4j: building"), first.err());
        assertTrue(first.err().contains("lie4j: built in"), first.err());
        assertEquals(
                List.of(
                        "[-cp]",
                        "[" + root + "/eval/target/lie4j-eval-1.jar:" + root + "/eval/target/lib/*]",
                        "[org.lie4j.eval.cli.Lie4j]",
                        "[affnist]",
                        "[--data]",
                        "[my digits]",
                        "[]"),
                first.out().lines().toList());
        assertTrue(Files.readString(calls).startsWith(root + " -q -B -ntp -Dquick"));
        Outcome second = launch("--help");
        assertEquals("", second.err());
        assertEquals(1, builds());
    }

    @Test
    void sparkIsBuiltForThoseWhoAskForIt() throws Exception {
        launch("run", "study.yaml");
        assertFalse(Files.readString(calls).contains("spark"));
        List<String> words =
                launch("run", "study.yaml", "--spark", "local[2]").out().lines().toList();
        assertTrue(words.contains("[--add-opens=java.base/sun.nio.ch=ALL-UNNAMED]"), words.toString());
        assertTrue(
                words.contains("[" + root + "/spark/target/lie4j-spark-1.jar:" + root + "/spark/target/lib/*]"),
                words.toString());
        assertEquals(List.of("[--spark]", "[local[2]]"), words.subList(words.size() - 2, words.size()));
        launch("run", "study.yaml", "--spark=local[2]");
        launch("run", "study.yaml");
        assertEquals(2, builds());
    }

    @Test
    void buildsAgainWhenASourceChangesOrGoes() throws Exception {
        launch();
        Path source = root.resolve("eval/src/main/java/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertTrue(launch().err().contains("sources have changed"));
        assertEquals(2, builds());
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(60)));
        launch();
        assertEquals(2, builds());
        Thread.sleep(20);
        Files.delete(source);
        launch();
        assertEquals(3, builds());
    }

    @Test
    void aFailedBuildShowsItsLogAndIsTriedAgain() throws Exception {
        script(bin.resolve("mvn"), "#!/bin/sh\necho '[ERROR] no such symbol'\nexit 1\n");
        for (int i = 0; i < 2; i++) {
            Outcome outcome = launch("--help");
            assertEquals(2, outcome.code());
            assertTrue(outcome.err().contains("[ERROR] no such symbol"), outcome.err());
            assertTrue(outcome.err().contains("lie4j: the build failed; the whole log is"), outcome.err());
            assertEquals("", outcome.out());
        }
    }

    @Test
    void olderJavaIsRefused() throws Exception {
        for (String version : List.of("11", "1.8")) {
            script(bin.resolve("java"), JAVA.replace("VERSION", version));
            Outcome outcome = launch("--help");
            assertEquals(2, outcome.code());
            assertEquals(
                    "lie4j: " + bin + "/java is Java " + version + "; expected a JDK 17 or later",
                    outcome.err().strip());
            assertFalse(Files.exists(calls), "nothing is built");
        }
    }

    @Test
    void newerJavaGetsTheFlagsThatSilenceIt() throws Exception {
        script(bin.resolve("java"), JAVA.replace("VERSION", "25"));
        assertTrue(launch("--help").out().startsWith("[--enable-native-access=ALL-UNNAMED]\n[--sun-misc-unsafe"));
    }

    @Test
    void aRuntimeWithoutCompilerIsToldApart() throws Exception {
        script(bin.resolve("java"), JAVA.replace("VERSION", "17").replace("jdk.compiler@17", "java.base@17"));
        Outcome outcome = launch("--help");
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("expected a JDK, not a JRE alone"), outcome.err());
    }
}
