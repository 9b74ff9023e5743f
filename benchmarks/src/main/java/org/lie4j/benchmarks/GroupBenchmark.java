package org.lie4j.benchmarks;

import java.util.concurrent.TimeUnit;
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

/** This library: batches of a thousand elements. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GroupBenchmark {
    /** The group. */
    @Param({"SE(2)", "SO(3)", "SE(3)", "Sim(3)", "SL(2)", "GL+(2)", "SL(3)", "GL+(3)"})
    public String group;

    private Batch batch;
    private double[] out;

    /** Prepares the batch. */
    @Setup
    public void setUp() {
        batch = Batch.of(group);
        out = new double[Batch.COUNT * Math.max(batch.group.elementLength(), batch.group.dimension())];
    }

    /**
     * Exponentials.
     *
     * @return the elements
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public double[] exp() {
        batch.group.exp(batch.tangents, 0, out, 0, Batch.COUNT);
        return out;
    }

    /**
     * Logarithms.
     *
     * @return the tangent vectors
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public double[] log() {
        batch.group.log(batch.elements, 0, out, 0, Batch.COUNT);
        return out;
    }

    /**
     * Squares.
     *
     * @return the products
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public double[] compose() {
        batch.group.compose(batch.elements, 0, batch.elements, 0, out, 0, Batch.COUNT);
        return out;
    }

    /**
     * Inverses.
     *
     * @return the inverses
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public double[] inverse() {
        batch.group.inverse(batch.elements, 0, out, 0, Batch.COUNT);
        return out;
    }
}
