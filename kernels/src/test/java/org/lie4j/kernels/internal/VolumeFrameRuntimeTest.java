package org.lie4j.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lie4j.groups.SO;

class VolumeFrameRuntimeTest {
    private static final int DRAWS = 20_000;

    /** Angles have the density 1 - cos θ under Haar measure, axes no direction. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 2, Math.PI})
    void rotationsAreHaarUpToTheAngle(double largest) {
        SplittableRandom random = new SplittableRandom(1);
        double angles = 0;
        double[] axes = new double[3];
        for (int i = 0; i < DRAWS; i++) {
            double[] rotation = VolumeFrameRuntime.rotation(largest, random);
            SO.of(3).requireMember(rotation, 0);
            double[] vector = SO.of(3).log(rotation);
            double angle = Math.sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]);
            assertTrue(angle <= largest + 1e-9, "turned by " + angle);
            angles += angle / DRAWS;
            for (int k = 0; k < 3; k++) {
                axes[k] += vector[k] / angle / DRAWS;
            }
        }
        double top = 0;
        double bottom = 0;
        for (int i = 0; i < 2000; i++) {
            double angle = largest * (i + 0.5) / 2000;
            top += angle * (1 - Math.cos(angle));
            bottom += 1 - Math.cos(angle);
        }
        assertEquals(top / bottom, angles, 5 * 0.3 * largest / Math.sqrt(DRAWS));
        for (double axis : axes) {
            assertEquals(0, axis, 5 / Math.sqrt(3.0 * DRAWS));
        }
    }
}
