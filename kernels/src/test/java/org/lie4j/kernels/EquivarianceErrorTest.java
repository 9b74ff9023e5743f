package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lie4j.groups.SL;
import org.lie4j.groups.SO;
import org.lie4j.groups.sampling.PolarLogNormal;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EquivarianceErrorTest {
    private static final int SIDE = 33;

    private static MultiLayerNetwork network(GroupSampling sampling) {
        return Networks.classifier(
                DataType.DOUBLE,
                SIDE,
                new LiftingConvolution.Builder()
                        .nOut(3)
                        .kernelSize(7)
                        .sampling(sampling)
                        .network(KernelNetwork.siren(16, 2, 4))
                        .activation(org.nd4j.linalg.activations.Activation.SOFTPLUS)
                        .build(),
                new GroupConvolution.Builder()
                        .nOut(3)
                        .kernelSize(5)
                        .sampling(sampling)
                        .network(KernelNetwork.siren(16, 2, 4))
                        .activation(org.nd4j.linalg.activations.Activation.SOFTPLUS)
                        .build(),
                GroupProjection.mean(sampling.getCount()).overPlane());
    }

    /** Two smooth blobs off the centre, dark towards the border. */
    private static INDArray blobs(int batch) {
        INDArray images = Nd4j.zeros(DataType.DOUBLE, batch, 1, SIDE, SIDE);
        SplittableRandom random = new SplittableRandom(1);
        for (int b = 0; b < batch; b++) {
            for (int blob = 0; blob < 2; blob++) {
                double x0 = SIDE / 2.0 + random.nextDouble(-4, 4);
                double y0 = SIDE / 2.0 + random.nextDouble(-4, 4);
                double width = random.nextDouble(3, 8);
                for (int row = 0; row < SIDE; row++) {
                    for (int column = 0; column < SIDE; column++) {
                        double r2 = (column - x0) * (column - x0) + (row - y0) * (row - y0);
                        int[] at = {b, 0, row, column};
                        images.putScalar(at, images.getDouble(at) + Math.exp(-r2 / width));
                    }
                }
            }
        }
        return images;
    }

    @ParameterizedTest
    @EnumSource(PlanarGroup.class)
    void theErrorOfTheGridOfPixelsIsSmallForSmoothImages(PlanarGroup group) {
        GroupSampling sampling = GroupSampling.of(group, 4).withDeviation(0.1).fixedFrom(3);
        // A turn that is no symmetry of the grid, with a stretch.
        double[] g = {1.05 * Math.cos(0.4), -Math.sin(0.4), Math.sin(0.4), Math.cos(0.4) / 1.05};
        EquivarianceError error = EquivarianceError.measure(network(sampling), g, blobs(3));
        assertEquals(4, error.layers().size());
        assertTrue(error.layers().get(0).mean() < 0.05, error.toString());
        assertTrue(error.layers().get(1).mean() < 0.1, error.toString());
        assertTrue(error.layers().get(3).mean() < 0.02, error.toString());
    }

    @Test
    void theMeasureSeesALayerThatIsNotEquivariant() {
        MultiLayerNetwork plain = Networks.classifier(
                DataType.DOUBLE,
                SIDE,
                new Convolution.Builder().nOut(4).build(),
                GroupProjection.mean(1).overPlane());
        double[] quarter = {0, -1, 1, 0};
        EquivarianceError error = EquivarianceError.measure(plain, quarter, blobs(3));
        assertTrue(error.layers().get(0).mean() > 0.3, error.toString());
        double[] identity = {1, 0, 0, 1};
        assertEquals(
                0,
                EquivarianceError.measure(plain, identity, blobs(2))
                        .output()
                        .worst()
                        .error(),
                1e-12);
    }

    @Test
    void quarterTurnsAreExactAndMissingElementsAreSeen() {
        MultiLayerNetwork network = network(GroupSampling.of(PlanarGroup.SO2, 4));
        double[] turns = {0, -1, 1, 0, -1, 0, 0, -1, Math.cos(0.7), -Math.sin(0.7), Math.sin(0.7), Math.cos(0.7)};
        EquivarianceError error = EquivarianceError.measure(network, turns, blobs(3));
        java.util.List<EquivarianceError.AtElement> byElement = error.output().byElement();
        assertEquals(0, byElement.get(0).error(), 1e-12);
        assertEquals(0, byElement.get(1).error(), 1e-12);
        assertTrue(byElement.get(2).error() > 1e-4, "a turn that is not among the samples");
        assertEquals(byElement.get(2), error.output().worst());
        assertEquals(turns[9], error.output().worst().b());
        // With samples that move along, every turn is as good as another.
        assertTrue(error.layers().get(0).byElement().get(2).error() < 0.05);
    }

    @Test
    void mapsCanBeDrawn() {
        MultiLayerNetwork network = network(GroupSampling.of(PlanarGroup.SL2, 4).withDeviation(0.1));
        EquivarianceError error = EquivarianceError.measure(
                network, PolarLogNormal.of(SL.of(2), 0.1), new SplittableRandom(2), 5, blobs(2));
        assertEquals(5, error.output().byElement().size());
        assertTrue(error.output().median() <= error.output().upper());
        assertTrue(error.output().mean() <= error.output().worst().error() + 1e-15);
        assertMessage(
                "2x2 matrices, got SO(3)",
                () -> EquivarianceError.measure(
                        network, PolarLogNormal.of(SO.of(3), 1), new SplittableRandom(2), 5, blobs(2)));
        assertMessage(
                "[batch, channels, height, width]",
                () -> EquivarianceError.measure(network, new double[4], Nd4j.zeros(3, 3)));
        assertMessage("regular", () -> EquivarianceError.measure(network, new double[4], blobs(1)));
        assertMessage("got 3 numbers", () -> EquivarianceError.measure(network, new double[3], blobs(1)));
    }

    @Test
    void theMeanOverDrawsIsThatOfTheirOutputs() {
        GroupSampling sampling =
                GroupSampling.of(PlanarGroup.SL2, 3).withDeviation(0.3).resampledFrom(7);
        MultiLayerNetwork network = network(sampling);
        INDArray images = blobs(2);
        INDArray one = Samplings.meanOutput(network, images, 1);
        assertEquals(0, one.sub(network.output(images)).norm2Number().doubleValue(), 1e-15);
        INDArray many = Samplings.meanOutput(network, images, 16);
        INDArray more = Samplings.meanOutput(
                Samplings.replaced(network, s -> s.redrawn(GroupSampling.Redraw.NEVER, 99)), images, 16);
        double spread = Samplings.replaced(network, s -> s.redrawn(GroupSampling.Redraw.NEVER, 5))
                .output(images)
                .sub(one)
                .norm2Number()
                .doubleValue();
        assertTrue(many.sub(more).norm2Number().doubleValue() < spread, "means differ less than single draws");
        assertEquals(network.params(), Samplings.replaced(network, s -> s).params());
        assertMessage("draws: expected at least 1", () -> Samplings.meanOutput(network, images, 0));
    }

    /** Without deviation a draw is a common turn of draw 0, so that what inference sees there can be had by moving the elements. */
    @ParameterizedTest
    @EnumSource(
            value = GroupSampling.Redraw.class,
            names = {"NEVER", "INDEPENDENTLY", "BY_A_COMMON_SHIFT"})
    void theMeanOverDrawsOfAGridIsThatOverItsTurns(GroupSampling.Redraw redraw) {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.SO2, 3).redrawn(redraw, 7);
        MultiLayerNetwork network = network(sampling);
        INDArray images = blobs(1);
        INDArray first = network.output(images).dup();
        INDArray sum = first.dup();
        for (int draw = 1; draw < 4; draw++) {
            double[] still = sampling.elements(0);
            double[] turned = sampling.elements(draw);
            double angle = Math.atan2(turned[2], turned[0]) - Math.atan2(still[2], still[0]);
            double[] g = {Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)};
            INDArray other = Samplings.replaced(network, s -> s.movedBy(g)).output(images);
            assertTrue(other.sub(first).norm2Number().doubleValue() > 1e-6, "draws differ");
            sum.addi(other);
        }
        INDArray mean = Samplings.meanOutput(network, images, 4);
        assertEquals(0, mean.sub(sum.divi(4)).norm2Number().doubleValue(), 1e-12);
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }
}
