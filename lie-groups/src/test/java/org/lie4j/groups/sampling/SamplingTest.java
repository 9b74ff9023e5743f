package org.lie4j.groups.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lie4j.groups.CartanGroup;
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.SL;
import org.lie4j.groups.SO;
import org.lie4j.groups.SPos;

class SamplingTest {
    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** Haar measure: E tr(R) = 0 and E tr(R)² = 1 for n ≥ 3 (2 for n = 2), as the defining representation is irreducible. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void rotationsAreHaar(int n) {
        int count = 100_000;
        double[] r = new double[count * n * n];
        HaarSO.sampleHaar(SO.of(n), random(1), r, 0, count);
        double[] a = SO.of(n)
                .exp(java.util.stream.DoubleStream.iterate(0.3, x -> -1.1 * x)
                        .limit(SO.of(n).dimension())
                        .toArray());
        double sum = 0;
        double squares = 0;
        double corner = 0;
        for (int i = 0; i < count; i++) {
            if (i < 100) {
                SO.of(n).requireMember(r, i * n * n);
            }
            double trace = 0;
            for (int j = 0; j < n; j++) {
                trace += r[i * n * n + j * (n + 1)];
            }
            sum += trace;
            squares += trace * trace;
            SO.of(n).compose(a, 0, r, i * n * n, r, i * n * n, 1);
            corner += r[i * n * n] * r[i * n * n];
        }
        double slack = 5 * 2 / Math.sqrt(count);
        assertEquals(0, sum / count, slack);
        assertEquals(n == 2 ? 2 : 1, squares / count, 2 * slack);
        assertEquals(1.0 / n, corner / count, slack);
    }

    private static double bump(CartanGroup group, double[] g, int at) {
        double[] xi = new double[group.dimension()];
        group.coordinates(g, at, xi, 0, 1);
        double r2 = 0;
        for (int k = 0; k < group.symmetricDimension(); k++) {
            r2 += xi[k] * xi[k];
        }
        // Not bi-invariant: it looks at one rotation angle and one direction.
        return Math.exp(-3 * r2) * (1.5 + Math.cos(xi[xi.length - 1]) + xi[0]);
    }

    /** ∫ φ(a g) dμ = ∫ φ(g) dμ with the weights; without them the means differ by many standard errors. */
    @ParameterizedTest
    @ValueSource(strings = {"SL(2)", "GL+(2)", "SL(3)"})
    void weightedMeansAreInvariantIntegrals(String name) {
        CartanGroup group = name.equals("SL(2)") ? SL.of(2) : name.equals("SL(3)") ? SL.of(3) : GLPlus.of(2);
        int count = 200_000;
        int length = group.elementLength();
        PolarLogNormal law = PolarLogNormal.of(group, 0.6);
        double[] g = new double[count * length];
        law.sample(random(5), g, 0, count);
        double[] xi = new double[group.dimension()];
        java.util.Arrays.fill(xi, 0, group.symmetricDimension(), 0.25);
        double[] a = new double[length];
        group.fromCoordinates(xi, 0, a, 0, 1);
        double[] moved = new double[length];
        Mean weighted = new Mean();
        Mean naive = new Mean();
        for (int i = 0; i < count; i++) {
            double weight = Math.exp(-law.logDensity(g, i * length));
            group.compose(a, 0, g, i * length, moved, 0, 1);
            double difference = bump(group, moved, 0) - bump(group, g, i * length);
            weighted.add(weight * difference);
            naive.add(difference);
        }
        assertTrue(Math.abs(weighted.mean()) < 4 * weighted.error(), weighted + " is not 0 within four errors");
        assertTrue(Math.abs(naive.mean()) > 10 * naive.error(), naive + " should differ from 0");
    }

