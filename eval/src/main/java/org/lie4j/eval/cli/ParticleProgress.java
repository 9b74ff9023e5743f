package org.lie4j.eval.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.lie4j.eval.points.ParticleExperiment;
import org.lie4j.eval.points.ParticleResult;

/** Progress of trainings on particles, where there is no accuracy. */
record ParticleProgress(Progress progress, PrintWriter err) implements ParticleExperiment.Listener {
    @Override
    public void onTraining(String name) {
        progress.onTraining(name);
    }

    @Override
    public void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy) {
        progress.onBatch(epoch, epochs, batch, batches, loss, Double.NaN);
    }

    @Override
    public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {
        progress.onEpoch(epoch, loss, Double.NaN, heldOut, seconds);
    }

    @Override
    public void onResult(ParticleResult result) {
        progress.close();
        err.println(String.format(
                Locale.ROOT,
                "%s, seed %d: mean square error %.5f as they are, %.5f turned",
                result.model(),
                result.seed(),
                result.test(),
                result.turned()));
        err.flush();
    }
}
