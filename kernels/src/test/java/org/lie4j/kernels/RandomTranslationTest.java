package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lie4j.kernels.internal.Draws;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Translations against bilinear interpolation at each pixel, and their transpose against inner products. */
class RandomTranslationTest {
    private static final int SIDE = 9;
    private static final double REACH = 2.5;
    private static final long SEED = 7;

    private static Layer layer(DataType type, int iteration) {
        MultiLayerNetwork network = Networks.classifier(
                type,
                SIDE,
                RandomTranslation.upTo(REACH, SEED),
                GroupProjection.mean(1).overPlane());
        network.setIterationCount(iteration);
        Layer layer = network.getLayer(0);
        layer.setIterationCount(iteration);
        return layer;
    }

    private static INDArray seen(Layer layer, INDArray images, boolean training) {
        layer.setInput(images, LayerWorkspaceMgr.noWorkspaces());
        return layer.activate(training, LayerWorkspaceMgr.noWorkspaces());
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void imagesAreInterpolatedAtTheirSources(DataType type) {
        INDArray images = Networks.images(type, 3, SIDE, 1);
        INDArray out = seen(layer(type, 5), images, true);
        for (int example = 0; example < 3; example++) {
            double down = REACH * (2 * Draws.uniform(SEED, 5, example, 0) - 1);
            double right = REACH * (2 * Draws.uniform(SEED, 5, example, 1) - 1);
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    assertEquals(bilinear(images, example, y - down, x - right), out.getDouble(example, 0, y, x), 1e-6);
                }
            }
        }
    }

    private static double bilinear(INDArray images, int example, double y, double x) {
        double sum = 0;
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double weight = Math.max(0, 1 - Math.abs(y - row)) * Math.max(0, 1 - Math.abs(x - column));
                sum += weight * images.getDouble(example, 0, row, column);
            }
        }
        return sum;
    }

    @Test
    void inferenceLeavesImagesAsTheyAre() {
        INDArray images = Networks.images(DataType.FLOAT, 2, SIDE, 1);
        assertEquals(images, seen(layer(DataType.FLOAT, 3), images, false));
    }

    @Test
    void everyStepMovesThemAnotherWay() {
        INDArray images = Networks.images(DataType.DOUBLE, 2, SIDE, 1);
        INDArray third = seen(layer(DataType.DOUBLE, 3), images, true);
        assertEquals(third, seen(layer(DataType.DOUBLE, 3), images, true));
        assertNotEquals(third, seen(layer(DataType.DOUBLE, 4), images, true));
    }

    @Test
    void gradientIsTheTranspose() {
        Layer layer = layer(DataType.DOUBLE, 11);
        INDArray images = Networks.images(DataType.DOUBLE, 4, SIDE, 1);
        INDArray delta = Networks.images(DataType.DOUBLE, 4, SIDE, 2);
        double above = seen(layer, images, true).mul(delta).sumNumber().doubleValue();
        INDArray below =
                layer.backpropGradient(delta, LayerWorkspaceMgr.noWorkspaces()).getSecond();
        assertEquals(above, below.mul(images).sumNumber().doubleValue(), 1e-12 * Math.abs(above));
    }

    @Test
    void volumesMoveAlongAllThreeAxes() {
        Layer layer = layer(DataType.DOUBLE, 2);
        INDArray volume = Nd4j.zeros(DataType.DOUBLE, 1, 1, SIDE, SIDE, SIDE);
        volume.putScalar(new int[] {0, 0, 4, 4, 4}, 1);
        INDArray out = seen(layer, volume, true);
        for (int axis = 0; axis < 3; axis++) {
            double centre = 0;
            for (int i = 0; i < SIDE; i++) {
                int[] others = {0, 1, 2};
                int kept = axis;
                int[] summed = Arrays.stream(others)
                        .filter(a -> a != kept)
                        .map(a -> a + 2)
                        .toArray();
                centre += i * out.sum(summed).getDouble(0, 0, i);
            }
            assertEquals(4 + REACH * (2 * Draws.uniform(SEED, 2, 0, axis) - 1), centre, 1e-12);
        }
    }

    @Test
    void aReachMustBeALength() {
        for (double reach : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            Exception e = assertThrows(IllegalArgumentException.class, () -> RandomTranslation.upTo(reach, 1));
            assertTrue(e.getMessage().contains("reach: expected a finite number of pixels >= 0, got " + reach));
        }
    }
}
