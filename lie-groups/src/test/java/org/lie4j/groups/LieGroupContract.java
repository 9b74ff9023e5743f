package org.lie4j.groups;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lie4j.groups.internal.MatrixExponential;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.groups.sampling.ConcentratedGaussian;

/** What every group must satisfy; one subclass per group. */
abstract class LieGroupContract {
    private static final int COUNT = 40;

    abstract LieGroup group();

    /** Tangent vectors at every scale at which formulas change: 0, 1e-12, 1e-8, 1e-4, generic. */
    private double[] tangents() {
        int d = group().dimension();
        double[] scales = {0, 1e-12, 1e-8, 1e-4, 0.03, 0.5, 1};
        SplittableRandom random = new SplittableRandom(7);
        double[] xi = new double[COUNT * d];
        for (int i = 0; i < COUNT; i++) {
            for (int k = 0; k < d; k++) {
                xi[i * d + k] = scales[i % scales.length] * random.nextDouble(-1, 1);
            }
        }
        return xi;
    }

    private double[] elements() {
        double[] g = new double[COUNT * group().elementLength()];
        group().exp(tangents(), 0, g, 0, COUNT);
        return g;
    }

    private double[] element(int i) {
        int length = group().elementLength();
        double[] g = new double[length];
        System.arraycopy(elements(), i * length, g, 0, length);
        return g;
    }

    static void assertClose(double[] expected, double[] actual, double relative) {
        double scale = 1;
        for (double x : expected) {
            scale = Math.max(scale, Math.abs(x));
        }
        assertArrayEquals(expected, actual, relative * scale);
    }

    @Test
    void exponentialsAreMembers() {
        for (int i = 0; i < COUNT; i++) {
            group().requireMember(elements(), i * group().elementLength());
        }
    }

    @Test
    void compositionIsAssociativeWithIdentityAndInverse() {
        LieGroup g = group();
        double[] e = new double[g.elementLength()];
        g.identity(e, 0);
        for (int i = 0; i + 2 < COUNT; i++) {
            double[] a = element(i);
            double[] b = element(i + 1);
            double[] c = element(i + 2);
            assertClose(g.compose(g.compose(a, b), c), g.compose(a, g.compose(b, c)), 1e-13);
            assertClose(a, g.compose(a, e), 3e-16);
            assertClose(a, g.compose(e, a), 3e-16);
            assertClose(e, g.compose(a, g.inverse(a)), 1e-13);
            assertClose(e, g.compose(g.inverse(a), a), 1e-13);
        }
    }

    @Test
    void logInvertsExp() {
        LieGroup g = group();
        double[] xi = tangents();
        double[] back = new double[xi.length];
        g.log(elements(), 0, back, 0, COUNT);
        for (int i = 0; i < xi.length; i++) {
            // Relative to the vector's own size, down to rounding of elements near 1.
            assertEquals(xi[i], back[i], 1e-13 + 1e-12 * Math.abs(xi[i]));
        }
    }

    @Test
    void expOfAHomomorphism() {
        LieGroup g = group();
        double[] xi = tangents();
        int d = g.dimension();
        for (int i = 0; i < COUNT; i++) {
            double[] v = new double[d];
            double[] half = new double[d];
            for (int k = 0; k < d; k++) {
                v[k] = xi[i * d + k];
                half[k] = 0.5 * v[k];
            }
            assertClose(g.exp(v), g.compose(g.exp(half), g.exp(half)), 1e-13);
        }
    }

    @Test
    void expMatchesItsDifferentialEquation() {
        LieGroup g = group();
        int d = g.dimension();
        double[] matrix = new double[g.matrixSize() * g.matrixSize()];
        double h = 1e-6;
        for (int k = 0; k < d; k++) {
            double[] step = new double[d];
            step[k] = h;
            double[] plus = matrix(g.exp(step));
            step[k] = -h;
            double[] minus = matrix(g.exp(step));
            step[k] = 1;
            g.hat(step, 0, matrix, 0);
            for (int i = 0; i < matrix.length; i++) {
                assertEquals(matrix[i], (plus[i] - minus[i]) / (2 * h), 1e-9);
            }
        }
    }

