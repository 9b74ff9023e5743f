package org.lie4j.eval.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.lie4j.eval.data.Mnist;
import org.lie4j.eval.report.ReportFiles;
import org.lie4j.eval.report.ResultTable;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.Experiment;
import org.lie4j.eval.run.ExperimentOptions;
import org.lie4j.eval.run.ExperimentResult;
import org.lie4j.eval.run.Listeners;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.ModelTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains on upright digits, tests on deformed ones, prints one table and writes the report. */
@Command(
        name = "affnist",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains models on upright digits alone and tests them on upright, affNIST-recipe and homNIST-recipe"
                    + " images of other digits. Prints one table and writes a report.",
            "Without options it uses 20,000 training and 2,000 test digits of MNIST that come with the program."
        })
final class AffnistCommand implements Callable<Integer> {
    private final Supplier<ModelTrainer> trainers;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-m", "--model"},
            split = ",",
            paramLabel = "NAME",
            defaultValue = "cnn,affine-frame",
            description =
                    "Models to train; './lie4j models' lists them. Several are separated by commas or by repeating the"
                            + " option. Default: ${DEFAULT-VALUE}.")
    private List<String> models = new ArrayList<>();

    @Mixin
    private DigitsOption digits;

    @Option(
            names = "--train-size",
            paramLabel = "N",
            description = "Training digits to use, in the proportions of the classes. Default: all.")
    private Integer trainSize;

    @Option(
            names = "--test-copies",
            paramLabel = "N",
            defaultValue = "4",
            description = "Deformed copies of each test digit, for each recipe. Default: ${DEFAULT-VALUE}.")
    private int testCopies;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description =
                    "Passes over the training digits. Default: 6, 10 from 40,000 digits on, more for fewer than 10,000.")
    private Integer epochs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random; the same seed gives the same table, except for times."
                    + " Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "runs/affnist",
            description =
                    "Folder for the report, the trained models and the checkpoints; what an earlier run left there"
                            + " is replaced. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--resume", description = "Go on from the last checkpoints in the output folder.")
    private boolean resume;

    @Mixin
    private CheckpointOption checkpointing;

    @Mixin
    private LivePageOption livePage;

    @Mixin
    private ProtocolOptions protocol;

    AffnistCommand(Supplier<ModelTrainer> trainers) {
        this.trainers = trainers;
    }

    @Override
    public Integer call() throws IOException {
        // Everything that can be wrong with the input is found out before the first minute of training.
        requireAtLeast("--train-size", trainSize, 1);
        requireAtLeast("--test-copies", testCopies, 1);
        requireAtLeast("--epochs", epochs, 1);
        protocol.protocol();
        Mnist all = digits.read();
        PrintWriter err = spec.commandLine().getErr();
        try (Interruption interruption = new Interruption(err)) {
            return run(all, checkpointing.checkpoints(Checkpoints.SECONDS, interruption), err);
        }
    }

    private int run(Mnist all, Checkpoints checkpoints, PrintWriter err) throws IOException {
        ExperimentOptions options = new ExperimentOptions(
                models.stream().distinct().map(AffnistCommand::spec).toList(),
                trainSize == null ? 0 : trainSize,
                testCopies,
                testCopies,
                epochs == null ? 0 : epochs,
                seed,
                out,
                resume,
                checkpoints,
                Words.of(spec),
                protocol.protocol(),
                protocol.affnist(all.test()));
        Experiment experiment = experiment(all, options);
        PrintWriter console = spec.commandLine().getOut();
        Path report;
        ExperimentResult result;
        try (Closeable claim = OutputFolder.claim(out);
                LivePageOption.Live live =
                        livePage.open("Affine MNIST", options.models().size(), err);
                Progress progress = Progress.on(err)) {
            result = experiment.run(Listeners.both(progress, live.log()));
            report = ReportFiles.write(result);
            live.log().finish("The report is in " + report + ".");
        }
        console.println();
        console.print(ResultTable.of(result).toText());
        console.println();
        console.println("report: " + report);
        console.flush();
        return 0;
    }

    private static ModelSpec spec(String name) {
        try {
            return ModelSpec.named(name);
        } catch (IllegalArgumentException e) {
            throw new UserError("--model " + name + ", expected a name of a model; './lie4j models' lists them", e);
        }
    }

    private Experiment experiment(Mnist all, ExperimentOptions options) {
        ModelTrainer trainer = trainers.get();
        try {
            return new Experiment(trainer, all, options);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private static void requireAtLeast(String option, Integer value, int least) {
        if (value != null && value < least) {
            throw new UserError(option + " " + value + ", expected at least " + least);
        }
    }
}
