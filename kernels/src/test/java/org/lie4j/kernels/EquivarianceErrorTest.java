package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lie4j.groups.SL;
import org.lie4j.groups.SO;
import org.lie4j.groups.sampling.PolarLogNormal;
import org.lie4j.kernels.models.ReferenceGroupNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

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
        assertEquals(turns[9], error.output().worst().matrix().get(1));
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

    /** Two blobs on the x axis, so that the covariance is diagonal and commutes with diagonal maps: what is left by the frame is no rotation at all. */
    private static INDArray blobsOnAnAxis() {
        INDArray images = Nd4j.zeros(DataType.DOUBLE, 1, 1, SIDE, SIDE);
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                double x = column - 16;
                double y = row - 16;
                double value =
                        Math.exp(-((x + 4) * (x + 4) + y * y) / 18) + 0.7 * Math.exp(-((x - 4) * (x - 4) + y * y) / 9);
                images.putScalar(new int[] {0, 0, row, column}, value);
            }
        }
        return images;
    }

    @Test
    void whatFollowsAFrameErrsNoMoreThanTheFrame() {
        GroupSampling sampling =
                GroupSampling.of(PlanarGroup.SL2, 4).withDeviation(0.1).fixedFrom(3);
        KernelNetwork kernels = KernelNetwork.siren(16, 2, 4);
        MultiLayerNetwork network = Networks.classifier(
                DataType.DOUBLE,
                SIDE,
                AffineFrameLayer.of(AffineFrame.of(25, 4)),
                new LiftingConvolution.Builder()
                        .nOut(3)
                        .kernelSize(7)
                        .sampling(sampling)
                        .network(kernels)
                        .build(),
                new GroupConvolution.Builder()
                        .nOut(3)
                        .kernelSize(5)
                        .sampling(sampling)
                        .network(kernels)
                        .build(),
                GroupProjection.mean(4).overPlane());
        double[] stretch = {1.2, 0, 0, 0.85};
        EquivarianceError error = EquivarianceError.measure(network, stretch, blobsOnAnAxis());
        double ofFrame = error.layers().get(0).mean();
        assertTrue(ofFrame > 0 && ofFrame < 0.03, error.toString());
        for (EquivarianceError.Summary layer : error.layers().subList(1, 5)) {
            assertTrue(layer.mean() < 1.5 * ofFrame, error.toString());
        }
        // Samples that move although the image does not are another network.
        MultiLayerNetwork moved = Samplings.replaced(network, s -> s.movedBy(stretch));
        INDArray there = moved.feedForward(blobsOnAnAxis(), false).get(2);
        INDArray here = network.feedForward(blobsOnAnAxis(), false).get(2);
        double ofMoved = there.distance2(here) / here.norm2Number().doubleValue();
        assertTrue(ofMoved > 2 * ofFrame, ofMoved + " against " + error);
    }

    @Test
    void aGraphErrsAsTheSameListOfLayersDoes() {
        MultiLayerNetwork network = network(GroupSampling.of(PlanarGroup.SL2, 3).withDeviation(0.1));
        double[] g = {1.1, 0.2, -0.1, 0.9};
        EquivarianceError ofList = EquivarianceError.measure(network, g, blobs(2));
        EquivarianceError ofGraph = EquivarianceError.measure(network.toComputationGraph(), g, blobs(2));
        assertEquals(ofList.output().mean(), ofGraph.output().mean(), 1e-12);
        assertEquals(ofList.layers().size(), ofGraph.layers().size());
        for (int i = 0; i < ofList.layers().size(); i++) {
            EquivarianceError.Summary expected = ofList.layers().get(i);
            assertEquals(expected.mean(), ofGraph.layers().get(i).mean(), 1e-12, expected.name());
            assertTrue(ofGraph.layers().get(i).name().endsWith(expected.name().substring(2)));
        }
    }

    @Test
    void quarterTurnsAreExactThroughShortcuts() {
        ComputationGraph graph = new ComputationGraph(
                new ReferenceGroupNetwork(PlanarGroup.SL2, 3, 0.3, 2, KernelNetwork.siren(8, 2, 10), 4)
                        .configuration(1, 24, 24, 3, new NoOp(), 0, 5));
        graph.init();
        Nd4j.getRandom().setSeed(4);
        EquivarianceError error =
                EquivarianceError.measure(graph, new double[] {0, -1, 1, 0}, Nd4j.rand(DataType.FLOAT, 2, 1, 24, 24));
        assertEquals(
                List.of("stage1-block ElementWiseVertex", "stage1-norm GroupNormalization"),
                error.layers().stream()
                        .map(EquivarianceError.Summary::name)
                        .toList()
                        .subList(3, 5));
        for (EquivarianceError.Summary layer : error.layers()) {
            assertEquals(0, layer.mean(), 1e-4, error.toString());
        }
        assertTrue(error.output().mean() > 1e-3, "samples that stay make another network");
    }

    @Test
    void aGraphOfTwoInputsIsRefused() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("left", "right")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "left", "right")
                .addLayer("out", new LossLayer.Builder().build(), "sum")
                .setOutputs("out")
                .build());
        graph.init();
        assertMessage(
                "one input, got [left, right]",
                () -> EquivarianceError.measure(graph, new double[] {1, 0, 0, 1}, blobs(1)));
    }

    /** A kernel that reads far to the lower right: it does not see a pixel in the upper left corner, and sees the one that a half turn makes of it. */
    @Test
    void anErrorRelativeToNothingIsCountedAndFinite() {
        MultiLayerNetwork network = Networks.classifier(
                DataType.DOUBLE,
                SIDE,
                new Convolution.Builder().nOut(1).kernelSize(5).hasBias(false).build(),
                GroupProjection.max(1).overPlane());
        INDArray kernel = network.getLayer(0).getParam("W");
        kernel.assign(0).putScalar(kernel.length() - 1, 1);
        INDArray image = Nd4j.zeros(DataType.DOUBLE, 2, 1, SIDE, SIDE);
        image.putScalar(new int[] {0, 0, 0, 0}, 1);
        EquivarianceError.Summary layer = EquivarianceError.measure(network, new double[] {-1, 0, 0, -1}, image)
                .layers()
                .get(0);
        assertEquals(1, layer.zeroReferences());
        assertEquals(0.5, layer.mean(), 0, "the second image is dark and errs by nothing");
        assertTrue(layer.toString().endsWith("1 zero references"), layer.toString());
        image.putScalar(new int[] {1, 0, 9, 9}, Double.NaN);
        ArithmeticException e = assertThrows(
                ArithmeticException.class,
                () -> EquivarianceError.measure(network, new double[] {-1, 0, 0, -1}, image));
        assertTrue(e.getMessage().startsWith("0 Convolution: expected finite activations"), e.getMessage());
        assertTrue(e.getMessage().contains("image or cloud 1"), e.getMessage());
    }

    @Test
    void volumesAreMeasuredWithMapsOfSpace() {
        VolumeSampling sampling = VolumeSampling.spiral(VolumeGroup.SO3, 3);
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .list()
                .layer(new LiftingConvolution.Builder()
                        .nOut(2)
                        .kernelSize(5)
                        .sampling(sampling)
                        .network(KernelNetwork.siren(8, 2, 3))
                        .build())
                .layer(new GroupConvolution.Builder()
                        .nOut(2)
                        .kernelSize(3)
                        .sampling(sampling)
                        .network(KernelNetwork.siren(8, 2, 3))
                        .build())
                .layer(GroupProjection.mean(3).overPlane())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 13, 13, 13, 1))
                .build());
        network.init();
        INDArray volumes = Nd4j.zeros(DataType.DOUBLE, 1, 1, 13, 13, 13);
        for (int i = 0; i < 13 * 13 * 13; i++) {
            double x = i % 13 - 7.0;
            double y = i / 13 % 13 - 5.0;
            double z = Math.floorDiv(i, 169) - 6.0;
            volumes.putScalar(i, Math.exp(-(x * x + y * y + z * z + x * y / 2) / 6));
        }
        // x to y to z to x; and a turn that is no symmetry of the grid.
        double c = Math.cos(0.4);
        double s = Math.sin(0.4);
        double[] maps = {0, 0, 1, 1, 0, 0, 0, 1, 0, c, -s, 0, s, c, 0, 0, 0, 1};
        EquivarianceError error = EquivarianceError.measure(network, maps, volumes);
        for (EquivarianceError.Summary layer : error.layers()) {
            assertEquals(0, layer.byElement().get(0).error(), 1e-12, error.toString());
            double turned = layer.byElement().get(1).error();
            assertTrue(turned > 0 && turned < 0.1, error.toString());
        }
        assertTrue(error.output().byElement().get(0).error() > 1e-6, "samples that stay make another network");
        assertEquals(9, error.output().worst().matrix().size());
        assertMessage(
                "3x3 matrices, got SL(2",
                () -> EquivarianceError.measure(
                        network, PolarLogNormal.of(SL.of(2), 0.1), new SplittableRandom(2), 1, volumes));
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
