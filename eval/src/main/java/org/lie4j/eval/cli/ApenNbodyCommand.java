package org.lie4j.eval.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lie4j.eval.points.ParticleBudget;
import org.lie4j.eval.points.ParticleExperiment;
import org.lie4j.eval.points.ParticleModel;
import org.lie4j.eval.points.ParticleReport;
import org.lie4j.eval.points.ParticleResult;
import org.lie4j.eval.report.ApenReport;
import org.lie4j.eval.run.Checkpoints;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains graph networks on charged particles for an equal time, tests them, prints one table and writes the report. */
@Command(
        name = "nbody",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains graph networks to tell where five charges will be, each for the same time, and tests them on systems as they are"
                    + " and turned: gnn knows no rotations, gnn-so3 learns them from turned systems, fa-gnn averages over frames.",
            "Prints one table with the ratios of errors and writes a report. A time becomes a number of epochs by timing some steps"
                    + " first; without options all takes minutes."
        })
final class ApenNbodyCommand implements Callable<Integer> {
    private static final double MINUTES = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-m", "--model"},
            split = ",",
            paramLabel = "NAME",
            defaultValue = "gnn,gnn-so3,fa-gnn",
            completionCandidates = NetworkNames.OfParticles.class,
            description =
                    "Networks to train: ${COMPLETION-CANDIDATES}. Several are separated by commas or by repeating the"
                            + " option. Default: ${DEFAULT-VALUE}.")
    private List<String> models = new ArrayList<>();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Time of each training, fractions allowed. Default: 1.")
    private Double minutes;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the systems, in place of a time.")
    private Integer epochs;

    @Option(
            names = "--systems",
            paramLabel = "N",
            defaultValue = "3000",
            description = "Systems to learn from; two thirds as many are for validation, and for the test."
                    + " Default: ${DEFAULT-VALUE}.")
    private int systems;

    @Option(
            names = "--seed",
            split = ",",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Seeds of data, weights and draws; several give means and deviations. Default: ${DEFAULT-VALUE}.")
    private List<Long> seeds = new ArrayList<>();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "runs/nbody",
            description = "Folder for the report and the checkpoints; what an earlier run left there is replaced."
                    + " Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--resume", description = "Go on from what an earlier run left in the output folder.")
    private boolean resume;

    @Mixin
    private CheckpointOption checkpointing;

    @Override
    public Integer call() throws IOException {
        ParticleExperiment experiment = experiment();
        PrintWriter err = spec.commandLine().getErr();
        List<ParticleResult> results;
        try (Closeable claim = OutputFolder.claim(out);
                Interruption interruption = new Interruption(err);
                Progress progress = Progress.on(err)) {
            results = experiment.run(
                    resume,
                    checkpointing.checkpoints(Checkpoints.SECONDS, interruption),
                    new ParticleProgress(progress, err));
        }
        String command = Words.of(spec);
        ApenReport report = ParticleReport.of(experiment, results, command);
        ParticleReport.writeJson(experiment, results, command);
        Path page = report.write(out);
        PrintWriter console = spec.commandLine().getOut();
        console.println();
        console.print(report.table());
        console.println();
        ParticleReport.ratios(results).forEach(ratio -> console.println(ratio.text()));
        console.println("report: " + page);
        console.flush();
        return 0;
    }

    private ParticleExperiment experiment() {
        if (minutes != null && epochs != null) {
            throw new UserError("--minutes " + minutes + " --epochs " + epochs + ", expected one of the two");
        }
        if (minutes != null && !(minutes > 0 && minutes < Double.POSITIVE_INFINITY)) {
            throw new UserError("--minutes " + minutes + ", expected a positive number");
        }
        if (epochs != null && epochs < 1) {
            throw new UserError("--epochs " + epochs + ", expected at least 1");
        }
        if (systems < 1) {
            throw new UserError("--systems " + systems + ", expected at least 1");
        }
        ParticleBudget budget = epochs != null
                ? new ParticleBudget(0, epochs)
                : new ParticleBudget(minutes == null ? MINUTES : minutes, 0);
        return new ParticleExperiment(
                systems,
                models.stream().distinct().map(ApenNbodyCommand::model).toList(),
                seeds.stream().distinct().toList(),
                budget,
                out);
    }

    private static ParticleModel model(String name) {
        try {
            return ParticleModel.named(name);
        } catch (IllegalArgumentException e) {
            throw new UserError("--model " + name + ", expected one of " + String.join(", ", ParticleModel.names()), e);
        }
    }
}
