package org.lie4j.eval.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.lie4j.eval.points.PointExperiment;
import org.lie4j.eval.points.PointModel;
import org.lie4j.eval.run.Checkpoints;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains one network for clouds. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains one network for point clouds, and says how it does on clouds that it has not seen.")
final class ApenTrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PointDataOptions data;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "NAME",
            defaultValue = "apen",
            completionCandidates = NetworkNames.OfClouds.class,
            description = "The network: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private String model;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of data, weights and draws. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            defaultValue = "runs/apen-train",
            description = "Folder for the network and its checkpoints. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--resume", description = "Go on from the last checkpoint in the output folder.")
    private boolean resume;

    @Mixin
    private CheckpointOption checkpointing;

    @Override
    public Integer call() throws IOException {
        PointModel chosen = ApenCommand.model(model);
        PointExperiment experiment = data.experiment(List.of(chosen), List.of(seed), out);
        PrintWriter err = spec.commandLine().getErr();
        try (Closeable claim = OutputFolder.claim(out);
                Interruption interruption = new Interruption(err);
                Progress progress = Progress.on(err)) {
            experiment.run(
                    resume,
                    checkpointing.checkpoints(Checkpoints.SECONDS, interruption),
                    new PointProgress(progress, err));
        }
        PrintWriter console = spec.commandLine().getOut();
        console.println("model: " + PointExperiment.modelFile(experiment.folder(chosen, seed)));
        console.flush();
        return 0;
    }
}
