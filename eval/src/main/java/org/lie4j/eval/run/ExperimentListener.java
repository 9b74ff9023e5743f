package org.lie4j.eval.run;

/** Told how an experiment goes. All calls come from the thread that runs it. */
public interface ExperimentListener extends TrainingListener {
    /**
     * A model's training begins.
     *
     * @param model its name
     */
    void onTraining(String model);

    /**
     * A model was trained and its test begins.
     *
     * @param model its name
     * @param images how many images it will be tested on
     */
    void onTesting(String model, long images);

    /**
     * Some more images were classified.
     *
     * @param images how many since the last call
     */
    void onTested(int images);

    /**
     * A model is done.
     *
     * @param result what was measured
     */
    void onResult(ModelResult result);
}
