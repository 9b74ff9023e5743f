package org.lie4j.kernels.internal;

import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.GridConvolution;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a layer does when the one above passes no gradient down, because its input was said to be data. */
public final class MissingGradient {
    private MissingGradient() {}

    /** The backward pass of a layer without parameters: nothing to learn, nothing to pass down. */
    public static Pair<Gradient, INDArray> passedOn() {
        return new Pair<>(new DefaultGradient(), null);
    }

    /**
     * What a layer hands down that was built with inputGradient(false): nothing; but 0 to a layer below in a graph, which would refuse the backward pass of that one without any.
     *
     * @param conf the layer's configuration
     * @param inGraph whether it is part of a graph
     * @param input the layer's input
     * @param workspaces where gradients live
     * @return 0 in the shape of the input, or null
     */
    static INDArray handedDown(GridConvolution conf, boolean inGraph, INDArray input, LayerWorkspaceMgr workspaces) {
        if (!inGraph || !conf.isLayerBelow()) {
            return null;
        }
        return workspaces
                .createUninitialized(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c')
                .assign(0);
    }

    /**
     * Refuses to leave parameters as they are in silence.
     *
     * @param epsilon the gradient with respect to the layer's output
     * @param layer who asks, for the message
     * @throws IllegalArgumentException if there is none
     */
    public static void refuse(INDArray epsilon, String layer) {
        if (epsilon == null) {
            throw new IllegalArgumentException(
                    "expected a gradient from the layer above, got none: it, or one above it, was built with"
                            + " inputGradient(false), so that this layer cannot learn " + layer);
        }
    }
}
