package org.lie4j.eval.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.data.AffnistRecipe;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.ImageSet;
import org.lie4j.eval.data.MatWriter;
import org.lie4j.eval.data.Mnist;
import org.lie4j.eval.data.TransformedSet;
import org.lie4j.eval.report.StudyReport;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.ExperimentResult;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.NearestMeanTrainer;
import org.lie4j.eval.run.Protocol;
import org.lie4j.eval.run.RunLog;
import org.lie4j.eval.run.Silent;

class StudyTest {
    private static Mnist digits;

    @TempDir
    Path dir;

    @BeforeAll
    static void load() throws IOException {
        Mnist all = EmbeddedMnist.load();
        digits = new Mnist(all.train().slice(0, 600), all.test().slice(0, 60));
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(dir.resolve("study.yaml"), String.join("\n", lines));
    }

    /** Counts trainings, and stops before one of them. */
    private static class Watch implements StudyListener {
        private final int stopBefore;
        private final List<String> seen = new ArrayList<>();
        private int trained;
        private int figures;

        Watch(int stopBefore) {
            this.stopBefore = stopBefore;
        }

        @Override
        public void onCell(int number, int count, Study.Cell cell, boolean done) {
            if (number == stopBefore) {
                throw new IllegalStateException("stopped");
            }
            seen.add(number + "/" + count + " " + cell.key() + (done ? " done" : ""));
        }

        @Override
        public void onExperiment(ExperimentResult result) {
            trained++;
        }

        @Override
        public void onFigures(List<CellResult> results) {
            figures = results.size();
        }
    }

    private static List<ModelSpec> models(String... names) {
        return Stream.of(names).map(ModelSpec::named).toList();
    }

    private StudyRun run(Study study) {
        return new StudyRun(
                study, new NearestMeanTrainer(), digits, dir.resolve("out"), Checkpoints.USUAL, "a command");
    }

    @Test
    void aFileHasDefaults() throws IOException {
        Study study = StudyFile.read(file("title: T", "models: [mean]"));
        assertEquals(new Study("T", models("mean"), List.of(1L), List.of(0), 0, 4, 4, null, 30), study);
        Study json = StudyFile.read(file("{\"title\": \"T\", \"models\": [\"mean\"], \"affnist-copies\": 32}"));
        assertEquals(32, json.affnistCopies());
        assertEquals(4, json.homnistCopies());
        assertEquals(
                5,
                StudyFile.read(file("title: T", "models: [mean]", "checkpoint-every: 5"))
                        .checkpointEvery());
    }

    @Test
    void theProtocolAndEpochsOfAModelAreKept() throws IOException {
        ImageSet images =
                TransformedSet.of(digits.test(), new AffnistRecipe(9), 2).images();
        MatWriter.write(images, dir.resolve("test.mat"));
        Study study = StudyFile.read(file(
                "title: T",
                "models: [mean, {name: long, from: mean, skip: 0}]",
                "epochs: 1",
                "training: randomly-placed",
                "homnist: as-published",
                "affnist-files: " + dir));
        List<CellResult> first = run(study).run(false, new Silent(), new Watch(0));
        assertEquals(
                Protocol.of("randomly-placed", "as-published"), first.get(0).protocol());
        assertEquals(120, first.get(0).affnist().images());
        assertEquals(2, first.get(0).affnist().imagesOfADigit());
        String table = StudyReport.table(first);
        assertTrue(table.contains("| upright | affNIST | affNIST recipe |"), table);
        Watch again = new Watch(0);
        assertEquals(first, run(study).run(true, new Silent(), again));
        assertEquals(0, again.trained);

        // Anything else is another study.
        for (Study other : List.of(study.with("just-centered", null, null), study.with(null, "corrected", null))) {
            String message = assertThrows(
                            BadDataException.class, () -> run(other).run(true, new Silent(), new Watch(0)))
                    .getMessage();
            assertTrue(message.contains("of another study"), message);
        }
        MatWriter.write(images.slice(0, 60), dir.resolve("test.mat"));
        assertThrows(BadDataException.class, () -> run(study).run(true, new Silent(), new Watch(0)));
        Files.delete(dir.resolve("test.mat"));
        assertThrows(BadDataException.class, () -> run(study).run(false, new Silent(), new Watch(0)));
    }