    @Test
    void veeInvertsHat() {
        LieGroup g = group();
        double[] xi = tangents();
        double[] matrix = new double[g.matrixSize() * g.matrixSize()];
        double[] back = new double[g.dimension()];
        for (int i = 0; i < COUNT; i++) {
            g.hat(xi, i * back.length, matrix, 0);
            g.vee(matrix, 0, back, 0);
            for (int k = 0; k < back.length; k++) {
                assertEquals(xi[i * back.length + k], back[k], 1e-15);
            }
        }
    }

    @Test
    void adjointIsAHomomorphismAndConjugates() {
        LieGroup g = group();
        int d = g.dimension();
        double[] ad = new double[d * d];
        double[] adA = new double[d * d];
        double[] adB = new double[d * d];
        for (int i = 0; i + 1 < COUNT; i++) {
            double[] a = element(i);
            double[] b = element(i + 1);
            g.adjoint(g.compose(a, b), 0, ad, 0);
            g.adjoint(a, 0, adA, 0);
            g.adjoint(b, 0, adB, 0);
            double[] product = new double[d * d];
            double[] xi = new double[d];
            double[] moved = new double[d];
            for (int r = 0; r < d; r++) {
                xi[r] = 0.1 * (r + 1) / d;
                for (int c = 0; c < d; c++) {
                    for (int k = 0; k < d; k++) {
                        product[r * d + c] += adA[r * d + k] * adB[k * d + c];
                    }
                }
            }
            assertClose(product, ad, 1e-11);
            for (int r = 0; r < d; r++) {
                for (int c = 0; c < d; c++) {
                    moved[r] += adA[r * d + c] * xi[c];
                }
            }
            assertClose(g.compose(g.compose(a, g.exp(xi)), g.inverse(a)), g.exp(moved), 1e-11);
        }
    }

    @Test
    void theBchSeriesHasItsOrder() {
        LieGroup g = group();
        SplittableRandom random = new SplittableRandom(11);
        double[] x = random.doubles(g.dimension(), -1, 1).toArray();
        double[] y = random.doubles(g.dimension(), -1, 1).toArray();
        for (int order = 1; order <= 4; order++) {
            double coarse = bchError(g, x, y, 0.04, order);
            double fine = bchError(g, x, y, 0.02, order);
            assertTrue(
                    fine < 1e-13 || fine < coarse * Math.pow(0.5, order + 1) * 1.3, order + ": " + coarse + " " + fine);
        }
        assertMessage("order: expected 1 to 4, got 5", () -> Bch.of(g, x, y, 5));
    }

    private static double bchError(LieGroup g, double[] x, double[] y, double size, int order) {
        double[] a = x.clone();
        double[] b = y.clone();
        for (int i = 0; i < a.length; i++) {
            a[i] *= size;
            b[i] *= size;
        }
        double[] expected = g.log(g.compose(g.exp(a), g.exp(b)));
        double[] actual = Bch.of(g, a, b, order);
        double error = 0;
        for (int i = 0; i < a.length; i++) {
            error = Math.max(error, Math.abs(expected[i] - actual[i]));
        }
        return error;
    }

