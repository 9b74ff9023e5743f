package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Where equivariance is exact it is asserted to rounding; where it is not, the error is measured against a bound. */
class EquivarianceTest {
    private static final int SIDE = 28;

    private static Layer lifting(GroupSampling sampling) {
        return new LiftingConvolution.Builder().nOut(4).sampling(sampling).build();
    }

    private static Layer group(GroupSampling sampling) {
        return new GroupConvolution.Builder().nOut(4).sampling(sampling).build();
    }

    private static Layer norm(GroupSampling sampling) {
        return new GroupNormalization.Builder().elements(sampling.getCount()).build();
    }

    private static MultiLayerNetwork network(GroupSampling sampling) {
        return Networks.classifier(
                DataType.FLOAT,
                SIDE,
                lifting(sampling),
                SpatialPooling.max(2),
                norm(sampling),
                group(sampling),
                norm(sampling),
                group(sampling),
                GroupProjection.max(sampling.getCount()).overPlane());
    }

    /** Turns images by 90°: new[row, column] = old[column, side - 1 - row]. */
    static INDArray quarterTurn(INDArray images) {
        INDArray turned = images.permute(0, 1, 3, 2).dup('c');
        return flipRows(turned);
    }

    /** Relative, in what the output layer gets: a softmax of nearly equal values would hide much. */
    private static double featureError(MultiLayerNetwork network, INDArray images, INDArray moved) {
        int last = network.getnLayers() - 1;
        INDArray features = network.feedForward(images, false).get(last).dup();
        double size = Transforms.abs(features).maxNumber().doubleValue();
        return error(features, network.feedForward(moved, false).get(last)) / size;
    }

    private static INDArray flipRows(INDArray images) {
        INDArray flipped = images.ulike();
        long side = images.size(2);
        for (long row = 0; row < side; row++) {
            flipped.put(
                    new org.nd4j.linalg.indexing.INDArrayIndex[] {
                        org.nd4j.linalg.indexing.NDArrayIndex.all(),
                        org.nd4j.linalg.indexing.NDArrayIndex.all(),
                        org.nd4j.linalg.indexing.NDArrayIndex.point(row),
                        org.nd4j.linalg.indexing.NDArrayIndex.all()
                    },
                    images.get(
                            org.nd4j.linalg.indexing.NDArrayIndex.all(),
                            org.nd4j.linalg.indexing.NDArrayIndex.all(),
                            org.nd4j.linalg.indexing.NDArrayIndex.point(side - 1 - row),
                            org.nd4j.linalg.indexing.NDArrayIndex.all()));
        }
        return flipped;
    }

