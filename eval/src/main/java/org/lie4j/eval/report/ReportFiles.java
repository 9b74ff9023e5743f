package org.lie4j.eval.report;

import java.io.IOException;
import java.nio.file.Path;
import org.lie4j.eval.io.WholeFile;
import org.lie4j.eval.run.ExperimentResult;
import org.lie4j.eval.run.OutcomesFile;

/** Writes every form of the report into the experiment's folder, each file whole or not at all. */
public final class ReportFiles {
    private ReportFiles() {}

    /**
     * Writes {@code metrics.json}, {@code metrics.csv}, {@code digits.csv}, {@code report.md} and {@code report.html}.
     *
     * @param result what was found
     * @return the path of {@code report.html}
     * @throws IOException if a file cannot be written
     */
    public static Path write(ExperimentResult result) throws IOException {
        Path html = result.out().resolve("report.html");
        Metrics metrics = Metrics.of(result);
        WholeFile.writeText(result.out().resolve("metrics.json"), metrics.toJson());
        WholeFile.writeText(result.out().resolve("metrics.csv"), MetricsCsv.of(metrics));
        WholeFile.writeText(result.out().resolve("report.md"), MarkdownReport.of(result));
        OutcomesFile.write(result);
        WholeFile.writeText(html, HtmlReport.of(result));
        return html;
    }
}
