package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lie4j.kernels.GroupSampling.Redraw;
import org.lie4j.kernels.points.PointProjection;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Projections over weighted elements against quadratures of Haar integrals: whatever distribution the elements were drawn from, quotients of them are the same.
 *
 * <p>Maps are functions on SL(2) or SL±(2) of r, the norm of log P, and the angle θ: Haar measure is sinh 2r dr dθ.
 */
class HaarProjectionTest {
    private static final int COUNT = 20_000;
    private static final double TOLERANCE = 0.02;

    /** The score -STEEP tanh(RATE r²), all that a bounded unit can do, is near -½ r²/0.3². */
    private static final double STEEP = 20;

    private static final double RATE = 0.28;

    static Stream<GroupSampling> samplings() {
        return Stream.of(0.3, 0.4, 0.5)
                .flatMap(deviation -> Stream.of(PlanarGroup.SL2, PlanarGroup.SL2_PM)
                        .map(group -> GroupSampling.of(group, COUNT).withDeviation(deviation)))
                .flatMap(sampling -> Stream.of(Redraw.INDEPENDENTLY, Redraw.LOW_DISCREPANCY)
                        .map(redraw -> sampling.redrawn(redraw, 7).heldAt(1)));
    }

    @ParameterizedTest
    @MethodSource("samplings")
    void attentionIsAQuotientOfHaarIntegrals(GroupSampling sampling) {
        double expected = quotient();
        double[] weighted = attended(sampling.weightedByHaar());
        assertEquals(1, weighted[0] / expected, TOLERANCE, sampling.toString());
        assertEquals(1, weighted[1] / (0.5 + expected), TOLERANCE, sampling.toString());
        double plain = attended(sampling)[0];
        assertTrue(Math.abs(plain / expected - 1) > 5 * TOLERANCE, "without weights it is the same: " + plain);
    }

    /** Attention to the channels r² and cos² θ + r², with the score above. */
    private static double[] attended(GroupSampling sampling) {
        MultiLayerNetwork network = network(
                InputType.convolutional(1, 1, 2 * COUNT),
                new AttentionProjection.Builder().weightedBy(sampling).hidden(1).build());
        network.setParam("0_V", Nd4j.createFromArray(new double[][] {{RATE, 0}}));
        network.setParam("0_w", Nd4j.createFromArray(new double[][] {{-STEEP}}));
        double[] polar = polar(sampling);
        INDArray maps = Nd4j.zeros(DataType.DOUBLE, 1, 2 * COUNT, 1, 1);
        for (int i = 0; i < COUNT; i++) {
            double r = polar[2 * i];
            double c = Math.cos(polar[2 * i + 1]);
            maps.putScalar(i, r * r);
            maps.putScalar(COUNT + i, c * c + r * r);
        }
        return network.feedForward(maps, false).get(1).reshape(2).toDoubleVector();
    }

    private static double quotient() {
        double top = 0;
        double bottom = 0;
        for (double r = 5e-4; r < 2.2; r += 1e-3) {
            double f = Math.exp(-STEEP * Math.tanh(RATE * r * r)) * Math.sinh(2 * r);
            top += r * r * f;
            bottom += f;
        }
        return top / bottom;
    }

    /** (r, θ) of each element in inference. */
    private static double[] polar(GroupSampling sampling) {
        PlanarGroup group = sampling.getGroup();
        int d = group.coordinates();
        int count = sampling.getCount();
        double[] xi = new double[count * d];
        group.toCoordinates(sampling.elements(Sampling.FIXED_DRAW), 0, xi, 0, count);
        double[] polar = new double[2 * count];
        for (int i = 0; i < count; i++) {
            polar[2 * i] = Math.hypot(xi[i * d], xi[i * d + 1]);
            polar[2 * i + 1] = xi[i * d + 2];
        }
        return polar;
    }

    @ParameterizedTest
    @MethodSource("samplings")
    void meansOverImagesAndPointsAreHaarIntegralsUpToAConstant(GroupSampling plain) {
        GroupSampling sampling = plain.weightedByHaar();
        double expected = quotient();
        double[] polar = polar(sampling);
        // Two channels exp(score) and r² exp(score) at each element, of two points the second one three times as large.
        INDArray maps = Nd4j.zeros(DataType.DOUBLE, 1, 2 * COUNT, 1, 2);
        INDArray cloud = Nd4j.zeros(DataType.DOUBLE, 1, 2 + 2 * COUNT, 2);
        for (int i = 0; i < COUNT; i++) {
            double r2 = polar[2 * i] * polar[2 * i];
            double f = Math.exp(-STEEP * Math.tanh(RATE * r2));
            for (int k = 0; k < 4; k++) {
                double value = (k % 2 == 0 ? 1 : 3) * (k < 2 ? f : r2 * f);
                maps.putScalar(0, k / 2 * COUNT + i, 0, k % 2, value);
                cloud.putScalar(0, 2 + k / 2 * COUNT + i, k % 2, value);
            }
        }
        InputType images = InputType.convolutional(1, 2, 2 * COUNT);
        double[] seen = projected(images, GroupProjection.mean(sampling).overPlane(), maps);
        assertEquals(1, seen[1] / seen[0] / expected, TOLERANCE, sampling.toString());
        InputType clouds = InputType.recurrent(2 + 2 * COUNT, 2);
        double[] overPoints = projected(clouds, PointProjection.meanOverPoints(sampling), cloud);
        assertEquals(seen[0], overPoints[0], 1e-12);
        assertEquals(seen[1], overPoints[1], 1e-12);
        double[] overGroup = projected(clouds, PointProjection.meanOverGroup(sampling), cloud);
        assertEquals(seen[0], 0.5 * (overGroup[0] + overGroup[1]), 1e-12);
        assertEquals(3, overGroup[3] / overGroup[2], 1e-9);
        double[] same = projected(clouds, PointProjection.meanOverGroup(plain), cloud);
        assertTrue(Math.abs(same[2] / same[0] / expected - 1) > 5 * TOLERANCE, "without weights it is the same");
    }

