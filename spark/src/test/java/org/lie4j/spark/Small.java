package org.lie4j.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.IdxWriter;
import org.lie4j.eval.data.Mnist;
import org.lie4j.eval.report.ReportFiles;
import org.lie4j.eval.run.Checkpoints;
import org.lie4j.eval.run.EpochStats;
import org.lie4j.eval.run.ExperimentListener;
import org.lie4j.eval.run.ExperimentResult;
import org.lie4j.eval.run.ModelResult;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.run.ModelTrainer;
import org.lie4j.eval.study.CellResult;
import org.lie4j.eval.study.Study;
import org.lie4j.eval.study.StudyListener;
import org.lie4j.eval.study.StudyRun;

/** Studies of seconds, and what must not change when they run elsewhere. */
final class Small {
    static final String TINY = "{\"name\": \"tiny\", \"from\": \"cnn\", \"channels\": [2, 2, 4], \"hidden\": 4}";
    static final String AUGMENTED =
            "{\"name\": \"moved\", \"from\": \"cnn-augmented\", \"channels\": [2, 2, 4], \"hidden\": 4}";
    static final String FRAME =
            "{\"name\": \"frame\", \"from\": \"affine-frame\", \"channels\": [2, 2, 4], \"hidden\": 4}";

    private Small() {}

    static ModelSpec model(String json) throws IOException {
        return ModelSpec.of(new ObjectMapper().readTree(json));
    }

    /** Some of the embedded digits; 410 for tests are three batches of which the last is not full. */
    static Mnist digits(int train, int test) throws IOException {
        Mnist all = EmbeddedMnist.load();
        return new Mnist(all.train().slice(0, train), all.test().slice(0, test));
    }

    static Path write(Mnist digits, Path folder) throws IOException {
        Files.createDirectories(folder);
        IdxWriter.writeImages(digits.train(), folder.resolve("train-images-idx3-ubyte"));
        IdxWriter.writeLabels(digits.train(), folder.resolve("train-labels-idx1-ubyte"));
        IdxWriter.writeImages(digits.test(), folder.resolve("t10k-images-idx3-ubyte"));
        IdxWriter.writeLabels(digits.test(), folder.resolve("t10k-labels-idx1-ubyte"));
        return folder;
    }

    static Study study(int epochs, int checkpointEvery, String... models) throws IOException {
        List<ModelSpec> specs = new ArrayList<>();
        for (String model : models) {
            specs.add(model(model));
        }
        return new Study("T", specs, List.of(1L), List.of(0), epochs, 1, 1, null, checkpointEvery);
    }

    static List<CellResult> run(
            Study study, ModelTrainer trainer, int trainings, Mnist digits, Path out, boolean resume)
            throws IOException {
        Checkpoints checkpoints = new Checkpoints(study.checkpointEvery(), () -> false);
        return new StudyRun(study, trainer, digits, out, checkpoints, "a command", trainings)
                .run(resume, new Silent(), new Writer());
    }

    /** All figures and outcomes of a study's trainings but times, memory and where they come from. */
    static String figures(Path out, Study study) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Study.Cell cell : study.cells()) {
            Path folder = out.resolve("trainings").resolve(cell.key());
            ObjectMapper mapper = new ObjectMapper();
            JsonNode json = mapper.readTree(folder.resolve("metrics.json").toFile());
            for (JsonNode model : json.get("models")) {
                ObjectNode figures = (ObjectNode) model;
                figures.remove(List.of("trainSeconds", "imagesPerSecond", "peakMemoryBytes"));
                ((ObjectNode) figures.get("provenance")).remove(List.of("date", "command", "backend"));
                for (JsonNode epoch : figures.get("epochs")) {
                    ((ObjectNode) epoch).remove("seconds");
                }
            }
            all.append(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(json))
                    .append(Files.readString(folder.resolve("digits.csv")));
        }
        return all.toString();
    }

    /** Writes reports. */
    private static final class Writer implements StudyListener {
        @Override
        public void onCell(int number, int count, Study.Cell cell, boolean done) {}

        @Override
        public void onEpoch(Study.Cell cell, EpochStats epoch) {}

        @Override
        public void onExperiment(ExperimentResult result) throws IOException {
            ReportFiles.write(result);
        }

        @Override
        public void onFigures(List<CellResult> results) {}
    }

    /** Hears nothing. */
    static class Silent implements ExperimentListener {
        @Override
        public void onTraining(String model) {}

        @Override
        public void onTesting(String model, long images) {}

        @Override
        public void onTested(int images) {}

        @Override
        public void onResult(ModelResult result) {}

        @Override
        public void onBatch(int epoch, int epochs, int batch, int batches, double loss, double accuracy) {}

        @Override
        public void onEpoch(int epoch, double loss, double accuracy, double heldOut, double seconds) {}
    }
}
