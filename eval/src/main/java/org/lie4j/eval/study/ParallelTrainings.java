package org.lie4j.eval.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.ExperimentResult;
import org.lie4j.eval.run.StoppedException;

/** Trainings by several threads, whose news reach listeners on the one thread that waits for them. When one fails the others write their state and stop. */
final class ParallelTrainings {
    private final int threads;
    private final Checkpoints checkpoints;
    private final List<Training> trainings = new ArrayList<>();
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    private int left;
    private Exception failure;

    /** News for a listener. */
    @FunctionalInterface
    interface Call {
        void make() throws IOException;
    }

    /** Does the work on a thread of its own; puts its news into {@code calls}. */
    @FunctionalInterface
    interface Work {
        ExperimentResult run(Checkpoints stop, BlockingQueue<Call> calls) throws IOException;
    }

    /** Takes what was found. */
    @FunctionalInterface
    interface Outcome {
        void accept(ExperimentResult result) throws IOException;
    }

    private record Training(Call begin, Work work, Outcome outcome) {}

    ParallelTrainings(int threads, Checkpoints checkpoints) {
        this.threads = threads;
        this.checkpoints = new Checkpoints(
                checkpoints.everySeconds(),
                () -> failed.get() || checkpoints.stop().getAsBoolean());
    }

    void add(Call begin, Work work, Outcome outcome) {
        trainings.add(new Training(begin, work, outcome));
    }

    /** Returns when all are over, with the first failure if there was one. */
    void run() throws IOException {
        left = trainings.size();
        ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "training");
            thread.setDaemon(true);
            return thread;
        });
        try {
            trainings.forEach(training -> pool.execute(() -> run(training)));
            while (left > 0) {
                take();
            }
        } finally {
            failed.set(true);
            pool.shutdownNow();
        }
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    private void take() {
        try {
            calls.take().make();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    /** A failure counts more than that the others were stopped for it. */
    private void fail(Exception e) {
        if (failure == null || (failure instanceof StoppedException && !(e instanceof StoppedException))) {
            failure = e;
        }
        failed.set(true);
    }

    private void run(Training training) {
        try {
            checkpoints.stopIfAsked();
            calls.add(training.begin);
            ExperimentResult result = training.work.run(checkpoints, calls);
            calls.add(() -> {
                left--;
                training.outcome.accept(result);
            });
        } catch (IOException | RuntimeException e) {
            calls.add(() -> {
                left--;
                fail(e);
            });
        } catch (Error e) {
            calls.add(() -> {
                left--;
                throw new IllegalStateException("a training failed: " + e, e);
            });
        }
    }
}
