package org.lie4j.apen.partitions;

import java.util.Arrays;
import java.util.PriorityQueue;

/** An undirected graph on the points of a cloud, with positive or zero edge lengths. Immutable. */
public final class NeighbourGraph {
    private final int[] start;
    private final int[] target;
    private final double[] length;

    private NeighbourGraph(int[] start, int[] target, double[] length) {
        this.start = start;
        this.target = target;
        this.length = length;
    }

    /**
     * Joins each point with its nearest ones, edges in both directions, lengths Euclidean. In space it takes about n log n time.
     *
     * @param points {@code [n, d]}; not modified
     * @param dimension d
     * @param neighbours how many, at least 1; all others if there are fewer; ties to the lowest index
     * @return the graph
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public static NeighbourGraph nearest(double[] points, int dimension, int neighbours) {
        int n = PointArrays.requirePoints(points, dimension);
        if (neighbours < 1) {
            throw new IllegalArgumentException("neighbours: expected at least 1, got " + neighbours);
        }
        int k = Math.min(neighbours, n - 1);
        long[] edges = new long[n * k];
        if (k > 0) {
            KdTree.Search search = KdTree.of(points, dimension).new Search(k);
            int[] nearest = new int[k];
            for (int i = 0; i < n; i++) {
                search.nearest(points, i, nearest, 0);
                for (int m = 0; m < k; m++) {
                    edges[i * k + m] = edge(i, nearest[m]);
                }
            }
        }
        return of(points, dimension, n, edges);
    }

    /**
     * Joins the corners of each triangle of a mesh, lengths Euclidean.
     *
     * @param points {@code [n, d]}, the vertices; not modified
     * @param dimension d
     * @param triangles {@code [count, 3]}, indices of vertices; not modified
     * @return the graph
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public static NeighbourGraph mesh(double[] points, int dimension, int[] triangles) {
        int n = PointArrays.requirePoints(points, dimension);
        if (triangles.length % 3 != 0) {
            throw new IllegalArgumentException("triangles: expected [count, 3], got " + triangles.length + " indices");
        }
        long[] edges = new long[triangles.length];
        for (int t = 0; t < triangles.length; t++) {
            int next = t % 3 == 2 ? t - 2 : t + 1;
            if (triangles[t] < 0 || triangles[t] >= n) {
                throw new IllegalArgumentException("triangles: expected indices from 0 to " + (n - 1) + ", got "
                        + triangles[t] + " in triangle " + t / 3);
            }
            edges[t] = triangles[t] == triangles[next] ? -1 : edge(triangles[t], triangles[next]);
        }
        return of(points, dimension, n, Arrays.stream(edges).filter(e -> e >= 0).toArray());
    }

    private static long edge(int i, int j) {
        return (long) Math.min(i, j) << 32 | Math.max(i, j);
    }

    private static NeighbourGraph of(double[] points, int dimension, int n, long[] edges) {
        long[] distinct = Arrays.stream(edges).sorted().distinct().toArray();
        int[] start = new int[n + 1];
        for (long e : distinct) {
            start[(int) (e >> 32) + 1]++;
            start[(int) e + 1]++;
        }
        for (int i = 0; i < n; i++) {
            start[i + 1] += start[i];
        }
        int[] fill = start.clone();
        int[] target = new int[2 * distinct.length];
        double[] length = new double[target.length];
        for (long e : distinct) {
            int i = (int) (e >> 32);
            int j = (int) e;
            double distance =
                    Math.sqrt(PointArrays.squaredDistance(points, i * dimension, points, j * dimension, dimension));
            target[fill[i]] = j;
            length[fill[i]++] = distance;
            target[fill[j]] = i;
            length[fill[j]++] = distance;
        }
        return new NeighbourGraph(start, target, length);
    }

    /**
     * Number of points.
     *
     * @return n
     */
    public int size() {
        return start.length - 1;
    }

    /**
     * Number of neighbours of a point.
     *
     * @param i the point
     * @return its degree
     */
    public int degree(int i) {
        return start[i + 1] - start[i];
    }

    /**
     * A neighbour of a point.
     *
     * @param i the point
     * @param m which neighbour, from 0 to the degree - 1
     * @return the neighbour
     */
    public int neighbour(int i, int m) {
        return target[java.util.Objects.checkIndex(m, degree(i)) + start[i]];
    }

    /**
     * The length of an edge.
     *
     * @param i the point
     * @param m which neighbour, from 0 to the degree - 1
     * @return its distance
     */
    public double length(int i, int m) {
        return length[java.util.Objects.checkIndex(m, degree(i)) + start[i]];
    }

    /**
     * The graph with all lengths 1: distances are numbers of edges, the same however the points move.
     *
     * @return the changed copy
     */
    public NeighbourGraph withUnitLengths() {
        double[] ones = new double[length.length];
        Arrays.fill(ones, 1);
        return new NeighbourGraph(start, target, ones);
    }

    /**
     * The graph without long edges, such as those between bodies that nearly touch.
     *
     * @param longest the longest length that stays
     * @return the changed copy
     */
    public NeighbourGraph withoutEdgesLongerThan(double longest) {
        int n = size();
        int[] s = new int[n + 1];
        int[] t = new int[target.length];
        double[] l = new double[target.length];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int e = start[i]; e < start[i + 1]; e++) {
                if (length[e] <= longest) {
                    t[at] = target[e];
                    l[at++] = length[e];
                }
            }
            s[i + 1] = at;
        }
        return new NeighbourGraph(s, Arrays.copyOf(t, at), Arrays.copyOf(l, at));
    }

    /**
     * The connected components.
     *
     * @return a partition, numbered by first points
     */
    public Partition components() {
        int n = size();
        int[] labels = new int[n];
        Arrays.fill(labels, -1);
        int[] stack = new int[n];
        int count = 0;
        for (int first = 0; first < n; first++) {
            if (labels[first] >= 0) {
                continue;
            }
            int top = 0;
            stack[top++] = first;
            labels[first] = count;
            while (top > 0) {
                int i = stack[--top];
                for (int e = start[i]; e < start[i + 1]; e++) {
                    if (labels[target[e]] < 0) {
                        labels[target[e]] = count;
                        stack[top++] = target[e];
                    }
                }
            }
            count++;
        }
        return Partition.of(labels, count);
    }

    /**
     * Lowers distances to those from one more source, by Dijkstra's algorithm stopped where nothing is gained.
     *
     * @param source the point
     * @param label its label
     * @param distance modified: {@code [n]}, smallest distance from any source; infinity at first
     * @param labels modified: {@code [n]}, the label of the nearest source, the earlier one in a tie
     */
    void relax(int source, int label, double[] distance, int[] labels) {
        record Entry(double distance, int point) {}
        PriorityQueue<Entry> queue = new PriorityQueue<>((a, b) -> {
            int byDistance = Double.compare(a.distance, b.distance);
            return byDistance != 0 ? byDistance : Integer.compare(a.point, b.point);
        });
        if (distance[source] > 0) {
            distance[source] = 0;
            labels[source] = label;
            queue.add(new Entry(0, source));
        }
        while (!queue.isEmpty()) {
            Entry entry = queue.remove();
            int i = entry.point;
            if (entry.distance > distance[i]) {
                continue;
            }
            for (int e = start[i]; e < start[i + 1]; e++) {
                double there = entry.distance + length[e];
                if (there < distance[target[e]]) {
                    distance[target[e]] = there;
                    labels[target[e]] = label;
                    queue.add(new Entry(there, target[e]));
                }
            }
        }
    }
}
