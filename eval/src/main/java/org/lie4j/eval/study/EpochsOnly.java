package org.lie4j.eval.study;

import java.util.concurrent.BlockingQueue;
import org.lie4j.eval.run.EpochStats;
import org.lie4j.eval.run.ExperimentListener;
import org.lie4j.eval.run.ModelResult;

/** Tells of the epochs of one of several trainings: news of single batches would come in a muddle. */
record EpochsOnly(Study.Cell cell, StudyListener listener, BlockingQueue<ParallelTrainings.Call> calls)
        implements ExperimentListener {
    @Override
    public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {
        calls.add(() -> listener.onEpoch(cell, new EpochStats(epoch, loss, accuracy, heldOut, seconds)));
    }

    @Override
    public void onTraining(String model) {}

    @Override
    public void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy) {}

    @Override
    public void onTesting(String model, long images) {}

    @Override
    public void onTested(int images) {}

    @Override
    public void onResult(ModelResult result) {}
}
