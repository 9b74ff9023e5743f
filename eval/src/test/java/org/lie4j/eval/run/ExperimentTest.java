package org.lie4j.eval.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.data.AffnistRecipe;
import org.lie4j.eval.data.AffnistTestSet;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.HomnistRecipe;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.MatWriter;
import org.lie4j.eval.data.Mnist;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.eval.metrics.Evaluation;
import org.lie4j.eval.metrics.Sensitivity;

class ExperimentTest {
    private static Mnist digits;

    @TempDir
    Path dir;

    @BeforeAll
    static void load() throws IOException {
        Mnist all = EmbeddedMnist.load();
        digits = new Mnist(all.train().slice(0, 2000), all.test().slice(0, 300));
    }

    private ExperimentOptions options(long seed, String... models) {
        return new ExperimentOptions(
                Stream.of(models).map(ModelSpec::named).toList(),
                1000,
                3,
                3,
                0,
                seed,
                dir,
                false,
                Checkpoints.USUAL,
                "a command");
    }

    private ExperimentResult run(long seed) throws IOException {
        return new Experiment(new NearestMeanTrainer(), digits, options(seed, "mean", "centred-mean"))
                .run(new Silent());
    }

    @Test
    void measuresEveryModelOnTheSameImages() throws IOException {
        ExperimentResult result = run(5);
        assertEquals(
                List.of("mean", "centred-mean"),
                result.models().stream().map(ModelResult::model).toList());
        for (ModelResult model : result.models()) {
            assertEquals(300, model.upright().count());
            assertEquals(900, model.affnist().count());
            assertEquals(900, model.homnist().count());
            assertTrue(
                    model.upright().accuracy() > 0.6,
                    "upright " + model.upright().accuracy());
            assertTrue(model.trainSeconds() > 0);
            assertTrue(model.imagesPerSecond() > 0);
            assertEquals(3, model.epochs().size());
            assertTrue(Files.isRegularFile(model.file()));
            for (Sensitivity s : model.sensitivities()) {
                assertEquals(
                        900, s.bins().stream().mapToInt(Sensitivity.Bin::count).sum());
                assertEquals(
                        model.affnist().correct(),
                        s.bins().stream().mapToInt(Sensitivity.Bin::correct).sum());
            }
        }
        assertEquals(
                List.of("rotation", "shear", "scale", "translation"),
                result.models().get(0).sensitivities().stream()
                        .map(Sensitivity::parameter)
                        .toList());
        ModelResult plain = result.models().get(0);
        // Moved by little it errs less than moved far.
        List<Sensitivity.Bin> moved = plain.sensitivities().get(3).bins();
        assertTrue(moved.get(0).accuracy() > moved.get(2).accuracy() + 0.2, moved.toString());
        ModelResult centred = result.models().get(1);
        // Translation is what hurts the plain one, and what the other takes out.
        assertTrue(centred.affnist().accuracy() > plain.affnist().accuracy() + 0.2);
        assertTrue(centred.invarianceError() < plain.invarianceError());
        assertTrue(plain.canonical().isEmpty());
        assertEquals(40, centred.canonical().orElseThrow().count());
    }

    @Test
    void theSameSeedGivesTheSameFigures() throws IOException {
        ExperimentResult first = run(5);
        ExperimentResult again = run(5);
        ExperimentResult other = run(6);
        for (int i = 0; i < 2; i++) {
            ModelResult a = first.models().get(i);
            ModelResult b = again.models().get(i);
            assertEquals(a.upright().accuracy(), b.upright().accuracy());
            assertEquals(a.affnist().accuracy(), b.affnist().accuracy());
            assertEquals(a.homnist().accuracy(), b.homnist().accuracy());
            assertEquals(a.invarianceError(), b.invarianceError());
            assertEquals(a.sensitivities(), b.sensitivities());
            assertNotEquals(a.invarianceError(), other.models().get(i).invarianceError());
        }
    }

    @Test
    void trainingImagesAreUprightAndStratified() throws IOException {
        ImageSet[] seen = new ImageSet[1];
        ModelTrainer spy = new NearestMeanTrainer() {
            @Override
            public Classifier train(
                    ModelSpec model, ImageSet train, TrainingOptions options, TrainingListener listener) {
                seen[0] = train;
                assertEquals(dir.resolve("checkpoints").resolve("mean"), options.checkpointDir());
                return super.train(model, train, options, listener);
            }
        };
        new Experiment(spy, digits, options(1, "mean")).run(new Silent());
        assertEquals(1000, seen[0].count());
        assertEquals(40, seen[0].rows());
        ImageSet chosen = digits.train().stratified(1000);
        assertEquals(chosen.pixel(17, 10, 14), seen[0].pixel(17, 16, 20));
    }

