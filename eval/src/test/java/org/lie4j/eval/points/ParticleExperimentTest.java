package org.lie4j.eval.points;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.apen.data.NBodyDataset;
import org.lie4j.apen.data.ParticleSet;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.StoppedException;
import org.lie4j.eval.train.Steps;
import org.nd4j.linalg.api.ndarray.INDArray;

class ParticleExperimentTest {
    private static final ParticleBudget TWO_EPOCHS = new ParticleBudget(0, 2);

    @TempDir
    Path folder;

    private static final class Quiet implements ParticleExperiment.Listener {
        final List<String> trained = new ArrayList<>();

        @Override
        public void onTraining(String name) {
            trained.add(name);
        }

        @Override
        public void onResult(ParticleResult result) {}

        @Override
        public void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy) {}

        @Override
        public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {}
    }

    private ParticleExperiment experiment(ParticleBudget budget, String name) {
        return new ParticleExperiment(
                100, Arrays.asList(ParticleModel.values()), List.of(4L), budget, folder.resolve(name));
    }

    @Test
    void centringAndTurningChangeNoError() {
        ParticleSet set = NBodyDataset.standard(3).withSystems(30, 1, 1).make().train();
        ParticleSystems systems = ParticleSystems.of(set);
        double expected = set.errorOfConstantVelocity(1);
        assertEquals(expected, systems.errorOfConstantVelocity(1), 1e-6 * expected);
        ParticleSystems turned = systems.turned(new SplittableRandom(5));
        assertEquals(expected, turned.errorOfConstantVelocity(1), 1e-5 * expected);
        INDArray[] before = systems.batch().getFeatures();
        INDArray[] after = turned.batch().getFeatures();
        assertTrue(before[0].mean(2).amaxNumber().doubleValue() < 1e-5, "centred");
        assertTrue(before[0].distance2(after[0]) > 1, "something turned");
        // What a rotation keeps: products of positions with velocities, summed over axes, so both turned alike.
        INDArray products = before[0].mul(before[1]).sum(1);
        assertTrue(products.equalsWithEps(after[0].mul(after[1]).sum(1), 1e-4), "by the same rotation");
        assertEquals(before[2], after[2]);
    }

    @Test
    void framesMakeANetworkBlindToTurns() {
        ParticleSystems systems = ParticleSystems.of(
                NBodyDataset.standard(3).withSystems(150, 1, 1).make().train());
        for (ParticleModel model : ParticleModel.values()) {
            ComputationGraph network = ParticleTrainer.start(model, systems, ParticleExperiment.SETTINGS, 1, 1);
            double error = systems.error(network);
            double turned = systems.turned(new SplittableRandom(5)).error(network);
            double change = Math.abs(turned / error - 1);
            assertTrue(model == ParticleModel.FRAMES_GNN ? change < 1e-4 : change > 1e-3, model + ": " + change);
            // Without batches of the test's own.
            INDArray out = network.output(false, systems.batch().getFeatures())[0];
            double whole = out.squaredDistance(systems.batch().getLabels(0)) / out.length();
            assertEquals(whole, error, 1e-5 * whole, "over a batch that is not full");
            assertLossIsTheError(network, model, systems);
        }
    }

    /** The loss shown is the mean square error before the step. */
    private static void assertLossIsTheError(ComputationGraph network, ParticleModel model, ParticleSystems systems) {
        if (model != ParticleModel.GNN) {
            return;
        }
        int[] order = new int[ParticleExperiment.SETTINGS.batch()];
        Arrays.setAll(order, i -> i);
        double expected = systems.select(order).error(network);
        Steps.Epoch epoch = ParticleTrainer.steps(network, model, systems, ParticleExperiment.SETTINGS, 1)
                .open(1, order);
        epoch.step();
        assertEquals(expected, epoch.loss(), 1e-4 * expected);
    }

    @Test
    void aStoppedExperimentEndsAsOneThatWasNot() throws IOException {
        List<ParticleResult> expected = experiment(TWO_EPOCHS, "whole").run(false, Checkpoints.USUAL, new Quiet());
        assertEquals(
                List.of("constant-velocity", "gnn", "gnn-so3", "fa-gnn"),
                expected.stream().map(ParticleResult::model).toList());
        ParticleExperiment parts = experiment(TWO_EPOCHS, "parts");
        List<ParticleResult> actual = List.of();
        int stops = 0;
        // Stopped in the first epoch, in the second, and so on in each of the trainings.
        for (boolean resume = false; actual.isEmpty(); resume = true) {
            AtomicInteger asked = new AtomicInteger();
            Checkpoints stopping = new Checkpoints(1e9, () -> asked.incrementAndGet() > 2);
            try {
                actual = parts.run(resume, stopping, new Quiet());
            } catch (StoppedException e) {
                stops++;
            }
        }
        assertTrue(stops >= 3, "stopped " + stops + " times");
        for (int i = 0; i < expected.size(); i++) {
            ParticleResult e = expected.get(i);
            ParticleResult a = actual.get(i);
            assertEquals(e.test(), a.test(), e.model());
            assertEquals(e.turned(), a.turned(), e.model());
            assertEquals(e.validation(), a.validation(), e.model());
        }
        Quiet again = new Quiet();
        assertEquals(actual, parts.run(true, Checkpoints.USUAL, again));
        assertEquals(List.of(), again.trained);
        ParticleExperiment other = experiment(new ParticleBudget(0, 3), "parts");
        assertThrows(BadDataException.class, () -> other.run(true, Checkpoints.USUAL, again));
    }

    @Test
    void timeBecomesEpochs() throws IOException {
        assertEquals(10, new ParticleBudget(1, 0).epochs(0.1, 60));
        assertEquals(1, new ParticleBudget(1e-9, 0).epochs(0.1, 60));
        assertEquals(7, new ParticleBudget(0, 7).epochs(Double.NaN, 60));
        assertThrows(IllegalArgumentException.class, () -> new ParticleBudget(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ParticleBudget(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new ParticleBudget(Double.NaN, 0));
        // Timed once: a resumed run knows the epochs of the first, whatever the machine does now.
        ParticleExperiment experiment = experiment(new ParticleBudget(1e-9, 0), "timed");
        List<ParticleResult> first = experiment.run(false, Checkpoints.USUAL, new Quiet());
        assertEquals(first, experiment.run(true, Checkpoints.USUAL, new Quiet()));
        ParticleExperiment.write(folder.resolve("timed/timing.json"), java.util.Map.of("systems", 100));
        assertThrows(BadDataException.class, () -> experiment.run(true, Checkpoints.USUAL, new Quiet()));
    }
}
