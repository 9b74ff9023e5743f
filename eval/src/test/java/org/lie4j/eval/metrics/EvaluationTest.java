package org.lie4j.eval.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    /** Each row gives {@code confidence} to one class and shares the rest among the others. */
    private static float[] rows(double confidence, int... classes) {
        float[] p = new float[classes.length * 10];
        for (int i = 0; i < classes.length; i++) {
            for (int c = 0; c < 10; c++) {
                p[10 * i + c] = (float) (c == classes[i] ? confidence : (1 - confidence) / 9);
            }
        }
        return p;
    }

    @Test
    void countsWhatWasRight() {
        Evaluation e = Evaluation.of(new int[] {1, 1, 2, 9}, rows(0.7, 1, 2, 2, 9), 1);
        assertEquals(3, e.correct());
        assertEquals(0.75, e.accuracy());
        assertEquals(0.5, e.classAccuracy(1));
        assertEquals(1, e.classAccuracy(2));
        assertTrue(Double.isNaN(e.classAccuracy(0)));
        assertEquals(1, e.confusion(1, 2));
        assertEquals(0, e.confusion(2, 1));
        assertEquals(0.7, e.probability(1, 2), 1e-6);
    }

    @Test
    void tiesGoToTheLowerClass() {
        assertEquals(0, Evaluation.of(new int[] {5}, rows(0.1, 5), 1).predicted(0));
    }

    @Test
    void refusesWhatIsNoDistribution() {
        float[] p = rows(0.7, 1);
        p[3] = Float.NaN;
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(new int[] {1}, p, 1));
        float[] q = rows(0.7, 1);
        q[3] += 0.1f;
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(new int[] {1}, q, 1));
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(new int[] {10}, rows(1, 1), 1));
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(new int[] {1, 1}, rows(1, 1), 1));
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(new int[] {1, 1}, rows(1, 1, 1), 3));
    }

    @Test
    void invarianceErrorIsTheMeanTotalVariation() {
        Evaluation upright = Evaluation.of(new int[] {1, 2}, rows(1, 1, 2), 1);
        assertEquals(
                0, Evaluation.invarianceError(upright, Evaluation.of(new int[] {1, 1, 2, 2}, rows(1, 1, 1, 2, 2), 2)));
        assertEquals(
                0.25,
                Evaluation.invarianceError(upright, Evaluation.of(new int[] {1, 1, 2, 2}, rows(1, 1, 5, 2, 2), 2)));
        assertEquals(
                0.3, Evaluation.invarianceError(upright, Evaluation.of(new int[] {1, 2}, rows(0.7, 1, 2), 1)), 1e-6);
        assertThrows(
                IllegalArgumentException.class,
                () -> Evaluation.invarianceError(upright, Evaluation.of(new int[] {2, 1}, rows(1, 1, 2), 1)));
    }

    @Test
    void wilsonAgreesWithAWorkedExample() {
        // Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611; 1 of 29 0.0061 to
        // 0.1718.
        Interval a = Interval.wilson(81, 263);
        assertEquals(0.2553, a.low(), 5e-5);
        assertEquals(0.3662, a.high(), 5e-5);
        Interval b = Interval.wilson(0, 20);
        assertEquals(0, b.low(), 1e-15);
        assertEquals(0.1611, b.high(), 5e-5);
        Interval c = Interval.wilson(1, 29);
        assertEquals(0.0061, c.low(), 5e-5);
        assertEquals(0.1718, c.high(), 5e-5);
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(2, 1));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(0, 0));
    }

    @Test
    void copiesThatAgreeCountOnce() {
        // 200 digits, 10 copies each, all copies of a digit right or all wrong: as good as 200 trials.
        boolean[] same = new boolean[2000];
        for (int i = 0; i < 2000; i++) {
            same[i] = i / 10 % 5 != 0;
        }
        Interval clustered = Interval.clustered(same, 10);
        Interval digits = Interval.wilson(160, 200);
        assertEquals(digits.low(), clustered.low(), 1e-3);
        assertEquals(digits.high(), clustered.high(), 1e-3);
        assertEquals(Interval.wilson(2000, 2000), Interval.clustered(allTrue(2000), 10));
    }

    @Test
    void independentCopiesCountInFull() {
        SplittableRandom random = new SplittableRandom(1);
        boolean[] independent = new boolean[20_000];
        int correct = 0;
        for (int i = 0; i < independent.length; i++) {
            independent[i] = random.nextDouble() < 0.9;
            correct += independent[i] ? 1 : 0;
        }
        Interval wilson = Interval.wilson(correct, 20_000);
        Interval clustered = Interval.clustered(independent, 4);
        assertEquals(wilson.high() - wilson.low(), clustered.high() - clustered.low(), 0.05 * 0.01);
    }

    private static boolean[] allTrue(int n) {
        boolean[] all = new boolean[n];
        java.util.Arrays.fill(all, true);
        return all;
    }

    @Test
    void sensitivityBinsByValue() {
        Evaluation e = Evaluation.of(new int[] {1, 1, 2, 9}, rows(0.7, 1, 2, 2, 9), 1);
        double[] values = {0, 0.9, 1.5, 7};
        Sensitivity s = Sensitivity.of("p", "", e, i -> values[i], 0, 2, 2);
        assertEquals(new Sensitivity.Bin(0, 1, 2, 1), s.bins().get(0));
        assertEquals(new Sensitivity.Bin(1, 2, 2, 2), s.bins().get(1));
        assertEquals(0.5, s.bins().get(0).accuracy());
        assertEquals(1.5, s.bins().get(1).centre());
    }
}
