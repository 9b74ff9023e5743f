package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lie4j.kernels.models.ReferenceGroupNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.ops.transforms.Transforms;

class ResidualBlockTest {
    private static final int SIDE = 24;

    private static ReferenceGroupNetwork small(PlanarGroup group, int elements) {
        return new ReferenceGroupNetwork(group, elements, 0.3, 3, KernelNetwork.siren(12, 2, 10), 8);
    }

    private static ComputationGraph graph(ReferenceGroupNetwork network, long seed) {
        ComputationGraph graph =
                new ComputationGraph(network.configuration(1, SIDE, SIDE, 3, new Adam(2e-3), 5e-3, seed));
        graph.init();
        return graph;
    }

    @ParameterizedTest
    @EnumSource(
            value = PlanarGroup.class,
            names = {"SL2", "GL2"})
    void theReferenceNetworkTakesSteps(PlanarGroup group) {
        ComputationGraph graph = graph(small(group, 3), 1);
        INDArray images = Networks.images(DataType.FLOAT, 6, SIDE, 1);
        INDArray labels = Networks.labels(DataType.FLOAT, 6);
        INDArray before = graph.params().dup();
        for (int step = 0; step < 3; step++) {
            graph.fit(new INDArray[] {images}, new INDArray[] {labels});
            assertTrue(Double.isFinite(graph.score()), "score " + graph.score() + " in step " + step);
        }
        double moved = Transforms.abs(before.sub(graph.params())).maxNumber().doubleValue();
        assertTrue(moved > 1e-3, "parameters moved by " + moved + ", score " + graph.score());
        assertArrayEquals(new long[] {6, 3}, graph.outputSingle(images).shape());
        ComputationGraphConfiguration conf = graph.getConfiguration();
        assertEquals(
                conf.toJson(),
                ComputationGraphConfiguration.fromJson(conf.toJson()).toJson());
    }

