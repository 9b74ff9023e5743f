package org.lie4j.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class NativeRealsTest {
    /** Views of arrays that nothing else refers to; the owner of the memory is noted in weak references. */
    private static final class Orphans {
        private final NativeReals[] reals = new NativeReals[2];
        private final WeakReference<?>[] owners = new WeakReference<?>[2];

        Orphans(DataType type) {
            INDArray whole = Nd4j.valueArrayOf(new long[] {1000}, 3.5, type);
            reals[0] = NativeReals.of(whole);
            owners[0] = new WeakReference<>(whole.data());
            INDArray parent = Nd4j.valueArrayOf(new long[] {4, 250}, 2.5, type);
            DataBuffer memory = parent.data();
            reals[1] = NativeReals.of(parent.get(NDArrayIndex.interval(2, 4), NDArrayIndex.all()));
            owners[1] = new WeakReference<>(memory);
        }
    }

    @Test
    void memoryIsKeptAsLongAsItIsUsedAndNoLonger() throws InterruptedException {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            Orphans orphans = new Orphans(type);
            for (int i = 0; i < 5; i++) {
                System.gc();
            }
            double[] values = new double[500];
            for (int i = 0; i < 2; i++) {
                assertNotNull(orphans.owners[i].get(), "freed while in use");
                orphans.reals[i].get(0, values);
                assertEquals(
                        500 * (i == 0 ? 3.5 : 2.5),
                        java.util.Arrays.stream(values).sum());
                orphans.reals[i] = null;
                assertTrue(isCollected(orphans.owners[i]), "never freed");
            }
        }
    }

    private static boolean isCollected(WeakReference<?> reference) throws InterruptedException {
        for (int i = 0; i < 50 && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        return reference.get() == null;
    }

    @Test
    void otherOrdersAndTypesAreRefused() {
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> NativeReals.of(Nd4j.ones(DataType.FLOAT, 3, 2).dup('f')))
                .getMessage()
                .contains("expected a c-order array, got order f"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> NativeReals.of(Nd4j.ones(DataType.INT32, 3)))
                .getMessage()
                .contains("expected type FLOAT or DOUBLE, got INT"));
    }
}
