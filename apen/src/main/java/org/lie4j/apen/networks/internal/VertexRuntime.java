package org.lie4j.apen.networks.internal;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.internal.Arrays4d;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the runtimes of vertices have in common: no parameters, no masks. */
public abstract class VertexRuntime extends BaseGraphVertex {
    private static final long serialVersionUID = 1;

    /**
     * Creates the runtime.
     *
     * @param graph whose part it is
     * @param name its name
     * @param index its index
     * @param dataType the network's type
     */
    protected VertexRuntime(ComputationGraph graph, String name, int index, DataType dataType) {
        super(graph, name, index, null, null, dataType);
    }

    @Override
    public boolean hasLayer() {
        return false;
    }

    @Override
    public Layer getLayer() {
        return null;
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray view) {
        if (view != null) {
            throw new IllegalArgumentException("expected no parameters, got a gradient " + view.shapeInfoToString());
        }
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(INDArray[] masks, MaskState state, int minibatch) {
        if (masks != null) {
            for (INDArray mask : masks) {
                if (mask != null) {
                    throw new IllegalArgumentException(
                            "expected clouds without masks, got one of " + mask.shapeInfoToString() + " at " + this);
                }
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " \"" + getVertexName() + "\"";
    }

    /**
     * An input as the loops here need it.
     *
     * @param i which
     * @return it, contiguous and c-order; a copy in the current workspace if need be
     */
    protected INDArray in(int i) {
        return Arrays4d.contiguous(inputs[i], dataType);
    }

    /**
     * A new array for the output.
     *
     * @param workspaces where activations live
     * @param shape its shape
     * @return c-order, with whatever is in it
     */
    protected INDArray output(LayerWorkspaceMgr workspaces, long... shape) {
        return workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    }

    /**
     * A new array for the gradient with respect to an input.
     *
     * @param workspaces where gradients live
     * @param i which input
     * @return c-order, zeros
     */
    protected INDArray gradient(LayerWorkspaceMgr workspaces, int i) {
        return workspaces
                .createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, inputs[i].shape(), 'c')
                .assign(0);
    }

    /**
     * Refuses an input of another rank.
     *
     * @param i which
     * @param rank expected
     * @param axes for the message, such as {@code [batch, channels]}
     */
    protected void requireRank(int i, int rank, String axes) {
        if (inputs[i].rank() != rank) {
            throw new IllegalArgumentException("input " + i + ": expected " + axes + ", got "
                    + java.util.Arrays.toString(inputs[i].shape()) + " at " + this);
        }
    }
}
