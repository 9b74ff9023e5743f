package org.lie4j.eval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.JustCentered;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.eval.report.EquivarianceReport;
import org.lie4j.eval.run.Classifier;
import org.lie4j.eval.run.EquivarianceResult;
import org.lie4j.eval.run.ModelTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how equivariant a trained model is. */
@Command(
        name = "equivariance",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the equivariance error of a model that 'affnist' trained, layer by layer, on upright test digits that"
                    + " are turned, sheared and scaled.",
            "Prints the mean and the largest error of each layer, and writes curves as HTML and JSON."
        })
final class EquivarianceCommand implements Callable<Integer> {
    private final Supplier<ModelTrainer> trainers;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "FILE",
            description = "A trained model, for example runs/affnist/models/affine-frame.lie4j.")
    private Path model;

    @Mixin
    private DigitsOption digits;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "100",
            description = "Test digits to show. Default: ${DEFAULT-VALUE}.")
    private int images;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "runs/equivariance",
            description = "Folder for equivariance.html and equivariance.json. Default: ${DEFAULT-VALUE}.")
    private Path out;

    EquivarianceCommand(Supplier<ModelTrainer> trainers) {
        this.trainers = trainers;
    }

    @Override
    public Integer call() throws IOException {
        if (images < 1) {
            throw new UserError("--images " + images + ", expected at least 1");
        }
        if (!Files.isRegularFile(model)) {
            throw new UserError(model + ": no such file, expected a trained model");
        }
        ImageSet shown = digits.read().test();
        if (images > shown.count()) {
            throw new UserError(
                    "--images " + images + ", expected at most the " + shown.count() + " test digits there are");
        }
        Classifier classifier = trainers.get().load(model);
        OutputFolder.prepare(out);
        ImageSet upright = TransformedSet.of(shown, JustCentered.INSTANCE, 1).images(0, images);
        EquivarianceResult result = EquivarianceResult.of(classifier, upright)
                .orElseThrow(() -> new UserError(model + ": the layers of this model cannot be looked into"));
        Path report = EquivarianceReport.write(result, out);
        PrintWriter console = spec.commandLine().getOut();
        for (EquivarianceResult.Curve curve : result.curves()) {
            console.println(curve.sweep().parameter());
            for (int i = 0; i < curve.errors().names().size(); i++) {
                List<Double> errors = curve.errors().errors().get(i);
                console.println(String.format(
                        Locale.ROOT,
                        "  %-30s mean %.4f  largest %.4f",
                        curve.errors().names().get(i),
                        errors.stream()
                                .mapToDouble(Double::doubleValue)
                                .average()
                                .orElse(0),
                        errors.stream().mapToDouble(Double::doubleValue).max().orElse(0)));
            }
        }
        console.println();
        console.println("report: " + report);
        console.flush();
        return 0;
    }
}
