package org.lie4j.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lie4j.vectors.VectorUnits;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** The ways to convolve in float, whichever this machine takes, against the sums as they are written down. */
class DepthwiseChannelTest {
    private static final float TOLERANCE = 1e-4f;

    @Test
    void bothWaysAreTested() {
        assertTrue(VectorUnits.available(), "these tests run with --add-modules jdk.incubator.vector");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 6, 3, 1, 5, 2, 9, 11",
        "9, 4, 2, 2, 5, 2, 28, 28",
        "3, 4, 1, 3, 3, 1, 6, 17",
        "2, 2, 2, 1, 7, 0, 12, 8",
        "1, 3, 3, 2, 3, 4, 5, 7",
        "2, 2, 1, 2, 1, 0, 3, 4",
        "2, 2, 1, 1, 4, 2, 7, 33"
    })
    void imagesAgree(int batch, int channels, int elements, int multiplier, int k, int padding, int height, int width) {
        check(new long[] {batch, channels, height, width}, elements, multiplier, k, padding);
    }

    @ParameterizedTest
    @CsvSource({"2, 4, 2, 2, 3, 1, 4, 5, 6", "1, 2, 1, 1, 5, 2, 3, 6, 9", "3, 2, 2, 3, 3, 0, 3, 4, 17"})
    void volumesAgree(
            int batch,
            int channels,
            int elements,
            int multiplier,
            int k,
            int padding,
            int depth,
            int height,
            int width) {
        check(new long[] {batch, channels, depth, height, width}, elements, multiplier, k, padding);
    }

    private static void check(long[] maps, int elements, int multiplier, int k, int padding) {
        DepthwiseShape shape = new DepthwiseShape(maps, elements, multiplier, k, padding);
        float[][] expected = results(shape, DepthwiseSums::new);
        float[][] lines = results(shape, DepthwiseLines::new);
        float[][] vectors = results(shape, DepthwiseVectors::new);
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], lines[i], TOLERANCE, "lines, " + i);
            assertArrayEquals(expected[i], vectors[i], TOLERANCE, "vectors, " + i);
        }
    }

    /** The convolved maps, the gradient of the kernels and, asked for together with it, that of the maps; the gradient of the kernels alone. */
    private static float[][] results(DepthwiseShape shape, Function<DepthwiseShape, DepthwiseChannel> way) {
        Random random = new Random(shape.inPixels);
        int kernels = shape.channels * shape.multiplier;
        NativeReals maps = random(random, shape.batch * shape.channels * shape.inPixels);
        double[] weights = random.doubles((long) kernels * shape.taps, -1, 1).toArray();
        NativeReals delta = random(random, shape.batch * kernels * shape.outPixels);
        float[] convolved = new float[shape.batch * kernels * shape.outPixels];
        float[] mapsGradient = new float[shape.batch * shape.channels * shape.inPixels];
        double[] kernelGradient = new double[weights.length];
        double[] alone = new double[weights.length];
        NativeReals to = random(random, convolved.length);
        NativeReals lower = random(random, mapsGradient.length);
        DepthwiseChannel channel = way.apply(shape);
        for (int c = 0; c < shape.channels; c++) {
            channel.forward(c, maps, weights, to);
            channel.backward(c, maps, weights, delta, kernelGradient, lower);
            channel.backward(c, maps, weights, delta, alone, null);
        }
        to.get(0, convolved, 0, convolved.length);
        lower.get(0, mapsGradient, 0, mapsGradient.length);
        return new float[][] {convolved, single(kernelGradient), mapsGradient, single(alone)};
    }

    private static NativeReals random(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        NativeReals reals = NativeReals.of(Nd4j.createUninitialized(DataType.FLOAT, length));
        reals.set(0, values);
        return reals;
    }

    private static float[] single(double[] values) {
        float[] single = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            single[i] = (float) values[i];
        }
        return single;
    }
}
