package org.lie4j.apen.data;

import java.util.Objects;

/** Systems of charged particles, and where the particles are some time later. Immutable. */
public final class ParticleSet {
    private final int particles;
    private final float[] positions;
    private final float[] velocities;
    private final float[] charges;
    private final float[] targets;

    /** Takes the arrays as its own. */
    ParticleSet(int particles, float[] positions, float[] velocities, float[] charges, float[] targets) {
        this.particles = particles;
        this.positions = positions;
        this.velocities = velocities;
        this.charges = charges;
        this.targets = targets;
    }

    /**
     * Number of systems.
     *
     * @return at least 1
     */
    public int count() {
        return charges.length / particles;
    }

    /**
     * Number of particles of each.
     *
     * @return n
     */
    public int particles() {
        return particles;
    }

    /**
     * Copies a system.
     *
     * @param system from 0 to count - 1
     * @param x modified: positions, {@code [n, 3]}
     * @param v modified: velocities, {@code [n, 3]}
     * @param q modified: charges, {@code [n]}
     * @param y modified: positions later, {@code [n, 3]}
     * @throws IndexOutOfBoundsException if there is no such system or an array is too short
     */
    public void copy(int system, float[] x, float[] v, float[] q, float[] y) {
        int from = Objects.checkIndex(system, count()) * particles;
        System.arraycopy(positions, 3 * from, x, 0, 3 * particles);
        System.arraycopy(velocities, 3 * from, v, 0, 3 * particles);
        System.arraycopy(charges, from, q, 0, particles);
        System.arraycopy(targets, 3 * from, y, 0, 3 * particles);
    }

    /**
     * All positions.
     *
     * @return a copy, {@code [count, n, 3]}
     */
    public float[] positions() {
        return positions.clone();
    }

    /**
     * All velocities.
     *
     * @return a copy, {@code [count, n, 3]}
     */
    public float[] velocities() {
        return velocities.clone();
    }

    /**
     * All charges.
     *
     * @return a copy, {@code [count, n]}
     */
    public float[] charges() {
        return charges.clone();
    }

    /**
     * All positions later.
     *
     * @return a copy, {@code [count, n, 3]}
     */
    public float[] targets() {
        return targets.clone();
    }

    /**
     * The mean square error of predicted positions, over all coordinates.
     *
     * @param predicted {@code [count, n, 3]}; not modified
     * @return the error
     * @throws IllegalArgumentException if the length differs
     */
    public double meanSquareError(float[] predicted) {
        if (predicted.length != targets.length) {
            throw new IllegalArgumentException(
                    "predicted: expected " + targets.length + " numbers, got " + predicted.length);
        }
        double sum = 0;
        for (int i = 0; i < targets.length; i++) {
            double d = (double) predicted[i] - targets[i];
            sum += d * d;
        }
        return sum / targets.length;
    }

    /**
     * The error of particles that keep their velocities: what any model has to beat.
     *
     * @param time between positions and targets
     * @return the mean square error of x + v · time
     */
    public double errorOfConstantVelocity(double time) {
        float[] straight = new float[targets.length];
        for (int i = 0; i < straight.length; i++) {
            straight[i] = (float) (positions[i] + time * velocities[i]);
        }
        return meanSquareError(straight);
    }
}
