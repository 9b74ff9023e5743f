package org.lie4j.apen.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lie4j.apen.partitions.Partition;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class NeighbourMomentsTest {
    private static final int N = 60;
    private static final int[] NEAR = {3, 9};

    private static ComputationGraph graph(DataType type, int... neighbours) {
        return Graphs.graph(
                type,
                g -> g.addInputs("x")
                        .addVertex("near", NeighbourMoments.of(neighbours), "x")
                        .addLayer(
                                "out",
                                new RnnLossLayer.Builder(LossFunctions.LossFunction.L1)
                                        .activation(Activation.IDENTITY)
                                        .build(),
                                "near")
                        .setOutputs("out")
                        .setInputTypes(InputType.recurrent(3)));
    }

    /** All pairs sorted, and singular values of the centred neighbourhood in place of eigenvalues of its covariance. */
    private static double[] expected(double[] x, int i, int k) {
        int[] near = IntStream.range(0, x.length / 3)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> Math.hypot(
                        Math.hypot(x[3 * j] - x[3 * i], x[3 * j + 1] - x[3 * i + 1]), x[3 * j + 2] - x[3 * i + 2])))
                .limit(k + 1L)
                .mapToInt(j -> j)
                .toArray();
        double[] out = new double[9];
        DMatrixRMaj hood = new DMatrixRMaj(k + 1, 3);
        for (int c = 0; c < 3; c++) {
            int of = c;
            out[c] = Arrays.stream(near)
                    .mapToDouble(j -> x[3 * j + of] - x[3 * i + of])
                    .average()
                    .orElseThrow();
            for (int m = 0; m <= k; m++) {
                hood.set(m, c, x[3 * near[m] + c] - x[3 * i + c] - out[c]);
            }
        }
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(k + 1, 3, false, true, true);
        assertTrue(svd.decompose(hood));
        Integer[] falling = {0, 1, 2};
        Arrays.sort(falling, Comparator.comparingDouble(c -> -svd.getSingularValues()[c]));
        DMatrixRMaj axes = svd.getV(null, false);
        for (int place = 0; place < 3; place++) {
            int axis = falling[place];
            out[3 + place] = svd.getSingularValues()[axis] / Math.sqrt(k + 1);
            for (int c = 0; c < 3; c++) {
                out[6 + place] += axes.get(c, axis) * out[c];
            }
            out[6 + place] = Math.abs(out[6 + place]);
        }
        return out;
    }

    /** The nine values of a neighbourhood of a point. */
    private static double[] found(INDArray out, int cloud, int i, int s) {
        double[] values = new double[9];
        for (int c = 0; c < 9; c++) {
            int channel = c < 3 ? 3 * s + c : 3 * NEAR.length + 6 * s + c - 3;
            values[c] = out.getDouble(cloud, channel, i);
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({"DOUBLE,1e-13", "FLOAT,1e-6"})
    void areThoseOfASecondMethod(DataType type, double tolerance) {
        double[][] clouds = {PartClouds.boxes(new int[] {25, 35}, 1), PartClouds.boxes(new int[] {60}, 2)};
        INDArray out = graph(type, NEAR).outputSingle(PartClouds.array(type, clouds));
        assertArrayEquals(new long[] {2, 18, N}, out.shape());
        for (int cloud = 0; cloud < 2; cloud++) {
            for (int i = 0; i < N; i++) {
                for (int s = 0; s < 2; s++) {
                    assertArrayEquals(expected(clouds[cloud], i, NEAR[s]), found(out, cloud, i, s), tolerance);
                }
            }
        }
    }

    /** Boxes far apart move by themselves, and so do the vectors of their points. */
    @Test
    void moveWithPartsThatHoldAllNeighbours() {
        int[] sizes = {25, 35};
        Partition parts = PartClouds.shuffled(sizes);
        double[] x = PartClouds.boxes(sizes, 3);
        for (int i = sizes[0]; i < N; i++) {
            x[3 * i] += 100;
        }
        var motions = PartClouds.motions(2, false, 5);
        ComputationGraph graph = graph(DataType.DOUBLE, NEAR);
        INDArray before =
                graph.outputSingle(PartClouds.array(DataType.DOUBLE, x)).dup();
        INDArray after = graph.outputSingle(PartClouds.array(DataType.DOUBLE, motions.points(x, parts)));
        for (int s = 0; s < 2; s++) {
            // A vector is the difference of two points, so that translations leave it.
            double[] ends = x.clone();
            for (int i = 0; i < N; i++) {
                for (int c = 0; c < 3; c++) {
                    ends[3 * i + c] += found(before, 0, i, s)[c];
                }
            }
            double[] from = motions.points(x, parts);
            double[] to = motions.points(ends, parts);
            for (int i = 0; i < N; i++) {
                double[] moved = found(before, 0, i, s);
                for (int c = 0; c < 3; c++) {
                    moved[c] = to[3 * i + c] - from[3 * i + c];
                }
                // Coordinates of 100 have rounding errors of 1e-14, roots of eigenvalues more.
                assertArrayEquals(moved, found(after, 0, i, s), 1e-11);
            }
        }
    }

    @Test
    void pointsOnALineAndCoincidentOnesHaveFiniteMoments() {
        double[] x = new double[3 * 12];
        for (int i = 0; i < 6; i++) {
            x[3 * i] = i;
        }
        INDArray out = graph(DataType.DOUBLE, 2, 4).outputSingle(PartClouds.array(DataType.DOUBLE, x));
        assertTrue(Double.isFinite(out.sumNumber().doubleValue()));
        // The points at the origin see each other alone.
        for (int channel = 0; channel < 18; channel++) {
            assertEquals(0, out.getDouble(0, channel, 8));
        }
    }

    @Test
    void isWrittenAndReadAndNamesWhatIsWrong() {
        Graphs.assertJsonRoundTrip(graph(DataType.FLOAT, NEAR));
        Graphs.assertMessage(
                "expected more points than 9 neighbours, got 9",
                () -> graph(DataType.FLOAT, NEAR)
                        .output(PartClouds.array(DataType.FLOAT, PartClouds.boxes(new int[] {9}, 1))));
        Graphs.assertMessage(
                "NeighbourMoments: expected more points than 4 neighbours, got 4",
                () -> NeighbourMoments.of(4).getOutputType(0, InputType.recurrent(3, 4)));
        Graphs.assertMessage("rising numbers of at least 1, got [4, 4]", () -> NeighbourMoments.of(4, 4));
        Graphs.assertMessage("got [0]", () -> NeighbourMoments.of(0));
        assertThrows(IllegalArgumentException.class, NeighbourMoments::of);
    }
}
