package org.lie4j.apen.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lie4j.apen.geometry.Scan;

class NBodyTest {
    private static final NBodyDataset STANDARD = NBodyDataset.standard(9);

    private static ChargedParticles system(long seed) {
        return STANDARD.draw(new SplittableRandom(seed), new double[5]);
    }

    @Test
    void forcesAreMinusTheGradientOfTheEnergy() {
        double[] q = {1, -1, 1};
        double[] x = {0, 0, 0, 0.3, -0.2, 0.1, -0.5, 0.4, 0.2};
        double h = 1e-6;
        double dt = 1e-7;
        for (int i = 0; i < x.length; i++) {
            double[] more = x.clone();
            double[] less = x.clone();
            more[i] += h;
            less[i] -= h;
            double[] still = new double[9];
            double slope = (new ChargedParticles(q, 0.1, more, still).energy()
                            - new ChargedParticles(q, 0.1, less, still).energy())
                    / (2 * h);
            ChargedParticles moved = new ChargedParticles(q, 0.1, x, still);
            moved.step(1, dt);
            assertEquals(-slope, moved.velocities()[i] / dt, 1e-5 * (1 + Math.abs(slope)));
        }
    }

    @Test
    void twoChargesCircleEachOtherAsKeplerSays() {
        // Opposite charges at distance r circle their middle: v² = (r/2) r / (r² + ε²)^{3/2}.
        double r = 0.8;
        double soft = 0.1;
        double force = r / Math.pow(r * r + soft * soft, 1.5);
        double v = Math.sqrt(force * r / 2);
        double period = 2 * Math.PI * (r / 2) / v;
        ChargedParticles pair = new ChargedParticles(
                new double[] {1, -1}, soft, new double[] {r / 2, 0, 0, -r / 2, 0, 0}, new double[] {0, v, 0, 0, -v, 0});
        int steps = 4000;
        pair.step(steps / 4, period / steps);
        assertArrayEquals(new double[] {0, r / 2, 0, 0, -r / 2, 0}, pair.positions(), 1e-6);
        pair.step(3 * steps / 4, period / steps);
        assertArrayEquals(new double[] {r / 2, 0, 0, -r / 2, 0, 0}, pair.positions(), 1e-5);
    }

    @Test
    void energyKeepsAndItsErrorFallsWithTheSquareOfTheStep() {
        double coarse = 0;
        double fine = 0;
        double apart = 0;
        for (int seed = 0; seed < 20; seed++) {
            ChargedParticles a = system(seed);
            ChargedParticles b = system(seed);
            double energy = a.energy();
            double worstA = 0;
            double worstB = 0;
            for (int block = 0; block < 40; block++) {
                a.step(100, 0.001);
                b.step(400, 0.00025);
                worstA = Math.max(worstA, Math.abs(a.energy() - energy));
                worstB = Math.max(worstB, Math.abs(b.energy() - energy));
            }
            coarse += worstA / 20;
            fine += worstB / 20;
            double[] x = a.positions();
            double[] y = b.positions();
            for (int i = 0; i < x.length; i++) {
                apart += Math.abs(x[i] - y[i]) / x.length / 20;
            }
        }
        assertTrue(coarse < 2e-3, "energy error of the recipe's step: " + coarse);
        assertTrue(coarse / fine > 12 && coarse / fine < 20, "expected 16: " + coarse / fine);
        assertTrue(apart < 5e-3, "mean distance from the finer trajectory: " + apart);
    }

    @Test
    void timeCanBeTurnedBack() {
        ChargedParticles system = system(3);
        double[] start = system.positions();
        system.step(2000, 0.001);
        system.step(2000, -0.001);
        assertArrayEquals(start, system.positions(), 1e-8);
    }

    @Test
    void theLawDoesNotKnowWhereAxesPoint() {
        double[] charges = new double[5];
        ChargedParticles a = STANDARD.draw(new SplittableRandom(4), charges);
        double[] r = Scan.haarRotation(new SplittableRandom(5));
        double[] shift = {1, -2, 0.5};
        ChargedParticles b = new ChargedParticles(
                charges, 0.1, moved(a.positions(), r, shift), moved(a.velocities(), r, new double[3]));
        a.step(1000, 0.001);
        b.step(1000, 0.001);
        assertArrayEquals(moved(a.positions(), r, shift), b.positions(), 1e-9);
    }

    private static double[] moved(double[] x, double[] r, double[] shift) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int at = i - i % 3;
            y[i] = shift[i % 3];
            for (int c = 0; c < 3; c++) {
                y[i] += r[3 * (i % 3) + c] * x[at + c];
            }
        }
        return y;
    }

    @Test
    void setsAreOfTheirSizesAndIndependent() {
        NBodyDataset small = STANDARD.withSystems(60, 20, 30);
        NBodyDataset.Split split = small.make();
        assertEquals(60, split.train().count());
        assertEquals(20, split.validation().count());
        assertEquals(30, split.test().count());
        assertArrayEquals(split.test().targets(), small.make().test().targets());
        assertFalse(Arrays.equals(
                Arrays.copyOf(split.train().positions(), 15),
                Arrays.copyOf(split.test().positions(), 15)));
        double negative = 0;
        for (float q : split.train().charges()) {
            assertEquals(1, Math.abs(q));
            negative += q < 0 ? 1 : 0;
        }
        assertEquals(0.5, negative / 300, 0.12);
        double straight = split.test().errorOfConstantVelocity(small.horizon());
        assertTrue(straight > 0.005 && straight < 0.5, "error of constant velocity: " + straight);
        assertEquals(0, split.test().meanSquareError(split.test().targets()));
    }

    @Test
    void badInputIsNamed() {
        assertThrows(IllegalArgumentException.class, () -> STANDARD.withSystems(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new NBodyDataset(1, 1, 1, 1, 1, 0.1, 0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> new NBodyDataset(2, 1, 1, 1, 1, 0, 0.1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ChargedParticles(new double[] {1}, 0.1, new double[2], new double[3]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ChargedParticles(new double[] {1}, 0, new double[3], new double[3]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ChargedParticles(new double[] {Double.NaN}, 1, new double[3], new double[3]));
        ParticleSet set = STANDARD.withSystems(1, 1, 1).make().train();
        assertThrows(IllegalArgumentException.class, () -> set.meanSquareError(new float[3]));
        assertThrows(IllegalArgumentException.class, () -> system(1).step(-1, 0.1));
    }
}
