package org.lie4j.eval.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lie4j.eval.data.AffnistRecipe;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.Recipe;
import org.lie4j.eval.run.Classifier;
import org.lie4j.eval.run.EpochStats;
import org.lie4j.eval.run.ModelTrainer;
import org.lie4j.eval.run.TrainingListener;
import org.lie4j.eval.run.TrainingOptions;
import org.lie4j.kernels.CosineSchedule;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Trains the library's networks with Deeplearning4j: Adam with decoupled weight decay, batches of 64, a learning rate that falls
 * along a cosine. After an epoch the whole state is written (at most every ten seconds), so that a training can be killed at any moment and resumed, and
 * ends with the same weights as one that was not.
 */
public final class Dl4jTrainer implements ModelTrainer {
    private static final int SIDE = Recipe.SIDE;
    private static final int BATCH = 64;

    /** On small sets epochs are short: not each of them is worth a file. */
    private static final long CHECKPOINT_NANOS = Duration.ofSeconds(10).toNanos();

    /** Threads that make the next batch: an image takes 10 µs, a step of training thousands of times as long. */
    private static final int MAKERS =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 4));

    private static final double WEIGHT_DECAY = 0.02;

    /** For the service loader. */
    public Dl4jTrainer() {}

    @Override
    public List<String> models() {
        return TrainedModels.names();
    }

    @Override
    public String backend() {
        String version = Nd4j.class.getPackage().getImplementationVersion();
        return "ND4J " + (version == null ? "" : version + " ")
                + Nd4j.getBackend().getClass().getSimpleName();
    }

    @Override
    public Classifier load(Path file) throws IOException {
        return Dl4jClassifier.load(file);
    }

    @Override
    public Classifier train(String model, ImageSet train, TrainingOptions options, TrainingListener listener)
            throws IOException {
        TrainedModels.Recipe recipe = TrainedModels.named(model);
        if (train.rows() != SIDE || train.cols() != SIDE || !train.hasLabels() || train.count() == 0) {
            throw new IllegalArgumentException("training set: expected at least one labelled image of " + SIDE + "x"
                    + SIDE + ", got " + train.count() + (train.hasLabels() ? " labelled" : " unlabelled")
                    + " images of " + train.rows() + "x" + train.cols());
        }
        int batch = Math.min(BATCH, train.count());
        int batches = train.count() / batch;
        int epochs = options.epochs() == 0 ? TrainedModels.Recipe.epochs(train.count(), batches) : options.epochs();
        Checkpoint.Plan plan = new Checkpoint.Plan(model, epochs, options.seed(), train.checksum());
        Checkpoint checkpoint = options.resume() ? Checkpoint.readIfPresent(options.checkpointDir(), plan) : null;
        if (checkpoint == null) {
            Files.deleteIfExists(Checkpoint.file(options.checkpointDir()));
            checkpoint = new Checkpoint(plan, List.of(), start(recipe, batches * epochs, options.seed()));
        }
        MultiLayerNetwork network = checkpoint.network();
        List<EpochStats> history = new ArrayList<>(checkpoint.history());
        history.forEach(e -> tell(listener, e));
        Probe probe = new Probe(batch);
        network.setListeners(probe);
        long written = System.nanoTime() - CHECKPOINT_NANOS;
        for (int epoch = history.size() + 1; epoch <= epochs; epoch++) {
            EpochBatches.Maker maker =
                    recipe.augmented() ? deformed(train, options.seed(), epoch) : EpochBatches.Maker.of(train);
            EpochStats stats = epoch(network, train, maker, probe, epoch, epochs, options.seed(), listener);
            history.add(stats);
            boolean due = System.nanoTime() - written > CHECKPOINT_NANOS;
            if (due || epoch == epochs) {
                new Checkpoint(plan, List.copyOf(history), network).write(options.checkpointDir());
                written = System.nanoTime();
            }
            tell(listener, stats);
        }
        network.setListeners();
        return new Dl4jClassifier(model, network);
    }

    private static MultiLayerNetwork start(TrainedModels.Recipe recipe, int iterations, long seed) {
        CosineSchedule rate = new CosineSchedule(recipe.learningRate(), 0, iterations / 20, iterations);
        MultiLayerNetwork network = new MultiLayerNetwork(
                recipe.network().configuration(1, SIDE, SIDE, ImageSet.CLASSES, new Adam(rate), WEIGHT_DECAY, seed));
        network.init();
        return network;
    }

    private static void tell(TrainingListener listener, EpochStats e) {
        listener.onEpoch(e.epoch(), e.trainLoss(), e.trainAccuracy(), e.heldOutAccuracy(), e.seconds());
    }

    /** Another affNIST-recipe copy of every digit for each epoch; the families of images that tests use are not among them. */
    private static EpochBatches.Maker deformed(ImageSet train, long seed, int epoch) {
        long family = new SplittableRandom(Long.MIN_VALUE + seed).nextLong() + epoch;
        return EpochBatches.Maker.of(train, new AffnistRecipe(family));
    }

    /** Every image once in an order of the epoch's own, except for the few that do not fill a batch. */
    private static EpochStats epoch(
            MultiLayerNetwork network,
            ImageSet train,
            EpochBatches.Maker maker,
            Probe probe,
            int epoch,
            int epochs,
            long seed,
            TrainingListener listener) {
        long start = System.nanoTime();
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + epoch);
        int[] order = shuffled(train.count(), random);
        Nd4j.getRandom().setSeed(random.nextLong());
        int batch = probe.labels().length;
        int batches = train.count() / batch;
        double loss = 0;
        int correct = 0;
        try (EpochBatches ahead = new EpochBatches(train, maker, order, batch, MAKERS)) {
            for (int b = 0; b < batches; b++) {
                EpochBatches.Batch next = ahead.next();
                float[] targets = new float[batch * ImageSet.CLASSES];
                for (int i = 0; i < batch; i++) {
                    probe.labels()[i] = next.label(i);
                    targets[i * ImageSet.CLASSES + next.label(i)] = 1;
                }
                try (INDArray x = Nd4j.create(next.pixels(), new long[] {batch, 1, SIDE, SIDE});
                        INDArray y = Nd4j.create(targets, new long[] {batch, ImageSet.CLASSES})) {
                    network.fit(x, y);
                }
                loss += probe.loss();
                correct += probe.correct();
                listener.onBatch(epoch, epochs, b + 1, batches, probe.loss(), (double) probe.correct() / batch);
            }
        }
        return new EpochStats(
                epoch,
                loss / batches,
                (double) correct / (batches * batch),
                Double.NaN,
                (System.nanoTime() - start) / 1e9);
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
