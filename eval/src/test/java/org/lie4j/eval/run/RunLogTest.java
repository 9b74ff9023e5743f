package org.lie4j.eval.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.lie4j.eval.metrics.Evaluation;

class RunLogTest {
    private final AtomicLong clock = new AtomicLong();

    private RunLog log(int trainings) {
        return new RunLog("a run", trainings, clock::get);
    }

    private void pass(double seconds) {
        clock.addAndGet(Math.round(seconds * 1e9));
    }

    private static Evaluation evaluation(int wrong) {
        int[] labels = new int[10];
        float[] probabilities = new float[100];
        for (int i = 0; i < 10; i++) {
            probabilities[10 * i + (i < wrong ? 1 : 0)] = 1;
        }
        return Evaluation.of(labels, probabilities, 1);
    }

    static ModelResult result(String model) {
        return new ModelResult(
                model,
                1,
                7,
                1,
                List.of(),
                evaluation(0),
                evaluation(2),
                evaluation(5),
                Optional.empty(),
                0,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Path.of("m"));
    }

    @Test
    void timeLeftIsThatOfTheStepsToCome() {
        RunLog log = log(3);
        log.onTraining("cnn");
        pass(100); // Preparing is no measure of a step.
        log.onBatch(1, 2, 1, 50, 2.5, 0.1);
        assertNull(log.snapshot().current().remainingSeconds(), "one step is none to measure");
        pass(9);
        log.onBatch(1, 2, 10, 50, 2, 0.2);
        RunLog.Snapshot now = log.snapshot();
        assertEquals(90, now.current().remainingSeconds(), 1e-9);
        assertEquals(0.1, now.current().share(), 1e-12);
        // Two more like this one, whose beginning counts.
        assertEquals(90 + 2 * (109 + 90), now.remainingSeconds(), 1e-9);
        assertEquals(109, now.elapsedSeconds(), 1e-9);

        log.onTesting("cnn", 1000);
        pass(2);
        log.onTested(250);
        assertEquals(6, log.snapshot().current().remainingSeconds(), 1e-9);
        assertTrue(log.snapshot().current().testing());
        log.onResult(result("cnn"));
        assertEquals(2 * 111, log.snapshot().remainingSeconds(), 1e-9);
        assertEquals(
                List.of(new RunLog.Finished("cnn", 1, 0.8, 0.5, 7, false)),
                log.snapshot().finished());
    }

    @Test
    void aResumedTrainingCountsFromWhereItGoesOn() {
        RunLog log = log(2);
        log.doneBefore(new RunLog.Finished("before", 1, 1, 1, 5, true));
        log.next("cnn, seed 2");
        log.onTraining("cnn");
        log.onEpoch(1, 1.5, 0.5, Double.NaN, 60);
        log.onBatch(2, 4, 6, 10, 1, 0.6);
        pass(4);
        log.onBatch(2, 4, 10, 10, 0.5, 0.8);
        log.onEpoch(2, 0.7, 0.7, Double.NaN, 60);
        RunLog.Snapshot now = log.snapshot();
        assertEquals("cnn, seed 2", now.current().name());
        assertEquals(20, now.current().remainingSeconds(), 1e-9);
        assertEquals(20, now.remainingSeconds(), 1e-9, "no other is left");
        assertEquals(
                List.of(
                        new LearningCurve.Point(1, 1.5, 0.5),
                        new LearningCurve.Point(1.6, 1, 0.6),
                        new LearningCurve.Point(2, 0.5, 0.8)),
                now.curves().get("cnn, seed 2"));
    }

    @Test
    void resultsOfTrainingsElsewhereComeWithoutTheirProgress() {
        RunLog log = log(2);
        log.onResult(result("cnn"));
        log.onResult(result("gl2"));
        RunLog.Snapshot snapshot = log.snapshot();
        assertEquals(
                List.of("cnn", "gl2"),
                snapshot.finished().stream().map(RunLog.Finished::name).toList());
        assertNull(snapshot.current());
    }

    @Test
    void aRunEndsOnce() {
        RunLog log = log(1);
        log.onTraining("cnn");
        log.finish("all done");
        log.stop("too late");
        assertEquals(RunLog.State.FINISHED, log.snapshot().state());
        assertEquals("all done", log.snapshot().note());
        assertNull(log.snapshot().current());
        RunLog other = log(1);
        other.stop("asked to");
        assertEquals(RunLog.State.STOPPED, other.snapshot().state());
    }

    @Test
    void onlyTheLastCurvesAreKept() {
        RunLog log = log(30);
        for (int i = 0; i < 30; i++) {
            log.onTraining("m" + i);
            log.onBatch(1, 1, 1, 1, 1, 1);
            log.onResult(result("m" + i));
        }
        assertEquals(8, log.snapshot().curves().size());
        assertTrue(log.snapshot().curves().containsKey("m29"));
        assertEquals(30, log.snapshot().finished().size());
    }
}
