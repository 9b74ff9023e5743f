package org.lie4j.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.Polar;
import org.lie4j.groups.sampling.PolarLogNormal;
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

/** The left polar decomposition of a batch, beside the textbook way by EJML's singular value decomposition. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolarBenchmark {
    private static final int COUNT = 1000;

    /** Size of the matrices. */
    @Param({"2", "3", "4"})
    public int n;

    private double[] g;
    private double[] p;
    private double[] r;

    /** Draws the matrices. */
    @Setup
    public void setUp() {
        g = new double[COUNT * n * n];
        p = new double[g.length];
        r = new double[g.length];
        PolarLogNormal.of(GLPlus.of(n), 0.5).sample(new SplittableRandom(1), g, 0, COUNT);
    }

    /**
     * This library.
     *
     * @return the symmetric factors
     */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public double[] lie4j() {
        Polar.left(n, g, 0, p, 0, r, 0, COUNT);
        return p;
    }

    /**
     * G = U S Vᵀ, P = U S Uᵀ, R = U Vᵀ, all work space reused.
     *
     * @return the symmetric factors
     */
    @Benchmark
    @OperationsPerInvocation(COUNT)
    public double[] ejmlSvd() {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(n, n, true, true, false);
        DMatrixRMaj a = new DMatrixRMaj(n, n);
        DMatrixRMaj u = new DMatrixRMaj(n, n);
        DMatrixRMaj w = new DMatrixRMaj(n, n);
        DMatrixRMaj vt = new DMatrixRMaj(n, n);
        DMatrixRMaj us = new DMatrixRMaj(n, n);
        DMatrixRMaj out = new DMatrixRMaj(n, n);
        for (int i = 0; i < COUNT; i++) {
            System.arraycopy(g, i * n * n, a.data, 0, n * n);
            svd.decompose(a);
            svd.getU(u, false);
            svd.getW(w);
            svd.getV(vt, true);
            CommonOps_DDRM.mult(u, w, us);
            CommonOps_DDRM.multTransB(us, u, out);
            System.arraycopy(out.data, 0, p, i * n * n, n * n);
            CommonOps_DDRM.mult(u, vt, out);
            System.arraycopy(out.data, 0, r, i * n * n, n * n);
        }
        return p;
    }
}
