package org.lie4j.eval.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lie4j.eval.data.GeneratedSet;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.Manifest;
import org.lie4j.eval.data.Mnist;
import org.lie4j.eval.run.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a set by a recipe. */
@Command(
        name = "make",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a set of 40×40 images from digits by a recipe, and writes it for other programs, with a manifest"
                    + " that says how it was made.",
            "The same digits, recipe, seed and copies give the same images."
        })
final class DataMakeCommand implements Callable<Integer> {
    /** Which digits. */
    enum Part {
        /** Those to learn from. */
        TRAIN,
        /** Those to be judged on. */
        TEST
    }

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RECIPE",
            description = "just-centered, randomly-placed, affnist, homnist or homnist-as-published.")
    private String recipe;

    @Mixin
    private DigitsOption digits;

    @Option(
            names = "--part",
            paramLabel = "train|test",
            defaultValue = "test",
            description = "Which digits to make it from. Default: ${DEFAULT-VALUE}.")
    private Part part;

    @Option(
            names = "--copies",
            paramLabel = "N",
            defaultValue = "1",
            description = "Images of each digit. Default: ${DEFAULT-VALUE}.")
    private int copies;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Which of the recipe's families of images. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--format",
            paramLabel = "mat|idx",
            defaultValue = "mat",
            description = "One MATLAB file like affNIST's, or two gzipped IDX files like MNIST's."
                    + " Default: ${DEFAULT-VALUE}.")
    private GeneratedSet.Format format;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What the files' names begin with. Default: recipe, part and seed.")
    private String name;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Folder for the files. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Mnist all = digits.read();
        ImageSet from = part == Part.TRAIN ? all.train() : all.test();
        String given = name == null ? recipe + "-" + part.name().toLowerCase(Locale.ROOT) + "-" + seed : name;
        Path manifest;
        try {
            GeneratedSet set = new GeneratedSet(from, recipe, seed, copies);
            OutputFolder.prepare(out);
            manifest = set.write(format, out, given, "lie4j " + Version.get());
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
        Manifest written = Manifest.read(manifest);
        PrintWriter console = spec.commandLine().getOut();
        console.println(
                written.made().images() + " images, SHA-256 " + written.made().checksum());
        for (Manifest.Entry entry : written.files()) {
            console.println(entry.sha256() + "  " + out.resolve(entry.name()));
        }
        console.println("manifest: " + manifest);
        console.flush();
        return 0;
    }
}
