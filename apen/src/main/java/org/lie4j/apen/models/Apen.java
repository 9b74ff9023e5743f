package org.lie4j.apen.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.lie4j.apen.frames.FrameGroup;
import org.lie4j.apen.networks.FrameElements;
import org.lie4j.apen.networks.NeighbourMoments;
import org.lie4j.apen.networks.StartPartition;
import org.lie4j.apen.networks.VotePartition;
import org.lie4j.apen.partitions.VoteClustering;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The approximately piecewise E(3) equivariant point network of Atzmon et al. (ICLR 2024, arXiv 2402.08529) for a {@code ComputationGraph}.
 *
 * <p>Layer l = 1 … L sees a cloud through the frames of the parts Z_{l-1} (frame averaging over a PointNet that pools within parts), and gives
 * each point features, vectors and scalars, and a vote for the centre of its part; the votes make the next partition Z_l, at a width
 * σ_l that grows, so that partitions coarsen. A head sees the cloud through the parts Z_L and gives each point, or the cloud, its class:
 * from scalars and their maxima over parts and cloud, so that where parts of Z_L move by themselves it does not change. Z_0 are cells found
 * from positions.
 *
 * <p>Inputs {@link #inputs}: positions {@code [batch, 3, n]} in units in which bodies are about 1 large; the labels {@code [batch, 1, n]}
 * of parts if {@link Parts#GIVEN}. Outputs {@link #outputs}: class probabilities, {@code [batch, classes, n]} or {@code [batch, classes]};
 * then the votes {@code [batch, 3, n]} of each layer. The loss is the cross-entropy, summed over points, plus {@code voteWeight} · Σ_l |Y_l -
 * Y_true|₁, summed over points too, Y_true being the centre of the point's own true part: see {@link ApenTargets}. Deeplearning4j
 * divides both by the batch.
 *
 * <p>The paper's are: the layer, the votes with their loss, clustering that merges, σ that grows, frames over a sparse PointNet. Not
 * published and so this library's reading are: widths, the number of cells and the σ; batch normalisation; that vectors and scalars, in
 * equal numbers in each layer, carry what a layer has found; the head's pooling over the cloud. Partitions are hard, and no gradient
 * passes them: votes learn from their own loss, features from the losses of all later layers; see {@link VotePartition}.
 *
 * <p>Immutable; made by {@link #segmentation} or {@link #classification}.
 */
public final class Apen {
    /** Where partitions come from. */
    public enum Parts {
        /** Cells at first, then the votes. */
        PREDICTED,
        /** One partition, an input, in all layers: with the true one, what a network could reach at best. */
        GIVEN,
        /** The cells in all layers: votes are learned, but not used. */
        CELLS,
        /** The partitions Z_0 … Z_L, inputs each: for measuring with partitions kept. */
        EACH_GIVEN
    }

    /** Name of the input of positions. */
    public static final String POSITIONS = "positions";

    /** Name of the output of classes. */
    public static final String TASK = "task";

    final Builder settings;

    private Apen(Builder builder) {
        settings = builder.copy();
    }

    /**
     * A network that gives each point its class.
     *
     * @param classes number of classes, at least 2
     * @return a builder of it
     * @throws IllegalArgumentException if there are fewer
     */
    public static Builder segmentation(int classes) {
        return new Builder(classes, true);
    }

    /**
     * A network that gives each cloud its class.
     *
     * @param classes number of classes, at least 2
     * @return a builder of it
     * @throws IllegalArgumentException if there are fewer
     */
    public static Builder classification(int classes) {
        return new Builder(classes, false);
    }

    /**
     * The whole network, ready for {@code new ComputationGraph(configuration)}.
     *
     * @param updater the optimiser
     * @param weightDecay decoupled weight decay, 0 for none
     * @param type FLOAT, or DOUBLE for checks
     * @param seed seed of the initial weights, and of frames if they are drawn
     * @return the configuration
     */
    public ComputationGraphConfiguration configuration(IUpdater updater, double weightDecay, DataType type, long seed) {
        NeuralNetConfiguration.Builder common =
                new NeuralNetConfiguration.Builder().seed(seed).dataType(type).updater(updater);
        if (weightDecay > 0) {
            common.weightDecay(weightDecay);
        }
        return new ApenGraph(settings, common.graphBuilder(), seed).build();
    }

    /**
     * This network with partitions from elsewhere; its parameters have the same names and shapes.
     *
     * @param parts where from
     * @return the changed copy
     */
    public Apen with(Parts parts) {
        return settings.copy().parts(parts).build();
    }

    /**
     * The graph's inputs in order.
     *
     * @return {@value #POSITIONS}, then those of partitions
     */
    public List<String> inputs() {
        List<String> names = new ArrayList<>(List.of(POSITIONS));
        if (settings.parts == Parts.GIVEN) {
            names.add("partition");
        }
        for (int l = 0; l <= layers() && settings.parts == Parts.EACH_GIVEN; l++) {
            names.add(partition(l));
        }
        return names;
    }

    /**
     * The graph's outputs in order.
     *
     * @return {@value #TASK}, then the votes of each layer
     */
    public List<String> outputs() {
        List<String> names = new ArrayList<>(List.of(TASK));
        for (int l = 1; l <= layers(); l++) {
            names.add("votes-" + l);
        }
        return names;
    }

    /**
     * Names of the vertices that find frames, in order, for {@link org.lie4j.apen.networks.PartFrames#counts}.
     *
     * @return those of the layers, then the head's, then that of the whole cloud if there is one
     */
    public List<String> frames() {
        List<String> names = new ArrayList<>();
        for (int l = 1; l <= layers(); l++) {
            names.add(ApenGraph.frames("layer-" + l));
        }
        names.add(ApenGraph.frames("head"));
        if (settings.keepOfWhole > 0) {
            names.add(ApenGraph.frames("whole"));
        }
        return names;
    }

    /** The name of partition Z_l where it is found or given by itself. */
    static String partition(int l) {
        return "partition-" + l;
    }

    /**
     * Number of layers.
     *
     * @return L
     */
    public int layers() {
        return settings.sigmas.length;
    }

    /**
     * Number of classes.
     *
     * @return at least 2
     */
    public int classes() {
        return settings.classes;
    }

    /**
     * Whether points have classes, or clouds.
     *
     * @return true for points
     */
    public boolean isSegmentation() {
        return settings.perPoint;
    }

    /**
     * Where partitions come from.
     *
     * @return where from
     */
    public Parts parts() {
        return settings.parts;
    }

    /**
     * What makes Z_0.
     *
     * @return the vertex's configuration
     */
    public StartPartition start() {
        return StartPartition.of(settings.start, settings.cells);
    }

    /**
     * What makes Z_l of the votes of layer l.
     *
     * @param l the layer, from 1 to L
     * @return the vertex's configuration
     */
    public VotePartition votes(int l) {
        return settings.votes(l);
    }

    /** Builds {@link Apen}; the values are checked as they are set. */
    public static final class Builder {
        final int classes;
        final boolean perPoint;
        double[] sigmas = {0.05, 0.08, 0.12, 0.16};
        int[] widths = {32, 48, 64, 64};
        int vectors = 4;
        int scalars = 20;
        int[] neighbours = {};
        double keepOfWhole;
        int cells = 64;
        int steps = 25;
        double voteWeight = 1;
        FrameGroup group = FrameGroup.SE;
        StartPartition.Kind start = StartPartition.Kind.VORONOI;
        Parts parts = Parts.PREDICTED;
        FrameElements elements = FrameElements.ALL;

        private Builder(int classes, boolean perPoint) {
            this.classes = require(classes >= 2, classes, "classes: expected at least 2");
            this.perPoint = perPoint;
        }

        private static <T> T require(boolean holds, T value, String message) {
            if (!holds) {
                throw new IllegalArgumentException(message + ", got " + value);
            }
            return value;
        }

        private Builder copy() {
            Builder copy = new Builder(classes, perPoint);
            copy.sigmas = sigmas;
            copy.widths = widths;
            copy.vectors = vectors;
            copy.scalars = scalars;
            copy.neighbours = neighbours;
            copy.keepOfWhole = keepOfWhole;
            copy.cells = cells;
            copy.steps = steps;
            copy.voteWeight = voteWeight;
            copy.group = group;
            copy.start = start;
            copy.parts = parts;
            copy.elements = elements;
            return copy;
        }

        VotePartition votes(int l) {
            return VotePartition.by(new VoteClustering(sigmas[l - 1], cells, steps, 1e-3));
        }

        /**
         * Sets the layers by the widths of their votes. By default there are four, of .05, .08, .12 and .16.
         *
         * @param widthsOfVotes σ of each layer, positive, rising, in the positions' unit
         * @return this
         */
        public Builder sigmas(double... widthsOfVotes) {
            require(widthsOfVotes.length > 0, widthsOfVotes.length, "sigmas: expected at least 1");
            for (int l = 0; l < widthsOfVotes.length; l++) {
                require(
                        widthsOfVotes[l] > (l == 0 ? 0 : widthsOfVotes[l - 1])
                                && widthsOfVotes[l] < Double.POSITIVE_INFINITY,
                        Arrays.toString(widthsOfVotes),
                        "sigmas: expected positive rising numbers");
            }
            sigmas = widthsOfVotes.clone();
            return this;
        }

        /**
         * Sets the channels of the networks in frames. By default 32, 48, 64 and 64.
         *
         * @param channels of each layer, at least 1; the last one is that of all further layers, and of the head
         * @return this
         */
        public Builder widths(int... channels) {
            require(channels.length > 0, channels.length, "widths: expected at least 1");
            for (int width : channels) {
                require(width >= 1, width, "width: expected at least 1");
            }
            widths = channels.clone();
            return this;
        }

        /**
         * Sets what layers hand on for each point. By default 4 vectors and 20 scalars.
         *
         * @param vectorsOfPoint number of vectors, at least 0
         * @param scalarsOfPoint number of scalars, at least 0; not both 0
         * @return this
         */
        public Builder features(int vectorsOfPoint, int scalarsOfPoint) {
            require(
                    vectorsOfPoint >= 0 && scalarsOfPoint >= 0 && vectorsOfPoint + scalarsOfPoint > 0,
                    vectorsOfPoint + " and " + scalarsOfPoint,
                    "vectors and scalars: expected numbers of at least 0, not both 0");
            vectors = vectorsOfPoint;
            scalars = scalarsOfPoint;
            return this;
        }

        /**
         * Gives the first layer what each point's neighbourhoods are like, beside its position: {@link NeighbourMoments}. By default there are
         * none. This library's own: not in the paper. A neighbourhood that crosses parts changes when they move, so that even with partitions
         * kept the network is equivariant only as far as points have their neighbours in their own part.
         *
         * @param sizes numbers of neighbours, rising from at least 1; clouds must have more points; none for no neighbourhoods
         * @return this
         */
        public Builder neighbourhoods(int... sizes) {
            neighbours = NeighbourMoments.rising(sizes);
            return this;
        }

        /**
         * Shows the head the cloud through one frame of all its points too, with what the last layer found; by default it sees it through parts
         * alone. This library's own: not in the paper. The head then knows where parts are in the body, and the network is invariant to
         * motions of the whole cloud as before, but to those of parts only as far as the head relies on parts. So that it does not rely on
         * the whole, channels of it are left out in training, each for all points of a cloud at once.
         *
         * @param keep probability that a channel is kept in a step of training, in (0, 1]
         * @return this
         */
        public Builder wholeCloud(double keep) {
            keepOfWhole = require(keep > 0 && keep <= 1, keep, "keep: expected a probability over 0");
            return this;
        }

        /**
         * Sets Z_0. By default 64 Voronoi cells.
         *
         * @param kind how cells are found
         * @param number how many, at least 1, and at most the number of points
         * @return this
         */
        public Builder start(StartPartition.Kind kind, int number) {
            start = Objects.requireNonNull(kind, "kind");
            cells = require(number >= 1, number, "cells: expected at least 1");
            return this;
        }

        /**
         * Sets how long votes are clustered. By default up to 25 steps.
         *
         * @param most largest number of steps of expectation maximisation, at least 1
         * @return this
         */
        public Builder clusteringSteps(int most) {
            steps = require(most >= 1, most, "steps: expected at least 1");
            return this;
        }

        /**
         * Sets what the loss of votes counts beside the task's. By default 1; for classification, whose own loss is not a sum over points,
         * one over the number of points is about as much.
         *
         * @param weight positive
         * @return this
         */
        public Builder voteWeight(double weight) {
            voteWeight = require(
                    weight > 0 && weight < Double.POSITIVE_INFINITY, weight, "weight: expected a positive number");
            return this;
        }

        /**
         * Sets the group that parts move by. By default SE.
         *
         * @param of SE for rigid motions, E for reflections too
         * @return this
         */
        public Builder group(FrameGroup of) {
            group = require(of == FrameGroup.SE || of == FrameGroup.E, of, "group: expected SE or E");
            return this;
        }

        /**
         * Sets where partitions come from. By default {@link Parts#PREDICTED}.
         *
         * @param from where from
         * @return this
         */
        public Builder parts(Parts from) {
            parts = Objects.requireNonNull(from, "parts");
            return this;
        }

        /**
         * Sets which elements of its frame a part has. By default all of them.
         *
         * <p>One random element in training is 4 or 8 times cheaper, but layers then learn from features of single elements what they will
         * see the means of: on chains of three boxes, points were told apart in training (1.00 right) and not in inference (.33), whatever the
         * normalisation; with all elements, 1.00 and .96. The canonical element is as cheap, and the same in both.
         *
         * @param which which ones
         * @return this
         */
        public Builder frameElements(FrameElements which) {
            elements = Objects.requireNonNull(which, "elements");
            return this;
        }

        /**
         * The network.
         *
         * @return it
         */
        public Apen build() {
            return new Apen(this);
        }
    }
}
