package org.lie4j.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/** Pools against the backend's own ops, gradients against a search for the maximum. */
class PoolsTest {
    private static final long[] IMAGES = {2, 3, 6, 10};
    private static final long[] VOLUMES = {2, 3, 4, 6, 10};

    @ParameterizedTest
    @CsvSource({
        "FLOAT,2,2",
        "DOUBLE,2,2",
        "FLOAT,3,5",
        "DOUBLE,3,5",
        "FLOAT,4,3",
        "DOUBLE,4,3",
        "FLOAT,6,1",
        "FLOAT,1,10"
    })
    void poolsOfImagesAreTheBackends(DataType type, int rows, int columns) {
        INDArray x = Nd4j.randn(type, IMAGES);
        for (boolean maximum : new boolean[] {true, false}) {
            long[] pooled = {2, 3, IMAGES[2] / rows, IMAGES[3] / columns};
            INDArray expected = Nd4j.create(type, pooled);
            Nd4j.exec(DynamicCustomOp.builder(maximum ? "maxpool2d" : "avgpool2d")
                    .addIntegerArguments(rows, columns, rows, columns, 0, 0, 1, 1, 0, 0, 0)
                    .addInputs(x)
                    .addOutputs(expected)
                    .build());
            assertPools(x, new int[] {rows, columns}, maximum, expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT,2,2,2", "DOUBLE,2,2,2", "FLOAT,3,4,3", "DOUBLE,3,4,3"})
    void poolsOfVolumesAreTheBackends(DataType type, int planes, int rows, int columns) {
        INDArray x = Nd4j.randn(type, VOLUMES);
        for (boolean maximum : new boolean[] {true, false}) {
            INDArray expected = Nd4j.create(type, 2, 3, VOLUMES[2] / planes, VOLUMES[3] / rows, VOLUMES[4] / columns);
            Nd4j.exec(DynamicCustomOp.builder(maximum ? "maxpool3dnew" : "avgpool3dnew")
                    .addIntegerArguments(planes, rows, columns, planes, rows, columns, 0, 0, 0, 1, 1, 1, 0, 0, 0)
                    .addInputs(x)
                    .addOutputs(expected)
                    .build());
            assertPools(x, new int[] {planes, rows, columns}, maximum, expected);
        }
    }

    private static void assertPools(INDArray x, int[] pool, boolean maximum, INDArray expected) {
        DataType type = x.dataType();
        double tolerance = type == DataType.FLOAT ? 1e-6 : 1e-14;
        Pools pools = new Pools(x.shape(), pool, maximum);
        INDArray out = expected.ulike();
        pools.forward(NativeReals.of(x), NativeReals.of(out));
        assertTrue(
                out.sub(expected).amaxNumber().doubleValue() <= tolerance,
                () -> "expected " + expected + ", got " + out);

        INDArray delta = Nd4j.randn(type, expected.shape());
        INDArray below = x.dup();
        pools.backward(NativeReals.of(delta), NativeReals.of(below));
        INDArray shares = shares(x, pool, maximum);
        assertEquals(
                0,
                shares.mul(spread(delta, x.shape(), pool))
                        .sub(below)
                        .amaxNumber()
                        .doubleValue(),
                tolerance);
    }

    /** 1 at the maximum of each pool, or the reciprocal of its extent; 0 in what is left over. */
    private static INDArray shares(INDArray x, int[] pool, boolean maximum) {
        INDArray shares = Nd4j.zeros(x.dataType(), x.shape());
        int extent = 1;
        for (int p : pool) {
            extent *= p;
        }
        for (long i = 0; i < x.length(); i++) {
            long[] place = Shape.ind2subC(x.shape(), i);
            if (leftOver(place, x.shape(), pool)) {
                continue;
            }
            boolean largest = true;
            for (long j = 0; j < x.length(); j++) {
                long[] other = Shape.ind2subC(x.shape(), j);
                largest &= !samePool(place, other, pool) || x.getDouble(other) <= x.getDouble(place);
            }
            shares.putScalar(place, maximum ? (largest ? 1 : 0) : 1.0 / extent);
        }
        return shares;
    }

    private static INDArray spread(INDArray delta, long[] shape, int[] pool) {
        INDArray spread = Nd4j.zeros(delta.dataType(), shape);
        for (long i = 0; i < spread.length(); i++) {
            long[] place = Shape.ind2subC(shape, i);
            if (!leftOver(place, shape, pool)) {
                spread.putScalar(place, delta.getDouble(ofPool(place, pool)));
            }
        }
        return spread;
    }

    private static long[] ofPool(long[] place, int[] pool) {
        long[] out = place.clone();
        for (int d = 0; d < pool.length; d++) {
            out[2 + d] /= pool[d];
        }
        return out;
    }

    private static boolean samePool(long[] a, long[] b, int[] pool) {
        return Arrays.equals(ofPool(a, pool), ofPool(b, pool));
    }

    private static boolean leftOver(long[] place, long[] shape, int[] pool) {
        for (int d = 0; d < pool.length; d++) {
            if (place[2 + d] >= shape[2 + d] / pool[d] * pool[d]) {
                return true;
            }
        }
        return false;
    }
}
