package org.lie4j.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

class HoldingCpuBackendTest {
    /** Enough calls for the compiler that knows when a local variable is read for the last time. */
    private static final int WARM_UP = 10_000;

    /** The dimensions of the operation under way, or null between operations. */
    private volatile WeakReference<INDArray> underWay;

    private volatile boolean done;

    @Test
    void nd4jFindsTheBackendThatHoldsOperands() {
        assertInstanceOf(HoldingOpExecutioner.class, Nd4j.getExecutioner());
        assertInstanceOf(HoldingCpuBackend.class, Nd4j.getBackend());
        assertEquals(10, Nd4j.ones(DataType.FLOAT, 2, 5).sumNumber().intValue());
    }

    @Test
    void noOperandIsCollectedWhileNativeCodeUsesIt() throws InterruptedException {
        assertEquals(0, collectedUnderWay(Nd4j.getExecutioner()));
    }

    /** If this fails, ND4J holds operands itself: this module's code is then to be deleted. */
    @Test
    void thePlainExecutionerLetsOperandsGo() throws InterruptedException {
        assertTrue(collectedUnderWay(new NativeOpExecutioner()) > 0);
    }

    /** How often, of some long operations during which garbage is collected, an operand was collected. */
    private int collectedUnderWay(OpExecutioner executioner) throws InterruptedException {
        INDArray small = Nd4j.ones(DataType.FLOAT, 2, 2);
        INDArray smallRow = Nd4j.ones(DataType.FLOAT, 2);
        for (int i = 0; i < WARM_UP; i++) {
            addRow(executioner, small, smallRow);
        }
        INDArray large = Nd4j.ones(DataType.FLOAT, 4000, 4000);
        INDArray largeRow = Nd4j.ones(DataType.FLOAT, 4000);
        int[] collected = new int[1];
        int[] seen = new int[1];
        done = false;
        Thread collector = new Thread(() -> {
            while (!done) {
                WeakReference<INDArray> before = underWay;
                System.gc();
                if (before != null && before == underWay) {
                    seen[0]++;
                    if (before.get() == null) {
                        collected[0]++;
                    }
                }
            }
        });
        collector.start();
        for (int i = 0; i < 60; i++) {
            addRow(executioner, large, largeRow);
        }
        done = true;
        collector.join();
        assertTrue(seen[0] > 0, "no collection fell into an operation");
        return collected[0];
    }

    private void addRow(OpExecutioner executioner, INDArray matrix, INDArray row) {
        BroadcastAddOp op = new BroadcastAddOp(matrix, row, matrix, 1);
        underWay = new WeakReference<>(op.dimensions());
        executioner.exec(op);
        underWay = null;
    }
}
