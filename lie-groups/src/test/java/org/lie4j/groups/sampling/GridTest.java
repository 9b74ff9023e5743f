package org.lie4j.groups.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lie4j.groups.FiniteGroup;
import org.lie4j.groups.SO;
import org.lie4j.groups.SO3;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.groups.representations.Representation;
import org.lie4j.groups.representations.Representations;

class GridTest {
    /** ∫ Dˡ = 0 for l ≥ 1 and ∫ (Dˡᵢⱼ)² = 1/(2l + 1), by Schur. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void theRuleOnRotationsIsExactUpToItsDegree(int degree) {
        Quadrature rule = Quadrature.rotations(degree);
        assertEquals(1, Arrays.stream(rule.weights()).sum(), 1e-14);
        double[] r = new double[9];
        for (int l = 1; l <= degree; l++) {
            Representation d = Representations.wigner(l);
            int size = 2 * l + 1;
            for (int entry : new int[] {0, size / 2, size * size - 1, size * size / 2}) {
                double mean = rule.integrate((g, at) -> {
                    SO3.INSTANCE.toMatrix(g, at, r, 0, 1);
                    return d.of(r)[entry];
                });
                assertEquals(0, mean, 1e-14, "l = " + l);
                if (2 * l <= degree) {
                    double square = rule.integrate((g, at) -> {
                        SO3.INSTANCE.toMatrix(g, at, r, 0, 1);
                        return d.of(r)[entry] * d.of(r)[entry];
                    });
                    assertEquals(1.0 / size, square, 1e-14, "l = " + l);
                }
            }
        }
        // One degree more is not integrated: the check can fail.
        Representation d = Representations.wigner(degree + 1);
        double worst = 0;
        int side = d.dimension();
        for (int e : new int[] {0, side - 1, side * side - side, side * side - 1}) {
            worst = Math.max(worst, Math.abs(rule.integrate((g, at) -> {
                SO3.INSTANCE.toMatrix(g, at, r, 0, 1);
                return d.of(r)[e];
            })));
        }
        assertTrue(worst > 1e-3, "worst " + worst);
    }

    @Test
    void theRuleOnTheCircleIsExactForTrigonometricPolynomials() {
        Quadrature rule = Quadrature.circle(7);
        for (int k = 0; k < 7; k++) {
            int frequency = k;
            double mean = rule.integrate((g, at) -> Math.cos(frequency * Math.atan2(g[at + 2], g[at]) + 0.3));
            assertEquals(k == 0 ? Math.cos(0.3) : 0, mean, 1e-15);
        }
        assertEquals(7, rule.size());
    }

    /** Volumes of discs and boxes in closed form, and the invariance of an integral under S ↦ A S Aᵀ. */
    @Test
    void theRuleOnPositiveMatricesIsInvariant() {
        double r = 1.3;
        double area = Arrays.stream(Quadrature.positive2(0, r, 20).weights()).sum();
        assertEquals(2 * Math.PI * (Math.cosh(r) - 1), area, 1e-12);
        double volume =
                Arrays.stream(Quadrature.positive2(0.7, r, 20).weights()).sum();
        assertEquals(1.4 * area, volume, 1e-12);
        double[] a = {1.1, 0.2, -0.3, 0.8};
        Quadrature rule = Quadrature.positive2(3, 5, 60);
        double[] moved = new double[4];
        double direct = rule.integrate(GridTest::bump);
        double shifted = rule.integrate((s, at) -> {
            double[] work = new double[4];
            SmallMatrices.multiply(2, a, 0, s, at, work, 0);
            SmallMatrices.multiplyTransposed(2, work, 0, a, 0, moved, 0);
            return bump(moved, 0);
        });
        assertEquals(direct, shifted, 1e-8 * direct);
    }

    private static double bump(double[] s, int at) {
        double[] xi = new double[3];
        org.lie4j.groups.SPos.of(2).log(s, at, xi, 0, 1);
        return Math.exp(-4 * (xi[0] * xi[0] + xi[1] * xi[1] + xi[2] * xi[2])) * (1 + 0.3 * xi[1]);
    }

    /** The mean of Dˡ over the grid is far below that over random rotations. */
    @Test
    void theSpiralIsEven() {
        int count = 1000;
        double[] spiral = RotationGrids.superFibonacci(count);
        double[] random = new double[9 * count];
        HaarSO.sampleHaar(SO.of(3), new SplittableRandom(1), random, 0, count);
        for (int i = 0; i < count; i++) {
            SO.of(3).requireMember(spiral, 9 * i);
        }
        for (int l = 1; l <= 4; l++) {
            double even = discrepancy(l, spiral);
            double uneven = discrepancy(l, random);
            assertTrue(even < 0.2 * uneven, "l = " + l + ": " + even + " against " + uneven);
        }
    }

    /** ‖mean Dˡ‖ in the Frobenius norm. */
    private static double discrepancy(int l, double[] rotations) {
        Representation d = Representations.wigner(l);
        double[] mean = new double[d.dimension() * d.dimension()];
        for (int i = 0; i < rotations.length; i += 9) {
            double[] matrix = d.of(Arrays.copyOfRange(rotations, i, i + 9));
            for (int k = 0; k < mean.length; k++) {
                mean[k] += matrix[k] * 9 / rotations.length;
            }
        }
        double sum = 0;
        for (double x : mean) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }

    @Test
    void gridsAreClosedUnderTheirGroup() {
        FiniteGroup octahedral = FiniteGroup.octahedral();
        double[] grid = RotationGrids.closedUnder(octahedral, RotationGrids.superFibonacci(5));
        assertEquals(24 * 5 * 9, grid.length);
        double[] ladder = RotationGrids.turnsAndScales(8, 3, 2);
        requireClosed(octahedral, 3, grid);
        requireClosed(FiniteGroup.cyclic(8), 2, ladder);
        requireClosed(FiniteGroup.cyclic(6), 2, RotationGrids.circle(6));
        assertArrayEquals(new double[] {0.5, 0, 0, 0.5, 1, 0, 0, 1, 2, 0, 0, 2}, Arrays.copyOf(ladder, 12), 1e-15);
        assertThrows(AssertionError.class, () -> requireClosed(FiniteGroup.cyclic(5), 2, RotationGrids.circle(6)));
        for (org.junit.jupiter.api.function.Executable bad : new org.junit.jupiter.api.function.Executable[] {
            () -> RotationGrids.circle(0),
            () -> RotationGrids.turnsAndScales(4, 2, 1),
            () -> RotationGrids.closedUnder(octahedral, new double[8]),
            () -> Quadrature.rotations(-1),
            () -> Quadrature.positive2(1, 0, 3)
        }) {
            assertTrue(assertThrows(IllegalArgumentException.class, bad)
                    .getMessage()
                    .contains("expected"));
        }
    }

    private static void requireClosed(FiniteGroup group, int n, double[] grid) {
        double[] moved = new double[n * n];
        for (int i = 0; i < group.order(); i++) {
            for (int at = 0; at < grid.length; at += n * n) {
                SmallMatrices.multiply(n, group.matrix(i), 0, grid, at, moved, 0);
                double nearest = Double.POSITIVE_INFINITY;
                for (int other = 0; other < grid.length; other += n * n) {
                    double distance = 0;
                    for (int k = 0; k < n * n; k++) {
                        distance = Math.max(distance, Math.abs(moved[k] - grid[other + k]));
                    }
                    nearest = Math.min(nearest, distance);
                }
                assertEquals(0, nearest, 1e-14);
            }
        }
    }
}
