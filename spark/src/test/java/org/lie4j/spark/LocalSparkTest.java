package org.lie4j.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.data.AffnistRecipe;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.JustCentered;
import org.lie4j.eval.data.Mnist;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.Classifier;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.RunBackend.Averaging;
import org.lie4j.eval.run.Share;
import org.lie4j.eval.run.StoppedException;
import org.lie4j.eval.run.TrainingOptions;
import org.lie4j.eval.study.Study;
import org.lie4j.eval.train.Dl4jTrainer;

/** Executors that are threads of this process. */
class LocalSparkTest {
    private static final Dl4jTrainer HERE = new Dl4jTrainer();
    private static Cluster cluster;
    private static Mnist digits;
    private static ImageSet train;
    private static ModelSpec tiny;

    @TempDir
    Path dir;

    @BeforeAll
    static void connect() throws IOException {
        cluster = Cluster.connect("local[2]");
        digits = Small.digits(300, 410);
        train = TransformedSet.of(digits.train(), JustCentered.INSTANCE, 1).images();
        tiny = Small.model(Small.TINY);
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    private static SparkTrainer there(Averaging averaging) {
        return new SparkTrainer(cluster, HERE, averaging);
    }

    private TrainingOptions options(String folder, int epochs, boolean resume, Checkpoints checkpoints, Share share) {
        return new TrainingOptions(epochs, 7, dir.resolve(folder), resume, checkpoints).withShare(share);
    }

    private static float[] probabilities(Classifier classifier, TransformedSet set) throws IOException {
        float[] out = new float[set.count() * ImageSet.CLASSES];
        AtomicInteger tested = new AtomicInteger();
        classifier.test(set, 0, set.count(), out, tested::addAndGet);
        assertEquals(set.count(), tested.get());
        return out;
    }

    @Test
    void aStudyGivesTheFiguresOfOneWithoutSpark() throws IOException {
        Study study = Small.study(2, 0, Small.TINY, Small.AUGMENTED);
        Small.run(study, HERE, 1, digits, dir.resolve("here"), false);
        Small.run(study, there(Averaging.NONE), 2, digits, dir.resolve("there"), false);
        assertEquals(Small.figures(dir.resolve("here"), study), Small.figures(dir.resolve("there"), study));
    }

    @Test
    void predictionsAreTheSameToTheLastBit() throws IOException {
        Classifier here = HERE.train(
                Small.model(Small.FRAME),
                train,
                options("here", 1, false, Checkpoints.USUAL, Share.WHOLE),
                new Small.Silent());
        TransformedSet set = TransformedSet.of(digits.test(), new AffnistRecipe(3), 5);
        float[] expected = probabilities(here, set);
        assertArrayEquals(expected, probabilities(new SparkClassifier(cluster, HERE, here), set));
        float[] part = new float[450 * ImageSet.CLASSES];
        new SparkClassifier(cluster, HERE, here).test(set, 400, 850, part, n -> {});
        float[] same = new float[part.length];
        here.test(set, 400, 850, same, n -> {});
        assertArrayEquals(same, part);
        assertFalse(Arrays.equals(same, Arrays.copyOf(expected, same.length)), "other images");
    }

    @Test
    void meansOfSharesAreThoseThatAreMadeByHand() throws IOException {
        // 300 digits are 4 batches, 2 for each share and epoch: 4 rounds of one batch.
        Averaging averaging = new Averaging(2, 1);
        List<Double> losses = new ArrayList<>();
        Classifier there = there(averaging)
                .train(tiny, train, options("there", 2, false, Checkpoints.USUAL, Share.WHOLE), new Small.Silent() {
                    @Override
                    public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {
                        losses.add(loss);
                    }
                });
        assertEquals(2, losses.size());

        Path mean = dir.resolve("mean");
        for (int round = 0; round < 4; round++) {
            List<Path> folders = new ArrayList<>();
            for (int s = 0; s < 2; s++) {
                Path folder = Files.createDirectories(dir.resolve("round" + round + "share" + s));
                if (round > 0) {
                    Path last = mean.resolve("last.lie4j-checkpoint");
                    Files.copy(last, folder.resolve(last.getFileName()));
                }
                folders.add(folder);
                TrainingOptions one = options(
                        folder.getFileName().toString(), 2, true, new Checkpoints(1e9, () -> true), new Share(s, 2));
                if (round < 3) {
                    assertThrows(StoppedException.class, () -> HERE.train(tiny, train, one, new Small.Silent()));
                } else {
                    HERE.train(tiny, train, one, new Small.Silent());
                }
            }
            HERE.average(folders, mean);
        }
        Classifier byHand = HERE.train(
                tiny, train, options("mean", 2, true, Checkpoints.USUAL, new Share(0, 2)), new Small.Silent());
        TransformedSet set = TransformedSet.of(digits.test(), JustCentered.INSTANCE, 1);
        assertArrayEquals(probabilities(byHand, set), probabilities(there, set));
    }

    @Test
    void anAveragedTrainingGoesOnWhereItWasStopped() throws IOException {
        Averaging averaging = new Averaging(2, 1);
        TransformedSet set = TransformedSet.of(digits.test(), JustCentered.INSTANCE, 1);
        float[] whole = probabilities(
                there(averaging)
                        .train(
                                tiny,
                                train,
                                options("whole", 2, false, Checkpoints.USUAL, Share.WHOLE),
                                new Small.Silent()),
                set);
        AtomicInteger asked = new AtomicInteger();
        Checkpoints stop = new Checkpoints(1e9, () -> asked.incrementAndGet() > 2);
        assertThrows(
                StoppedException.class,
                () -> there(averaging)
                        .train(tiny, train, options("stopped", 2, false, stop, Share.WHOLE), new Small.Silent()));
        Classifier resumed = there(averaging)
                .train(tiny, train, options("stopped", 2, true, Checkpoints.USUAL, Share.WHOLE), new Small.Silent());
        assertArrayEquals(whole, probabilities(resumed, set));
        BadDataException e = assertThrows(
                BadDataException.class,
                () -> there(Averaging.NONE)
                        .train(
                                tiny,
                                train,
                                options("stopped", 2, true, Checkpoints.USUAL, Share.WHOLE),
                                new Small.Silent()));
        assertTrue(e.getMessage().startsWith(dir.resolve("stopped") + ": "), e.getMessage());
        assertTrue(e.getMessage().contains("of another training"), e.getMessage());
    }

    @Test
    void moreSharesThanBatchesAreRefused() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> there(new Averaging(5, 1))
                        .train(
                                tiny,
                                train,
                                options("five", 1, false, Checkpoints.USUAL, Share.WHOLE),
                                new Small.Silent()));
        assertTrue(e.getMessage().contains("5 shares of 4 batches"), e.getMessage());
    }
}
