package org.lie4j.apen.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.apen.partitions.Partition;
import org.lie4j.apen.partitions.PieceMotions;
import org.lie4j.apen.partitions.PiecewiseEquivarianceError;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A trained {@link Apen} applied to single clouds {@code [n, 3]}: classes, and the partitions, posteriors and centres on the way to them;
 * with partitions found anew, or kept from another cloud. Partitions are found again from votes by the code that the network's vertices
 * use. Not for concurrent use.
 */
public final class ApenInference {
    private final Apen network;
    private final ComputationGraph graph;
    private final DataType type;
    /** None until it is asked for. */
    private Optional<ComputationGraph> keeping = Optional.empty();

    private ApenInference(Apen network, ComputationGraph graph) {
        this.network = network;
        this.graph = graph;
        type = graph.getConfiguration().getDataType();
    }

    /**
     * Inference with a network.
     *
     * @param network what the graph was built from
     * @param graph the initialised graph; what it learns later is followed
     * @return the inference
     * @throws IllegalArgumentException if the graph has other inputs or outputs than the network
     */
    public static ApenInference of(Apen network, ComputationGraph graph) {
        List<String> inputs = graph.getConfiguration().getNetworkInputs();
        List<String> outputs = graph.getConfiguration().getNetworkOutputs();
        if (!inputs.equals(network.inputs()) || !outputs.equals(network.outputs())) {
            throw new IllegalArgumentException("graph: expected inputs " + network.inputs() + " and outputs "
                    + network.outputs() + ", got " + inputs + " and " + outputs);
        }
        return new ApenInference(network, graph);
    }

    /**
     * Predicts for a cloud with the partitions that the network finds.
     *
     * @param points {@code [n, 3]}, finite; not modified
     * @return the prediction
     * @throws IllegalArgumentException if the network is given its partitions, or a coordinate is not finite
     */
    public ApenPrediction predict(double[] points) {
        if (network.parts() != Apen.Parts.PREDICTED && network.parts() != Apen.Parts.CELLS) {
            throw new IllegalArgumentException(
                    "network: expected one that finds its partitions, got " + network.parts());
        }
        INDArray x = ApenTargets.positions(type, List.of(points));
        INDArray[] out = graph.output(x);
        List<double[]> votes = votes(out);
        List<Partition> partitions = new ArrayList<>();
        partitions.add(network.start().partitioner().partition(rows(x), 3));
        for (int l = 1; l <= network.layers(); l++) {
            Partition before = partitions.get(l - 1);
            double[] y = votes.get(l - 1);
            partitions.add(
                    network.parts() == Apen.Parts.CELLS
                            ? before
                            : network.votes(l).mixture(y, before).posterior(y).mostProbable());
        }
        return new ApenPrediction(network, probabilities(out[0]), votes, partitions);
    }

    /**
     * Predicts for a cloud with one partition in all layers.
     *
     * @param points {@code [n, 3]}, finite; not modified
     * @param partition of the n points, such as the true one
     * @return the prediction
     * @throws IllegalArgumentException if a size does not fit or a coordinate is not finite
     */
    public ApenPrediction predict(double[] points, Partition partition) {
        return keeping(points, Collections.nCopies(network.layers() + 1, partition));
    }

    /**
     * Predicts for a cloud with partitions kept from elsewhere.
     *
     * @param points {@code [n, 3]}, finite; not modified
     * @param partitions Z_0 … Z_L of the n points
     * @return the prediction
     * @throws IllegalArgumentException if a size does not fit or a coordinate is not finite
     */
    public ApenPrediction keeping(double[] points, List<Partition> partitions) {
        if (partitions.size() != network.layers() + 1) {
            throw new IllegalArgumentException(
                    "partitions: expected " + (network.layers() + 1) + ", got " + partitions.size());
        }
        INDArray[] inputs = new INDArray[partitions.size() + 1];
        inputs[0] = ApenTargets.positions(type, List.of(points));
        for (int l = 0; l < partitions.size(); l++) {
            if (partitions.get(l).size() != inputs[0].size(2)) {
                throw new IllegalArgumentException("partitions: expected " + inputs[0].size(2) + " points, got "
                        + partitions.get(l).size());
            }
            inputs[l + 1] = ApenTargets.partitions(type, List.of(partitions.get(l)));
        }
        INDArray[] out = keeping().output(inputs);
        return new ApenPrediction(network, probabilities(out[0]), votes(out), partitions);
    }

    /** The network with partitions as inputs, and the present parameters. */
    private ComputationGraph keeping() {
        if (network.parts() == Apen.Parts.EACH_GIVEN) {
            return graph;
        }
        if (keeping.isEmpty()) {
            ComputationGraph fresh =
                    new ComputationGraph(network.with(Apen.Parts.EACH_GIVEN).configuration(new NoOp(), 0, type, 0));
            fresh.init();
            keeping = Optional.of(fresh);
        }
        ComputationGraph given = keeping.get();
        for (Layer layer : given.getLayers()) {
            if (layer.numParams() > 0) {
                layer.params()
                        .assign(graph.getLayer(layer.conf().getLayer().getLayerName())
                                .params());
            }
        }
        return given;
    }

