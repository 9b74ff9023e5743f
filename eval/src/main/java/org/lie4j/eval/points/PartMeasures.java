package org.lie4j.eval.points;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.apen.data.CloudSet;
import org.lie4j.apen.models.Apen;
import org.lie4j.apen.models.ApenInference;
import org.lie4j.apen.models.ApenPrediction;
import org.lie4j.apen.networks.PartFrames;
import org.lie4j.apen.partitions.Partition;
import org.lie4j.apen.partitions.PartitionAgreement;
import org.lie4j.apen.partitions.PiecewiseEquivarianceError;
import org.lie4j.apen.partitions.UncertaintyBound;

/** What a network's own partitions are worth, layer by layer, on a few clouds. */
final class PartMeasures {
    private static final int DRAWS = 2;
    private static final int LAMBDA_DRAWS = 100;

    /** How far pieces move, in the positions' unit: about the size of a body's part. */
    private static final double SPREAD = 0.2;

    private PartMeasures() {}

    /**
     * Measures.
     *
     * @param apen what the graph was built from; it finds its partitions
     * @param graph the trained network
     * @param clouds to measure on
     * @param most how many of them, evenly chosen
     * @param seed of the motions
     */
    static List<PointResult.PartLayer> of(Apen apen, ComputationGraph graph, CloudSet clouds, int most, long seed) {
        ApenInference inference = ApenInference.of(apen, graph);
        int count = Math.min(most, clouds.count());
        RandomGenerator random = new SplittableRandom(seed);
        List<PointResult.PartLayer> layers = new ArrayList<>();
        for (int l = 1; l <= apen.layers(); l++) {
            double[] sums = new double[10];
            for (int k = 0; k < count; k++) {
                int cloud = (int) ((long) k * clouds.count() / count);
                double[] x = clouds.cloud(cloud).points();
                add(sums, layer(inference, x, clouds.pieces(cloud), l, random));
            }
            layers.add(new PointResult.PartLayer(
                    l,
                    sums[0] / count,
                    sums[1] / count,
                    sums[2] / count,
                    sums[3] / count,
                    sums[4] / count,
                    sums[5] / count,
                    sums[6] / count,
                    sums[7] / count,
                    sums[8] / count,
                    sums[9]));
        }
        return layers;
    }

    private static double[] layer(ApenInference inference, double[] x, Partition truth, int l, RandomGenerator random) {
        ApenPrediction found = inference.predict(x);
        Partition own = found.partition(l);
        PiecewiseEquivarianceError error = inference.equivarianceError(x, truth, l, SPREAD, DRAWS, random);
        double largest = Math.max(error.kept().largest(), error.recomputed().largest());
        UncertaintyBound bound = found.bound(l, truth, largest, LAMBDA_DRAWS, random);
        return new double[] {
            own.nonemptyParts(),
            PartitionAgreement.between(own, truth).adjustedRand(),
            own.meanImpurity(truth),
            bound.lambda(),
            bound.delta(),
            bound.largestError(),
            bound.bound(),
            error.recomputed().rootMeanSquare(),
            error.kept().rootMeanSquare(),
            inference.pureErrors(x, truth, l, SPREAD, DRAWS, random).largest()
        };
    }

    /** The last one is the largest of all clouds, the others are means. */
    private static void add(double[] sums, double[] values) {
        int last = sums.length - 1;
        for (int i = 0; i < last; i++) {
            sums[i] += values[i];
        }
        sums[last] = Math.max(sums[last], values[last]);
    }

    /** Share of parts whose frames were degenerate so far. */
    static double degenerateShare(Apen apen, ComputationGraph graph) {
        long parts = 0;
        long degenerate = 0;
        for (String vertex : apen.frames()) {
            PartFrames.Counts counts = PartFrames.counts(graph, vertex);
            parts += counts.parts();
            degenerate += counts.degenerate() + counts.small();
        }
        return parts == 0 ? Double.NaN : degenerate / (double) parts;
    }
}
