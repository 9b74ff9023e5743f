package org.lie4j.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the sums as they are written down, in double. */
class DepthwisePlanesTest {
    private static final double TOLERANCE = 2e-5;

    @BeforeAll
    static void vectors() {
        assertTrue(VectorUnits.available(), "tests of this module run with --add-modules jdk.incubator.vector");
    }

    /** Widths below, at and beyond one and two vectors; heights that fill no whole groups of rows; kernels of less and more rows than a step takes; padding that cuts off. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 1, 1", "1, 2, 3, 5, 2", "2, 0, 5, 4, 1", "2, 1, 4, 3, 3", "3, 0, 3, 3, 1", "3, 1, 7, 9, 2",
        "3, 1, 28, 28, 3", "3, 4, 6, 17, 1", "4, 2, 9, 33, 2", "5, 2, 28, 28, 2", "5, 0, 11, 40, 1", "5, 4, 2, 3, 2",
        "5, 7, 5, 16, 1", "6, 3, 8, 31, 1", "7, 3, 14, 20, 2", "7, 0, 7, 7, 2", "9, 4, 10, 12, 1", "11, 3, 20, 15, 2"
    })
    void imagesAgreeWithSums(int k, int padding, int height, int width, int kernels) {
        check(k, false, new int[] {1, height, width}, padding, kernels);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 2, 3, 4, 1",
        "1, 1, 1, 2, 2, 2",
        "3, 1, 4, 6, 17, 2",
        "3, 0, 3, 5, 8, 1",
        "3, 3, 2, 2, 5, 1",
        "5, 2, 6, 7, 9, 1",
        "5, 4, 1, 1, 1, 2",
        "7, 3, 5, 4, 6, 1"
    })
    void volumesAgreeWithSums(int k, int padding, int depth, int height, int width, int kernels) {
        check(k, true, new int[] {depth, height, width}, padding, kernels);
    }

    @Test
    void nothingRemainsOfAnEarlierMap() {
        DepthwisePlanes planes = new DepthwisePlanes(3, false, new int[] {1, 5, 6}, 1, 1);
        double[] identity = new double[9];
        identity[4] = 1;
        planes.setKernel(0, identity, 0);
        for (float value : new float[] {Float.NaN, 1}) {
            Arrays.fill(planes.dense(), value);
            planes.takeMap();
            planes.convolve(0);
        }
        for (int i = 0; i < 30; i++) {
            assertEquals(1, planes.dense()[i]);
        }
    }

    private static void check(int k, boolean volumes, int[] in, int padding, int kernels) {
        Random random = new Random(k + 31L * padding + 7L * in[2]);
        int growth = 2 * padding - k + 1;
        int[] out = {volumes ? in[0] + growth : 1, in[1] + growth, in[2] + growth};
        int taps = volumes ? k * k * k : k * k;
        double[] weights = random.doubles((long) kernels * taps, -1, 1).toArray();
        DepthwisePlanes planes = new DepthwisePlanes(k, volumes, in, padding, kernels);
        for (int i = 0; i < kernels; i++) {
            planes.setKernel(i, weights, i * taps);
        }
        planes.clearKernelGradients();
        double[] kernelGradients = new double[kernels * taps];
        // More than one map: what the first leaves behind must not show in the second.
        for (int map = 0; map < 2; map++) {
            float[] x = random(random, pixels(in));
            float[][] upper = new float[kernels][];
            double[] mapGradient = new double[x.length];
            put(x, planes);
            planes.takeMap();
            for (int i = 0; i < kernels; i++) {
                planes.convolve(i);
                double[] result = new double[pixels(out)];
                upper[i] = random(random, result.length);
                for (int p = 0; p < result.length; p++) {
                    for (int tap = 0; tap < taps; tap++) {
                        int at = seen(p, tap, k, volumes, padding, in, out);
                        if (at >= 0) {
                            result[p] += weights[i * taps + tap] * x[at];
                            kernelGradients[i * taps + tap] += (double) upper[i][p] * x[at];
                            mapGradient[at] += weights[i * taps + tap] * upper[i][p];
                        }
                    }
                }
                assertClose(result, planes.dense());
            }
            for (int i = 0; i < kernels; i++) {
                put(upper[i], planes);
                planes.takeGradient(i);
            }
            planes.addKernelGradients();
            planes.mapGradient();
            assertClose(mapGradient, planes.dense());
        }
        double[] sums = new double[kernels * taps];
        for (int i = 0; i < kernels; i++) {
            planes.kernelGradient(i, sums, i * taps);
        }
        for (int i = 0; i < sums.length; i++) {
            assertEquals(kernelGradients[i], sums[i], TOLERANCE * Math.sqrt(pixels(out)));
        }
    }

    private static int pixels(int[] shape) {
        return shape[0] * shape[1] * shape[2];
    }

    private static float[] random(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return values;
    }

    private static void put(float[] map, DepthwisePlanes planes) {
        System.arraycopy(map, 0, planes.dense(), 0, map.length);
    }

    private static int seen(int pixel, int tap, int k, boolean volumes, int padding, int[] in, int[] out) {
        int x = pixel % out[2] + tap % k - padding;
        int y = pixel / out[2] % out[1] + tap / k % k - padding;
        int z = pixel / (out[2] * out[1]) + tap / (k * k) - (volumes ? padding : 0);
        boolean outside = x < 0 || x >= in[2] || y < 0 || y >= in[1] || z < 0 || z >= in[0];
        return outside ? -1 : (z * in[1] + y) * in[2] + x;
    }

    private static void assertClose(double[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE, "at " + i);
        }
    }
}
