package org.lie4j.groups.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Beside the functions of the JDK, whose errors are below 1 ulp. */
class AnglesTest {
    private static double ulps(double expected, double actual) {
        return Math.abs(expected - actual) / Math.ulp(expected);
    }

    @Test
    void sinesAndCosinesAreThoseOfTheJdk() {
        SplittableRandom random = new SplittableRandom(1);
        double worst = 0;
        double absolute = 0;
        for (int i = 0; i < 200_000; i++) {
            double x = i % 2 == 0 ? random.nextDouble(0, 7) : Math.pow(10, random.nextDouble(-12, 1));
            if (x <= 3 * Math.PI / 4) {
                worst = Math.max(worst, ulps(Math.sin(x), Angles.sin(x)));
            }
            absolute = Math.max(absolute, Math.abs(Math.cos(x) - Angles.cos(x)));
            absolute = Math.max(absolute, Math.abs(Math.sin(x) - Angles.sin(x)));
        }
        assertTrue(worst <= 2, "ulp " + worst);
        assertTrue(absolute <= 2.3e-16, "absolute " + absolute);
        assertEquals(0, Angles.sin(0));
        assertEquals(1, Angles.cos(0));
        // The cosine near its zero, relatively.
        assertTrue(ulps(Math.cos(Math.PI / 2 - 1e-9), Angles.cos(Math.PI / 2 - 1e-9)) <= 2);
        assertTrue(Double.isNaN(Angles.sin(Double.NaN)));
    }

    @Test
    void anglesAreThoseOfTheJdk() {
        SplittableRandom random = new SplittableRandom(2);
        double worst = 0;
        for (int i = 0; i < 200_000; i++) {
            double x = Math.pow(10, random.nextDouble(-9, 9)) * (i % 2 == 0 ? 1 : -1);
            double y = Math.pow(10, random.nextDouble(-9, 9)) * (i % 3 == 0 ? 1 : -1);
            worst = Math.max(worst, ulps(Math.atan2(y, x), Angles.angle(y, x)));
            double t = random.nextDouble();
            worst = Math.max(worst, ulps(Math.atan2(t, 1), Angles.atan2(t, 1)));
        }
        assertTrue(worst <= 3, "ulp " + worst);
        assertEquals(Math.PI, Angles.angle(0.0, -1), 0);
        assertEquals(-Math.PI, Angles.angle(-0.0, -1), 0);
        assertEquals(0, Angles.angle(0.0, 1), 0);
        assertEquals(Math.PI / 2, Angles.angle(1, 0), 0);
    }

    @Test
    void hyperbolicAndTrigonometricFunctionsOfRoots() {
        SplittableRandom random = new SplittableRandom(3);
        double worst = 0;
        for (int i = 0; i < 100_000; i++) {
            double q = Math.pow(10, random.nextDouble(-10, 2)) * (i % 2 == 0 ? 1 : -1);
            double r = Math.sqrt(Math.abs(q));
            double c = q > 0 ? Math.cosh(r) : Math.cos(r);
            double s = r < 1e-4 ? 1 + q / 6 : q > 0 ? Math.sinh(r) / r : Math.sin(r) / r;
            double scale = q > 0 ? c : 1;
            worst = Math.max(worst, Math.abs(c - Scalars.coshRoot(q)) / scale);
            worst = Math.max(worst, Math.abs(s - Scalars.sinhcRoot(q)) / (q > 0 ? s : 1));
            if (q > 0 && q < 50) {
                worst = Math.max(worst, Math.abs(r / Math.sinh(r) - Scalars.logFactor(square(s, q), c)) * s);
            } else if (q < 0 && r < 3) {
                worst = Math.max(worst, Math.abs(1 / s - Scalars.logFactor(-s * s * -q, c)) * s * s);
            }
        }
        assertTrue(worst <= 3e-15, "error " + worst);
    }

    private static double square(double s, double q) {
        return s * s * q;
    }
}
