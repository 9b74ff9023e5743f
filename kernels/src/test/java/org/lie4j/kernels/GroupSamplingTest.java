package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupSamplingTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 8})
    void theFullCircleIsEquidistantAndHoldsTheIdentity(int count) {
        double[] g = GroupSampling.of(PlanarGroup.SO2, count).elements(GroupSampling.FIXED_DRAW);
        double[] angles = angles(g);
        boolean identity = false;
        for (int i = 0; i < count; i++) {
            identity |= Math.abs(angles[i]) < 1e-12;
            if (i > 0) {
                assertEquals(2 * Math.PI / count, angles[i] - angles[i - 1], 1e-12);
            }
        }
        assertTrue(identity, Arrays.toString(angles));
    }

    @ParameterizedTest
    @EnumSource(PlanarGroup.class)
    void elementsLieInTheirGroupAndArc(PlanarGroup group) {
        GroupSampling sampling =
                GroupSampling.of(group, 7).withArc(0.6).withDeviation(0.3).resampledFrom(4);
        for (long draw = 0; draw < 200; draw++) {
            double[] g = sampling.elements(draw);
            double[] angles = angles(g);
            for (int i = 0; i < 7; i++) {
                double det = g[4 * i] * g[4 * i + 3] - g[4 * i + 1] * g[4 * i + 2];
                if (group == PlanarGroup.GL2) {
                    assertTrue(det > 0);
                } else {
                    assertEquals(1, det, 1e-12);
                }
                assertTrue(Math.abs(angles[i]) <= 0.6 + 1e-12, "angle " + angles[i]);
            }
        }
    }

    @Test
    void theDeviationIsThatOfTheCoordinatesOfLogP() {
        GroupSampling sampling =
                GroupSampling.of(PlanarGroup.GL2, 10).withDeviation(0.25).resampledFrom(9);
        double[] sums = new double[4];
        double[] squares = new double[4];
        int n = 0;
        double[] xi = new double[40];
        for (long draw = 0; draw < 4000; draw++) {
            PlanarGroup.GL2.group().coordinates(sampling.elements(draw), 0, xi, 0, 10);
            for (int i = 0; i < 10; i++, n++) {
                for (int k = 0; k < 3; k++) {
                    sums[k] += xi[4 * i + k];
                    squares[k] += xi[4 * i + k] * xi[4 * i + k];
                }
            }
        }
        for (int k = 0; k < 3; k++) {
            assertEquals(0, sums[k] / n, 5 * 0.25 / Math.sqrt(n));
            assertEquals(0.0625, squares[k] / n, 5 * 0.0625 * Math.sqrt(2.0 / n));
        }
    }

    @Test
    void drawsAreFunctionsOfSeedAndIteration() {
        GroupSampling sampling =
                GroupSampling.of(PlanarGroup.SL2, 5).withDeviation(0.2).resampledFrom(1);
        assertArrayEquals(sampling.elements(17), sampling.elements(17));
        assertFalse(Arrays.equals(sampling.elements(17), sampling.elements(18)));
        assertFalse(
                Arrays.equals(sampling.elements(17), sampling.resampledFrom(2).elements(17)));
        assertEquals(GroupSampling.FIXED_DRAW, sampling.draw(false, 17));
        assertEquals(18, sampling.draw(true, 17));
        assertEquals(GroupSampling.FIXED_DRAW, sampling.fixedFrom(1).draw(true, 17));
    }

    @ParameterizedTest
    @EnumSource(PlanarGroup.class)
    void aCommonShiftKeepsTheRelativeElements(PlanarGroup group) {
        GroupSampling sampling =
                GroupSampling.of(group, 5).withArc(1).withDeviation(0.2).shiftedFrom(8);
        double[] still = sampling.elements(GroupSampling.FIXED_DRAW);
        assertArrayEquals(sampling.fixedFrom(8).elements(GroupSampling.FIXED_DRAW), still, "inference is not shifted");
        for (long draw = 1; draw < 50; draw++) {
            double[] shifted = sampling.elements(draw);
            assertFalse(Arrays.equals(still, shifted));
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < 5; j++) {
                    assertArrayEquals(relative(group, still, i, j), relative(group, shifted, i, j), 1e-12);
                }
            }
            double[] shift =
                    group.group().compose(element(shifted, 0), group.group().inverse(element(still, 0)));
            assertTrue(Math.abs(angles(shift)[0]) <= 0.2 + 1e-12, "within half a cell");
        }
    }

    private static double[] relative(PlanarGroup group, double[] elements, int i, int j) {
        return group.group().compose(group.group().inverse(element(elements, i)), element(elements, j));
    }

    private static double[] element(double[] elements, int i) {
        return Arrays.copyOfRange(elements, 4 * i, 4 * i + 4);
    }

    @Test
    void badArgumentsAreNamed() {
        GroupSampling good = GroupSampling.of(PlanarGroup.SO2, 4);
        assertMessage("count: expected at least 1", () -> GroupSampling.of(PlanarGroup.SO2, 0));
        assertMessage("arc: expected a half-angle in (0, pi], got 4.0", () -> good.withArc(4));
        assertMessage("arc: expected a half-angle in (0, pi], got NaN", () -> good.withArc(Double.NaN));
        assertMessage("deviation: expected a finite number >= 0, got -1.0", () -> good.withDeviation(-1));
        assertMessage("redraw: expected", () -> new GroupSampling(PlanarGroup.SO2, 4, 1, 0, null, 0));
        assertMessage("group: expected SO2, SL2 or GL2", () -> GroupSampling.of(null, 4));
    }

    private static void assertMessage(String start, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.startsWith(start), message);
    }

    private static double[] angles(double[] g) {
        double[] angles = new double[g.length / 4];
        for (int i = 0; i < angles.length; i++) {
            angles[i] = Math.atan2(g[4 * i + 2] - g[4 * i + 1], g[4 * i] + g[4 * i + 3]);
        }
        return angles;
    }
}
