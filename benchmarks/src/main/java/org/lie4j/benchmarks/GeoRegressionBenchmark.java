package org.lie4j.benchmarks;

import georegression.geometry.ConvertRotation3D_F64;
import georegression.struct.se.Se3_F64;
import georegression.struct.so.Rodrigues_F64;
import georegression.transform.twist.TwistCoordinate_F64;
import georegression.transform.twist.TwistOps_F64;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.lie4j.groups.Ejml;
import org.lie4j.groups.SO3;
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

/** GeoRegression: Rodrigues' coordinates of rotation matrices, and twists of rigid motions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GeoRegressionBenchmark {
    private final Rodrigues_F64[] vectors = new Rodrigues_F64[Batch.COUNT];
    private final Rodrigues_F64[] vectorsOut = new Rodrigues_F64[Batch.COUNT];
    private final DMatrixRMaj[] rotations = new DMatrixRMaj[Batch.COUNT];
    private final DMatrixRMaj[] rotationsOut = new DMatrixRMaj[Batch.COUNT];
    private final TwistCoordinate_F64[] twists = new TwistCoordinate_F64[Batch.COUNT];
    private final double[] angles = new double[Batch.COUNT];
    private final TwistCoordinate_F64[] twistsOut = new TwistCoordinate_F64[Batch.COUNT];
    private final Se3_F64[] motions = new Se3_F64[Batch.COUNT];
    private final Se3_F64[] motionsOut = new Se3_F64[Batch.COUNT];

    /** Prepares the batches. */
    @Setup
    public void setUp() {
        Batch so3 = Batch.of("SO(3)");
        Batch se3 = Batch.of("SE(3)");
        double[] packed = new double[9 * Batch.COUNT];
        double[] moved = new double[3 * Batch.COUNT];
        double[] translations = new double[3 * Batch.COUNT];
        for (int i = 0; i < Batch.COUNT; i++) {
            double[] t = so3.tangents;
            double angle = Math.sqrt(t[3 * i] * t[3 * i] + t[3 * i + 1] * t[3 * i + 1] + t[3 * i + 2] * t[3 * i + 2]);
            vectors[i] = new Rodrigues_F64(angle, t[3 * i], t[3 * i + 1], t[3 * i + 2]);
            vectorsOut[i] = new Rodrigues_F64();
            rotations[i] = Ejml.toMatrix(3, so3.matrices, 9 * i);
            rotationsOut[i] = new DMatrixRMaj(3, 3);
            double[] x = se3.tangents;
            double theta = Math.sqrt(x[6 * i] * x[6 * i] + x[6 * i + 1] * x[6 * i + 1] + x[6 * i + 2] * x[6 * i + 2]);
            angles[i] = theta;
            twists[i] = new TwistCoordinate_F64(
                    x[6 * i] / theta,
                    x[6 * i + 1] / theta,
                    x[6 * i + 2] / theta,
                    x[6 * i + 3] / theta,
                    x[6 * i + 4] / theta,
                    x[6 * i + 5] / theta);
            twistsOut[i] = new TwistCoordinate_F64();
            motionsOut[i] = new Se3_F64();
            motions[i] = new Se3_F64();
            TwistOps_F64.exponential(twists[i], theta, motions[i]);
            moved[3 * i] = motions[i].T.x;
            moved[3 * i + 1] = motions[i].T.y;
            moved[3 * i + 2] = motions[i].T.z;
            System.arraycopy(se3.elements, 7 * i + 4, translations, 3 * i, 3);
        }
        expSO3();
        for (int i = 0; i < Batch.COUNT; i++) {
            Ejml.fromMatrix(rotationsOut[i], packed, 9 * i);
        }
        Batch.requireSame("exp", so3.matrices, packed);
        Batch.requireSame("exp SE(3)", translations, moved);
        SO3.INSTANCE.requireMember(so3.elements, 0);
    }

    /**
     * Rotation matrices of Rodrigues' coordinates.
     *
     * @return the matrices
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public DMatrixRMaj[] expSO3() {
        for (int i = 0; i < Batch.COUNT; i++) {
            ConvertRotation3D_F64.rodriguesToMatrix(vectors[i], rotationsOut[i]);
        }
        return rotationsOut;
    }

    /**
     * Rodrigues' coordinates of rotation matrices.
     *
     * @return the coordinates
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public Rodrigues_F64[] logSO3() {
        for (int i = 0; i < Batch.COUNT; i++) {
            ConvertRotation3D_F64.matrixToRodrigues(rotations[i], vectorsOut[i]);
        }
        return vectorsOut;
    }

    /**
     * Motions of twists.
     *
     * @return the motions
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public Se3_F64[] expSE3() {
        for (int i = 0; i < Batch.COUNT; i++) {
            TwistOps_F64.exponential(twists[i], angles[i], motionsOut[i]);
        }
        return motionsOut;
    }

    /**
     * Twists of motions.
     *
     * @return the twists
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public TwistCoordinate_F64[] logSE3() {
        for (int i = 0; i < Batch.COUNT; i++) {
            TwistOps_F64.twist(motions[i], twistsOut[i]);
        }
        return twistsOut;
    }

    /**
     * Products of motions.
     *
     * @return the products
     */
    @Benchmark
    @OperationsPerInvocation(Batch.COUNT)
    public Se3_F64[] composeSE3() {
        for (int i = 0; i < Batch.COUNT; i++) {
            motions[i].concat(motions[i], motionsOut[i]);
        }
        return motionsOut;
    }
}
