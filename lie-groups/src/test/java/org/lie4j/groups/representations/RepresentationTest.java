package org.lie4j.groups.representations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.LieGroup;
import org.lie4j.groups.SL;
import org.lie4j.groups.SO;
import org.lie4j.groups.Scales;
import org.lie4j.groups.internal.MatrixExponential;
import org.lie4j.groups.internal.SmallMatrices;

class RepresentationTest {
    static Stream<Arguments> representations() {
        Representation v = Representations.defining(3);
        return Stream.of(
                Arguments.of(GLPlus.of(3), v),
                Arguments.of(GLPlus.of(3), Representations.dual(v)),
                Arguments.of(GLPlus.of(3), Representations.scalar(3)),
                Arguments.of(GLPlus.of(3), Representations.sum(v, Representations.dual(v))),
                Arguments.of(GLPlus.of(3), Representations.tensors(3, 1, 1)),
                Arguments.of(GLPlus.of(3), Representations.tensors(3, 2, 0)),
                Arguments.of(GLPlus.of(3), Representations.exteriorSquare(v)),
                Arguments.of(GLPlus.of(3), Representations.symmetricSquare(v)),
                Arguments.of(SL.of(2), Representations.adjoint(SL.of(2))),
                Arguments.of(SO.of(2), Representations.frequency(0)),
                Arguments.of(SO.of(2), Representations.frequency(3)),
                Arguments.of(SO.of(3), Representations.wigner(0)),
                Arguments.of(SO.of(3), Representations.wigner(1)),
                Arguments.of(SO.of(3), Representations.wigner(2)),
                Arguments.of(SO.of(3), Representations.wigner(7)));
    }

