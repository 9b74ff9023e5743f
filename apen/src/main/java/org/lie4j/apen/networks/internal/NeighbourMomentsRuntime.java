package org.lie4j.apen.networks.internal;

import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lie4j.apen.networks.NeighbourMoments;
import org.lie4j.apen.partitions.KdTree;
import org.lie4j.groups.internal.SymmetricEigen;
import org.lie4j.kernels.internal.NativeReals;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runtime of {@link NeighbourMoments}. */
public final class NeighbourMomentsRuntime extends DetachedRuntime {
    private static final long serialVersionUID = 1;

    /** Variances below this part of the largest one are rounding, that is zero: their roots would be a thousand times as far off. */
    private static final double ROUNDING = 1e-14;

    private final int[] neighbours;

    /**
     * Creates the runtime.
     *
     * @param graph the network
     * @param name name of the vertex
     * @param index its index
     * @param type the network's type
     * @param neighbours sizes of the neighbourhoods, rising
     */
    public NeighbourMomentsRuntime(ComputationGraph graph, String name, int index, DataType type, int[] neighbours) {
        super(graph, name, index, type);
        this.neighbours = neighbours.clone();
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        int n = (int) inputs[0].size(2);
        int most = neighbours[neighbours.length - 1];
        if (n <= most) {
            throw new IllegalArgumentException(
                    "vertex \"" + vertexName + "\": expected more points than " + most + " neighbours, got " + n);
        }
        long channels = (3L + NeighbourMoments.SCALARS) * neighbours.length;
        return ofPositions(workspaces, channels, (cloud, points, out) -> new Cloud(points, out, cloud).write());
    }

    /** One cloud's work. */
    private final class Cloud {
        private final double[] points;
        private final NativeReals out;
        private final int n;
        private final int first;
        private final double[] mean = new double[3];
        private final double[] products = new double[9];
        private final double[] covariance = new double[9];
        private final double[] axes = new double[9];

        Cloud(double[] points, NativeReals out, int cloud) {
            this.points = points;
            this.out = out;
            n = points.length / 3;
            first = cloud * (3 + NeighbourMoments.SCALARS) * neighbours.length;
        }

        void write() {
            int most = neighbours[neighbours.length - 1];
            KdTree.Search search = KdTree.of(points, 3).new Search(most);
            int[] nearest = new int[most];
            for (int i = 0; i < n; i++) {
                search.nearest(points, i, nearest, 0);
                Arrays.fill(mean, 0);
                Arrays.fill(products, 0);
                int taken = 0;
                for (int s = 0; s < neighbours.length; s++) {
                    for (; taken < neighbours[s]; taken++) {
                        add(i, nearest[taken]);
                    }
                    neighbourhood(i, s);
                }
            }
        }

        /** Sums of offsets from the point, whose own is zero, and of their products. */
        private void add(int i, int j) {
            double x = points[3 * j] - points[3 * i];
            double y = points[3 * j + 1] - points[3 * i + 1];
            double z = points[3 * j + 2] - points[3 * i + 2];
            mean[0] += x;
            mean[1] += y;
            mean[2] += z;
            products[0] += x * x;
            products[1] += x * y;
            products[2] += x * z;
            products[4] += y * y;
            products[5] += y * z;
            products[8] += z * z;
        }

        private void neighbourhood(int i, int s) {
            double share = 1.0 / (neighbours[s] + 1);
            for (int a = 0; a < 3; a++) {
                put(3 * s + a, i, mean[a] * share);
                for (int b = a; b < 3; b++) {
                    double value = (products[3 * a + b] - mean[a] * mean[b] * share) * share;
                    covariance[3 * a + b] = value;
                    covariance[3 * b + a] = value;
                }
            }
            SymmetricEigen.decompose(covariance, axes, 3);
            int scalars = 3 * neighbours.length + NeighbourMoments.SCALARS * s;
            double least = ROUNDING * covariance[4 * largest()];
            for (int place = 0; place < 3; place++) {
                int axis = largest();
                double variance = covariance[4 * axis];
                put(scalars + place, i, variance > least ? Math.sqrt(variance) : 0);
                double along = mean[0] * axes[axis] + mean[1] * axes[3 + axis] + mean[2] * axes[6 + axis];
                put(scalars + 3 + place, i, Math.abs(along) * share);
                covariance[4 * axis] = Double.NEGATIVE_INFINITY;
            }
        }

        private int largest() {
            int best = 0;
            for (int axis = 1; axis < 3; axis++) {
                best = covariance[4 * axis] > covariance[4 * best] ? axis : best;
            }
            return best;
        }

        private void put(int channel, int point, double value) {
            out.set((first + channel) * n + point, value);
        }
    }
}
