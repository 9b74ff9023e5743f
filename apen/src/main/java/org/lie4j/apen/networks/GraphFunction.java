package org.lie4j.apen.networks;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.apen.frames.CloudFunction;
import org.lie4j.kernels.internal.Arrays4d;
import org.lie4j.kernels.internal.NativeReals;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Any Deeplearning4j graph as a function of point clouds, in inference: {@code FrameAveraging.of(GraphFunction.of(graph))} makes a trained network equivariant.
 *
 * <p>The graph has one input {@code [batch, d, points]}. Its outputs are given one after the other: {@code [batch, channels]} as channels of the cloud, {@code [batch, channels, points]} as channels of
 * each point in turn. Clouds go through the graph some at a time. Calls wait for each other, as a graph serves one at a time.
 */
public final class GraphFunction implements CloudFunction {
    private final ComputationGraph graph;
    private final int batch;

    private GraphFunction(ComputationGraph graph, int batch) {
        this.graph = graph;
        this.batch = batch;
    }

    /**
     * The function that a graph computes, 64 clouds at a time.
     *
     * @param graph with one input
     * @return the function
     * @throws IllegalArgumentException if it has more
     */
    public static GraphFunction of(ComputationGraph graph) {
        Objects.requireNonNull(graph, "graph");
        if (graph.getNumInputArrays() != 1) {
            throw new IllegalArgumentException("graph: expected 1 input, got " + graph.getNumInputArrays());
        }
        return new GraphFunction(graph, 64);
    }

    /**
     * The same with another number of clouds at a time.
     *
     * @param clouds at least 1; what the graph needs in memory grows with it
     * @return the changed copy
     * @throws IllegalArgumentException if it is less
     */
    public GraphFunction withBatch(int clouds) {
        if (clouds < 1) {
            throw new IllegalArgumentException("batch: expected at least 1, got " + clouds);
        }
        return new GraphFunction(graph, clouds);
    }

    @Override
    public synchronized void apply(double[] clouds, int count, int points, double[] out) {
        if (count == 0) {
            return;
        }
        int d = clouds.length / count / points;
        int length = out.length / count;
        for (int first = 0; first < count; first += batch) {
            int some = Math.min(batch, count - first);
            INDArray[] outputs = graph.output(arranged(clouds, first, some, points, d));
            int at = 0;
            for (INDArray output : outputs) {
                at += read(output, some, points, out, first * length + at, length);
            }
            if (at != length) {
                throw new IllegalArgumentException(
                        "out: expected " + at + " numbers for each cloud, as the graph gives, got " + length);
            }
        }
    }

    private INDArray arranged(double[] clouds, int first, int count, int points, int d) {
        INDArray array = Nd4j.createUninitialized(graph.params().dataType(), new long[] {count, d, points}, 'c');
        NativeReals to = NativeReals.of(array);
        for (int row = 0; row < count * points; row++) {
            for (int axis = 0; axis < d; axis++) {
                int at = (row / points * d + axis) * points + row % points;
                to.set(at, clouds[(first * points + row) * d + axis]);
            }
        }
        return array;
    }

    /** Copies an output to every cloud's place for it, and says how long that is. */
    private static int read(INDArray output, int count, int points, double[] out, int offset, int length) {
        boolean perPoint = output.rank() == 3;
        if (output.rank() != 2 && !(perPoint && output.size(2) == points)) {
            throw new IllegalArgumentException("output: expected [" + count + ", channels] or [" + count
                    + ", channels, " + points + "], got " + Arrays.toString(output.shape()));
        }
        int channels = (int) output.size(1);
        int rows = perPoint ? points : 1;
        DataType type = output.dataType();
        NativeReals from = NativeReals.of(Arrays4d.contiguous(output, type));
        if (offset + (count - 1) * length + channels * rows > out.length) {
            return channels * rows;
        }
        for (int example = 0; example < count; example++) {
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < rows; i++) {
                    out[offset + example * length + i * channels + c] = from.get((example * channels + c) * rows + i);
                }
            }
        }
        return channels * rows;
    }
}
