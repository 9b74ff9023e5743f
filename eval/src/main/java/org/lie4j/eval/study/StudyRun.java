package org.lie4j.eval.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.lie4j.eval.data.AffnistTestSet;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.data.Mnist;
import org.lie4j.eval.io.WholeFile;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.Experiment;
import org.lie4j.eval.run.ExperimentListener;
import org.lie4j.eval.run.ExperimentOptions;
import org.lie4j.eval.run.ExperimentResult;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.ModelTrainer;
import org.lie4j.eval.run.OfficialFigures;

/**
 * Runs a study training by training. Each one has a folder with its report, model and checkpoints, and a file with its figures that is written last:
 * a study that was killed goes on with the training that was under way, from that one's last checkpoint.
 */
public final class StudyRun {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String FIGURES = "figures.json";

    private final Study study;
    private final ModelTrainer trainer;
    private final Mnist digits;
    private final Path out;
    private final Checkpoints checkpoints;
    private final String command;
    private final int trainings;
    private Optional<AffnistTestSet> affnist = Optional.empty();

    /**
     * Creates the run; nothing happens yet.
     *
     * @param study what to compare
     * @param trainer knows the models
     * @param digits what to train and test on
     * @param out the folder for everything
     * @param checkpoints when trainings write their state, and whether to stop
     * @param command the command line, for reports
     * @throws IllegalArgumentException if a model is unknown or more training digits are asked for than there are
     */
    public StudyRun(
            Study study, ModelTrainer trainer, Mnist digits, Path out, Checkpoints checkpoints, String command) {
        this(study, trainer, digits, out, checkpoints, command, 1);
    }

    /**
     * Creates a run with several trainings side by side; nothing happens yet.
     *
     * @param study what to compare
     * @param trainer knows the models; asked by several threads at once
     * @param digits what to train and test on
     * @param out the folder for everything
     * @param checkpoints when trainings write their state, and whether to stop
     * @param command the command line, for reports
     * @param trainings how many run at once, at least 1; changes the order of results alone
     * @throws IllegalArgumentException if a model is unknown, more training digits are asked for than there are, or {@code trainings} is below 1
     */
    public StudyRun(
            Study study,
            ModelTrainer trainer,
            Mnist digits,
            Path out,
            Checkpoints checkpoints,
            String command,
            int trainings) {
        if (trainings < 1) {
            throw new IllegalArgumentException("expected at least 1 training at once, got " + trainings);
        }
        this.trainings = trainings;
        this.study = study;
        this.trainer = trainer;
        this.digits = digits;
        this.out = out;
        this.checkpoints = checkpoints;
        this.command = command;
        // Finds out now whatever can be wrong with any of them.
        study.cells().forEach(cell -> experiment(cell, false, checkpoints));
    }

    /**
     * Runs what is missing.
     *
     * @param resume whether to keep what an earlier run left in the folder; otherwise everything is run anew
     * @param progress told of the progress of each training; of its result alone while several run side by side
     * @param listener told of the study's, and given the results
     * @return the figures of all trainings, in the order of {@link Study#cells}
     * @throws BadDataException if a file of an earlier run is damaged or of another study
     * @throws IOException if a file cannot be read or written
     */
    public List<CellResult> run(boolean resume, ExperimentListener progress, StudyListener listener)
            throws IOException {
        if (study.affnistFiles() != null) {
            affnist = Optional.of(AffnistTestSet.open(Path.of(study.affnistFiles()), digits.test()));
        }
        List<Study.Cell> cells = study.cells();
        Map<Study.Cell, CellResult> results = new LinkedHashMap<>();
        ParallelTrainings sideBySide = new ParallelTrainings(trainings, checkpoints);
        for (int c = 0; c < cells.size(); c++) {
            Study.Cell cell = cells.get(c);
            int number = c + 1;
            Path figures = folder(cell).resolve(FIGURES);
            if (resume && Files.exists(figures)) {
                listener.onCell(number, cells.size(), cell, true);
                results.put(cell, read(figures, cell));
                listener.onFigures(inOrder(results));
                continue;
            }
            Files.deleteIfExists(figures);
            ParallelTrainings.Outcome keep = result -> {
                keep(cell, result, listener);
                results.put(cell, CellResult.of(cell, study.model(cell), result));
                listener.onFigures(inOrder(results));
            };
            if (trainings == 1) {
                listener.onCell(number, cells.size(), cell, false);
                keep.accept(experiment(cell, resume, checkpoints).run(progress));
            } else {
                sideBySide.add(
                        () -> listener.onCell(number, cells.size(), cell, false),
                        (stop, calls) -> experiment(cell, resume, stop).run(new EpochsOnly(cell, listener, calls)),
                        result -> {
                            listener.onTested(cell);
                            progress.onResult(result.models().get(0));
                            keep.accept(result);
                        });
            }
        }
        sideBySide.run();
        return inOrder(results);
    }

    private List<CellResult> inOrder(Map<Study.Cell, CellResult> results) {
        return study.cells().stream().map(results::get).filter(Objects::nonNull).toList();
    }

    private Experiment experiment(Study.Cell cell, boolean resume, Checkpoints stop) {
        return new Experiment(trainer, digits, options(cell, resume, stop));
    }

    private void keep(Study.Cell cell, ExperimentResult result, StudyListener listener) throws IOException {
        listener.onExperiment(result);
        CellResult found = CellResult.of(cell, study.model(cell), result);
        WholeFile.writeText(folder(cell).resolve(FIGURES), JSON.writeValueAsString(found) + "\n");
    }

    private Path folder(Study.Cell cell) {
        return folder(out, cell);
    }

    /** The folder of one training of a study. */
    static Path folder(Path out, Study.Cell cell) {
        return out.resolve("trainings").resolve(cell.key());
    }

    private ExperimentOptions options(Study.Cell cell, boolean resume, Checkpoints stop) {
        return new ExperimentOptions(
                        List.of(study.model(cell)),
                        cell.trainSize(),
                        study.affnistCopies(),
                        study.homnistCopies(),
                        study.epochs(),
                        cell.seed(),
                        folder(cell),
                        resume,
                        stop,
                        command)
                .by(study.protocol(), affnist);
    }

    private CellResult read(Path figures, Study.Cell cell) throws IOException {
        CellResult result;
        try {
            result = JSON.readValue(figures.toFile(), CellResult.class);
        } catch (JsonProcessingException e) {
            throw new BadDataException(figures + ": not the figures of a training: " + e.getOriginalMessage(), e);
        }
        int recipe = digits.test().count() * study.affnistCopies();
        int homnist = digits.test().count() * study.homnistCopies();
        ModelSpec expected = study.model(cell);
        ModelSpec found = result.model() == null ? ModelSpec.named(cell.model()) : result.model();
        int epochs = expected.epochs() > 0 ? expected.epochs() : study.epochs();
        boolean same = cell.equals(result.cell())
                && expected.equals(found)
                && recipe == result.affnistImages()
                && homnist == result.homnistImages()
                && (epochs == 0 || epochs == result.epochs())
                && study.protocol().equals(result.protocol())
                && affnist.map(AffnistTestSet::checksum)
                        .equals(Optional.ofNullable(result.affnist()).map(OfficialFigures::sha256));
        if (!same) {
            throw new BadDataException(figures + ": of another study, " + result.cell() + " of " + found + " with "
                    + result.affnistImages() + " and " + result.homnistImages() + " images after " + result.epochs()
                    + " epochs, " + result.protocol() + "; expected " + cell + " of " + expected + " with " + recipe
                    + " and " + homnist + ", " + study.protocol());
        }
        return result;
    }
}
