package org.lie4j.apen.networks;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.lie4j.apen.networks.internal.ToFramesRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Points and their features in the coordinates of their frames: positions Rᵀ (x - t), vectors Rᵀ v, scalars as they are. What follows may be
 * any network that treats points of other parts apart; {@link FromFrames} takes its output back.
 *
 * <p>Inputs: frames {@code [batch, 12·F, n]} of {@link PartFrames}, positions {@code [batch, 3, n]}, and if there are any the features
 * {@code [batch, 3m + s, n]}, m vectors first, then s scalars. Output {@code [batch·F, 3 + 3m + s, n]}, the F copies of a cloud one after
 * the other. Gradients are exact for fixed frames.
 *
 * @serial exclude
 */
public final class ToFrames extends PointVertex {
    private static final long serialVersionUID = 1;

    private int vectors;
    private int scalars;

    private ToFrames() {}

    private ToFrames(int vectors, int scalars) {
        this.vectors = vectors;
        this.scalars = scalars;
    }

    /**
     * Positions alone, from two inputs.
     *
     * @return the configuration
     */
    public static ToFrames positions() {
        return new ToFrames(0, 0);
    }

    /**
     * Positions and features, from three inputs.
     *
     * @param vectors number of vectors m, at least 0
     * @param scalars number of scalars s, at least 0; with m not both 0
     * @return the configuration
     * @throws IllegalArgumentException if a number is outside its domain
     */
    public static ToFrames with(int vectors, int scalars) {
        atLeast(0, vectors, "vectors");
        atLeast(0, scalars, "scalars");
        atLeast(1, vectors + scalars, "vectors and scalars");
        return new ToFrames(vectors, scalars);
    }

    @Override
    List<Object> settings() {
        return List.of(vectors, scalars);
    }

    @Override
    public int minVertexInputs() {
        return vectors + scalars > 0 ? 3 : 2;
    }

    @Override
    public int maxVertexInputs() {
        return minVertexInputs();
    }

    @Override
    public GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray view, boolean initialize, DataType type) {
        return new ToFramesRuntime(graph, name, index, type, this);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputs) {
        points("frames", 0, inputs);
        InputType.InputTypeRecurrent positions = points("positions", 3, 1, inputs);
        int features = 3 * vectors + scalars;
        if (features > 0) {
            points("features", features, 2, inputs);
        }
        return like(positions, 3L + features);
    }

    /**
     * Number of vectors.
     *
     * @return m
     */
    public int getVectors() {
        return vectors;
    }

    /**
     * Number of scalars.
     *
     * @return s
     */
    public int getScalars() {
        return scalars;
    }

    /** @param vectors number of vectors; for JSON */
    void setVectors(int vectors) {
        this.vectors = vectors;
    }

    /** @param scalars number of scalars; for JSON */
    void setScalars(int scalars) {
        this.scalars = scalars;
    }
}
