package org.lie4j.eval.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.data.EmbeddedMnist;
import org.lie4j.eval.data.Mnist;

class OutcomesFileTest {
    private static final String HEADER =
            "model,digit,label,upright,uprightImages,affnistRecipe,affnistImages,homnistRecipe,homnistImages\n";

    @TempDir
    Path dir;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Mnist all = EmbeddedMnist.load();
        Mnist few = new Mnist(all.train().slice(0, 100), all.test().slice(0, 30));
        ExperimentResult result = new Experiment(
                        new NearestMeanTrainer(),
                        few,
                        new ExperimentOptions(
                                List.of(ModelSpec.named("mean"), ModelSpec.named("centred-mean")),
                                0,
                                3,
                                2,
                                1,
                                1,
                                dir,
                                false,
                                Checkpoints.USUAL,
                                ""))
                .run(new Silent());
        OutcomesFile.write(result);
        Map<String, TestOutcomes> read = OutcomesFile.readIfPresent(dir);
        assertEquals(List.of("mean", "centred-mean"), List.copyOf(read.keySet()));
        for (ModelResult model : result.models()) {
            TestOutcomes outcomes = read.get(model.model());
            assertEquals(TestOutcomes.of(model), outcomes);
            assertEquals(model.affnist().accuracy(), outcomes.affnistRecipe().accuracy(), 1e-12);
            assertEquals(2, outcomes.homnistRecipe().copies());
            assertEquals(few.test().label(7), outcomes.labels().get(7));
        }
    }

    @Test
    void nothingIsReadWhereThereIsNoFile() throws IOException {
        assertTrue(OutcomesFile.readIfPresent(dir).isEmpty());
    }

    @Test
    void damageIsNamedWithItsLine() throws IOException {
        refused("model,digit\n", "expected the columns model,digit,label");
        refused(HEADER + "m,0,1,1,1,1,4,1\n", "line 2: expected 9 values, got 8");
        refused(HEADER + "m,0,1,1,1,1,4,1,1\nm,1,one,1,1,1,4,1,1\n", "line 3: expected whole numbers");
        refused(HEADER + "m,0,1,1,1,5,4,1,1\n", "m: digit 0: expected 0 to 4 correct images, got 5");
    }

    private void refused(String content, String part) throws IOException {
        Files.writeString(OutcomesFile.in(dir), content);
        String message = assertThrows(BadDataException.class, () -> OutcomesFile.readIfPresent(dir))
                .getMessage();
        assertTrue(message.contains("digits.csv: " + part), message);
    }
}
