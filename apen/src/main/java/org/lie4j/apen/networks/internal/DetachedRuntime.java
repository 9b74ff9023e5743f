package org.lie4j.apen.networks.internal;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A vertex that no gradient passes. */
abstract class DetachedRuntime extends VertexRuntime {
    private static final long serialVersionUID = 1;

    DetachedRuntime(ComputationGraph graph, String name, int index, DataType type) {
        super(graph, name, index, type);
    }

    @Override
    public final Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
        INDArray[] gradients = new INDArray[inputs.length];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = nothing(i, workspaces);
        }
        return handDown(gradients);
    }
}
