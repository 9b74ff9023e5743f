package org.lie4j.eval.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How a run of one or several trainings goes, for whoever wants to look while it does. The thread that runs it tells; any other thread may ask for a {@link #snapshot}, which
 * is all that the first one can ever wait for.
 */
public final class RunLog implements ExperimentListener {
    private static final double NANOS = 1e9;

    /** Curves that are kept: as many as pages have colours. */
    private static final int CURVES = 8;

    /** Whether the run goes on. */
    public enum State {
        /** It does. */
        RUNNING,
        /** It did all that it was to do. */
        FINISHED,
        /** It ended before that: it was asked to, or it failed. */
        STOPPED
    }

    /**
     * A run at one moment.
     *
     * @param title what it is
     * @param state whether it goes on
     * @param note how it ended; empty while it goes on
     * @param trainings how many trainings there are in all
     * @param finished those that are done, in order
     * @param current the one under way, or null
     * @param curves learning curves of the last few trainings, by name, in order
     * @param elapsedSeconds how long it has been going on
     * @param remainingSeconds about how long it will still take, or null while nobody can tell
     */
    public record Snapshot(
            String title,
            State state,
            String note,
            int trainings,
            List<Finished> finished,
            Current current,
            Map<String, List<LearningCurve.Point>> curves,
            double elapsedSeconds,
            Double remainingSeconds) {}

    /**
     * A training that is done.
     *
     * @param name which
     * @param upright accuracy on upright digits, 0 to 1
     * @param affnistRecipe accuracy on affNIST-recipe images
     * @param homnistRecipe accuracy on homNIST-recipe images
     * @param trainSeconds time spent in training
     * @param before whether an earlier run did it
     */
    public record Finished(
            String name,
            double upright,
            double affnistRecipe,
            double homnistRecipe,
            double trainSeconds,
            boolean before) {}

    /**
     * The training that is under way.
     *
     * @param name which
     * @param testing whether it is being tested already
     * @param epoch the epoch, from 1; 0 before the first step
     * @param epochs how many there will be
     * @param batch batches done of this epoch
     * @param batches batches of an epoch
     * @param loss mean loss of the last batch, or null before the first
     * @param accuracy its share classified correctly, or null before the first
     * @param share how much of the training, or of the test, is done, 0 to 1
     * @param remainingSeconds about how long that will still take, or null while nobody can tell
     */
    public record Current(
            String name,
            boolean testing,
            int epoch,
            int epochs,
            int batch,
            int batches,
            Double loss,
            Double accuracy,
            double share,
            Double remainingSeconds) {
        /** The same in its test. */
        private Current tested(double tested, Double remaining) {
            return new Current(name, true, epoch, epochs, batch, batches, loss, accuracy, tested, remaining);
        }
    }

    private final String title;
    private final int trainings;
    private final LongSupplier nanoTime;
    private final long began;
    private final List<Finished> finished = new ArrayList<>();
    private final Map<String, LearningCurve> curves = new LinkedHashMap<>();
    private State state = State.RUNNING;
    private String note = "";
    private String label = "";
    private Current current;

    /** Of what is under way: when the count began, where it was then, where it is, and where it ends. */
    private long since;

    private long first;
    private long done;
    private long all;
    private long trainingSince;
    private double trainedHere;
    private int countTrainedHere;

    /**
     * A run that begins now.
     *
     * @param title what it is
     * @param trainings how many trainings there are in all
     */
    public RunLog(String title, int trainings) {
        this(title, trainings, System::nanoTime);
    }

    RunLog(String title, int trainings, LongSupplier nanoTime) {
        this.title = title;
        this.trainings = trainings;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    /**
     * Says what the next training is called, or the next result of one that runs beside others, where its model's name is not enough.
     *
     * @param name for example "cnn, 1,000 digits, seed 2"
     */
    public synchronized void next(String name) {
        label = name;
    }

    /**
     * Adds a training that an earlier run did.
     *
     * @param training what it gave
     */
    public synchronized void doneBefore(Finished training) {
        finished.add(training);
    }

    /**
     * The run did all that it was to do.
     *
     * @param result where to find what it found
     */
    public synchronized void finish(String result) {
        end(State.FINISHED, result);
    }

    /**
     * The run ended, if it has not {@linkplain #finish finished}.
     *
     * @param reason why
     */
    public synchronized void stop(String reason) {
        if (state == State.RUNNING) {
            end(State.STOPPED, reason);
        }
    }

    private void end(State how, String why) {
        state = how;
        note = why;
        current = null;
    }

    @Override
    public synchronized void onTraining(String model) {
        String name = named(model);
        trainingSince = nanoTime.getAsLong();
        current = new Current(name, false, 0, 0, 0, 0, null, null, 0, null);
        curves.put(name, new LearningCurve());
        if (curves.size() > CURVES) {
            curves.remove(curves.keySet().iterator().next());
        }
        all = 0;
    }

    private String named(String model) {
        String name = label.isEmpty() ? model : label;
        label = "";
        return name;
    }

    @Override
    public synchronized void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy) {
        done = (epoch - 1L) * batches + batch;
        if (all == 0) {
            // What came before the first step, and before a resumption, tells nothing about the steps to come.
            since = nanoTime.getAsLong();
            first = done;
            all = (long) epochs * batches;
        }
        current = new Current(
                current.name, false, epoch, epochs, batch, batches, loss, accuracy, (double) done / all, remaining());
        curves.get(current.name).add((double) done / batches, loss, accuracy);
    }

    @Override
    public synchronized void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {
        if (all == 0) {
            // An epoch of before a resumption.
            curves.get(current.name).add(epoch, loss, accuracy);
        }
    }

    @Override
    public synchronized void onTesting(String model, long images) {
        since = nanoTime.getAsLong();
        first = 0;
        done = 0;
        all = images;
        current = current.tested(0, null);
    }

    @Override
    public synchronized void onTested(int images) {
        done += images;
        current = current.tested(Math.min(1, (double) done / all), remaining());
    }

    @Override
    public synchronized void onResult(ModelResult result) {
        // Of trainings side by side, which run elsewhere, nothing is told before the result.
        if (current != null) {
            trainedHere += (nanoTime.getAsLong() - trainingSince) / NANOS;
            countTrainedHere++;
        }
        finished.add(new Finished(
                current == null ? named(result.model()) : current.name,
                result.upright().accuracy(),
                result.affnist().accuracy(),
                result.homnist().accuracy(),
                result.trainSeconds(),
                false));
        current = null;
    }

    private Double remaining() {
        return done > first && done <= all
                ? (double) (nanoTime.getAsLong() - since) / NANOS / (done - first) * (all - done)
                : null;
    }

    /** A training takes as long as those that were done here did; the first, as long as it looks now. */
    private Double remainingInAll() {
        int later = trainings - finished.size() - (current == null ? 0 : 1);
        Double now = current == null ? Double.valueOf(0) : current.remainingSeconds;
        if (state != State.RUNNING || now == null || (countTrainedHere == 0 && (current == null || current.testing))) {
            return null;
        }
        double each = countTrainedHere > 0
                ? trainedHere / countTrainedHere
                : (nanoTime.getAsLong() - trainingSince) / NANOS + now;
        return now + Math.max(0, later) * each;
    }

    /**
     * How it stands.
     *
     * @return a copy that does not change
     */
    public synchronized Snapshot snapshot() {
        Map<String, List<LearningCurve.Point>> points = new LinkedHashMap<>();
        curves.forEach((name, curve) -> points.put(name, curve.points()));
        return new Snapshot(
                title,
                state,
                note,
                trainings,
                List.copyOf(finished),
                current,
                points,
                (nanoTime.getAsLong() - began) / NANOS,
                remainingInAll());
    }
}
