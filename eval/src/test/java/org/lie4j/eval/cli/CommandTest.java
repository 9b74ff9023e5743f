package org.lie4j.eval.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.data.AffnistRecipe;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.IdxWriter;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.MatWriter;
import org.lie4j.eval.data.Mnist;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.eval.run.Classifier;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.NearestMeanTrainer;
import org.lie4j.eval.run.TrainingListener;
import org.lie4j.eval.run.TrainingOptions;

/** The program as a user meets it: arguments in; text, files and an exit code out. */
class CommandTest {
    private static Mnist digits;

    @TempDir
    Path dir;

    private record Outcome(int code, String out, String err) {}

    @BeforeAll
    static void load() throws IOException {
        Mnist all = EmbeddedMnist.load();
        digits = new Mnist(all.train().slice(0, 600), all.test().slice(0, 100));
    }

    private static Outcome run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Lie4j.commandLine(NearestMeanTrainer::new)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new Outcome(code, out.toString(), err.toString());
    }

    /** One line that holds every part, nothing on standard output, exit code 2, no stack trace. */
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

    private Path data() throws IOException {
        Path data = Files.createDirectories(dir.resolve("my data"));
        IdxWriter.writeImages(digits.train(), data.resolve("train-images-idx3-ubyte.gz"));
        IdxWriter.writeLabels(digits.train(), data.resolve("train-labels-idx1-ubyte.gz"));
        IdxWriter.writeImages(digits.test(), data.resolve("t10k-images-idx3-ubyte"));
        IdxWriter.writeLabels(digits.test(), data.resolve("t10k-labels-idx1-ubyte"));
        return data;
    }

    private Path out() {
        return dir.resolve("out");
    }

    private Outcome affnist(Path data, Object... more) {
        Object[] fixed = {"affnist", "--model", "mean", "--data", data, "--out", out()};
        return run(Stream.concat(Arrays.stream(fixed), Arrays.stream(more)).toArray());
    }

    /** A refusal before training must leave no output folder behind. */
    private void refusedEarly(Outcome outcome, String... parts) {
        refused(outcome, parts);
        assertFalse(Files.exists(out()), "nothing may be written");
    }

    @Test
    void aStudyPrintsMeansAndWritesTheReport() throws IOException {
        Path file = Files.writeString(dir.resolve("few seeds.yaml"), """
                title: A study of <means>
                models: [mean, centred-mean]
                seeds: [1, 2]
                train-sizes: [100, 300]
                affnist-copies: 2
                homnist-copies: 1
                """);
        Outcome outcome = run("run", file, "--data", data(), "-o", out());
        assertEquals(0, outcome.code(), outcome.err());
        assertEquals(
                4,
                outcome.out()
                        .lines()
                        .filter(l -> l.startsWith("| mean") || l.startsWith("| centred"))
                        .count());
        assertTrue(outcome.out().contains(" ± "), outcome.out());
        assertTrue(outcome.err().contains("training 8 of 8: centred-mean, 300 digits, seed 2"), outcome.err());
        JsonNode json = new ObjectMapper().readTree(out().resolve("study.json").toFile());
        assertEquals(8, json.path("trainings").size());
        double mean = 0;
        for (JsonNode training : json.path("trainings")) {
            boolean same = training.path("cell").path("model").asText().equals("mean")
                    && training.path("trainDigits").asInt() == 300;
            mean += same ? training.path("affnistRecipe").asDouble() / 2 : 0;
        }
        JsonNode row = json.path("rows").get(2);
        assertEquals("mean", row.path("model").asText());
        assertEquals(300, row.path("trainDigits").asInt());
        assertEquals(mean, row.path("affnistRecipe").path("mean").asDouble(), 1e-12);
        String page = Files.readString(out().resolve("study.html"));
        assertTrue(page.contains("A study of &lt;means&gt;"), "escaped");
        assertTrue(page.contains("<svg"), "curves");
        assertTrue(Files.readString(out().resolve("study.md")).contains("8 of 8 trainings"));

        // Digit by digit: the two models at each of the two sizes, over both seeds.
        assertEquals(2, json.path("comparisons").size());
        JsonNode comparison = json.path("comparisons").get(1);
        assertEquals("centred-mean", comparison.path("first").asText());
        assertEquals("mean", comparison.path("second").asText());
        assertEquals(300, comparison.path("trainDigits").asInt());
        assertEquals(2, comparison.path("seeds").asInt());
        JsonNode affnist = comparison.path("affnistRecipe");
        double difference =
                json.path("rows").get(3).path("affnistRecipe").path("mean").asDouble() - mean;
        assertEquals(difference, affnist.path("difference").asDouble(), 1e-12);
        assertTrue(affnist.path("low").asDouble() < difference
                && difference < affnist.path("high").asDouble());
        assertTrue(page.contains("centred-mean − mean"), "differences on the page");
        assertTrue(Files.readString(out().resolve("study.md")).contains("| centred-mean | mean | 300 | 2 | "));
        // A training of a version that kept no outcomes is no obstacle.
        Files.delete(out().resolve("trainings/mean-300-2/digits.csv"));

        Outcome again = run("run", file, "--data", data(), "-o", out(), "--resume");
        json = new ObjectMapper().readTree(out().resolve("study.json").toFile());
        assertEquals(1, json.path("comparisons").get(1).path("seeds").asInt());
        assertEquals(outcome.out(), again.out());
        assertEquals(
                8, again.err().lines().filter(l -> l.endsWith("done before")).count(), again.err());
    }

    @Test
    void aStudyThatCannotBeRunIsRefusedAtOnce() throws IOException {
        Path file = Files.writeString(dir.resolve("s.yaml"), "title: T\nmodels: [mean, nobody]\n");
        refusedEarly(run("run", file, "-o", out()), "s.yaml", "unknown model nobody");
        refusedEarly(run("run", dir.resolve("none.yaml"), "-o", out()), "none.yaml: no such file");
        Files.writeString(file, "title: T\nmodels: [mean]\ntrain-sizes: [5000]\n");
        refusedEarly(run("run", file, "--data", data(), "-o", out()), "training size 5000");
    }

    @Test
    void affnistPrintsOneTableAndWritesTheReport() throws IOException {
        Outcome outcome = run(
                "affnist",
                "-m",
                "mean,centred-mean",
                "-m",
                "mean",
                "--data",
                data(),
                "-o",
                out(),
                "--test-copies",
                2,
                "--train-size",
                300,
                "--epochs",
                2,
                "--seed",
                9);
        assertEquals(0, outcome.code(), outcome.err());
        List<String> lines = outcome.out().lines().toList();
        assertTrue(lines.get(2).startsWith("model"), outcome.out());
        assertTrue(lines.get(4).startsWith("mean "), outcome.out());
        assertTrue(lines.get(5).startsWith("centred-mean "), outcome.out());
        assertEquals("", lines.get(6));
        assertEquals("report: " + out().resolve("report.html"), lines.get(7));
        assertEquals(8, lines.size());

        JsonNode json =
                new ObjectMapper().readTree(out().resolve("metrics.json").toFile());
        JsonNode model = json.get("models").get(1);
        assertEquals("centred-mean", model.get("model").asText());
        assertEquals(16_000, model.get("parameters").asInt());
        for (String set : List.of("upright", "affnistRecipe", "homnistRecipe")) {
            double accuracy = model.get("accuracy").get(set).asDouble();
            assertTrue(accuracy > 0.3 && accuracy <= 1, set + " " + accuracy);
            assertTrue(model.get("accuracyInterval95").get(set).get("low").asDouble() < accuracy);
        }
        assertTrue(model.get("invarianceError").asDouble() > 0);
        assertTrue(model.get("trainSeconds").asDouble() > 0);
        assertTrue(model.get("imagesPerSecond").asDouble() > 0);
        assertEquals(9, model.get("seed").asLong());
        JsonNode provenance = model.get("provenance");
        for (String field : List.of("version", "jvm", "os", "cpu", "backend", "dataChecksum", "command", "date")) {
            assertFalse(provenance.get(field).asText().isBlank(), field);
        }
        assertTrue(provenance.get("command").asText().startsWith("./lie4j affnist -m mean,centred-mean"));
        assertTrue(provenance.get("command").asText().contains("/my data'"), "paths with spaces are quoted");
        assertEquals(2, model.get("epochs").size());

        String markdown = Files.readString(out().resolve("report.md"));
        assertTrue(markdown.contains("| centred-mean | 16,000 |"), markdown);
        String html = Files.readString(out().resolve("report.html"));
        assertFalse(html.contains("{{"), "every field is filled");
        assertFalse(html.contains("<script"), "no script");
        assertFalse(html.matches("(?s).*(src|href)=\"(?!data:).*"), "nothing from elsewhere");
        try (Stream<Path> files = Files.walk(out())) {
            assertTrue(files.noneMatch(f -> f.toString().endsWith(".tmp")), "no temporary file stays");
        }
    }

    @Test
    void predictNamesADigitForEachImage() throws IOException {
        Outcome trained = affnist(data(), "--model", "centred-mean");
        assertEquals(0, trained.code(), trained.err());
        Path model = out().resolve("models/centred-mean.lie4j");
        Path folder = Files.createDirectories(dir.resolve("pictures"));
        for (int i = 0; i < 5; i++) {
            png(folder.resolve("digit-" + i + ".png"), digits.test(), i);
        }
        Outcome fromPng = run("predict", "--model", model, "--images", folder);
        assertEquals(0, fromPng.code(), fromPng.err());
        assertEquals(5, fromPng.out().lines().count());
        fromPng.out().lines().forEach(line -> assertTrue(line.matches("digit-\\d\\.png\t\\d\t[01]\\.\\d{4}"), line));

        Outcome fromIdx = run("predict", "--model", model, "--images", dir.resolve("my data/t10k-images-idx3-ubyte"));
        assertEquals(0, fromIdx.code(), fromIdx.err());
        List<String> lines = fromIdx.out().lines().toList();
        assertEquals(100, lines.size());
        int right = 0;
        for (int i = 0; i < 100; i++) {
            right += Integer.parseInt(lines.get(i).split("\t", 3)[1])
                            == digits.test().label(i)
                    ? 1
                    : 0;
        }
        for (int i = 0; i < 5; i++) {
            assertEquals(
                    fromPng.out().lines().toList().get(i).split("\t", 2)[1],
                    lines.get(i).split("\t", 2)[1],
                    "the same digit from either format");
        }
        assertTrue(right > 50, "right: " + right);
    }

    @Test
    void equivarianceMeasuresASavedModel() throws IOException {
        Outcome trained = affnist(data(), "--model", "centred-mean");
        assertEquals(0, trained.code(), trained.err());
        Object[] command = {"equivariance", "--data", data(), "--out", dir.resolve("eq"), "--images", 7, "--model"};
        Outcome outcome =
                run(Stream.concat(Arrays.stream(command), Stream.of(out().resolve("models/centred-mean.lie4j")))
                        .toArray());
        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("largest 1.4000"), outcome.out());
        String html = Files.readString(dir.resolve("eq/equivariance.html"));
        assertFalse(html.contains("{{"), "every field is filled");
        assertTrue(html.contains("means over 7 upright"), "the count");
        JsonNode json =
                new ObjectMapper().readTree(dir.resolve("eq/equivariance.json").toFile());
        assertEquals("rotation", json.get(0).get("parameter").asText());
        assertEquals(0.6, json.get(2).get("errors").get("output").get(0).asDouble());

        Object[] opaque = {"equivariance", "--data", data(), "--model", out().resolve("models/mean.lie4j")};
        refused(run(opaque), "cannot be looked into");
        refused(run("equivariance", "--model", dir.resolve("none")), "no such file, expected a trained model");
        refused(
                run("equivariance", "--model", out().resolve("models/centred-mean.lie4j"), "--images", 0),
                "--images 0");
        refused(
                run("equivariance", "--model", out().resolve("models/centred-mean.lie4j"), "--images", 2001),
                "expected at most the 2000 test digits");
    }

    private static void png(Path file, ImageSet set, int index) throws IOException {
        BufferedImage image = new BufferedImage(set.cols(), set.rows(), BufferedImage.TYPE_BYTE_GRAY);
        for (int r = 0; r < set.rows(); r++) {
            for (int c = 0; c < set.cols(); c++) {
                image.getRaster().setSample(c, r, 0, set.pixel(index, r, c));
            }
        }
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    void reportLaysRunsSideBySide() throws IOException {
        Path study = Files.writeString(dir.resolve("s.yaml"), "title: T\nmodels: [mean]\nseeds: [1, 2]\n");
        assertEquals(0, affnist(data(), "--model", "centred-mean").code());
        assertEquals(
                0,
                run("run", study, "--data", data(), "-o", dir.resolve("the study"))
                        .code());
        Outcome outcome = run("report", out(), dir.resolve("the study"), "-o", dir.resolve("both"));
        assertEquals(0, outcome.code(), outcome.err());
        JsonNode figures =
                new ObjectMapper().readTree(out().resolve("metrics.json").toFile());
        double[] affnist = new double[2];
        for (int i = 0; i < 2; i++) {
            affnist[i] = figures.get("models")
                    .get(i)
                    .get("accuracy")
                    .get("affnistRecipe")
                    .asDouble();
        }
        String table = Files.readString(dir.resolve("both/side-by-side.md"));
        assertTrue(outcome.out().startsWith(table), outcome.out());
        for (String name :
                List.of("out: mean", "out: centred-mean", "the study: mean-all-1", "the study: mean-all-2")) {
            assertTrue(table.contains(name + " |"), name + " in " + table);
        }
        // Each against the first, on the same digits.
        String difference = String.format(java.util.Locale.ROOT, "%+.2f (", 100 * (affnist[1] - affnist[0]));
        assertTrue(table.contains(difference), difference + " in " + table);
        assertTrue(table.contains("| the study: mean-all-1 | out: mean | 600 | 1 | +0.00 (+0.00 to +0.00) |"), table);
        String page = Files.readString(dir.resolve("both/side-by-side.html"));
        assertFalse(page.contains("{{"), "every field is filled");
        assertFalse(page.contains("<script"), "no script");
        assertFalse(page.matches("(?s).*(src|href)=\"(?!data:).*"), "nothing from elsewhere");
        for (String part : List.of("Accuracy against deformation", "Calibration", "Provenance", "./lie4j affnist")) {
            assertTrue(page.contains(part), part);
        }

        refused(run("report", dir.resolve("nowhere")), "nowhere: no metrics.json in this folder or in its trainings");
        refused(run("report"), "DIR");
        Files.writeString(out().resolve("metrics.json"), "{\"schema\": 2, \"models\": []}");
        refused(run("report", out()), "layout 2 with 0 models, expected layout 1");
        Files.writeString(out().resolve("metrics.json"), "no JSON");
        refused(run("report", out()), "not the figures of an experiment");
    }

    /** Asks for the live page in the middle of a training. */
    private static final class Onlooker extends NearestMeanTrainer {
        private final StringWriter err;
        private final List<String> seen = new ArrayList<>();

        Onlooker(StringWriter err) {
            this.err = err;
        }

        @Override
        public Classifier train(ModelSpec spec, ImageSet all, TrainingOptions options, TrainingListener listener) {
            String said = err.toString();
            int at = said.indexOf("http://localhost:");
            URI page = URI.create(said.substring(at, said.indexOf('\n', at)).strip() + "state.json");
            Classifier trained = super.train(spec, all, options, listener);
            try {
                seen.add(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return trained;
        }
    }

    @Test
    void aLivePageIsThereWhileTheRunIs() throws IOException {
        StringWriter err = new StringWriter();
        Onlooker onlooker = new Onlooker(err);
        Path file = Files.writeString(
                dir.resolve("s.yaml"), "title: Watched\nmodels: [mean, centred-mean]\nepochs: 3\ntrain-sizes: [300]\n");
        String[] words = {"run", "--ui=0", file.toString(), "--data", data().toString(), "-o", out().toString()};
        int code = Lie4j.commandLine(() -> onlooker)
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(words);
        assertEquals(0, code, err.toString());
        JsonNode second = new ObjectMapper().readTree(onlooker.seen.get(1));
        assertEquals("Watched", second.get("title").asText());
        assertEquals("RUNNING", second.get("state").asText());
        assertEquals(2, second.get("trainings").asInt());
        assertEquals(
                "mean, 300 digits, seed 1",
                second.get("finished").get(0).get("name").asText());
        assertEquals(
                3, second.get("curves").get("centred-mean, 300 digits, seed 1").size());

        // Without an equals sign the next word is the file. The port of that name may be taken on this machine.
        Outcome again = run("run", "--ui", file, "--data", data(), "-o", out(), "--resume");
        assertTrue(again.err().contains("live page: http://localhost:8040/")
                || again.err().contains("--ui=8040: "));
    }

    @Test
    void aTakenPortIsRefusedBeforeTheTraining() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = affnist(data(), "--ui=" + taken.getLocalPort());
            refused(outcome, "--ui=" + taken.getLocalPort() + ": ", "in use", "--ui=0 for any");
            assertFalse(Files.exists(out().resolve("models")));
        }
        refused(affnist(data(), "--ui=70000"), "--ui=70000: port: expected 0 to 65535");
        refused(affnist(data(), "--ui=http"), "'http' is not an int");
    }

    @Test
    void protocolsAndOfficialFilesReachTheReport() throws IOException {
        Path official = Files.createDirectories(dir.resolve("official/transformed"));
        MatWriter.write(
                TransformedSet.of(digits.test(), new AffnistRecipe(1), 2).images(), official.resolve("test.mat"));
        Outcome outcome = affnist(
                data(),
                "--training=randomly-placed",
                "--homnist",
                "as-published",
                "--affnist-files",
                dir.resolve("official"),
                "--test-copies",
                2,
                "--seed",
                1);
        assertEquals(0, outcome.code(), outcome.err());
        JsonNode json =
                new ObjectMapper().readTree(out().resolve("metrics.json").toFile());
        assertEquals("RANDOMLY_PLACED", json.at("/protocol/training").asText());
        JsonNode model = json.get("models").get(0);
        assertEquals(200, model.at("/affnist/images").asInt());
        // The files hold the very images that the recipe makes.
        double accuracy = model.at("/accuracy/affnistRecipe").asDouble();
        assertEquals(accuracy, model.at("/affnist/accuracy").asDouble());
        String percent = String.format(java.util.Locale.ROOT, "%.2f%%", 100 * accuracy);
        assertTrue(outcome.out().contains(percent + "   " + percent), outcome.out());
        String html = Files.readString(out().resolve("report.html"));
        assertTrue(html.contains("each somewhere else in its frame in every epoch"), "the protocol");
        assertTrue(html.contains("<dd>as-published</dd>"), "the protocol");
        assertTrue(html.contains("200 images, 2 of each digit, SHA-256 "), "the files");
        assertFalse(html.contains("{{"), "every field is filled");
        String markdown = Files.readString(out().resolve("report.md"));
        assertTrue(markdown.contains("- protocol: training randomly-placed, homNIST recipe as-published"), markdown);
        assertTrue(markdown.contains("| upright | affNIST | affNIST recipe |"), markdown);
        String[] csv = Files.readString(out().resolve("metrics.csv")).split("\n", -1);
        assertTrue(csv[1].contains(",randomly-placed,as-published," + accuracy + ","), csv[1]);
        Outcome sides = run("report", out(), "-o", dir.resolve("sides"));
        assertTrue(sides.out().contains("| upright | affNIST | affNIST recipe |"), sides.out());

        Path study = Files.writeString(dir.resolve("s.yaml"), "title: T\nmodels: [mean]\nhomnist: as-published\n");
        Outcome ran = run("run", study, "--data", data(), "-o", dir.resolve("study"), "--homnist=corrected");
        assertEquals(0, ran.code(), ran.err());
        String page = Files.readString(dir.resolve("study/study.html"));
        assertTrue(page.contains("training just-centered, homNIST recipe corrected"), "the command counts");

        refused(affnist(data(), "--training", "upright"), "--training: expected just-centered or randomly-placed");
        refused(run("run", study, "--homnist", "haar"), "--homnist: expected corrected or as-published, got haar");
        refused(affnist(data(), "--affnist-files", dir), "no affNIST files of this part");
        refused(
                run("run", study, "--data", data(), "-o", out(), "--affnist-files", dir.resolve("nowhere")),
                "no affNIST files of this part");
    }

    @Test
    void modelsAreListed() {
        Outcome outcome = run("models");
        assertEquals(0, outcome.code(), outcome.err());
        List<String> lines = outcome.out().lines().toList();
        assertEquals(3, lines.size());
        assertEquals("mean              16,000         16.0  the nearest mean", lines.get(1));
        assertEquals("centred-mean      16,000            -  the same of centred images", lines.get(2));
    }

    @Test
    void helpAndVersion() {
        for (String[] arguments : new String[][] {{"--help"}, {"affnist", "--help"}, {"predict", "-h"}}) {
            Outcome outcome = run((Object[]) arguments);
            assertEquals(0, outcome.code());
            assertTrue(outcome.out().contains("Usage: lie4j"), outcome.out());
            assertTrue(outcome.out().lines().allMatch(line -> line.length() <= 100), outcome.out());
        }
        assertTrue(run("--version").out().startsWith("lie4j "));
    }

    @Test
    void wrongArguments() throws IOException {
        refused(
                run(),
                "no command given, expected affnist, run, models, report, predict, equivariance, apen, data or matrix");
        refused(run("afnist"), "afnist");
        Path data = data();
        refusedEarly(affnist(data, "--bogus"), "Unknown option: '--bogus'", "affnist --help");
        refusedEarly(affnist(data, "--epochs", "many"), "--epochs", "'many' is not an int");
        refusedEarly(affnist(data, "--epochs", 0), "--epochs 0, expected at least 1");
        refusedEarly(affnist(data, "--test-copies", 0), "--test-copies 0, expected at least 1");
        refusedEarly(affnist(data, "--train-size", -5), "--train-size -5, expected at least 1");
        refusedEarly(affnist(data, "--train-size", 601), "training size 601, expected at most the 600 digits");
        refusedEarly(affnist(data, "--model", "vit"), "unknown model vit, expected one of mean, centred-mean");
        refused(run("predict"), "Missing required options", "--model", "--images");
    }

    @Test
    void missingData() throws IOException {
        refusedEarly(
                affnist(dir.resolve("nowhere")), "nowhere: no such folder", "expected one with the four MNIST files");
        Path data = data();
        Files.delete(data.resolve("t10k-labels-idx1-ubyte"));
        refusedEarly(affnist(data), "no file t10k-labels-idx1-ubyte");
    }

    @Test
    void truncatedGzip() throws IOException {
        Path data = data();
        cut(data.resolve("train-images-idx3-ubyte.gz"));
        refusedEarly(affnist(data), "train-images-idx3-ubyte.gz: the gzip data ends early", "expected");
    }

    @Test
    void truncatedData() throws IOException {
        Path data = data();
        cut(data.resolve("t10k-images-idx3-ubyte"));
        refusedEarly(affnist(data), "t10k-images-idx3-ubyte: holds", "expected 100×28×28 = 78400");
    }

    private static void cut(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    }

    @Test
    void wrongMagic() throws IOException {
        Path data = data();
        Files.copy(
                data.resolve("t10k-labels-idx1-ubyte"),
                data.resolve("t10k-images-idx3-ubyte"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        refusedEarly(affnist(data), "magic number 0x00000801, expected 0x00000803 (images)");
    }

    @Test
    void giantDimensions() throws IOException {
        Path data = data();
        byte[] header = ByteBuffer.allocate(20)
                .putInt(0x803)
                .putInt(Integer.MAX_VALUE)
                .putInt(28)
                .putInt(28)
                .array();
        Files.write(data.resolve("t10k-images-idx3-ubyte"), header);
        refusedEarly(affnist(data), "the header claims 2147483647×28×28", "expected at most");
    }

    @Test
    void labelOutOfRange() throws IOException {
        Path data = data();
        Path labels = data.resolve("t10k-labels-idx1-ubyte");
        byte[] bytes = Files.readAllBytes(labels);
        bytes[8 + 42] = 77;
        Files.write(labels, bytes);
        refusedEarly(affnist(data), "label 77 at position 42, expected 0 to 9");
    }

    @Test
    void countsThatDiffer() throws IOException {
        Path data = data();
        IdxWriter.writeLabels(digits.test().slice(0, 99), data.resolve("t10k-labels-idx1-ubyte"));
        refusedEarly(affnist(data), "99 labels for the 100 images");
    }

    @Test
    void emptyFile() throws IOException {
        Path data = data();
        Files.write(data.resolve("t10k-images-idx3-ubyte"), new byte[0]);
        refusedEarly(affnist(data), "the file is empty, expected an IDX file");
    }

    @Test
    void anyFolderOfIdxFilesWillDo() throws IOException {
        Path data = Files.createDirectories(dir.resolve("letters"));
        byte[] pixels = new byte[40 * 20 * 17];
        byte[] labels = new byte[40];
        for (int i = 0; i < 40; i++) {
            labels[i] = (byte) (i % 2);
            for (int p = 0; p < 340; p++) {
                pixels[i * 340 + p] = (byte) ((p / 17 + i) % 3 == i % 2 ? 200 : 0);
            }
        }
        ImageSet letters = ImageSet.of("letters", 20, 17, pixels, labels);
        for (String part : new String[] {"train", "test"}) {
            IdxWriter.writeImages(letters, data.resolve(part + "-images-idx3-ubyte"));
            IdxWriter.writeLabels(letters, data.resolve(part + "-labels-idx1-ubyte"));
        }
        Outcome outcome = affnist(data, "--test-copies", 1, "--epochs", 1);
        assertEquals(0, outcome.code(), outcome.err());
    }

    @Test
    void imagesOfTheWrongSize() throws IOException {
        Path data = data();
        IdxWriter.writeImages(
                ImageSet.unlabelled("x", 32, 32, new byte[100 * 1024]), data.resolve("t10k-images-idx3-ubyte"));
        refusedEarly(affnist(data), "expected test images of 28×28 pixels as in training", "32×32");
    }

    @Test
    void unwritableOutput() throws IOException {
        Path data = data();
        Path file = Files.writeString(dir.resolve("a file"), "x");
        refused(run("affnist", "-m", "mean", "--data", data, "-o", file), "is a file, expected a folder");
        refused(
                run("affnist", "-m", "mean", "--data", data, "-o", file.resolve("below")),
                "cannot be written to, expected a folder");
        assertEquals("x", Files.readString(file));
    }

    @Test
    void predictRefusesWhatItCannotRead() throws IOException {
        assertEquals(0, affnist(data()).code());
        Path model = out().resolve("models/mean.lie4j");
        Path folder = Files.createDirectories(dir.resolve("pictures"));
        refused(run("predict", "-m", model, "-i", folder), "no PNG file in this folder");
        png(folder.resolve("big.png"), ImageSet.unlabelled("x", 41, 40, new byte[1640]), 0);
        refused(run("predict", "-m", model, "-i", folder), "big.png: 40×41 pixels, expected at most 40×40");
        Files.writeString(folder.resolve("big.png"), "not a picture");
        refused(run("predict", "-m", model, "-i", folder), "big.png: not a readable PNG file");
        refused(run("predict", "-m", model, "-i", dir.resolve("none")), "none: no such file or folder");
        Path idx = dir.resolve("my data/t10k-images-idx3-ubyte");
        refused(run("predict", "-m", dir.resolve("none"), "-i", idx), "none: no such file, expected a trained model");
        cut(model);
        refused(run("predict", "-m", model, "-i", idx), "not a model, expected one that 'affnist' wrote");
    }

    @Test
    void verboseShowsWhere() {
        Outcome outcome = run("predict", "-m", dir.resolve("m"), "-i", dir.resolve("i"), "--verbose");
        assertEquals(2, outcome.code());
        assertTrue(outcome.err().contains("BadDataException"), outcome.err());
        assertTrue(outcome.err().contains("\tat org.lie4j"), outcome.err());
    }

    @Test
    void theUnforeseenIsOneLineAndCodeOne() throws IOException {
        StringWriter err = new StringWriter();
        int code = Lie4j.commandLine(() -> {
                    throw new IllegalStateException("no backend\nat all");
                })
                .setErr(new PrintWriter(err))
                .execute("affnist", "--model", "mean", "--data", data().toString());
        assertEquals(1, code);
        assertEquals(
                "lie4j: unexpected error: IllegalStateException: no backend at all (--verbose shows where)",
                err.toString().strip());
    }
}
