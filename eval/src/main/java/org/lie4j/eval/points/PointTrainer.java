package org.lie4j.eval.points;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.apen.data.CloudSet;
import org.lie4j.eval.data.Digests;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.Share;
import org.lie4j.eval.run.TrainingListener;
import org.lie4j.eval.train.Checkpoint;
import org.lie4j.eval.train.Network;
import org.lie4j.eval.train.Training;
import org.lie4j.kernels.CosineSchedule;
import org.nd4j.linalg.learning.config.Adam;

/** Trains a network on clouds: Adam, a learning rate that rises for a twentieth of the steps and falls along a cosine. Killed at any moment, it goes on from its last checkpoint. */
final class PointTrainer {
    private static final double WARM_UP = 0.05;

    private PointTrainer() {}

    /**
     * How.
     *
     * @param epochs passes over the clouds, at least 1
     * @param batch clouds of a step, at least 1
     * @param learningRate the largest, positive
     * @param seed of weights, order and draws
     */
    record Options(int epochs, int batch, double learningRate, long seed) {
        Options {
            if (epochs < 1 || batch < 1 || !(learningRate > 0)) {
                throw new IllegalArgumentException("expected at least 1 epoch and cloud of a batch, and a positive"
                        + " learning rate, got " + epochs + ", " + batch + " and " + learningRate);
            }
        }
    }

    /**
     * Trains to the end.
     *
     * @param folder for checkpoints
     * @param resume whether to go on from the last one, if there is one
     * @param checkpoints when to write one, and whether to stop
     * @throws org.lie4j.eval.run.StoppedException if it was asked to stop; its state is written
     */
    static ComputationGraph train(
            PointModel model,
            PointTask task,
            CloudSet clouds,
            Options options,
            Path folder,
            boolean resume,
            Checkpoints checkpoints,
            TrainingListener listener)
            throws IOException {
        int batch = Math.min(options.batch(), clouds.count());
        Checkpoint.Plan plan = new Checkpoint.Plan(
                model.word() + " " + options, options.epochs(), options.seed(), checksum(clouds), null);
        Checkpoint checkpoint = Checkpoint.lastOrFirst(folder, plan, resume, () -> {
            Adam adam = adam(options.learningRate(), clouds.count() / batch * options.epochs());
            ComputationGraph fresh = new ComputationGraph(model.configuration(task, adam, options.seed()));
            fresh.init();
            return new Network.Graph(fresh);
        });
        ComputationGraph network = ((Network.Graph) checkpoint.network()).model();
        CloudSteps steps = new CloudSteps(network, model, task, clouds, batch, options.seed());
        new Training(checkpoint, steps, Share.WHOLE, folder, checkpoints, listener).run();
        return network;
    }

    /** The optimiser of trainings on points. */
    static Adam adam(double learningRate, int iterations) {
        return new Adam(new CosineSchedule(learningRate, 0, (int) (WARM_UP * iterations), iterations));
    }

    /** SHA-256 of positions, labels, pieces and classes. */
    static String checksum(CloudSet clouds) {
        MessageDigest digest = Digests.sha256();
        int n = clouds.points();
        float[] x = new float[3 * n];
        ByteBuffer bytes = ByteBuffer.allocate((3 + 2) * n * Float.BYTES + Integer.BYTES);
        for (int cloud = 0; cloud < clouds.count(); cloud++) {
            clouds.copyPoints(cloud, x, 0);
            bytes.clear();
            for (float value : x) {
                bytes.putFloat(value);
            }
            int[] pieces = clouds.pieces(cloud).labels();
            for (int i = 0; i < n; i++) {
                bytes.putInt(clouds.label(cloud, i)).putInt(pieces[i]);
            }
            digest.update(bytes.putInt(clouds.classOf(cloud)).array());
        }
        return Digests.hex(digest);
    }
}
