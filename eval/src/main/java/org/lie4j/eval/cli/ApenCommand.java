package org.lie4j.eval.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.lie4j.eval.points.PointExperiment;
import org.lie4j.eval.points.PointModel;
import org.lie4j.eval.points.PointReport;
import org.lie4j.eval.points.PointResult;
import org.lie4j.eval.report.ApenReport;
import org.lie4j.eval.run.Checkpoints;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains networks for clouds on moving bodies, rooms or furniture, tests them, prints one table and writes the report. */
@Command(
        name = "apen",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains networks for point clouds, and tests them on movements, rooms or furniture that they have not seen, upright and"
                    + " turned. Prints one table and writes a report with clouds that turn.",
            "Without options it segments moving bodies, on data that comes with the program, in minutes."
        })
final class ApenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PointDataOptions data;

    @Option(
            names = {"-m", "--model"},
            split = ",",
            paramLabel = "NAME",
            defaultValue = "pointnet,pointnet-so3,fa-pointnet,fa-pointnet-near,apen,apen-whole",
            completionCandidates = NetworkNames.OfClouds.class,
            description =
                    "Networks to train: ${COMPLETION-CANDIDATES}. Several are separated by commas or by repeating the"
                            + " option. Default: ${DEFAULT-VALUE}.")
    private List<String> models = new ArrayList<>();

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
            defaultValue = "runs/apen",
            description =
                    "Folder for the report, the trained networks and the checkpoints; what an earlier run left there is"
                            + " replaced. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--resume", description = "Go on from what an earlier run left in the output folder.")
    private boolean resume;

    @Mixin
    private CheckpointOption checkpointing;

    @Override
    public Integer call() throws IOException {
        PointExperiment experiment = data.experiment(
                models.stream().distinct().map(ApenCommand::model).toList(),
                seeds.stream().distinct().toList(),
                out);
        PrintWriter err = spec.commandLine().getErr();
        List<PointResult> results;
        try (Closeable claim = OutputFolder.claim(out);
                Interruption interruption = new Interruption(err);
                Progress progress = Progress.on(err)) {
            results = experiment.run(
                    resume,
                    checkpointing.checkpoints(Checkpoints.SECONDS, interruption),
                    new PointProgress(progress, err));
        }
        ApenReport report = PointReport.of(experiment, results, Words.of(spec));
        Path page = report.write(out);
        PrintWriter console = spec.commandLine().getOut();
        console.println();
        console.print(report.table());
        console.println();
        console.println("report: " + page);
        console.flush();
        return 0;
    }

    /** A network by its name. */
    static PointModel model(String name) {
        try {
            return PointModel.named(name);
        } catch (IllegalArgumentException e) {
            throw new UserError("--model " + name + ", expected one of " + String.join(", ", PointModel.names()), e);
        }
    }
}
