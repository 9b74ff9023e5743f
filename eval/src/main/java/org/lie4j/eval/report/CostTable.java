package org.lie4j.eval.report;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lie4j.eval.metrics.Calibration;

/** What models cost, and how far their probabilities can be believed: one row for each. */
final class CostTable {
    private CostTable() {}

    static List<Map<String, Object>> rows(List<Metrics.Model> models) {
        return IntStream.range(0, models.size())
                .mapToObj(i -> {
                    Metrics.Model m = models.get(i);
                    return Map.<String, Object>of(
                            "dot", ReportCharts.dot(i),
                            "name", m.model(),
                            "values",
                                    List.of(
                                            Format.count(m.parameters()),
                                            m.multiplyAdds() == null ? "–" : Format.millions(m.multiplyAdds()),
                                            Format.duration(m.trainSeconds()),
                                            Format.count(Math.round(m.imagesPerSecond())),
                                            m.peakMemoryBytes() == null ? "–" : Format.gigabytes(m.peakMemoryBytes()),
                                            error(
                                                    m.calibration() == null
                                                            ? null
                                                            : m.calibration().upright()),
                                            error(
                                                    m.calibration() == null
                                                            ? null
                                                            : m.calibration().affnistRecipe()),
                                            error(
                                                    m.calibration() == null
                                                            ? null
                                                            : m.calibration().homnistRecipe())));
                })
                .toList();
    }

    private static String error(Calibration calibration) {
        return calibration == null ? "–" : Format.distance(calibration.expectedError());
    }
}