    @Test
    void meansMoveWithTheirElements() {
        LieGroup g = group();
        int length = g.elementLength();
        SplittableRandom random = new SplittableRandom(13);
        double[] h = g.exp(random.doubles(g.dimension(), -0.5, 0.5).toArray());
        int count = 7;
        double[] elements = new double[count * length];
        double[] moved = new double[count * length];
        for (int i = 0; i < count; i++) {
            double[] a = g.exp(random.doubles(g.dimension(), -0.4, 0.4).toArray());
            System.arraycopy(a, 0, elements, i * length, length);
            System.arraycopy(g.compose(h, a), 0, moved, i * length, length);
        }
        double[] weights = random.doubles(count).toArray();
        KarcherMean mean = KarcherMean.of(g, elements, weights);
        assertTrue(mean.converged(), "residual " + mean.residual());
        assertClose(g.compose(h, mean.mean()), KarcherMean.of(g, moved, weights).mean(), 1e-12);
        // The mean equation itself.
        double[] sum = new double[g.dimension()];
        for (int i = 0; i < count; i++) {
            double[] xi = g.minus(Arrays.copyOfRange(elements, i * length, (i + 1) * length), mean.mean());
            for (int k = 0; k < sum.length; k++) {
                sum[k] += weights[i] * xi[k];
            }
        }
        assertArrayEquals(new double[sum.length], sum, 1e-12);
        assertMessage("with count >= 1, got 0 numbers", () -> KarcherMean.of(g, new double[0]));
        assertMessage("one for each element, got 2", () -> KarcherMean.of(g, elements, new double[2]));
        assertMessage("a positive sum, got 0.0", () -> KarcherMean.of(g, elements, new double[count]));
    }

    @Test
    void outputMayBeThePlaceOfTheInput() {
        LieGroup g = group();
        double[] a = elements();
        double[] b = a.clone();
        double[] expected = new double[a.length];
        g.compose(a, 0, a, 0, expected, 0, COUNT);
        g.compose(b, 0, b, 0, b, 0, COUNT);
        assertArrayEquals(expected, b);
        b = a.clone();
        g.inverse(a, 0, expected, 0, COUNT);
        g.inverse(b, 0, b, 0, COUNT);
        assertArrayEquals(expected, b);
        if (g.dimension() == g.elementLength()) {
            double[] inPlace = tangents();
            g.exp(inPlace, 0, inPlace, 0, COUNT);
            assertArrayEquals(a, inPlace);
            double[] logs = new double[a.length];
            g.log(a, 0, logs, 0, COUNT);
            g.log(inPlace, 0, inPlace, 0, COUNT);
            assertArrayEquals(logs, inPlace);
        }
        double[] x =
                new SplittableRandom(3).doubles(5L * g.pointDimension(), -1, 1).toArray();
        double[] images = new double[x.length];
        g.act(a, 0, x, 0, images, 0, 5);
        g.act(a, 0, x, 0, x, 0, 5);
        assertArrayEquals(images, x);
    }

    @Test
    void emptyBatchesDoNothing() {
        LieGroup g = group();
        double[] none = new double[0];
        g.compose(none, 0, none, 0, none, 0, 0);
        g.inverse(none, 0, none, 0, 0);
        g.exp(none, 0, none, 0, 0);
        g.log(none, 0, none, 0, 0);
        g.toMatrix(none, 0, none, 0, 0);
        g.fromMatrix(none, 0, none, 0, 0);
        g.act(element(0), 0, none, 0, none, 0, 0);
        ParallelGroup.of(g).exp(none, 0, none, 0, 0);
    }

    @Test
    void batchAgreesWithSingle() {
        LieGroup g = group();
        int length = g.elementLength();
        double[] all = elements();
        double[] logs = new double[COUNT * g.dimension()];
        g.log(all, 0, logs, 0, COUNT);
        for (int i = 0; i < COUNT; i++) {
            double[] single = g.log(element(i));
            for (int k = 0; k < single.length; k++) {
                assertEquals(single[k], logs[i * single.length + k]);
            }
        }
        double[] offset = new double[all.length + 3];
        g.exp(tangents(), 0, offset, 3, COUNT);
        for (int i = 0; i < COUNT * length; i++) {
            assertEquals(all[i], offset[i + 3]);
        }
        g.compose(all, 0, all, 0, offset, 0, 0);
    }

    @Test
    void plusAndMinusAreInverse() {
        LieGroup g = group();
        for (int i = 0; i + 1 < COUNT; i++) {
            double[] a = element(i);
            double[] b = element(i + 1);
            assertClose(a, g.plus(b, g.minus(a, b)), 1e-12);
            assertClose(a, g.interpolate(b, a, 1), 1e-12);
            assertClose(b, g.interpolate(b, a, 0), 1e-12);
        }
    }

