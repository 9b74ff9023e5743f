package org.lie4j.eval.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.run.EpochStats;

/**
 * A training after some of its steps: the network with its optimiser's state, the epochs that were, how far the current one is, and what training it is.
 *
 * <p>The order of an epoch's images is a function of seed and epoch; what its steps draw follows from the state of ND4J's generator, which goes along.
 *
 * @param plan what training it is
 * @param history the epochs that were
 * @param position how far the current one is
 * @param network as it is
 */
public record Checkpoint(Plan plan, List<EpochStats> history, Position position, Network network) {
    private static final String KIND = "checkpoint";

    /**
     * What makes a training the same training.
     *
     * @param model the model with its settings
     * @param epochs passes over the training set
     * @param seed the seed
     * @param dataChecksum of the training set
     * @param shares how many trainers it is the mean of; null for one alone
     */
    public record Plan(
            String model,
            int epochs,
            long seed,
            String dataChecksum,
            @JsonInclude(JsonInclude.Include.NON_NULL) Integer shares) {}

    /**
     * How far an epoch is.
     *
     * @param batch batches done
     * @param loss sum of their losses
     * @param correct images classified correctly in them, the mean over the shares
     * @param seconds time that they took
     * @param rootState first half of the state of ND4J's generator
     * @param nodeState second half of it
     */
    public record Position(int batch, double loss, double correct, double seconds, long rootState, long nodeState) {
        /** The beginning of an epoch, where the generator is yet to be seeded. */
        public static final Position START = new Position(0, 0, 0, 0, 0, 0);
    }

    /** As in the file; files of earlier versions have no position: they were written between epochs alone. */
    private record Header(Plan plan, List<EpochStats> history, Position position) {}

    /**
     * Where it is in its folder.
     *
     * @param folder the folder
     * @return the file
     */
    public static Path file(Path folder) {
        return folder.resolve("last.lie4j-checkpoint");
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @param folder where to
     * @throws IOException if it cannot be written
     */
    public void write(Path folder) throws IOException {
        ObjectNode header = NetworkArchive.header();
        header.set("training", NetworkArchive.json(new Header(plan, history, position)));
        NetworkArchive.write(file(folder), KIND, header, network, true);
    }

    /**
     * Where a training goes on, or its beginning; a checkpoint that is not gone on from is deleted.
     *
     * @param folder of the training's checkpoints
     * @param plan what training it is
     * @param resume whether to go on from the last one, if there is one
     * @param fresh the network to begin with
     * @return the checkpoint
     * @throws BadDataException if the last one is of another training, or damaged
     * @throws IOException if it cannot be read or deleted
     */
    public static Checkpoint lastOrFirst(Path folder, Plan plan, boolean resume, Supplier<Network> fresh)
            throws IOException {
        Checkpoint last = resume ? readIfPresent(folder, plan) : null;
        if (last != null) {
            return last;
        }
        Files.deleteIfExists(file(folder));
        return new Checkpoint(plan, List.of(), Position.START, fresh.get());
    }

    /** Reads the last checkpoint of a folder, which must be of the given training; null if there is none. */
    private static Checkpoint readIfPresent(Path folder, Plan expected) throws IOException {
        Path file = file(folder);
        if (!Files.exists(file)) {
            return null;
        }
        Checkpoint found = read(folder);
        if (!expected.equals(found.plan)) {
            throw new BadDataException(file + ": of another training, " + (found.plan == null ? "nameless" : found.plan)
                    + "; expected " + expected);
        }
        return found;
    }

    /** Reads the last checkpoint of a folder, of whatever training it is. */
    static Checkpoint read(Path folder) throws IOException {
        Path file = file(folder);
        NetworkArchive.Content content = NetworkArchive.read(file, KIND, true);
        Header header = NetworkArchive.parse(content.header().path("training"), Header.class, file);
        if (header == null) {
            throw new BadDataException(file + ": of a nameless training, expected one that this program wrote");
        }
        return new Checkpoint(
                header.plan(),
                header.history() == null ? List.of() : List.copyOf(header.history()),
                header.position() == null ? Position.START : header.position(),
                content.network());
    }
}