    /** On SL(2) with |log P| = r: ∫ exp(-c r²) dμ = 2π ∫ exp(-c r²) sinh(2r)/(2r) r dr, by quadrature. */
    @Test
    void integralsHaveTheirValueWithinTheErrorBar() {
        double c = 3;
        double expected = 0;
        double h = 1e-4;
        for (double r = h / 2; r < 12; r += h) {
            expected += 2 * Math.PI * Math.exp(-c * r * r) * Math.sinh(2 * r) / 2 * h;
        }
        double[] xi = new double[3];
        InvariantIntegral.Integrand gauss = (g, at) -> {
            SL.of(2).coordinates(g, at, xi, 0, 1);
            return Math.exp(-c * (xi[0] * xi[0] + xi[1] * xi[1]));
        };
        PolarLogNormal law = PolarLogNormal.of(SL.of(2), 0.5);
        InvariantIntegral few = InvariantIntegral.of(gauss, law, random(3), 2_000);
        InvariantIntegral many = InvariantIntegral.of(gauss, law, random(4), 200_000);
        assertEquals(expected, few.value(), 4 * few.error());
        assertEquals(expected, many.value(), 4 * many.error());
        assertEquals(10, few.error() / many.error(), 3, "the error falls with the root of the samples");
        InvariantIntegral paired = InvariantIntegral.ofPairs(gauss, law, random(5), 50_000);
        assertEquals(expected, paired.value(), 4 * paired.error());
        assertMessage("at least 2, got 1", () -> InvariantIntegral.of(gauss, law, random(1), 1));
        assertThrows(ArithmeticException.class, () -> InvariantIntegral.of((g, at) -> Double.NaN, law, random(1), 10));
    }

    @Test
    void theLogNormalDensityIntegratesToOne() {
        // Importance sampling of one log-normal by a wider one, relative to the invariant measure.
        SPos space = SPos.of(3);
        LogNormalSPos narrow = LogNormalSPos.of(space, 0.4);
        LogNormalSPos wide = LogNormalSPos.of(space, 0.6);
        int count = 100_000;
        double[] s = new double[count * 9];
        wide.sample(random(9), s, 0, count);
        Mean mean = new Mean();
        Mean trace = new Mean();
        double[] xi = new double[6];
        for (int i = 0; i < count; i++) {
            mean.add(narrow.density(s, 9 * i) / wide.density(s, 9 * i));
            space.log(s, 9 * i, xi, 0, 1);
            trace.add(xi[2] * xi[2]);
        }
        assertEquals(1, mean.mean(), 4 * mean.error());
        assertEquals(0.36, trace.mean(), 4 * trace.error());
    }

    @Test
    void pairsAreInverseAndArcsAreKept() {
        PolarLogNormal law = PolarLogNormal.of(GLPlus.of(2), 0.3).withArc(0.5);
        double[] g = new double[4 * 200];
        law.samplePairs(random(2), g, 0, 100);
        double[] product = new double[4];
        double[] xi = new double[4];
        for (int i = 0; i < 100; i++) {
            GLPlus.of(2).compose(g, 8 * i, g, 8 * i + 4, product, 0, 1);
            assertEquals(1, product[0], 1e-13);
            assertEquals(0, product[1], 1e-13);
            GLPlus.of(2).coordinates(g, 8 * i, xi, 0, 1);
            assertTrue(Math.abs(xi[3]) <= 0.5);
            assertTrue(law.logDensity(g, 8 * i) > Double.NEGATIVE_INFINITY);
        }
        double[] outside = new double[4];
        GLPlus.of(2).fromCoordinates(new double[] {0, 0, 0, 0.6}, 0, outside, 0, 1);
        assertEquals(Double.NEGATIVE_INFINITY, law.logDensity(outside, 0));
    }

    @Test
    void badArgumentsAreNamed() {
        assertMessage("deviation: expected a finite positive number, got 0.0", () -> PolarLogNormal.of(SL.of(2), 0));
        assertMessage(
                "arc: expected a group of 2x2",
                () -> PolarLogNormal.of(SL.of(3), 1).withArc(1));
        assertMessage(
                "arc: expected a half-angle",
                () -> PolarLogNormal.of(SL.of(2), 1).withArc(4));
        assertMessage("deviation", () -> LogNormalSPos.of(SPos.of(2), Double.NaN));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }
}
