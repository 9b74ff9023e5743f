package org.lie4j.apen.networks.internal;

import java.util.Arrays;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.internal.Arrays4d;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the runtimes of the vertices for clouds of parts have in common: arrays of rank 3, of sizes that follow from one another. */
abstract class CloudRuntime extends VertexRuntime {
    private static final long serialVersionUID = 1;

    CloudRuntime(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, type);
    }

    /** An input, c-order and contiguous, of rank 3. */
    final INDArray cloud(int input, String what) {
        if (inputs[input].rank() != 3) {
            throw refused(what, "[batch, channels, points]", inputs[input]);
        }
        return in(input);
    }

    /** The same, with a size that is known; -1 is any. */
    final INDArray cloud(int input, String what, long batch, long channels, long points) {
        INDArray array = cloud(input, what);
        if (batch >= 0 && array.size(0) != batch
                || channels >= 0 && array.size(1) != channels
                || points >= 0 && array.size(2) != points) {
            throw refused(
                    what,
                    "[" + (batch < 0 ? "batch" : batch) + ", " + (channels < 0 ? "channels" : channels) + ", "
                            + (points < 0 ? "points" : points) + "]",
                    array);
        }
        return array;
    }

    final IllegalArgumentException refused(String what, String expected, INDArray actual) {
        return new IllegalArgumentException("vertex \"" + vertexName + "\": expected " + what + " " + expected
                + ", got " + Arrays.toString(actual.shape()));
    }

    /** The gradient with respect to the output, c-order and contiguous. */
    final INDArray above() {
        if (epsilon == null) {
            throw new IllegalStateException("vertex \"" + vertexName + "\": expected a gradient from above, got none");
        }
        return Arrays4d.contiguous(epsilon, dataType);
    }

    /** A new array for the gradient with respect to an input, with whatever is in it. */
    final INDArray gradientOf(int input, LayerWorkspaceMgr workspaces) {
        return workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, inputs[input].shape(), 'c');
    }

    /** What a vertex hands down where nothing flows: a graph would lose the gradients of others beside a null. */
    final INDArray nothing(int input, LayerWorkspaceMgr workspaces) {
        return gradient(workspaces, input);
    }

    static Pair<Gradient, INDArray[]> handDown(INDArray... gradients) {
        return new Pair<>(null, gradients);
    }
}
