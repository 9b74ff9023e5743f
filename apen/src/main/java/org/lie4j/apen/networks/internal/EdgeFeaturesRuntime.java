package org.lie4j.apen.networks.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.kernels.internal.NativeReals;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link org.lie4j.apen.networks.EdgeFeatures}: every channel of an example is a loop over edges of its own. */
public final class EdgeFeaturesRuntime extends VertexRuntime {
    private static final long serialVersionUID = 1;

    private final int neighbours;
    private final boolean squaredDistances;

    /** {@code [batch, points, k]}, of the last forward pass. */
    private transient int[] ends = {};

    private transient NearestPoints[] searches = {};
    private transient int[] searchSizes = {};

    /**
     * Creates the runtime.
     *
     * @param graph whose part it is
     * @param name its name
     * @param index its index
     * @param dataType the network's type
     * @param neighbours edges of a point, 0 for all
     * @param squaredDistances whether there is a channel of them
     */
    public EdgeFeaturesRuntime(
            ComputationGraph graph,
            String name,
            int index,
            DataType dataType,
            int neighbours,
            boolean squaredDistances) {
        super(graph, name, index, dataType);
        this.neighbours = neighbours;
        this.squaredDistances = squaredDistances;
    }

    /**
     * Edges of each point.
     *
     * @param neighbours as configured, 0 for all
     * @param points number of points
     * @return k
     * @throws IllegalArgumentException if there are not as many other points
     */
    public static int edges(int neighbours, long points) {
        int least = Math.max(1, neighbours);
        if (points <= least) {
            throw new IllegalArgumentException("points: expected more than " + least + ", for each point to have "
                    + (neighbours == 0 ? "another" : neighbours + " neighbours") + ", got " + points);
        }
        return neighbours == 0 ? Math.toIntExact(points - 1) : neighbours;
    }

    private int points() {
        return (int) inputs[0].size(2);
    }

    private int channels() {
        return (int) inputs[0].size(1);
    }

    private int channelsOut() {
        return 2 * channels() + (squaredDistances ? 1 : 0);
    }

    private int positions() {
        return inputs.length - 1;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        int batch = (int) inputs[0].size(0);
        int n = points();
        int k = edges(neighbours, n);
        INDArray out = output(workspaces, batch, channelsOut(), (long) n * k);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.FF_WORKING_MEM)) {
            NativeReals features = NativeReals.of(cloud(0, "features"));
            NativeReals places = inputs.length == 1 ? features : NativeReals.of(cloud(1, "positions", batch, -1, n));
            findEdges(places, batch, n, k);
            NativeReals to = NativeReals.of(out);
            int c = channels();
            IntStream.range(0, batch * c).parallel().forEach(row -> features(features, row, n, k, to));
            if (squaredDistances) {
                IntStream.range(0, batch).parallel().forEach(example -> distances(places, example, n, k, to));
            }
        }
        return out;
    }

    private void findEdges(NativeReals places, int batch, int n, int k) {
        if (ends.length != batch * n * k) {
            ends = new int[batch * n * k];
        }
        if (neighbours == 0) {
            for (int at = 0; at < ends.length; at++) {
                int i = at / k % n;
                ends[at] = at % k < i ? at % k : at % k + 1;
            }
            return;
        }
        int d = (int) inputs[positions()].size(1);
        int[] sizes = {d, n, k, batch};
        if (!Arrays.equals(sizes, searchSizes)) {
            searchSizes = sizes;
            searches = new NearestPoints[batch];
            Arrays.setAll(searches, example -> new NearestPoints(d, n, k));
        }
        IntStream.range(0, batch).parallel().forEach(example -> {
            double[] cloud = searches[example].cloud();
            for (int at = 0; at < cloud.length; at++) {
                cloud[at] = places.get(example * cloud.length + at);
            }
            searches[example].find(ends, example * n * k);
        });
    }

    /** Where a channel of an example begins in the output. */
    private int start(int example, int channel, int edges) {
        return (example * channelsOut() + channel) * edges;
    }

    private void features(NativeReals from, int row, int n, int k, NativeReals to) {
        int c = channels();
        int example = row / c;
        int own = start(example, row % c, n * k);
        int difference = start(example, c + row % c, n * k);
        int edges = example * n * k;
        for (int i = 0; i < n; i++) {
            double x = from.get(row * n + i);
            for (int e = i * k; e < (i + 1) * k; e++) {
                to.set(own + e, x);
                to.set(difference + e, from.get(row * n + ends[edges + e]) - x);
            }
        }
    }

    private void distances(NativeReals places, int example, int n, int k, NativeReals to) {
        int d = (int) inputs[positions()].size(1);
        int at = start(example, 2 * channels(), n * k);
        int first = example * d * n;
        for (int i = 0; i < n; i++) {
            for (int e = i * k; e < (i + 1) * k; e++) {
                int j = ends[example * n * k + e];
                double sum = 0;
                for (int axis = 0; axis < d; axis++) {
                    double difference = places.get(first + axis * n + j) - places.get(first + axis * n + i);
                    sum += difference * difference;
                }
                to.set(at + e, sum);
            }
        }
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
        INDArray[] below = new INDArray[inputs.length];
        for (int i = 0; i < below.length; i++) {
            below[i] = nothing(i, workspaces);
        }
        int n = points();
        int k = edges(neighbours, n);
        int batch = (int) inputs[0].size(0);
        try (MemoryWorkspace ignored = workspaces.notifyScopeBorrowed(ArrayType.BP_WORKING_MEM)) {
            NativeReals upper = NativeReals.of(gradient());
            NativeReals to = NativeReals.of(below[0]);
            IntStream.range(0, batch * channels()).parallel().forEach(row -> featuresBack(upper, row, n, k, to));
            if (squaredDistances) {
                NativeReals places = NativeReals.of(cloud(positions(), "positions"));
                NativeReals toPlaces = NativeReals.of(below[positions()]);
                IntStream.range(0, batch)
                        .parallel()
                        .forEach(example -> distancesBack(places, upper, example, n, k, toPlaces));
            }
        }
        return handDown(below);
    }

    private void featuresBack(NativeReals upper, int row, int n, int k, NativeReals to) {
        int c = channels();
        int example = row / c;
        int own = start(example, row % c, n * k);
        int difference = start(example, c + row % c, n * k);
        int edges = example * n * k;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int e = i * k; e < (i + 1) * k; e++) {
                double g = upper.get(difference + e);
                sum += upper.get(own + e) - g;
                int j = row * n + ends[edges + e];
                to.set(j, to.get(j) + g);
            }
            to.set(row * n + i, to.get(row * n + i) + sum);
        }
    }

    private void distancesBack(NativeReals places, NativeReals upper, int example, int n, int k, NativeReals to) {
        int d = (int) inputs[positions()].size(1);
        int at = start(example, 2 * channels(), n * k);
        for (int axis = 0; axis < d; axis++) {
            int row = (example * d + axis) * n;
            for (int i = 0; i < n; i++) {
                for (int e = i * k; e < (i + 1) * k; e++) {
                    int j = row + ends[example * n * k + e];
                    double g = 2 * upper.get(at + e) * (places.get(j) - places.get(row + i));
                    to.set(j, to.get(j) + g);
                    to.set(row + i, to.get(row + i) - g);
                }
            }
        }
    }
}
