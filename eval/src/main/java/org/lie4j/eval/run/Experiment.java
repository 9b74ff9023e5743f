package org.lie4j.eval.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.lie4j.eval.data.AffineDraw;
import org.lie4j.eval.data.AffnistRecipe;
import org.lie4j.eval.data.AffnistTestSet;
import org.lie4j.eval.data.HomnistRecipe;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.JustCentered;
import org.lie4j.eval.data.Mnist;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.eval.io.WholeFile;
import org.lie4j.eval.metrics.Evaluation;
import org.lie4j.eval.metrics.Sensitivity;

/**
 * The affine-MNIST experiment: models are trained on upright digits alone (those named augmented aside) and tested on upright, affNIST-recipe and
 * homNIST-recipe images of other digits, and on official affNIST images where there are some. All models see the same training digits and the same test images; the same seed
 * gives the same figures, except for times.
 */
public final class Experiment {
    private static final int HARDEST = 10;
    private static final int BINS = 6;

    /** Images for the equivariance errors. */
    private static final int SHOWN = 32;

    private final ModelTrainer trainer;
    private final Mnist digits;
    private final ExperimentOptions options;

    /**
     * Creates the experiment; nothing is run yet.
     *
     * @param trainer knows the models
     * @param digits what to train and test on
     * @param options what to do
     * @throws IllegalArgumentException if a model is unknown or has wrong settings, or more training digits are asked for than there are
     */
    public Experiment(ModelTrainer trainer, Mnist digits, ExperimentOptions options) {
        options.models().forEach(trainer::check);
        int have = digits.train().count();
        if (options.trainSize() > have) {
            throw new IllegalArgumentException(
                    "training size " + options.trainSize() + ", expected at most the " + have + " digits there are");
        }
        this.trainer = trainer;
        this.digits = digits;
        this.options = options;
    }

    /**
     * Trains, saves and tests every model in turn.
     *
     * @param listener told of progress
     * @return what was found
     * @throws StoppedException if it was asked to stop
     * @throws IOException if a checkpoint or model cannot be read or written
     */
    public ExperimentResult run(ExperimentListener listener) throws IOException {
        ImageSet chosen =
                options.trainSize() == 0 ? digits.train() : digits.train().stratified(options.trainSize());
        ImageSet train = TransformedSet.of(chosen, JustCentered.INSTANCE, 1).images();
        Provenance provenance = provenance(chosen);
        Gallery gallery = Gallery.of(digits.test(), new AffnistRecipe(options.seed()));
        List<ModelResult> results = new ArrayList<>();
        for (ModelSpec model : options.models()) {
            ModelResult result = run(model, train, gallery, provenance, listener);
            results.add(result);
            listener.onResult(result);
        }
        return new ExperimentResult(
                results,
                gallery,
                provenance,
                chosen.count(),
                digits.test().count(),
                digits.test().name(),
                options.testCopies(),
                options.protocol(),
                options.affnist(),
                options.out());
    }

    private ModelResult run(
            ModelSpec spec, ImageSet train, Gallery gallery, Provenance provenance, ExperimentListener listener)
            throws IOException {
        String model = spec.name();
        PeakMemory.reset();
        options.checkpoints().stopIfAsked();
        listener.onTraining(model);
        Recorder recorder = new Recorder(listener);
        Path checkpoints = options.out().resolve("checkpoints").resolve(model);
        // A process that was killed while it wrote a file left half of one under another name.
        WholeFile.sweep(options.out());
        WholeFile.sweep(options.out().resolve("models"));
        WholeFile.sweep(checkpoints);
        Classifier classifier = trainer.train(
                spec,
                train,
                new TrainingOptions(
                                options.epochs(), options.seed(), checkpoints, options.resume(), options.checkpoints())
                        .withPlacement(options.protocol()
                                .placement(digits.train().rows(), digits.train().cols())),
                recorder);
        Path file = options.out().resolve("models").resolve(model + ".lie4j");
        classifier.save(file, provenance);

        AffnistRecipe recipe = new AffnistRecipe(options.seed());
        TransformedSet upright = TransformedSet.of(digits.test(), JustCentered.INSTANCE, 1);
        TransformedSet affnist = TransformedSet.of(digits.test(), recipe, options.testCopies());
        TransformedSet homnist = TransformedSet.of(
                digits.test(),
                new HomnistRecipe(options.seed(), options.protocol().homnist()),
                options.homnistCopies());
        int official = options.affnist().map(AffnistTestSet::count).orElse(0);
        listener.onTesting(model, (long) upright.count() + affnist.count() + homnist.count() + official);
        Tester tester = new Tester(classifier, listener, options.checkpoints());
        Evaluation onUpright = tester.test(upright);
        Evaluation onAffnist = tester.test(affnist);
        Evaluation onHomnist = tester.test(homnist);
        Optional<Evaluation> onOfficial = Optional.empty();
        if (options.affnist().isPresent()) {
            onOfficial = Optional.of(tester.test(options.affnist().get()));
        }
        return new ModelResult(
                model,
                classifier.parameters(),
                recorder.seconds(),
                tester.imagesPerSecond(),
                recorder.epochs,
                onUpright,
                onAffnist,
                onHomnist,
                onOfficial,
                Evaluation.invarianceError(onUpright, onAffnist),
                sensitivities(onAffnist, recipe),
                hardest(onAffnist, affnist),
                canonical(classifier, gallery),
                classifier.kernels(),
                classifier.multiplyAdds(),
                PeakMemory.bytes(),
                EquivarianceResult.of(classifier, upright.images(0, Math.min(SHOWN, upright.count()))),
                file);
    }

