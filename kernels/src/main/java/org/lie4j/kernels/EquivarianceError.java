package org.lie4j.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lie4j.groups.sampling.GroupDistribution;
import org.lie4j.kernels.internal.GridWarp;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far a network is from equivariance, layer by layer and end to end, under linear maps about the centre of images or volumes, or affine maps of point clouds.
 *
 * <p>For a map g the network sees g·f, (g·f)(x) = f(g⁻¹x); of a cloud, the points g x with their features. Two errors are measured, both relative in the 2-norm, for each image:
 * <ul>
 *   <li>of each layer, ‖F_{gH}(g·f) - g·F_H(f)‖ / ‖g·F_H(f)‖, where the group samples move with g ({@link Sampling#movedBy}): what the grid of pixels is to blame
 *       for, in this layer and those below. Maps are compared where their source is inside the map. What follows a projection over the plane ought to be invariant, and is
 *       compared as it is. What follows an {@link MomentFrameLayer} sees the same image whatever g is, up to a residual rotation: it keeps its samples, and is
 *       compared as it is.
 *   <li>of the output, ‖F_H(g·f) - F_H(f)‖ / ‖F_H(f)‖ with the samples as they are: pixels and missing group elements together. It is what counts in the end.
 * </ul>
 *
 * <p>Where the reference F_H(f) is 0 there is no relative error. The error then is 0 if nothing differs; otherwise it counts as 1, as relative to what there is
 * instead, and {@link Summary#zeroReferences} says how often.
 *
 * @param layers the errors of the layers, first to last; of a graph, those of its vertices in topological order
 * @param output the errors of the output with its own samples
 */
public record EquivarianceError(List<Summary> layers, Summary output) {
    /**
     * The error for one map.
     *
     * @param matrix entries of the map, row by row: n×n, or (n + 1)×(n + 1) for an affine map of points
     * @param error mean over the images
     */
    public record AtElement(List<Double> matrix, double error) {}

    /**
     * Errors over maps and images.
     *
     * @param name what was measured
     * @param mean their mean
     * @param median their median
     * @param upper their 0.9 quantile
     * @param worst the map whose mean over images is largest
     * @param zeroReferences for how many maps and images the reference was 0 and what came instead was not
     * @param byElement all maps, in their order
     */
    public record Summary(
            String name,
            double mean,
            double median,
            double upper,
            AtElement worst,
            int zeroReferences,
            List<AtElement> byElement) {
        @Override
        public String toString() {
            List<String> entries = worst.matrix.stream()
                    .map(entry -> String.format("%.3f", entry))
                    .toList();
            return String.format(
                    "%-30s mean %.2e  median %.2e  90%% %.2e  worst %.2e at %s%s",
                    name,
                    mean,
                    median,
                    upper,
                    worst.error,
                    entries,
                    zeroReferences == 0 ? "" : "  " + zeroReferences + " zero references");
        }
    }

    /**
     * Measures with random maps.
     *
     * @param network the network, with images {@code [batch, channels, height, width]}, volumes {@code [batch, channels, depth, height, width]} or, if it has a {@code PointConvolution}, clouds
     *     {@code [batch, n + channels, points]} as input; not modified
     * @param law where to draw maps from; on a group of 2×2 or, for volumes, 3×3 matrices, or one in compact form. For clouds, on a group of linear n×n matrices or of affine maps as
     *     (n + 1)×(n + 1) matrices
     * @param random source of randomness
     * @param count number of maps, at least 1
     * @param images what to show, dark towards the border, or clouds; not modified
     * @return the errors
     * @throws IllegalArgumentException if the images are neither of rank 4 nor of rank 5 and no clouds either, or the group's matrices of another size than theirs
     * @throws ArithmeticException if an activation is not finite
     */
    public static EquivarianceError measure(
            MultiLayerNetwork network, GroupDistribution law, RandomGenerator random, int count, INDArray images) {
        return measure(new MeasuredNetwork.Layers(network), law, random, count, images);
    }

    /**
     * Measures a graph with random maps.
     *
     * @param network the graph, with one input and one output; not modified
     * @param law where to draw maps from, as for a list of layers
     * @param random source of randomness
     * @param count number of maps, at least 1
     * @param images what to show, not modified
     * @return the errors
     * @throws IllegalArgumentException if the graph has several inputs or outputs, or as for a list of layers
     * @throws ArithmeticException if an activation is not finite
     */
    public static EquivarianceError measure(
            ComputationGraph network, GroupDistribution law, RandomGenerator random, int count, INDArray images) {
        return measure(MeasuredNetwork.Graph.of(network), law, random, count, images);
    }

    private static EquivarianceError measure(
            MeasuredNetwork network, GroupDistribution law, RandomGenerator random, int count, INDArray images) {
        InputAction action = InputAction.of(network, images);
        if (count < 1) {
            throw new IllegalArgumentException("count: expected at least 1 map, got " + count);
        }
        double[] drawn = new double[count * law.group().elementLength()];
        law.sample(random, drawn, 0, count);
        return measure(network, action, action.matrices(law.group(), drawn, count), images);
    }

    /**
     * Measures with given maps, for curves over an angle, a scale or a shear.
     *
     * @param network the network, not modified
     * @param elements regular matrices {@code [count, n, n]}, n = 2 for images and 3 for volumes; for clouds of points of Rⁿ affine maps {@code [count, n + 1, n + 1]}, with the translation in the
     *     last column and (0, …, 0, 1) as last row
     * @param images what to show, not modified
     * @return the errors
     * @throws IllegalArgumentException if a matrix is singular, or no affine map where there are clouds, or the images are neither of rank 4 nor of rank 5 and no clouds either
     * @throws ArithmeticException if an activation is not finite
     */
    public static EquivarianceError measure(MultiLayerNetwork network, double[] elements, INDArray images) {
        MeasuredNetwork layers = new MeasuredNetwork.Layers(network);
        return measure(layers, InputAction.of(layers, images), elements, images);
    }

    /**
     * Measures a graph with given maps.
     *
     * @param network the graph, with one input and one output; not modified
     * @param elements regular matrices {@code [count, n, n]}, n = 2 for images and 3 for volumes; for clouds of points of Rⁿ affine maps {@code [count, n + 1, n + 1]}, with the translation in the
     *     last column and (0, …, 0, 1) as last row
     * @param images what to show, not modified
     * @return the errors
     * @throws IllegalArgumentException if a matrix is singular, the graph has several inputs or outputs, or as for a list of layers
     * @throws ArithmeticException if an activation is not finite
     */
    public static EquivarianceError measure(ComputationGraph network, double[] elements, INDArray images) {
        MeasuredNetwork graph = MeasuredNetwork.Graph.of(network);
        return measure(graph, InputAction.of(graph, images), elements, images);
    }

    private static EquivarianceError measure(
            MeasuredNetwork network, InputAction action, double[] elements, INDArray images) {
        int n = action.matrixSize();
        if (elements.length == 0 || elements.length % (n * n) != 0) {
            throw new IllegalArgumentException(
                    "elements: expected [count, " + n + ", " + n + "], got " + elements.length + " numbers");
        }
        double[][] maps = new double[elements.length / (n * n)][];
        for (int e = 0; e < maps.length; e++) {
            maps[e] = Arrays.copyOfRange(elements, n * n * e, n * n * (e + 1));
            action.requireMap(maps[e]);
        }
        int batch = (int) images.size(0);
        List<INDArray> still = network.activations(images);
        int layers = still.size();
        INDArray output = network.output(images);
        double[][] errors = new double[layers + 1][maps.length * batch];
        for (int e = 0; e < maps.length; e++) {
            MeasuredNetwork moved = network.movedBy(action.linearPart(maps[e]));
            try (INDArray warped = action.apply(maps[e], images);
                    INDArray asItIs = network.output(warped)) {
                List<INDArray> seen = moved.activations(warped);
                for (int i = 0; i < layers; i++) {
                    double[] ofLayer = action.errors(maps[e], i, still.get(i), seen.get(i));
                    System.arraycopy(ofLayer, 0, errors[i], e * batch, batch);
                }
                double[] ofOutput = GridWarp.unmovedErrors(output, asItIs);
                System.arraycopy(ofOutput, 0, errors[layers], e * batch, batch);
                // Native memory of this size must not wait for the garbage collector.
                seen.forEach(INDArray::close);
            } finally {
                moved.close();
            }
        }
        still.forEach(INDArray::close);
        output.close();
        List<String> names = network.names();
        List<Summary> summaries = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            summaries.add(summary(names.get(i), errors[i], maps, batch));
        }
        return new EquivarianceError(
                List.copyOf(summaries), summary("output, samples as they are", errors[layers], maps, batch));
    }

    private static Summary summary(String name, double[] errors, double[][] maps, int batch) {
        int zeroReferences = 0;
        for (int i = 0; i < errors.length; i++) {
            if (Double.isNaN(errors[i])) {
                throw new ArithmeticException(
                        name + ": expected finite activations, got a difference that is not, for image or cloud "
                                + i % batch + " and map " + Arrays.toString(maps[Math.floorDiv(i, batch)]));
            }
            if (errors[i] == Double.POSITIVE_INFINITY) {
                errors[i] = 1;
                zeroReferences++;
            }
        }
        List<AtElement> byElement = new ArrayList<>();
        AtElement worst = null;
        for (int e = 0; e < maps.length; e++) {
            double mean = 0;
            for (int b = 0; b < batch; b++) {
                mean += errors[e * batch + b] / batch;
            }
            AtElement now = new AtElement(Arrays.stream(maps[e]).boxed().toList(), mean);
            byElement.add(now);
            worst = worst == null || mean > worst.error ? now : worst;
        }
        double[] sorted = errors.clone();
        Arrays.sort(sorted);
        return new Summary(
                name,
                Arrays.stream(errors).average().orElseThrow(),
                quantile(sorted, 0.5),
                quantile(sorted, 0.9),
                worst,
                zeroReferences,
                List.copyOf(byElement));
    }

    private static double quantile(double[] sorted, double p) {
        double at = p * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        layers.forEach(layer -> text.append(layer).append('\n'));
        return text.append(output).toString();
    }
}
