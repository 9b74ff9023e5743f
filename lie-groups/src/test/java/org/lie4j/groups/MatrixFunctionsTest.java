package org.lie4j.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lie4j.groups.internal.SmallMatrices;

class MatrixFunctionsTest {
    private static double[] times(int n, double[] a, double[] b) {
        return Decomposition.product(n, a, b);
    }

    private static double norm(double[] a) {
        double sum = 0;
        for (double x : a) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }

    private static double relative(double[] expected, double[] actual) {
        double[] difference = expected.clone();
        for (int i = 0; i < difference.length; i++) {
            difference[i] -= actual[i];
        }
        return norm(difference) / norm(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 12})
    void logInvertsExpAndRootsSquare(int n) {
        SplittableRandom random = new SplittableRandom(n);
        for (double size : new double[] {1e-12, 1e-8, 1e-3, 0.1, 1, 2}) {
            for (int trial = 0; trial < 20; trial++) {
                double[] a = random.doubles((long) n * n, -size / n, size / n).toArray();
                double[] g = MatrixFunctions.exp(a);
                assertTrue(norm(minus(a, MatrixFunctions.log(g))) <= 1e-14 + 1e-13 * norm(a) + 2e-15 * n);
                double[] root = MatrixFunctions.sqrt(g);
                assertTrue(relative(g, times(n, root, root)) < 1e-14 * n);
                // The root is exp(a/2), an independent way.
                double[] half = a.clone();
                for (int i = 0; i < half.length; i++) {
                    half[i] *= 0.5;
                }
                assertTrue(relative(MatrixFunctions.exp(half), root) < 1e-13);
            }
        }
    }

    private static double[] minus(double[] a, double[] b) {
        double[] out = a.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] -= b[i];
        }
        return out;
    }

    /** Jordan blocks, double and triple eigenvalues, eigenvalues near the negative axis. */
    @Test
    void hardMatricesHaveTheLogarithmsTheyShouldHave() {
        // log of a Jordan block: N - N²/2 + N³/3 over powers of λ.
        for (int n : new int[] {2, 3, 4}) {
            for (double lambda : new double[] {1, 0.01, 30}) {
                double[] jordan = new double[n * n];
                double[] expected = new double[n * n];
                for (int i = 0; i < n; i++) {
                    jordan[i * (n + 1)] = lambda;
                    expected[i * (n + 1)] = Math.log(lambda);
                    if (i + 1 < n) {
                        jordan[i * (n + 1) + 1] = 1;
                    }
                    for (int j = i + 1; j < n; j++) {
                        int k = j - i;
                        expected[i * n + j] = (k % 2 == 1 ? 1 : -1) / (k * Math.pow(lambda, k));
                    }
                }
                assertTrue(relative(expected, MatrixFunctions.log(jordan)) < 1e-12, n + " " + lambda);
            }
        }
        // A rotation by nearly π beside a positive eigenvalue, in skew axes.
        for (double gap : new double[] {1e-2, 1e-5, 1e-7}) {
            double angle = Math.PI - gap;
            double[] block = {Math.cos(angle), -Math.sin(angle), 0, Math.sin(angle), Math.cos(angle), 0, 0, 0, 3};
            double[] axes = {1, 0.3, 0, 0, 1, 0.2, 0, 0, 1};
            double[] inverse = Decomposition.inverted(3, axes);
            double[] logBlock = {0, -angle, 0, angle, 0, 0, 0, 0, Math.log(3)};
            double[] a = times(3, times(3, axes, block), inverse);
            double[] expected = times(3, times(3, axes, logBlock), inverse);
            // The condition of log grows like 1/gap.
            assertTrue(relative(expected, MatrixFunctions.log(a)) < 1e-14 / gap, "gap " + gap);
        }
        // Eigenvalues that differ by 1e-9 with eigenvectors nearly parallel.
        double[] near = {2, 1, 0.5, 0, 2 + 1e-9, 1, 0, 0, 2 - 1e-9};
        double[] limit = {2, 1, 0.5, 0, 2, 1, 0, 0, 2};
        assertTrue(relative(MatrixFunctions.log(limit), MatrixFunctions.log(near)) < 1e-8);
    }

    /** The fast way for 3×3 and the general one, through a block matrix of side 4, agree. */
    @Test
    void theWaysForThreeAndFourAgree() {
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 500; trial++) {
            double size = Math.pow(10, random.nextDouble(-9, 0.3));
            double[] g = MatrixFunctions.exp(random.doubles(9, -size, size).toArray());
            double[] larger = new double[16];
            for (int i = 0; i < 3; i++) {
                System.arraycopy(g, 3 * i, larger, 4 * i, 3);
            }
            larger[15] = 1;
            double[] inverse = Decomposition.inverted(3, g);
            double[] log3;
            try {
                log3 = MatrixFunctions.log(g);
            } catch (NoLogarithmException e) {
                assertThrows(NoLogarithmException.class, () -> MatrixFunctions.log(larger));
                continue;
            }
            double[] log4 = MatrixFunctions.log(larger);
            for (int i = 0; i < 9; i++) {
                assertEquals(log4[4 * (i / 3) + i % 3], log3[i], 2e-15 * norm(g) * norm(inverse) * (1 + norm(log3)));
            }
            double[] exp3 = MatrixFunctions.exp(log3);
            assertTrue(relative(g, exp3) < 1e-14 * (1 + norm(log3)));
        }
    }

    @Test
    void exponentialsOfLargeAndSmallMatrices() {
        SplittableRandom random = new SplittableRandom(6);
        for (int trial = 0; trial < 200; trial++) {
            double size = Math.pow(10, random.nextDouble(-10, 1));
            double[] a = random.doubles(9, -size, size).toArray();
            double[] larger = new double[16];
            for (int i = 0; i < 3; i++) {
                System.arraycopy(a, 3 * i, larger, 4 * i, 3);
            }
            double[] by4 = MatrixFunctions.exp(larger);
            double[] by3 = MatrixFunctions.exp(a);
            double[] block = new double[9];
            for (int i = 0; i < 9; i++) {
                block[i] = by4[4 * (i / 3) + i % 3];
            }
            assertTrue(relative(block, by3) < 3e-15 * (1 + norm(a)), "size " + size);
        }
    }

    @Test
    void whereThereIsNoneThereIsAClearException() {
        for (double[] a : new double[][] {
            {-1},
            {-1, 0, 0, -1},
            {-2, 0, 0, -0.5},
            {-1, 0, 0, 0, -1, 0, 0, 0, 1},
            {1, 0, 0, 0, 0, 0, 0, 0, 1},
            {-1, 0, 0, 0, 0, -2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1}
        }) {
            assertTrue(assertThrows(NoLogarithmException.class, () -> MatrixFunctions.log(a))
                    .getMessage()
                    .startsWith("expected a matrix"));
            assertThrows(NoLogarithmException.class, () -> MatrixFunctions.sqrt(a));
        }
        LieGroupContract.assertMessage("n x n numbers with n >= 1, got 5", () -> MatrixFunctions.exp(new double[5]));
        LieGroupContract.assertMessage("got NaN", () -> MatrixFunctions.log(new double[] {1, 0, 0, Double.NaN}));
        LieGroupContract.assertMessage(
                "got Infinity", () -> MatrixFunctions.sqrt(new double[] {1, 0, 0, Double.POSITIVE_INFINITY}));
        assertEquals(1, SmallMatrices.determinant(1, new double[] {1}, 0));
    }
}
