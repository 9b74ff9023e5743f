package org.lie4j.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.groups.sampling.PolarLogNormal;

class DecompositionTest {
    private record Method(String name, Function<double[], Decomposition> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> methodsAndSizes() {
        return Stream.of(2, 3, 4, 6)
                .flatMap(n -> Stream.of(
                                new Method("polar left", g -> Polar.left(n, g)),
                                new Method("polar right", g -> Polar.right(n, g)),
                                new Method("iwasawa", Iwasawa::of),
                                new Method("rotation shear scale", RotationShearScale::of),
                                new Method("gauss", GaussLdu::of),
                                new Method("cartan", CartanKak::of),
                                new Method("levi", Levi::of))
                        .map(m -> Arguments.of(m, n)));
    }

    /** Matrices that the method is for; condition numbers up to about 1e3. */
    private static double[] matrix(Method method, int n, SplittableRandom random) {
        double[] g = new double[n * n];
        PolarLogNormal.of(GLPlus.of(n), 0.7).sample(random, g, 0, 1);
        if (!method.name.equals("levi")) {
            return g;
        }
        return AffinePlus.of(n).element(g, random.doubles(n, -2, 2).toArray());
    }

    private static double largest(double[] a) {
        double largest = 0;
        for (double x : a) {
            largest = Math.max(largest, Math.abs(x));
        }
        return largest;
    }

    @ParameterizedTest(name = "{0}, n = {1}")
    @MethodSource("methodsAndSizes")
    void factorsComposeToTheMatrix(Method method, int n) {
        SplittableRandom random = new SplittableRandom(n);
        for (int trial = 0; trial < 50; trial++) {
            double[] g = matrix(method, n, random);
            Decomposition d = method.of.apply(g);
            // Without pivoting the factors of Gauss grow, and the error with them.
            double growth = method.name.equals("gauss") ? Math.pow(Math.max(1, largest(d.factors())), 2) : 1;
            LieGroupContract.assertClose(g, d.compose(), 1e-14 * growth);
        }
    }

    @ParameterizedTest(name = "{0}, n = {1}")
    @MethodSource("methodsAndSizes")
    void differentialsAreThoseOfFiniteDifferences(Method method, int n) {
        SplittableRandom random = new SplittableRandom(100 + n);
        int checked = 0;
        for (int trial = 0; trial < 20; trial++) {
            double[] g = matrix(method, n, random);
            Decomposition d = method.of.apply(g);
            if (largest(d.factors()) > 100 || gap(d) < 0.05) {
                continue; // finite differences would say nothing
            }
            double[] dg = random.doubles(g.length, -1, 1).toArray();
            if (method.name.equals("levi")) {
                java.util.Arrays.fill(dg, g.length - n - 1, g.length, 0);
            }
            double h = 1e-6;
            double[] up = method.of.apply(moved(g, dg, h)).factors();
            double[] down = method.of.apply(moved(g, dg, -h)).factors();
            double[] actual = d.differential(dg);
            double size = Math.max(1, largest(actual));
            for (int i = 0; i < up.length; i++) {
                assertEquals((up[i] - down[i]) / (2 * h), actual[i], 2e-7 * size * size);
            }
            double[] jacobian = d.jacobian();
            for (int i = 0; i < up.length; i++) {
                double sum = 0;
                for (int j = 0; j < dg.length; j++) {
                    sum += jacobian[i * dg.length + j] * dg[j];
                }
                assertEquals(actual[i], sum, 1e-11 * size * size);
            }
            checked++;
        }
        assertTrue(checked >= 5, "checked " + checked);
    }

    private static double gap(Decomposition d) {
        double gap = 1;
        if (d instanceof CartanKak kak) {
            double[] a = kak.logSingularValues();
            for (int i = 0; i + 1 < a.length; i++) {
                gap = Math.min(gap, a[i] - a[i + 1]);
            }
        }
        return gap;
    }

    private static double[] moved(double[] g, double[] dg, double h) {
        double[] out = g.clone();
        for (int i = 0; i < g.length; i++) {
            out[i] += h * dg[i];
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void factorsLieWhereTheySay(int n) {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 30; trial++) {
            double[] g = matrix(new Method("", null), n, random);
            Iwasawa kan = Iwasawa.of(g);
            SO.of(n).requireMember(kan.rotation(), 0);
            CartanKak kak = CartanKak.of(g);
            SO.of(n).requireMember(kak.left(), 0);
            SO.of(n).requireMember(kak.right(), 0);
            GaussLdu ldu = GaussLdu.of(g);
            double minor = 1;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    double diagonal = i == j ? 1 : 0;
                    assertTrue(i < j || kan.unipotent()[i * n + j] == diagonal);
                    assertTrue(i < j || ldu.upper()[i * n + j] == diagonal);
                    assertTrue(i > j || ldu.lower()[i * n + j] == diagonal);
                }
                assertTrue(i == 0 || kak.logSingularValues()[i] <= kak.logSingularValues()[i - 1]);
                minor *= ldu.diagonal()[i];
            }
            double det = SmallMatrices.determinant(n, g, 0);
            assertEquals(1, minor / det, 1e-9);
            assertEquals(
                    Math.log(det), java.util.Arrays.stream(kan.logDiagonal()).sum(), 1e-11);
            assertEquals(
                    Math.log(det),
                    java.util.Arrays.stream(kak.logSingularValues()).sum(),
                    1e-11);
        }
    }

