package org.lie4j.eval.points;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.apen.data.NBodyDataset;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.io.WholeFile;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.TrainingListener;

/**
 * Networks that predict where charged particles will be, each with each seed, trained for an equal time or equally many epochs, and tested. The weights
 * are those of the last step. Every training has a folder; its result is written last, so that an experiment that was killed goes on with the training that was under way.
 *
 * <p>An equal time becomes a number of epochs before the first training, by the time of a step, measured in turns and kept in {@code timing.json}. So the
 * learning rate knows its end, a training that is resumed ends as one that was not stopped, and what else the machine does meanwhile favours nobody.
 *
 * @param systems systems to learn from; two thirds as many are for validation, and for the test
 * @param models the networks
 * @param seeds of data, weights and draws
 * @param budget how long each is trained
 * @param out the folder for everything
 */
public record ParticleExperiment(
        int systems, List<ParticleModel> models, List<Long> seeds, ParticleBudget budget, Path out) {
    /** Particles that keep their velocities, in place of a network. */
    public static final String BASELINE = "constant-velocity";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Chosen on validation systems of a seed of its own: docs/results/apen.md. */
    static final ParticleTrainer.Settings SETTINGS = new ParticleTrainer.Settings(64, 4, 50, 3e-3, false);

    /** What makes a result one of this experiment. */
    private record Written(int systems, ParticleBudget budget, ParticleResult result) {}

    /** Times of steps, by the names of the networks. */
    private record Timing(int systems, Map<String, Double> secondsPerStep) {}

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
        void onResult(ParticleResult result);
    }

    /**
     * Checks the values.
     *
     * @param systems see the record
     * @param models see the record
     * @param seeds see the record
     * @param budget see the record
     * @param out see the record
     * @throws IllegalArgumentException if there is no system, model or seed
     */
    public ParticleExperiment {
        if (systems < 1 || models.isEmpty() || seeds.isEmpty()) {
            throw new IllegalArgumentException("expected at least 1 system, model and seed, got " + systems + ", "
                    + models.size() + " and " + seeds.size());
        }
        models = List.copyOf(models);
        seeds = List.copyOf(seeds);
    }

    /** The data of a seed. */
    NBodyDataset data(long seed) {
        int others = Math.max(1, 2 * systems / 3);
        return NBodyDataset.standard(seed).withSystems(systems, others, others);
    }

    /**
     * Where a training is.
     *
     * @param model the network
     * @param seed the seed
     * @return its folder
     */
    public Path folder(ParticleModel model, long seed) {
        return out.resolve("trainings").resolve(model.word() + "-" + seed);
    }

    /**
     * Trains and tests what is missing.
     *
     * @param resume whether to keep what an earlier run left
     * @param checkpoints when to write them, and whether to stop
     * @param listener told how it goes
     * @return the results, seed by seed, the baseline first
     * @throws org.lie4j.eval.run.StoppedException if it was asked to stop
     * @throws BadDataException if a file of an earlier run is damaged or of another experiment
     * @throws IOException if a file cannot be read or written
     */
    public List<ParticleResult> run(boolean resume, Checkpoints checkpoints, Listener listener) throws IOException {
        List<ParticleResult> results = new ArrayList<>();
        Map<String, Double> timing = Map.of();
        for (long seed : seeds) {
            NBodyDataset data = data(seed);
            NBodyDataset.Split split = data.make();
            Sets sets = new Sets(
                    ParticleSystems.of(split.train()),
                    ParticleSystems.of(split.validation()),
                    ParticleSystems.of(split.test()),
                    ParticleSystems.of(split.test()).turned(new SplittableRandom(seed)));
            if (budget.timed() && timing.isEmpty()) {
                timing = timing(sets.train, resume);
            }
            results.add(sets.baseline(seed, data.horizon()));
            for (ParticleModel model : models) {
                double step = timing.getOrDefault(model.word(), Double.NaN);
                int epochs = budget.epochs(step, ParticleTrainer.batches(sets.train, SETTINGS));
                Path file = folder(model, seed).resolve("result.json");
                ParticleResult result;
                if (resume && Files.exists(file)) {
                    result = read(file, model, seed, epochs);
                } else {
                    Files.deleteIfExists(file);
                    listener.onTraining(model.word() + " (seed " + seed + ")");
                    result = train(model, sets, epochs, seed, resume, checkpoints, listener);
                    write(file, new Written(systems, budget, result));
                }
                results.add(result);
                listener.onResult(result);
            }
        }
        return results;
    }

    private Map<String, Double> timing(ParticleSystems train, boolean resume) throws IOException {
        Path file = out.resolve("timing.json");
        if (!resume || !Files.exists(file)) {
            Timing measured = new Timing(systems, ParticleClock.secondsPerStep(models, train, SETTINGS));
            write(file, measured);
            return measured.secondsPerStep();
        }
        Timing found = read(file, Timing.class);
        List<String> names = models.stream().map(ParticleModel::word).toList();
        if (found.systems() != systems
                || found.secondsPerStep() == null
                || !found.secondsPerStep().keySet().containsAll(names)) {
            throw new BadDataException(
                    file + ": of another experiment, expected times of " + names + " on " + systems + " systems");
        }
        return found.secondsPerStep();
    }

    private ParticleResult train(
            ParticleModel model,
            Sets sets,
            int epochs,
            long seed,
            boolean resume,
            Checkpoints checkpoints,
            Listener listener)
            throws IOException {
        Path folder = folder(model, seed);
        Files.createDirectories(folder);
        Clock clock = new Clock(listener);
        ComputationGraph network =
                ParticleTrainer.train(model, sets.train, SETTINGS, epochs, seed, folder, resume, checkpoints, clock);
        checkpoints.stopIfAsked();
        return new ParticleResult(
                model.word(),
                seed,
                network.numParams(),
                epochs,
                clock.seconds(),
                sets.validation.error(network),
                sets.test.error(network),
                sets.turned.error(network));
    }

    private ParticleResult read(Path file, ParticleModel model, long seed, int epochs) throws IOException {
        Written found = read(file, Written.class);
        ParticleResult result = found.result();
        if (result == null
                || !found.equals(new Written(systems, budget, result))
                || result.seed() != seed
                || result.epochs() != epochs
                || !result.model().equals(model.word())) {
            throw new BadDataException(file + ": of another experiment, on " + found.systems() + " systems with "
                    + found.budget() + "; expected " + model.word() + " with seed " + seed + " on " + systems
                    + " systems with " + budget);
        }
        return result;
    }

    private static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return JSON.readValue(file.toFile(), type);
        } catch (JsonProcessingException e) {
            throw new BadDataException(file + ": not of an experiment on particles: " + e.getOriginalMessage(), e);
        }
    }

    static void write(Path file, Object value) throws IOException {
        WholeFile.writeText(file, JSON.writeValueAsString(value) + "\n");
    }

    /** The data of one seed. */
    private record Sets(
            ParticleSystems train, ParticleSystems validation, ParticleSystems test, ParticleSystems turned) {
        ParticleResult baseline(long seed, double time) {
            return new ParticleResult(
                    BASELINE,
                    seed,
                    0,
                    0,
                    0,
                    validation.errorOfConstantVelocity(time),
                    test.errorOfConstantVelocity(time),
                    turned.errorOfConstantVelocity(time));
        }
    }
}
