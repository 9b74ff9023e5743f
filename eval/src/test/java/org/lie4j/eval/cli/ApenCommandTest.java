package org.lie4j.eval.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.apen.geometry.CloudFiles;
import org.lie4j.apen.geometry.LabelledCloud;
import org.lie4j.eval.run.NearestMeanTrainer;

/** Networks for clouds as a user meets them: arguments in; text, files and an exit code out. */
class ApenCommandTest {
    private static final Object[] SMALL = {"--points", 64, "--clouds", 8, "--epochs", 1};

    /** Two networks that a first run trained, for all tests. */
    @TempDir
    static Path trained;

    private static Outcome first;

    @TempDir
    Path dir;

    private record Outcome(int code, String out, String err) {}

    private static Outcome run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Lie4j.commandLine(NearestMeanTrainer::new)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new Outcome(code, out.toString(), err.toString());
    }

    private static Outcome small(Object... arguments) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + SMALL.length);
        System.arraycopy(SMALL, 0, all, arguments.length, SMALL.length);
        return run(all);
    }

    private static void refused(Outcome outcome, String... parts) {
        assertEquals(2, outcome.code(), outcome.err());
        assertEquals("", outcome.out());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
        assertTrue(outcome.err().startsWith("lie4j: "), outcome.err());
        for (String part : parts) {
            assertTrue(outcome.err().contains(part), () -> "expected '" + part + "' in: " + outcome.err());
        }
        assertFalse(outcome.err().contains("Exception"), outcome.err());
    }

    @BeforeAll
    static void train() {
        first = small("apen", "--model", "pointnet,apen", "-o", trained);
        assertEquals(0, first.code(), first.err());
    }

    private static Path model(String name) {
        return trained.resolve("trainings/" + name + "-1/model.lie4j");
    }

    private Path cloud(String name, int points, String firstLine) throws IOException {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder(firstLine);
        for (int i = 0; i < points; i++) {
            text.append(String.format(
                    java.util.Locale.ROOT,
                    "%.5f %.5f %.5f%n",
                    random.nextGaussian(),
                    2 + random.nextGaussian(),
                    random.nextGaussian()));
        }
        return Files.writeString(dir.resolve(name), text);
    }

    @Test
    void apenPrintsOneTableAndWritesTheReport() throws IOException {
        List<String> lines = first.out().lines().filter(l -> !l.isBlank()).toList();
        assertTrue(lines.get(0).startsWith("model "), first.out());
        assertTrue(lines.get(0).contains("mIoU, upright") && lines.get(0).contains("mIoU, turned"), first.out());
        assertTrue(lines.get(1).startsWith("pointnet "), first.out());
        assertTrue(lines.get(2).startsWith("apen "), first.out());
        assertEquals("report: " + trained.resolve("apen.html"), lines.get(3));
        String page = Files.readString(trained.resolve("apen.html"));
        assertFalse(page.contains("{{"), "every field is filled");
        String markdown = Files.readString(trained.resolve("apen.md"));
        assertTrue(markdown.contains("| pointnet | ") && markdown.contains("| apen | "), markdown);
        assertTrue(markdown.contains("- command: `./lie4j apen --model pointnet,apen "), markdown);

        Outcome again = small("apen", "--model", "pointnet,apen", "-o", trained, "--resume");
        assertEquals(first.out(), again.out());
        assertFalse(again.err().contains("training"), again.err());
        refused(
                run("apen", "--model", "pointnet", "-o", trained, "--resume", "--points", 64, "--clouds", 8),
                "result.json: of another experiment",
                "after 1 epochs; expected",
                "after 8");
    }

    @Test
    void oneNetworkIsTrained() {
        Path out = dir.resolve("one");
        Outcome outcome = small("apen", "train", "--model", "pointnet-so3", "--seed", 2, "-o", out);
        assertEquals(0, outcome.code(), outcome.err());
        Path file = out.resolve("trainings/pointnet-so3-2/model.lie4j");
        assertEquals("model: " + file, outcome.out().strip());
        assertTrue(Files.isRegularFile(file));
    }

    @Test
    void aCloudIsSegmented() throws IOException {
        Path points = cloud("my.xyz", 90, "");
        for (String name : new String[] {"labels.ply", "labels.csv"}) {
            Path out = dir.resolve(name);
            Outcome outcome = run("apen", "segment", "-m", model("apen"), "-p", points, "-o", out);
            assertEquals(0, outcome.code(), outcome.err());
            LabelledCloud read = CloudFiles.read(out);
            assertArrayEquals(CloudFiles.read(points).points(), read.points(), 1e-5);
            int total = outcome.out()
                    .lines()
                    .mapToInt(l -> Integer.parseInt(l.split("\t", -1)[2]))
                    .sum();
            assertEquals(90, total);
            for (String line : outcome.out().lines().toList()) {
                String[] words = line.split("\t", -1);
                long count = Arrays.stream(read.parts().labels())
                        .filter(l -> l == Integer.parseInt(words[0]))
                        .count();
                assertEquals(Long.parseLong(words[2]), count, line);
            }
        }
        List<String> csv = Files.readAllLines(dir.resolve("labels.csv"));
        assertEquals("x,y,z,part,uncertainty,piece,piece_uncertainty", csv.get(0));
        for (String line : csv.subList(1, csv.size())) {
            String[] values = line.split(",", -1);
            for (int column : new int[] {4, 6}) {
                double uncertainty = Double.parseDouble(values[column]);
                assertTrue(uncertainty >= -1e-6 && uncertainty <= 1, line);
            }
        }
        Outcome plain = run("apen", "segment", "-m", model("pointnet"), "-p", points, "-o", dir.resolve("p.csv"));
        assertEquals(0, plain.code(), plain.err());
        assertEquals(
                "x,y,z,part,uncertainty",
                Files.readAllLines(dir.resolve("p.csv")).get(0));
    }

    private Outcome segment(Path model, Path points, String out) {
        return run("apen", "segment", "-m", model, "-p", points, "-o", dir.resolve(out));
    }

    @Test
    void cloudsThatCannotBeSegmentedAreRefused() throws IOException {
        Path apen = model("apen");
        Path good = cloud("good.xyz", 70, "");
        refused(segment(apen, good, "labels.obj"), "labels.obj, expected a name that ends with .ply or .csv");
        refused(segment(dir.resolve("none"), good, "l.csv"), "none: no such file, expected a trained network");
        refused(segment(apen, dir.resolve("none.ply"), "l.csv"), "none.ply: no such file");
        refused(segment(apen, Files.copy(good, dir.resolve("good.obj")), "l.csv"), "good.obj", ".ply, .xyz or .csv");
        Path broken = Files.write(dir.resolve("broken.lie4j"), Arrays.copyOf(Files.readAllBytes(apen), 2000));
        refused(segment(broken, good, "l.csv"), "broken.lie4j: ");
        refused(segment(Files.writeString(broken, "not a model"), good, "l.csv"), "broken.lie4j: ");
        refused(segment(apen, cloud("nan.xyz", 70, "NaN 0 0\n"), "l.csv"), "finite");
        Path same = Files.writeString(dir.resolve("same.xyz"), "1 2 3\n".repeat(80));
        refused(segment(apen, same, "l.csv"), "same.xyz: points: expected some that are apart, got 80 at one place");
        refused(
                segment(apen, cloud("few.xyz", 10, ""), "l.csv"),
                "few.xyz: ",
                "at least the 24 that the network's cells and neighbourhoods need",
                "got 10");
        assertFalse(Files.exists(dir.resolve("l.csv")), "nothing may be written");
        Path out = dir.resolve("furniture");
        assertEquals(
                0,
                small("apen", "train", "--data", "furniture", "--model", "pointnet", "-o", out)
                        .code());
        refused(
                segment(out.resolve("trainings/pointnet-1/model.lie4j"), good, "l.csv"),
                "tells classes of clouds, expected a network that labels points");
    }

    @Test
    void wrongOptionsAreNamed() {
        Path out = dir.resolve("out");
        refused(run("apen", "-m", "vit", "-o", out), "--model vit, expected one of pointnet, ");
        refused(run("apen", "train", "-m", "vit", "-o", out), "--model vit, expected one of pointnet, ");
        refused(run("apen", "--data", "cars", "-o", out), "--data cars, expected characters, ");
        refused(run("apen", "--points", 5, "-o", out), "expected at least 64 points and 8 clouds, got 5 and 240");
        refused(run("apen", "--epochs", 0, "-o", out), "epoch, got 6, 1 and 0");
        refused(run("apen", "--furniture", dir.resolve("x.sh3f"), "-o", out), "x.sh3f: no such file");
        refused(run("apen", "--checkpoint-every", -1, "-o", out), "--checkpoint-every -1.0");
        refused(run("apen", "nbody", "-m", "egnn", "-o", out), "--model egnn, expected one of gnn, gnn-so3, fa-gnn");
        refused(run("apen", "nbody", "--minutes", 0, "-o", out), "--minutes 0.0, expected a positive number");
        refused(run("apen", "nbody", "--minutes", "NaN", "-o", out), "--minutes NaN, expected a positive number");
        refused(run("apen", "nbody", "--minutes", 1, "--epochs", 1, "-o", out), "expected one of the two");
        refused(run("apen", "nbody", "--epochs", 0, "-o", out), "--epochs 0, expected at least 1");
        refused(run("apen", "nbody", "--systems", 0, "-o", out), "--systems 0, expected at least 1");
        assertFalse(Files.exists(out.resolve("apen.html")));
    }

    @Test
    void chargesArePredicted() throws IOException {
        Path out = dir.resolve("nbody");
        Object[] words = {"apen", "nbody", "--systems", 60, "--epochs", 1, "--seed", "1,2", "-o", out};
        Outcome outcome = run(words);
        assertEquals(0, outcome.code(), outcome.err());
        List<String> lines = outcome.out().lines().filter(l -> !l.isBlank()).toList();
        assertTrue(lines.get(0).contains("10³ MSE, as they are"), outcome.out());
        assertTrue(lines.get(1).startsWith("constant-velocity "), outcome.out());
        assertTrue(lines.get(4).startsWith("fa-gnn ") && lines.get(4).contains(" ± "), outcome.out());
        assertTrue(lines.get(5).startsWith("fa-gnn / gnn: "), outcome.out());
        assertTrue(lines.get(6).startsWith("fa-gnn / gnn-so3: "), outcome.out());
        assertFalse(outcome.err().contains("accuracy"), outcome.err());
        assertTrue(Files.readString(out.resolve("apen.html")).contains("Charged particles"));
        assertTrue(Files.readString(out.resolve("apen.md")).contains("- command: `./lie4j apen nbody --systems 60"));

        JsonNode json = new ObjectMapper().readTree(out.resolve("nbody.json").toFile());
        assertEquals(8, json.get("results").size());
        double sum = 0;
        for (int seed = 0; seed < 2; seed++) {
            JsonNode gnn = json.get("results").get(4 * seed + 1);
            JsonNode frames = json.get("results").get(4 * seed + 3);
            assertEquals("gnn", gnn.get("model").asText());
            sum += frames.get("test").asDouble() / gnn.get("test").asDouble() / 2;
            double change = frames.get("turned").asDouble() / frames.get("test").asDouble() - 1;
            assertEquals(0, change, 1e-3, "frames do not see turns");
        }
        assertEquals(sum, json.get("ratios").get(0).at("/test/mean").asDouble(), 1e-9);

        Object[] resumed = Arrays.copyOf(words, words.length + 1);
        resumed[words.length] = "--resume";
        Outcome again = run(resumed);
        assertEquals(outcome.out(), again.out());
        assertFalse(again.err().contains(": training"), again.err());
    }
}
