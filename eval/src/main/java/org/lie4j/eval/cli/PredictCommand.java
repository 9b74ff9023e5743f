package org.lie4j.eval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.NamedImages;
import org.lie4j.eval.data.Recipe;
import org.lie4j.eval.run.Classifier;
import org.lie4j.eval.run.ModelTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Classifies a user's own images with a trained model. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Classifies images with a model that 'affnist' trained.",
            "Prints one line for each image: its name, the digit, the probability of that digit, separated by tabs."
        })
final class PredictCommand implements Callable<Integer> {
    private static final int BATCH = 200;

    private final Supplier<ModelTrainer> trainers;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "FILE",
            description = "A trained model, for example runs/affnist/models/cnn.lie4j.")
    private Path model;

    @Option(
            names = {"-i", "--images"},
            required = true,
            paramLabel = "PATH",
            description =
                    "A folder of PNG files, one PNG file, an IDX file of images (plain or .gz), or a MATLAB file like affNIST's; light ink on"
                            + " dark paper, at most 40×40 pixels.")
    private Path images;

    PredictCommand(Supplier<ModelTrainer> trainers) {
        this.trainers = trainers;
    }

    @Override
    public Integer call() throws IOException {
        NamedImages named = NamedImages.read(images);
        if (!Files.isRegularFile(model)) {
            throw new UserError(model + ": no such file, expected a trained model");
        }
        Classifier classifier = trainers.get().load(model);
        PrintWriter console = spec.commandLine().getOut();
        ImageSet set = named.images();
        float[] pixels = new float[BATCH * Recipe.SIDE * Recipe.SIDE];
        float[] probabilities = new float[BATCH * ImageSet.CLASSES];
        for (int from = 0; from < set.count(); from += BATCH) {
            int number = Math.min(BATCH, set.count() - from);
            set.copyTo(from, number, pixels, 0);
            classifier.probabilities(pixels, number, probabilities);
            for (int i = 0; i < number; i++) {
                console.println(line(named.names().get(from + i), probabilities, i));
            }
        }
        console.flush();
        return 0;
    }

    private static String line(String name, float[] probabilities, int row) {
        int best = 0;
        for (int c = 1; c < ImageSet.CLASSES; c++) {
            if (probabilities[row * ImageSet.CLASSES + c] > probabilities[row * ImageSet.CLASSES + best]) {
                best = c;
            }
        }
        return name + "\t" + best + "\t"
                + String.format(Locale.ROOT, "%.4f", probabilities[row * ImageSet.CLASSES + best]);
    }
}
