package org.lie4j.apen.networks;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.lie4j.apen.networks.internal.StartPartitionRuntime;
import org.lie4j.apen.partitions.FarthestPointVoronoi;
import org.lie4j.apen.partitions.Partitioner;
import org.lie4j.apen.partitions.WardClustering;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The partition that a piecewise equivariant network starts from, found from positions alone.
 *
 * <p>Input: positions {@code [batch, 3, n]}, at least as many points as cells. Output: labels {@code [batch, 1, n]}, whole numbers from 0.
 * No gradient flows back. Voronoi cells are the start of Atzmon et al. (ICLR 2024, section 4); Ward's clusters are this library's, and change
 * less where parts move.
 *
 * @serial exclude
 */
public final class StartPartition extends PointVertex {
    private static final long serialVersionUID = 1;

    /** How cells are found. */
    public enum Kind {
        /** {@link FarthestPointVoronoi}. */
        VORONOI,
        /** {@link WardClustering}. */
        WARD
    }

    private Kind kind = Kind.VORONOI;
    private int cells = 1;
    private int neighbours = 8;

    private StartPartition() {}

    private StartPartition(Kind kind, int cells, int neighbours) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.cells = atLeast(1, cells, "cells");
        this.neighbours = atLeast(1, neighbours, "neighbours");
    }

    /**
     * Cells of either kind; Ward's with 8 neighbours.
     *
     * @param kind how cells are found
     * @param cells number of cells, at least 1
     * @return the configuration
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static StartPartition of(Kind kind, int cells) {
        return new StartPartition(kind, cells, 8);
    }

    /**
     * The rule.
     *
     * @return what partitions each cloud
     */
    public Partitioner partitioner() {
        return kind == Kind.VORONOI ? new FarthestPointVoronoi(cells) : WardClustering.ofCells(cells, neighbours);
    }

    @Override
    List<Object> settings() {
        return List.of(kind, cells, neighbours);
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public int maxVertexInputs() {
        return 1;
    }

    @Override
    public GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray view, boolean initialize, DataType type) {
        return new StartPartitionRuntime(graph, name, index, type, this);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... inputs) {
        return like(points("positions", 3, 0, inputs), 1);
    }

    /**
     * How cells are found.
     *
     * @return the kind
     */
    public Kind getKind() {
        return kind;
    }

    /**
     * Number of cells.
     *
     * @return at least 1
     */
    public int getCells() {
        return cells;
    }

    /**
     * Neighbours of each point in Ward's graph.
     *
     * @return at least 1
     */
    public int getNeighbours() {
        return neighbours;
    }

    /** @param kind how cells are found; for JSON */
    void setKind(Kind kind) {
        this.kind = kind;
    }

    /** @param cells number of cells; for JSON */
    void setCells(int cells) {
        this.cells = cells;
    }

    /** @param neighbours neighbours of each point; for JSON */
    void setNeighbours(int neighbours) {
        this.neighbours = neighbours;
    }
}
