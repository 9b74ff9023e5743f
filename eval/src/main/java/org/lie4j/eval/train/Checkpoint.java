package org.lie4j.eval.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.run.EpochStats;

/**
 * A training after some of its epochs: the network with its optimiser's state, the epochs that were, and what training it is.
 *
 * <p>Everything random in an epoch is a function of seed and epoch, so that there is no state but this.
 */
record Checkpoint(Plan plan, List<EpochStats> history, MultiLayerNetwork network) {
    private static final String KIND = "checkpoint";

    /** What makes a training the same training. */
    record Plan(String model, int epochs, long seed, String dataChecksum) {}

    private record Header(Plan plan, List<EpochStats> history) {}

    static Path file(Path folder) {
        return folder.resolve("last.lie4j-checkpoint");
    }

    void write(Path folder) throws IOException {
        ObjectNode header = NetworkArchive.header();
        header.set("training", NetworkArchive.json(new Header(plan, history)));
        NetworkArchive.write(file(folder), KIND, header, network, true);
    }

    /** Reads the last checkpoint of a folder, which must be of the given training; null if there is none. */
    static Checkpoint readIfPresent(Path folder, Plan expected) throws IOException {
        Path file = file(folder);
        if (!Files.exists(file)) {
            return null;
        }
        NetworkArchive.Content content = NetworkArchive.read(file, KIND, true);
        Header header = NetworkArchive.parse(content.header().path("training"), Header.class, file);
        if (header == null || !expected.equals(header.plan())) {
            throw new BadDataException(file + ": of another training, " + (header == null ? "nameless" : header.plan())
                    + "; expected " + expected);
        }
        return new Checkpoint(header.plan(), List.copyOf(header.history()), content.network());
    }
}
