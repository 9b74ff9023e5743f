package org.lie4j.apen.models;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.lie4j.apen.networks.FromFrames;
import org.lie4j.apen.networks.NeighbourMoments;
import org.lie4j.apen.networks.PartFrames;
import org.lie4j.apen.networks.PartPooling;
import org.lie4j.apen.networks.PointPooling;
import org.lie4j.apen.networks.Pooling;
import org.lie4j.apen.networks.SharedDense;
import org.lie4j.apen.networks.StartPartition;
import org.lie4j.apen.networks.ToFrames;
import org.lie4j.kernels.GroupNormalization;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Lays out the graph of {@link Apen}. */
final class ApenGraph {
    /** Votes start close to the centres of the frames. */
    private static final double SMALL = 1e-2;

    /** What is found of each point in one frame of the whole cloud. */
    private static final String WHOLE = "whole-scalars";

    private final Apen.Builder settings;
    private final GraphBuilder graph;
    private final long seed;
    private final Apen apen;

    ApenGraph(Apen.Builder settings, GraphBuilder graph, long seed) {
        this.settings = settings;
        this.graph = graph;
        this.seed = seed;
        apen = settings.build();
    }

    static String frames(String of) {
        return of + "-frames";
    }

    ComputationGraphConfiguration build() {
        List<InputType> types = new ArrayList<>();
        types.add(InputType.recurrent(3));
        apen.inputs().stream().skip(1).forEach(name -> types.add(InputType.recurrent(1)));
        graph.addInputs(apen.inputs()).setInputTypes(types.toArray(InputType[]::new));
        String parts = start();
        Features features = neighbourhoods();
        for (int l = 1; l <= apen.layers(); l++) {
            String layer = "layer-" + l;
            String hidden = inFrames(layer, parts, features, width(l), l);
            features = features(layer, hidden);
            String votes = votes(layer, hidden, l);
            parts = next(l, votes, parts);
        }
        int width = width(apen.layers() + 1);
        String hidden = inFrames("head", parts, features, width, 0);
        graph.addVertex("head-scalars", FromFrames.of(0, 0, width), frames("head"), hidden);
        boolean whole = settings.keepOfWhole > 0;
        if (whole) {
            wholeCloud(features, width);
        }
        if (settings.perPoint) {
            perPoint(width, whole);
        } else {
            perCloud(width, whole);
        }
        graph.setOutputs(apen.outputs().toArray(String[]::new));
        return graph.build();
    }

    /** What layers see of points beside their positions: m vectors and s scalars. */
    private record Features(String name, int vectors, int scalars) {}

    /** What the first layer sees; null if there is nothing. */
    private Features neighbourhoods() {
        int sizes = settings.neighbours.length;
        if (sizes == 0) {
            return null;
        }
        graph.addVertex("neighbourhoods", NeighbourMoments.of(settings.neighbours), Apen.POSITIONS);
        return new Features("neighbourhoods", sizes, NeighbourMoments.SCALARS * sizes);
    }

    private int width(int l) {
        return settings.widths[Math.min(l, settings.widths.length) - 1];
    }

    private String start() {
        return switch (settings.parts) {
            case GIVEN -> "partition";
            case EACH_GIVEN -> Apen.partition(0);
            case PREDICTED, CELLS -> {
                graph.addVertex(Apen.partition(0), StartPartition.of(settings.start, settings.cells), Apen.POSITIONS);
                yield Apen.partition(0);
            }
        };
    }

    private String next(int l, String votes, String parts) {
        return switch (settings.parts) {
            case GIVEN, CELLS -> parts;
            case EACH_GIVEN -> Apen.partition(l);
            case PREDICTED -> {
                graph.addVertex(Apen.partition(l), settings.votes(l), votes, parts);
                yield Apen.partition(l);
            }
        };
    }

    /** A sparse PointNet in the frames of the parts: layers for each point, the maximum of each part, a layer of both. */
    private String inFrames(String name, String parts, Features features, int width, int l) {
        PartFrames frames = PartFrames.of(settings.group, seed + l).with(settings.elements);
        graph.addVertex(frames(name), frames, Apen.POSITIONS, parts);
        String local = name + "-local";
        if (features == null) {
            graph.addVertex(local, ToFrames.positions(), frames(name), Apen.POSITIONS);
        } else {
            graph.addVertex(
                    local,
                    ToFrames.with(features.vectors, features.scalars),
                    frames(name),
                    Apen.POSITIONS,
                    features.name);
        }
        String point = hidden(name + "-2", hidden(name + "-1", local, width), width);
        graph.addVertex(name + "-parts", PartPooling.max(), point, parts);
        graph.addVertex(name + "-both", new MergeVertex(), point, name + "-parts");
        return hidden(name + "-3", name + "-both", width);
    }

