package org.lie4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Hipparchus' exponential of a matrix; it has no logarithm. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HipparchusBenchmark {
    /** The group, as matrices. */
    @Param({"SO(3)", "SE(3)", "SL(2)", "GL+(2)", "GL+(3)"})
    public String group;

    private RealMatrix[] generators;
    private RealMatrix[] elements;
    private RealMatrix[] out;

    /** Prepares the batch. */
    @Setup
    public void setUp() {
        Batch batch = Batch.of(group);
        int n = batch.group.matrixSize();
        generators = matrices(n, batch.generators);
        elements = matrices(n, batch.matrices);
        out = new RealMatrix[Batch.COUNT];
        exp();
        double[] packed = new double[Batch.COUNT * n * n];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = out[i / (n * n)].getEntry(i % (n * n) / n, i % n);
        }
        Batch.requireSame("exp", batch.matrices, packed);
    }

    private static RealMatrix[] matrices(int n, double[] packed) {
        RealMatrix[] all = new RealMatrix[Batch.COUNT];
        for (int i = 0; i < all.length; i++) {
            all[i] = MatrixUtils.createRealMatrix(n, n);
            for (int k = 0; k < n * n; k++) {
                all[i].setEntry(k / n, k % n, packed[i * n * n + k]);
            }
        }
        return all;
    }

    /**
     * Exponentials.
     *
     * @return the elements
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public RealMatrix[] exp() {
        for (int i = 0; i < Batch.COUNT; i++) {
            out[i] = MatrixUtils.matrixExponential(generators[i]);
        }
        return out;
    }

    /**
     * Squares.
     *
     * @return the products
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public RealMatrix[] compose() {
        for (int i = 0; i < Batch.COUNT; i++) {
            out[i] = elements[i].multiply(elements[i]);
        }
        return out;
    }
}
