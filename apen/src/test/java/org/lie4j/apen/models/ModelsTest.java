package org.lie4j.apen.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lie4j.apen.frames.FrameGroup;
import org.lie4j.apen.networks.FrameElements;
import org.lie4j.apen.networks.Graphs;
import org.lie4j.groups.SO;
import org.lie4j.groups.sampling.HaarSO;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;

class ModelsTest {
    private static final int POINTS = 9;
    private static final int CLASSES = 3;

    private static CloudClassifier<?> model(String name) {
        CloudClassifier<?> model = switch (name.substring(name.indexOf('-') + 1)) {
            case "PointNet" -> new PointNet().widths(5, 7);
            case "PointNet near" -> new PointNet().widths(5, 7).neighbourhoods(2, 4);
            case "DGCNN" -> new Dgcnn().widths(4, 5).neighbours(3).deep(6);
            default -> new VnPointNet().widths(3, 4).neighbours(3).deep(6);
        };
        model.hidden(6).classes(CLASSES).points(POINTS).seed(4).updater(new NoOp());
        if (name.startsWith("FA")) {
            model.frames(FrameGroup.SE).frameElements(FrameElements.ALL);
        }
        return model;
    }

    private static ComputationGraph network(String name, boolean perPoint, DataType type) {
        CloudClassifier<?> model = model(name).dataType(type);
        ComputationGraph network = Graphs.initialized((perPoint ? model.perPoint() : model).build());
        // As if it had been trained: no bias is 0, no statistic is what it starts as.
        INDArray noise = Graphs.normal(type, 11, network.numParams()).muli(0.1);
        network.params().addi(noise.reshape(network.params().shape()));
        network.paramTable().forEach((key, value) -> {
            if (key.endsWith("_variance")) {
                value.assign(org.nd4j.linalg.ops.transforms.Transforms.abs(value));
            }
        });
        return network;
    }

    static Stream<Arguments> models() {
        return Stream.of("PointNet", "DGCNN", "VN-Net", "FA-PointNet", "FA-DGCNN", "PointNet near", "FA-PointNet near")
                .flatMap(name -> Stream.of(false, true).map(perPoint -> Arguments.of(name, perPoint)));
    }

    private static INDArray labels(DataType type, int batch, boolean perPoint) {
        return Graphs.labels(type, batch, CLASSES, perPoint ? POINTS : 0);
    }

    @ParameterizedTest(name = "{0}, per point {1}")
    @MethodSource("models")
    void derivativesAreRight(String name, boolean perPoint) {
        Graphs.checkGradients(
                network(name, perPoint, DataType.DOUBLE),
                1e-6,
                5e-9,
                new INDArray[] {Graphs.normal(DataType.DOUBLE, 1, 2, 3, POINTS)},
                new INDArray[] {labels(DataType.DOUBLE, 2, perPoint)});
    }

    @ParameterizedTest(name = "{0}, per point {1}")
    @MethodSource("models")
    void classesFollowTheOrderOfThePoints(String name, boolean perPoint) {
        ComputationGraph network = network(name, perPoint, DataType.DOUBLE);
        INDArray x = Graphs.normal(DataType.DOUBLE, 2, 2, 3, POINTS);
        INDArray expected = network.outputSingle(x);
        assertArrayEquals(perPoint ? new long[] {2, CLASSES, POINTS} : new long[] {2, CLASSES}, expected.shape());
        INDArray actual = network.outputSingle(reversed(x));
        Graphs.assertClose(perPoint ? reversed(expected) : expected, actual, 1e-10);
        if (perPoint) {
            assertTrue(Graphs.largest(expected.sub(actual)) > 1e-3, "all points alike");
        }
    }

    private static INDArray reversed(INDArray x) {
        INDArray out = x.dup('c');
        long n = x.size(2);
        for (int b = 0; b < x.size(0); b++) {
            for (int c = 0; c < x.size(1); c++) {
                for (int i = 0; i < n; i++) {
                    out.putScalar(b, c, i, x.getDouble(b, c, n - 1 - i));
                }
            }
        }
        return out;
    }

