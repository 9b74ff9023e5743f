package org.lie4j.eval.report;

import org.lie4j.eval.run.ExperimentResult;
import org.lie4j.eval.run.Provenance;

/** The results as Markdown, for pasting into an issue or a paper's repository. */
public final class MarkdownReport {
    private MarkdownReport() {}

    /**
     * Writes the table and where it comes from.
     *
     * @param result what was found
     * @return the Markdown text
     */
    public static String of(ExperimentResult result) {
        Provenance p = result.provenance();
        return """
                # Affine MNIST

                Trained on %s upright digits (%s)%s; tested on %s others (%s), upright and in %d deformed \
                copies each. The deformed images follow the published recipes of affNIST and homNIST; they are not \
                those data sets. Invariance error: mean total variation distance between the class probabilities of \
                an upright digit and of its affNIST-recipe copies.

                %s
                Confidence intervals (95%%), learning curves, confusion matrices and pictures: `report.html`; all \
                figures: `metrics.json`.

                - protocol: training %s, homNIST recipe %s
                %s- command: `%s`
                - seed: %d
                - training data: SHA-256 `%s`
                - lie4j %s, %s, %s
                - %s, %s
                - %s
                """.formatted(
                        Format.count(result.trainDigits()),
                        p.data(),
                        HtmlReport.placed(result.protocol()),
                        Format.count(result.testDigits()),
                        result.testData(),
                        result.testCopies(),
                        ResultTable.of(result).toMarkdown(),
                        result.protocol().trainingName(),
                        result.protocol().homnistName(),
                        result.affnist()
                                .map(set -> "- official affNIST files: " + HtmlReport.official(set) + "\n")
                                .orElse(""),
                        p.command(),
                        p.seed(),
                        p.dataChecksum(),
                        p.version(),
                        p.backend(),
                        p.jvm(),
                        p.cpu(),
                        p.os(),
                        p.date());
    }
}
