package org.lie4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.joml.AxisAngle4d;
import org.joml.Matrix4d;
import org.joml.Quaterniond;
import org.lie4j.groups.Joml;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** JOML: quaternions by axis and angle, and affine 4×4 matrices. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JomlBenchmark {
    private double[] tangents;
    private final Quaterniond[] rotations = new Quaterniond[Batch.COUNT];
    private final Quaterniond[] rotationsOut = new Quaterniond[Batch.COUNT];
    private final AxisAngle4d[] anglesOut = new AxisAngle4d[Batch.COUNT];
    private final Matrix4d[] motions = new Matrix4d[Batch.COUNT];
    private final Matrix4d[] motionsOut = new Matrix4d[Batch.COUNT];

    /** Prepares the batches. */
    @Setup
    public void setUp() {
        Batch so3 = Batch.of("SO(3)");
        Batch se3 = Batch.of("SE(3)");
        tangents = so3.tangents;
        double[] packed = new double[so3.elements.length];
        for (int i = 0; i < Batch.COUNT; i++) {
            rotations[i] = Joml.fromSO3(so3.elements, 4 * i);
            rotationsOut[i] = new Quaterniond();
            anglesOut[i] = new AxisAngle4d();
            motions[i] = Joml.fromSE3(se3.elements, 7 * i);
            motionsOut[i] = new Matrix4d();
        }
        expSO3();
        for (int i = 0; i < Batch.COUNT; i++) {
            System.arraycopy(Joml.toSO3(rotationsOut[i]), 0, packed, 4 * i, 4);
        }
        Batch.requireSame("exp", so3.elements, packed);
    }

    /**
     * Quaternions of rotation vectors.
     *
     * @return the rotations
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public Quaterniond[] expSO3() {
        for (int i = 0; i < Batch.COUNT; i++) {
            double x = tangents[3 * i];
            double y = tangents[3 * i + 1];
            double z = tangents[3 * i + 2];
            rotationsOut[i].fromAxisAngleRad(x, y, z, Math.sqrt(x * x + y * y + z * z));
        }
        return rotationsOut;
    }

    /**
     * Axes and angles of quaternions.
     *
     * @return axes and angles
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public AxisAngle4d[] logSO3() {
        for (int i = 0; i < Batch.COUNT; i++) {
            rotations[i].get(anglesOut[i]);
        }
        return anglesOut;
    }

    /**
     * Products of quaternions.
     *
     * @return the products
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public Quaterniond[] composeSO3() {
        for (int i = 0; i < Batch.COUNT; i++) {
            rotations[i].mul(rotations[i], rotationsOut[i]);
        }
        return rotationsOut;
    }

    /**
     * Products of affine matrices.
     *
     * @return the products
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public Matrix4d[] composeSE3() {
        for (int i = 0; i < Batch.COUNT; i++) {
            motions[i].mulAffine(motions[i], motionsOut[i]);
        }
        return motionsOut;
    }
}