    private String hidden(String name, String below, int width) {
        graph.addLayer(
                name,
                new SharedDense.Builder()
                        .nOut(width)
                        .weightInit(WeightInit.RELU)
                        .hasBias(false)
                        .build(),
                below);
        graph.addLayer(
                name + "-norm",
                new GroupNormalization.Builder()
                        .over(GroupNormalization.Over.BATCH)
                        .activation(Activation.RELU)
                        .build(),
                name);
        return name + "-norm";
    }

    private Features features(String layer, String hidden) {
        String inside = layer + "-features-inside";
        graph.addLayer(
                inside,
                new SharedDense.Builder()
                        .nOut(3 * settings.vectors + settings.scalars)
                        .build(),
                hidden);
        String features = layer + "-features";
        graph.addVertex(features, FromFrames.of(0, settings.vectors, settings.scalars), frames(layer), inside);
        return new Features(features, settings.vectors, settings.scalars);
    }

    private String votes(String layer, String hidden, int l) {
        String inside = layer + "-votes-inside";
        graph.addLayer(
                inside,
                new SharedDense.Builder()
                        .nOut(3)
                        .weightInit(new NormalDistribution(0, SMALL))
                        .build(),
                hidden);
        String votes = layer + "-votes";
        graph.addVertex(votes, FromFrames.of(1, 0, 0), frames(layer), inside);
        ILossFunction loss = settings.voteWeight == 1
                ? new LossL1()
                : new LossL1(Nd4j.valueArrayOf(new long[] {1, 3}, settings.voteWeight));
        graph.addLayer(apen.outputs().get(l), loss(loss, Activation.IDENTITY), votes);
        return votes;
    }

    private static Layer loss(ILossFunction loss, Activation activation) {
        return new RnnLossLayer.Builder(loss).activation(activation).build();
    }

    /** What the head is given of the whole cloud: the same network, in one frame of all points. */
    private void wholeCloud(Features features, int width) {
        graph.addVertex("one-part", StartPartition.of(StartPartition.Kind.VORONOI, 1), Apen.POSITIONS);
        String hidden = inFrames("whole", "one-part", features, width, apen.layers() + 1);
        String scalars = settings.keepOfWhole < 1 ? "whole-all" : WHOLE;
        graph.addVertex(scalars, FromFrames.of(0, 0, width), frames("whole"), hidden);
        if (settings.keepOfWhole < 1) {
            IDropout channels = new SpatialDropout(settings.keepOfWhole);
            graph.addLayer(WHOLE, new DropoutLayer.Builder(channels).build(), scalars);
        }
    }

    private void perPoint(int width, boolean whole) {
        graph.addVertex("head-cloud", PartPooling.max(), "head-scalars");
        List<String> context = new ArrayList<>(List.of("head-scalars", "head-cloud"));
        if (whole) {
            context.add(WHOLE);
        }
        graph.addVertex("head-context", new MergeVertex(), context.toArray(String[]::new));
        String last = hidden("head-4", "head-context", width);
        graph.addLayer(
                "head-classes", new SharedDense.Builder().nOut(settings.classes).build(), last);
        graph.addLayer(Apen.TASK, loss(new LossMCXENT(), Activation.SOFTMAX), "head-classes");
    }

    private void perCloud(int width, boolean whole) {
        String points = "head-scalars";
        if (whole) {
            points = "head-points";
            graph.addVertex(points, new MergeVertex(), "head-scalars", WHOLE);
        }
        graph.addLayer("head-max", PointPooling.of(Pooling.MAX), points);
        graph.addLayer("head-mean", PointPooling.of(Pooling.MEAN), points);
        graph.addVertex("head-context", new MergeVertex(), "head-max", "head-mean");
        graph.addLayer(
                "head-4",
                new DenseLayer.Builder()
                        .nOut(width)
                        .weightInit(WeightInit.RELU)
                        .activation(Activation.RELU)
                        .build(),
                "head-context");
        graph.addLayer(
                Apen.TASK,
                new OutputLayer.Builder(new LossMCXENT())
                        .nOut(settings.classes)
                        .activation(Activation.SOFTMAX)
                        .build(),
                "head-4");
    }
}
