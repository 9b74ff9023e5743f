package org.lie4j.groups.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lie4j.groups.AffinePlus;
import org.lie4j.groups.CartanGroup;
import org.lie4j.groups.Chart;
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.LieGroup;
import org.lie4j.groups.SE2;
import org.lie4j.groups.SE3;
import org.lie4j.groups.SL;
import org.lie4j.groups.SO;
import org.lie4j.groups.SO2;
import org.lie4j.groups.SO3;
import org.lie4j.groups.Sim2;

/** What every named distribution must satisfy. */
class DistributionTest {
    private static final int COUNT = 40_000;

    /** A distribution, and a wider one on the same group that is drawn from to integrate its density. */
    private record Pair(GroupDistribution narrow, GroupDistribution wide) {
        @Override
        public String toString() {
            return narrow.getClass().getSimpleName() + " on " + narrow.group().name();
        }
    }

    private static double[] identity(LieGroup group) {
        double[] e = new double[group.elementLength()];
        group.identity(e, 0);
        return e;
    }

    private static double[] filled(int length, double value) {
        double[] out = new double[length];
        Arrays.fill(out, value);
        return out;
    }

    private static GroupDistribution gaussian(LieGroup group, double deviation) {
        return ConcentratedGaussian.of(group, identity(group), deviation);
    }

    static Stream<Pair> pairs() {
        Chart affine = Chart.affine(AffinePlus.of(2), Chart.polar(GLPlus.of(2)));
        double[] skewed = {0.4, 0.1, 0, 0.1, 0.9, -0.2, 0, -0.2, 0.5};
        return Stream.of(
                new Pair(gaussian(SE2.INSTANCE, 0.3), gaussian(SE2.INSTANCE, 0.5)),
                new Pair(gaussian(SE2.INSTANCE, 0.8), gaussian(SE2.INSTANCE, 1.5)),
                new Pair(gaussian(SO3.INSTANCE, 0.5), PolarLogNormalOnCompact.SO_3),
                new Pair(
                        ConcentratedGaussian.of(SO3.INSTANCE, SO3.INSTANCE.exp(1, 0.5, -2), skewed),
                        PolarLogNormalOnCompact.SO_3),
                new Pair(gaussian(SE3.INSTANCE, 0.3), gaussian(SE3.INSTANCE, 0.4)),
                new Pair(gaussian(Sim2.INSTANCE, 0.3), gaussian(Sim2.INSTANCE, 0.4)),
                new Pair(gaussian(GLPlus.of(2), 0.2), gaussian(GLPlus.of(2), 0.3)),
                new Pair(PolarLogNormal.of(SL.of(2), 0.4), PolarLogNormal.of(SL.of(2), 0.6)),
                new Pair(PolarLogNormal.of(GLPlus.of(3), 0.3), PolarLogNormal.of(GLPlus.of(3), 0.4)),
                new Pair(
                        UniformBox.of(Chart.polar(SL.of(2)), filled(3, -0.5), filled(3, 0.8)),
                        TruncatedHaar.of(SL.of(2), 1.2)),
                new Pair(
                        UniformBox.of(affine, filled(6, -0.5), filled(6, 0.5)),
                        UniformBox.of(affine, filled(6, -0.6), filled(6, 0.6))),
                new Pair(TruncatedHaar.of(GLPlus.of(2), 0.7), TruncatedHaar.of(GLPlus.of(2), 0.9)),
                new Pair(TruncatedHaar.of(SL.of(3), 0.7), TruncatedHaar.of(SL.of(3), 0.9)));
    }

    /** Haar probability on SO(3) in compact form, with the normalisation of the other distributions. */
    private enum PolarLogNormalOnCompact implements GroupDistribution {
        SO_3;

        @Override
        public LieGroup group() {
            return SO3.INSTANCE;
        }

        @Override
        public void sample(java.util.random.RandomGenerator random, double[] out, int outOff, int count) {
            double[] r = new double[9 * count];
            HaarSO.sampleHaar(SO.of(3), random, r, 0, count);
            SO3.INSTANCE.fromMatrix(r, 0, out, outOff, count);
        }

        @Override
        public double logDensity(double[] g, int gOff) {
            return -Math.log(SO.of(3).volume());
        }

        @Override
        public int uniforms() {
            return 3;
        }

