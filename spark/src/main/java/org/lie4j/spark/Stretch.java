package org.lie4j.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.Placement;
import org.lie4j.eval.run.Share;
import org.lie4j.eval.run.StoppedException;
import org.lie4j.eval.run.TrainingListener;
import org.lie4j.eval.run.TrainingOptions;

/**
 * Some steps of a training, as a task: from a checkpoint to the next, or to the end. Given the index of a share.
 *
 * @param trainer class of the trainer
 * @param model the model as JSON
 * @param epochs as in {@link TrainingOptions}
 * @param seed the seed
 * @param placement where the digits are shown
 * @param shares how many share the training
 * @param limit when the stretch ends
 * @param images the training set
 * @param checkpoint files of the checkpoint's folder; none for a training's start
 */
record Stretch(
        String trainer,
        String model,
        int epochs,
        long seed,
        Placement placement,
        int shares,
        Limit limit,
        Broadcast<ImageSet> images,
        Map<String, byte[]> checkpoint)
        implements Function<Integer, Stretch.Outcome> {
    /**
     * When a stretch ends; after one step at least.
     *
     * @param seconds after so much time, 0 or more; infinite for none
     * @param steps after so many steps, at least 1
     */
    record Limit(double seconds, int steps) implements Serializable {
        BooleanSupplier from(long start) {
            AtomicInteger done = new AtomicInteger();
            return () -> done.incrementAndGet() >= steps || System.nanoTime() - start >= seconds * 1e9;
        }
    }

    /** An epoch that is over. */
    record Epoch(int number, double loss, double accuracy, double heldOut, double seconds) implements Serializable {}

    /** The last batch. */
    record Batch(int epoch, int epochs, int number, int batches, double loss, double accuracy)
            implements Serializable {}

    /**
     * What a stretch came to.
     *
     * @param checkpoint files of the checkpoint's folder
     * @param finished whether the training is over
     * @param epochs all epochs so far, those before the stretch included
     * @param last the last batch, null if there was none
     * @param refused why input was refused, which no other attempt would change; null if it was not
     * @param badData whether it was a file
     */
    record Outcome(
            Map<String, byte[]> checkpoint,
            boolean finished,
            List<Epoch> epochs,
            Batch last,
            String refused,
            boolean badData)
            implements Serializable {}

    private static final class Recorder implements TrainingListener {
        private final List<Epoch> epochs = new ArrayList<>();
        private Batch last;

        @Override
        public void onBatch(int epoch, int all, int batch, int batches, double loss, double accuracy) {
            last = new Batch(epoch, all, batch, batches, loss, accuracy);
        }

        @Override
        public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {
            epochs.add(new Epoch(epoch, loss, accuracy, heldOut, seconds));
        }
    }

    @Override
    public Outcome call(Integer share) throws IOException {
        Path folder = Folders.temporary("lie4j-stretch");
        try {
            Folders.write(folder, checkpoint);
            return call(new Share(share, shares), folder);
        } finally {
            Folders.delete(folder);
        }
    }

    private Outcome call(Share share, Path folder) throws IOException {
        Recorder recorder = new Recorder();
        // Never written between: the stop writes it.
        Checkpoints stop = new Checkpoints(Double.POSITIVE_INFINITY, limit.from(System.nanoTime()));
        boolean finished = true;
        try {
            ModelSpec spec = ModelSpec.of(new ObjectMapper().readTree(model));
            Trainers.named(trainer)
                    .train(
                            spec,
                            images.value(),
                            new TrainingOptions(epochs, seed, folder, true, stop)
                                    .withPlacement(placement)
                                    .withShare(share),
                            recorder);
        } catch (StoppedException e) {
            finished = false;
        } catch (BadDataException e) {
            // Names the file where this task had it.
            String message = e.getMessage().replace(folder.toString(), "checkpoint");
            return new Outcome(Map.of(), false, List.of(), null, message, true);
        } catch (IllegalArgumentException e) {
            return new Outcome(Map.of(), false, List.of(), null, e.getMessage(), false);
        }
        return new Outcome(Folders.read(folder), finished, recorder.epochs, recorder.last, null, false);
    }

    /** A limit of time alone. */
    static Limit seconds(double seconds) {
        return new Limit(seconds, Integer.MAX_VALUE);
    }

    /** A limit of steps alone. */
    static Limit steps(int steps) {
        return new Limit(TimeUnit.DAYS.toSeconds(365), steps);
    }
}
