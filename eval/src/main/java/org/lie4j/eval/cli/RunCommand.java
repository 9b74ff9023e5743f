package org.lie4j.eval.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.lie4j.eval.data.Mnist;
import org.lie4j.eval.report.ReportFiles;
import org.lie4j.eval.report.StudyReport;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.EpochStats;
import org.lie4j.eval.run.ExperimentResult;
import org.lie4j.eval.run.Listeners;
import org.lie4j.eval.run.ModelTrainer;
import org.lie4j.eval.run.RunBackend;
import org.lie4j.eval.run.RunLog;
import org.lie4j.eval.study.CellResult;
import org.lie4j.eval.study.Study;
import org.lie4j.eval.study.StudyFile;
import org.lie4j.eval.study.StudyListener;
import org.lie4j.eval.study.StudyRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a study: models, training sizes and seeds from a file. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the study that a file describes: every model on every number of training digits with every seed."
                    + " Prints means and standard deviations over the seeds, and writes them as HTML, Markdown and JSON.",
            "The file is YAML (or JSON) with the keys title, models, and optionally data, seeds, train-sizes (0 for all),"
                    + " epochs, affnist-copies, homnist-copies, training (just-centered or randomly-placed), homnist (corrected or"
                    + " as-published), affnist-files and checkpoint-every. A model is a name, or an object with a"
                    + " name of its own, the model that it begins as (from), and what is changed: group, elements, arc and"
                    + " turning (degrees), deviation, stretch, shift, channels, hidden, separable, epochs, learning-rate,"
                    + " last-learning-rate, warm-up (share of the steps), weight-decay, batch, augmented. Examples: eval/studies."
        })
final class RunCommand implements Callable<Integer> {
    private final Supplier<ModelTrainer> trainers;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The study.")
    private Path file;

    @Mixin
    private DigitsOption digits;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            description = "Folder for everything. Default: runs/ and the file's name.")
    private Path out;

    @Option(
            names = "--resume",
            description = "Keep the trainings that are done in the output folder, and go on from the last checkpoint of"
                    + " the one that was under way.")
    private boolean resume;

    @Mixin
    private CheckpointOption checkpointing;

    @Mixin
    private LivePageOption livePage;

    @Mixin
    private SparkOption spark;

    @Mixin
    private ProtocolOptions protocol;

    RunCommand(Supplier<ModelTrainer> trainers) {
        this.trainers = trainers;
    }

    @Override
    public Integer call() throws IOException {
        Study study = protocol.change(StudyFile.read(file));
        Mnist all = digits.read(study.data());
        Path folder =
                out == null ? Path.of("runs", file.getFileName().toString().replaceFirst("\\.\\w+$", "")) : out;
        PrintWriter err = spec.commandLine().getErr();
        try (Interruption interruption = new Interruption(err)) {
            Checkpoints checkpoints = checkpointing.checkpoints(study.checkpointEvery(), interruption);
            if (!spark.isAsked()) {
                return run(prepared(study, trainers.get(), all, folder, checkpoints, 1), study, folder, err);
            }
            try (RunBackend backend = spark.connect(trainers.get())) {
                StudyRun run = prepared(study, backend.trainer(), all, folder, checkpoints, backend.trainings());
                return run(run, study, folder, err);
            }
        }
    }

    private int run(StudyRun run, Study study, Path folder, PrintWriter err) throws IOException {
        List<CellResult> results;
        try (Closeable claim = OutputFolder.claim(folder);
                LivePageOption.Live live =
                        livePage.open(study.title(), study.cells().size(), err);
                Progress progress = Progress.on(err)) {
            RunLog log = live.log();
            results = run.run(resume, Listeners.both(progress, log), new Keeper(study, folder, err, log));
            log.finish("The report is in " + folder.resolve("study.html") + ".");
        }
        PrintWriter console = spec.commandLine().getOut();
        console.println();
        console.print(StudyReport.table(results));
        console.println();
        console.println("report: " + folder.resolve("study.html"));
        console.flush();
        return 0;
    }

    private StudyRun prepared(
            Study study, ModelTrainer trainer, Mnist all, Path folder, Checkpoints checkpoints, int trainings) {
        try {
            return new StudyRun(study, trainer, all, folder, checkpoints, Words.of(spec), trainings);
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": " + e.getMessage(), e);
        }
    }

    /** Says which training is next and writes what is found. */
    private record Keeper(Study study, Path folder, PrintWriter err, RunLog log) implements StudyListener {
        @Override
        public void onCell(int number, int count, Study.Cell cell, boolean done) {
            err.println("training " + number + " of " + count + ": " + words(cell) + (done ? ", done before" : ""));
            err.flush();
            log.next(words(cell));
        }

        private static String words(Study.Cell cell) {
            String digits = cell.trainSize() == 0 ? "all digits" : cell.trainSize() + " digits";
            return cell.model() + ", " + digits + ", seed " + cell.seed();
        }

        @Override
        public void onEpoch(Study.Cell cell, EpochStats e) {
            err.println(Messages.epoch(
                    cell.key(), e.epoch(), e.trainLoss(), e.trainAccuracy(), e.heldOutAccuracy(), e.seconds()));
            err.flush();
        }

        @Override
        public void onTested(Study.Cell cell) {
            err.println("tested: " + words(cell));
            err.flush();
            log.next(words(cell));
        }

        @Override
        public void onExperiment(ExperimentResult result) throws IOException {
            ReportFiles.write(result);
        }

        @Override
        public void onFigures(List<CellResult> results) throws IOException {
            CellResult last = results.get(results.size() - 1);
            if (log.snapshot().finished().size() < results.size()) {
                log.doneBefore(new RunLog.Finished(
                        words(last.cell()),
                        last.upright(),
                        last.affnistRecipe(),
                        last.homnistRecipe(),
                        last.trainSeconds(),
                        true));
            }
            StudyReport.write(study, results, folder);
        }
    }
}
