package org.lie4j.eval.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.lie4j.eval.run.ModelResult;

/** Progress as plain lines, for logs: one for each epoch or file, and one every half minute within a long one. */
final class LineProgress implements Progress {
    private static final long QUIET_NANOS = Duration.ofSeconds(30).toNanos();

    private final PrintWriter err;
    /** What is going on: a model, or a file. */
    private String model = "";

    private long length;
    private long lastLine = System.nanoTime();

    LineProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void onTraining(String name) {
        model = name;
        say(name + ": training");
    }

    @Override
    public void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy) {
        if (System.nanoTime() - lastLine > QUIET_NANOS) {
            say(String.format(
                    Locale.ROOT,
                    "%s: epoch %d/%d, batch %d/%d, loss %.4f%s",
                    model,
                    epoch,
                    epochs,
                    batch,
                    batches,
                    loss,
                    Messages.accuracy(accuracy, 1)));
        }
    }

    @Override
    public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {
        say(Messages.epoch(model, epoch, loss, accuracy, heldOut, seconds));
    }

    @Override
    public void onTesting(String name, long images) {
        say(name + ": testing on " + String.format(Locale.ROOT, "%,d", images) + " images");
    }

    @Override
    public void onTested(int images) {
        // The line that announced the test is enough: it takes seconds.
    }

    @Override
    public void onResult(ModelResult result) {
        say(Messages.result(result));
    }

    @Override
    public void onFile(String file, long bytes) {
        model = file;
        length = bytes;
        say(file + ": fetching" + (bytes < 0 ? "" : String.format(Locale.ROOT, " %,d bytes", bytes)));
    }

    @Override
    public void onBytes(long done) {
        if (System.nanoTime() - lastLine > QUIET_NANOS) {
            say(String.format(Locale.ROOT, "%s: %,d bytes", model, done)
                    + (length > 0 ? String.format(Locale.ROOT, ", %d%%", 100 * done / length) : ""));
        }
    }

    @Override
    public void close() {
        err.flush();
    }

    private void say(String line) {
        err.println(line);
        err.flush();
        lastLine = System.nanoTime();
    }
}
