package org.lie4j.eval.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lie4j.eval.points.PointExperiment;
import org.lie4j.eval.points.PointResult;

/** Progress of trainings on clouds. */
record PointProgress(Progress progress, PrintWriter err) implements PointExperiment.Listener {
    @Override
    public void onTraining(String name) {
        progress.onTraining(name);
    }

    @Override
    public void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy) {
        progress.onBatch(epoch, epochs, batch, batches, loss, accuracy);
    }

    @Override
    public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {
        progress.onEpoch(epoch, loss, accuracy, heldOut, seconds);
    }

    @Override
    public void onResult(PointResult result) {
        progress.close();
        err.println(result.model() + ", seed " + result.seed() + ": " + scores(result));
        err.flush();
    }

    private static String scores(PointResult result) {
        return result.scores().entrySet().stream().map(PointProgress::score).collect(Collectors.joining(", "));
    }

    private static String score(Map.Entry<String, PointResult.Score> test) {
        double miou = test.getValue().meanIou();
        return Double.isNaN(miou)
                ? String.format(
                        Locale.ROOT,
                        "%s accuracy %.1f%%",
                        test.getKey(),
                        100 * test.getValue().accuracy())
                : String.format(Locale.ROOT, "%s mIoU %.1f%%", test.getKey(), 100 * miou);
    }
}