    private static double error(INDArray a, INDArray b) {
        return Transforms.abs(a.sub(b)).maxNumber().doubleValue();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 12})
    void quarterTurnsLeaveTheOutputOfAClosedSamplingAlone(int count) {
        MultiLayerNetwork network = network(GroupSampling.of(PlanarGroup.SO2, count));
        INDArray images = Networks.images(DataType.FLOAT, 5, SIDE, 3);
        INDArray turned = images;
        INDArray expected = network.output(images);
        for (int quarter = 1; quarter < 4; quarter++) {
            turned = quarterTurn(turned);
            assertTrue(error(images, turned) > 0.5, "the images do not change");
            assertEquals(0, error(expected, network.output(turned)), 1e-5);
            assertEquals(0, featureError(network, images, turned), 2e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8})
    void separableKernelsAreAsExact(int count) {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.O2, 2 * count);
        Layer separable = new SeparableGroupConvolution.Builder()
                .multiplier(2)
                .nOut(4)
                .padding(2)
                .sampling(sampling)
                .build();
        MultiLayerNetwork network = Networks.classifier(
                DataType.FLOAT,
                SIDE,
                lifting(sampling),
                norm(sampling),
                separable,
                GroupProjection.max(2 * count).overPlane());
        INDArray images = Networks.images(DataType.FLOAT, 5, SIDE, 3);
        INDArray expected = network.output(images);
        assertEquals(0, error(expected, network.output(quarterTurn(images))), 1e-5);
        assertEquals(0, error(expected, network.output(flipRows(images))), 1e-5);
        assertEquals(0, featureError(network, images, quarterTurn(images)), 2e-5);
        assertEquals(0, featureError(network, images, flipRows(images)), 2e-5);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void reflectionsLeaveTheOutputOfAClosedSamplingAlone(int count) {
        MultiLayerNetwork network = network(GroupSampling.of(PlanarGroup.O2, count));
        INDArray images = Networks.images(DataType.FLOAT, 5, SIDE, 3);
        INDArray expected = network.output(images);
        INDArray flipped = flipRows(images);
        assertTrue(error(images, flipped) > 0.5, "the images do not change");
        assertEquals(0, error(expected, network.output(flipped)), 1e-5);
        assertEquals(0, error(expected, network.output(quarterTurn(flipped))), 1e-5);
        assertEquals(0, featureError(network, images, flipped), 2e-5);
        // Rotations alone do not know reflections: seen in the features, on the shape of an F.
        MultiLayerNetwork rotations = network(GroupSampling.of(PlanarGroup.SO2, count));
        INDArray f = images.mul(0);
        for (int i = 0; i < 10; i++) {
            f.putScalar(new int[] {0, 0, 9 + i, 11}, 1);
            f.putScalar(new int[] {0, 0, 9, 11 + i / 2}, 1);
            f.putScalar(new int[] {0, 0, 13, 11 + i / 3}, 1);
        }
        double reflected = featureError(network, f, flipRows(f));
        assertTrue(featureError(rotations, f, flipRows(f)) > 30 * reflected, "against " + reflected);
    }

    static Stream<GroupSampling> closedGrids() {
        return Stream.of(
                GroupSampling.grid(PlanarGroup.CO2, 8, 2, 1.3),
                GroupSampling.of(PlanarGroup.SL2_PM, 8),
                GroupSampling.grid(PlanarGroup.GL2_FULL, 8, 2, 1.3),
                GroupSampling.of(PlanarGroup.GL2_FULL, 16));
    }

    /** Turns and reflections of a ladder of scales move its rungs among each other, each to its own scale. */
    @ParameterizedTest
    @MethodSource("closedGrids")
    void quarterTurnsAndReflectionsAreExactForProductsOfGroups(GroupSampling sampling) {
        MultiLayerNetwork network = network(sampling);
        INDArray images = Networks.images(DataType.FLOAT, 3, SIDE, 3);
        INDArray expected = network.output(images);
        INDArray moved = images;
        for (int quarter = 0; quarter < 4; quarter++) {
            for (INDArray seen : new INDArray[] {moved, flipRows(moved)}) {
                assertEquals(0, error(expected, network.output(seen)), 1e-5);
                assertEquals(0, featureError(network, images, seen), 1e-5);
            }
            moved = quarterTurn(moved);
        }
        // Without the reflections it is not so.
        PlanarGroup preserving = sampling.getGroup() == PlanarGroup.CO2 ? PlanarGroup.SIM2 : PlanarGroup.SL2;
        MultiLayerNetwork rotations = network(GroupSampling.of(preserving, 8));
        assertTrue(featureError(rotations, images, flipRows(images)) > 1e-4);
    }

    @Test
    void theCheckFailsForALayerThatIsNotEquivariant() {
        MultiLayerNetwork plain = Networks.classifier(
                DataType.FLOAT,
                SIDE,
                new Convolution.Builder().nOut(4).build(),
                GroupProjection.max(1).overPlane());
        INDArray images = Networks.images(DataType.FLOAT, 5, SIDE, 3);
        assertTrue(error(plain.output(images), plain.output(quarterTurn(images))) > 1e-3);
        MultiLayerNetwork open = network(GroupSampling.of(PlanarGroup.SO2, 3));
        assertTrue(
                featureError(open, images, quarterTurn(images)) > 1e-3,
                "three rotations are not closed under quarter turns");
    }

    @Test
    void aQuarterTurnMovesTheLiftedMapInPlaneAndGroup() {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.SO2, 4);
        MultiLayerNetwork network = Networks.classifier(DataType.FLOAT, 9, lifting(sampling), GroupProjection.max(4));
        INDArray images = Networks.images(DataType.FLOAT, 2, 9, 4);
        INDArray lifted = network.feedForward(images, false).get(1).dup();
        INDArray liftedOfTurned =
                network.feedForward(quarterTurn(images), false).get(1).dup();
        INDArray turned = quarterTurn(lifted);
        // With rows downwards, new[r, c] = old[c, side-1-r] turns the picture by -90°: h becomes R(-90°) h.
        for (int channel = 0; channel < 4; channel++) {
            for (int element = 0; element < 4; element++) {
                INDArray expected = channelOf(turned, 4 * channel + (element + 1) % 4);
                assertEquals(0, error(expected, channelOf(liftedOfTurned, 4 * channel + element)), 1e-5);
            }
        }
    }

    private static INDArray channelOf(INDArray map, long channel) {
        return map.get(
                org.nd4j.linalg.indexing.NDArrayIndex.all(), org.nd4j.linalg.indexing.NDArrayIndex.point(channel));
    }

    @ParameterizedTest
    @CsvSource({"SL2", "GL2"})
    void samplesOfTheLayerBelowMustBeOfTheSameGroup(PlanarGroup group) {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new GroupConvolution.Builder()
                        .nOut(2)
                        .sampling(GroupSampling.of(group, 2))
                        .inputSampling(GroupSampling.of(PlanarGroup.SO2, 2))
                        .build());
        assertTrue(e.getMessage().contains("expected elements of " + group), e.getMessage());
    }
}
