package org.lie4j.apen.networks;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.lie4j.apen.networks.internal.PartPoolingRuntime;
import org.lie4j.kernels.GridPooling.Reduction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The maximum or mean of features over each point's own part, at each of its points: with layers shared by points, it makes a network that
 * sees its own part alone (the sparse PointNet of Atzmon et al., ICLR 2024, section 3).
 *
 * <p>Inputs: features {@code [batch·F, channels, n]}, labels {@code [batch, 1, n]} as for {@link PartFrames}, F any whole number; without
 * labels the whole cloud is one part. Output as the features. Of equal maxima the point of the lowest index counts.
 *
 * @serial exclude
 */
public final class PartPooling extends PointVertex {
    private static final long serialVersionUID = 1;

    private Reduction reduction = Reduction.MAX;

    private PartPooling() {}

    private PartPooling(Reduction reduction) {
        this.reduction = Objects.requireNonNull(reduction, "reduction");
    }

    /**
     * The maximum.
     *
     * @return the configuration
     */
    public static PartPooling max() {
        return new PartPooling(Reduction.MAX);
    }

    /**
     * The mean.
     *
     * @return the configuration
     */
    public static PartPooling mean() {
        return new PartPooling(Reduction.MEAN);
    }

    @Override
    List<Object> settings() {
        return List.of(reduction);
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public int maxVertexInputs() {
        return 2;
    }

    @Override
    public GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray view, boolean initialize, DataType type) {
        return new PartPoolingRuntime(graph, name, index, type, reduction);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputs) {
        if (inputs.length > 1) {
            points("labels", 1, 1, inputs);
        }
        return points("features", 0, inputs);
    }

    /**
     * What values become.
     *
     * @return the reduction
     */
    public Reduction getReduction() {
        return reduction;
    }

    /** @param reduction what values become; for JSON */
    void setReduction(Reduction reduction) {
        this.reduction = reduction;
    }
}