    @Test
    void figuresOfEarlierVersionsKnewOneProtocol() throws IOException {
        Study study = new Study("T", models("mean"), List.of(1L), List.of(200), 1, 1, 1, null, null);
        List<CellResult> first = run(study).run(false, new Silent(), new Watch(0));
        Path figures = dir.resolve("out/trainings/mean-200-1/figures.json");
        String old = Files.readString(figures).replaceAll("(?s),\\s*\"protocol\" : \\{.*?\\}", "");
        assertFalse(old.contains("protocol"), old);
        Files.writeString(figures, old);
        assertEquals(first, run(study).run(true, new Silent(), new Watch(0)));
    }

    @Test
    void shippedStudiesCanBeRead() throws IOException {
        try (var files = Files.list(Path.of("studies"))) {
            List<Path> all = files.toList();
            assertTrue(all.size() >= 3, all.toString());
            for (Path path : all) {
                StudyFile.read(path);
            }
        }
    }

    @Test
    void badFilesAreNamedWithTheirFault() throws IOException {
        refused(file("title: T"), "models: expected a list of at least one value, got null");
        refused(file("title: T", "models: [a, a]"), "models: expected different values, got [a, a]");
        refused(file("title: T", "models: [a]", "train-sizes: [-3]"), "train-sizes: expected at least 0, got -3");
        refused(file("title: T", "models: [a]", "affnist-copies: 0"), "affnist-copies: expected at least 1, got 0");
        refused(
                file("title: T", "models: [a]", "training: centred"),
                "training: expected just-centered or randomly-placed, got centred");
        refused(file("title: T", "models: [a]", "homnist: true"), "homnist: expected corrected or as-published");
        refused(file("models: [a]"), "title: expected a line of text");
        refused(file("title: T", "models: [a]", "sedes: [1]"), "sedes");
        refused(file("title: T", "models: [a]", "seeds: [one]"), "one");
        refused(file("title: [", "models"), "line");
        refused(file(""), "study");
        refused(dir.resolve("none.yaml"), "no such file");
        refused(dir, "no such file");
        Files.write(dir.resolve("large.yaml"), new byte[2 << 20]);
        refused(dir.resolve("large.yaml"), "expected a study of at most");
    }

