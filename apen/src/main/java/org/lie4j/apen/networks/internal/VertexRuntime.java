package org.lie4j.apen.networks.internal;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.internal.Arrays4d;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the runtimes of the vertices have in common: no layer, no parameters, no masks, arrays of rank 3. */
@SuppressWarnings("overrides") // the base class and its interface disagree on whether setInputs is varargs
abstract class VertexRuntime extends BaseGraphVertex {
    private static final long serialVersionUID = 1;

    VertexRuntime(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, null, null, type);
    }

    @Override
    public final void setInputs(INDArray... arrays) {
        super.setInputs(arrays);
    }

    @Override
    public final boolean hasLayer() {
        return false;
    }

    @Override
    @SuppressWarnings("NullAway") // as the interface says
    public final Layer getLayer() {
        return null;
    }

    @Override
    public final void setBackpropGradientsViewArray(INDArray view) {
        if (view != null) {
            throw new IllegalArgumentException("vertex \"" + vertexName + "\": expected no gradients, it has none");
        }
    }

    @Override
    @SuppressWarnings("NullAway") // as the interface says
    public final Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray[] masks, MaskState state, int batch) {
        if (masks != null && Arrays.stream(masks).anyMatch(mask -> mask != null)) {
            throw new IllegalArgumentException("vertex \"" + vertexName + "\": expected no masks, got one");
        }
        return null;
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "(\"" + vertexName + "\")";
    }

    /** An input, c-order and contiguous, of rank 3. */
    final INDArray cloud(int input, String what) {
        INDArray array = inputs[input];
        if (array.rank() != 3) {
            throw refused(what, "[batch, channels, points]", array);
        }
        return Arrays4d.contiguous(array, dataType);
    }

    /** The same, with a size that is known; -1 is any. */
    final INDArray cloud(int input, String what, long batch, long channels, long points) {
        INDArray array = cloud(input, what);
        if ((batch >= 0 && array.size(0) != batch)
                || (channels >= 0 && array.size(1) != channels)
                || (points >= 0 && array.size(2) != points)) {
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

    final INDArray gradient() {
        if (epsilon == null) {
            throw new IllegalStateException("vertex \"" + vertexName + "\": expected a gradient from above, got none");
        }
        return Arrays4d.contiguous(epsilon, dataType);
    }

    final INDArray output(LayerWorkspaceMgr workspaces, long... shape) {
        return workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    }

    final INDArray gradientOf(int input, LayerWorkspaceMgr workspaces) {
        return workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, inputs[input].shape(), 'c');
    }

    /** What a vertex hands down where nothing flows: a graph would lose the gradients of others beside a null. */
    final INDArray nothing(int input, LayerWorkspaceMgr workspaces) {
        return gradientOf(input, workspaces).assign(0);
    }

    static Pair<Gradient, INDArray[]> handDown(INDArray... gradients) {
        return new Pair<>(null, gradients);
    }
}
