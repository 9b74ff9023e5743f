package org.lie4j.eval.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.Recipe;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.EpochStats;
import org.lie4j.eval.run.Share;
import org.lie4j.eval.run.StoppedException;
import org.lie4j.eval.run.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One training under way: from a checkpoint to the end, step by step, with a checkpoint every so often. */
final class Training {
    private static final int SIDE = Recipe.SIDE;

    /** Threads that make the next batch: an image takes 10 µs, a step of training thousands of times as long. */
    private static final int MAKERS =
            Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 4));

    private static final double NANOS = 1e9;

    private final Checkpoint.Plan plan;
    private final MultiLayerNetwork network;
    private final List<EpochStats> history;
    private final Checkpoint.Position start;
    private final Share share;
    private final Path folder;
    private final Checkpoints checkpoints;
    private final TrainingListener listener;
    private final Probe probe;
    private long written = System.nanoTime();

    Training(Checkpoint from, int batch, Share share, Path folder, Checkpoints checkpoints, TrainingListener listener) {
        this.plan = from.plan();
        this.network = from.network();
        this.history = new ArrayList<>(from.history());
        this.start = from.position();
        this.share = share;
        this.folder = folder;
        this.checkpoints = checkpoints;
        this.listener = listener;
        this.probe = new Probe(batch);
    }

    /**
     * Trains to the end.
     *
     * @param train the training digits
     * @param shown what an epoch shows of them
     * @throws StoppedException if it was asked to stop; its state is written
     */
    MultiLayerNetwork run(ImageSet train, IntFunction<EpochBatches.Maker> shown) throws IOException {
        history.forEach(this::tell);
        network.setListeners(probe);
        Checkpoint.Position position = start;
        for (int epoch = history.size() + 1; epoch <= plan.epochs(); epoch++) {
            EpochStats stats = epoch(train, shown.apply(epoch), epoch, position);
            position = Checkpoint.Position.START;
            history.add(stats);
            boolean last = epoch == plan.epochs();
            writeIfDue(Checkpoint.Position.START, last);
            tell(stats);
        }
        network.setListeners();
        return network;
    }

    /** Every image once in an order of the epoch's own, except for the few that do not fill a batch. */
    private EpochStats epoch(ImageSet train, EpochBatches.Maker maker, int epoch, Checkpoint.Position from)
            throws IOException {
        long begin = System.nanoTime();
        SplittableRandom random = new SplittableRandom(new SplittableRandom(plan.seed()).nextLong() + epoch);
        int batch = probe.labels().length;
        int[] order = share.of(shuffled(train.count(), random), batch);
        // Shares draw differently, also when they go on from a mean, which has one of their states alone.
        Nd4j.getRandom().setSeed(random.nextLong() + share.index() + (long) share.count() * from.batch());
        if (from.batch() > 0 && share.count() == 1) {
            Nd4j.getRandom().setStates(from.rootState(), from.nodeState());
        }
        int batches = order.length / batch;
        double loss = from.loss();
        double correct = from.correct();
        int[] rest = Arrays.copyOfRange(order, from.batch() * batch, order.length);
        try (EpochBatches ahead = new EpochBatches(train, maker, rest, batch, MAKERS)) {
            for (int b = from.batch(); b < batches; b++) {
                step(ahead.next());
                loss += probe.loss();
                correct += probe.correct();
                if (b + 1 < batches) {
                    writeIfDue(
                            new Checkpoint.Position(
                                    b + 1,
                                    loss,
                                    correct,
                                    from.seconds() + since(begin),
                                    Nd4j.getRandom().rootState(),
                                    Nd4j.getRandom().nodeState()),
                            false);
                }
                listener.onBatch(epoch, plan.epochs(), b + 1, batches, probe.loss(), (double) probe.correct() / batch);
            }
        }
        return new EpochStats(
                epoch, loss / batches, correct / (batches * batch), Double.NaN, from.seconds() + since(begin));
    }

    private void step(EpochBatches.Batch next) {
        int batch = probe.labels().length;
        float[] targets = new float[batch * ImageSet.CLASSES];
        for (int i = 0; i < batch; i++) {
            probe.labels()[i] = next.label(i);
            targets[i * ImageSet.CLASSES + next.label(i)] = 1;
        }
        try (INDArray x = Nd4j.create(next.pixels(), new long[] {batch, 1, SIDE, SIDE});
                INDArray y = Nd4j.create(targets, new long[] {batch, ImageSet.CLASSES})) {
            network.fit(x, y);
        }
    }

    /** Writes the state when it is time, at the end, and when asked to stop, which comes to pass then. */
    private void writeIfDue(Checkpoint.Position position, boolean last) throws IOException {
        boolean stop = !last && checkpoints.stop().getAsBoolean();
        if (last || stop || since(written) >= checkpoints.everySeconds()) {
            new Checkpoint(plan, List.copyOf(history), position, network).write(folder);
            written = System.nanoTime();
        }
        if (stop) {
            throw new StoppedException();
        }
    }

    private static double since(long nanoTime) {
        return (System.nanoTime() - nanoTime) / NANOS;
    }

    private void tell(EpochStats e) {
        listener.onEpoch(e.epoch(), e.trainLoss(), e.trainAccuracy(), e.heldOutAccuracy(), e.seconds());
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
