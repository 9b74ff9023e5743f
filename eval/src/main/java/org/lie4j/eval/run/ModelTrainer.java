package org.lie4j.eval.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lie4j.eval.data.ImageSet;

/** Knows the models: trains one by name and reads saved ones. */
public interface ModelTrainer {
    /**
     * The models that can be trained, in the order in which tables list them.
     *
     * @return names as on the command line
     */
    List<String> models();

    /**
     * What the models of {@link #models} are.
     *
     * @return a description of each, in the same order
     */
    List<ModelDescription> descriptions();

    /**
     * Finds out whether a model can be trained, before anything is done.
     *
     * @param model the model
     * @throws IllegalArgumentException if there is no model to begin as, or a setting is none that it knows or out of its range; the
     *     message says what was expected and what was found
     */
    void check(ModelSpec model);

    /**
     * What computes, for reports.
     *
     * @return for example the ND4J backend and its version
     */
    String backend();

    /**
     * Trains a model from its start, or from the last checkpoint if {@code options.resume()}.
     *
     * @param model the model
     * @param train labelled images of 40×40 pixels
     * @param options length, seed and checkpoints of the training
     * @param listener told of progress, on the calling thread
     * @return the trained model
     * @throws IOException if a checkpoint cannot be read or written
     * @throws IllegalArgumentException if the model does not pass {@link #check} or the images have another size
     */
    Classifier train(ModelSpec model, ImageSet train, TrainingOptions options, TrainingListener listener)
            throws IOException;

    /**
     * Makes one checkpoint of those that trainers of the shares of one model wrote after equally many steps: the means of parameters and of the optimiser's state.
     *
     * @param checkpointDirs their folders, at least one, in the order of the shares
     * @param into the folder for the mean; made when needed, may be one of them
     * @throws org.lie4j.eval.data.BadDataException if a checkpoint is missing or damaged, or they are not of one training at one step
     * @throws IOException if a checkpoint cannot be read or written
     * @throws UnsupportedOperationException if models of this trainer cannot be averaged
     */
    default void average(List<Path> checkpointDirs, Path into) throws IOException {
        throw new UnsupportedOperationException(getClass().getName() + " does not average models");
    }

    /**
     * Reads a model that {@link Classifier#save} wrote.
     *
     * @param file the model file
     * @return the model
     * @throws org.lie4j.eval.data.BadDataException if the file is no model, damaged, or of a version that this one does
     *     not read; the message says which and what was expected
     * @throws IOException if the file cannot be read
     */
    Classifier load(Path file) throws IOException;
}