    @Test
    void theProtocolReachesTrainingAndTests() throws IOException {
        Placement[] seen = new Placement[1];
        ModelTrainer spy = new NearestMeanTrainer() {
            @Override
            public Classifier train(
                    ModelSpec model, ImageSet train, TrainingOptions options, TrainingListener listener) {
                seen[0] = options.placement();
                return super.train(model, train, options, listener);
            }
        };
        Protocol other = Protocol.of("randomly-placed", "as-published");
        ExperimentOptions options = options(3, "mean").by(other, Optional.empty());
        ExperimentResult result = new Experiment(spy, digits, options).run(new Silent());
        assertEquals(new Placement(true, 28, 28), seen[0]);
        assertEquals(other, result.protocol());
        // As the images of that recipe are classified by the same model.
        Classifier saved = spy.load(result.models().get(0).file());
        TransformedSet images =
                TransformedSet.of(digits.test(), new HomnistRecipe(3, HomnistRecipe.Sampling.AS_PUBLISHED), 3);
        assertEquals(
                new Tester(saved, new Silent(), Checkpoints.USUAL).test(images).accuracy(),
                result.models().get(0).homnist().accuracy());
        ModelResult usual = new Experiment(spy, digits, options(3, "mean"))
                .run(new Silent())
                .models()
                .get(0);
        assertFalse(seen[0].random());
        assertNotEquals(
                usual.homnist().accuracy(), result.models().get(0).homnist().accuracy());
    }

    @Test
    void officialImagesAreTestedOnToo() throws IOException {
        // The recipe's own images in a file like the official one: the figures must be the same.
        Path folder = Files.createDirectories(dir.resolve("official"));
        MatWriter.write(
                TransformedSet.of(digits.test(), new AffnistRecipe(5), 3).images(), folder.resolve("test.mat"));
        AffnistTestSet official = AffnistTestSet.open(folder, digits.test());
        ExperimentResult result = new Experiment(
                        new NearestMeanTrainer(), digits, options(5, "mean").by(Protocol.USUAL, Optional.of(official)))
                .run(new Silent());
        ModelResult model = result.models().get(0);
        Evaluation found = model.official().orElseThrow();
        assertEquals(model.affnist().accuracy(), found.accuracy());
        assertEquals(model.affnist().interval(), found.interval());
        OfficialFigures figures = OfficialFigures.of(found, official);
        assertEquals(3, figures.imagesOfADigit());
        assertEquals(900, figures.images());
    }

    @Test
    void protocolsHaveNames() {
        assertEquals(Protocol.USUAL, Protocol.of(null, null));
        assertEquals(Protocol.USUAL, Protocol.of("just-centered", "corrected"));
        assertEquals(
                "as-published", Protocol.of("randomly-placed", "as-published").homnistName());
        assertEquals(
                "training: expected just-centered or randomly-placed, got centred",
                assertThrows(IllegalArgumentException.class, () -> Protocol.of("centred", null))
                        .getMessage());
        assertEquals(
                "homnist: expected corrected or as-published, got published",
                assertThrows(IllegalArgumentException.class, () -> Protocol.of(null, "published"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Placement(true, 28, 41));
    }

    @Test
    void hardestImagesAreWrongAndWorstFirst() throws IOException {
        ModelResult model = run(5).models().get(0);
        assertEquals(10, model.hardest().size());
        TransformedSet set = TransformedSet.of(digits.test(), new AffnistRecipe(5), 3);
        boolean found = false;
        for (ModelResult.HardImage hard : model.hardest()) {
            assertNotEquals(hard.predicted(), hard.image().label(0));
        }
        for (int k = 0; k < set.count() && !found; k++) {
            found = set.images(k, k + 1)
                    .checksum()
                    .equals(model.hardest().get(0).image().checksum());
        }
        assertTrue(found, "the hardest image is one of the test images");
    }

    @Test
    void provenanceSaysWhereItComesFrom() throws IOException {
        Provenance p = run(5).provenance();
        assertEquals(digits.train().stratified(1000).checksum(), p.dataChecksum());
        assertEquals("plain Java", p.backend());
        assertEquals("a command", p.command());
        assertEquals(5, p.seed());
        for (String text : List.of(p.version(), p.jvm(), p.os(), p.cpu(), p.data(), p.date())) {
            assertFalse(text.isBlank());
        }
    }

    @Test
    void refusesUnknownModelsAndMoreDigitsThanThereAre() {
        NearestMeanTrainer trainer = new NearestMeanTrainer();
        assertEquals(
                "unknown model x, expected one of mean, centred-mean",
                assertThrows(IllegalArgumentException.class, () -> new Experiment(trainer, digits, options(1, "x")))
                        .getMessage());
        ExperimentOptions greedy = new ExperimentOptions(
                List.of(ModelSpec.named("mean")), 2001, 1, 1, 0, 1, dir, false, Checkpoints.USUAL, "");
        assertEquals(
                "training size 2001, expected at most the 2000 digits there are",
                assertThrows(IllegalArgumentException.class, () -> new Experiment(trainer, digits, greedy))
                        .getMessage());
    }
}