    @Test
    void actionIsALeftAction() {
        LieGroup g = group();
        int n = g.pointDimension();
        double[] x = new SplittableRandom(3).doubles(5L * n, -1, 1).toArray();
        for (int i = 0; i + 1 < COUNT; i++) {
            double[] one = new double[x.length];
            double[] both = new double[x.length];
            g.act(element(i + 1), 0, x, 0, one, 0, 5);
            g.act(element(i), 0, one, 0, one, 0, 5);
            g.act(g.compose(element(i), element(i + 1)), 0, x, 0, both, 0, 5);
            assertClose(both, one, 1e-13);
        }
    }

    @Test
    void badInputIsNamed() {
        LieGroup g = group();
        double[] nan = element(5);
        nan[0] = Double.NaN;
        assertMessage("expected finite numbers, got NaN", () -> g.log(nan));
        int tooShort = g.elementLength() - 1;
        assertMessage("got an array of " + tooShort, () -> g.inverse(new double[tooShort]));
        assertMessage("got null", () -> g.requireMember(null, 0));
        assertMessage("expected " + g.dimension() + " numbers", () -> g.exp(new double[g.dimension() + 1]));
        double[] infinite = new double[g.dimension()];
        infinite[0] = Double.POSITIVE_INFINITY;
        assertMessage("got Infinity", () -> g.exp(infinite));
        assertMessage(mirrorMessage(), () -> g.compose(mirrored(), mirrored()));
    }

    /** Something like an element, but outside the group. */
    double[] mirrored() {
        double[] mirrored = element(5);
        for (int i = 0; i < group().matrixSize(); i++) {
            mirrored[i] = -mirrored[i];
        }
        return mirrored;
    }

    /** What is said about it. */
    String mirrorMessage() {
        return "det > 0";
    }

    private double[] matrix(double[] element) {
        int n = group().matrixSize();
        double[] matrix = new double[n * n];
        group().toMatrix(element, 0, matrix, 0, 1);
        return matrix;
    }

    @Test
    void matricesAreARepresentation() {
        LieGroup g = group();
        int n = g.matrixSize();
        double[] algebra = new double[n * n];
        double[] exponential = new double[n * n];
        double[] back = new double[g.elementLength()];
        double[] xi = tangents();
        for (int i = 0; i + 1 < COUNT; i++) {
            double[] a = element(i);
            double[] b = element(i + 1);
            double[] product = new double[n * n];
            SmallMatrices.multiply(n, matrix(a), 0, matrix(b), 0, product, 0);
            assertClose(product, matrix(g.compose(a, b)), 1e-13);
            g.hat(xi, i * g.dimension(), algebra, 0);
            MatrixExponential.exp(n, algebra, 0, exponential, 0, new double[2 * n * n]);
            assertClose(exponential, matrix(a), 1e-13);
            g.fromMatrix(matrix(a), 0, back, 0, 1);
            assertClose(matrix(a), matrix(back), 1e-14);
        }
    }

    @Test
    void theNearestElementOfAnElementIsItself() {
        for (int i = 0; i < COUNT; i++) {
            double[] m = matrix(element(i));
            assertClose(m, matrix(group().nearest(m)), 1e-14);
        }
    }

    @Test
    void bracketsAreAdjointMaps() {
        LieGroup g = group();
        int d = g.dimension();
        double[] xi = tangents();
        double[] ad = new double[d * d];
        double[] big = new double[d * d];
        double[] exponential = new double[d * d];
        for (int i = 0; i + 1 < COUNT; i++) {
            double[] a = Arrays.copyOfRange(xi, i * d, (i + 1) * d);
            double[] b = Arrays.copyOfRange(xi, (i + 1) * d, (i + 2) * d);
            g.smallAdjoint(a, 0, ad, 0);
            assertClose(times(ad, b), g.bracket(a, b), 1e-15);
            double[] minus = g.bracket(b, a);
            for (int k = 0; k < d; k++) {
                minus[k] = -minus[k];
            }
            assertClose(minus, g.bracket(a, b), 1e-15);
            // Ad exp = exp ad.
            g.adjoint(g.exp(a), 0, big, 0);
            MatrixExponential.exp(d, ad, 0, exponential, 0, new double[2 * d * d]);
            assertClose(exponential, big, 1e-12);
        }
    }

