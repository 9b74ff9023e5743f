package org.lie4j.eval.study;

import java.io.IOException;
import java.util.List;
import org.lie4j.eval.run.EpochStats;
import org.lie4j.eval.run.ExperimentResult;

/** Told how a study goes, and given what it finds. All calls come from the thread that runs it. */
public interface StudyListener {
    /**
     * A training is the next, or was done by an earlier run.
     *
     * @param number its number, from 1
     * @param count number of trainings in all
     * @param cell which it is
     * @param done whether it was done earlier
     */
    void onCell(int number, int count, Study.Cell cell, boolean done);

    /**
     * An epoch of one of several trainings that run side by side is done.
     *
     * @param cell which training
     * @param epoch the epoch
     */
    default void onEpoch(Study.Cell cell, EpochStats epoch) {}

    /**
     * One of several trainings that run side by side was tested: the result that comes next is its.
     *
     * @param cell which training
     */
    default void onTested(Study.Cell cell) {}

    /**
     * A training was tested; to be put into its folder, {@code result.out()}.
     *
     * @param result everything about it
     * @throws IOException if it cannot be kept
     */
    void onExperiment(ExperimentResult result) throws IOException;

    /**
     * The figures so far, after each training.
     *
     * @param results in the order of {@link Study#cells}, at least one
     * @throws IOException if they cannot be kept
     */
    void onFigures(List<CellResult> results) throws IOException;
}
