package org.lie4j.apen.data;

/**
 * Charged particles of unit mass that move under a softened Coulomb force: the acceleration of i is Σ_j q_i q_j (x_i - x_j) / (|x_i - x_j|²
 * + ε²)^{3/2}, so that equal charges repel. Steps are those of the leapfrog, kick-drift-kick: of second order, reversible, and without
 * drift of the energy in the mean (Hairer, Lubich, Wanner, Geometric Numerical Integration, 2006, section I.1.4). Not for concurrent use.
 */
public final class ChargedParticles {
    private final double[] charges;
    private final double softening;
    private final double[] positions;
    private final double[] velocities;
    private final double[] accelerations;

    /**
     * Sets particles in their places.
     *
     * @param charges {@code [n]}, n ≥ 1; not modified
     * @param softening ε, positive
     * @param positions {@code [n, 3]}; not modified
     * @param velocities {@code [n, 3]}; not modified
     * @throws IllegalArgumentException if a shape or a value is outside its domain
     */
    public ChargedParticles(double[] charges, double softening, double[] positions, double[] velocities) {
        int n = charges.length;
        if (n == 0 || positions.length != 3 * n || velocities.length != 3 * n) {
            throw new IllegalArgumentException("expected [n >= 1, 3] positions and velocities, got " + positions.length
                    + " and " + velocities.length + " numbers for " + n + " charges");
        }
        if (!(softening > 0 && softening < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("softening: expected a positive finite number, got " + softening);
        }
        requireFinite("charges", charges);
        requireFinite("positions", positions);
        requireFinite("velocities", velocities);
        this.charges = charges.clone();
        this.softening = softening;
        this.positions = positions.clone();
        this.velocities = velocities.clone();
        accelerations = new double[3 * n];
        accelerate();
    }

    private static void requireFinite(String what, double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(what + ": expected finite numbers, got " + value);
            }
        }
    }

    /**
     * Where the particles are.
     *
     * @return a copy, {@code [n, 3]}
     */
    public double[] positions() {
        return positions.clone();
    }

    /**
     * How fast they are.
     *
     * @return a copy, {@code [n, 3]}
     */
    public double[] velocities() {
        return velocities.clone();
    }

    /**
     * Kinetic and potential energy, ½ Σ |v_i|² + Σ_{i&lt;j} q_i q_j / √(|x_i - x_j|² + ε²).
     *
     * @return the sum
     */
    public double energy() {
        double energy = 0;
        for (double v : velocities) {
            energy += v * v / 2;
        }
        for (int i = 0; i < charges.length; i++) {
            for (int j = 0; j < i; j++) {
                energy += charges[i] * charges[j] / Math.sqrt(softSquared(i, j));
            }
        }
        return energy;
    }

    private double softSquared(int i, int j) {
        double x = positions[3 * i] - positions[3 * j];
        double y = positions[3 * i + 1] - positions[3 * j + 1];
        double z = positions[3 * i + 2] - positions[3 * j + 2];
        return x * x + y * y + z * z + softening * softening;
    }

    /**
     * Lets time pass. Allocates nothing.
     *
     * @param steps how many, at least 0
     * @param dt time of each; negative to go back
     * @throws IllegalArgumentException if the steps are negative or the time is not finite
     */
    public void step(int steps, double dt) {
        if (steps < 0 || !Double.isFinite(dt)) {
            throw new IllegalArgumentException(
                    "expected at least 0 steps of a finite time, got " + steps + " of " + dt);
        }
        for (int s = 0; s < steps; s++) {
            for (int i = 0; i < positions.length; i++) {
                velocities[i] += dt / 2 * accelerations[i];
                positions[i] += dt * velocities[i];
            }
            accelerate();
            for (int i = 0; i < positions.length; i++) {
                velocities[i] += dt / 2 * accelerations[i];
            }
        }
    }

    private void accelerate() {
        java.util.Arrays.fill(accelerations, 0);
        for (int i = 0; i < charges.length; i++) {
            for (int j = 0; j < i; j++) {
                double squared = softSquared(i, j);
                double factor = charges[i] * charges[j] / (squared * Math.sqrt(squared));
                for (int c = 0; c < 3; c++) {
                    double f = factor * (positions[3 * i + c] - positions[3 * j + c]);
                    accelerations[3 * i + c] += f;
                    accelerations[3 * j + c] -= f;
                }
            }
        }
    }
}
