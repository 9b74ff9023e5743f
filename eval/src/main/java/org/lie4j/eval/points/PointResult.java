package org.lie4j.eval.points;

import java.util.List;
import java.util.Map;

/**
 * What one training gave.
 *
 * @param model the model's name
 * @param seed of training and data
 * @param parameters of the network
 * @param seconds of training
 * @param scores by the tests' names
 * @param layers partition and errors of each layer, for networks that find parts
 * @param degenerateShare share of the parts whose frames were degenerate, or of too few points, in training since it was last begun or resumed, tests and measurements; NaN without parts
 */
public record PointResult(
        String model,
        long seed,
        long parameters,
        double seconds,
        Map<String, Score> scores,
        List<PartLayer> layers,
        double degenerateShare) {
    /**
     * How a test went.
     *
     * @param accuracy share of right answers
     * @param meanIou mean intersection over union, of classes present; NaN where clouds have the classes
     */
    public record Score(double accuracy, double meanIou) {}

    /**
     * How well a layer's partition keeps what moves together, means over clouds of the test.
     *
     * @param layer from 1
     * @param parts number of parts found
     * @param agreement adjusted Rand index with the true pieces
     * @param impurity of the partition that the layer's votes make, against the true pieces
     * @param lambda λ of the bound
     * @param delta δ of the bound
     * @param largest M of the bound, the largest error seen
     * @param bound min(1, λ + δ) M
     * @param recomputed error of the layer's votes when pieces move and partitions are found anew, root mean square
     * @param kept the same with partitions kept
     * @param pure the largest such error of a point with partitions cut where true pieces meet, and kept
     */
    public record PartLayer(
            int layer,
            double parts,
            double agreement,
            double impurity,
            double lambda,
            double delta,
            double largest,
            double bound,
            double recomputed,
            double kept,
            double pure) {}
}