    private List<Sensitivity> sensitivities(Evaluation evaluation, AffnistRecipe recipe) {
        AffineDraw[] draws = IntStream.range(0, evaluation.count())
                .parallel()
                .mapToObj(k -> recipe.draw(digits.test(), k / options.testCopies(), k % options.testCopies()))
                .toArray(AffineDraw[]::new);
        double degrees = Math.toDegrees(AffnistRecipe.MAX_ROTATION);
        IntToDoubleFunction shift = k -> Math.hypot(draws[k].translateX(), draws[k].translateY());
        double farthest =
                IntStream.range(0, draws.length).mapToDouble(shift).max().orElse(0);
        IntToDoubleFunction scale = k -> Math.sqrt(draws[k].scaleX() * draws[k].scaleY());
        return List.of(
                Sensitivity.of(
                        "rotation",
                        "°",
                        evaluation,
                        k -> Math.abs(Math.toDegrees(draws[k].rotation())),
                        0,
                        degrees,
                        BINS),
                Sensitivity.of(
                        "shear", "", evaluation, k -> Math.abs(draws[k].shear()), 0, AffnistRecipe.MAX_SHEAR, BINS),
                Sensitivity.of("scale", "", evaluation, scale, AffnistRecipe.MIN_SCALE, AffnistRecipe.MAX_SCALE, BINS),
                Sensitivity.of("translation", " px", evaluation, shift, 0, Math.max(1, Math.ceil(farthest)), BINS));
    }

    private static List<ModelResult.HardImage> hardest(Evaluation evaluation, TransformedSet set) {
        return IntStream.range(0, evaluation.count())
                .filter(k -> !evaluation.isCorrect(k))
                .boxed()
                .sorted(Comparator.comparingDouble(k -> evaluation.probability(k, evaluation.label(k))
                        - evaluation.probability(k, evaluation.predicted(k))))
                .limit(HARDEST)
                .map(k -> new ModelResult.HardImage(
                        set.images(k, k + 1),
                        evaluation.predicted(k),
                        evaluation.probability(k, evaluation.predicted(k))))
                .toList();
    }

    private static Optional<ImageSet> canonical(Classifier classifier, Gallery gallery) {
        ImageSet copies = gallery.copies();
        int pixels = copies.rows() * copies.cols();
        float[] images = new float[copies.count() * pixels];
        copies.copyTo(0, copies.count(), images, 0);
        return classifier.canonical(images, copies.count()).map(values -> {
            byte[] bytes = new byte[values.length];
            for (int i = 0; i < values.length; i++) {
                bytes[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, values[i])));
            }
            return ImageSet.of("canonical", copies.rows(), copies.cols(), bytes, labels(copies));
        });
    }

    private static byte[] labels(ImageSet set) {
        byte[] labels = new byte[set.count()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) set.label(i);
        }
        return labels;
    }

    private Provenance provenance(ImageSet train) {
        return new Provenance(
                Version.get(),
                Machine.jvm(),
                Machine.os(),
                Machine.cpu(),
                trainer.backend(),
                train.name(),
                train.checksum(),
                options.seed(),
                options.command(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Keeps what the epochs were and passes everything on. */
    private static final class Recorder implements TrainingListener {
        private final TrainingListener next;
        private final List<EpochStats> epochs = new ArrayList<>();

        Recorder(TrainingListener next) {
            this.next = next;
        }

        double seconds() {
            return epochs.stream().mapToDouble(EpochStats::seconds).sum();
        }

        @Override
        public void onBatch(int epoch, int all, int batch, int batches, double loss, double accuracy) {
            next.onBatch(epoch, all, batch, batches, loss, accuracy);
        }

        @Override
        public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {
            epochs.add(new EpochStats(epoch, loss, accuracy, heldOut, seconds));
            next.onEpoch(epoch, loss, accuracy, heldOut, seconds);
        }
    }
}
