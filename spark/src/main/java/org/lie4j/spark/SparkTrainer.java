package org.lie4j.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.run.Classifier;
import org.lie4j.eval.run.ModelDescription;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.ModelTrainer;
import org.lie4j.eval.run.RunBackend;
import org.lie4j.eval.run.Share;
import org.lie4j.eval.run.StoppedException;
import org.lie4j.eval.run.TrainingListener;
import org.lie4j.eval.run.TrainingOptions;

/**
 * Trains on a cluster, stretch by stretch: a task takes a checkpoint and gives the next, which is kept here, so that neither a lost executor nor a killed
 * driver costs more than a stretch, and executors need no folder in common.
 */
final class SparkTrainer implements ModelTrainer {
    /** Longest stretch in seconds: what an executor that is lost costs, and how long a training is silent. */
    private static final double STRETCH = 30;

    private final Cluster cluster;
    private final ModelTrainer here;
    private final RunBackend.Averaging averaging;

    SparkTrainer(Cluster cluster, ModelTrainer here, RunBackend.Averaging averaging) {
        this.cluster = cluster;
        this.here = here;
        this.averaging = averaging;
    }

    @Override
    public List<String> models() {
        return here.models();
    }

    @Override
    public List<ModelDescription> descriptions() {
        return here.descriptions();
    }

    @Override
    public void check(ModelSpec model) {
        here.check(model);
    }

    @Override
    public String backend() {
        String shared = averaging.shares() == 1
                ? ""
                : ", mean of " + averaging.shares() + " every " + averaging.every() + " batches";
        return here.backend() + ", " + cluster.describe() + shared;
    }

    @Override
    public Classifier load(Path file) throws IOException {
        return new SparkClassifier(cluster, here, here.load(file));
    }

    @Override
    public void average(List<Path> checkpointDirs, Path into) throws IOException {
        here.average(checkpointDirs, into);
    }

    @Override
    public Classifier train(ModelSpec model, ImageSet train, TrainingOptions options, TrainingListener listener)
            throws IOException {
        if (options.share().count() > 1) {
            throw new IllegalArgumentException(
                    "expected a whole training, which the cluster shares out, got " + options.share());
        }
        Path folder = options.checkpointDir();
        if (!options.resume()) {
            clear(folder);
        }
        Broadcast<ImageSet> images = cluster.send(train);
        Map<String, byte[]> checkpoint = Folders.read(folder);
        long written = System.nanoTime();
        int told = 0;
        boolean finished = false;
        while (!finished) {
            if (options.checkpoints().stop().getAsBoolean()) {
                Folders.write(folder, checkpoint);
                throw new StoppedException();
            }
            List<Stretch.Outcome> outcomes = run(model, options, images, checkpoint);
            Stretch.Outcome first = outcomes.get(0);
            finished = first.finished();
            checkpoint = averaging.shares() == 1 ? first.checkpoint() : mean(outcomes);
            double since = (System.nanoTime() - written) / 1e9;
            if (finished
                    || averaging.shares() == 1
                    || since >= options.checkpoints().everySeconds()) {
                Folders.write(folder, checkpoint);
                written = System.nanoTime();
            }
            told = tell(outcomes, told, listener);
        }
        Share share = new Share(0, averaging.shares());
        // From a finished checkpoint there is nothing left to train.
        Classifier trained = here.train(
                model,
                train,
                new TrainingOptions(options.epochs(), options.seed(), folder, true, options.checkpoints())
                        .withPlacement(options.placement())
                        .withShare(share),
                new Untold());
        return new SparkClassifier(cluster, here, trained);
    }

    private List<Stretch.Outcome> run(
            ModelSpec model, TrainingOptions options, Broadcast<ImageSet> images, Map<String, byte[]> checkpoint)
            throws IOException {
        Stretch stretch = new Stretch(
                here.getClass().getName(),
                model.toJson().toString(),
                options.epochs(),
                options.seed(),
                options.placement(),
                averaging.shares(),
                averaging.shares() == 1
                        ? Stretch.seconds(
                                Math.min(STRETCH, options.checkpoints().everySeconds()))
                        : Stretch.steps(averaging.every()),
                images,
                checkpoint);
        List<Integer> shares = IntStream.range(0, averaging.shares()).boxed().toList();
        List<Stretch.Outcome> outcomes;
        try {
            outcomes = cluster.run(shares, stretch);
        } catch (IOException e) {
            // Ctrl-C ends Spark as well, whichever is first.
            if (options.checkpoints().stop().getAsBoolean()) {
                throw (StoppedException) new StoppedException().initCause(e);
            }
            throw e;
        }
        for (Stretch.Outcome outcome : outcomes) {
            if (outcome.refused() != null && outcome.badData()) {
                throw new BadDataException(options.checkpointDir() + ": " + outcome.refused());
            }
            if (outcome.refused() != null) {
                throw new IllegalArgumentException(outcome.refused());
            }
        }
        return outcomes;
    }

    private Map<String, byte[]> mean(List<Stretch.Outcome> outcomes) throws IOException {
        Path scratch = Folders.temporary("lie4j-mean");
        try {
            List<Path> folders = new ArrayList<>();
            for (Stretch.Outcome outcome : outcomes) {
                Path folder = scratch.resolve(Integer.toString(folders.size()));
                Folders.write(folder, outcome.checkpoint());
                folders.add(folder);
            }
            here.average(folders, scratch.resolve("mean"));
            return Folders.read(scratch.resolve("mean"));
        } finally {
            Folders.delete(scratch);
        }
    }

    /** Of several shares, their means. */
    private static int tell(List<Stretch.Outcome> outcomes, int told, TrainingListener listener) {
        int count = outcomes.size();
        Stretch.Outcome first = outcomes.get(0);
        if (first.last() != null) {
            listener.onBatch(
                    first.last().epoch(),
                    first.last().epochs(),
                    first.last().number(),
                    first.last().batches(),
                    outcomes.stream().mapToDouble(o -> o.last().loss()).sum() / count,
                    outcomes.stream().mapToDouble(o -> o.last().accuracy()).sum() / count);
        }
        for (int e = told; e < first.epochs().size(); e++) {
            int at = e;
            listener.onEpoch(
                    first.epochs().get(e).number(),
                    outcomes.stream()
                                    .mapToDouble(o -> o.epochs().get(at).loss())
                                    .sum()
                            / count,
                    outcomes.stream()
                                    .mapToDouble(o -> o.epochs().get(at).accuracy())
                                    .sum()
                            / count,
                    first.epochs().get(e).heldOut(),
                    outcomes.stream()
                            .mapToDouble(o -> o.epochs().get(at).seconds())
                            .max()
                            .orElseThrow());
        }
        return first.epochs().size();
    }

    private static void clear(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    Files.delete(file);
                }
            }
        }
    }

    /** For what was told before. */
    private static final class Untold implements TrainingListener {
        @Override
        public void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy) {}

        @Override
        public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {}
    }
}
