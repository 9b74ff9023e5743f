package org.lie4j.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The ways to convolve in float against the backend's in double. */
class ConvolutionWayTest {
    /** Of the deviation of what is compared, which sums of hundreds of products reach in single elements. */
    private static final double ROUNDING = 1e-5;

    /** The same for Winograd's filtering. */
    private static final double TILES_ROUNDING = 5e-5;

    @ParameterizedTest
    @CsvSource({
        "2, 16, 17, 2, 28, 28",
        "3, 7, 20, 2, 13, 9",
        "1, 16, 16, 0, 12, 7",
        "5, 33, 1, 2, 6, 15",
        "2, 1, 3, 1, 7, 10",
        "1, 20, 24, 4, 5, 4",
        "1, 2, 3, 0, 5, 5"
    })
    void tiles(int batch, int channels, int outputs, int padding, int height, int width) {
        Case test = new Case(batch, channels, outputs, 5, padding, height, width);
        check(WinogradConvolution.fitting(null, test.images, outputs, padding), test, true, TILES_ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({
        "16, 1, 20, 5, 2, 28, 28",
        "3, 3, 7, 3, 1, 17, 33",
        "2, 4, 5, 7, 0, 12, 9",
        "1, 2, 1, 1, 0, 3, 4",
        "9, 1, 3, 4, 1, 6, 16",
        "2, 1, 2, 5, 4, 3, 2"
    })
    void fewChannels(int batch, int channels, int outputs, int k, int padding, int height, int width) {
        Case test = new Case(batch, channels, outputs, k, padding, height, width);
        check(new FewChannels(test.images.shape(), outputs, k, padding), test, false, ROUNDING);
        check(PatchProducts.fitting(null, test.images, outputs, k, padding), test, false, ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 7, 5, 2, 6, 7, 17", "2, 3, 4, 3, 1, 5, 4, 9", "1, 2, 2, 3, 0, 3, 5, 4"})
    void fewChannelsOfVolumes(
            int batch, int channels, int outputs, int k, int padding, int depth, int height, int width) {
        Case test = new Case(batch, channels, outputs, k, padding, depth, height, width);
        check(new FewChannels(test.images.shape(), outputs, k, padding), test, false, ROUNDING);
    }

    @Test
    void aGradientOfTheImagesIsRefusedWhereThereIsNone() {
        Case test = new Case(1, 1, 2, 3, 1, 4, 5);
        for (ConvolutionWay way : new ConvolutionWay[] {
            new FewChannels(test.images.shape(), 2, 3, 1), PatchProducts.fitting(null, test.images, 2, 3, 1)
        }) {
            INDArray dx = test.images.ulike();
            INDArray dw = test.kernel.ulike();
            assertThrows(
                    IllegalArgumentException.class,
                    () -> way.backward(test.images, test.kernel, test.bias, test.delta, dw, null, dx));
        }
    }

    /** Random arrays, and what they give by the backend in double. */
    private static final class Case {
        final INDArray images;
        final INDArray kernel;
        final INDArray bias;
        final INDArray out;
        final INDArray outWithoutBias;
        final INDArray delta;
        final INDArray imagesGradient;
        final INDArray kernelGradient;
        final INDArray biasGradient;

        Case(int batch, int channels, int outputs, int k, int padding, int... sides) {
            Nd4j.getRandom().setSeed(7);
            LongStream lengths = Arrays.stream(sides).asLongStream();
            images = Nd4j.randn(DataType.FLOAT, shape(batch, channels, lengths));
            kernel = Nd4j.randn(
                    DataType.FLOAT,
                    shape(outputs, channels, Arrays.stream(sides).mapToLong(side -> k)));
            bias = Nd4j.randn(DataType.FLOAT, outputs);
            int growth = 2 * padding - k + 1;
            out = Nd4j.create(
                    DataType.DOUBLE, shape(batch, outputs, Arrays.stream(sides).mapToLong(side -> side + growth)));
            outWithoutBias = out.ulike();
            delta = Nd4j.randn(DataType.FLOAT, out.shape());
            INDArray x = images.castTo(DataType.DOUBLE);
            INDArray w = kernel.castTo(DataType.DOUBLE);
            INDArray b = bias.castTo(DataType.DOUBLE);
            imagesGradient = x.ulike();
            kernelGradient = w.ulike();
            biasGradient = b.ulike();
            BackendConvolution direct = new BackendConvolution(sides.length, k, padding);
            direct.forward(x, w, b, out);
            direct.forward(x, w, null, outWithoutBias);
            direct.backward(x, w, b, delta.castTo(DataType.DOUBLE), kernelGradient, biasGradient, imagesGradient);
        }

        private static long[] shape(long first, long second, LongStream sides) {
            return LongStream.concat(LongStream.of(first, second), sides).toArray();
        }
    }

    private static void check(ConvolutionWay way, Case test, boolean gradientOfImages, double rounding) {
        INDArray y = Nd4j.createUninitialized(DataType.FLOAT, test.out.shape(), 'c');
        INDArray dx = gradientOfImages ? test.images.ulike() : null;
        INDArray dw = test.kernel.ulike();
        INDArray db = test.bias.ulike();
        // Twice: what a pass leaves behind must not show in the next.
        for (int pass = 0; pass < 2; pass++) {
            way.forward(test.images, test.kernel, test.bias, y);
            assertClose(test.out, y, rounding);
            way.backward(test.images, test.kernel, test.bias, test.delta, dw, db, dx);
            assertClose(test.kernelGradient, dw, rounding);
            assertClose(test.biasGradient, db, rounding);
            if (gradientOfImages) {
                assertClose(test.imagesGradient, dx, rounding);
            }
        }
        way.forward(test.images, test.kernel, null, y);
        assertClose(test.outWithoutBias, y, rounding);
        dw.assign(0);
        way.backward(test.images, test.kernel, null, test.delta, dw, null, null);
        assertClose(test.kernelGradient, dw, rounding);
    }

    private static void assertClose(INDArray expected, INDArray actual, double rounding) {
        double scale = expected.norm2Number().doubleValue() / Math.sqrt((double) expected.length());
        double error = Transforms.abs(expected.sub(actual.castTo(DataType.DOUBLE)))
                .maxNumber()
                .doubleValue();
        assertTrue(error <= rounding * scale, "error " + error + " of " + scale);
    }
}
