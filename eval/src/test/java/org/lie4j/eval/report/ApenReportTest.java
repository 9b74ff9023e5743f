package org.lie4j.eval.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.apen.data.CharacterDataset;
import org.lie4j.apen.data.CharacterOptions;
import org.lie4j.apen.data.CloudSet;
import org.lie4j.apen.data.EmbeddedMotion;
import org.lie4j.eval.metrics.MeanDeviation;

class ApenReportTest {
    private static final List<String> NAMES = List.of("<seat>", "left leg", "right leg");

    @TempDir
    private Path folder;

    private static Turntable small() {
        float[] x = {0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, -1};
        return Turntable.of("four & more", x)
                .withLabels("truth", new int[] {0, 1, 2, 1}, NAMES)
                .withLabels("prediction", new int[] {0, 1, 2, 2}, NAMES)
                .withValues("uncertainty", new double[] {0, 0.5, 0.999, 7}, 1);
    }

    @Test
    void pointsAndColoursAreInTheElement() {
        String html = small().html();
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(attribute(html, "data-points", 0)))
                .order(ByteOrder.LITTLE_ENDIAN);
        // The middle of the extremes is (1, ½, -½): the largest distance from it is √1.5.
        double scale = 32767 / Math.sqrt(1.5);
        double[] expected = {-1, -0.5, 0.5, 1, -0.5, 0.5, -1, 0.5, 0.5, -1, -0.5, -0.5};
        for (double e : expected) {
            assertEquals(e * scale, bytes.getShort(), 0.51);
        }
        assertArrayEquals(new byte[] {0, 2, 3, 2}, Base64.getDecoder().decode(attribute(html, "data-colours", 0)));
        assertArrayEquals(new byte[] {0, 2, 3, 3}, Base64.getDecoder().decode(attribute(html, "data-colours", 1)));
        assertArrayEquals(new byte[] {0, 3, 5, 5}, Base64.getDecoder().decode(attribute(html, "data-colours", 2)));
        assertEquals(12, count(html, "M\\d+ \\d+h0"), "every point in every view that stands still");
        assertTrue(html.contains("four &amp; more") && html.contains("&lt;seat&gt;") && !html.contains("<seat>"));
        assertEquals(2, count(html, "<ul class=\"swatches\">"), "one legend of labels, one of values");
    }

    private static String attribute(String html, String name, int which) {
        Matcher matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(html);
        for (int i = 0; i <= which; i++) {
            assertTrue(matcher.find());
        }
        return matcher.group(1);
    }

    private static int count(String text, String pattern) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }

    @Test
    void sidesShareAHueAndOthersDoNot() {
        int[] sided = Turntable.colours(List.of("torso", "head", "left arm", "right arm", "left leg", "right leg"));
        assertArrayEquals(new int[] {0, 2, 4, 5, 6, 7}, sided);
        int[] many = Turntable.colours(
                IntStream.range(0, 16).mapToObj(i -> "part " + i).toList());
        assertEquals(16, Arrays.stream(many).distinct().count());
    }

    @Test
    void largeCloudsAreThinned() {
        float[] x = new float[3 * 10_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) Math.sin(i);
        }
        String html = Turntable.of("large", x)
                .withLabels("one", new int[10_000], List.of("all"))
                .html();
        assertEquals(4096, Base64.getDecoder().decode(attribute(html, "data-colours", 0)).length);
    }

    @Test
    void badInputIsNamed() {
        assertThrows(IllegalArgumentException.class, () -> Turntable.of("x", new float[0]));
        assertThrows(IllegalArgumentException.class, () -> Turntable.of("x", new float[4]));
        assertThrows(IllegalArgumentException.class, () -> Turntable.of("x", new float[] {Float.NaN, 0, 0}));
        Turntable one = Turntable.of("x", new float[3]);
        assertThrows(IllegalArgumentException.class, () -> one.withLabels("l", new int[2], NAMES));
        assertThrows(IllegalArgumentException.class, () -> one.withLabels("l", new int[] {3}, NAMES));
        assertThrows(IllegalArgumentException.class, () -> one.withValues("v", new double[] {Double.NaN}, 1));
        assertThrows(IllegalArgumentException.class, () -> one.withValues("v", new double[1], 0));
        ApenReport.Model uneven = new ApenReport.Model("m", 1, List.of(List.of(1.0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ApenReport("t", "l", List.of(), List.of(uneven), List.of(), List.of(), Map.of(), "", ""));
    }

    static ApenReport report() throws IOException {
        CloudSet clouds = CharacterDataset.of(
                        CharacterOptions.defaults(1).withSize(1024, 3, 1), EmbeddedMotion.withGenerated(1, 1))
                .clouds();
        List<Turntable> turntables =
                IntStream.of(1, 9, 20).mapToObj(i -> shown(clouds, i)).toList();
        List<ApenReport.Column> columns =
                List.of(new ApenReport.Column("mIoU", true), new ApenReport.Column("Equivariance error", false));
        return new ApenReport(
                "Human motion",
                "Three made-up models.",
                columns,
                List.of(
                        new ApenReport.Model(
                                "pointnet", 41_234, List.of(List.of(0.7, 0.72, 0.71), List.of(0.5, 0.6, 0.55))),
                        new ApenReport.Model(
                                "apen", 40_010, List.of(List.of(0.9, 0.93, 0.9), List.of(0.05, 0.06, 0.07)))),
                List.of(new ApenReport.Curve(
                        "loss",
                        "epoch",
                        List.of(
                                new ApenReport.Line("apen", List.of(1.0, 2.0, 3.0), curve(0.9, 0.4, 0.3)),
                                new ApenReport.Line("pointnet", List.of(1.0, 2.0, 3.0), curve(1.1, 0.8, 0.7))))),
                turntables,
                Map.of("Seeds", "1, 2, 3"),
                "Motion: CMU.",
                "./lie4j apen");
    }

    private static List<MeanDeviation> curve(double... values) {
        return Arrays.stream(values)
                .mapToObj(v -> new MeanDeviation(v, 0.05, 3))
                .toList();
    }

    private static Turntable shown(CloudSet clouds, int i) {
        float[] x = new float[3 * clouds.points()];
        clouds.copyPoints(i, x, 0);
        int[] truth = clouds.labels(i).labels();
        int[] predicted = truth.clone();
        double[] doubt = new double[truth.length];
        for (int p = 0; p < truth.length; p++) {
            doubt[p] = Math.abs(x[3 * p]);
            predicted[p] = doubt[p] > 0.3 ? 0 : truth[p];
        }
        return Turntable.of("cloud " + i, x)
                .withLabels("truth", truth, clouds.labelNames())
                .withLabels("prediction", predicted, clouds.labelNames())
                .withValues("uncertainty", doubt, 0.5);
    }

    @Test
    void aPageNeedsNothingElseAndTheTableIsInBothForms() throws IOException {
        Path page = report().write(folder);
        String html = Files.readString(page);
        assertFalse(Pattern.compile("(src|href)=\"(?!data:|#)").matcher(html).find(), "something outside the page");
        assertFalse(html.contains("http://") || html.contains("https://") || html.contains("@import"));
        assertEquals(1, count(html, "<script>"));
        assertEquals(3, count(html, "<figure class=\"turntable\""));
        for (String cell : List.of("71.00% ± 1.00%", "91.00% ± 1.73%", "0.0600 ± 0.0100", "apen − pointnet")) {
            assertTrue(html.contains(cell), cell);
            assertTrue(Files.readString(folder.resolve("apen.md")).contains(cell), cell);
        }
        assertTrue(html.contains("+20.00% ± 1.00%"), "paired difference of the shares");
        assertTrue(html.length() < 400_000, "bytes: " + html.length());
    }
}
