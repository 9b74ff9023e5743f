package org.lie4j.eval.points;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lie4j.apen.data.ParticleSet;
import org.lie4j.apen.data.Turn;
import org.lie4j.eval.data.Digests;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Systems of charged particles as networks see them: positions, now and later, relative to the mean of the present ones, so that every network is
 * equivariant to translations. Errors stay what they were.
 */
final class ParticleSystems {
    private static final int BATCH = 100;

    private final int particles;
    /** Channel by channel, {@code [count, 3, particles]}, charges {@code [count, particles]}. */
    private final float[] positions;

    private final float[] velocities;
    private final float[] charges;
    private final float[] targets;

    private ParticleSystems(int particles, float[] positions, float[] velocities, float[] charges, float[] targets) {
        this.particles = particles;
        this.positions = positions;
        this.velocities = velocities;
        this.charges = charges;
        this.targets = targets;
    }

    static ParticleSystems of(ParticleSet set) {
        int n = set.particles();
        float[] x = set.positions();
        float[] y = set.targets();
        for (int at = 0; at < x.length; at += 3 * n) {
            for (int c = 0; c < 3; c++) {
                double mean = 0;
                for (int i = 0; i < n; i++) {
                    mean += x[at + 3 * i + c] / (double) n;
                }
                for (int i = 0; i < n; i++) {
                    x[at + 3 * i + c] -= (float) mean;
                    y[at + 3 * i + c] -= (float) mean;
                }
            }
        }
        return new ParticleSystems(n, channels(x, n), channels(set.velocities(), n), set.charges(), channels(y, n));
    }

    private static float[] channels(float[] rows, int n) {
        float[] out = new float[rows.length];
        for (int at = 0; at < rows.length; at += 3 * n) {
            for (int i = 0; i < n; i++) {
                for (int c = 0; c < 3; c++) {
                    out[at + c * n + i] = rows[at + 3 * i + c];
                }
            }
        }
        return out;
    }

    int count() {
        return charges.length / particles;
    }

    int particles() {
        return particles;
    }

    ParticleSystems select(int[] which) {
        return new ParticleSystems(
                particles,
                select(positions, 3 * particles, which),
                select(velocities, 3 * particles, which),
                select(charges, particles, which),
                select(targets, 3 * particles, which));
    }

    private static float[] select(float[] from, int each, int[] which) {
        float[] out = new float[which.length * each];
        for (int k = 0; k < which.length; k++) {
            System.arraycopy(from, which[k] * each, out, k * each, each);
        }
        return out;
    }

    /** Each system turned about its mean by a rotation of its own, by Haar measure: positions now and later, and velocities. */
    ParticleSystems turned(RandomGenerator random) {
        float[] x = positions.clone();
        float[] v = velocities.clone();
        float[] y = targets.clone();
        for (int system = 0; system < count(); system++) {
            double[] rotation = Turn.SO3.draw(random);
            turn(rotation, x, system);
            turn(rotation, v, system);
            turn(rotation, y, system);
        }
        return new ParticleSystems(particles, x, v, charges, y);
    }

    private void turn(double[] r, float[] vectors, int system) {
        int n = particles;
        for (int at = 3 * n * system; at < 3 * n * system + n; at++) {
            double a = vectors[at];
            double b = vectors[at + n];
            double c = vectors[at + 2 * n];
            for (int k = 0; k < 3; k++) {
                vectors[at + k * n] = (float) (r[3 * k] * a + r[3 * k + 1] * b + r[3 * k + 2] * c);
            }
        }
    }

    /** All of them as inputs and labels. */
    MultiDataSet batch() {
        long[] vectors = {count(), 3, particles};
        return new MultiDataSet(
                new INDArray[] {
                    Nd4j.create(positions, vectors),
                    Nd4j.create(velocities, vectors),
                    Nd4j.create(charges, new long[] {count(), 1, particles})
                },
                new INDArray[] {Nd4j.create(targets, vectors)});
    }

    /** The mean square error of a network, over all coordinates. */
    double error(ComputationGraph network) {
        double sum = 0;
        for (int from = 0; from < count(); from += BATCH) {
            ParticleSystems some = select(
                    IntStream.range(from, Math.min(count(), from + BATCH)).toArray());
            INDArray predicted = network.output(false, some.batch().getFeatures())[0];
            sum += some.squares(predicted.dup('c').data().asFloat());
        }
        return sum / targets.length;
    }

    /** The mean square error of particles that keep their velocities. */
    double errorOfConstantVelocity(double time) {
        float[] straight = new float[targets.length];
        for (int i = 0; i < straight.length; i++) {
            straight[i] = (float) (positions[i] + time * velocities[i]);
        }
        return squares(straight) / targets.length;
    }

    private double squares(float[] predicted) {
        double sum = 0;
        for (int i = 0; i < targets.length; i++) {
            double d = (double) predicted[i] - targets[i];
            sum += d * d;
        }
        return sum;
    }

    /** SHA-256 of all numbers. */
    String checksum() {
        MessageDigest digest = Digests.sha256();
        for (float[] values : Arrays.asList(positions, velocities, charges, targets)) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes.array());
        }
        return Digests.hex(digest);
    }
}
