package org.lie4j.eval.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.EpochStats;
import org.lie4j.eval.run.Share;
import org.lie4j.eval.run.StoppedException;
import org.lie4j.eval.run.TrainingListener;
import org.nd4j.linalg.factory.Nd4j;

/** One training under way: from a checkpoint to the end, step by step, with a checkpoint every so often. */
public final class Training {
    private static final double NANOS = 1e9;

    private final Checkpoint.Plan plan;
    private final Network network;
    private final Steps steps;
    private final List<EpochStats> history;
    private final Checkpoint.Position start;
    private final Share share;
    private final Path folder;
    private final Checkpoints checkpoints;
    private final TrainingListener listener;
    private long written = System.nanoTime();

    /**
     * Goes on from a checkpoint, or begins.
     *
     * @param from where the training is
     * @param steps of the checkpoint's network
     * @param share what of each epoch it learns from
     * @param folder for checkpoints
     * @param checkpoints when to write one, and whether to stop
     * @param listener told of progress
     */
    public Training(
            Checkpoint from,
            Steps steps,
            Share share,
            Path folder,
            Checkpoints checkpoints,
            TrainingListener listener) {
        this.plan = from.plan();
        this.network = from.network();
        this.steps = steps;
        this.history = new ArrayList<>(from.history());
        this.start = from.position();
        this.share = share;
        this.folder = folder;
        this.checkpoints = checkpoints;
        this.listener = listener;
    }

    /**
     * Trains to the end.
     *
     * @throws StoppedException if it was asked to stop; its state is written
     * @throws IOException if a checkpoint cannot be written
     */
    public void run() throws IOException {
        history.forEach(this::tell);
        Checkpoint.Position position = start;
        for (int epoch = history.size() + 1; epoch <= plan.epochs(); epoch++) {
            EpochStats stats = epoch(epoch, position);
            position = Checkpoint.Position.START;
            history.add(stats);
            boolean last = epoch == plan.epochs();
            writeIfDue(Checkpoint.Position.START, last);
            tell(stats);
        }
    }

    /** Every example once in an order of the epoch's own, except for the few that do not fill a batch. */
    private EpochStats epoch(int epoch, Checkpoint.Position from) throws IOException {
        long begin = System.nanoTime();
        SplittableRandom random = new SplittableRandom(new SplittableRandom(plan.seed()).nextLong() + epoch);
        int batch = steps.batch();
        int[] order = share.of(shuffled(steps.examples(), random), batch);
        // Shares draw differently, also when they go on from a mean, which has one of their states alone.
        Nd4j.getRandom().setSeed(random.nextLong() + share.index() + (long) share.count() * from.batch());
        if (from.batch() > 0 && share.count() == 1) {
            Nd4j.getRandom().setStates(from.rootState(), from.nodeState());
        }
        int batches = order.length / batch;
        double loss = from.loss();
        double correct = from.correct();
        int[] rest = Arrays.copyOfRange(order, from.batch() * batch, order.length);
        try (Steps.Epoch left = steps.open(epoch, rest)) {
            for (int b = from.batch(); b < batches; b++) {
                left.step();
                loss += left.loss();
                correct += left.correct();
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
                listener.onBatch(
                        epoch, plan.epochs(), b + 1, batches, left.loss(), (double) left.correct() / steps.answers());
            }
        }
        return new EpochStats(
                epoch,
                loss / batches,
                correct / ((double) batches * steps.answers()),
                Double.NaN,
                from.seconds() + since(begin));
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
