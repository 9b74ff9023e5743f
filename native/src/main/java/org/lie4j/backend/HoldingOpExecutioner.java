package org.lie4j.backend;

import java.lang.ref.Reference;
import java.util.List;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BroadcastOp;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.IndexAccumulation;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.RandomOp;
import org.nd4j.linalg.api.ops.ReduceOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;

/**
 * ND4J's executioner of operations on the CPU, which keeps each operation, and with it all its arrays, reachable until the native code has returned.
 *
 * <p>ND4J hands addresses to native code and frees an array's memory as soon as no object refers to it. Compiled code refers to an operation for the last time when it
 * reads the addresses, so arrays that only the operation knows, such as its dimensions, may be collected and freed, by another thread, while native code reads them
 * and marks them as used: a crash, or a damaged heap, once in a long while on a busy machine.
 */
public final class HoldingOpExecutioner extends NativeOpExecutioner {

    @Override
    public INDArray exec(Op op, OpContext context) {
        return held(() -> super.exec(op, context), op, context);
    }

    @Override
    public INDArray exec(IndexAccumulation op, OpContext context) {
        return held(() -> super.exec(op, context), op, context);
    }

    @Override
    public INDArray exec(ReduceOp op, OpContext context) {
        return held(() -> super.exec(op, context), op, context);
    }

    @Override
    public INDArray exec(ScalarOp op, OpContext context) {
        return held(() -> super.exec(op, context), op, context);
    }

    @Override
    public INDArray exec(BroadcastOp op, OpContext context) {
        return held(() -> super.exec(op, context), op, context);
    }

    @Override
    public INDArray exec(RandomOp op, OpContext context, Random random) {
        return held(() -> super.exec(op, context, random), op, context);
    }

    @Override
    public INDArray[] exec(CustomOp op, OpContext context) {
        return held(() -> super.exec(op, context), op, context);
    }

    @Override
    public List<LongShapeDescriptor> calculateOutputShape(CustomOp op, OpContext context) {
        return held(() -> super.calculateOutputShape(op, context), op, context);
    }

    private static <R> R held(Supplier<R> execution, Object op, OpContext context) {
        try {
            return execution.get();
        } finally {
            Reference.reachabilityFence(op);
            Reference.reachabilityFence(context);
        }
    }
}
