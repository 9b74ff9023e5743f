package org.lie4j.eval.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.JustCentered;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.eval.metrics.LayerErrors;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.Classifier;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.ModelTrainer;
import org.lie4j.eval.run.Placement;
import org.lie4j.eval.run.Provenance;
import org.lie4j.eval.run.StoppedException;
import org.lie4j.eval.run.TrainingListener;
import org.lie4j.eval.run.TrainingOptions;

class Dl4jTrainerTest {
    private static final Provenance PROVENANCE =
            new Provenance("v", "jvm", "os", "cpu", "backend", "data", "sum", 5, "command", "date");

    private static ImageSet train;

    @TempDir
    Path dir;

    private final Dl4jTrainer trainer = new Dl4jTrainer();

    @BeforeAll
    static void load() throws IOException {
        train = TransformedSet.of(EmbeddedMnist.load().train().slice(0, 200), JustCentered.INSTANCE, 1)
                .images();
    }

    private TrainingOptions options(int epochs, long seed, String folder, boolean resume) {
        return new TrainingOptions(epochs, seed, dir.resolve(folder), resume, Checkpoints.USUAL);
    }

    /** Notes the epochs, and dies in the middle of one if told to. */
    private static final class Notes implements TrainingListener {
        private final List<Integer> epochs = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();
        private final int dieInEpoch;

        Notes(int dieInEpoch) {
            this.dieInEpoch = dieInEpoch;
        }

        @Override
        public void onBatch(int epoch, int all, int batch, int batches, double loss, double accuracy) {
            assertTrue(Double.isFinite(loss) && accuracy >= 0 && accuracy <= 1);
            if (epoch == dieInEpoch && batch == 2) {
                throw new IllegalStateException("killed");
            }
        }

        @Override
        public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {
            epochs.add(epoch);
            losses.add(loss);
        }
    }

    private static float[] pixels(int count) {
        float[] pixels = new float[count * 1600];
        train.copyTo(0, count, pixels, 0);
        return pixels;
    }

    private static float[] probabilities(Classifier classifier) {
        float[] out = new float[150 * 10];
        classifier.probabilities(pixels(150), 150, out);
        return out;
    }

    @ParameterizedTest
    @ValueSource(strings = {"cnn", "cnn-augmented", "affine-frame", "gl2"})
    void aKilledTrainingEndsLikeOneThatWasNot(String model) throws IOException {
        Notes whole = new Notes(0);
        float[] expected =
                probabilities(trainer.train(ModelSpec.named(model), train, options(3, 5, "whole", false), whole));

        Notes first = new Notes(2);
        // The last state that it wrote is that of the middle of an epoch.
        TrainingOptions often = new TrainingOptions(3, 5, dir.resolve("killed"), true, new Checkpoints(0, () -> false));
        assertThrows(IllegalStateException.class, () -> trainer.train(ModelSpec.named(model), train, often, first));
        assertEquals(
                2,
                NetworkArchive.read(Checkpoint.file(dir.resolve("killed")), "checkpoint", true)
                        .header()
                        .at("/training/position/batch")
                        .asInt());
        Notes second = new Notes(0);
        Classifier resumed = trainer.train(ModelSpec.named(model), train, options(3, 5, "killed", true), second);
        assertArrayEquals(expected, probabilities(resumed));
        assertEquals(List.of(1), first.epochs);
        assertEquals(List.of(1, 2, 3), second.epochs);
        assertEquals(whole.losses, second.losses);

        // Once more: everything is in the last checkpoint.
        assertArrayEquals(
                expected,
                probabilities(
                        trainer.train(ModelSpec.named(model), train, options(3, 5, "killed", true), new Notes(1))));
    }

    /** The paper's graph, made so small that it trains within a test. */
    private static ModelSpec smallPaper(String from) throws IOException {
        return new ObjectMapper()
                .readValue(
                        "{\"name\": \"small\", \"from\": \"" + from
                                + "\", \"elements\": 2, \"channels\": 3, \"hidden\": 8, \"batch\": 10, \"epochs\": 2}",
                        ModelSpec.class);
    }

