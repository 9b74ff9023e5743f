package org.lie4j.eval.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    /** Predicts class 1 with each confidence; right where told. */
    private static Evaluation evaluation(double[] confidence, boolean[] right) {
        float[] p = new float[10 * confidence.length];
        int[] labels = new int[confidence.length];
        for (int i = 0; i < labels.length; i++) {
            for (int c = 0; c < 10; c++) {
                p[10 * i + c] = (float) (c == 1 ? confidence[i] : (1 - confidence[i]) / 9);
            }
            labels[i] = right[i] ? 1 : 2;
        }
        return Evaluation.of(labels, p, 1);
    }

    @Test
    void theErrorIsTheMeanDistanceOfConfidenceAndAccuracyInTheBins() {
        Calibration c = Calibration.of(
                evaluation(new double[] {0.55, 0.65, 0.95, 1}, new boolean[] {true, false, true, true}), 5);
        // Bins (0.4, 0.6], (0.6, 0.8], (0.8, 1]: |0.55 - 1|, |0.65 - 0| and |1.95 - 2| over 4 images.
        assertEquals((0.45 + 0.65 + 0.05) / 4, c.expectedError(), 1e-6);
        assertEquals(5, c.bins().size());
        assertEquals(0, c.bins().get(0).count());
        assertEquals(2, c.bins().get(4).count());
        assertEquals(0.975, c.bins().get(4).confidence(), 1e-6);
        assertEquals(1, c.bins().get(4).accuracy());
        assertTrue(Double.isNaN(c.bins().get(0).accuracy()));
    }

    @Test
    void aModelThatKnowsWhatItDoesNotKnowHasNearlyNone() {
        SplittableRandom random = new SplittableRandom(1);
        int n = 50_000;
        double[] confidence = new double[n];
        boolean[] right = new boolean[n];
        boolean[] luckier = new boolean[n];
        for (int i = 0; i < n; i++) {
            confidence[i] = random.nextDouble(0.3, 0.9);
            right[i] = random.nextDouble() < confidence[i];
            luckier[i] = random.nextDouble() < confidence[i] + 0.1;
        }
        assertEquals(
                0,
                Calibration.of(evaluation(confidence, right), Calibration.BINS).expectedError(),
                0.01);
        assertEquals(
                0.1,
                Calibration.of(evaluation(confidence, luckier), Calibration.BINS)
                        .expectedError(),
                0.01);
    }

    @Test
    void refusesNoBins() {
        Evaluation one = evaluation(new double[] {1}, new boolean[] {true});
        assertThrows(IllegalArgumentException.class, () -> Calibration.of(one, 0));
    }
}
