package org.lie4j.eval.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lie4j.eval.data.BadDataException;
import org.lie4j.eval.run.EpochStats;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of the checkpoints of trainings that each learned from a share, of parameters and optimiser's states (parameter averaging). */
final class CheckpointMean {
    private CheckpointMean() {}

    /**
     * Averages the last checkpoints of folders.
     *
     * @param folders at least one, in the order of the shares
     * @return a checkpoint of the same training at the same step
     * @throws BadDataException if they are not of one training at one step
     */
    static Checkpoint of(List<Path> folders) throws IOException {
        if (folders.isEmpty()) {
            throw new IllegalArgumentException("expected at least one checkpoint to average, got none");
        }
        List<Checkpoint> all = new ArrayList<>();
        for (Path folder : folders) {
            Checkpoint one = Checkpoint.read(folder);
            requireSameStep(all.isEmpty() ? one : all.get(0), one, Checkpoint.file(folder));
            all.add(one);
        }
        Checkpoint first = all.get(0);
        addInto(all, Model::params);
        addInto(all, CheckpointMean::state);
        List<EpochStats> history = new ArrayList<>();
        for (int e = 0; e < first.history().size(); e++) {
            int at = e;
            List<EpochStats> epochs = all.stream().map(c -> c.history().get(at)).toList();
            history.add(new EpochStats(
                    epochs.get(0).epoch(),
                    mean(epochs, EpochStats::trainLoss),
                    mean(epochs, EpochStats::trainAccuracy),
                    mean(epochs, EpochStats::heldOutAccuracy),
                    most(epochs, EpochStats::seconds)));
        }
        List<Checkpoint.Position> positions =
                all.stream().map(Checkpoint::position).toList();
        return new Checkpoint(
                first.plan(),
                history,
                new Checkpoint.Position(
                        first.position().batch(),
                        mean(positions, Checkpoint.Position::loss),
                        mean(positions, Checkpoint.Position::correct),
                        most(positions, Checkpoint.Position::seconds),
                        first.position().rootState(),
                        first.position().nodeState()),
                first.network());
    }

    private static void requireSameStep(Checkpoint first, Checkpoint other, Path file) throws BadDataException {
        if (!first.plan().equals(other.plan())
                || first.history().size() != other.history().size()
                || first.position().batch() != other.position().batch()) {
            throw new BadDataException(file + ": of " + other.plan() + " at epoch "
                    + other.history().size() + ", batch " + other.position().batch() + "; expected " + first.plan()
                    + " at epoch " + first.history().size() + ", batch "
                    + first.position().batch());
        }
    }

    /** Leaves the mean in the first network. */
    private static void addInto(List<Checkpoint> all, Function<Model, INDArray> array) {
        INDArray sum = array.apply(all.get(0).network().model());
        if (sum == null) {
            return; // An optimiser without a state.
        }
        for (Checkpoint other : all.subList(1, all.size())) {
            sum.addi(array.apply(other.network().model()));
        }
        sum.divi(all.size());
    }

    private static INDArray state(Model network) {
        return network instanceof ComputationGraph graph
                ? graph.getUpdater().getStateViewArray()
                : ((MultiLayerNetwork) network).getUpdater().getStateViewArray();
    }

    private static <T> double mean(List<T> all, ToDoubleFunction<T> value) {
        return all.stream().mapToDouble(value).sum() / all.size();
    }

    private static <T> double most(List<T> all, ToDoubleFunction<T> value) {
        return all.stream().mapToDouble(value).max().orElseThrow();
    }
}
