package org.lie4j.apen.partitions;

import java.util.Arrays;
import java.util.function.BiFunction;

/**
 * The Voronoi cells of farthest-point samples in the distances along a graph.
 *
 * <p>Distances along a graph change only where edges do: at joints, and where parts come near each other. On a mesh's own edges
 * counted as 1 nothing changes at all, and the partition is piecewise-invariant exactly. The first sample is the point farthest
 * from the first point, so that the order of points matters but not where they are. Each component gets a sample before any gets
 * two; points of components without any go to cell 0.
 *
 * <p>This library's reading; Atzmon et al. start from Euclidean cells.
 */
public final class GraphVoronoi implements Partitioner {
    private final int cells;
    private final BiFunction<double[], Integer, NeighbourGraph> graph;

    private GraphVoronoi(int cells, BiFunction<double[], Integer, NeighbourGraph> graph) {
        if (cells < 1) {
            throw new IllegalArgumentException("cells: expected at least 1, got " + cells);
        }
        this.cells = cells;
        this.graph = graph;
    }

    /**
     * Cells along the graph of nearest neighbours.
     *
     * @param cells the number of cells k, at least 1; may be empty where there are fewer points
     * @param neighbours see {@link NeighbourGraph#nearest}
     * @return the rule
     * @throws IllegalArgumentException if a number is less than 1
     */
    public static GraphVoronoi nearest(int cells, int neighbours) {
        if (neighbours < 1) {
            throw new IllegalArgumentException("neighbours: expected at least 1, got " + neighbours);
        }
        return new GraphVoronoi(cells, (points, d) -> NeighbourGraph.nearest(points, d, neighbours));
    }

    /**
     * Cells along the edges of a mesh whose vertices are the points.
     *
     * @param cells the number of cells k, at least 1
     * @param triangles {@code [count, 3]}, indices of vertices; not modified
     * @param hops true to count edges, so that no motion changes the cells; false for Euclidean lengths
     * @return the rule
     * @throws IllegalArgumentException if the number is less than 1
     */
    public static GraphVoronoi mesh(int cells, int[] triangles, boolean hops) {
        int[] copy = triangles.clone();
        return new GraphVoronoi(cells, (points, d) -> {
            NeighbourGraph mesh = NeighbourGraph.mesh(points, d, copy);
            return hops ? mesh.withUnitLengths() : mesh;
        });
    }

    @Override
    public Partition partition(double[] points, int dimension) {
        int n = PointArrays.requirePoints(points, dimension);
        NeighbourGraph g = graph.apply(points, dimension);
        double[] nearest = new double[n];
        int[] labels = new int[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        g.relax(0, 0, nearest, labels);
        for (int i = 0; i < n; i++) {
            nearest[i] = nearest[i] < Double.POSITIVE_INFINITY ? nearest[i] : -1;
        }
        int sample = PointArrays.indexOfLargest(nearest);
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int cell = 0; cell < cells; cell++) {
            g.relax(sample, cell, nearest, labels);
            sample = PointArrays.indexOfLargest(nearest);
            if (nearest[sample] == 0) {
                break;
            }
        }
        return Partition.of(labels, cells);
    }
}
