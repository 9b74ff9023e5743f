package org.lie4j.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.run.Classifier;
import org.lie4j.eval.run.ModelDescription;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.ModelTrainer;
import org.lie4j.eval.run.TrainingListener;
import org.lie4j.eval.run.TrainingOptions;
import org.lie4j.eval.train.Dl4jTrainer;

/** The usual trainer, but that it kills the process that it runs in after a batch, once, if the environment names a file that is there. */
public final class HaltingTrainer implements ModelTrainer {
    static final String MARKER = "LIE4J_TEST_MARKER";

    private final Dl4jTrainer usual = new Dl4jTrainer();

    /** For executors. */
    public HaltingTrainer() {}

    @Override
    public List<String> models() {
        return usual.models();
    }

    @Override
    public List<ModelDescription> descriptions() {
        return usual.descriptions();
    }

    @Override
    public void check(ModelSpec model) {
        usual.check(model);
    }

    @Override
    public String backend() {
        return usual.backend();
    }

    @Override
    public Classifier load(Path file) throws IOException {
        return usual.load(file);
    }

    @Override
    public Classifier train(ModelSpec model, ImageSet train, TrainingOptions options, TrainingListener listener)
            throws IOException {
        return usual.train(model, train, options, new TrainingListener() {
            @Override
            public void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy) {
                String marker = System.getenv(MARKER);
                try {
                    if (marker != null && Files.deleteIfExists(Path.of(marker))) {
                        Runtime.getRuntime().halt(9);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                listener.onBatch(epoch, epochs, batch, batches, loss, accuracy);
            }

            @Override
            public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {
                listener.onEpoch(epoch, loss, accuracy, heldOut, seconds);
            }
        });
    }
}
