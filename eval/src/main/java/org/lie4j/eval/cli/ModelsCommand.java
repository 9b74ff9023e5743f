package org.lie4j.eval.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.lie4j.eval.run.ModelDescription;
import org.lie4j.eval.run.ModelTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the models. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description =
                "Lists the models that can be trained: parameters, millions of multiply-adds to classify one image, and"
                        + " what each is. Files for 'run' may change their settings.")
final class ModelsCommand implements Callable<Integer> {
    private final Supplier<ModelTrainer> trainers;

    @Spec
    private CommandSpec spec;

    ModelsCommand(Supplier<ModelTrainer> trainers) {
        this.trainers = trainers;
    }

    @Override
    public Integer call() {
        List<ModelDescription> models = trainers.get().descriptions();
        int width = models.stream().mapToInt(m -> m.name().length()).max().orElse(0);
        PrintWriter console = spec.commandLine().getOut();
        console.println(line(width, "model", "parameters", "M mult-adds", "what it is"));
        for (ModelDescription m : models) {
            console.println(line(
                    width,
                    m.name(),
                    String.format(Locale.ROOT, "%,d", m.parameters()),
                    m.multiplyAdds().isPresent()
                            ? String.format(
                                    Locale.ROOT, "%,.1f", m.multiplyAdds().getAsLong() / 1e6)
                            : "-",
                    m.what()));
        }
        console.flush();
        return 0;
    }

    private static String line(int width, String name, String parameters, String multiplyAdds, String what) {
        return String.format(Locale.ROOT, "%-" + width + "s  %10s  %11s  %s", name, parameters, multiplyAdds, what);
    }
}
