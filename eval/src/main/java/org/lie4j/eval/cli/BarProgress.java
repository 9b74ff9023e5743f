package org.lie4j.eval.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.lie4j.eval.run.ModelResult;

/** Progress as a bar with the time left; a finished model leaves one line, a finished download none. */
final class BarProgress implements Progress {
    private static final int REFRESH_MILLIS = 250;
    private static final long UNKNOWN = -1;
    private static final long MEGABYTE = 1_000_000;

    private final PrintWriter err;
    private ProgressBar bar;

    BarProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void onTraining(String model) {
        // How long it is becomes known with the first batch.
        open(model + " training", UNKNOWN, " batches");
    }

    @Override
    public void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy) {
        bar.maxHint((long) epochs * batches);
        bar.stepTo((epoch - 1L) * batches + batch);
        bar.setExtraMessage(String.format(
                Locale.ROOT, "epoch %d/%d, loss %.3f%s", epoch, epochs, loss, Messages.accuracy(accuracy, 1)));
    }

    @Override
    public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {
        if (!Double.isNaN(heldOut)) {
            bar.setExtraMessage(String.format(Locale.ROOT, "epoch %d held-out %.2f%%", epoch, 100 * heldOut));
        }
    }

    @Override
    public void onTesting(String model, long images) {
        open(model + " testing", images, " images");
    }

    @Override
    public void onTested(int images) {
        bar.stepBy(images);
    }

    @Override
    public void onResult(ModelResult result) {
        close();
        err.println(Messages.result(result));
        err.flush();
    }

    @Override
    public void onFile(String file, long bytes) {
        open(file, bytes, " MB", MEGABYTE);
    }

    @Override
    public void onBytes(long done) {
        bar.stepTo(done);
    }

    private void open(String task, long length, String unit) {
        open(task, length, unit, 1);
    }

    private void open(String task, long length, String unit, long size) {
        close();
        bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(length)
                .setUnit(unit, size)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