    @Test
    void thePapersGraphIsTrainedResumedSavedAndRead() throws IOException {
        ImageSet few = train.slice(0, 30);
        ModelSpec spec = smallPaper("sl2-paper");
        Notes whole = new Notes(0);
        // Epochs of the model count before those of the run.
        Classifier trained = trainer.train(spec, few, options(1, 5, "whole", false), whole);
        assertEquals(List.of(1, 2), whole.epochs);
        TrainingOptions often = new TrainingOptions(1, 5, dir.resolve("killed"), true, new Checkpoints(0, () -> false));
        assertThrows(IllegalStateException.class, () -> trainer.train(spec, few, often, new Notes(2)));
        Notes second = new Notes(0);
        Classifier resumed = trainer.train(spec, few, options(1, 5, "killed", true), second);
        float[] expected = probabilities(trained);
        assertArrayEquals(expected, probabilities(resumed));
        assertEquals(whole.losses, second.losses);

        Path file = dir.resolve("small.lie4j");
        trained.save(file, PROVENANCE);
        Classifier read = trainer.load(file);
        assertEquals("small", read.model());
        assertArrayEquals(expected, probabilities(read));
        assertEquals(trained.parameters(), read.parameters());
        assertEquals(
                trained.parameters(),
                ModelSerializer.restoreComputationGraph(file.toFile()).numParams());
        assertTrue(read.canonical(pixels(2), 2).isEmpty());
        assertEquals(2, read.kernels().orElseThrow().elements());
        assertTrue(read.multiplyAdds().orElseThrow() > 100_000);
        LayerErrors errors = read.equivarianceErrors(pixels(2), 2, new double[] {1, 0, 0, 1, 0, -1, 1, 0})
                .orElseThrow();
        assertEquals(0, errors.output().get(0), 1e-5);
        assertTrue(errors.output().get(1) > 0);
        refused("the network inside is damaged", rewritten(file, "configuration.json", "{}"));
    }

    @Test
    void thePapersGraphLearns() throws IOException {
        Notes notes = new Notes(0);
        ModelSpec spec = new ObjectMapper()
                .readValue(
                        "{\"name\": \"s\", \"from\": \"gl2-paper\", \"elements\": 2, \"channels\": 4, \"hidden\": 32,"
                                + " \"batch\": 20, \"epochs\": 6, \"learning-rate\": 5e-3}",
                        ModelSpec.class);
        trainer.train(spec, train.slice(0, 100), options(0, 2, "l", false), notes);
        assertTrue(notes.losses.get(5) < 0.93 * notes.losses.get(0), notes.losses.toString());
    }

