package org.lie4j.apen.networks.internal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.kernels.internal.NativeReals;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What goes into frames and out of them: copies for each element of clouds {@code [batch, channels, n]} are {@code [batch·F, channels, n]}
 * in frames' coordinates, those of a cloud one after the other. Channels are positions and vectors, three each, then scalars.
 */
abstract class FrameMapRuntime extends VertexRuntime {
    private static final long serialVersionUID = 1;

    private final int positions;
    private final int triples;
    private final int channels;
    private transient Rows[] rows = {};

    FrameMapRuntime(
            ComputationGraph graph, String name, int index, DataType type, int positions, int vectors, int scalars) {
        super(graph, name, index, type);
        this.positions = positions;
        triples = positions + vectors;
        channels = 3 * triples + scalars;
    }

    final int channels() {
        return channels;
    }

    /** Frames of the first input. */
    final INDArray frames() {
        INDArray frames = cloud(0, "frames");
        if (frames.size(1) == 0 || frames.size(1) % PartFramesRuntime.NUMBERS != 0) {
            throw refused("frames", "[batch, 12·F, points]", inputs[0]);
        }
        return frames;
    }

    static int elements(INDArray frames) {
        return (int) frames.size(1) / PartFramesRuntime.NUMBERS;
    }

    /** What is read or written for channels from {@code from} to {@code to} - 1: an array of the clouds' coordinates. */
    record Part(NativeReals array, int from, int to, int channelsOfArray) {
        int row(int cloud, int channel) {
            return cloud * channelsOfArray + channel - from;
        }
    }

    /** Rᵀ (x - t), or with {@code shift} false Rᵀ x; times a weight. */
    final void enter(INDArray frames, Part[] from, INDArray to, boolean shift, double weight) {
        int n = (int) frames.size(2);
        int size = elements(frames);
        NativeReals all = NativeReals.of(frames);
        NativeReals out = NativeReals.of(to);
        each(frames, FrameRows.ROWS, (cloud, work) -> {
            for (int k = 0; k < size; k++) {
                FrameRows element = new FrameRows(all, (cloud * size + k) * PartFramesRuntime.NUMBERS * n, n, work);
                for (Part part : from) {
                    for (int c = part.from; c < part.to; ) {
                        int at = part.row(cloud, c) * n;
                        int toAt = ((cloud * size + k) * channels + c) * n;
                        if (c < 3 * triples) {
                            element.enter(part.array, at, shift && c < 3 * positions, weight, out, toAt);
                            c += 3;
                        } else {
                            FrameRows.copy(part.array, at, weight, work[12], out, toAt);
                            c++;
                        }
                    }
                }
            }
        });
    }

    /** The sum over the elements of R y + t, or with {@code shift} false R y; times a weight. */
    final void leave(INDArray frames, INDArray from, Part[] to, boolean shift, double weight) {
        int n = (int) frames.size(2);
        int size = elements(frames);
        NativeReals all = NativeReals.of(frames);
        NativeReals in = NativeReals.of(from);
        each(frames, FrameRows.ROWS + channels, (cloud, work) -> {
            double[][] sums = Arrays.copyOfRange(work, FrameRows.ROWS, FrameRows.ROWS + channels);
            for (double[] sum : sums) {
                Arrays.fill(sum, 0);
            }
            for (int k = 0; k < size; k++) {
                FrameRows element = new FrameRows(all, (cloud * size + k) * PartFramesRuntime.NUMBERS * n, n, work);
                for (int c = 0; c < channels; ) {
                    int at = ((cloud * size + k) * channels + c) * n;
                    if (c < 3 * triples) {
                        element.leave(in, at, shift && c < 3 * positions, weight, sums, c);
                        c += 3;
                    } else {
                        FrameRows.add(in, at, weight, work[12], sums[c]);
                        c++;
                    }
                }
            }
            for (Part part : to) {
                for (int c = part.from; c < part.to; c++) {
                    part.array.set(part.row(cloud, c) * n, sums[c]);
                }
            }
        });
    }

    @FunctionalInterface
    private interface PerCloud {
        void accept(int cloud, double[][] work);
    }

    private void each(INDArray frames, int count, PerCloud work) {
        int batch = (int) frames.size(0);
        int n = (int) frames.size(2);
        rows = Rows.atLeast(batch, rows);
        IntStream.range(0, batch).parallel().forEach(cloud -> work.accept(cloud, rows[cloud].of(count, n)));
    }
}