    private static void assertClose(double[] expected, double[] actual, double relative) {
        double size = 1;
        for (double x : expected) {
            size = Math.max(size, Math.abs(x));
        }
        assertArrayEquals(expected, actual, relative * size);
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("representations")
    void areHomomorphismsWithTheirDerivative(LieGroup group, Representation rho) {
        SplittableRandom random = new SplittableRandom(1);
        int d = rho.dimension();
        int n = group.matrixSize();
        for (int trial = 0; trial < 20; trial++) {
            double[] xi = random.doubles(group.dimension(), -1.5, 1.5).toArray();
            double[] a = group.exp(xi);
            double[] b = group.exp(random.doubles(group.dimension(), -1.5, 1.5).toArray());
            double[] product = new double[d * d];
            SmallMatrices.multiply(d, rho.of(a), 0, rho.of(b), 0, product, 0);
            assertClose(product, rho.of(group.compose(a, b)), 1e-12);
            double[] hat = new double[n * n];
            double[] exponential = new double[d * d];
            group.hat(xi, 0, hat, 0);
            MatrixExponential.exp(d, rho.derivative(hat), 0, exponential, 0, new double[2 * d * d]);
            assertClose(exponential, rho.of(a), 1e-12);
        }
    }

    @Test
    void degreeOneAreTheVectorsInAnotherOrder() {
        double[] r = SO.of(3).exp(0.3, -1.1, 0.7);
        double[] d1 = Representations.wigner(1).of(r);
        int[] order = {1, 2, 0};
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertEquals(r[order[i] * 3 + order[j]], d1[i * 3 + j], 1e-14);
            }
        }
    }

    /** Real harmonics of degree 2 as polynomials: D2(R) Y(x) = Y(R x), a value from outside the generators. */
    @Test
    void degreeTwoMovesTheHarmonicsWithThePoints() {
        double[] r = SO.of(3).exp(-0.4, 0.9, 1.3);
        double[] d2 = Representations.wigner(2).of(r);
        double[] x = {0.3, -0.7, 0.5};
        double[] moved = new double[3];
        SO.of(3).act(r, 0, x, 0, moved, 0, 1);
        double[] expected = harmonics2(moved);
        double[] y = harmonics2(x);
        for (int i = 0; i < 5; i++) {
            double sum = 0;
            for (int j = 0; j < 5; j++) {
                sum += d2[i * 5 + j] * y[j];
            }
            assertEquals(expected[i], sum, 1e-14);
        }
    }

    private static double[] harmonics2(double[] p) {
        double x = p[0];
        double y = p[1];
        double z = p[2];
        double s3 = Math.sqrt(3);
        return new double[] {
            s3 * x * y, s3 * y * z, 0.5 * (2 * z * z - x * x - y * y), s3 * x * z, 0.5 * s3 * (x * x - y * y)
        };
    }

    private static Symmetry symmetry(String name) {
        double[] mirror3 = {-1, 0, 0, 0, -1, 0, 0, 0, -1};
        double[] spin = {0, -1, 0, 1, 0, 0, 0, 0, 0};
        double[] flip = {-1, 0, 0, 0, 1, 0, 0, 0, 1};
        return switch (name) {
            case "SO(2)" -> Symmetry.of(SO.of(2));
            case "SO(3)" -> Symmetry.of(SO.of(3));
            case "O(3)" -> Symmetry.of(SO.of(3)).with("O(3)", mirror3);
            case "O(2)xy" -> Symmetry.of("O(2)xy", 3, List.of(spin), List.of(flip));
            case "SL(2)" -> Symmetry.of(SL.of(2));
            case "SL(3)" -> Symmetry.of(SL.of(3));
            case "GL+(3)" -> Symmetry.of(GLPlus.of(3));
            case "SO+(1,3)" -> Symmetry.lorentz();
            case "S4" -> Symmetry.permutations(4);
            default -> Symmetry.of(Scales.of(3));
        };
    }

    /** Dimensions that two other programs agree on. */
    @ParameterizedTest
    @CsvSource({
        "SO(2), 2, 2, 0, 6, 6", "SO(3), 1, 1, 1, 3, 3", "O(3), 1, 1, 0, 3, 3", "O(2)xy, 2, 2, 4, 10, 10",
        "SL(2), 1, 1, 0, 2, 2", "SL(3), 0, 1, 1, 0, 2", "GL+(3), 0, 1, 0, 0, 2", "'SO+(1,3)', 1, 1, 0, 4, 4",
        "S4, 2, 2, 5, 15, 15", "scale, 0, 9, 0, 0, 81"
    })
    void invariantTensorsHaveTheKnownDimensions(String name, int t2, int t11, int t3, int t4, int t22) {
        Symmetry symmetry = symmetry(name);
        int[][] types = {{2, 0}, {1, 1}, {3, 0}, {4, 0}, {2, 2}};
        int[] expected = {t2, t11, t3, t4, t22};
        for (int k = 0; k < types.length; k++) {
            Representation tensors = Representations.tensors(symmetry.matrixSize(), types[k][0], types[k][1]);
            EquivariantMaps maps = EquivariantMaps.invariants(symmetry, tensors);
            assertEquals(expected[k], maps.dimension(), tensors.name());
            assertTrue(maps.gap() > 1e6, tensors.name() + " gap " + maps.gap());
        }
    }

    @Test
    void mapsCommuteWithTheGroupAndTheProjectorKeepsThem() {
        SplittableRandom random = new SplittableRandom(3);
        Representation v = Representations.defining(3);
        Representation in = Representations.product(v, v);
        Representation out = Representations.sum(Representations.scalar(3), v);
        EquivariantMaps maps = EquivariantMaps.of(Symmetry.of(SO.of(3)), in, out);
        assertEquals(2, maps.dimension(), "the trace and the cross product");
        assertSame(maps, EquivariantMaps.of(Symmetry.of(SO.of(3)), in, out));
        double[] w = maps.project(random.doubles(36, -1, 1).toArray());
        assertArrayEquals(w, maps.project(w), 1e-14);
        double[] g = SO.of(3).exp(0.4, 1.2, -0.8);
        double[] left = times(out.of(g), w, 4, 4, 9);
        double[] right = times(w, in.of(g), 4, 9, 9);
        assertArrayEquals(left, right, 1e-13);
        double norm = 0;
        for (double x : maps.basis(1)) {
            norm += x * x;
        }
        assertEquals(1, norm, 1e-14);
    }

    private static double[] times(double[] a, double[] b, int rows, int inner, int columns) {
        double[] out = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                for (int k = 0; k < inner; k++) {
                    out[i * columns + j] += a[i * inner + k] * b[k * columns + j];
                }
            }
        }
        return out;
    }

    @Test
    void badArgumentsAreNamed() {
        Representation v2 = Representations.defining(2);
        assertMessage("matrices of one size", () -> Representations.sum(v2, Representations.defining(3)));
        assertMessage("got 0", () -> Representations.defining(0));
        assertMessage("degree: expected 0 to 20, got 21", () -> Representations.wigner(21));
        assertMessage("frequency", () -> Representations.frequency(-1));
        assertMessage("dimension of at least 2", () -> Representations.exteriorSquare(Representations.scalar(2)));
        assertMessage("2x2 = 4 numbers, got 9", () -> v2.of(new double[9]));
        assertMessage("matrices of side 3", () -> EquivariantMaps.of(Symmetry.of(SO.of(3)), v2, v2));
        assertMessage("p >= 0", () -> Representations.tensors(2, -1, 0));
        assertMessage("generator", () -> Symmetry.permutations(3).with("x", new double[4]));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }
}
