package org.lie4j.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lie4j.kernels.GroupSampling.Redraw;

/**
 * Weighted means over elements against quadratures of Haar integrals in the eigenvalues of log P, where the measure is ∏ sinh|xᵢ - xⱼ| ∏ dxᵢ.
 *
 * <p>The test functions are a window exp(-‖log P‖² / 2σ²), the same times the squared shear, and times (s + ½)² with the scale s: that one also sees elements that are taken for
 * larger or smaller than they are.
 */
class HaarWeightsTest {
    private static final double WINDOW = 0.3;
    private static final int DRAWS = 10;

    @ParameterizedTest
    @EnumSource(Redraw.class)
    void planes(Redraw redraw) {
        GroupSampling sl2 = GroupSampling.of(PlanarGroup.SL2, 20_000).withDeviation(0.4);
        GroupSampling gl2 = GroupSampling.of(PlanarGroup.GL2, 20_000).withDeviation(0.4);
        GroupSampling ladder =
                GroupSampling.grid(PlanarGroup.GL2, 10_000, 2, 1.6).withDeviation(0.4);
        GroupSampling similarities =
                GroupSampling.grid(PlanarGroup.SIM2, 4_000, 3, 1.3).withDeviation(0.4);
        GroupSampling reflected = GroupSampling.of(PlanarGroup.SL2_PM, 20_000).withDeviation(0.4);
        GroupSampling full =
                GroupSampling.grid(PlanarGroup.GL2_FULL, 10_000, 2, 1.6).withDeviation(0.4);
        GroupSampling conformal =
                GroupSampling.grid(PlanarGroup.CO2, 4_000, 3, 1.3).withDeviation(0.4);
        for (GroupSampling sampling :
                new GroupSampling[] {sl2, gl2, ladder, similarities, reflected, full, conformal}) {
            requireIntegrals(sampling.weightedByHaar().redrawn(redraw, 5), shearOfPlanes(), 0.05);
        }
    }

    @ParameterizedTest
    @EnumSource(Redraw.class)
    void volumes(Redraw redraw) {
        VolumeSampling sl3 = VolumeSampling.spiral(VolumeGroup.SL3, 20_000).withDeviation(0.35);
        VolumeSampling gl3 = VolumeSampling.spiral(VolumeGroup.GL3, 10_000)
                .withScales(2, 1.3)
                .withDeviation(0.35);
        // Six dimensions and a shift by a random element leave few elements near the identity.
        double tolerance = redraw == Redraw.BY_A_COMMON_SHIFT ? 0.1 : 0.05;
        requireIntegrals(sl3.weightedByHaar().redrawn(redraw, 5), shearOfVolumes(), tolerance);
        requireIntegrals(gl3.weightedByHaar().redrawn(redraw, 5), shearOfVolumes(), tolerance);
    }

    @ParameterizedTest
    @EnumSource(Redraw.class)
    void weightsBelongToTheDrawAndNotToThePlace(Redraw redraw) {
        Sampling planar = GroupSampling.grid(PlanarGroup.GL2, 4, 2, 1.5)
                .withDeviation(0.3)
                .weightedByHaar()
                .redrawn(redraw, 2);
        Sampling spatial = VolumeSampling.spiral(VolumeGroup.GL3, 4)
                .withScales(2, 1.5)
                .withDeviation(0.3)
                .weightedByHaar()
                .redrawn(redraw, 2);
        double[][] shears = {{1.2, 0.4, -0.1, 0.9}, {1.2, 0.4, 0, -0.1, 0.9, 0.2, 0, 0, 1.1}};
        for (int draw = 0; draw < 5; draw++) {
            for (Sampling sampling : new Sampling[] {planar, spatial}) {
                double[] weights = sampling.weights(draw);
                assertEquals(1, Arrays.stream(weights).average().orElseThrow(), 1e-12);
                assertTrue(Arrays.stream(weights).max().orElseThrow() > 1.05, "weights differ");
                double[] g = shears[sampling == planar ? 0 : 1];
                assertArrayEquals(weights, sampling.movedBy(g).weights(draw), 1e-12);
                assertArrayEquals(weights, sampling.heldAt(draw).weights(0), 0);
                if (redraw == Redraw.BY_A_COMMON_SHIFT) {
                    assertArrayEquals(sampling.weights(0), weights, 1e-12);
                }
                for (int i = 0; redraw == Redraw.IN_ANTITHETIC_PAIRS && i < weights.length; i += 2) {
                    assertEquals(weights[i], weights[i + 1], 1e-12);
                }
            }
        }
    }

    private static void requireIntegrals(Sampling sampling, double shear, double tolerance) {
        double scaleMoment = sampling.getGroup().scales() ? WINDOW * WINDOW + 0.25 : 0.25;
        double[] mean = new double[2];
        for (int draw = 1; draw <= DRAWS; draw++) {
            double[] quotients = quotients(sampling, draw);
            mean[0] += quotients[0] / DRAWS;
            mean[1] += quotients[1] / DRAWS;
        }
        String what = sampling + ": " + Arrays.toString(mean) + " for " + shear + " and " + scaleMoment;
        if (sampling.getGroup().symmetricDimension() > 1) {
            assertEquals(1, mean[0] / shear, tolerance, what);
        }
        assertEquals(1, mean[1] / scaleMoment, tolerance, what);
    }

    /** Mean squared shear and mean (s + ½)² under the window. */
    private static double[] quotients(Sampling sampling, int draw) {
        KernelGroup group = sampling.getGroup();
        int d = group.coordinates();
        int count = sampling.getCount();
        double[] xi = new double[count * d];
        group.toCoordinates(sampling.elements(draw), 0, xi, 0, count);
        double[] weights = sampling.weights(draw);
        double mass = 0;
        double shear = 0;
        double scale = 0;
        for (int i = 0; i < count; i++) {
            double s = group.scales() ? xi[i * d] : 0;
            double r2 = 0;
            for (int k = group.scales() ? 1 : 0; k < group.symmetricDimension(); k++) {
                r2 += xi[i * d + k] * xi[i * d + k];
            }
            double w = weights[i] * Math.exp(-0.5 * (r2 + s * s) / (WINDOW * WINDOW));
            mass += w;
            shear += w * r2;
            scale += w * (s + 0.5) * (s + 0.5);
        }
        return new double[] {shear / mass, scale / mass};
    }

    /** Eigenvalues ±r of norm r. */
    private static double shearOfPlanes() {
        double top = 0;
        double bottom = 0;
        for (double r = 5e-4; r < 3; r += 1e-3) {
            double f = Math.exp(-0.5 * r * r / (WINDOW * WINDOW)) * Math.sinh(2 * r);
            top += r * r * f;
            bottom += f;
        }
        return top / bottom;
    }

    /** Eigenvalues a, b, -a - b; their squared norm is half their sum of squares. */
    private static double shearOfVolumes() {
        double top = 0;
        double bottom = 0;
        for (double a = -3; a < 3; a += 0.01) {
            for (double b = -3; b < 3; b += 0.01) {
                double c = -a - b;
                double r2 = 0.5 * (a * a + b * b + c * c);
                double f = Math.exp(-0.5 * r2 / (WINDOW * WINDOW))
                        * Math.abs(Math.sinh(a - b) * Math.sinh(b - c) * Math.sinh(c - a));
                top += r2 * f;
                bottom += f;
            }
        }
        return top / bottom;
    }
}
