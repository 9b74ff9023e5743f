package org.lie4j.apen.networks;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.lie4j.apen.networks.internal.FromFramesRuntime;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean over the elements of frames of what a network gave in their coordinates, in those of the cloud: positions R y + t, vectors R y,
 * scalars as they are. With {@link ToFrames} before the network, that is its frame average (Puny et al., ICLR 2022, equation 2).
 *
 * <p>Inputs: frames {@code [batch, 12·F, n]} of {@link PartFrames}, the network's output {@code [batch·F, 3p + 3m + s, n]}, p positions
 * first, then m vectors and s scalars. Output {@code [batch, 3p + 3m + s, n]}. Gradients are exact for fixed frames.
 *
 * @serial exclude
 */
public final class FromFrames extends PointVertex {
    private static final long serialVersionUID = 1;

    private int positions;
    private int vectors;
    private int scalars;

    private FromFrames() {}

    private FromFrames(int positions, int vectors, int scalars) {
        this.positions = positions;
        this.vectors = vectors;
        this.scalars = scalars;
    }

    /**
     * The vertex.
     *
     * @param positions number of positions p, at least 0
     * @param vectors number of vectors m, at least 0
     * @param scalars number of scalars s, at least 0; not all three 0
     * @return the configuration
     * @throws IllegalArgumentException if a number is outside its domain
     */
    public static FromFrames of(int positions, int vectors, int scalars) {
        atLeast(0, positions, "positions");
        atLeast(0, vectors, "vectors");
        atLeast(0, scalars, "scalars");
        atLeast(1, positions + vectors + scalars, "positions, vectors and scalars");
        return new FromFrames(positions, vectors, scalars);
    }

    @Override
    List<Object> settings() {
        return List.of(positions, vectors, scalars);
    }

    @Override
    public int minVertexInputs() {
        return 2;
    }

    @Override
    public int maxVertexInputs() {
        return 2;
    }

    @Override
    public GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray view, boolean initialize, DataType type) {
        return new FromFramesRuntime(graph, name, index, type, this);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputs) {
        points("frames", 0, inputs);
        int channels = 3 * (positions + vectors) + scalars;
        return like(points("outputs", channels, 1, inputs), channels);
    }

    /**
     * Number of positions.
     *
     * @return p
     */
    public int getPositions() {
        return positions;
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

    /** @param positions number of positions; for JSON */
    void setPositions(int positions) {
        this.positions = positions;
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