    /** R x + t for positions, or R x for directions. */
    private static INDArray moved(INDArray x, double[] r, double shift) {
        INDArray out = Nd4j.create(DataType.DOUBLE, x.shape());
        for (int b = 0; b < x.size(0); b++) {
            for (int i = 0; i < x.size(2); i++) {
                for (int k = 0; k < 3; k++) {
                    double sum = (k + 1) * shift;
                    for (int l = 0; l < 3; l++) {
                        sum += r[3 * k + l] * x.getDouble(b, l, i);
                    }
                    out.putScalar(b, k, i, sum);
                }
            }
        }
        return out.castTo(x.dataType());
    }

    private static double[] rotation(int seed) {
        double[] r = new double[9];
        HaarSO.sampleHaar(SO.of(3), new SplittableRandom(seed), r, 0, 1);
        return r;
    }

    @ParameterizedTest(name = "{0}, per point {1}")
    @MethodSource("models")
    void classesAreInvariantToRotationsIfTheModelIs(String name, boolean perPoint) {
        for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
            ComputationGraph network = network(name, perPoint, type);
            INDArray x = Graphs.normal(type, 3, 2, 3, POINTS);
            INDArray expected = network.outputSingle(x);
            double shift = name.startsWith("FA") ? 0.7 : 0;
            double largest = 0;
            for (int seed = 0; seed < 4; seed++) {
                INDArray actual = network.outputSingle(moved(x, rotation(seed), shift));
                largest = Math.max(largest, Graphs.largest(expected.sub(actual)));
            }
            if (name.contains("-")) {
                assertEquals(0, largest, type == DataType.DOUBLE ? 1e-10 : 1e-4);
            } else {
                assertTrue(largest > 1e-3, name + " moved by " + largest + " alone");
            }
        }
    }

    @ParameterizedTest(name = "{0}, per point {1}")
    @MethodSource("models")
    void floatAgreesWithDoubleAndFilesKeepEverything(String name, boolean perPoint) throws Exception {
        ComputationGraph single = network(name, perPoint, DataType.FLOAT);
        ComputationGraph exact = network(name, perPoint, DataType.DOUBLE);
        exact.params().assign(single.params().castTo(DataType.DOUBLE));
        INDArray x = Graphs.normal(DataType.FLOAT, 5, 3, 3, POINTS);
        INDArray labels = labels(DataType.FLOAT, 3, perPoint);
        Graphs.assertClose(exact.outputSingle(x.castTo(DataType.DOUBLE)), single.outputSingle(x), 1e-4);
        Graphs.assertJsonRoundTrip(single);
        single.fit(new INDArray[] {x}, new INDArray[] {labels});
        exact.fit(new INDArray[] {x.castTo(DataType.DOUBLE)}, new INDArray[] {labels.castTo(DataType.DOUBLE)});
        Graphs.assertClose(exact.params(), single.params(), 1e-3);
        assertEquals(single.outputSingle(x), Graphs.throughFile(single).outputSingle(x));
    }

    @Test
    void framesLetPointNetTellShapesThatWereTurned() {
        ComputationGraph network = Graphs.initialized(new PointNet()
                .widths(16, 32)
                .hidden(16)
                .frames(FrameGroup.SE)
                .updater(new Adam(0.01))
                .build());
        for (int step = 0; step < 60; step++) {
            network.fit(new INDArray[] {shapes(16, step)}, new INDArray[] {Graphs.labels(DataType.FLOAT, 16, 2, 0)});
        }
        INDArray out = network.outputSingle(moved(shapes(40, 1000), rotation(1), 0.5));
        int right = 0;
        for (int b = 0; b < 40; b++) {
            right += out.getDouble(b, b % 2) > 0.5 ? 1 : 0;
        }
        assertTrue(right >= 37, right + " of 40");
    }

    /** Ellipsoids, and boxes of the same axes. */
    private static INDArray shapes(int batch, long seed) {
        Random random = new Random(seed);
        INDArray clouds = Nd4j.create(DataType.FLOAT, batch, 3, 64);
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < 64; i++) {
                double[] x = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
                double norm = b % 2 == 0
                        ? Math.sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2])
                        : Math.max(Math.abs(x[0]), Math.max(Math.abs(x[1]), Math.abs(x[2])));
                for (int k = 0; k < 3; k++) {
                    clouds.putScalar(b, k, i, x[k] / norm * (1 + 0.5 * k));
                }
            }
        }
        return clouds;
    }

    private static GraphNetwork particles(boolean framed) {
        GraphNetwork model =
                new GraphNetwork(5).width(6).layers(2).dataType(DataType.DOUBLE).updater(new NoOp());
        return framed ? model.frames(FrameGroup.SE).frameElements(FrameElements.ALL) : model;
    }

    private static INDArray[] system(int batch, long seed) {
        return new INDArray[] {
            Graphs.normal(DataType.DOUBLE, seed, batch, 3, 5),
            Graphs.normal(DataType.DOUBLE, seed + 1, batch, 3, 5),
            Graphs.normal(DataType.DOUBLE, seed + 2, batch, 1, 5)
        };
    }

    @Test
    void predictedParticlesHaveTheRightDerivatives() {
        for (boolean framed : new boolean[] {false, true}) {
            Graphs.checkGradients(
                    Graphs.initialized(particles(framed).build()), 1e-5, 1e-9, system(2, 1), new INDArray[] {
                        Graphs.normal(DataType.DOUBLE, 9, 2, 3, 5)
                    });
        }
    }

    @Test
    void particlesFarApartDoNotDisappearInNaN() {
        for (boolean framed : new boolean[] {false, true}) {
            GraphNetwork model = new GraphNetwork(5).updater(new Adam(1e-3));
            ComputationGraph network = Graphs.initialized((framed ? model.frames(FrameGroup.SE) : model).build());
            INDArray x = Graphs.normal(DataType.FLOAT, 1, 8, 3, 5).muli(10);
            INDArray[] system = {x, Graphs.normal(DataType.FLOAT, 2, 8, 3, 5), Graphs.normal(DataType.FLOAT, 3, 8, 1, 5)
            };
            for (int step = 0; step < 3; step++) {
                network.fit(system, new INDArray[] {x});
                assertTrue(Double.isFinite(network.params().sumNumber().doubleValue()), framed + ", step " + step);
            }
        }
    }

    @Test
    void predictedParticlesMoveWithTheSystemWithinFramesAndKeepTheirOrder() throws Exception {
        for (boolean framed : new boolean[] {false, true}) {
            ComputationGraph network = Graphs.initialized(particles(framed).build());
            INDArray[] system = system(2, 3);
            INDArray expected = network.output(system)[0];
            assertArrayEquals(new long[] {2, 3, 5}, expected.shape());
            INDArray backwards = network.output(reversed(system[0]), reversed(system[1]), reversed(system[2]))[0];
            Graphs.assertClose(reversed(expected), backwards, 1e-10);
            double[] r = rotation(5);
            INDArray actual = network.output(moved(system[0], r, 1.5), moved(system[1], r, 0), system[2])[0];
            double error = Graphs.largest(moved(expected, r, 1.5).sub(actual));
            assertTrue(framed ? error < 1e-10 : error > 1e-3, framed + ": " + error);
            Graphs.assertJsonRoundTrip(network);
            assertEquals(network.output(system)[0], Graphs.throughFile(network).output(system)[0]);
        }
    }

    @Test
    void whatDoesNotFitIsRefusedWithExpectedAndActual() {
        Graphs.assertMessage("classes: expected at least 2, got 1", () -> new PointNet().classes(1));
        Graphs.assertMessage("widths: expected at least one, got none", () -> new PointNet().widths());
        Graphs.assertMessage("widths: expected at least 1, got 0", () -> new Dgcnn().widths(4, 0));
        Graphs.assertMessage("weightDecay: expected at least 0, got -1.0", () -> new PointNet().weightDecay(-1));
        Graphs.assertMessage(
                "dataType: expected FLOAT or DOUBLE, got BOOL", () -> new PointNet().dataType(DataType.BOOL));
        Graphs.assertMessage("group: expected isometries, got SIM", () -> new PointNet().frames(FrameGroup.SIM));
        Graphs.assertMessage("particles: expected at least 2, got 1", () -> new GraphNetwork(1));
        Graphs.assertMessage(
                "points: expected more than 10", () -> new Dgcnn().points(10).build());
        Graphs.assertMessage(
                "points: expected more than 10",
                () -> new VnPointNet().points(10).build());
    }
}
