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

    private static double[] times(int n, double[] a, double[] b) {
        return Decomposition.product(n, a, b);
    }

    private static double[] diagonal(double[] d) {
        double[] out = new double[d.length * d.length];
        for (int i = 0; i < d.length; i++) {
            out[i * (d.length + 1)] = d[i];
        }
        return out;
    }

    /** k exp(Ω) with the entries of Ω below the diagonal, in the order of the step; returns how many were used. */
    private static double[] turned(int n, double[] k, double[] step, int at) {
        double[] omega = new double[n * n];
        int next = at;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                omega[i * n + j] = step[next];
                omega[j * n + i] = -step[next++];
            }
        }
        return times(n, k, MatrixFunctions.exp(omega));
    }

    private static double[] triangleMoved(int n, double[] a, boolean upper, boolean diagonal, double[] step, int at) {
        double[] out = a.clone();
        int next = at;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if ((i == j && diagonal) || (upper ? i < j : i > j)) {
                    out[i * n + j] += step[next++];
                }
            }
        }
        return out;
    }

    /** The matrix when the coordinates of the factors move by a step. */
    private static double[] moved(Decomposition d, double[] step) {
        int n = d.matrixSize();
        int pairs = n * (n - 1) / 2;
        if (d instanceof Polar polar) {
            double[] p = triangleMoved(n, polar.positive(), true, true, step, 0);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    p[i * n + j] = p[j * n + i];
                }
            }
            double[] r = turned(n, polar.rotation(), step, pairs + n);
            boolean left = polar.factors()[0] == polar.positive()[0] && polar.factors()[1] == polar.positive()[1];
            return left ? times(n, p, r) : times(n, r, p);
        }
        if (d instanceof Iwasawa kan) {
            double[] a = kan.logDiagonal();
            for (int i = 0; i < n; i++) {
                a[i] = Math.exp(a[i] + step[pairs + i]);
            }
            double[] an = times(n, diagonal(a), triangleMoved(n, kan.unipotent(), true, false, step, pairs + n));
            return times(n, turned(n, kan.rotation(), step, 0), an);
        }
        if (d instanceof CartanKak kak) {
            double[] a = kak.logSingularValues();
            for (int i = 0; i < n; i++) {
                a[i] = Math.exp(a[i] + step[pairs + i]);
            }
            double[] ak = times(n, diagonal(a), turned(n, kak.right(), step, pairs + n));
            return times(n, turned(n, kak.left(), step, 0), ak);
        }
        if (d instanceof GaussLdu ldu) {
            double[] diagonal = ldu.diagonal();
            for (int i = 0; i < n; i++) {
                diagonal[i] *= Math.exp(step[pairs + i]);
            }
            double[] du = times(n, diagonal(diagonal), triangleMoved(n, ldu.upper(), true, false, step, pairs + n));
            return times(n, triangleMoved(n, ldu.lower(), false, false, step, 0), du);
        }
        RotationShearScale rss = (RotationShearScale) d;
        double[] scale = rss.scale();
        for (int i = 0; i < n; i++) {
            scale[i] *= Math.exp(step[pairs + i]);
        }
        double[] sd = times(n, triangleMoved(n, rss.shear(), true, false, step, pairs + n), diagonal(scale));
        return times(n, turned(n, rss.rotation(), step, 0), sd);
    }

    /** The density of |det g|⁻ⁿ ∏ dg in the coordinates of the factors is the determinant of the derivative of their product. */
    @ParameterizedTest(name = "{0}, n = {1}")
    @MethodSource("methodsAndSizes")
    void haarDensitiesAreDeterminants(Method method, int n) {
        if (method.name.equals("levi")) {
            haarDensitiesOfLevi(n);
            return;
        }
        SplittableRandom random = new SplittableRandom(200 + n);
        for (int trial = 0; trial < 5; trial++) {
            double[] g = matrix(method, n, random);
            Decomposition d = method.of.apply(g);
            if (largest(d.factors()) > 100 || gap(d) < 0.05) {
                continue;
            }
            int dimension = n * n;
            double h = 1e-5;
            double[] jacobian = new double[dimension * dimension];
            for (int k = 0; k < dimension; k++) {
                double[] step = new double[dimension];
                step[k] = h;
                double[] up = moved(d, step);
                step[k] = -h;
                double[] down = moved(d, step);
                for (int i = 0; i < dimension; i++) {
                    jacobian[i * dimension + k] = (up[i] - down[i]) / (2 * h);
                }
            }
            double det = Math.abs(SmallMatrices.determinant(dimension, jacobian, 0));
            double haar = Math.pow(Math.abs(SmallMatrices.determinant(n, g, 0)), -n);
            assertEquals(1, haar * det / d.leftHaarDensity(), 1e-6);
            assertEquals(d.leftHaarDensity(), d.rightHaarDensity());
        }
    }

    private static void haarDensitiesOfLevi(int n) {
        double[] g = matrix(new Method("levi", null), n, new SplittableRandom(300 + n));
        Levi levi = Levi.of(g);
        AffinePlus group = AffinePlus.of(n);
        assertEquals(
                group.modularFunction(g, 0),
                levi.leftHaarDensity() / levi.rightHaarDensity(),
                1e-12 * levi.leftHaarDensity());
    }

    /** Newton, Halley and Jacobi find the same factors, within what the conditioning allows, up to κ = 1e12. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6})
    void allMethodsOfThePolarDecompositionAgree(int n) {
        SplittableRandom random = new SplittableRandom(n);
        for (double logCondition : new double[] {0, 1, 5, 14, 27}) {
            double[] k1 =
                    SO.of(n).exp(random.doubles(SO.of(n).dimension(), -1, 1).toArray());
            double[] k2 =
                    SO.of(n).exp(random.doubles(SO.of(n).dimension(), -1, 1).toArray());
            double[] d = new double[n];
            for (int i = 0; i < n; i++) {
                d[i] = Math.exp(-logCondition * i / (n - 1));
            }
            double[] g = times(n, times(n, k1, diagonal(d)), k2);
            if (SmallMatrices.determinant(n, g, 0) <= 0) {
                continue; // beyond κ = 1e12 the sign of det g is rounding
            }
            double[] rotation = times(n, k1, k2);
            double bound = 2e-14 * Math.exp(logCondition);
            for (boolean left : new boolean[] {true, false}) {
                for (Polar.Method method : Polar.Method.values()) {
                    Polar p = left ? Polar.left(n, g, method) : Polar.right(n, g, method);
                    LieGroupContract.assertClose(rotation, p.rotation(), bound);
                    // The inverses of Newton's iteration are not backward stable: the reason why it is not used there.
                    boolean unstable = method == Polar.Method.NEWTON && logCondition > 14;
                    LieGroupContract.assertClose(g, p.compose(), unstable ? 1e-10 : 1e-14);
                    SO.of(n).requireMember(p.rotation(), 0);
                }
                LieGroupContract.assertClose(rotation, (left ? Polar.left(n, g) : Polar.right(n, g)).rotation(), bound);
            }
        }
        LieGroupContract.assertMessage("det > 0", () -> Polar.left(2, new double[4], Polar.Method.HALLEY));
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
