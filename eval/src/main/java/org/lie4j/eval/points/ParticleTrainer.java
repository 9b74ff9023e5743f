package org.lie4j.eval.points;

import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.Share;
import org.lie4j.eval.run.TrainingListener;
import org.lie4j.eval.train.Checkpoint;
import org.lie4j.eval.train.Network;
import org.lie4j.eval.train.Training;
import org.nd4j.linalg.learning.config.Adam;

/** Trains a network on systems of particles: Adam, a learning rate that rises for a twentieth of the steps and falls along a cosine. Killed at any moment, it goes on from its last checkpoint. */
final class ParticleTrainer {
    private ParticleTrainer() {}

    /**
     * How all networks are made and trained.
     *
     * @param width of their layers
     * @param layers rounds of messages
     * @param batch systems of a step
     * @param learningRate the largest
     * @param wholeFrames whether training averages over whole frames too
     */
    record Settings(int width, int layers, int batch, double learningRate, boolean wholeFrames) {}

    /**
     * Trains to the end.
     *
     * @param epochs passes over the systems, at least 1
     * @param folder for checkpoints
     * @param resume whether to go on from the last one, if there is one
     * @param checkpoints when to write one, and whether to stop
     * @throws org.lie4j.eval.run.StoppedException if it was asked to stop; its state is written
     */
    static ComputationGraph train(
            ParticleModel model,
            ParticleSystems systems,
            Settings settings,
            int epochs,
            long seed,
            Path folder,
            boolean resume,
            Checkpoints checkpoints,
            TrainingListener listener)
            throws IOException {
        Checkpoint.Plan plan =
                new Checkpoint.Plan(model.word() + " " + settings, epochs, seed, systems.checksum(), null);
        Checkpoint checkpoint = Checkpoint.lastOrFirst(
                folder, plan, resume, () -> new Network.Graph(start(model, systems, settings, epochs, seed)));
        ComputationGraph network = ((Network.Graph) checkpoint.network()).model();
        Training training = new Training(
                checkpoint, steps(network, model, systems, settings, seed), Share.WHOLE, folder, checkpoints, listener);
        training.run();
        return network;
    }

    /** An untrained network. */
    static ComputationGraph start(
            ParticleModel model, ParticleSystems systems, Settings settings, int epochs, long seed) {
        int iterations = batches(systems, settings) * epochs;
        Adam adam = PointTrainer.adam(settings.learningRate(), iterations);
        ComputationGraph network = new ComputationGraph(model.configuration(systems.particles(), settings, adam, seed));
        network.init();
        return network;
    }

    static ParticleSteps steps(
            ComputationGraph network, ParticleModel model, ParticleSystems systems, Settings settings, long seed) {
        return new ParticleSteps(network, model.turned(), systems, Math.min(settings.batch(), systems.count()), seed);
    }

    /** Steps of an epoch. */
    static int batches(ParticleSystems systems, Settings settings) {
        return systems.count() / Math.min(settings.batch(), systems.count());
    }
}
