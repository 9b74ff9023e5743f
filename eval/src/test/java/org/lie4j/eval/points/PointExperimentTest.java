package org.lie4j.eval.points;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.run.Checkpoints;

class PointExperimentTest {
    private static final PointData.Size SMALL = new PointData.Size(96, 24);

    /** Keeps the names of trainings. */
    private static final class Names implements PointExperiment.Listener {
        final List<String> trained = new ArrayList<>();

        @Override
        public void onTraining(String name) {
            trained.add(name);
        }

        @Override
        public void onResult(PointResult result) {}

        @Override
        public void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy) {
            System.out.println(batch + " " + loss + " " + accuracy);
        }

        @Override
        public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {
            System.out.println(trained + " " + seconds);
        }
    }

    @Test
    void everyModelTrainsOnCharacters(@TempDir Path folder) throws IOException {
        PointExperiment experiment = new PointExperiment(
                PointData.Kind.CHARACTERS, SMALL, null, Arrays.asList(PointModel.values()), List.of(1L), 1, folder);
        Names names = new Names();
        List<PointResult> results = experiment.run(false, Checkpoints.USUAL, names);
        results.forEach(System.out::println);
        assertEquals(PointModel.values().length, results.size());
        results.forEach(r -> assertTrue(r.scores().get("upright").accuracy() > 0.1, r::toString));
        Names again = new Names();
        assertEquals(results, experiment.run(true, Checkpoints.USUAL, again));
        assertEquals(List.of(), again.trained);
        assertTrue(Files.exists(PointExperiment.modelFile(experiment.folder(PointModel.APEN, 1))));
    }
}
