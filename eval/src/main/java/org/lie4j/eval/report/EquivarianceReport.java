package org.lie4j.eval.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.lie4j.eval.io.WholeFile;
import org.lie4j.eval.run.EquivarianceResult;
import org.lie4j.eval.run.Version;

/** The equivariance errors of one model as a page that needs nothing else, and as JSON. */
public final class EquivarianceReport {
    private EquivarianceReport() {}

    /**
     * Writes {@code equivariance.html} and {@code equivariance.json}, each whole or not at all.
     *
     * @param result what was measured
     * @param folder where to write, an existing folder
     * @return the path of the page
     * @throws IOException if a file cannot be written
     */
    public static Path write(EquivarianceResult result, Path folder) throws IOException {
        WholeFile.writeText(folder.resolve("equivariance.json"), Metrics.toJson(Metrics.curves(result)));
        Path page = folder.resolve("equivariance.html");
        WholeFile.writeText(
                page,
                Page.of(
                        "equivariance",
                        "Equivariance error: " + result.model(),
                        Map.of(
                                "model", result.model(),
                                "images", result.images(),
                                "version", Version.get(),
                                "legend",
                                        ReportCharts.legend(
                                                result.curves().get(0).errors().names()),
                                "charts", EquivarianceCharts.ofLayers(result.model(), Metrics.curves(result)))));
        return page;
    }
}
