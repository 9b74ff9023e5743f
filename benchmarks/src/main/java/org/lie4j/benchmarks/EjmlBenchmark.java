package org.lie4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.lie4j.groups.Ejml;
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

/** EJML: matrices of general size. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EjmlBenchmark {
    /** The group; SO(3) and SE(3) as matrices. */
    @Param({"SO(3)", "SE(3)", "SL(2)", "GL+(2)", "GL+(3)"})
    public String group;

    private EjmlFunctions functions;
    private DMatrixRMaj[] generators;
    private DMatrixRMaj[] elements;
    private DMatrixRMaj[] out;

    /** Prepares the batch. */
    @Setup
    public void setUp() {
        Batch batch = Batch.of(group);
        int n = batch.group.matrixSize();
        functions = new EjmlFunctions(n);
        generators = matrices(n, batch.generators);
        elements = matrices(n, batch.matrices);
        out = matrices(n, batch.matrices);
        exp();
        Batch.requireSame("exp", batch.matrices, packed(n));
        log();
        Batch.requireSame("log", batch.generators, packed(n));
    }

    private static DMatrixRMaj[] matrices(int n, double[] packed) {
        DMatrixRMaj[] all = new DMatrixRMaj[Batch.COUNT];
        for (int i = 0; i < all.length; i++) {
            all[i] = Ejml.toMatrix(n, packed, i * n * n);
        }
        return all;
    }

    private double[] packed(int n) {
        double[] all = new double[Batch.COUNT * n * n];
        for (int i = 0; i < out.length; i++) {
            Ejml.fromMatrix(out[i], all, i * n * n);
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
    public DMatrixRMaj[] exp() {
        for (int i = 0; i < Batch.COUNT; i++) {
            functions.exp(generators[i], out[i]);
        }
        return out;
    }

    /**
     * Logarithms.
     *
     * @return the generators
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public DMatrixRMaj[] log() {
        for (int i = 0; i < Batch.COUNT; i++) {
            functions.log(elements[i], out[i]);
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
    public DMatrixRMaj[] compose() {
        for (int i = 0; i < Batch.COUNT; i++) {
            CommonOps_DDRM.mult(elements[i], elements[i], out[i]);
        }
        return out;
    }

    /**
     * Inverses.
     *
     * @return the inverses
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public DMatrixRMaj[] inverse() {
        for (int i = 0; i < Batch.COUNT; i++) {
            CommonOps_DDRM.invert(elements[i], out[i]);
        }
        return out;
    }
}
