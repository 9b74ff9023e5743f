package org.lie4j.eval.report;

import org.lie4j.eval.metrics.Interval;
import org.lie4j.eval.run.OfficialFigures;

/** The figures of an experiment as {@code metrics.csv}: one line for each model, for spreadsheets and scripts. */
final class MetricsCsv {
    private MetricsCsv() {}

    static String of(Metrics metrics) {
        StringBuilder text = new StringBuilder(Csv.line(
                "model",
                "seed",
                "trainDigits",
                "testDigits",
                "parameters",
                "multiplyAdds",
                "upright",
                "uprightLow95",
                "uprightHigh95",
                "affnistRecipe",
                "affnistRecipeLow95",
                "affnistRecipeHigh95",
                "homnistRecipe",
                "homnistRecipeLow95",
                "homnistRecipeHigh95",
                "invarianceError",
                "calibrationErrorUpright",
                "calibrationErrorAffnistRecipe",
                "calibrationErrorHomnistRecipe",
                "trainSeconds",
                "imagesPerSecond",
                "peakMemoryBytes",
                "version",
                "dataChecksum",
                "training",
                "homnistSampling",
                "affnist",
                "affnistLow95",
                "affnistHigh95"));
        for (Metrics.Model m : metrics.models()) {
            OfficialFigures official = m.affnist();
            Interval upright = m.accuracyInterval95().upright();
            Interval affnist = m.accuracyInterval95().affnistRecipe();
            Interval homnist = m.accuracyInterval95().homnistRecipe();
            text.append(Csv.line(
                    m.model(),
                    m.seed(),
                    metrics.trainDigits(),
                    metrics.testDigits(),
                    m.parameters(),
                    m.multiplyAdds(),
                    m.accuracy().upright(),
                    upright.low(),
                    upright.high(),
                    m.accuracy().affnistRecipe(),
                    affnist.low(),
                    affnist.high(),
                    m.accuracy().homnistRecipe(),
                    homnist.low(),
                    homnist.high(),
                    m.invarianceError(),
                    m.calibration().upright().expectedError(),
                    m.calibration().affnistRecipe().expectedError(),
                    m.calibration().homnistRecipe().expectedError(),
                    m.trainSeconds(),
                    m.imagesPerSecond(),
                    m.peakMemoryBytes(),
                    m.provenance().version(),
                    m.provenance().dataChecksum(),
                    metrics.protocol().trainingName(),
                    metrics.protocol().homnistName(),
                    official == null ? null : official.accuracy(),
                    official == null ? null : official.accuracyInterval95().low(),
                    official == null ? null : official.accuracyInterval95().high()));
        }
        return text.toString();
    }
}
