package org.lie4j.eval.points;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.StoppedException;
import org.lie4j.eval.train.Checkpoint;

class PointExperimentTest {
    private static final PointData.Size SMALL = new PointData.Size(64, 16);

    @TempDir
    Path folder;

    /** Keeps the names of trainings. */
    private static final class Names implements PointExperiment.Listener {
        final List<String> trained = new ArrayList<>();
        int batches;

        @Override
        public void onTraining(String name) {
            trained.add(name);
        }

        @Override
        public void onResult(PointResult result) {}

        @Override
        public void onBatch(int epoch, int epochs, int batch, int all, double loss, double accuracy) {
            assertTrue(Double.isFinite(loss), trained + ": loss " + loss);
            assertTrue(accuracy >= 0 && accuracy <= 1, trained + ": accuracy " + accuracy);
            batches++;
        }

        @Override
        public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {}
    }

    private PointExperiment experiment(PointData.Kind kind, List<PointModel> models, int epochs, String name) {
        return new PointExperiment(kind, SMALL, null, models, List.of(1L), epochs, folder.resolve(name));
    }

    @Test
    void everyModelTrainsAndIsReadBack() throws IOException {
        PointExperiment experiment =
                experiment(PointData.Kind.CHARACTERS, Arrays.asList(PointModel.values()), 1, "all");
        Names names = new Names();
        List<PointResult> results = experiment.run(false, Checkpoints.USUAL, names);
        assertEquals(
                PointModel.names(), results.stream().map(PointResult::model).toList());
        assertEquals(results.size(), names.trained.size());
        for (PointResult result : results) {
            assertEquals(
                    List.of("upright", "turned", "any pose"),
                    List.copyOf(result.scores().keySet()));
            for (PointResult.Score score : result.scores().values()) {
                assertTrue(score.accuracy() >= 0 && score.accuracy() <= 1, result::toString);
                assertTrue(score.meanIou() >= 0 && score.meanIou() <= score.accuracy() + 1, result::toString);
            }
            assertTrue(result.parameters() > 1_000 && result.seconds() > 0, result::toString);
        }
        Names again = new Names();
        assertEquals(results, experiment.run(true, Checkpoints.USUAL, again));
        assertEquals(List.of(), again.trained);
        PointExperiment longer = experiment(PointData.Kind.CHARACTERS, List.of(PointModel.POINTNET), 2, "all");
        String message = assertThrows(BadDataException.class, () -> longer.run(true, Checkpoints.USUAL, again))
                .getMessage();
        assertTrue(message.contains("after 1 epochs; expected"), message);
    }

    @Test
    void stoppedInTheMiddleOfAnEpochItEndsAsIfItHadNot() throws IOException {
        for (PointModel model :
                List.of(PointModel.POINTNET_TURNED, PointModel.FRAMES_POINTNET, PointModel.APEN_WHOLE)) {
            List<PointModel> one = List.of(model);
            PointExperiment whole = experiment(PointData.Kind.CHARACTERS, one, 2, "whole-" + model.word());
            Names names = new Names();
            List<PointResult> expected = whole.run(false, Checkpoints.USUAL, names);
            PointExperiment parts = experiment(PointData.Kind.CHARACTERS, one, 2, "parts-" + model.word());
            int before = names.batches / 2 + 1;
            assertTrue(before > 1 && names.batches % 2 == 0, "two epochs of at least two batches");
            AtomicInteger steps = new AtomicInteger();
            Checkpoints stopping = new Checkpoints(1e9, () -> steps.incrementAndGet() > before);
            Names first = new Names();
            assertThrows(StoppedException.class, () -> parts.run(false, stopping, first));
            Names second = new Names();
            List<PointResult> actual = parts.run(true, Checkpoints.USUAL, second);
            assertTrue(second.batches > 0 && second.batches < names.batches, model.word() + " went on");
            assertEquals(expected.get(0).scores(), actual.get(0).scores(), model.word());
            assertEquals(
                    TrainedPoints.load(PointExperiment.modelFile(whole.folder(model, 1)))
                            .network()
                            .params(),
                    TrainedPoints.load(PointExperiment.modelFile(parts.folder(model, 1)))
                            .network()
                            .params(),
                    model.word());
            assertTrue(Files.exists(Checkpoint.file(parts.folder(model, 1))));
        }
    }

    @Test
    void furnitureIsClassified() throws IOException {
        PointResult result = experiment(PointData.Kind.FURNITURE, List.of(PointModel.POINTNET), 1, "furniture")
                .run(false, Checkpoints.USUAL, new Names())
                .get(0);
        assertTrue(Double.isNaN(result.scores().get("upright").meanIou()), "clouds have the classes");
    }
}