        @Override
        public void fromUniforms(double[] u, int uOff, double[] out, int outOff, int count) {
            throw new UnsupportedOperationException("expected a call of sample");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void densitiesIntegrateToOneAndDescribeTheDraws(Pair pair) {
        LieGroup group = pair.narrow.group();
        int length = group.elementLength();
        SplittableRandom random = new SplittableRandom(3);
        double[] wide = new double[COUNT * length];
        double[] narrow = new double[COUNT * length];
        pair.wide.sample(random, wide, 0, COUNT);
        pair.narrow.sample(random, narrow, 0, COUNT);
        Mean one = new Mean();
        Mean weighted = new Mean();
        Mean direct = new Mean();
        for (int i = 0; i < COUNT; i++) {
            double ratio = Math.exp(pair.narrow.logDensity(wide, i * length) - pair.wide.logDensity(wide, i * length));
            one.add(ratio);
            weighted.add(ratio * test(group, wide, i * length));
            direct.add(test(group, narrow, i * length));
        }
        assertEquals(1, one.mean(), 4.5 * one.error(), one.toString());
        assertTrue(one.error() < 0.05, "a check that says something: " + one);
        assertEquals(
                direct.mean(), weighted.mean(), 4.5 * Math.hypot(direct.error(), weighted.error()), "a test function");
    }

    /** Something bounded without symmetries. */
    private static double test(LieGroup group, double[] g, int at) {
        int n = group.matrixSize();
        double[] m = new double[n * n];
        group.toMatrix(g, at, m, 0, 1);
        return Math.tanh(m[0] + 0.7 * m[1] - 0.4 * m[n] + 0.3 * m[n * n - 2]);
    }

    /** Uniform numbers through fromUniforms are draws like those of sample. */
    @ParameterizedTest
    @MethodSource("pairs")
    void uniformNumbersGiveTheDistribution(Pair pair) {
        GroupDistribution law = pair.narrow;
        if (law instanceof TruncatedHaar && law.group().dimension() > 3) {
            assertTrue(assertThrows(UnsupportedOperationException.class, law::uniforms)
                    .getMessage()
                    .contains("drawn by rejection"));
            return;
        }
        int length = law.group().elementLength();
        SplittableRandom random = new SplittableRandom(4);
        double[] u = random.doubles((long) COUNT * law.uniforms(), 1e-12, 1).toArray();
        double[] fromUniforms = new double[COUNT * length];
        double[] sampled = new double[COUNT * length];
        law.fromUniforms(u, 0, fromUniforms, 0, COUNT);
        law.sample(random, sampled, 0, COUNT);
        for (int power = 1; power <= 2; power++) {
            Mean a = new Mean();
            Mean b = new Mean();
            for (int i = 0; i < COUNT; i++) {
                a.add(Math.pow(test(law.group(), fromUniforms, i * length), power));
                b.add(Math.pow(test(law.group(), sampled, i * length), power));
            }
            assertEquals(a.mean(), b.mean(), 4.5 * Math.hypot(a.error(), b.error()));
        }
    }

    @Test
    void onTheCircleTheGaussianIsTheWrappedNormal() {
        double deviation = 2.5;
        GroupDistribution law = gaussian(SO2.INSTANCE, deviation);
        for (double angle = -3.1; angle < 3.2; angle += 0.37) {
            double sum = 0;
            for (int k = -12; k <= 12; k++) {
                double x = (angle + 2 * Math.PI * k) / deviation;
                sum += Math.exp(-0.5 * x * x) / deviation / Math.sqrt(2 * Math.PI);
            }
            assertEquals(Math.log(sum), law.logDensity(SO2.INSTANCE.exp(angle), 0), 1e-10);
        }
    }

    /** Volumes from one distribution's weights and from the closed or quadrature form of the other. */
    @Test
    void volumesOfBallsAreThoseOfHaarMeasure() {
        for (CartanGroup group : new CartanGroup[] {SL.of(2), GLPlus.of(2), SL.of(3), GLPlus.of(3)}) {
            double radius = 1.1;
            TruncatedHaar ball = TruncatedHaar.of(group, radius);
            double[] xi = new double[group.dimension()];
            InvariantIntegral volume = InvariantIntegral.of(
                    (g, at) -> {
                        group.coordinates(g, at, xi, 0, 1);
                        double squares = 0;
                        for (int k = 0; k < group.symmetricDimension(); k++) {
                            squares += xi[k] * xi[k];
                        }
                        return squares <= radius * radius ? 1 : 0;
                    },
                    PolarLogNormal.of(group, 0.6),
                    new SplittableRandom(8),
                    40_000);
            double factor = SO.of(group.matrixSize()).volume();
            assertEquals(ball.volume(), factor * volume.value(), 4.5 * factor * volume.error(), group.name());
            assertTrue(volume.error() < 0.02 * volume.value());
        }
        assertEquals(2 * Math.PI, SO.of(2).volume(), 1e-14);
        assertEquals(8 * Math.PI * Math.PI, SO.of(3).volume(), 1e-12);
        assertEquals(8 * Math.PI * Math.PI * 2 * Math.PI * Math.PI, SO.of(4).volume(), 1e-9);
    }

    @ParameterizedTest
    @EnumSource(LowDiscrepancy.Kind.class)
    void sequencesFillTheCubeAndShiftedOnesToo(LowDiscrepancy.Kind kind) {
        for (LowDiscrepancy sequence : new LowDiscrepancy[] {
            LowDiscrepancy.of(kind, 3), LowDiscrepancy.shifted(kind, 3, new SplittableRandom(1))
        }) {
            int count = 4096;
            double[] u = new double[3 * count];
            sequence.next(u, 0, count);
            int[] boxes = new int[64];
            for (int i = 0; i < count; i++) {
                int box = 0;
                for (int k = 0; k < 3; k++) {
                    assertTrue(u[3 * i + k] > 0 && u[3 * i + k] < 1);
                    box = 4 * box + (int) (4 * u[3 * i + k]);
                }
                boxes[box]++;
            }
            for (int n : boxes) {
                // Random points would deviate by 8.
                assertEquals(64, n, 12);
            }
        }
    }

    /** The error of Monte Carlo falls with the root of the points, that of the sequences faster. */
    @Test
    void quasiMonteCarloConvergesFaster() {
        double c = 3;
        double[] xi = new double[3];
        InvariantIntegral.Integrand gauss = (g, at) -> {
            SL.of(2).coordinates(g, at, xi, 0, 1);
            return Math.exp(-c * (xi[0] * xi[0] + xi[1] * xi[1])) * (1 + 0.5 * Math.cos(xi[2] + xi[0]));
        };
        GroupDistribution law = PolarLogNormal.of(SL.of(2), 0.5);
        double[] random = errors(
                (points, seed) -> InvariantIntegral.of(gauss, law, seed, points).value());
        double[] sobol =
                errors((points, seed) -> InvariantIntegral.quasi(gauss, law, LowDiscrepancy.Kind.SOBOL, seed, points, 2)
                        .value());
        double monteCarlo = slope(random);
        double quasi = slope(sobol);
        assertEquals(-0.5, monteCarlo, 0.12);
        assertTrue(quasi < -0.8, "slope " + quasi);
        InvariantIntegral estimate =
                InvariantIntegral.quasi(gauss, law, LowDiscrepancy.Kind.HALTON, new SplittableRandom(2), 2048, 8);
        InvariantIntegral reference = InvariantIntegral.of(gauss, law, new SplittableRandom(3), 100_000);
        assertEquals(reference.value(), estimate.value(), 4.5 * (reference.error() + estimate.error()));
        assertTrue(estimate.error() < reference.error(), "with a sixth of the points");
    }

    private interface Estimate {
        double of(int points, SplittableRandom random);
    }

    /** Root mean square deviations between estimates, for 2⁶, 2⁸, 2¹⁰ and 2¹² points. */
    private static double[] errors(Estimate estimate) {
        double[] out = new double[4];
        SplittableRandom random = new SplittableRandom(17);
        for (int i = 0; i < out.length; i++) {
            Mean mean = new Mean();
            for (int repeat = 0; repeat < 60; repeat++) {
                mean.add(estimate.of(64 << (2 * i), random));
            }
            out[i] = mean.error() * Math.sqrt(60);
        }
        return out;
    }

    private static double slope(double[] errors) {
        return Math.log(errors[3] / errors[0]) / Math.log(64);
    }

    @Test
    void badArgumentsAreNamed() {
        double[] e = identity(GLPlus.of(2));
        message("deviations of at most", () -> ConcentratedGaussian.of(GLPlus.of(2), e, 2.0));
        message("deviation: expected a finite positive", () -> ConcentratedGaussian.of(GLPlus.of(2), e, -1));
        message("4x4 = 16 numbers, got 3", () -> ConcentratedGaussian.of(GLPlus.of(2), e, new double[3]));
        message("positive definite", () -> ConcentratedGaussian.of(GLPlus.of(2), e, new double[16]));
        message(
                "symmetric matrix",
                () -> ConcentratedGaussian.of(
                        SE2.INSTANCE, identity(SE2.INSTANCE), new double[] {1, 1, 0, 0, 1, 0, 0, 0, 1}));
        message("det > 0", () -> ConcentratedGaussian.of(GLPlus.of(2), new double[4], 0.1));
        Chart chart = Chart.polar(SL.of(2));
        message("3 lower and 3 upper", () -> UniformBox.of(chart, new double[2], new double[3]));
        message("finite lower < upper", () -> UniformBox.of(chart, new double[3], new double[3]));
        message(
                "where the chart is one-to-one",
                () -> UniformBox.of(chart, new double[] {-1, -1, -4}, new double[] {1, 1, 4}));
        message("radius: expected a number in (0, 20]", () -> TruncatedHaar.of(SL.of(2), 0));
        message("SL(n) or GL+(n)", () -> TruncatedHaar.of(SO.of(3), 1));
        message("SL(n) or GL+(n)", () -> TruncatedHaar.of(SL.of(4), 1));
        message("1 to 40 for HALTON, got 41", () -> LowDiscrepancy.of(LowDiscrepancy.Kind.HALTON, 41));
        message("one of GL+(2), got one of SL(2)", () -> Chart.affine(AffinePlus.of(2), chart));
        GroupDistribution law = PolarLogNormal.of(SL.of(2), 1);
        message(
                "shifts: expected at least 2",
                () -> InvariantIntegral.quasi(
                        (g, at) -> 1, law, LowDiscrepancy.Kind.SOBOL, new SplittableRandom(1), 8, 1));
    }

    private static void message(String part, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }
}
