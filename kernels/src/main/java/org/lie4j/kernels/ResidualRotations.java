package org.lie4j.kernels;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Frame averaging over the rotation that a moment frame leaves over (Puny et al., Frame Averaging for Invariant and Equivariant Network Design, ICLR 2022).
 *
 * <p>The affine frame is known up to a rotation. A network on canonical images becomes more invariant by taking the mean of its outputs over a set of rotations: over all of
 * them for the full circle, over an arc where the residual rotation of the expected maps is bounded.
 */
public final class ResidualRotations {
    private ResidualRotations() {}

    /**
     * A copy of a network whose frame layer turns canonical images by an angle in inference.
     *
     * @param network the network, with an {@link AffineFrameLayer}; not modified
     * @param angle radians, from x to y
     * @return a new network with a copy of the parameters
     * @throws IllegalArgumentException if there is no such layer, or the angle is not finite
     */
    public static MultiLayerNetwork turned(MultiLayerNetwork network, double angle) {
        MultiLayerConfiguration conf = network.getLayerWiseConfigurations().clone();
        boolean found = false;
        for (int i = 0; i < conf.getConfs().size(); i++) {
            if (conf.getConf(i).getLayer() instanceof AffineFrameLayer frame) {
                conf.getConf(i).setLayer(frame.turnedBy(angle));
                found = true;
            }
        }
        requireFrame(found);
        MultiLayerNetwork copy = new MultiLayerNetwork(conf);
        copy.init(network.params().dup(), false);
        return copy;
    }

    /**
     * A copy of a graph whose frame layers turn canonical images by an angle in inference.
     *
     * @param network the graph, with an {@link AffineFrameLayer}; not modified
     * @param angle radians, from x to y
     * @return a new graph with a copy of the parameters
     * @throws IllegalArgumentException if there is no such layer, or the angle is not finite
     */
    public static ComputationGraph turned(ComputationGraph network, double angle) {
        ComputationGraphConfiguration conf = network.getConfiguration().clone();
        boolean found = false;
        for (GraphVertex vertex : conf.getVertices().values()) {
            if (vertex instanceof LayerVertex layer
                    && layer.getLayerConf().getLayer() instanceof AffineFrameLayer frame) {
                layer.getLayerConf().setLayer(frame.turnedBy(angle));
                found = true;
            }
        }
        requireFrame(found);
        ComputationGraph copy = new ComputationGraph(conf);
        copy.init(network.params().dup(), false);
        return copy;
    }

    private static void requireFrame(boolean found) {
        if (!found) {
            throw new IllegalArgumentException("network: expected an AffineFrameLayer, got none");
        }
    }

    /**
     * Equidistant angles on an arc.
     *
     * @param halfAngle half-angle of the arc, radians in [0, π]
     * @param count number of angles, at least 1; an odd number includes 0
     * @return new array; for the full circle without its second end
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public static double[] arc(double halfAngle, int count) {
        if (!(halfAngle >= 0 && halfAngle <= Math.PI)) {
            throw new IllegalArgumentException("halfAngle: expected radians in [0, pi], got " + halfAngle);
        }
        if (count < 1) {
            throw new IllegalArgumentException("count: expected at least 1 angle, got " + count);
        }
        double[] angles = new double[count];
        int cells = halfAngle == Math.PI ? count : count - 1;
        Arrays.setAll(angles, i -> count == 1 ? 0 : -halfAngle + 2 * halfAngle * i / cells);
        return angles;
    }

    /**
     * The mean output over rotations of the canonical images.
     *
     * @param network the network, with an {@link AffineFrameLayer}; not modified
     * @param input its input
     * @param angles radians, at least one
     * @return the mean of the outputs
     * @throws IllegalArgumentException if there is no such layer, or no angle
     */
    public static INDArray meanOutput(MultiLayerNetwork network, INDArray input, double... angles) {
        return mean(angles, angle -> {
            MultiLayerNetwork turned = turned(network, angle);
            INDArray out = turned.output(input).dup();
            turned.close();
            return out;
        });
    }

    /**
     * The mean output of a graph over rotations of the canonical images.
     *
     * @param network the graph, with an {@link AffineFrameLayer}, one input and one output; not modified
     * @param input its input
     * @param angles radians, at least one
     * @return the mean of the outputs
     * @throws IllegalArgumentException if there is no such layer, no angle, or more than one input or output
     */
    public static INDArray meanOutput(ComputationGraph network, INDArray input, double... angles) {
        if (network.getNumInputArrays() != 1 || network.getNumOutputArrays() != 1) {
            throw new IllegalArgumentException("network: expected a graph with one input and one output, got "
                    + network.getNumInputArrays() + " and " + network.getNumOutputArrays());
        }
        return mean(angles, angle -> {
            ComputationGraph turned = turned(network, angle);
            INDArray out = turned.output(input)[0].dup();
            turned.close();
            return out;
        });
    }

    private static INDArray mean(double[] angles, DoubleFunction<INDArray> output) {
        if (angles.length == 0) {
            throw new IllegalArgumentException("angles: expected at least 1, got none");
        }
        INDArray sum = null;
        for (double angle : angles) {
            INDArray out = output.apply(angle);
            sum = sum == null ? out : sum.addi(out);
        }
        return sum.divi(angles.length);
    }
}
