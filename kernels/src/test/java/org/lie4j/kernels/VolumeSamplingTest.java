package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.kernels.GroupSampling.Redraw;

class VolumeSamplingTest {
    @Test
    void pairsAreInverseAndAllRotationsDiffer() {
        for (int count = 2; count <= 60; count += 2) {
            VolumeSampling sampling =
                    VolumeSampling.spiral(VolumeGroup.SO3, count).redrawn(Redraw.IN_ANTITHETIC_PAIRS, 3);
            for (int draw = 0; draw < 3; draw++) {
                double[] g = sampling.elements(draw);
                requirePairs(g);
                for (int i = 0; i < count; i++) {
                    for (int j = 0; j < i; j++) {
                        assertTrue(distance(g, i, j) > 1e-3, count + " elements, draw " + draw);
                    }
                }
            }
        }
        requirePairs(VolumeSampling.spiral(VolumeGroup.GL3, 4)
                .withScales(3, 1.4)
                .withDeviation(0.3)
                .redrawn(Redraw.IN_ANTITHETIC_PAIRS, 3)
                .elements(7));
    }

    private static void requirePairs(double[] g) {
        double[] product = new double[9];
        for (int at = 0; at < g.length; at += 18) {
            SmallMatrices.multiply(3, g, at, g, at + 9, product, 0);
            assertArrayEquals(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, product, 1e-12);
        }
    }

    private static double distance(double[] g, int i, int j) {
        return IntStream.range(0, 9)
                .mapToDouble(k -> Math.abs(g[9 * i + k] - g[9 * j + k]))
                .max()
                .orElseThrow();
    }

    /** The mean trace of 64 rotations is 0 for uniform ones, with variance 1/64; even ones come nearer, and log P has the deviation asked for. */
    @Test
    void lowDiscrepancyElementsHaveTheSameLawAndLessSpread() {
        VolumeSampling sampling =
                VolumeSampling.spiral(VolumeGroup.SL3, 64).withDeviation(0.2).redrawn(Redraw.LOW_DISCREPANCY, 4);
        double[] xi = new double[64 * 8];
        double traces = 0;
        double traceSquares = 0;
        double squares = 0;
        VolumeSampling rotations = VolumeSampling.spiral(VolumeGroup.SO3, 64).redrawn(Redraw.LOW_DISCREPANCY, 4);
        int draws = 400;
        for (int draw = 0; draw < draws; draw++) {
            double[] g = rotations.elements(draw);
            double trace = IntStream.range(0, 64)
                    .mapToDouble(i -> g[9 * i] + g[9 * i + 4] + g[9 * i + 8])
                    .average()
                    .orElseThrow();
            traces += trace / draws;
            traceSquares += trace * trace / draws;
            VolumeGroup.SL3.toCoordinates(sampling.elements(draw), 0, xi, 0, 64);
            for (int i = 0; i < 64; i++) {
                for (int k = 0; k < 5; k++) {
                    squares += xi[8 * i + k] * xi[8 * i + k] / (64 * 5 * draws);
                }
            }
        }
        assertEquals(0, traces, 5 * Math.sqrt(traceSquares / draws));
        assertTrue(traceSquares < 0.5 / 64, "variance " + traceSquares);
        assertEquals(0.04, squares, 0.04 * 0.02);
    }

    /** Without deviation the logarithm of det is that of the ladder, moved by less than half a rung; over many draws it is uniform. */
    @ParameterizedTest
    @EnumSource(
            value = Redraw.class,
            names = {"INDEPENDENTLY", "BY_A_COMMON_SHIFT", "LOW_DISCREPANCY"})
    void laddersMoveInTraining(Redraw redraw) {
        VolumeSampling cube =
                VolumeSampling.cube(VolumeGroup.GL3).withScales(3, 1.5).redrawn(redraw, 6);
        for (VolumeSampling sampling :
                new VolumeSampling[] {cube, VolumeSampling.scales(3, 1.5).redrawn(redraw, 6)}) {
            assertEquals(0, rungs(sampling, 0)[1], 1e-12);
            double squares = 0;
            for (int draw = 1; draw <= 500; draw++) {
                double[] rungs = rungs(sampling, draw);
                assertEquals(1, rungs[1] - rungs[0], 1e-9);
                assertEquals(1, rungs[2] - rungs[1], 1e-9);
                assertTrue(Math.abs(rungs[1]) <= 0.5);
                squares += rungs[1] * rungs[1] / 500;
            }
            assertEquals(1.0 / 12, squares, 0.015);
        }
    }

    private static double[] rungs(VolumeSampling sampling, int draw) {
        double[] g = sampling.elements(draw);
        return IntStream.range(0, 3)
                .mapToDouble(i -> Math.log(SmallMatrices.determinant(3, g, 9 * i)) / (3 * Math.log(1.5)))
                .toArray();
    }

    @Test
    void allOfItSurvivesJson() throws Exception {
        org.nd4j.shade.jackson.databind.ObjectMapper mapper = new org.nd4j.shade.jackson.databind.ObjectMapper();
        VolumeSampling sampling = VolumeSampling.spiral(VolumeGroup.GL3, 8)
                .withDeviation(0.2)
                .weightedByHaar()
                .redrawn(Redraw.IN_ANTITHETIC_PAIRS, 3)
                .heldAt(5);
        assertEquals(sampling, mapper.readValue(mapper.writeValueAsString(sampling), Sampling.class));
        String old = mapper.writeValueAsString(VolumeSampling.cube(VolumeGroup.SO3))
                .replaceAll(",\"(weighted|held)\":(false|0)", "");
        assertEquals(VolumeSampling.cube(VolumeGroup.SO3), mapper.readValue(old, Sampling.class));
        assertTrue(!old.contains("weighted") && !old.contains("held"), old);
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertMessage(
                "rotations: expected SPIRAL or IDENTITY in pairs, got CUBE",
                () -> VolumeSampling.cube(VolumeGroup.SO3).redrawn(Redraw.IN_ANTITHETIC_PAIRS, 1));
        assertMessage(
                "count: expected a multiple of 2 elements of SO3 with 1 scales in pairs, got 5",
                () -> VolumeSampling.spiral(VolumeGroup.SO3, 5).redrawn(Redraw.IN_ANTITHETIC_PAIRS, 1));
        assertMessage(
                "draw: expected a number >= 0, got -1",
                () -> VolumeSampling.cube(VolumeGroup.SO3).heldAt(-1));
    }

    private static void assertMessage(String start, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.startsWith(start), message);
    }
}