    @Test
    void singularValuesAreThoseOfAnotherSolverAndSmallOnesAreAccurate() {
        SplittableRandom random = new SplittableRandom(3);
        double[] g = matrix(new Method("", null), 4, random);
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(4, 4, false, false, true);
        assertTrue(svd.decompose(new DMatrixRMaj(4, 4, true, g)));
        double[] expected = svd.getSingularValues();
        java.util.Arrays.sort(expected);
        for (int i = 0; i < 4; i++) {
            assertEquals(Math.log(expected[3 - i]), CartanKak.of(g).logSingularValues()[i], 1e-12);
        }
        // Columns of very different length: absolute accuracy would lose the last one altogether.
        double[] graded = {1, 1e-20, 1, -1e-20};
        double[] a = CartanKak.of(new double[] {graded[0], -graded[1], graded[2], -graded[3]})
                .logSingularValues();
        assertEquals(Math.log(Math.sqrt(2)), a[0], 1e-15);
        assertEquals(Math.log(Math.sqrt(2) * 1e-20), a[1], 1e-13);
    }

    @Test
    void whereThereIsNoDecompositionThereIsAClearMessage() {
        assertTrue(assertThrows(ArithmeticException.class, () -> GaussLdu.of(new double[] {0, 1, -1, 0}))
                .getMessage()
                .contains("leading principal minors other than 0"));
        assertTrue(assertThrows(
                        ArithmeticException.class,
                        () -> CartanKak.of(new double[] {2, 0, 0, 2}).differential(new double[] {1, 0, 0, 0}))
                .getMessage()
                .contains("distinct singular values"));
        LieGroupContract.assertMessage("det > 0, got det = -1.0", () -> Iwasawa.of(new double[] {0, 1, 1, 0}));
        LieGroupContract.assertMessage("n x n numbers with n >= 1, got 5", () -> CartanKak.of(new double[5]));
        LieGroupContract.assertMessage("got null", () -> RotationShearScale.of(null));
        LieGroupContract.assertMessage("got NaN", () -> GaussLdu.of(new double[] {1, 0, 0, Double.NaN}));
        LieGroupContract.assertMessage("last row", () -> Levi.of(new double[] {1, 0, 0, 0, 1, 0, 0, 1, 1}));
        LieGroupContract.assertMessage(
                "2x2 = 4 numbers, got 5",
                () -> Iwasawa.of(new double[] {1, 0, 0, 1}).differential(new double[5]));
    }
}
