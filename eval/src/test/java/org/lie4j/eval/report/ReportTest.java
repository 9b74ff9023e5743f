package org.lie4j.eval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.metrics.Evaluation;
import org.lie4j.eval.metrics.Interval;
import org.lie4j.eval.metrics.LayerErrors;
import org.lie4j.eval.metrics.Sensitivity;
import org.lie4j.eval.metrics.Sweep;
import org.lie4j.eval.run.EpochStats;
import org.lie4j.eval.run.EquivarianceResult;
import org.lie4j.eval.run.ExperimentResult;
import org.lie4j.eval.run.Gallery;
import org.lie4j.eval.run.GroupKernels;
import org.lie4j.eval.run.ModelResult;
import org.lie4j.eval.run.Protocol;
import org.lie4j.eval.run.Provenance;

class ReportTest {
    private static final int DIGITS = 20;

    @TempDir
    Path dir;

    /** {@code wrong} of the images are taken for the next class. */
    private static Evaluation evaluation(int copies, int wrong) {
        int[] labels = new int[DIGITS * copies];
        float[] probabilities = new float[labels.length * 10];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i / copies % 10;
            probabilities[10 * i + (i < wrong ? (labels[i] + 1) % 10 : labels[i])] = 1;
        }
        return Evaluation.of(labels, probabilities, copies);
    }

    private static ImageSet images(int count) {
        byte[] pixels = new byte[count * 1600];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            pixels[1600 * i + 820] = (byte) (250 - i);
            labels[i] = (byte) (i % 10);
        }
        return ImageSet.of("some", 40, 40, pixels, labels);
    }

    private static EquivarianceResult equivariance(String model) {
        List<EquivarianceResult.Curve> curves = new ArrayList<>();
        for (Sweep sweep : Sweep.ALL) {
            List<Double> layer =
                    sweep.values().stream().map(v -> 0.01 * Math.abs(v)).toList();
            List<Double> output = sweep.values().stream().map(v -> 0.75).toList();
            curves.add(new EquivarianceResult.Curve(
                    sweep, new LayerErrors(List.of("0 Layer", "output"), List.of(layer, output))));
        }
        return new EquivarianceResult(model, 32, curves);
    }

    private static ModelResult model(String name, int wrong, double heldOut, Optional<ImageSet> canonical) {
        Evaluation affnist = evaluation(2, wrong);
        return new ModelResult(
                name,
                1234,
                12.34,
                5678.4,
                List.of(new EpochStats(1, 0.5, 0.8, heldOut, 6), new EpochStats(2, 0.25, 0.9, heldOut, 6.34)),
                evaluation(1, 0),
                affnist,
                evaluation(2, wrong / 2),
                Optional.empty(),
                0.125,
                List.of(Sensitivity.of("rotation", "°", affnist, i -> i, 0, 40, 4)),
                wrong == 0 ? List.of() : List.of(new ModelResult.HardImage(images(1), 7, 0.987)),
                canonical,
                canonical.map(c -> GroupKernels.of(new double[] {1, 0, 0, 1, 0, -1, 1, 0}, 3, new float[] {
                    1, 0, 0, 0, 0, 0, 0, 0, -2, 0, 0, 1, 0, 0, 0, -2, 0, 0
                })),
                OptionalLong.of(12_345_678),
                OptionalLong.empty(),
                heldOut > 0 ? Optional.of(equivariance(name)) : Optional.empty(),
                Path.of("m"));
    }

    private static ExperimentResult result(String command, ModelResult... models) {
        return new ExperimentResult(
                Arrays.asList(models),
                new Gallery(images(10), images(20), 2),
                new Provenance("1.2", "a JVM", "an OS", "a CPU", "a backend", "data", "abc", 3, command, "today"),
                1000,
                DIGITS,
                "test data",
                2,
                Protocol.USUAL,
                Optional.empty(),
                Path.of("out"));
    }

    private static ExperimentResult two() {
        return result("run", model("cnn", 10, 0.7, Optional.empty()), model("frame", 4, 0.75, Optional.of(images(20))));
    }

    @Test
    void textTableIsAligned() {
        assertEquals("""
                                            affNIST  homNIST  invariance  train  images
                model  parameters  upright   recipe   recipe       error    [s]   per s
                -----------------------------------------------------------------------
                cnn         1,234  100.00%   75.00%   87.50%      0.1250   12.3   5,678
                frame       1,234  100.00%   90.00%   95.00%      0.1250   12.3   5,678
                """, ResultTable.of(two()).toText());
    }

    @Test
    void markdownHasTheTableAndItsOrigin() {
        String markdown = MarkdownReport.of(two());
        assertTrue(
                markdown.contains("| model | parameters | upright | affNIST recipe | homNIST recipe |"
                        + " invariance error | train [s] | images per s |\n| --- | ---: |"),
                markdown);
        assertTrue(markdown.contains("| cnn | 1,234 | 100.00% | 75.00% | 87.50% | 0.1250 | 12.3 | 5,678 |"), markdown);
        assertTrue(markdown.contains("- command: `run`"), markdown);
    }

    @Test
    void jsonLeavesOutWhatWasNotMeasured() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(Metrics.of(result("run", model("cnn", 10, Double.NaN, Optional.empty())))
                        .toJson());
        JsonNode model = json.get("models").get(0);
        assertEquals(0.75, model.get("accuracy").get("affnistRecipe").asDouble());
        assertEquals(0.875, model.get("accuracy").get("homnistRecipe").asDouble());
        assertFalse(model.get("epochs").get(0).has("heldOutAccuracy"));
        assertEquals(
                1, model.get("confusion").get("affnistRecipe").get(0).get(1).asInt() > 0 ? 1 : 0);
        assertEquals(3, model.get("seed").asInt());
        assertEquals("abc", model.get("provenance").get("dataChecksum").asText());
        assertEquals(1, json.get("schema").asInt());
    }

    @Test
    void namesAndCommandsAreEscaped() {
        String html = HtmlReport.of(
                result("./lie4j --data '<script>alert(1)</script>&'", model("a<b>&\"c\"", 3, 0.7, Optional.empty())));
        assertFalse(html.contains("<script"), "escaped");
        assertFalse(html.contains("a<b>"), "escaped");
        assertTrue(html.contains("&lt;script&gt;"));
    }

    @Test
    void chartsAreWellFormed() throws Exception {
        Matcher svg = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(HtmlReport.of(two()));
        int count = 0;
        while (svg.find()) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.group().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            assertFalse(svg.group().contains("NaN"), svg.group());
            count++;
        }
        assertTrue(count > 10, "charts: " + count);
    }

    @Test
    void picturesHoldThePixels() throws IOException {
        String uri = Pictures.row(images(3), 2);
        byte[] png = Base64.getDecoder().decode(uri.substring("data:image/png;base64,".length()));
        var raster = ImageIO.read(new ByteArrayInputStream(png)).getRaster();
        assertEquals(3 * 42 - 2, raster.getWidth());
        assertEquals(249, raster.getSample(42 + 20, 20, 0));
        assertEquals(0, raster.getSample(41, 20, 0));
    }

    @Test
    void aModelThatErrsNowhereAndTrainsForOneEpochIsNoFailure() {
        ModelResult perfect = model("perfect", 0, Double.NaN, Optional.empty());
        String html = HtmlReport.of(result("run", perfect));
        assertFalse(html.contains("Hardest images"));
        // Pictures are base64, where these letters mean nothing.
        assertFalse(html.replaceAll("base64,[^\"]*", "").contains("NaN"));
        ModelResult untrained = new ModelResult(
                "fixed",
                0,
                0,
                1,
                List.of(),
                perfect.upright(),
                perfect.affnist(),
                perfect.homnist(),
                Optional.empty(),
                0,
                perfect.sensitivities(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Path.of("m"));
        assertFalse(HtmlReport.of(result("run", untrained)).contains("Equivariance error"));
        assertFalse(HtmlReport.of(result("run", untrained)).contains("Learning curves"));
    }

    @Test
    void equivarianceErrorsAreDrawnAndWritten() throws IOException {
        ExperimentResult result =
                result("run", model("a", 1, 0.9, Optional.empty()), model("b", 1, Double.NaN, Optional.empty()));
        String html = HtmlReport.of(result);
        assertTrue(html.contains("Equivariance error"));
        assertTrue(html.contains("Layers of a") && !html.contains("Layers of b"));
        assertTrue(html.contains("output, rotation 40: 0.75"), "a hint at a mark");
        JsonNode models =
                new ObjectMapper().readTree(Metrics.of(result).toJson()).get("models");
        JsonNode rotation = models.get(0).get("equivarianceError").get(0);
        assertEquals("rotation", rotation.get("parameter").asText());
        assertEquals(-90, rotation.get("values").get(0).asDouble());
        assertEquals(0.9, rotation.get("errors").get("0 Layer").get(0).asDouble(), 1e-12);
        assertEquals(0, models.get(1).get("equivarianceError").size());
    }

    @Test
    void kernelsAreDrawnOverTheGroup() throws IOException {
        String html = HtmlReport.of(two());
        assertTrue(html.contains("Kernels of frame: 1 channels at 2 group elements"));
        assertFalse(html.contains("Kernels of cnn"));
        Matcher source = Pattern.compile("class=\"kernels\" src=\"data:image/png;base64,([^\"]*)")
                .matcher(html);
        assertTrue(source.find());
        var picture = ImageIO.read(new ByteArrayInputStream(
                Base64.getDecoder().decode(source.group(1).replace("&#x3D;", "="))));
        assertEquals(7, picture.getWidth());
        // Half as strong as the largest, which is below 0; between kernels nothing.
        assertEquals(128, picture.getRGB(0, 0) >>> 24);
        assertEquals(255, picture.getRGB(2, 2) >>> 24);
        assertEquals(0, picture.getRGB(3, 0) >>> 24);
        assertTrue((picture.getRGB(0, 0) & 0xff) > (picture.getRGB(0, 0) >> 16 & 0xff), "blue above 0");
        assertTrue((picture.getRGB(2, 2) & 0xff) < (picture.getRGB(2, 2) >> 16 & 0xff), "orange below");
    }

    @Test
    void costAndCalibrationAreWritten() throws IOException {
        String html = HtmlReport.of(two());
        assertTrue(html.contains("<td>12 M</td>"), "multiply-adds");
        assertTrue(html.contains("<td>–</td>"), "memory that is not known");
        Metrics metrics = Metrics.of(two());
        // Every probability is 1: the error is the share that is wrong.
        assertEquals(0.25, metrics.models().get(0).calibration().affnistRecipe().expectedError(), 1e-12);
        JsonNode model =
                new ObjectMapper().readTree(metrics.toJson()).get("models").get(0);
        assertEquals(12_345_678, model.get("multiplyAdds").asLong());
        assertFalse(model.has("peakMemoryBytes"));
        List<String> csv = MetricsCsv.of(metrics).lines().toList();
        assertEquals(3, csv.size());
        List<String> header = List.of(csv.get(0).split(",", -1));
        String[] cnn = csv.get(1).split(",", -1);
        assertEquals(header.size(), cnn.length);
        assertEquals("0.75", cnn[header.indexOf("affnistRecipe")]);
        assertEquals("", cnn[header.indexOf("peakMemoryBytes")]);
        assertEquals("a,\"b\"\"c,d\"\n", Csv.line("a", "b\"c,d"));
    }

    @Test
    void figuresAreReadAgain() throws IOException {
        Path file = dir.resolve("metrics.json");
        Metrics metrics = Metrics.of(two());
        Files.writeString(file, metrics.toJson());
        assertEquals(metrics, Metrics.read(file));
        // An earlier version had no calibration and knew of no costs.
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(metrics.toJson());
        json.get("models").forEach(m -> ((ObjectNode) m).remove(List.of("calibration", "multiplyAdds")));
        Files.writeString(file, json.toString());
        SideBySide read = SideBySide.read(List.of(dir));
        String page = Files.readString(read.write(dir));
        assertFalse(page.contains("Calibration</h2>"));
        assertFalse(page.replaceAll("base64,[^\"]*", "").contains("NaN"));
    }

    @Test
    void ticksAreRound() {
        assertEquals("0% 25% 50% 75% 100%", ticks(Axis.accuracy("", 0.1, 4)));
        assertEquals("98% 98.5% 99% 99.5% 100%", ticks(Axis.accuracy("", 0.981, 4)));
        assertEquals("1 2 3", ticks(Axis.counting("", 3)));
        assertEquals("1 5 10 15 20", ticks(Axis.counting("", 20)));
        assertEquals("1", ticks(Axis.counting("", 1)));
        assertEquals("0 5 10 15 20", ticks(Axis.exact("", 0, 20, 4, v -> Format.number(v, 2))));
    }

    private static String ticks(Axis axis) {
        List<String> texts = new ArrayList<>();
        axis.ticks().forEach(t -> texts.add(axis.text(t)));
        return String.join(" ", texts);
    }

    @Test
    void numbersReadTheSameEverywhere() {
        assertEquals("98.70%", Format.percent(0.987));
        assertEquals("–", Format.percent(Double.NaN));
        assertEquals("1,234,567", Format.count(1_234_567));
        assertEquals("12.0 s", Format.duration(12));
        assertEquals("2 min 5 s", Format.duration(125.2));
        assertEquals("1 h 1 min", Format.duration(3660));
        assertEquals("97.1–99.0%", Format.percentRange(new Interval(0.971, 0.99)));
        assertEquals("0", Format.number(-0.001, 2));
        assertEquals("100", Format.number(100, 0));
    }
}
