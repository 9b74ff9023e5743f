package org.lie4j.eval.points;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.apen.data.CloudSet;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.io.WholeFile;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.TrainingListener;

/**
 * Networks for clouds, each with each seed, trained and tested. Every training has a folder; its result is written last, so that an experiment
 * that was killed goes on with the training that was under way.
 *
 * @param kind the data
 * @param size how much of it
 * @param library furniture in place of generated one; may be null
 * @param models the networks
 * @param seeds of data, weights and draws
 * @param epochs passes over the training clouds
 * @param out the folder for everything
 */
public record PointExperiment(
        PointData.Kind kind,
        PointData.Size size,
        Path library,
        List<PointModel> models,
        List<Long> seeds,
        int epochs,
        Path out) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int BATCH = 8;
    private static final double RATE = 1e-2;
    private static final int MEASURED = 4;

    /** What makes a result one of this experiment. */
    private record Written(String kind, PointData.Size size, int epochs, String library, PointResult result) {}

    /** Told how it goes. */
    public interface Listener extends TrainingListener {
        /**
         * A training begins.
         *
         * @param name the model and the seed
         */
        void onTraining(String name);

        /**
         * A model was tested, now or by an earlier run.
         *
         * @param result what it gave
         */
        void onResult(PointResult result);
    }

    /**
     * Checks the values.
     *
     * @param kind see the record
     * @param size see the record
     * @param library see the record
     * @param models see the record
     * @param seeds see the record
     * @param epochs see the record
     * @param out see the record
     * @throws IllegalArgumentException if there is no model, seed or epoch
     */
    public PointExperiment {
        if (models.isEmpty() || seeds.isEmpty() || epochs < 1) {
            throw new IllegalArgumentException("expected at least 1 model, seed and epoch, got " + models.size() + ", "
                    + seeds.size() + " and " + epochs);
        }
        models = List.copyOf(models);
        seeds = List.copyOf(seeds);
    }

    /**
     * Where a training is.
     *
     * @param model the network
     * @param seed the seed
     * @return its folder
     */
    public Path folder(PointModel model, long seed) {
        return out.resolve("trainings").resolve(model.word() + "-" + seed);
    }

    /**
     * Where a training's network is.
     *
     * @param folder the training's folder
     * @return the file
     */
    public static Path modelFile(Path folder) {
        return folder.resolve("model.lie4j");
    }

    /**
     * Trains and tests what is missing.
     *
     * @param resume whether to keep what an earlier run left
     * @param checkpoints when to write them, and whether to stop
     * @param listener told how it goes
     * @return the results, seed by seed
     * @throws org.lie4j.eval.run.StoppedException if it was asked to stop
     * @throws BadDataException if a file of an earlier run is damaged or of another experiment
     * @throws IOException if a file cannot be read or written
     */
    public List<PointResult> run(boolean resume, Checkpoints checkpoints, Listener listener) throws IOException {
        List<PointResult> results = new ArrayList<>();
        for (long seed : seeds) {
            PointData data = PointData.make(kind, size, library, seed);
            for (PointModel model : models) {
                Path folder = folder(model, seed);
                Path file = folder.resolve("result.json");
                PointResult result;
                if (resume && Files.exists(file)) {
                    result = read(file, model, seed);
                } else {
                    Files.deleteIfExists(file);
                    listener.onTraining(model.word() + " (seed " + seed + ")");
                    result = train(model, data, seed, folder, resume, checkpoints, listener);
                    WholeFile.writeText(file, JSON.writeValueAsString(written(result)) + "\n");
                }
                results.add(result);
                listener.onResult(result);
            }
        }
        return results;
    }

    private Written written(PointResult result) {
        return new Written(
                kind.name(),
                size,
                epochs,
                library == null ? "" : library.getFileName().toString(),
                result);
    }

    private PointResult read(Path file, PointModel model, long seed) throws IOException {
        Written found;
        try {
            found = JSON.readValue(file.toFile(), Written.class);
        } catch (JsonProcessingException e) {
            throw new BadDataException(file + ": not the result of a training: " + e.getOriginalMessage(), e);
        }
        PointResult result = found.result();
        if (result == null
                || !found.equals(written(result))
                || result.seed() != seed
                || !result.model().equals(model.word())) {
            throw new BadDataException(file + ": of another experiment, " + found.kind() + " of " + found.size()
                    + " after " + found.epochs() + " epochs; expected " + kind + " of " + size + " after " + epochs);
        }
        return result;
    }

    private PointResult train(
            PointModel model,
            PointData data,
            long seed,
            Path folder,
            boolean resume,
            Checkpoints checkpoints,
            Listener listener)
            throws IOException {
        Files.createDirectories(folder);
        Clock clock = new Clock(listener);
        ComputationGraph network = PointTrainer.train(
                model,
                data.task(),
                data.train(),
                new PointTrainer.Options(epochs, BATCH, RATE, seed),
                folder,
                resume,
                checkpoints,
                clock);
        new TrainedPoints(model, data.task(), TrainedPoints.radius(data.train()), network).save(modelFile(folder));
        Map<String, PointResult.Score> scores = new LinkedHashMap<>();
        for (Map.Entry<String, CloudSet> test : data.tests().entrySet()) {
            checkpoints.stopIfAsked();
            int[][] answers = PointTester.answers(network, model, data.task(), test.getValue());
            scores.put(test.getKey(), PointTester.score(data.task(), test.getValue(), answers));
        }
        boolean finds = model.findsParts();
        return new PointResult(
                model.word(),
                seed,
                network.numParams(),
                clock.seconds(),
                scores,
                finds
                        ? PartMeasures.of(
                                model.apen(data.task()),
                                network,
                                data.tests().values().iterator().next(),
                                MEASURED,
                                seed)
                        : List.of(),
                model.hasParts() ? PartMeasures.degenerateShare(model.apen(data.task()), network) : Double.NaN);
    }
}