    /**
     * How far the votes of a layer are from piecewise equivariance, with the partitions of all layers kept, and found anew.
     *
     * @param points {@code [n, 3]}, finite; not modified
     * @param truth the true partition, whose parts move
     * @param layer the layer, from 1 to L
     * @param spread standard deviation of the translations' coordinates
     * @param draws how many motions, at least 1
     * @param random the source of randomness
     * @return the errors; the agreement is that of the partitions that the layer uses
     * @throws IllegalArgumentException if the network is given its partitions, or a value is outside its domain
     */
    public PiecewiseEquivarianceError equivarianceError(
            double[] points, Partition truth, int layer, double spread, int draws, RandomGenerator random) {
        // The measure hands back the very partition that it was given: it stands for those of all layers.
        IdentityHashMap<Partition, List<Partition>> found = new IdentityHashMap<>();
        return PiecewiseEquivarianceError.measure(
                (x, dimension, partition) -> keeping(x, found.get(partition)).votes(layer),
                points,
                3,
                truth,
                (x, dimension) -> {
                    List<Partition> all = predict(x).partitions();
                    Partition used = Partition.of(
                            all.get(layer - 1).labels(), all.get(layer - 1).parts());
                    found.put(used, all);
                    return used;
                },
                true,
                spread,
                draws,
                random);
    }

    /**
     * How far the votes of a layer are from piecewise equivariance where every part is pure: the partitions that the network finds, cut where
     * true parts meet, and kept. A network without neighbourhoods is equivariant then, up to rounding and to frames that are nearly
     * undetermined.
     *
     * @param points {@code [n, 3]}, finite; not modified
     * @param truth the true partition, whose parts move
     * @param layer the layer, from 1 to L
     * @param spread standard deviation of the translations' coordinates
     * @param draws how many motions, at least 1
     * @param random the source of randomness
     * @return the errors
     * @throws IllegalArgumentException if the network is given its partitions, or a value is outside its domain
     */
    public PiecewiseEquivarianceError.Errors pureErrors(
            double[] points, Partition truth, int layer, double spread, int draws, RandomGenerator random) {
        List<Partition> pure = predict(points).partitions().stream()
                .map(found -> found.meet(truth))
                .toList();
        return PiecewiseEquivarianceError.measure(
                        (x, dimension, partition) -> keeping(x, pure).votes(layer),
                        points,
                        3,
                        truth,
                        (x, dimension) -> pure.get(layer - 1),
                        true,
                        spread,
                        draws,
                        random)
                .kept();
    }

    /**
     * How far class probabilities are from piecewise invariance.
     *
     * @param kept largest change with partitions kept
     * @param recomputed largest change with partitions found anew
     * @param changed share of points, or clouds, whose class changes with partitions found anew
     */
    public record InvarianceError(double kept, double recomputed, double changed) {}

    /**
     * Measures how far class probabilities are from piecewise invariance.
     *
     * @param points {@code [n, 3]}, finite; not modified
     * @param truth the true partition, whose parts move by random motions, rotations by Haar measure
     * @param spread standard deviation of the translations' coordinates
     * @param draws how many motions, at least 1
     * @param random the source of randomness
     * @return the errors over all draws
     * @throws IllegalArgumentException if the network is given its partitions, or a value is outside its domain
     */
    public InvarianceError invarianceError(
            double[] points, Partition truth, double spread, int draws, RandomGenerator random) {
        if (draws < 1) {
            throw new IllegalArgumentException("draws: expected at least 1, got " + draws);
        }
        ApenPrediction plain = predict(points);
        int[] classes = plain.classes();
        double kept = 0;
        double recomputed = 0;
        long changed = 0;
        for (int draw = 0; draw < draws; draw++) {
            double[] moved =
                    PieceMotions.random(3, truth.parts(), spread, random).points(points, truth);
            kept = Math.max(kept, change(plain, keeping(moved, plain.partitions())));
            ApenPrediction anew = predict(moved);
            recomputed = Math.max(recomputed, change(plain, anew));
            int[] fresh = anew.classes();
            for (int i = 0; i < classes.length; i++) {
                changed += fresh[i] == classes[i] ? 0 : 1;
            }
        }
        return new InvarianceError(kept, recomputed, changed / (double) (draws * classes.length));
    }

    private static double change(ApenPrediction a, ApenPrediction b) {
        double[] p = a.probabilities();
        double[] q = b.probabilities();
        double largest = 0;
        for (int i = 0; i < p.length; i++) {
            largest = Math.max(largest, Math.abs(p[i] - q[i]));
        }
        return largest;
    }

    private static List<double[]> votes(INDArray[] out) {
        List<double[]> votes = new ArrayList<>();
        for (int l = 1; l < out.length; l++) {
            votes.add(rows(out[l]));
        }
        return votes;
    }

    private static double[] probabilities(INDArray task) {
        return task.rank() == 3 ? rows(task) : task.dup('c').data().asDouble();
    }

    /** Of an array {@code [1, channels, n]} the numbers as {@code [n, channels]}. */
    private static double[] rows(INDArray array) {
        return array.permute(0, 2, 1).dup('c').data().asDouble();
    }
}
