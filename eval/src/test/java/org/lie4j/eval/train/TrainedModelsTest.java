package org.lie4j.eval.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lie4j.eval.run.ModelDescription;
import org.lie4j.eval.run.ModelSpec;
import org.lie4j.eval.study.StudyFile;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.models.AffineFrameCnn;
import org.lie4j.kernels.models.GroupCnn;
import org.lie4j.kernels.models.PlainCnn;
import org.lie4j.kernels.models.ReferenceGroupNetwork;

class TrainedModelsTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static ModelSpec spec(String yaml) throws IOException {
        return YAML.readValue(yaml, ModelSpec.class);
    }

    @Test
    void everySettingArrives() throws IOException {
        TrainedModels.Recipe wide =
                TrainedModels.of(spec("{name: sl2-wide, from: sl2, group: gl2, elements: 6, arc: 45,"
                        + " deviation: 0.2, channels: [16, 24, 64], hidden: 100, separable: true, learning-rate: 4e-3, batch: 32,"
                        + " weight-decay: 0.01, warm-up: 0.1, epochs: 7, last-learning-rate: 1e-5, augmented: true}"));
        assertEquals(
                new TrainedModels.Recipe(
                        new Architecture.Layers(
                                new GroupCnn(PlanarGroup.GL2, 6, Math.toRadians(45), 0.2, 16, 24, 64, 100, true)),
                        4e-3,
                        1e-5,
                        0.1,
                        0.01,
                        32,
                        7,
                        0,
                        true),
                wide);
        TrainedModels.Recipe frame = TrainedModels.of(
                spec("{name: f, from: affine-frame, turning: 20, stretch: 0.1, shift: 1, elements: 8, arc: 60}"));
        AffineFrameCnn base = AffineFrameCnn.DEFAULT;
        assertEquals(
                new AffineFrameCnn(
                        base.frame(),
                        Math.toRadians(20),
                        0.1,
                        1,
                        8,
                        Math.toRadians(60),
                        base.first(),
                        base.second(),
                        base.third(),
                        base.hidden()),
                ((Architecture.Layers) frame.architecture()).classifier());
        assertEquals(
                new Architecture.Layers(new PlainCnn(1, 2, 3, 4)),
                TrainedModels.of(spec("{name: c, from: cnn, channels: [1, 2, 3], hidden: 4}"))
                        .architecture());
        ReferenceGroupNetwork paper = ReferenceGroupNetwork.of(PlanarGroup.SL2);
        TrainedModels.Recipe small = TrainedModels.of(
                spec("{name: p, from: sl2-paper, group: gl2, elements: 3, deviation: 0.3, channels: 5, hidden: 6}"));
        assertEquals(
                new Architecture.Paper(new ReferenceGroupNetwork(PlanarGroup.GL2, 3, 0.3, 5, paper.kernels(), 6)),
                small.architecture());
        assertEquals(50, small.usualEpochs());
        assertEquals(1e-7, small.lastLearningRate());
        // The last rate is never above the first.
        assertEquals(
                1e-8,
                TrainedModels.of(spec("{name: p, from: sl2-paper, learning-rate: 1e-8}"))
                        .lastLearningRate());
    }

    @Test
    void whatIsNotChangedStays() throws IOException {
        for (String name : TrainedModels.names()) {
            assertEquals(
                    TrainedModels.of(ModelSpec.named(name)),
                    TrainedModels.of(spec("{name: other, from: " + name + "}")));
        }
    }

    @Test
    void aSpecIsReadAsItIsWritten() throws IOException {
        for (String yaml :
                new String[] {"cnn", "{name: a, from: cnn, learning-rate: 4e-3, channels: [1, 2, 3], arc: 4.5}"}) {
            ModelSpec spec = spec(yaml);
            assertEquals(spec, YAML.readValue(YAML.writeValueAsString(spec), ModelSpec.class));
        }
        assertEquals("cnn", spec("cnn").toString());
        assertEquals(
                "a (from cnn: batch=3, hidden=4)",
                spec("{name: a, from: cnn, hidden: 4, batch: 3}").toString());
    }

    @Test
    void mistakesAreNamed() throws IOException {
        refused("{name: a, from: vit}", "unknown model vit, expected one of cnn, cnn-augmented");
        refused("{name: sl2, from: sl2, elements: 6}", "model sl2: expected a name of its own");
        refused(
                "{name: a, from: sl2, elemnts: 6}",
                "model a: unknown key elemnts, expected one of name, from, arc, augmented");
        refused("{name: a, from: cnn, elements: 6}", "model a: unknown key elements");
        refused("{name: a, from: sl2, elements: 0}", "model a: elements: expected a whole number from 1 to 64, got 0");
        refused("{name: a, from: sl2, elements: many}", "elements: expected a whole number from 1 to 64, got \"many\"");
        refused("{name: a, from: sl2, arc: 200}", "arc: expected a number from 0.1 to 180, got 200");
        refused("{name: a, from: sl2, arc: wide}", "arc: expected a number from 0.1 to 180, got \"wide\"");
        refused(
                "{name: a, from: sl2, channels: [1, 2]}",
                "channels: expected a list of 3 whole numbers from 1 to 4096, got [1,2]");
        refused("{name: a, from: sl2, channels: 5}", "channels: expected a list of 3");
        refused("{name: a, from: sl2, group: SL3}", "group: expected one of [SO2, SL2");
        refused("{name: a, from: sl2, epochs: 0}", "epochs: expected a whole number from 1 to 4096, got 0");
        refused("{name: a, from: sl2, epochs: 1.5}", "epochs: expected a whole number from 1 to 4096, got 1.5");
        refused(
                "{name: a, from: cnn, learning-rate: 1e-3, last-learning-rate: 2e-3}",
                "last-learning-rate: expected a number from 0 to 0.001, got 0.002");
        refused(
                "{name: a, from: sl2-paper, channels: [1, 2]}",
                "channels: expected a whole number from 1 to 4096, got [1,2]");
        refused("{name: a, from: sl2-paper, arc: 30}", "unknown key arc");
        refused("{name: a, from: sl2, separable: 1}", "separable: expected true or false, got 1");
        refused(
                "{name: a, from: sl2, learning-rate: -1}",
                "learning-rate: expected a number from 1.0E-9 to 10, got -1");
    }

    private static void refused(String yaml, String part) throws IOException {
        ModelSpec spec = spec(yaml);
        String message = assertThrows(IllegalArgumentException.class, () -> new Dl4jTrainer().check(spec))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void theModelsOfShippedStudiesCanBeTrained() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("studies"))) {
            for (Path file : files.toList()) {
                StudyFile.read(file).models().forEach(new Dl4jTrainer()::check);
            }
        }
    }

    @Test
    void descriptionsAreOfTheNetworks() {
        for (ModelDescription model : new Dl4jTrainer().descriptions()) {
            assertTrue(model.parameters() > 10_000 && model.multiplyAdds().orElseThrow() > 1_000_000, model.toString());
        }
        assertEquals(67_330, new Dl4jTrainer().descriptions().get(0).parameters());
    }
}