    private static void refused(Path file, String part) {
        BadDataException e = assertThrows(BadDataException.class, () -> StudyFile.read(file));
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void resultsOfTrainingsSideBySideAreToldApart() throws IOException {
        Study study = new Study("T", models("mean"), List.of(1L, 2L, 3L), List.of(200), 1, 1, 1, null, null);
        RunLog log = new RunLog("T", 3);
        Watch watch = new Watch(0) {
            @Override
            public void onTested(Study.Cell cell) {
                log.next(cell.key());
            }
        };
        new StudyRun(study, new NearestMeanTrainer(), digits, dir.resolve("out"), Checkpoints.USUAL, "a command", 2)
                .run(false, log, watch);
        assertEquals(
                List.of("mean-200-1", "mean-200-2", "mean-200-3"),
                log.snapshot().finished().stream()
                        .map(RunLog.Finished::name)
                        .sorted()
                        .toList());
    }

    @Test
    void everyModelSizeAndSeedIsTrained() throws IOException {
        Study study =
                new Study("T", models("mean", "centred-mean"), List.of(1L, 2L), List.of(200, 0), 2, 2, 1, null, null);
        Watch watch = new Watch(0);
        List<CellResult> results = run(study).run(false, new Silent(), watch);
        assertEquals(8, results.size());
        assertEquals(8, watch.trained);
        assertEquals("1/8 mean-200-1", watch.seen.get(0));
        assertEquals(
                List.of(200, 200, 600, 600, 200, 200, 600, 600),
                results.stream().map(CellResult::trainDigits).toList());
        assertTrue(results.stream().allMatch(r -> r.affnistImages() == 120 && r.homnistImages() == 60));
        assertTrue(results.stream().allMatch(r -> r.epochs() == 2));
    }

    @Test
    void aStudyThatWasStoppedGoesOnAndEndsWithTheSameFigures() throws IOException {
        Study study =
                new Study("T", models("mean", "centred-mean"), List.of(1L, 2L), List.of(200), 1, 1, 1, null, null);
        assertThrows(IllegalStateException.class, () -> run(study).run(false, new Silent(), new Watch(4)));
        Watch watch = new Watch(0);
        List<CellResult> resumed = run(study).run(true, new Silent(), watch);
        assertEquals(1, watch.trained);
        assertEquals(4, watch.figures);
        assertEquals("3/4 mean-200-2 done", watch.seen.get(2));
        List<CellResult> whole = run(study).run(false, new Silent(), new Watch(0));
        for (int i = 0; i < whole.size(); i++) {
            assertEquals(whole.get(i).affnistRecipe(), resumed.get(i).affnistRecipe());
            assertEquals(whole.get(i).invarianceError(), resumed.get(i).invarianceError());
        }
    }

    @Test
    void figuresOfAnotherStudyAreRefused() throws IOException {
        run(new Study("T", models("mean"), List.of(1L), List.of(200), 1, 1, 1, null, null))
                .run(false, new Silent(), new Watch(0));
        Study other = new Study("T", models("mean"), List.of(1L), List.of(200), 1, 2, 1, null, null);
        BadDataException e =
                assertThrows(BadDataException.class, () -> run(other).run(true, new Silent(), new Watch(0)));
        assertTrue(e.getMessage().contains("of another study"), e.getMessage());
        Files.writeString(dir.resolve("out/trainings/mean-200-1/figures.json"), "{\"cell\": 3}");
        assertThrows(BadDataException.class, () -> run(other).run(true, new Silent(), new Watch(0)));
    }

    @Test
    void aModelMayChangeTheSettingsOfAnother() throws IOException {
        Study study = StudyFile.read(file(
                "title: T",
                "models: [mean, {name: fewer, from: mean, skip: 500}]",
                "affnist-copies: 1",
                "homnist-copies: 1"));
        assertEquals(List.of("mean", "fewer"), study.modelNames());
        List<CellResult> results = run(study).run(false, new Silent(), new Watch(0));
        assertTrue(results.get(0).upright() > results.get(1).upright(), results.toString());
        assertEquals("fewer-all-1", results.get(1).cell().key());
        Watch again = new Watch(0);
        assertEquals(results, run(study).run(true, new Silent(), again));
        assertEquals(0, again.trained);

        // Other settings under the same name are another model.
        Study changed = StudyFile.read(file(
                "title: T",
                "models: [mean, {name: fewer, from: mean, skip: 400}]",
                "affnist-copies: 1",
                "homnist-copies: 1"));
        BadDataException e =
                assertThrows(BadDataException.class, () -> run(changed).run(true, new Silent(), new Watch(0)));
        assertTrue(
                e.getMessage().contains("fewer (from mean: skip=500)")
                        && e.getMessage()
                                .contains(
                                        "expected Cell[model=fewer, trainSize=0, seed=1] of fewer (from mean: skip=400)"),
                e.getMessage());
        // Figures of versions that knew no settings belong to the model as it is.
        Path figures = dir.resolve("out/trainings/mean-all-1/figures.json");
        String text = Files.readString(figures);
        String old = text.replaceFirst("(?m)^  \"model\" : \"mean\",\\R", "");
        assertEquals(text.lines().count() - 1, old.lines().count());
        Files.writeString(figures, old);
        assertEquals(
                results.get(0).upright(),
                run(study).run(true, new Silent(), new Watch(0)).get(0).upright());
    }

    @Test
    void badModelsAreNamedWithTheirFault() throws IOException {
        refused(
                file("title: T", "models: [{name: a}]"),
                "models: expected a name, or an object with name, from and settings");
        refused(file("title: T", "models: [[a]]"), "models: expected a name, or an object");
        refused(file("title: T", "models: [../a]"), "models: expected a name of letters");
        refused(file("title: T", "models: [a, {name: a, from: b}]"), "models: expected different values, got [a, a]");
        Study study = StudyFile.read(file("title: T", "models: [{name: a, from: mean, skp: 3}]"));
        assertEquals(
                "model a: unknown key skp, expected one of skip",
                assertThrows(IllegalArgumentException.class, () -> run(study)).getMessage());
    }

    @Test
    void whatCannotBeRunIsFoundOutBefore() {
        assertThrows(
                IllegalArgumentException.class,
                () -> run(new Study("T", models("mean", "none"), null, null, null, null, null, null, null)));
        assertThrows(
                IllegalArgumentException.class,
                () -> run(new Study("T", models("mean"), null, List.of(601), null, null, null, null, null)));
    }
}
