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
        double[] g = GroupSampling.of(PlanarGroup.SO2, count).elements(Sampling.FIXED_DRAW);
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
        for (GroupSampling.Redraw redraw : GroupSampling.Redraw.values()) {
            GroupSampling sampling =
                    GroupSampling.of(group, 8).withArc(0.6).withDeviation(0.3).redrawn(redraw, 4);
            double[] xi = new double[group.coordinates()];
            double[] back = new double[4];
            for (long draw = 0; draw < 100; draw++) {
                double[] g = sampling.elements(draw);
                for (int i = 0; i < 8; i++) {
                    group.group().requireMember(g, 4 * i);
                    group.toCoordinates(g, 4 * i, xi, 0, 1);
                    group.toElements(xi, 0, back, 0, 1);
                    assertArrayEquals(element(g, i), back, 1e-13);
                    if (group.rotates() && redraw != GroupSampling.Redraw.BY_A_COMMON_SHIFT) {
                        assertTrue(Math.abs(xi[group.symmetricDimension()]) <= 0.6 + 1e-12, redraw + " angle");
                    }
                }
            }
        }
    }

    @Test
    void coordinatesSayWhichPartOfTheChartAGroupHas() {
        assertEquals(1, PlanarGroup.SO2.coordinates());
        assertEquals(3, PlanarGroup.SL2.coordinates());
        assertEquals(4, PlanarGroup.GL2.coordinates());
        assertEquals(1, PlanarGroup.SCALE.coordinates());
        assertEquals(2, PlanarGroup.SIM2.coordinates());
        assertEquals(2, PlanarGroup.O2.coordinates());
        assertEquals(3, PlanarGroup.CO2.coordinates());
        assertEquals(4, PlanarGroup.SL2_PM.coordinates());
        assertEquals(5, PlanarGroup.GL2_FULL.coordinates());
        double[] xi = new double[2];
        PlanarGroup.SIM2.toCoordinates(new double[] {0, -2, 2, 0}, 0, xi, 0, 1);
        assertArrayEquals(new double[] {Math.log(2), Math.PI / 2}, xi, 1e-15);
        PlanarGroup.O2.toCoordinates(new double[] {0, 1, 1, 0}, 0, xi, 0, 1);
        assertArrayEquals(new double[] {Math.PI / 2, 1}, xi, 1e-15);
        PlanarGroup.O2.toCoordinates(new double[] {-1, 0, 0, -1}, 0, xi, 0, 1);
        assertArrayEquals(new double[] {Math.PI, 0}, xi, 1e-15);
        // diag(2, 1/2) R(90°) F: both orientations have the P and R of the left polar decomposition.
        double[] all = new double[5];
        PlanarGroup.GL2_FULL.toCoordinates(new double[] {0, 4, 1, 0}, 0, all, 0, 1);
        assertArrayEquals(new double[] {Math.log(2), Math.log(2), 0, Math.PI / 2, 1}, all, 1e-15);
    }

    @Test
    void theListIsClosedUnderProducts() {
        assertEquals(PlanarGroup.SIM2, PlanarGroup.SO2.times(PlanarGroup.SCALE));
        assertEquals(PlanarGroup.GL2, PlanarGroup.SL2.times(PlanarGroup.SCALE));
        assertEquals(PlanarGroup.CO2, PlanarGroup.O2.times(PlanarGroup.SCALE));
        assertEquals(PlanarGroup.SL2_PM, PlanarGroup.O2.times(PlanarGroup.SL2));
        assertEquals(PlanarGroup.GL2_FULL, PlanarGroup.CO2.times(PlanarGroup.SL2));
        double[] product = new double[4];
        for (PlanarGroup a : PlanarGroup.values()) {
            assertEquals(a, a.times(a));
            double[] g = some(a);
            for (PlanarGroup b : PlanarGroup.values()) {
                PlanarGroup ab = a.times(b);
                assertEquals(ab, b.times(a));
                double[] h = some(b);
                for (int i = 0; i < 8; i++) {
                    ab.group().compose(g, 4 * i, h, 4 * i, product, 0, 1);
                    ab.group().requireMember(product, 0);
                }
                for (PlanarGroup smaller : PlanarGroup.values()) {
                    boolean holdsBoth = a.times(smaller) == smaller && b.times(smaller) == smaller;
                    assertTrue(!holdsBoth || smaller.coordinates() >= ab.coordinates(), ab + " and " + smaller);
                }
                for (PlanarGroup c : PlanarGroup.values()) {
                    assertEquals(ab.times(c), a.times(b.times(c)));
                }
            }
        }
        assertMessage("other: expected one of [SO2, ", () -> PlanarGroup.SO2.times(null));
    }

    private static double[] some(PlanarGroup group) {
        return GroupSampling.of(group, 8).withDeviation(0.3).resampledFrom(3).elements(1);
    }

    /** Every product of two elements is an element again: of the turns and reflections exactly, of the ladder but for its ends. */
    @Test
    void gridsAreClosed() {
        requireClosed(GroupSampling.of(PlanarGroup.O2, 8), 64);
        requireClosed(GroupSampling.of(PlanarGroup.SO2, 5), 25);
        GroupSampling ladder = GroupSampling.grid(PlanarGroup.SIM2, 4, 3, 1.5);
        assertEquals(12, ladder.getCount());
        // Scales add up to -2 … 2 rungs; 7 of the 9 pairs stay within -1 … 1.
        requireClosed(ladder, 16 * 7);
        requireClosed(GroupSampling.grid(PlanarGroup.SCALE, 1, 5, 1.2), 19);
        requireClosed(GroupSampling.grid(PlanarGroup.CO2, 8, 3, 1.5), 64 * 7);
        requireClosed(GroupSampling.grid(PlanarGroup.GL2_FULL, 8, 3, 1.5), 64 * 7);
        requireClosed(GroupSampling.of(PlanarGroup.SL2_PM, 8), 64);
    }

    private static void requireClosed(GroupSampling sampling, int expected) {
        double[] g = sampling.elements(Sampling.FIXED_DRAW);
        int inside = 0;
        double[] product = new double[4];
        for (int i = 0; i < sampling.getCount(); i++) {
            for (int j = 0; j < sampling.getCount(); j++) {
                sampling.getGroup().group().compose(g, 4 * i, g, 4 * j, product, 0, 1);
                for (int k = 0; k < sampling.getCount(); k++) {
                    double distance = 0;
                    for (int e = 0; e < 4; e++) {
                        distance += Math.abs(product[e] - g[4 * k + e]);
                    }
                    inside += distance < 1e-12 ? 1 : 0;
                }
            }
        }
        assertEquals(expected, inside);
    }

    @Test
    void pairsAreInverse() {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.SL2, 6)
                .withDeviation(0.3)
                .redrawn(GroupSampling.Redraw.IN_ANTITHETIC_PAIRS, 3);
        for (long draw = 0; draw < 20; draw++) {
            double[] g = sampling.elements(draw);
            for (int i = 0; i < 6; i += 2) {
                double[] product = PlanarGroup.SL2.group().compose(element(g, i), element(g, i + 1));
                assertArrayEquals(new double[] {1, 0, 0, 1}, product, 1e-12);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = PlanarGroup.class, mode = EnumSource.Mode.EXCLUDE, names = "SCALE")
    void pairsOfDrawZeroAreEquidistantRotations(PlanarGroup group) {
        int sides = group.reflects() ? 2 : 1;
        for (int turns : new int[] {2, 6, 8, 10}) {
            for (double arc : new double[] {Math.PI, 1}) {
                double[] g = GroupSampling.of(group, turns * sides)
                        .withArc(arc)
                        .redrawn(GroupSampling.Redraw.IN_ANTITHETIC_PAIRS, 3)
                        .elements(Sampling.FIXED_DRAW);
                for (int side = 0; side < sides; side++) {
                    double[] angles =
                            anglesOfFirstColumns(Arrays.copyOfRange(g, 4 * side * turns, 4 * (side + 1) * turns));
                    Arrays.sort(angles);
                    for (int i = 0; i < turns; i++) {
                        assertEquals(arc * (2 * i + 1) / turns - arc, angles[i], 1e-12, group + " " + turns);
                        assertEquals(side == 0 ? 1 : -1, determinant(g, side * turns + i), 1e-12);
                    }
                }
            }
        }
    }

    /** The angle of R in R or R F. */
    private static double[] anglesOfFirstColumns(double[] g) {
        double[] angles = new double[g.length / 4];
        Arrays.setAll(angles, i -> Math.atan2(g[4 * i + 2], g[4 * i]));
        return angles;
    }

    private static double determinant(double[] g, int i) {
        return g[4 * i] * g[4 * i + 3] - g[4 * i + 1] * g[4 * i + 2];
    }

    @Test
    void pairsHoldWholeLaddersAndReflectionsOfOppositeAngles() {
        GroupSampling ladder =
                GroupSampling.grid(PlanarGroup.SIM2, 4, 3, 1.5).redrawn(GroupSampling.Redraw.IN_ANTITHETIC_PAIRS, 3);
        for (long draw = 0; draw < 5; draw++) {
            double[] g = ladder.elements(draw);
            double[] logScales = new double[12];
            Arrays.setAll(logScales, i -> 0.5 * Math.log(determinant(g, i)) / Math.log(1.5));
            assertEquals(0, Arrays.stream(logScales).sum(), 1e-12, "scale and inverse scale");
            for (int i = 0; i < 12; i += 6) {
                assertEquals(1, logScales[i + 2] - logScales[i], 1e-12);
                assertEquals(1, logScales[i + 4] - logScales[i + 2], 1e-12);
            }
        }
        GroupSampling reflections =
                GroupSampling.of(PlanarGroup.O2, 8).redrawn(GroupSampling.Redraw.IN_ANTITHETIC_PAIRS, 3);
        for (long draw = 0; draw < 5; draw++) {
            double[] g = reflections.elements(draw);
            double[] angles = anglesOfFirstColumns(g);
            for (int i = 0; i < 8; i += 2) {
                assertEquals(0, angles[i] + angles[i + 1], 1e-12);
                assertEquals(determinant(g, i), determinant(g, i + 1), 1e-12);
            }
        }
    }

    /** What reverses orientation comes in pairs h F, h⁻¹F: with opposite angles, scales and squeezes, where a pair of inverses h F, F h⁻¹ would have one angle twice. */
    @ParameterizedTest
    @EnumSource(
            value = PlanarGroup.class,
            names = {"O2", "CO2", "SL2_PM", "GL2_FULL"})
    void reversingElementsArePairedByTheInverseOfTheirPreservingPart(PlanarGroup group) {
        GroupSampling sampling =
                GroupSampling.of(group, 8).withDeviation(0.3).redrawn(GroupSampling.Redraw.IN_ANTITHETIC_PAIRS, 3);
        double[] mirror = {1, 0, 0, -1};
        for (long draw = 0; draw < 20; draw++) {
            double[] g = sampling.elements(draw);
            for (int i = 0; i < 8; i += 2) {
                double[] h = element(g, i);
                double[] partner = element(g, i + 1);
                assertEquals(i < 4, determinant(g, i) > 0);
                if (determinant(g, i) < 0) {
                    h = group.group().compose(h, mirror);
                    partner = group.group().compose(partner, mirror);
                }
                assertArrayEquals(new double[] {1, 0, 0, 1}, group.group().compose(h, partner), 1e-12);
            }
        }
    }

    /** Sobol' points are dealt out rung by rung: with two scales an element's number is no longer its orientation. */
    @ParameterizedTest
    @EnumSource(GroupSampling.Redraw.class)
    void eachOrientationHasTheWholeLadder(GroupSampling.Redraw redraw) {
        for (int scales : new int[] {2, 3}) {
            int count = 8 * scales;
            GroupSampling sampling =
                    GroupSampling.grid(PlanarGroup.CO2, 8, scales, 1.5).redrawn(redraw, 3);
            for (long draw = 0; draw < 5; draw++) {
                double[] g = sampling.elements(draw);
                double[] sums = new double[2];
                int[] numbers = new int[2];
                for (int i = 0; i < count; i++) {
                    int side = determinant(g, i) > 0 ? 0 : 1;
                    sums[side] += Math.log(Math.abs(determinant(g, i)));
                    numbers[side]++;
                }
                assertArrayEquals(new int[] {count / 2, count / 2}, numbers);
                assertEquals(sums[0], sums[1], 1e-12, redraw + " with " + scales + " scales");
            }
        }
    }

    /** Four angles of each orientation, a right angle apart each; before Sobol' points were dealt out rung by rung each orientation had half of the circle. */
    @Test
    void lowDiscrepancyElementsOfEachOrientationFillTheCircle() {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.O2, 8).redrawn(GroupSampling.Redraw.LOW_DISCREPANCY, 3);
        for (long draw = 0; draw < 5; draw++) {
            double[] g = sampling.elements(draw);
            double[] angles = anglesOfFirstColumns(g);
            for (int side = 0; side < 2; side++) {
                double[] some = {angles[side], angles[side + 2], angles[side + 4], angles[side + 6]};
                Arrays.sort(some);
                for (int i = 1; i < 4; i++) {
                    assertEquals(Math.PI / 2, some[i] - some[i - 1], 1e-9);
                    assertEquals(side == 0 ? 1 : -1, determinant(g, side + 2 * i), 1e-12);
                }
            }
        }
    }

    /** Over many draws the mean of a function is the same for independent and for Sobol' elements, with less spread for the latter. */
    @Test
    void lowDiscrepancyElementsHaveTheSameLawAndLessSpread() {
        double[] independent = meanAndVariance(GroupSampling.Redraw.INDEPENDENTLY);
        double[] even = meanAndVariance(GroupSampling.Redraw.LOW_DISCREPANCY);
        assertEquals(independent[0], even[0], 5 * Math.sqrt((independent[1] + even[1]) / 1000));
        assertTrue(even[1] < 0.5 * independent[1], even[1] + " against " + independent[1]);
    }

    private static double[] meanAndVariance(GroupSampling.Redraw redraw) {
        GroupSampling sampling =
                GroupSampling.of(PlanarGroup.GL2, 16).withDeviation(0.3).redrawn(redraw, 3);
        double sum = 0;
        double squares = 0;
        double[] xi = new double[4];
        for (long draw = 1; draw <= 1000; draw++) {
            double[] g = sampling.elements(draw);
            double mean = 0;
            for (int i = 0; i < 16; i++) {
                PlanarGroup.GL2.toCoordinates(g, 4 * i, xi, 0, 1);
                mean += (xi[0] + xi[1] * xi[1] + Math.cos(xi[3])) / 16;
            }
            sum += mean / 1000;
            squares += mean * mean / 1000;
        }
        return new double[] {sum, squares - sum * sum};
    }

    /** With weights the mean of φ over elements is ∫ φ over ∫ 1 on any set: here the second moment of a shear under Haar measure cut off at 0.5. */
    @Test
    void weightsTurnMeansIntoHaarIntegrals() {
        GroupSampling sampling = GroupSampling.of(PlanarGroup.SL2, 20_000)
                .withDeviation(0.4)
                .weightedByHaar()
                .fixedFrom(6);
        double[] g = sampling.elements(Sampling.FIXED_DRAW);
        double[] w = sampling.weights(Sampling.FIXED_DRAW);
        assertEquals(1, Arrays.stream(w).average().orElseThrow(), 1e-12);
        double[] xi = new double[3];
        double mass = 0;
        double moment = 0;
        double naive = 0;
        double naiveMass = 0;
        for (int i = 0; i < w.length; i++) {
            PlanarGroup.SL2.toCoordinates(g, 4 * i, xi, 0, 1);
            double r2 = xi[0] * xi[0] + xi[1] * xi[1];
            if (r2 < 0.25) {
                mass += w[i];
                moment += w[i] * r2;
                naiveMass += 1;
                naive += r2;
            }
        }
        // ∫ r² sinh(2r) dr / ∫ sinh(2r) dr over [0, 0.5].
        double top = 0;
        double bottom = 0;
        for (double r = 5e-5; r < 0.5; r += 1e-4) {
            top += r * r * Math.sinh(2 * r);
            bottom += Math.sinh(2 * r);
        }
        assertEquals(top / bottom, moment / mass, 0.003);
        assertTrue(Math.abs(naive / naiveMass - top / bottom) > 0.01, "without weights it is another integral");
        assertArrayEquals(
                new double[] {1, 1},
                GroupSampling.of(PlanarGroup.SO2, 2).weightedByHaar().weights(0));
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
            PlanarGroup.GL2.toCoordinates(sampling.elements(draw), 0, xi, 0, 10);
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
        assertEquals(Sampling.FIXED_DRAW, sampling.draw(false, 17));
        assertEquals(18, sampling.draw(true, 17));
        assertEquals(Sampling.FIXED_DRAW, sampling.fixedFrom(1).draw(true, 17));
    }

    @ParameterizedTest
    @EnumSource(PlanarGroup.class)
    void aCommonShiftKeepsTheRelativeElements(PlanarGroup group) {
        double halfCell = Math.PI / (group.reflects() ? 3 : 6);
        commonShift(group, Math.PI, halfCell);
        commonShift(group, 1, 1);
    }

    /** Elements on an arc shift by any turn within it, those on the circle within half a cell: further turns repeat them. */
    private static void commonShift(PlanarGroup group, double arc, double largest) {
        GroupSampling sampling =
                GroupSampling.of(group, 6).withArc(arc).withDeviation(0.2).shiftedFrom(8);
        double widest = 0;
        double[] still = sampling.elements(Sampling.FIXED_DRAW);
        assertArrayEquals(sampling.fixedFrom(8).elements(Sampling.FIXED_DRAW), still, "inference is not shifted");
        for (long draw = 1; draw < 50; draw++) {
            double[] shifted = sampling.elements(draw);
            assertFalse(Arrays.equals(still, shifted));
            for (int i = 0; i < 6; i++) {
                for (int j = 0; j < 6; j++) {
                    assertArrayEquals(relative(group, still, i, j), relative(group, shifted, i, j), 1e-12);
                }
            }
            double[] shift =
                    group.group().compose(element(shifted, 0), group.group().inverse(element(still, 0)));
            widest = Math.max(widest, Math.abs(angles(shift)[0]));
        }
        assertTrue(widest <= largest + 1e-12, "shifts by at most " + largest + ", got " + widest);
        assertTrue(!group.rotates() || widest > 0.8 * largest, "shifts by up to " + largest + ", got " + widest);
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
        assertMessage("redraw: expected one of [NEVER, ", () -> good.redrawn(null, 0));
        assertMessage("group: expected one of [SO2, SL2, GL2, ", () -> GroupSampling.of(null, 4));
        assertMessage("count: expected a multiple of 2 elements of O2", () -> GroupSampling.of(PlanarGroup.O2, 3));
        assertMessage("ladder: expected a group with scales", () -> GroupSampling.grid(PlanarGroup.SL2, 4, 2, 2));
        assertMessage("ladder: expected at least 1 scale", () -> GroupSampling.grid(PlanarGroup.SIM2, 4, 2, 0.5));
        assertMessage(
                "count: expected a multiple of 3 elements of SCALE",
                () -> GroupSampling.grid(PlanarGroup.SCALE, 2, 3, 2));
        GroupSampling.Redraw pairs = GroupSampling.Redraw.IN_ANTITHETIC_PAIRS;
        assertMessage(
                "count: expected a multiple of 2 elements of SO2 with 1 scales in pairs, got 5",
                () -> GroupSampling.of(PlanarGroup.SO2, 5).redrawn(pairs, 1));
        assertMessage(
                "count: expected a multiple of 6 elements of SIM2 with 3 scales in pairs, got 9",
                () -> GroupSampling.grid(PlanarGroup.SIM2, 3, 3, 2).redrawn(pairs, 1));
        assertMessage(
                "count: expected a multiple of 4 elements of O2",
                () -> GroupSampling.of(PlanarGroup.O2, 6).redrawn(pairs, 1));
        assertMessage(
                "redraw: expected IN_ANTITHETIC_PAIRS without a ladder for a group without rotations, got SCALE",
                () -> GroupSampling.grid(PlanarGroup.SCALE, 1, 4, 2).redrawn(pairs, 1));
        assertMessage(
                "count: expected a multiple of 6 elements of CO2 with 3 scales, got 9",
                () -> GroupSampling.grid(PlanarGroup.CO2, 3, 3, 2));
        assertMessage("draw: expected a number >= 0, got -3", () -> good.heldAt(-3));
        assertMessage("expected a regular 2x2 matrix", () -> good.movedBy(new double[4]));
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
