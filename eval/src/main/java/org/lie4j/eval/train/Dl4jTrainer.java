package org.lie4j.eval.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.lie4j.eval.data.AffnistRecipe;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.Recipe;
import org.lie4j.eval.run.Classifier;
import org.lie4j.eval.run.ModelDescription;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.ModelTrainer;
import org.lie4j.eval.run.Placement;
import org.lie4j.eval.run.Share;
import org.lie4j.eval.run.TrainingListener;
import org.lie4j.eval.run.TrainingOptions;
import org.lie4j.kernels.CosineSchedule;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Trains the library's networks with Deeplearning4j: Adam with decoupled weight decay, a learning rate that falls
 * along a cosine. Every so often the whole state is written, so that a training can be killed at any moment and resumed, and
 * ends with the same weights as one that was not.
 */
public final class Dl4jTrainer implements ModelTrainer {
    private static final int SIDE = Recipe.SIDE;

    /** For the service loader. */
    public Dl4jTrainer() {}

    @Override
    public List<String> models() {
        return TrainedModels.names();
    }

    @Override
    public List<ModelDescription> descriptions() {
        return models().stream()
                .map(name -> {
                    Network network = start(TrainedModels.of(ModelSpec.named(name)), 1, 0);
                    return new ModelDescription(
                            name,
                            TrainedModels.what(name),
                            network.parameters(),
                            OptionalLong.of(network.multiplyAdds()));
                })
                .toList();
    }

    @Override
    public void check(ModelSpec model) {
        TrainedModels.of(model);
    }

    @Override
    public String backend() {
        String version = Nd4j.class.getPackage().getImplementationVersion();
        return "ND4J " + (version == null ? "" : version + " ")
                + Nd4j.getBackend().getClass().getSimpleName();
    }

    @Override
    public Classifier load(Path file) throws IOException {
        return Dl4jClassifier.load(file);
    }

    @Override
    public Classifier train(ModelSpec model, ImageSet train, TrainingOptions options, TrainingListener listener)
            throws IOException {
        TrainedModels.Recipe recipe = TrainedModels.of(model);
        if (train.rows() != SIDE || train.cols() != SIDE || !train.hasLabels() || train.count() == 0) {
            throw new IllegalArgumentException("training set: expected at least one labelled image of " + SIDE + "x"
                    + SIDE + ", got " + train.count() + (train.hasLabels() ? " labelled" : " unlabelled")
                    + " images of " + train.rows() + "x" + train.cols());
        }
        int batch = Math.min(recipe.batch(), train.count());
        int batches = train.count() / batch;
        int epochs = epochs(recipe, options, train.count(), batches);
        Share share = options.share();
        if (batches < share.count()) {
            throw new IllegalArgumentException("model " + model.name() + ": " + share.count() + " shares of " + batches
                    + " batches, expected at least one batch for each");
        }
        Checkpoint.Plan plan = new Checkpoint.Plan(
                model.toString(),
                epochs,
                options.seed(),
                shown(train, options.placement()),
                share.count() == 1 ? null : (Integer) share.count());
        Checkpoint checkpoint = Checkpoint.lastOrFirst(
                options.checkpointDir(),
                plan,
                options.resume(),
                () -> start(recipe, batches / share.count() * epochs, options.seed()));
        Network network = checkpoint.network();
        Steps steps = new ImageSteps(network, train, epoch -> shown(recipe, train, options, epoch), batch);
        new Training(checkpoint, steps, share, options.checkpointDir(), options.checkpoints(), listener).run();
        return new Dl4jClassifier(model.name(), network);
    }

    @Override
    public void average(List<Path> checkpointDirs, Path into) throws IOException {
        CheckpointMean.of(checkpointDirs).write(into);
    }

    /** A model's own number counts before the run's: it was asked for of this model. */
    private static int epochs(TrainedModels.Recipe recipe, TrainingOptions options, int images, int batches) {
        if (recipe.epochs() > 0) {
            return recipe.epochs();
        }
        return options.epochs() == 0 ? recipe.usualEpochs(images, batches) : options.epochs();
    }

    private static Network start(TrainedModels.Recipe recipe, int iterations, long seed) {
        CosineSchedule rate = new CosineSchedule(
                recipe.learningRate(), recipe.lastLearningRate(), (int) (recipe.warmUp() * iterations), iterations);
        return recipe.architecture().start(new Adam(rate), recipe.weightDecay(), seed);
    }

    /** The checksum of what is shown, as far as it is one with centred digits. */
    private static String shown(ImageSet train, Placement placement) {
        return train.checksum() + (placement.random() ? ", " + placement : "");
    }

    /**
     * What an epoch shows: another affNIST-recipe copy of every digit for augmented models, wherever others see it; the families of images that tests use are not among them.
     */
    private static EpochBatches.Maker shown(
            TrainedModels.Recipe recipe, ImageSet train, TrainingOptions options, int epoch) {
        long family = new SplittableRandom(Long.MIN_VALUE + options.seed()).nextLong() + epoch;
        if (recipe.augmented()) {
            return EpochBatches.Maker.of(train, new AffnistRecipe(family));
        }
        return options.placement()
                .recipe(family)
                .map(placed -> EpochBatches.Maker.of(train, placed))
                .orElseGet(() -> EpochBatches.Maker.of(train));
    }
}
