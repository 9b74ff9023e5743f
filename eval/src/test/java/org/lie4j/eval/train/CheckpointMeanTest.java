package org.lie4j.eval.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.JustCentered;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.Share;
import org.lie4j.eval.run.Silent;
import org.lie4j.eval.run.StoppedException;
import org.lie4j.eval.run.TrainingOptions;
import org.nd4j.linalg.api.ndarray.INDArray;

class CheckpointMeanTest {
    @TempDir
    Path dir;

    /** A share of a small training, stopped after some batches. */
    private Path stopped(int share, int shares, int batches) throws IOException {
        ImageSet train = TransformedSet.of(EmbeddedMnist.load().train().slice(0, 450), JustCentered.INSTANCE, 1)
                .images();
        ModelSpec tiny = ModelSpec.of(new ObjectMapper()
                .readTree("{\"name\": \"tiny\", \"from\": \"cnn\", \"channels\": [2, 2, 4], \"hidden\": 4}"));
        Path folder = dir.resolve(share + "-" + shares + "-" + batches);
        AtomicInteger done = new AtomicInteger();
        Checkpoints stop = new Checkpoints(1e9, () -> done.incrementAndGet() >= batches);
        assertThrows(
                StoppedException.class,
                () -> new Dl4jTrainer()
                        .train(
                                tiny,
                                train,
                                new TrainingOptions(2, 3, folder, false, stop).withShare(new Share(share, shares)),
                                new Silent()));
        return folder;
    }

    private static MultiLayerNetwork network(Path folder) throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(
                folder.resolve("last.lie4j-checkpoint").toFile(), true);
    }

    private static INDArray moments(MultiLayerNetwork network) {
        return network.getUpdater().getStateViewArray();
    }

    @Test
    void parametersAndOptimisersAreAveraged() throws IOException {
        List<Path> shares = List.of(stopped(0, 3, 2), stopped(1, 3, 2), stopped(2, 3, 2));
        new Dl4jTrainer().average(shares, dir.resolve("mean"));
        MultiLayerNetwork mean = network(dir.resolve("mean"));
        MultiLayerNetwork[] all = {network(shares.get(0)), network(shares.get(1)), network(shares.get(2))};
        assertNotEquals(all[0].params(), all[1].params());
        for (long i = 0; i < mean.numParams(); i++) {
            double by = (all[0].params().getDouble(i)
                            + all[1].params().getDouble(i)
                            + all[2].params().getDouble(i))
                    / 3;
            assertEquals(by, mean.params().getDouble(i), 1e-6 * Math.max(1, Math.abs(by)));
        }
        assertEquals(moments(all[0]).length(), moments(mean).length());
        assertTrue(moments(mean).length() > mean.numParams(), "two moments of whatever is trained");
        for (long i = 0; i < moments(mean).length(); i++) {
            double by = (moments(all[0]).getDouble(i)
                            + moments(all[1]).getDouble(i)
                            + moments(all[2]).getDouble(i))
                    / 3;
            assertEquals(by, moments(mean).getDouble(i), 1e-6 * Math.abs(by) + 1e-12);
        }
        assertEquals(2, mean.getLayerWiseConfigurations().getIterationCount());
        double loss = 0;
        for (Path share : shares) {
            loss += Checkpoint.read(share).history().get(0).trainLoss() / 3;
        }
        assertEquals(loss, Checkpoint.read(dir.resolve("mean")).history().get(0).trainLoss(), 1e-9);
        // 450 digits are 7 batches, 2 for each of 3 shares: the epoch is over.
        assertEquals(1, Checkpoint.read(dir.resolve("mean")).history().size());
    }

    @Test
    void onlyEqualStepsOfOneTrainingHaveAMean() throws IOException {
        Path one = stopped(0, 3, 1);
        for (Path other : List.of(stopped(1, 3, 2), stopped(1, 2, 1))) {
            BadDataException e = assertThrows(
                    BadDataException.class, () -> new Dl4jTrainer().average(List.of(one, other), dir.resolve("mean")));
            assertTrue(e.getMessage().startsWith(other.toString()), e.getMessage());
            assertTrue(e.getMessage().contains("; expected "), e.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> new Dl4jTrainer().average(List.of(), dir.resolve("mean")));
    }
}
