package org.lie4j.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.lie4j.groups.FullLinearGroup;
import org.lie4j.groups.sampling.GroupDistribution;
import org.lie4j.kernels.internal.PlaneWarp;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far a network is from equivariance, layer by layer and end to end, under linear maps about the image's centre.
 *
 * <p>For a map g the network sees g·f, (g·f)(x) = f(g⁻¹x). Two errors are measured, both relative in the 2-norm, for each image:
 * <ul>
 *   <li>of each layer, ‖F_{gH}(g·f) - g·F_H(f)‖ / ‖g·F_H(f)‖, where the group samples move with g ({@link GroupSampling#movedBy}): what the grid of pixels is to blame
 *       for, in this layer and those below. Maps are compared where their source is inside the map; what follows an {@link AffineFrameLayer} or a projection over the
 *       plane ought to be invariant, and is compared as it is.
 *   <li>of the output, ‖F_H(g·f) - F_H(f)‖ / ‖F_H(f)‖ with the samples as they are: pixels and missing group elements together. It is what counts in the end.
 * </ul>
 *
 * @param layers the errors of the layers, first to last
 * @param output the errors of the output with its own samples
 */
public record EquivarianceError(List<Summary> layers, Summary output) {
    /**
     * The error for one map [[a, b], [c, d]].
     *
     * @param a first row, first column
     * @param b first row, second column
     * @param c second row, first column
     * @param d second row, second column
     * @param error mean over the images
     */
    public record AtElement(double a, double b, double c, double d, double error) {}

    /**
     * Errors over maps and images.
     *
     * @param name what was measured
     * @param mean their mean
     * @param median their median
     * @param upper their 0.9 quantile
     * @param worst the map whose mean over images is largest
     * @param byElement all maps, in their order
     */
    public record Summary(
            String name, double mean, double median, double upper, AtElement worst, List<AtElement> byElement) {
        @Override
        public String toString() {
            return String.format(
                    "%-30s mean %.2e  median %.2e  90%% %.2e  worst %.2e at [%.3f %.3f; %.3f %.3f]",
                    name, mean, median, upper, worst.error, worst.a, worst.b, worst.c, worst.d);
        }
    }

    /**
     * Measures with random maps.
     *
     * @param network the network, with images {@code [batch, channels, height, width]} as input; not modified
     * @param law where to draw maps from; on a group of 2×2 matrices or one in compact form
     * @param random source of randomness
     * @param count number of maps, at least 1
     * @param images what to show {@code [batch, channels, height, width]}, dark towards the border; not modified
     * @return the errors
     * @throws IllegalArgumentException if the group's matrices are not 2×2, or the images not of rank 4
     */
    public static EquivarianceError measure(
            MultiLayerNetwork network, GroupDistribution law, RandomGenerator random, int count, INDArray images) {
        if (law.group().matrixSize() != 2) {
            throw new IllegalArgumentException(
                    "law: expected a group of 2x2 matrices, got " + law.group().name());
        }
        if (count < 1) {
            throw new IllegalArgumentException("count: expected at least 1 map, got " + count);
        }
        double[] drawn = new double[count * law.group().elementLength()];
        double[] elements = new double[4 * count];
        law.sample(random, drawn, 0, count);
        law.group().toMatrix(drawn, 0, elements, 0, count);
        return measure(network, elements, images);
    }

    /**
     * Measures with given maps, for curves over an angle, a scale or a shear.
     *
     * @param network the network, not modified
     * @param elements regular matrices {@code [count, 2, 2]}
     * @param images what to show, not modified
     * @return the errors
     * @throws IllegalArgumentException if a matrix is singular, or the images not of rank 4
     */
    public static EquivarianceError measure(MultiLayerNetwork network, double[] elements, INDArray images) {
        if (images.rank() != 4) {
            throw new IllegalArgumentException(
                    "images: expected [batch, channels, height, width], got " + Arrays.toString(images.shape()));
        }
        if (elements.length == 0 || elements.length % 4 != 0) {
            throw new IllegalArgumentException("elements: expected [count, 2, 2], got " + elements.length + " numbers");
        }
        int count = elements.length / 4;
        int batch = (int) images.size(0);
        List<INDArray> still = feedForward(network, images);
        int layers = still.size() - 1;
        double[][] errors = new double[layers + 1][count * batch];
        for (int e = 0; e < count; e++) {
            double[] g = Arrays.copyOfRange(elements, 4 * e, 4 * e + 4);
            FullLinearGroup.general(2).requireMember(g, 0);
            try (INDArray warped =
                    PlaneWarp.about(g, images.size(2), images.size(3)).apply(images)) {
                MultiLayerNetwork moved = Samplings.replaced(network, sampling -> sampling.movedBy(g));
                List<INDArray> seen = feedForward(moved, warped);
                boolean canonical = false;
                for (int i = 0; i < layers; i++) {
                    canonical |= layer(network, i) instanceof AffineFrameLayer;
                    INDArray expected = still.get(i + 1);
                    boolean onPlane = expected.rank() == 4 && !canonical;
                    double[] ofLayer = onPlane
                            ? PlaneWarp.about(g, expected.size(2), expected.size(3))
                                    .relativeErrors(expected, seen.get(i + 1))
                            : PlaneWarp.unmovedErrors(expected, seen.get(i + 1));
                    System.arraycopy(ofLayer, 0, errors[i], e * batch, batch);
                }
                INDArray asItIs = network.output(warped).dup('c');
                double[] ofOutput = PlaneWarp.unmovedErrors(still.get(layers), asItIs);
                System.arraycopy(ofOutput, 0, errors[layers], e * batch, batch);
                // Native memory of this size must not wait for the garbage collector.
                seen.forEach(INDArray::close);
                moved.close();
            }
        }
        still.forEach(INDArray::close);
        List<Summary> summaries = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            Layer layer = layer(network, i);
            summaries.add(summary(i + " " + layer.getClass().getSimpleName(), errors[i], elements, batch));
        }
        return new EquivarianceError(
                List.copyOf(summaries), summary("output, samples as they are", errors[layers], elements, batch));
    }

    private static Layer layer(MultiLayerNetwork network, int i) {
        return network.getLayerWiseConfigurations().getConf(i).getLayer();
    }

    /** Copies, because activations live in workspaces. */
    private static List<INDArray> feedForward(MultiLayerNetwork network, INDArray images) {
        List<INDArray> copies = new ArrayList<>();
        for (INDArray activation : network.feedForward(images, false)) {
            copies.add(activation.dup('c'));
        }
        return copies;
    }

    private static Summary summary(String name, double[] errors, double[] elements, int batch) {
        List<AtElement> byElement = new ArrayList<>();
        AtElement worst = null;
        for (int e = 0; 4 * e < elements.length; e++) {
            double mean = 0;
            for (int b = 0; b < batch; b++) {
                mean += errors[e * batch + b] / batch;
            }
            int at = 4 * e;
            AtElement now = new AtElement(elements[at], elements[at + 1], elements[at + 2], elements[at + 3], mean);
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
