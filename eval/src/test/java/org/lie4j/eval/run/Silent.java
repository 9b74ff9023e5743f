package org.lie4j.eval.run;

/** Says nothing. */
public final class Silent implements ExperimentListener {
    @Override
    public void onTraining(String model) {}

    @Override
    public void onTesting(String model, long images) {}

    @Override
    public void onTested(int images) {}

    @Override
    public void onResult(ModelResult result) {}

    @Override
    public void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy) {}

    @Override
    public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {}
}
