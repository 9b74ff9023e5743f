package org.lie4j.eval.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lie4j.eval.data.AffnistTestSet;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.metrics.Evaluation;
import org.lie4j.eval.run.ExperimentResult;
import org.lie4j.eval.run.Gallery;
import org.lie4j.eval.run.ModelResult;
import org.lie4j.eval.run.Protocol;
import org.lie4j.eval.run.Provenance;

/**
 * The results as one page that needs nothing else: no network, no script, pictures and charts inside. It follows the
 * reader's light or dark setting, fits a phone and prints.
 */
public final class HtmlReport {
    private static final int GAP = 6;

    /** At most so wide is a kernel, and a row of them, in pixels. */
    private static final int KERNEL_WIDTH = 72;

    private static final int KERNELS_WIDTH = 440;

    private final ExperimentResult result;
    private final Metrics metrics;
    private final ReportCharts charts;

    private HtmlReport(ExperimentResult result) {
        this.result = result;
        this.metrics = Metrics.of(result);
        this.charts = new ReportCharts(metrics.models());
    }

    /**
     * Makes the page.
     *
     * @param result what was found
     * @return the HTML text
     */
    public static String of(ExperimentResult result) {
        return new HtmlReport(result).page();
    }

    private String page() {
        Map<String, Object> context = ModelSections.of(charts, metrics.models());
        context.put(
                "augmented", result.models().stream().anyMatch(m -> m.model().contains("augmented")));
        context.put("trainDigits", Format.count(result.trainDigits()));
        context.put("placed", placed(result.protocol()));
        context.put("testDigits", Format.count(result.testDigits()));
        context.put(
                "testCopies",
                result.testCopies() == 1 ? "one deformed copy" : result.testCopies() + " deformed copies");
        context.put("best", best());
        context.put("layers", layers());
        context.put(
                "hasKernels", result.models().stream().anyMatch(m -> m.kernels().isPresent()));
        context.put("kernels", kernels());
        context.put("confusionAffnist", charts.confusion("", Metrics.PerSet::affnistRecipe));
        context.put("confusionOthers", otherConfusions());
        context.put("galleryCopies", result.gallery().copiesEach());
        context.put(
                "hasCanonical",
                result.models().stream().anyMatch(m -> m.canonical().isPresent()));
        context.put("strips", strips());
        List<Map<String, Object>> hard = hard();
        context.put("hasHard", !hard.isEmpty());
        context.put("hard", hard);
        context.put("facts", facts());
        context.put("command", result.provenance().command());
        context.put("version", result.provenance().version());
        String names = result.models().stream().map(ModelResult::model).collect(Collectors.joining(", "));
        return Page.of("report", "Affine MNIST: " + names, context);
    }

    static String placed(Protocol protocol) {
        return protocol.training() == Protocol.Training.RANDOMLY_PLACED
                ? ", each somewhere else in its frame in every epoch"
                : "";
    }

    /** The model with the best accuracy on deformed images; nothing to say if there is but one. */
    private List<Map<String, Object>> best() {
        if (result.models().size() < 2) {
            return List.of();
        }
        ModelResult best = result.models().get(0);
        for (ModelResult model : result.models()) {
            best = model.affnist().accuracy() > best.affnist().accuracy() ? model : best;
        }
        Evaluation evaluation = best.affnist();
        return List.of(Map.of(
                "name", best.model(),
                "accuracy", Format.percent(evaluation.accuracy()),
                "interval", Format.percentRange(evaluation.interval())));
    }

    private List<Map<String, Object>> layers() {
        return result.models().stream()
                .flatMap(m -> m.equivariance().stream())
                .map(e -> Map.of(
                        "name", e.model(),
                        "legend", ReportCharts.legend(e.curves().get(0).errors().names()),
                        "charts", EquivarianceCharts.ofLayers(e.model(), Metrics.curves(e))))
                .toList();
    }

    private List<Map<String, Object>> kernels() {
        List<Map<String, Object>> pictures = new ArrayList<>();
        for (int i = 0; i < result.models().size(); i++) {
            ModelResult model = result.models().get(i);
            String dot = ReportCharts.dot(i);
            model.kernels()
                    .ifPresent(k -> pictures.add(Map.of(
                            "dot", dot,
                            "name", model.model(),
                            "width", Math.min(KERNELS_WIDTH, KERNEL_WIDTH * k.elements()),
                            "elements", KernelPictures.elements(k),
                            "src", KernelPictures.kernels(k),
                            "alt",
                                    "Kernels of " + model.model() + ": " + KernelPictures.shown(k) + " channels at "
                                            + k.elements() + " group elements")));
        }
        return pictures;
    }

