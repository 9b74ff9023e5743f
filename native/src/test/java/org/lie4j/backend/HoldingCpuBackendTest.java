package org.lie4j.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

@Timeout(120)
class HoldingCpuBackendTest {
    /** Enough calls for the compiler that knows when a local variable is read for the last time. */
    private static final int WARM_UP = 5_000;

    /** The dimensions of the operation under way, or null between operations. */
    private volatile WeakReference<INDArray> underWay;

    /** The memory of those dimensions: kept, so that what is tested does no harm here. */
    @SuppressWarnings("unused")
    private volatile DataBuffer memory;

    private volatile boolean done;

    @Test
    void nd4jFindsTheBackendThatHoldsOperands() {
        assertInstanceOf(HoldingOpExecutioner.class, Nd4j.getExecutioner());
        assertInstanceOf(HoldingCpuBackend.class, Nd4j.getBackend());
        assertEquals(10, Nd4j.ones(DataType.FLOAT, 2, 5).sumNumber().intValue());
    }

    @Test
    void noOperandIsCollectedWhileNativeCodeUsesIt() throws InterruptedException {
        for (int round = 0; round < 4; round++) {
            assertEquals(0, collectedUnderWay(Nd4j.getExecutioner()));
        }
    }

    /** If this fails, ND4J holds operands itself: this module's code is then to be deleted. */
    @Test
    void thePlainExecutionerLetsOperandsGo() throws InterruptedException {
        // Only compiled code lets go, and nothing says when it is compiled.
        int rounds = 0;
        while (collectedUnderWay(new NativeOpExecutioner()) == 0) {
            assertTrue(++rounds < 30, "nothing collected in 30 rounds");
        }
    }

    /** How often an operand was collected while native code was at work with it. */
    private int collectedUnderWay(OpExecutioner executioner) throws InterruptedException {
        INDArray small = Nd4j.ones(DataType.FLOAT, 2, 2);
        INDArray smallRow = Nd4j.ones(DataType.FLOAT, 2);
        INDArray large = Nd4j.ones(DataType.FLOAT, 4000, 4000);
        INDArray largeRow = Nd4j.ones(DataType.FLOAT, 4000);
        for (int i = 0; i < WARM_UP; i++) {
            // Large ones too, lest compiled code meets a branch for the first time later and is given up.
            boolean isLarge = i % 1000 == 0;
            addRow(executioner, isLarge ? large : small, isLarge ? largeRow : smallRow);
        }
        Thread worker = Thread.currentThread();
        AtomicInteger collected = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        done = false;
        Thread collector = new Thread(() -> {
            while (!done) {
                WeakReference<INDArray> before = underWay;
                System.gc();
                boolean isInNativeCode =
                        Arrays.stream(worker.getStackTrace()).limit(1).anyMatch(StackTraceElement::isNativeMethod);
                if (isInNativeCode && before != null && before == underWay) {
                    seen.incrementAndGet();
                    if (before.get() == null) {
                        collected.incrementAndGet();
                    }
                }
            }
        });
        collector.start();
        while (seen.get() < 20) {
            addRow(executioner, large, largeRow);
        }
        done = true;
        collector.join();
        return collected.get();
    }

    private void addRow(OpExecutioner executioner, INDArray matrix, INDArray row) {
        BroadcastAddOp op = new BroadcastAddOp(matrix, row, matrix, 1);
        memory = op.dimensions().data();
        underWay = new WeakReference<>(op.dimensions());
        executioner.exec(op);
        underWay = null;
    }
}
