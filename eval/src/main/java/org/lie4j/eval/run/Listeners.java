package org.lie4j.eval.run;

/** Two listeners as one. */
public final class Listeners {
    private Listeners() {}

    /**
     * Tells two listeners everything.
     *
     * @param first told first
     * @param second told second
     * @return the two as one
     */
    public static ExperimentListener both(ExperimentListener first, ExperimentListener second) {
        return new ExperimentListener() {
            @Override
            public void onTraining(String model) {
                first.onTraining(model);
                second.onTraining(model);
            }

            @Override
            public void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy) {
                first.onBatch(epoch, epochs, batch, batches, loss, accuracy);
                second.onBatch(epoch, epochs, batch, batches, loss, accuracy);
            }

            @Override
            public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {
                first.onEpoch(epoch, loss, accuracy, heldOut, seconds);
                second.onEpoch(epoch, loss, accuracy, heldOut, seconds);
            }

            @Override
            public void onTesting(String model, long images) {
                first.onTesting(model, images);
                second.onTesting(model, images);
            }

            @Override
            public void onTested(int images) {
                first.onTested(images);
                second.onTested(images);
            }

            @Override
            public void onResult(ModelResult result) {
                first.onResult(result);
                second.onResult(result);
            }
        };
    }
}
