package org.lie4j.eval.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the recipes draw against what they say they draw, at fixed seeds. Each check is also shown to fail on draws that are
 * nearly right.
 */
class RecipeStatisticsTest {
    /** Below this probability chance is no explanation. */
    private static final double LEAST_P = 1e-4;

    /** The statistic √n·D of Kolmogorov and Smirnov that chance exceeds once in 10,000 times. */
    private static final double KOLMOGOROV = 2.23;

    private static final int N = 40_000;

    private static ImageSet digits;
    private static AffineDraw[] maps;

    @BeforeAll
    static void draw() throws IOException {
        digits = EmbeddedMnist.load().test();
        AffnistRecipe recipe = new AffnistRecipe(77);
        maps = IntStream.range(0, N)
                .parallel()
                .mapToObj(i -> recipe.draw(digits, i % digits.count(), i / digits.count()))
                .toArray(AffineDraw[]::new);
    }

    private static double[] values(ToDoubleFunction<AffineDraw> parameter) {
        return Arrays.stream(maps).mapToDouble(parameter).toArray();
    }

    /** √n times the largest distance between the distribution of the sample and the uniform one on [from, to]. */
    private static double kolmogorov(double[] sample, double from, double to) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double d = 0;
        int n = sorted.length;
        for (int i = 0; i < n; i++) {
            double expected = (sorted[i] - from) / (to - from);
            d = Math.max(d, Math.max(expected - (double) i / n, (i + 1.0) / n - expected));
        }
        return Math.sqrt(n) * d;
    }

    private static void assertUniform(double[] sample, double from, double to) {
        int n = sample.length;
        double width = to - from;
        double least = Arrays.stream(sample).min().orElseThrow();
        double most = Arrays.stream(sample).max().orElseThrow();
        assertTrue(least >= from && least < from + width * 10 / n, "least " + least);
        assertTrue(most <= to && most > to - width * 10 / n, "most " + most);
        double mean = Arrays.stream(sample).average().orElseThrow();
        double variance =
                Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum() / (n - 1);
        assertEquals((from + to) / 2, mean, 4 * width / Math.sqrt(12.0 * n));
        // The variance of a sample's variance: (μ4 - σ⁴) / n, and μ4 = 9σ⁴/5 for the uniform distribution.
        assertEquals(width * width / 12, variance, 4 * width * width / 12 * Math.sqrt(0.8 / n));
        assertTrue(kolmogorov(sample, from, to) < KOLMOGOROV, "KS " + kolmogorov(sample, from, to));
        double[] bins = new double[50];
        for (double x : sample) {
            bins[(int) Math.min(49, (x - from) / width * 50)]++;
        }
        double[] even = new double[50];
        Arrays.fill(even, n / 50.0);
        double p = chiSquareP(bins, even, new double[50]);
        assertTrue(p > LEAST_P, "p " + p);
    }

    /** The probability that chance differs more: counts against expected ones, which have a variance of their own. */
    private static double chiSquareP(double[] counts, double[] expected, double[] variance) {
        double sum = 0;
        int bins = 0;
        for (int i = 0; i < counts.length; i++) {
            if (expected[i] >= 5) {
                double d = counts[i] - expected[i];
                sum += d * d / (expected[i] + variance[i]);
                bins++;
            }
        }
        return 1 - new ChiSquaredDistribution(bins - 1).cumulativeProbability(sum);
    }

    @Test
    void affineParametersAreUniformOnTheirRanges() {
        double angle = StrictMath.toRadians(20);
        assertUniform(values(AffineDraw::rotation), -angle, angle);
        assertUniform(values(AffineDraw::shear), -0.2, 0.2);
        assertUniform(values(AffineDraw::scaleX), 0.8, 1.2);
        assertUniform(values(AffineDraw::scaleY), 0.8, 1.2);
    }

    @Test
    void theCheckSeesWhatIsNearlyUniform() {
        // The square root of an area that is uniform, rather than a uniform scale: 1 % from it in the middle.
        double[] nearly = Arrays.stream(values(AffineDraw::scaleX))
                .map(s -> Math.sqrt(0.64 + 0.8 * (s - 0.8) / 0.4))
                .toArray();
        assertTrue(kolmogorov(nearly, 0.8, 1.2) > 2 * KOLMOGOROV);
    }

    @Test
    void translationsAreUniformInTheRoomThatTheInkLeaves() {
        double[] right = new double[N];
        double[] up = new double[N];
        for (int i = 0; i < N; i++) {
            InkBox box = InkBox.of(Canvas.of(digits, i % digits.count()), maps[i].linear());
            // Bilinear sampling reaches a pixel beyond the outermost centres, at 19.5 from the middle.
            right[i] = (maps[i].translateX() + 20.5 + box.left()) / (41 + box.left() - box.right());
            up[i] = (maps[i].translateY() + 20.5 + box.bottom()) / (41 + box.bottom() - box.top());
        }
        assertUniform(right, 0, 1);
        assertUniform(up, 0, 1);
    }

    private static double[] negated(double[] x) {
        return Arrays.stream(x).map(v -> -v).toArray();
    }

    /** Eight coordinates, the product of two that the density couples, and the density itself. */
    private static double feature(double[] x, int which) {
        double[] s = HomnistRecipe.scales();
        return switch (which) {
            case 8 -> x[1] * x[3] / (s[1] * s[3]);
            case 9 -> 30 * (HomnistRecipe.dvol(negated(x)) - 1);
            default -> x[which] / s[which];
        };
    }

    /** p of one feature of a sample, against another one whose elements have weights. */
    private static double p(double[][] sample, double[][] other, double[] weights, int which) {
        int bins = 40;
        double[] counts = new double[bins];
        for (double[] x : sample) {
            counts[bin(feature(x, which), bins)]++;
        }
        double total = Arrays.stream(weights).sum();
        double[] expected = new double[bins];
        double[] variance = new double[bins];
        for (int i = 0; i < other.length; i++) {
            double share = weights[i] / total * sample.length;
            int bin = bin(feature(other[i], which), bins);
            expected[bin] += share;
            variance[bin] += share * share;
        }
        return chiSquareP(counts, expected, variance);
    }

    private static int bin(double value, int bins) {
        return Math.max(0, Math.min(bins - 1, (int) Math.floor((value + 2) / 4 * bins)));
    }

    private static double[] normal(Random random) {
        return Arrays.stream(HomnistRecipe.scales())
                .map(s -> random.nextGaussian() * s / 2)
                .toArray();
    }

    private static double[][] drawn(HomnistRecipe.Sampling sampling) {
        HomnistRecipe recipe = new HomnistRecipe(5, sampling);
        return IntStream.range(0, N).parallel().mapToObj(i -> recipe.draw(i, 3)).toArray(double[][]::new);
    }

    @Test
    void correctedHomographiesFollowTheirDensity() {
        double[][] sample = drawn(HomnistRecipe.Sampling.CORRECTED);
        // Importance sampling: normal draws of another generator, weighted by Haar measure.
        Random random = new Random(99);
        double[][] normal = new double[5 * N][];
        Arrays.setAll(normal, i -> normal(random));
        double[] weights = Arrays.stream(normal)
                .parallel()
                .mapToDouble(x -> HomnistRecipe.dvol(negated(x)))
                .toArray();
        double[][] published = drawn(HomnistRecipe.Sampling.AS_PUBLISHED);
        for (int which = 0; which < 10; which++) {
            double p = p(sample, normal, weights, which);
            assertTrue(p > LEAST_P / 10, "feature " + which + ": p " + p);
            assertTrue(p(published, normal, weights, which) < 1e-9, "the published walk has another density");
        }
    }

    @Test
    void haarMeasureIsInTheDensity() {
        // At homNIST's scales Haar measure varies by 1.6 %: only the mean of the density itself shows that it is there.
        int n = 100_000;
        HomnistRecipe recipe = new HomnistRecipe(6);
        double mean = IntStream.range(0, n)
                        .parallel()
                        .mapToDouble(i -> HomnistRecipe.dvol(negated(recipe.draw(i, 0))))
                        .sum()
                / n;
        Random random = new Random(98);
        double[] normal = IntStream.range(0, 4 * n).mapToObj(i -> normal(random)).toList().parallelStream()
                .mapToDouble(x -> HomnistRecipe.dvol(negated(x)))
                .toArray();
        double without = Arrays.stream(normal).average().orElseThrow();
        double second = Arrays.stream(normal).map(w -> w * w).average().orElseThrow();
        double error = Math.sqrt((second - without * without) / n * 1.25);
        assertEquals(second / without, mean, 3 * error);
        assertTrue(mean - without > 3 * error, "normal draws would give " + without + ", got " + mean);
    }

    @Test
    void publishedHomographiesAreThoseOfTheWalk() {
        double[][] sample = drawn(HomnistRecipe.Sampling.AS_PUBLISHED);
        // The published loop once more, with another generator.
        Random random = new Random(7);
        double[][] walked = new double[N][];
        for (int i = 0; i < N; i++) {
            double[] x = normal(random);
            boolean accepted = false;
            while (!accepted) {
                double[] step = normal(random);
                double[] next = new double[8];
                for (int k = 0; k < 8; k++) {
                    next[k] = x[k] + step[k];
                }
                accepted = random.nextDouble() <= HomnistRecipe.dvol(negated(next)) / HomnistRecipe.dvol(negated(x));
                x = next;
            }
            walked[i] = x;
        }
        double[] even = new double[N];
        Arrays.fill(even, 1);
        for (int which = 0; which < 10; which++) {
            double p = p(sample, walked, even, which);
            assertTrue(p > LEAST_P / 10, "feature " + which + ": p " + p);
        }
    }
}