    private static double[] projected(InputType input, Layer projection, INDArray array) {
        return network(input, projection)
                .feedForward(array, false)
                .get(1)
                .dup('c')
                .data()
                .asDouble();
    }

    /** A training step reckons with the weights of its own draw. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void trainingTakesTheWeightsOfItsDraw(int iteration) {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.SL2, 6)
                .withDeviation(0.4)
                .weightedByHaar()
                .resampledFrom(5);
        double[] weights = sampling.weights(1 + iteration);
        Layer attention =
                new AttentionProjection.Builder().weightedBy(sampling).hidden(2).build();
        for (Layer layer : new Layer[] {attention, GroupProjection.mean(sampling)}) {
            MultiLayerNetwork network = network(InputType.convolutional(1, 1, 6), layer);
            if (layer instanceof AttentionProjection) {
                network.setParam("0_w", Nd4j.zeros(DataType.DOUBLE, 1, 2));
            }
            requireMean(network, weights, iteration, Nd4j.rand(DataType.DOUBLE, 1, 6, 1, 1));
        }
        INDArray cloud = Nd4j.rand(DataType.DOUBLE, 1, 8, 1);
        requireMean(
                network(InputType.recurrent(8, 1), PointProjection.meanOverPoints(sampling)),
                weights,
                iteration,
                cloud);
    }

    /** The last six values of the input are those at the elements. */
    private static void requireMean(MultiLayerNetwork network, double[] weights, int iteration, INDArray input) {
        double expected = 0;
        for (int h = 0; h < weights.length; h++) {
            expected += weights[h] * input.getDouble(input.length() - weights.length + h) / weights.length;
        }
        network.getLayer(0).setIterationCount(iteration);
        network.setInput(input);
        INDArray out = network.feedForward(true).get(1);
        assertEquals(expected, out.getDouble(0), 1e-12);
    }

    @Test
    void theWeightsSurviveJsonAndAreReplacedWithTheSamples() {
        GroupSampling sampling =
                GroupSampling.of(PlanarGroup.SL2, 4).withDeviation(0.3).weightedByHaar();
        Layer attention = new AttentionProjection.Builder().weightedBy(sampling).build();
        MultiLayerNetwork network = network(InputType.convolutional(1, 1, 8), attention);
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(
                network.getLayerWiseConfigurations().toJson());
        assertEquals(sampling, ((AttentionProjection) read.getConf(0).getLayer()).getWeightedBy());
        MultiLayerNetwork other = Samplings.replaced(network, s -> s.heldAt(3));
        assertEquals(
                sampling.heldAt(3),
                ((AttentionProjection)
                                other.getLayerWiseConfigurations().getConf(0).getLayer())
                        .getWeightedBy());
        INDArray maps = Nd4j.rand(DataType.DOUBLE, 1, 8, 1, 1);
        assertTrue(network.output(maps).distance2(other.output(maps)) > 1e-6, "the weights are the same");
        MultiLayerNetwork points = network(InputType.recurrent(10, 3), PointProjection.meanOverPoints(sampling));
        read = MultiLayerConfiguration.fromJson(
                points.getLayerWiseConfigurations().toJson());
        assertEquals(sampling, ((PointProjection) read.getConf(0).getLayer()).getWeightedBy());
        // Over the plane alone weights have no say.
        Layer overPlane = new AttentionProjection.Builder()
                .weightedBy(sampling)
                .overPlaneOnly()
                .build();
        assertEquals(null, ((AttentionProjection) overPlane).getWeightedBy());
    }

    @Test
    void theWeightsOfOtherElementsAreRefused() {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.SL2, 4).withDeviation(0.3);
        for (Layer layer : new Layer[] {
            GroupProjection.mean(sampling.fixedFrom(2)),
            new AttentionProjection.Builder().weightedBy(sampling.fixedFrom(2)).build()
        }) {
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> Networks.classifier(
                            DataType.FLOAT,
                            8,
                            new LiftingConvolution.Builder()
                                    .nOut(2)
                                    .kernelSize(3)
                                    .sampling(sampling)
                                    .build(),
                            layer));
            assertTrue(e.getMessage().contains("weightedBy is to be the sampling of the layer below"), e.getMessage());
        }
    }

    private static MultiLayerNetwork network(InputType input, Layer projection) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .list()
                .layer(projection)
                .layer(
                        input instanceof InputType.InputTypeRecurrent && !overPoints(projection)
                                ? new org.deeplearning4j.nn.conf.layers.RnnOutputLayer.Builder()
                                        .nOut(2)
                                        .activation(Activation.SOFTMAX)
                                        .build()
                                : new OutputLayer.Builder()
                                        .nOut(2)
                                        .activation(Activation.SOFTMAX)
                                        .build())
                .setInputType(input)
                .build());
        network.init();
        return network;
    }

    private static boolean overPoints(Layer layer) {
        return layer instanceof PointProjection projection && projection.isOverPoints();
    }
}
