package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** What does not fit is refused, when a network is configured if it can be known then, with what was expected and what was there. */
class ConfigurationErrorsTest {
    private static final GroupSampling FOUR = GroupSampling.of(PlanarGroup.SO2, 4);

    private static LiftingConvolution.Builder lifting() {
        return new LiftingConvolution.Builder().nOut(2).kernelSize(3).sampling(FOUR);
    }

    private static GroupConvolution.Builder group() {
        return new GroupConvolution.Builder().nOut(2).kernelSize(3).sampling(FOUR);
    }

    private static Convolution.Builder plain() {
        return new Convolution.Builder().nOut(2).kernelSize(3);
    }

    private static void assertRefused(Executable executable, String... parts) {
        RuntimeException e = assertThrows(RuntimeException.class, executable);
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }

    private static MultiLayerNetwork network(Layer... layers) {
        return Networks.classifier(DataType.FLOAT, new Sgd(0.1), 8, layers);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 0, -1})
    void evenAndEmptyKernels(int size) {
        assertRefused(() -> plain().kernelSize(size).build(), "kernelSize", "odd", "got " + size);
        assertRefused(() -> group().kernelSize(size).build(), "kernelSize", "odd", "got " + size);
    }

    @Test
    void settingsOutsideTheirDomain() {
        assertRefused(() -> plain().padding(-1).build(), "padding: expected a number >= 0, got -1");
        assertRefused(() -> plain().nOut(0).build(), "nOut: expected at least 1, got 0");
        assertRefused(() -> new Convolution.Builder().build(), "nOut: expected at least 1, got 0");
        assertRefused(() -> group().nOut(-2).build(), "nOut: expected at least 1, got -2");
        assertRefused(() -> lifting().mask(null).build(), "mask: expected a KernelMask, got none");
        assertRefused(() -> lifting().network(null).build(), "network: expected a KernelNetwork, got none");
        assertRefused(() -> lifting().sampling(null).build(), "sampling: expected", "got none");
        assertRefused(() -> SpatialPooling.max(0), "size: expected at least 1 pixel, got 0");
        assertRefused(() -> GroupProjection.mean(0), "elements: expected at least 1, got 0");
        assertRefused(() -> new GroupNormalization.Builder().elements(0).build(), "elements: expected at least 1");
    }

    @Test
    void imagesThatAreTooSmall() {
        assertRefused(
                () -> network(
                        plain().kernelSize(11).padding(1).build(),
                        GroupProjection.max(1).overPlane()),
                "at least 9 pixels each way",
                "h=8,w=8");
        assertRefused(
                () -> network(
                        plain().build(),
                        SpatialPooling.max(7),
                        GroupProjection.max(1).overPlane()),
                "at least 7 pixels each way",
                "h=6,w=6");
        MultiLayerNetwork pooled =
                network(SpatialPooling.max(7), GroupProjection.max(1).overPlane());
        assertRefused(
                () -> pooled.output(Nd4j.ones(DataType.FLOAT, 2, 1, 8, 6)), "at least 7 pixels", "got [2, 1, 8, 6]");
    }

    @Test
    void channelsThatAreNoMultipleOfTheElements() {
        Layer three = plain().nOut(3).build();
        for (Layer layer : new Layer[] {
            new GroupNormalization.Builder().elements(2).build(),
            GroupProjection.mean(2),
            GroupProjection.mean(2).overPlaneOnly(),
            new AttentionProjection.Builder().elements(2).build(),
            group().build()
        }) {
            assertRefused(() -> network(three, layer), "expected a multiple of", "got 3");
        }
    }

    @Test
    void elementsThatAreKnownToBeOthers() {
        GroupSampling eight = GroupSampling.of(PlanarGroup.SO2, 8);
        GroupSampling shear = GroupSampling.of(PlanarGroup.SL2, 4).withDeviation(0.1);
        Layer lifting = lifting().build();
        for (Layer layer : new Layer[] {
            new GroupNormalization.Builder().elements(2).build(),
            GroupProjection.mean(2),
            new AttentionProjection.Builder().elements(2).build()
        }) {
            assertRefused(() -> network(lifting, layer), "expected maps sampled at 2 group elements, got 4 of SO2");
            assertRefused(
                    () -> network(
                            lifting,
                            SpatialPooling.max(2),
                            new GroupNormalization.Builder().elements(4).build(),
                            layer),
                    "expected maps sampled at 2 group elements, got 4 of SO2");
        }
        assertRefused(
                () -> network(lifting, group().sampling(shear).build()),
                "expected maps sampled at",
                "got",
                "inputSampling");
        // As many channels in all: only the sampling tells.
        assertRefused(() -> network(lifting, group().sampling(eight).build()), "expected maps sampled at");
        assertDoesNotThrow(() -> network(
                lifting,
                group().sampling(eight).inputSampling(FOUR).build(),
                GroupProjection.max(8).overPlane()));
        // DL4J's own layers that keep the input's type keep this too; a projection ends it.
        Layer relu = new ActivationLayer.Builder().activation(Activation.RELU).build();
        assertRefused(() -> network(lifting, relu, GroupProjection.mean(8)), "expected maps sampled at 8");
        assertDoesNotThrow(() -> network(
                lifting,
                GroupProjection.max(4),
                plain().build(),
                GroupProjection.max(1).overPlane()));
    }

    @Test
    void elementsThatAreKnownToBeOthersOnVolumes() {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .list()
                .layer(lifting().sampling(VolumeSampling.cube(VolumeGroup.SO3)).build())
                .layer(SpatialPooling.max(2))
                .layer(GroupProjection.max(12).overPlane())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 8, 8, 8, 1));
        assertRefused(list::build, "expected maps sampled at 12 group elements, got 24 of SO3");
    }

    @Test
    void arraysOfOtherShapesAtRunTime() {
        MultiLayerNetwork network = network(
                new GroupNormalization.Builder().build(), GroupProjection.max(1).overPlane());
        // As many values as two channels would have.
        assertRefused(
                () -> network.output(Nd4j.ones(DataType.FLOAT, 2, 2, 8, 8)),
                "[batch, 1, height, width]",
                "[2, 2, 8, 8]");
        assertRefused(() -> network.output(Nd4j.ones(DataType.FLOAT, 2, 64)), "[batch, 1, height, width]", "[2, 64]");
        MultiLayerNetwork projected =
                network(lifting().build(), GroupProjection.max(4).overPlane());
        assertRefused(
                () -> projected.output(Nd4j.ones(DataType.FLOAT, 2, 2, 8, 8)),
                "[batch, 1, height, width]",
                "[2, 2, 8, 8]");
        org.deeplearning4j.nn.api.Layer pooling = projected.getLayer(1);
        pooling.setInput(Nd4j.ones(DataType.FLOAT, 2, 6, 8, 8), LayerWorkspaceMgr.noWorkspaces());
        assertRefused(
                () -> pooling.activate(false, LayerWorkspaceMgr.noWorkspaces()),
                "[batch, channels·4, height, width]",
                "[2, 6, 8, 8]");
    }

    @Test
    void noGradientForALayerThatIsToLearn() {
        Layer data = lifting().inputGradient(false).build();
        for (Layer below : new Layer[] {plain().build(), new GroupNormalization.Builder().build()}) {
            assertRefused(() -> network(below, data), "inputGradient(false)", "expected nothing with parameters below");
            assertRefused(() -> network(below, SpatialPooling.mean(2), data), "inputGradient(false)");
        }
        AffineFrameLayer frame = AffineFrameLayer.of(AffineFrame.of(8, 2).withRidge(0.5));
        assertRefused(() -> network(plain().build(), frame, data), "inputGradient(false)");
        // Under a layer that does not tell: noticed in the first step.
        MultiLayerNetwork network =
                network(plain().build(), GroupProjection.max(1).overPlane());
        org.deeplearning4j.nn.api.Layer convolution = network.getLayer(0);
        convolution.setInput(Networks.images(DataType.FLOAT, 3, 8, 1), LayerWorkspaceMgr.noWorkspaces());
        convolution.activate(true, LayerWorkspaceMgr.noWorkspaces());
        assertRefused(
                () -> convolution.backpropGradient(null, LayerWorkspaceMgr.noWorkspaces()),
                "expected a gradient from the layer above, got none");
    }

    @Test
    void layersWithoutParametersPassTheMissingGradientOn() {
        MultiLayerNetwork network = network(
                SpatialPooling.mean(2),
                AffineFrameLayer.of(AffineFrame.of(8, 2).withRidge(0.5)),
                GroupProjection.max(1),
                lifting().inputGradient(false).build(),
                GroupProjection.max(4).overPlane());
        INDArray images = Networks.images(DataType.FLOAT, 6, 8, 1);
        INDArray before = network.params().dup();
        for (int step = 0; step < 3; step++) {
            network.fit(images, Networks.labels(DataType.FLOAT, 6));
        }
        assertTrue(before.distance2(network.params()) > 1e-4);
    }

    @Test
    void flatImagesNeedNoGradientEither() throws Exception {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.1))
                .list()
                .layer(lifting().inputGradient(false).build())
                .layer(GroupProjection.max(4).overPlane())
                .layer(new OutputLayer.Builder()
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutionalFlat(8, 8, 1))
                .build());
        network.init();
        INDArray rows = Networks.images(DataType.FLOAT, 6, 8, 1).reshape(6, 64);
        network.fit(rows, Networks.labels(DataType.FLOAT, 6));
        MultiLayerNetwork read = Networks.throughFile(network);
        org.junit.jupiter.api.Assertions.assertEquals(network.output(rows), read.output(rows));
        read.fit(rows, Networks.labels(DataType.FLOAT, 6));
    }
}