    private static double[] times(double[] matrix, double[] vector) {
        int d = vector.length;
        double[] product = new double[d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                product[i] += matrix[i * d + j] * vector[j];
            }
        }
        return product;
    }

    @Test
    void jacobiansAreThoseOfFiniteDifferences() {
        LieGroup g = group();
        int d = g.dimension();
        double h = 1e-5;
        double[] all = tangents();
        double[] jacobian = new double[d * d];
        double[] inverse = new double[d * d];
        for (int i = 0; i < COUNT; i++) {
            double[] xi = Arrays.copyOfRange(all, i * d, (i + 1) * d);
            g.leftJacobian(xi, 0, jacobian, 0);
            g.leftJacobianInverse(xi, 0, inverse, 0);
            double[] product = new double[d * d];
            SmallMatrices.multiply(d, jacobian, 0, inverse, 0, product, 0);
            double[] identity = new double[d * d];
            MatrixExponential.setIdentity(d, identity, 0);
            assertClose(identity, product, 1e-12);
            double[] back = g.inverse(g.exp(xi));
            for (int k = 0; k < d; k++) {
                double[] plus = xi.clone();
                double[] minus = xi.clone();
                plus[k] += h;
                minus[k] -= h;
                double[] up = g.log(g.compose(g.exp(plus), back));
                double[] down = g.log(g.compose(g.exp(minus), back));
                for (int r = 0; r < d; r++) {
                    assertEquals((up[r] - down[r]) / (2 * h), jacobian[r * d + k], 1e-8);
                }
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    void vectorsCovectorsAndSymmetricMatricesMoveWithPoints() {
        LieGroup g = group();
        int n = g.pointDimension();
        SplittableRandom random = new SplittableRandom(17);
        for (int i = 0; i < COUNT; i++) {
            double[] a = element(i);
            double[] x = random.doubles(n, -1, 1).toArray();
            double[] v = random.doubles(n, -1, 1).toArray();
            double[] p = random.doubles(n, -1, 1).toArray();
            double[] end = new double[n];
            Arrays.setAll(end, k -> x[k] + v[k]);
            double[] images = new double[n];
            g.act(a, 0, x, 0, images, 0, 1);
            g.act(a, 0, end, 0, end, 0, 1);
            double[] difference = new double[n];
            Arrays.setAll(difference, k -> end[k] - images[k]);
            double[] moved = new double[n + 1];
            g.actOnVectors(a, 0, v, 0, moved, 1, 1);
            double[] image = Arrays.copyOfRange(moved, 1, n + 1);
            assertClose(difference, image, 1e-13);
            double[] covector = p.clone();
            g.actOnCovectors(a, 0, covector, 0, covector, 0, 1);
            assertEquals(dot(p, v), dot(covector, image), 1e-12 * (1 + Math.sqrt(dot(covector, covector))));
            double[] dyad = new double[n * n];
            double[] expected = new double[n * n];
            for (int r = 0; r < n; r++) {
                for (int c = 0; c < n; c++) {
                    dyad[r * n + c] = v[r] * v[c];
                    expected[r * n + c] = image[r] * image[c];
                }
            }
            g.actOnSymmetric(a, 0, dyad, 0, dyad, 0, 1);
            assertClose(expected, dyad, 1e-13);
        }
    }

    /** The derivative of f at 0 by central differences. */
    private double[] derivative(java.util.function.Function<double[], double[]> f) {
        int d = group().dimension();
        double h = 1e-5;
        double[] jacobian = new double[d * d];
        for (int k = 0; k < d; k++) {
            double[] step = new double[d];
            step[k] = h;
            double[] up = f.apply(step);
            step[k] = -h;
            double[] down = f.apply(step);
            for (int r = 0; r < d; r++) {
                jacobian[r * d + k] = (up[r] - down[r]) / (2 * h);
            }
        }
        return jacobian;
    }

    @Test
    void plusAndMinusHaveTheirDerivatives() {
        LieGroup g = group();
        int d = g.dimension();
        double[] all = tangents();
        double[] one = new double[d * d];
        double[] two = new double[d * d];
        for (int i = 0; i + 1 < COUNT; i += 3) {
            double[] a = element(i + 1);
            double[] xi = Arrays.copyOfRange(all, i * d, (i + 1) * d);
            double[] sum = g.plus(a, xi, one, two);
            assertClose(g.plus(a, xi), sum, 0);
            assertClose(derivative(step -> g.minus(g.plus(g.plus(a, step), xi), sum)), one, 1e-7);
            assertClose(
                    derivative(step -> {
                        double[] moved = xi.clone();
                        Arrays.setAll(moved, k -> xi[k] + step[k]);
                        return g.minus(g.plus(a, moved), sum);
                    }),
                    two,
                    1e-7);
            double[] b = element(i);
            double[] difference = g.minus(a, b, one, two);
            java.util.function.Function<double[], double[]> change = now -> {
                double[] out = now.clone();
                Arrays.setAll(out, k -> now[k] - difference[k]);
                return out;
            };
            assertClose(derivative(step -> change.apply(g.minus(g.plus(a, step), b))), one, 1e-7);
            assertClose(derivative(step -> change.apply(g.minus(a, g.plus(b, step)))), two, 1e-7);
            assertClose(difference, g.minus(a, b, null, null), 0);
        }
    }

    @Test
    void rightJacobiansAreInverseToTheirInverses() {
        LieGroup g = group();
        int d = g.dimension();
        double[] all = tangents();
        double[] right = new double[d * d];
        double[] inverse = new double[d * d];
        double[] left = new double[d * d];
        double[] ad = new double[d * d];
        double[] product = new double[d * d];
        double[] identity = new double[d * d];
        MatrixExponential.setIdentity(d, identity, 0);
        for (int i = 0; i < COUNT; i++) {
            g.rightJacobian(all, i * d, right, 0);
            g.rightJacobianInverse(all, i * d, inverse, 0);
            SmallMatrices.multiply(d, right, 0, inverse, 0, product, 0);
            assertClose(identity, product, 1e-12);
            // J_left = Ad J_right.
            g.adjoint(element(i), 0, ad, 0);
            g.leftJacobian(all, i * d, left, 0);
            SmallMatrices.multiply(d, ad, 0, right, 0, product, 0);
            assertClose(left, product, 1e-12);
        }
    }

    @Test
    void theModularFunctionComparesTheHaarMeasures() {
        LieGroup g = group();
        int d = g.dimension();
        double[] ad = new double[d * d];
        double[] all = tangents();
        Chart chart = Chart.exponential(g);
        for (int i = 0; i + 1 < COUNT; i++) {
            double[] a = element(i);
            double[] b = element(i + 1);
            double delta = g.modularFunction(a, 0);
            g.adjoint(a, 0, ad, 0);
            assertEquals(1, delta * Math.abs(SmallMatrices.determinant(d, ad, 0)), 1e-11);
            assertEquals(1, g.modularFunction(g.compose(a, b), 0) / delta / g.modularFunction(b, 0), 1e-11);
            assertEquals(1, delta * chart.rightHaarDensity(all, i * d) / chart.leftHaarDensity(all, i * d), 1e-11);
        }
        assertEquals(1, chart.leftHaarDensity(new double[d], 0), 1e-15);
    }

    /** ∫ φ(a g) dμ = ∫ φ(g) dμ for left Haar measure μ, and ∫ φ(g a) dμ = ∫ φ(g) dμ / Δ(a), within the error bars. */
    @Test
    void integralsAreInvariant() {
        LieGroup g = group();
        int d = g.dimension();
        int length = g.elementLength();
        int count = 8000;
        double[] e = new double[length];
        g.identity(e, 0);
        ConcentratedGaussian law = ConcentratedGaussian.of(g, e, 0.3);
        double[] elements = new double[count * length];
        SplittableRandom random = new SplittableRandom(23);
        law.sample(random, elements, 0, count);
        double[] step = new double[d];
        Arrays.setAll(step, k -> 0.5 * Math.cos(k) / Math.sqrt(d));
        double[] a = g.exp(step);
        double delta = g.modularFunction(a, 0);
        double[] left = new double[2];
        double[] right = new double[2];
        double[] value = new double[2];
        double[] moved = new double[length];
        for (int i = 0; i < count; i++) {
            double weight = Math.exp(-law.logDensity(elements, i * length));
            double phi = bump(elements, i * length);
            g.compose(a, 0, elements, i * length, moved, 0, 1);
            add(left, weight * (bump(moved, 0) - phi));
            g.compose(elements, i * length, a, 0, moved, 0, 1);
            add(right, weight * (bump(moved, 0) - phi / delta));
            add(value, weight * phi);
        }
        assertTrue(Math.abs(left[0]) <= 4.5 * Math.sqrt(left[1]), "left " + left[0] + " ± " + Math.sqrt(left[1]));
        assertTrue(Math.abs(right[0]) <= 4.5 * Math.sqrt(right[1]), "right " + right[0] + " ± " + Math.sqrt(right[1]));
        assertTrue(value[0] > 5 * Math.sqrt(value[1]), "an integral that is known at all");
    }

    private static void add(double[] sums, double x) {
        sums[0] += x;
        sums[1] += x * x;
    }

    private double bump(double[] g, int at) {
        double[] xi = new double[group().dimension()];
        group().log(g, at, xi, 0, 1);
        return Math.exp(-0.5 * dot(xi, xi) / (0.2 * 0.2)) * (1 + 0.5 * Math.sin(3 * xi[0]));
    }

    @Test
    void everyBranchIsALogarithm() {
        LieGroup g = group();
        double[] xi = new double[g.dimension()];
        for (int i = 0; i < COUNT; i++) {
            for (int turns = -2; turns <= 2; turns++) {
                if (g.logOnBranch(element(i), 0, turns, xi, 0)) {
                    double size = 1;
                    for (double x : xi) {
                        size = Math.max(size, Math.abs(x));
                    }
                    assertClose(matrix(element(i)), matrix(g.exp(xi)), 1e-13 * size * size);
                } else {
                    assertTrue(turns != 0, "every group knows the principal logarithm");
                }
            }
        }
    }

    @Test
    void aParallelGroupIsTheSameGroup() {
        LieGroup g = group();
        ParallelGroup parallel = ParallelGroup.of(g, java.util.concurrent.ForkJoinPool.commonPool(), 3);
        double[] a = elements();
        double[] expected = new double[a.length];
        double[] actual = new double[a.length];
        g.compose(a, 0, a, 0, expected, 0, COUNT);
        parallel.compose(a, 0, a, 0, actual, 0, COUNT);
        assertArrayEquals(expected, actual);
        g.inverse(a, 0, expected, 0, COUNT);
        parallel.inverse(a, 0, actual, 0, COUNT);
        assertArrayEquals(expected, actual);
        parallel.exp(tangents(), 0, actual, 0, COUNT);
        assertArrayEquals(a, actual);
        double[] logs = new double[COUNT * g.dimension()];
        double[] parallelLogs = new double[logs.length];
        g.log(a, 0, logs, 0, COUNT);
        parallel.log(a, 0, parallelLogs, 0, COUNT);
        assertArrayEquals(logs, parallelLogs);
        double[] x =
                new SplittableRandom(3).doubles(50L * g.pointDimension(), -1, 1).toArray();
        double[] images = new double[x.length];
        double[] parallelImages = new double[x.length];
        g.act(a, 0, x, 0, images, 0, 50);
        parallel.act(a, 0, x, 0, parallelImages, 0, 50);
        assertArrayEquals(images, parallelImages);
        assertMessage("grain: expected at least 1, got 0", () -> ParallelGroup.of(g, null, 0));
    }

    static void assertMessage(String part, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }
}
