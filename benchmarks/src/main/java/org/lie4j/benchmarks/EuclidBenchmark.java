package org.lie4j.benchmarks;

import java.util.concurrent.TimeUnit;
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
import us.ihmc.euclid.transform.RigidBodyTransform;
import us.ihmc.euclid.tuple3D.Vector3D;
import us.ihmc.euclid.tuple4D.Quaternion;

/** IHMC's euclid: quaternions of rotation vectors and rigid transforms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EuclidBenchmark {
    private double[] tangents;
    private final Quaternion[] rotations = new Quaternion[Batch.COUNT];
    private final Quaternion[] rotationsOut = new Quaternion[Batch.COUNT];
    private final Vector3D[] vectorsOut = new Vector3D[Batch.COUNT];
    private final RigidBodyTransform[] motions = new RigidBodyTransform[Batch.COUNT];
    private final RigidBodyTransform[] motionsOut = new RigidBodyTransform[Batch.COUNT];

    /** Prepares the batches. */
    @Setup
    public void setUp() {
        Batch so3 = Batch.of("SO(3)");
        Batch se3 = Batch.of("SE(3)");
        tangents = so3.tangents;
        for (int i = 0; i < Batch.COUNT; i++) {
            double[] q = so3.elements;
            rotations[i] = new Quaternion(q[4 * i + 1], q[4 * i + 2], q[4 * i + 3], q[4 * i]);
            rotationsOut[i] = new Quaternion();
            vectorsOut[i] = new Vector3D();
            motions[i] = new RigidBodyTransform();
            motions[i]
                    .getRotation()
                    .setRotationVector(se3.tangents[6 * i], se3.tangents[6 * i + 1], se3.tangents[6 * i + 2]);
            motions[i].getTranslation().set(se3.elements[7 * i + 4], se3.elements[7 * i + 5], se3.elements[7 * i + 6]);
            motionsOut[i] = new RigidBodyTransform();
        }
        expSO3();
        double[] packed = new double[so3.elements.length];
        for (int i = 0; i < Batch.COUNT; i++) {
            packed[4 * i] = rotationsOut[i].getS();
            packed[4 * i + 1] = rotationsOut[i].getX();
            packed[4 * i + 2] = rotationsOut[i].getY();
            packed[4 * i + 3] = rotationsOut[i].getZ();
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
    public Quaternion[] expSO3() {
        for (int i = 0; i < Batch.COUNT; i++) {
            rotationsOut[i].setRotationVector(tangents[3 * i], tangents[3 * i + 1], tangents[3 * i + 2]);
        }
        return rotationsOut;
    }

    /**
     * Rotation vectors of quaternions.
     *
     * @return the vectors
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public Vector3D[] logSO3() {
        for (int i = 0; i < Batch.COUNT; i++) {
            rotations[i].getRotationVector(vectorsOut[i]);
        }
        return vectorsOut;
    }

    /**
     * Products of quaternions.
     *
     * @return the products
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public Quaternion[] composeSO3() {
        for (int i = 0; i < Batch.COUNT; i++) {
            rotationsOut[i].set(rotations[i]);
            rotationsOut[i].multiply(rotations[i]);
        }
        return rotationsOut;
    }

    /**
     * Products of rigid transforms.
     *
     * @return the products
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public RigidBodyTransform[] composeSE3() {
        for (int i = 0; i < Batch.COUNT; i++) {
            motionsOut[i].set(motions[i]);
            motionsOut[i].multiply(motions[i]);
        }
        return motionsOut;
    }
}
