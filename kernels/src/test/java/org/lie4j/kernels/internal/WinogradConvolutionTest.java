package org.lie4j.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class WinogradConvolutionTest {
    /** Of the deviation of what is compared, which sums of hundreds of products reach in single elements. */
    private static final double ROUNDING = 5e-5;

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
    void outputAndGradientsAreThoseOfTheDirectConvolutionInDouble(
            int batch, int channels, int outputs, int padding, int height, int width) {
        Nd4j.getRandom().setSeed(7);
        INDArray images = Nd4j.randn(DataType.FLOAT, batch, channels, height, width);
        INDArray kernel = Nd4j.randn(DataType.FLOAT, outputs, channels, 5, 5);
        INDArray bias = Nd4j.randn(DataType.FLOAT, outputs);
        INDArray out = direct(images, kernel, bias, padding);
        INDArray delta = Nd4j.randn(DataType.FLOAT, out.shape());
        INDArray[] expected = directGradients(images, kernel, bias, delta, padding);

        WinogradConvolution winograd = WinogradConvolution.fitting(null, images, outputs, padding);
        INDArray y = Nd4j.createUninitialized(DataType.FLOAT, out.shape(), 'c');
        INDArray dx = images.ulike();
        INDArray dw = kernel.ulike();
        INDArray db = bias.ulike();
        for (int pass = 0; pass < 2; pass++) {
            winograd.forward(images, kernel, bias, y);
            assertClose(out, y);
            winograd.backward(delta, dw, db, dx);
            assertClose(expected[0], dx);
            assertClose(expected[1], dw);
            assertClose(expected[2], db);
        }
        winograd.forward(images, kernel, null, y);
        assertClose(direct(images, kernel, bias.mul(0), padding), y);
        dw.assign(0);
        winograd.backward(delta, dw, null, null);
        assertClose(expected[1], dw);
    }

    private static void assertClose(INDArray expected, INDArray actual) {
        double scale = expected.norm2Number().doubleValue() / Math.sqrt((double) expected.length());
        double error = Transforms.abs(expected.sub(actual.castTo(DataType.DOUBLE)))
                .maxNumber()
                .doubleValue();
        assertTrue(error <= ROUNDING * scale, "error " + error + " of " + scale);
    }

    private static INDArray direct(INDArray images, INDArray kernel, INDArray bias, int padding) {
        return Nd4j.exec(op("conv2d", kernel, padding, images, kernel, bias))[0];
    }

    private static INDArray[] directGradients(
            INDArray images, INDArray kernel, INDArray bias, INDArray delta, int padding) {
        return Nd4j.exec(op("conv2d_bp", kernel, padding, images, kernel, bias, delta));
    }

    private static DynamicCustomOp op(String name, INDArray kernel, int p, INDArray... inputs) {
        INDArray[] doubles = new INDArray[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            doubles[i] = inputs[i].castTo(DataType.DOUBLE);
        }
        int k = (int) kernel.size(2);
        return DynamicCustomOp.builder(name)
                .addInputs(doubles)
                .addIntegerArguments(k, k, 1, 1, p, p, 1, 1, 0, 0, 1)
                .build();
    }
}