    private List<Map<String, Object>> otherConfusions() {
        List<Map<String, Object>> all = new ArrayList<>(charts.confusion(", upright", Metrics.PerSet::upright));
        all.addAll(charts.confusion(", homNIST recipe", Metrics.PerSet::homnistRecipe));
        return all;
    }

    private List<Map<String, Object>> strips() {
        Gallery gallery = result.gallery();
        List<Map<String, Object>> strips = new ArrayList<>();
        strips.add(strip(false, "upright", gallery.upright(), "Upright digits"));
        for (int copy = 0; copy < gallery.copiesEach(); copy++) {
            String label = "copy " + (copy + 1);
            strips.add(strip(false, label, every(gallery.copies(), copy, gallery.copiesEach()), "Deformed " + label));
        }
        for (ModelResult model : result.models()) {
            model.canonical().ifPresent(forms -> {
                for (int copy = 0; copy < gallery.copiesEach(); copy++) {
                    strips.add(strip(
                            copy == 0,
                            model.model() + " sees copy " + (copy + 1),
                            every(forms, copy, gallery.copiesEach()),
                            "Canonical form of copy " + (copy + 1) + " in " + model.model()));
                }
            });
        }
        return strips;
    }

    private static Map<String, Object> strip(boolean rule, String label, ImageSet images, String what) {
        return Map.of(
                "rule", rule, "label", label, "src", Pictures.row(images, GAP), "alt", what + ": " + digits(images));
    }

    private static String digits(ImageSet images) {
        StringBuilder digits = new StringBuilder();
        for (int label : images.labels()) {
            digits.append(digits.isEmpty() ? "" : " ").append(label);
        }
        return digits.toString();
    }

    /** Every {@code step}-th image, beginning with {@code first}. */
    private static ImageSet every(ImageSet images, int first, int step) {
        int size = images.rows() * images.cols();
        int count = images.count() / step;
        byte[] pixels = new byte[count * size];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            images.copyTo(first + i * step, 1, pixels, i * size);
            labels[i] = (byte) images.label(first + i * step);
        }
        return ImageSet.of(images.name(), images.rows(), images.cols(), pixels, labels);
    }

    private List<Map<String, Object>> hard() {
        List<Map<String, Object>> sections = new ArrayList<>();
        for (int i = 0; i < result.models().size(); i++) {
            ModelResult model = result.models().get(i);
            if (!model.hardest().isEmpty()) {
                sections.add(Map.of(
                        "dot", ReportCharts.dot(i),
                        "name", model.model(),
                        "images",
                                model.hardest().stream()
                                        .map(HtmlReport::hardImage)
                                        .toList()));
            }
        }
        return sections;
    }

    private static Map<String, Object> hardImage(ModelResult.HardImage hard) {
        int label = hard.image().label(0);
        return Map.of(
                "src",
                Pictures.row(hard.image(), 0),
                "alt",
                "A " + label + " taken for " + hard.predicted(),
                "label",
                label,
                "predicted",
                hard.predicted(),
                "confidence",
                Format.number(100 * hard.confidence(), 1) + "%");
    }

    static String official(AffnistTestSet set) {
        return Format.count(set.count()) + " images, "
                + (set.copies() == 1
                        ? "which of them are of one digit is unknown (intervals are too narrow)"
                        : set.copies() + " of each digit")
                + ", SHA-256 " + set.checksum();
    }

    private List<Map<String, String>> facts() {
        Provenance p = result.provenance();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Training data", p.data());
        facts.put("SHA-256 of it", p.dataChecksum());
        facts.put("Test data", result.testData());
        facts.put("Training protocol", result.protocol().trainingName());
        facts.put("homNIST recipe", result.protocol().homnistName());
        result.affnist().ifPresent(set -> facts.put("affNIST files", official(set)));
        facts.put("Seed", Long.toString(p.seed()));
        facts.put("lie4j", p.version());
        facts.put("Backend", p.backend());
        facts.put("Java", p.jvm());
        facts.put("Processor", p.cpu());
        facts.put("System", p.os());
        facts.put("Date", p.date());
        return facts.entrySet().stream()
                .map(e -> Map.of("name", e.getKey(), "value", e.getValue()))
                .toList();
    }
}
