package org.lie4j.apen.partitions;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Agglomerative clustering along a graph of nearest neighbours: of all adjacent clusters A, B those merge first whose union's scatter
 * grows least, by |A||B|/(|A|+|B|) · ‖mean A - mean B‖² (Ward, 1963).
 *
 * <p>The cost of a merger depends on the distances within A ∪ B alone. Where both lie in one rigid part, no motion of the parts
 * changes it, and since the cost is reducible, clusters that are each other's cheapest partners merge whatever happens elsewhere. So
 * partitions are nearly piecewise-invariant: only clusters that reach a joint, or a place where parts touch, change. Invariant to
 * global isometries, and to the order of points up to ties.
 *
 * <p>This library's own start; Atzmon et al. (ICLR 2024) start from Voronoi cells. In space it takes about n log n time.
 */
public final class WardClustering implements Partitioner {
    private final int cells;
    private final double largestCost;
    private final int neighbours;

    private WardClustering(int cells, double largestCost, int neighbours) {
        if (cells < 1) {
            throw new IllegalArgumentException("cells: expected at least 1, got " + cells);
        }
        if (neighbours < 1) {
            throw new IllegalArgumentException("neighbours: expected at least 1, got " + neighbours);
        }
        if (!(largestCost >= 0)) {
            throw new IllegalArgumentException("largest cost: expected a number >= 0, got " + largestCost);
        }
        this.cells = cells;
        this.largestCost = largestCost;
        this.neighbours = neighbours;
    }

    /**
     * Merges down to a number of cells. The graph's components merge last, by the same cost.
     *
     * @param cells the number of cells k, at least 1; there are n where the cloud has fewer points, and k - n are empty
     * @param neighbours see {@link NeighbourGraph#nearest}; 8 is usual
     * @return the rule
     * @throws IllegalArgumentException if a number is less than 1
     */
    public static WardClustering ofCells(int cells, int neighbours) {
        return new WardClustering(cells, Double.POSITIVE_INFINITY, neighbours);
    }

    /**
     * Merges while a merger is cheap: where to stop is then a local question too, and the number of cells is what comes out.
     *
     * @param largestCost the largest growth of scatter that is accepted, in squared units of length times points; at least 0
     * @param neighbours see {@link NeighbourGraph#nearest}
     * @return the rule
     * @throws IllegalArgumentException if a number is outside its domain
     */
    public static WardClustering upToCost(double largestCost, int neighbours) {
        return new WardClustering(1, largestCost, neighbours);
    }

    @Override
    public Partition partition(double[] points, int dimension) {
        int n = PointArrays.requirePoints(points, dimension);
        Forest forest = new Forest(points, dimension, n);
        forest.join(NeighbourGraph.nearest(points, dimension, neighbours));
        forest.merge(cells, largestCost);
        if (forest.clusters > cells) {
            forest.joinAll();
            forest.merge(cells, largestCost);
        }
        Partition found = forest.partition();
        return Double.isInfinite(largestCost) ? Partition.of(found.labels(), cells) : found;
    }

    private record Merger(double cost, int a, int b) implements Comparable<Merger> {
        @Override
        public int compareTo(Merger other) {
            int byCost = Double.compare(cost, other.cost);
            int byFirst = Integer.compare(a, other.a);
            return byCost != 0 ? byCost : byFirst != 0 ? byFirst : Integer.compare(b, other.b);
        }
    }

    /** Clusters 0 to n - 1 are the points, later ones unions of two. */
    private static final class Forest {
        private final int n;
        private final int dimension;
        private final double[] sum;
        private final int[] size;
        private final int[] parent;
        private final List<Set<Integer>> adjacent = new ArrayList<>();
        private final PriorityQueue<Merger> queue = new PriorityQueue<>();
        private int made;
        private int clusters;

        Forest(double[] points, int dimension, int n) {
            this.n = n;
            this.dimension = dimension;
            sum = java.util.Arrays.copyOf(points, 2 * n * dimension);
            size = new int[2 * n];
            parent = new int[2 * n];
            java.util.Arrays.fill(size, 0, n, 1);
            java.util.Arrays.fill(parent, -1);
            for (int i = 0; i < n; i++) {
                adjacent.add(new TreeSet<>());
            }
            made = n;
            clusters = n;
        }

        void join(NeighbourGraph graph) {
            for (int i = 0; i < n; i++) {
                for (int m = 0; m < graph.degree(i); m++) {
                    join(i, graph.neighbour(i, m));
                }
            }
        }

        void joinAll() {
            for (int a = 0; a < made; a++) {
                for (int b = a + 1; b < made; b++) {
                    if (parent[a] < 0 && parent[b] < 0) {
                        join(a, b);
                    }
                }
            }
        }

        private void join(int a, int b) {
            if (adjacent.get(a).add(b)) {
                adjacent.get(b).add(a);
                queue.add(new Merger(cost(a, b), Math.min(a, b), Math.max(a, b)));
            }
        }

        private double cost(int a, int b) {
            double squared = 0;
            for (int c = 0; c < dimension; c++) {
                double x = sum[a * dimension + c] / size[a] - sum[b * dimension + c] / size[b];
                squared += x * x;
            }
            return squared * size[a] * size[b] / (size[a] + size[b]);
        }

        void merge(int cells, double largestCost) {
            while (clusters > cells && !queue.isEmpty() && queue.element().cost <= largestCost) {
                Merger merger = queue.remove();
                if (parent[merger.a] < 0 && parent[merger.b] < 0) {
                    merge(merger.a, merger.b);
                }
            }
        }

        private void merge(int a, int b) {
            int union = made++;
            clusters--;
            parent[a] = union;
            parent[b] = union;
            size[union] = size[a] + size[b];
            for (int c = 0; c < dimension; c++) {
                sum[union * dimension + c] = sum[a * dimension + c] + sum[b * dimension + c];
            }
            adjacent.add(new TreeSet<>());
            for (int old : new int[] {a, b}) {
                for (int other : adjacent.get(old)) {
                    if (parent[other] < 0) {
                        join(union, other);
                    }
                }
                adjacent.set(old, Set.of());
            }
        }

        Partition partition() {
            int[] root = new int[made];
            int[] labels = new int[n];
            for (int a = made - 1; a >= 0; a--) {
                root[a] = parent[a] < 0 ? a : root[parent[a]];
            }
            System.arraycopy(root, 0, labels, 0, n);
            return Partition.of(labels).compact();
        }
    }
}