    /** Lifting, a block of two group convolutions with a normalisation, projection. */
    private static ComputationGraph blocks(DataType type) {
        GroupSampling sampling =
                GroupSampling.of(PlanarGroup.SL2, 3).withDeviation(0.2).resampledFrom(5);
        KernelNetwork network = KernelNetwork.siren(4, 2, 10);
        ComputationGraphConfiguration.GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(type)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(8, 8, 1))
                .addLayer("lifting", sampled(new LiftingConvolution.Builder(), sampling, network), "image");
        String sum = ResidualBlock.of(
                        sampled(new GroupConvolution.Builder(), sampling, network),
                        new GroupNormalization.Builder()
                                .elements(3)
                                .activation(Activation.GELU)
                                .build(),
                        sampled(new SeparableGroupConvolution.Builder(), sampling, network))
                .addTo(builder, "block", "lifting");
        ComputationGraph graph = new ComputationGraph(
                builder.addLayer("projection", GroupProjection.mean(3).overPlane(), sum)
                        .addLayer(
                                "class",
                                new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                        .nOut(3)
                                        .activation(Activation.SOFTMAX)
                                        .build(),
                                "projection")
                        .setOutputs("class")
                        .build());
        graph.init();
        return graph;
    }

    private static SampledConvolution sampled(
            SampledConvolution.Builder<?> builder, GroupSampling sampling, KernelNetwork network) {
        return (SampledConvolution) builder.nOut(2)
                .kernelSize(3)
                .padding(1)
                .sampling(sampling)
                .network(network)
                .activation(Activation.TANH)
                .build();
    }

    @Test
    void derivativesMatchFiniteDifferences() {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try {
            assertTrue(GradientCheckUtil.checkGradients(new GradientCheckUtil.GraphConfig()
                    .net(blocks(DataType.DOUBLE))
                    .epsilon(1e-6)
                    .maxRelError(1e-6)
                    .minAbsoluteError(1e-9)
                    .inputs(new INDArray[] {Networks.images(DataType.DOUBLE, 3, 8, 1)})
                    .labels(new INDArray[] {Networks.labels(DataType.DOUBLE, 3)})));
        } finally {
            Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        }
    }

    @Test
    void floatAgreesWithDouble() {
        ComputationGraph exact = blocks(DataType.DOUBLE);
        ComputationGraph single = blocks(DataType.FLOAT);
        single.setParams(exact.params().castTo(DataType.FLOAT));
        exact.setParams(single.params().castTo(DataType.DOUBLE));
        INDArray images = Networks.images(DataType.FLOAT, 6, 8, 2);
        INDArray wanted = exact.outputSingle(images.castTo(DataType.DOUBLE));
        assertEquals(0, largest(wanted.sub(single.outputSingle(images).castTo(DataType.DOUBLE))), 1e-5);
        INDArray gradient = gradient(exact, images.castTo(DataType.DOUBLE));
        INDArray difference = gradient.sub(gradient(single, images).castTo(DataType.DOUBLE));
        assertEquals(0, largest(difference) / largest(gradient), 2e-4);
    }

    private static INDArray gradient(ComputationGraph graph, INDArray images) {
        graph.setInputs(images);
        graph.setLabels(Networks.labels(images.dataType(), (int) images.size(0)));
        graph.computeGradientAndScore();
        return graph.getFlattenedGradients().dup();
    }

    @Test
    void aReadGraphGivesIdenticalOutputs() throws Exception {
        ComputationGraph graph = graph(small(PlanarGroup.SL2, 3), 4);
        INDArray images = Networks.images(DataType.FLOAT, 6, SIDE, 1);
        graph.fit(new INDArray[] {images}, new INDArray[] {Networks.labels(DataType.FLOAT, 6)});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelSerializer.writeModel(graph, bytes, true);
        ComputationGraph read =
                ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(bytes.toByteArray()), true);
        assertEquals(graph.outputSingle(images), read.outputSingle(images));
    }

    private static double largest(INDArray array) {
        return Transforms.abs(array).maxNumber().doubleValue();
    }

    @Test
    void thePaperSizeIsThePapers() {
        ComputationGraphConfiguration conf =
                ReferenceGroupNetwork.of(PlanarGroup.SL2).configuration(1, 40, 40, 10, new Adam(2e-4), 5e-3, 1);
        ComputationGraph graph = new ComputationGraph(conf);
        graph.init();
        int hidden = 60;
        int perKernel = hidden + hidden * hidden + hidden;
        // Lifting: SIREN from 2 coordinates to 40 kernels; group convolutions from 2 + 3 to 40·40; each with 40 biases.
        int lifting = 2 * hidden + perKernel + hidden * 40 + 40;
        int group = 5 * hidden + perKernel + hidden * 40 * 40 + 40;
        int head = 40 * 256 + 256 + 256 + 256 * 10 + 10;
        int norms = 2 * 2 * 40;
        assertEquals(lifting + 5 * group + head + norms, graph.numParams());
    }

    /** The paper's own words: X = log S = √0.1 E for each E of a basis orthonormal for tr(AᵀB), P = exp(X / 2) by the power series. */
    @Test
    void thePapersVarianceIsThatOfItsOwnCoordinates() {
        double h = Math.sqrt(0.5);
        double[][] basis = {{h, 0, 0, h}, {h, 0, 0, -h}, {0, h, h, 0}};
        double deviation = ReferenceGroupNetwork.of(PlanarGroup.GL2).deviation();
        for (int k = 0; k < 3; k++) {
            double[] x = basis[k].clone();
            double trace = 0;
            for (int i = 0; i < 4; i++) {
                trace += x[i] * x[i];
                x[i] *= Math.sqrt(0.1) / 2;
            }
            assertEquals(1, trace, 1e-15);
            double[] xi = new double[4];
            PlanarGroup.GL2.toCoordinates(exponential(x), 0, xi, 0, 1);
            double[] expected = new double[4];
            expected[k] = deviation;
            assertArrayEquals(expected, xi, 1e-12);
        }
        assertEquals(deviation, ReferenceGroupNetwork.of(PlanarGroup.SL2).deviation());
    }

    private static double[] exponential(double[] x) {
        double[] sum = {1, 0, 0, 1};
        double[] term = {1, 0, 0, 1};
        for (int i = 1; i < 20; i++) {
            double[] t = term;
            term = new double[] {
                (t[0] * x[0] + t[1] * x[2]) / i,
                (t[0] * x[1] + t[1] * x[3]) / i,
                (t[2] * x[0] + t[3] * x[2]) / i,
                (t[2] * x[1] + t[3] * x[3]) / i
            };
            for (int k = 0; k < 4; k++) {
                sum[k] += term[k];
            }
        }
        return sum;
    }

    @Test
    void aShortcutKeepsQuarterTurns() {
        ReferenceGroupNetwork network = small(PlanarGroup.SO2, 4);
        ComputationGraph graph = graph(network, 2);
        INDArray images = Networks.images(DataType.FLOAT, 3, SIDE, 1);
        INDArray turned = EquivarianceTest.quarterTurn(images);
        INDArray difference = graph.outputSingle(images).sub(graph.outputSingle(turned));
        assertEquals(0, largest(difference), 1e-5);
        INDArray features = graph.feedForward(images, false).get("projection").dup();
        INDArray seen = graph.feedForward(turned, false).get("projection");
        assertEquals(0, largest(features.sub(seen)) / largest(features), 1e-5);
    }

    @Test
    void emptyBlocksAreRefused() {
        assertThrows(IllegalArgumentException.class, ResidualBlock::of);
        assertEquals(
                1,
                ResidualBlock.of(new DenseLayer.Builder().nOut(1).build())
                        .layers()
                        .size());
    }
}
