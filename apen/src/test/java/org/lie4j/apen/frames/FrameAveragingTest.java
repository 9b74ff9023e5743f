package org.lie4j.apen.frames;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FrameAveragingTest {
    private static final double EXACT = 1e-12;
    private static final int N = 12;

    static Stream<Arguments> groupsAndDimensions() {
        return Arrays.stream(FrameGroup.values())
                .flatMap(g -> Stream.of(1, 2, 3, 4, 5).map(d -> Arguments.of(g, d)));
    }

    @ParameterizedTest(name = "{0}({1})")
    @MethodSource("groupsAndDimensions")
    void averagesOverWholeFramesAreEquivariant(FrameGroup group, int d) {
        assertTrue(relativeError(PcaFrames.of(group, d), d) < EXACT);
    }

    @ParameterizedTest(name = "{0}({1})")
    @MethodSource("groupsAndDimensions")
    void soAreAveragesWithSignsFromThirdMoments(FrameGroup group, int d) {
        assertTrue(relativeError(PcaFrames.of(group, d).withSignsFromThirdMoments(1e-3), d) < EXACT);
    }

    @ParameterizedTest(name = "{0}({1})")
    @MethodSource("groupsAndDimensions")
    void soAreFunctionsInOneElement(FrameGroup group, int d) {
        assumeTrue(group.isIsometric());
        assertTrue(relativeError(PcaFrames.of(group, d).withOneElement(1e-3), d) < EXACT);
    }

    private static double relativeError(PcaFrames frames, int d) {
        SplittableRandom random = new SplittableRandom(7);
        FrameAveraging averaged = averaged(frames, d);
        double error = 0;
        for (int trial = 0; trial < 20; trial++) {
            double[] x = Clouds.lopsided(N, d, random);
            Clouds.Isometry g = Clouds.isometry(frames.group(), d, random);
            double[] moved = averaged.apply(g.points(x));
            double[] expected = Clouds.transform(g, averaged.apply(x), N, d);
            double size = Clouds.largestDifference(expected, new double[expected.length]);
            // Fourth moments of a dozen points in five dimensions nearly repeat, which amplifies rounding by 1/gap.
            double amplified =
                    frames.group().isIsometric() || d < 5 ? 1 : frames.find(x).relativeGap();
            error = Math.max(error, amplified * Clouds.largestDifference(expected, moved) / size);
        }
        assertEquals(0, averaged.degenerateCount());
        assertEquals(40, averaged.frameCount());
        System.out.printf("%s(%d): largest relative error of equivariance %.1e%n", frames.group(), d, error);
        return error;
    }

    private static FrameAveraging averaged(PcaFrames frames, int d) {
        return FrameAveraging.of(Clouds.arbitrary(d)).over(frames).giving(Clouds.arbitraryFields());
    }

    @Test
    void theFunctionItselfIsNotEquivariant() {
        SplittableRandom random = new SplittableRandom(7);
        double[] x = Clouds.lopsided(N, 3, random);
        Clouds.Isometry g = Clouds.isometry(FrameGroup.SE, 3, random);
        double[] before = new double[2 + 6 + N * 4];
        double[] after = before.clone();
        Clouds.arbitrary(3).apply(x, 1, N, before);
        Clouds.arbitrary(3).apply(g.points(x), 1, N, after);
        assertTrue(Clouds.largestDifference(Clouds.transform(g, before, N, 3), after) > 1);
    }

    @Test
    void signsFromTheEntriesOfAnAxisAreNotEquivariant() {
        // The rule "first entry positive" of many libraries, as a function: rotate into axes signed that way, evaluate,
        // rotate back.
        SplittableRandom random = new SplittableRandom(11);
        PcaFrames frames = PcaFrames.of(FrameGroup.O, 3);
        double worst = 0;
        for (int trial = 0; trial < 20; trial++) {
            double[] x = Clouds.lopsided(N, 3, random);
            Clouds.Isometry g = Clouds.isometry(FrameGroup.O, 3, random);
            double a = underFirstEntryRule(frames, x);
            double b = underFirstEntryRule(frames, g.points(x));
            worst = Math.max(worst, Math.abs(a - b));
        }
        assertTrue(worst > 0.1, "expected a visible error, got " + worst);
    }

    private static double underFirstEntryRule(PcaFrames frames, double[] x) {
        Frame frame = frames.find(x);
        double[] r = frame.rotations();
        for (int k = 0; k < frame.size(); k++) {
            if (r[k * 9] > 0 && r[k * 9 + 1] > 0 && r[k * 9 + 2] > 0) {
                double[] canonical = new double[x.length];
                double[] out = new double[2 + 6 + N * 4];
                frame.toCanonical(k, x, 0, N, canonical, 0);
                Clouds.arbitrary(3).apply(canonical, 1, N, out);
                return out[0];
            }
        }
        throw new AssertionError("a full frame has every sign");
    }

    @ParameterizedTest(name = "{0}({1})")
    @MethodSource("groupsAndDimensions")
    void anEquivariantFunctionIsItsOwnAverage(FrameGroup group, int d) {
        SplittableRandom random = new SplittableRandom(3);
        double[] x = Clouds.lopsided(N, d, random);
        CloudFunction meanAndMoment = (clouds, count, n, out) -> {
            for (int k = 0; k < count; k++) {
                for (int i = 0; i < n * d; i++) {
                    out[k * (d + 1) + i % d] += clouds[k * n * d + i] / n;
                }
                for (int i = 0; i < n * d; i++) {
                    double y = clouds[k * n * d + i] - out[k * (d + 1) + i % d];
                    out[k * (d + 1) + d] += y * y;
                }
            }
        };
        FrameAveraging averaged = FrameAveraging.of(meanAndMoment)
                .over(PcaFrames.of(group, d))
                .giving(group.hasTranslations() ? Field.positions(1) : Field.vectors(1), Field.scalars(1));
        double[] expected = new double[d + 1];
        meanAndMoment.apply(x, 1, N, expected);
        double[] actual = averaged.apply(x);
        if (!group.isIsometric()) {
            // The moment is invariant to isometries alone: in canonical form it is a constant of the normalisation.
            assertEquals(group == FrameGroup.SIM ? N : N * d, actual[d], 1e-11);
            actual[d] = expected[d];
        }
        assertArrayEquals(expected, actual, 1e-12 * expected[d]);
    }

    @Test
    void oneRandomElementIsRightOnAverage() {
        SplittableRandom random = new SplittableRandom(5);
        double[] x = Clouds.lopsided(N, 3, random);
        FrameAveraging averaged = averaged(PcaFrames.of(FrameGroup.SE, 3), 3);
        double[] full = averaged.apply(x);
        double[] mean = new double[full.length];
        double[] square = new double[full.length];
        double[] one = new double[full.length];
        int draws = 4000;
        for (int k = 0; k < draws; k++) {
            averaged.applyRandom(x, 1, N, null, random, one);
            for (int i = 0; i < one.length; i++) {
                mean[i] += one[i] / draws;
                square[i] += one[i] * one[i] / draws;
            }
        }
        for (int i = 0; i < full.length; i++) {
            double error = Math.sqrt(Math.max(0, square[i] - mean[i] * mean[i]) / draws);
            assertEquals(full[i], mean[i], 5 * error + 1e-12);
        }
    }

    @Test
    void aBatchIsItsClouds() {
        SplittableRandom random = new SplittableRandom(9);
        FrameAveraging averaged = averaged(PcaFrames.of(FrameGroup.E, 3), 3);
        double[][] clouds = {Clouds.lopsided(8, 3, random), Clouds.cube(), Clouds.lopsided(8, 3, random)};
        double[] packed = new double[72];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(clouds[i], 0, packed, 24 * i, 24);
        }
        int length = averaged.length(8);
        double[] out = new double[3 * length];
        averaged.apply(packed, 3, 8, null, out);
        assertEquals(1, averaged.degenerateCount());
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(averaged.apply(clouds[i]), Arrays.copyOfRange(out, i * length, (i + 1) * length));
        }
    }

    @Test
    void pointsWithoutWeightDoNotMoveTheFrame() {
        SplittableRandom random = new SplittableRandom(13);
        double[] x = Clouds.lopsided(N, 3, random);
        double[] padded = Arrays.copyOf(x, x.length + 6);
        Arrays.fill(padded, x.length, padded.length, Double.NaN);
        double[] weights = new double[N + 2];
        Arrays.fill(weights, 0, N, 0.25);
        PcaFrames frames = PcaFrames.of(FrameGroup.SE, 3);
        Frame frame = frames.find(padded, 0, N + 2, weights, 0);
        assertArrayEquals(frames.find(x).rotations(), frame.rotations(), 1e-13);
        assertArrayEquals(frames.find(x).centre(), frame.centre(), 1e-13);
    }

    @Test
    void theFallbackBoundsTheErrorAtACubeAndTheErrorFalls() {
        double without = cubeError(PcaFrames.of(FrameGroup.SE, 3).withMinRelativeGap(0));
        double few = cubeError(PcaFrames.of(FrameGroup.SE, 3).withFallbackSamples(16));
        double many = cubeError(PcaFrames.of(FrameGroup.SE, 3).withFallbackSamples(1024));
        System.out.printf(
                "cube: invariance error without fallback %.3f, with 16 rotations %.3f, with 1024 %.3f%n",
                without, few, many);
        assertTrue(few < without / 2 && many < few / 3, without + " " + few + " " + many);
    }

    /** Root mean square over rotations of the change of an invariant output, relative to its size. */
    private static double cubeError(PcaFrames frames) {
        SplittableRandom random = new SplittableRandom(17);
        CloudFunction skewed = (clouds, count, n, out) -> {
            for (int k = 0; k < count; k++) {
                for (int i = 0; i < n * 3; i++) {
                    out[k] += Math.exp(0.5 * clouds[k * n * 3 + i] * (1 + i % 3));
                }
            }
        };
        FrameAveraging averaged = FrameAveraging.of(skewed).over(frames).giving(Field.scalars(1));
        double sum = 0;
        double squares = 0;
        int trials = 100;
        for (int trial = 0; trial < trials; trial++) {
            double value =
                    averaged.apply(Clouds.isometry(FrameGroup.SE, 3, random).points(Clouds.cube()))[0];
            sum += value;
            squares += value * value;
        }
        assertEquals(frames.find(Clouds.cube()).isDegenerate() ? trials : 0, averaged.degenerateCount());
        double mean = sum / trials;
        return Math.sqrt(Math.max(0, squares / trials - mean * mean)) / mean;
    }

    @Test
    void badInputIsNamed() {
        FrameAveraging averaged = averaged(PcaFrames.of(FrameGroup.SE, 3), 3);
        assertMessage("expected [n, 3] with n >= 1, got 4 numbers", () -> averaged.apply(new double[4]));
        assertMessage("got 0 numbers", () -> averaged.apply(new double[0]));
        assertMessage(
                "got NaN at point 1, coordinate 2", () -> averaged.apply(new double[] {0, 0, 0, 1, 2, Double.NaN}));
        assertMessage(
                "got -1.0 at 1",
                () -> averaged.apply(new double[6], 1, 2, new double[] {1, -1}, new double[averaged.length(2)]));
        assertMessage(
                "got 2 zeros",
                () -> averaged.apply(new double[6], 1, 2, new double[2], new double[averaged.length(2)]));
        assertMessage(
                "expected [1, 16], got an array of 3", () -> averaged.apply(new double[6], 1, 2, null, new double[3]));
        assertMessage(
                "got none",
                () -> FrameAveraging.of(Clouds.arbitrary(3))
                        .over(PcaFrames.of(FrameGroup.O, 3))
                        .giving());
        assertMessage("got 0", () -> Field.scalars(0));
        RandomGenerator none = null;
        assertThrows(
                NullPointerException.class,
                () -> averaged.applyRandom(new double[6], 1, 2, null, none, new double[16]));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }
}
