package org.lie4j.apen.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Charged particles whose positions are to be predicted, in the manner of Fuchs et al. (NeurIPS 2020) and Satorras et al. (ICML 2021):
 * five charges of ±1 in space, 1,000 steps ahead; 3,000 systems to learn from, 2,000 to choose by and 2,000 to be judged on.
 *
 * <p>Positions are drawn from N(0, 1) in each coordinate, velocities in any direction with speed ½, and 3,000 steps pass before the
 * network sees a system. Forces are softened where the published generator cuts them off, so errors are alike in kind but not equal to
 * published ones: name it the n-body recipe.
 *
 * @param particles of each system, at least 2
 * @param train number of systems, at least 1
 * @param validation number of systems, at least 1
 * @param test number of systems, at least 1
 * @param steps between what is seen and what is predicted, at least 1
 * @param dt time of a step, positive
 * @param softening of the force, positive
 * @param seed of everything drawn
 */
public record NBodyDataset(
        int particles, int train, int validation, int test, int steps, double dt, double softening, long seed) {
    private static final int BURN_IN = 3_000;
    private static final double SPEED = 0.5;

    /**
     * Checks the values.
     *
     * @param particles see the record
     * @param train see the record
     * @param validation see the record
     * @param test see the record
     * @param steps see the record
     * @param dt see the record
     * @param softening see the record
     * @param seed see the record
     * @throws IllegalArgumentException if one is outside its domain
     */
    public NBodyDataset {
        if (particles < 2 || train < 1 || validation < 1 || test < 1 || steps < 1) {
            throw new IllegalArgumentException("expected at least 2 particles, 1 system of each split and 1 step, got "
                    + particles + ", " + train + ", " + validation + ", " + test + " and " + steps);
        }
        if (!(dt > 0 && dt < Double.POSITIVE_INFINITY && softening > 0 && softening < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "expected a positive finite time and softening, got " + dt + " and " + softening);
        }
    }

    /**
     * Three sets.
     *
     * @param train to learn from
     * @param validation to choose by
     * @param test to be judged on
     */
    public record Split(ParticleSet train, ParticleSet validation, ParticleSet test) {}

    /**
     * The set of the literature's sizes: 5 particles, 3,000, 2,000 and 2,000 systems, 1,000 steps of 0.001, softening 0.1.
     *
     * @param seed of everything drawn
     * @return its description
     */
    public static NBodyDataset standard(long seed) {
        return new NBodyDataset(5, 3000, 2000, 2000, 1000, 0.001, 0.1, seed);
    }

    /**
     * The same with other numbers of systems.
     *
     * @param newTrain see the record
     * @param newValidation see the record
     * @param newTest see the record
     * @return the changed copy
     */
    public NBodyDataset withSystems(int newTrain, int newValidation, int newTest) {
        return new NBodyDataset(particles, newTrain, newValidation, newTest, steps, dt, softening, seed);
    }

    /**
     * Time between what is seen and what is predicted.
     *
     * @return steps · dt
     */
    public double horizon() {
        return steps * dt;
    }

    /**
     * Makes the sets: some seconds for the standard sizes.
     *
     * @return the sets, independent draws
     */
    public Split make() {
        SplittableRandom random = new SplittableRandom(seed);
        return new Split(
                systems(train, random.split()), systems(validation, random.split()), systems(test, random.split()));
    }

    private ParticleSet systems(int count, SplittableRandom random) {
        int numbers = 3 * particles;
        float[] x = new float[count * numbers];
        float[] v = new float[count * numbers];
        float[] q = new float[count * particles];
        float[] y = new float[count * numbers];
        for (int s = 0; s < count; s++) {
            double[] charges = new double[particles];
            ChargedParticles system = draw(random, charges);
            system.step(BURN_IN, dt);
            copy(system.positions(), x, s * numbers);
            copy(system.velocities(), v, s * numbers);
            copy(charges, q, s * particles);
            system.step(steps, dt);
            copy(system.positions(), y, s * numbers);
        }
        return new ParticleSet(particles, x, v, q, y);
    }

    /** A system at its start, for {@code [n]} charges that are filled in. */
    ChargedParticles draw(RandomGenerator random, double[] charges) {
        double[] positions = new double[3 * particles];
        double[] velocities = new double[3 * particles];
        for (int i = 0; i < particles; i++) {
            charges[i] = random.nextBoolean() ? 1 : -1;
            double squared = 0;
            for (int c = 3 * i; c < 3 * i + 3; c++) {
                positions[c] = random.nextGaussian();
                velocities[c] = random.nextGaussian();
                squared += velocities[c] * velocities[c];
            }
            for (int c = 3 * i; c < 3 * i + 3; c++) {
                velocities[c] *= SPEED / Math.sqrt(squared);
            }
        }
        return new ChargedParticles(charges, softening, positions, velocities);
    }

    private static void copy(double[] from, float[] to, int offset) {
        for (int i = 0; i < from.length; i++) {
            to[offset + i] = (float) from[i];
        }
    }
}