    @Test
    void checkpointsOfEarlierVersionsKnewOnlyWholeEpochs() throws IOException {
        float[] expected = probabilities(
                trainer.train(ModelSpec.named("cnn"), train, options(2, 5, "whole", false), new Notes(0)));
        // After the first of two epochs, as an earlier version wrote it.
        int[] steps = {0};
        Checkpoints stopAfterThree = new Checkpoints(1e9, () -> ++steps[0] == 3);
        assertThrows(
                StoppedException.class,
                () -> trainer.train(
                        ModelSpec.named("cnn"),
                        train,
                        new TrainingOptions(2, 5, dir.resolve("old"), true, stopAfterThree),
                        new Notes(0)));
        Path file = Checkpoint.file(dir.resolve("old"));
        String header;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            header = new String(zip.getInputStream(zip.getEntry("lie4j.json")).readAllBytes(), StandardCharsets.UTF_8);
        }
        String old = header.replaceAll("(?s),\\s*\"position\" : \\{.*?\\}", "");
        assertNotEquals(header, old);
        Files.move(rewritten(file, "lie4j.json", old), file, StandardCopyOption.REPLACE_EXISTING);
        assertArrayEquals(
                expected,
                probabilities(trainer.train(ModelSpec.named("cnn"), train, options(2, 5, "old", true), new Notes(0))));
    }

    @Test
    void randomlyPlacedDigitsMoveFromEpochToEpoch() throws IOException {
        Placement anywhere = new Placement(true, 28, 28);
        TrainingOptions placed =
                new TrainingOptions(2, 5, dir.resolve("p"), false, Checkpoints.USUAL).withPlacement(anywhere);
        float[] moved = probabilities(trainer.train(ModelSpec.named("cnn"), train, placed, new Notes(0)));
        assertArrayEquals(
                moved,
                probabilities(trainer.train(
                        ModelSpec.named("cnn"),
                        train,
                        new TrainingOptions(2, 5, dir.resolve("again"), false, Checkpoints.USUAL)
                                .withPlacement(anywhere),
                        new Notes(0))));
        float[] still = probabilities(
                trainer.train(ModelSpec.named("cnn"), train, options(2, 5, "still", false), new Notes(0)));
        assertFalse(Arrays.equals(moved, still));
        // A checkpoint of the one is none of the other.
        String message = assertThrows(
                        BadDataException.class,
                        () -> trainer.train(ModelSpec.named("cnn"), train, options(2, 5, "p", true), new Notes(0)))
                .getMessage();
        assertTrue(message.contains("Placement[random=true, rows=28, cols=28]"), message);
    }

    @Test
    void lossFallsAndSeedsMatter() throws IOException {
        Notes notes = new Notes(0);
        float[] five = probabilities(trainer.train(ModelSpec.named("cnn"), train, options(8, 5, "a", false), notes));
        float[] six =
                probabilities(trainer.train(ModelSpec.named("cnn"), train, options(8, 6, "b", false), new Notes(0)));
        assertFalse(Arrays.equals(five, six));
        assertTrue(notes.losses.get(7) < 0.9 * notes.losses.get(0), notes.losses.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cnn", "cnn-augmented", "so2", "scale", "sl2", "gl2", "affine-frame"})
    void everyModelIsTrainedSavedAndRead(String model) throws IOException {
        assertTrue(trainer.models().contains(model));
        Classifier trained =
                trainer.train(ModelSpec.named(model), train.slice(0, 20), options(1, 1, model, false), new Notes(0));
        assertEquals(model, trained.model());
        float[] expected = probabilities(trained);
        for (int i = 0; i < 150; i++) {
            double sum = 0;
            for (int c = 0; c < 10; c++) {
                assertTrue(expected[10 * i + c] >= 0);
                sum += expected[10 * i + c];
            }
            assertEquals(1, sum, 1e-5);
        }
        Path file = dir.resolve(model + ".lie4j");
        trained.save(file, PROVENANCE);
        Classifier read = trainer.load(file);
        assertEquals(model, read.model());
        assertEquals(trained.parameters(), read.parameters());
        assertArrayEquals(expected, probabilities(read));
        assertEquals(
                trained.parameters(),
                ModelSerializer.restoreMultiLayerNetwork(file.toFile()).numParams());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String header =
                    new String(zip.getInputStream(zip.getEntry("lie4j.json")).readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(header.contains("\"cpu\" : \"cpu\"") && header.contains("\"seed\" : 5"), header);
        }
        assertEquals(model.equals("affine-frame"), read.canonical(pixels(2), 2).isPresent());
        LayerErrors errors = read.equivarianceErrors(pixels(2), 2, new double[] {1, 0, 0, 1, 0, -1, 1, 0})
                .orElseThrow();
        assertEquals(0, errors.output().get(0), 1e-5);
        assertTrue(errors.output().get(1) > 0);
    }

    @Test
    void canonicalFormsOfTurnedDigitsAreOfTheInputsSize() throws IOException {
        Classifier frame = trainer.train(
                ModelSpec.named("affine-frame"), train.slice(0, 20), options(1, 1, "f", false), new Notes(0));
        float[] out = frame.canonical(pixels(3), 3).orElseThrow();
        assertEquals(3 * 1600, out.length);
        double ink = 0;
        for (float v : out) {
            assertTrue(v >= 0 && v <= 1.001);
            ink += v;
        }
        assertTrue(ink > 100, "ink " + ink);
    }

    @Test
    void filesThatAreNoModelsAreRefused() throws IOException {
        Classifier trained =
                trainer.train(ModelSpec.named("cnn"), train.slice(0, 20), options(1, 1, "c", false), new Notes(0));
        Path good = dir.resolve("good.lie4j");
        trained.save(good, PROVENANCE);

        assertThrows(NoSuchFileException.class, () -> trainer.load(dir.resolve("none.lie4j")));
        refused("not a zip archive", Files.writeString(dir.resolve("text.lie4j"), "no model"));
        refused("no lie4j.json inside", rewritten(good, "lie4j.json", null));
        refused("is no JSON", rewritten(good, "lie4j.json", "{"));
        refused("a lie4j checkpoint, expected a lie4j model", Checkpoint.file(dir.resolve("c")));
        refused(
                "model format 7, written by lie4j 9.9; expected format 1",
                rewritten(good, "lie4j.json", "{\"kind\":\"model\",\"format\":7,\"lie4j\":\"9.9\"}"));
        refused("the network inside is damaged", rewritten(good, "configuration.json", "{}"));
        refused("the network inside is damaged", rewritten(good, "coefficients.bin", "short"));
        byte[] bytes = Files.readAllBytes(good);
        refused("damaged", Files.write(dir.resolve("short.lie4j"), Arrays.copyOf(bytes, bytes.length / 2)));
        bytes[bytes.length / 2] ^= 0x10;
        refused("damaged", Files.write(dir.resolve("flipped.lie4j"), bytes));
    }

    private void refused(String part, Path file) {
        String message =
                assertThrows(BadDataException.class, () -> trainer.load(file)).getMessage();
        assertTrue(message.startsWith(file.toString()) && message.contains(part), message);
    }

    /** A copy of an archive with one entry replaced, or left out. */
    private Path rewritten(Path file, String entry, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile in = new ZipFile(file.toFile());
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry e : in.stream().map(ZipEntry.class::cast).toList()) {
                if (e.getName().equals(entry) && content == null) {
                    continue;
                }
                out.putNextEntry(new ZipEntry(e.getName()));
                out.write(
                        e.getName().equals(entry)
                                ? content.getBytes(StandardCharsets.UTF_8)
                                : in.getInputStream(e).readAllBytes());
            }
        }
        return Files.write(dir.resolve("rewritten-" + System.nanoTime() + ".lie4j"), bytes.toByteArray());
    }

    @Test
    void checkpointsOfOtherTrainingsAreRefused() throws IOException {
        trainer.train(ModelSpec.named("cnn"), train.slice(0, 20), options(1, 1, "o", false), new Notes(0));
        String message = assertThrows(
                        BadDataException.class,
                        () -> trainer.train(
                                ModelSpec.named("cnn"), train.slice(0, 20), options(1, 2, "o", true), new Notes(0)))
                .getMessage();
        assertTrue(message.contains("seed=1") && message.contains("seed=2"), message);
    }

    @Test
    void wrongInputIsNamed() {
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> trainer.train(ModelSpec.named("nn"), train, options(1, 1, "x", false), new Notes(0)))
                .getMessage()
                .contains("unknown model nn, expected one of cnn, cnn-augmented, so2"));
        assertThrows(
                IllegalArgumentException.class,
                () -> trainer.train(
                        ModelSpec.named("cnn"),
                        EmbeddedMnist.load().test().slice(0, 5),
                        options(1, 1, "x", false),
                        new Notes(0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> trainer.train(
                        ModelSpec.named("cnn"), train.slice(0, 0), options(1, 1, "x", false), new Notes(0)));
    }

    @Test
    void theServiceIsFound() {
        ModelTrainer found = ServiceLoader.load(ModelTrainer.class).findFirst().orElseThrow();
        assertEquals(Dl4jTrainer.class, found.getClass());
        assertTrue(found.backend().contains("ND4J"), found.backend());
        assertNotEquals("ND4J", found.backend());
    }
}
