package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KernelMaskTest {
    @Test
    void valuesAreThoseOfTheFormulas() {
        for (double radius : new double[] {0, 0.5, 1, 1.2, Math.sqrt(2), 5, 1000}) {
            assertEquals(1, KernelMask.NONE.at(radius));
            assertEquals(radius <= 1 ? 1 : 0, KernelMask.HARD.at(radius));
            // A sigmoid is a hyperbolic tangent.
            assertEquals(0.5 - 0.5 * Math.tanh(4 * (radius - 1)), KernelMask.SMOOTH.at(radius), 1e-12);
            assertEquals(0.5 - 0.5 * Math.tanh(radius - 1), KernelMask.WIDE.at(radius), 1e-12);
        }
    }

    @Test
    void whatTheDocumentationSaysOfCentreAndCorners() {
        assertEquals(0.035, KernelMask.SMOOTH.at(Math.sqrt(2)), 5e-4);
        assertEquals(0.30, KernelMask.WIDE.at(Math.sqrt(2)), 5e-3);
        assertEquals(0.88, KernelMask.WIDE.at(0), 1e-3);
        assertTrue(KernelMask.SMOOTH.at(0) > 0.999);
    }

    @Test
    void allFallFromTheCentreOn() {
        for (KernelMask mask : KernelMask.values()) {
            double last = 1;
            for (double radius = 0; radius < 3; radius += 0.05) {
                assertTrue(mask.at(radius) <= last && mask.at(radius) >= 0, mask + " at " + radius);
                last = mask.at(radius);
            }
        }
    }

    @Test
    void onTheSphereRoundingDoesNotDecide() {
        assertEquals(1, KernelMask.HARD.at(1 + 1e-12));
        assertEquals(0, KernelMask.HARD.at(1 + 1e-6));
    }
}
