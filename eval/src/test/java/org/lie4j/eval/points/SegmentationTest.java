package org.lie4j.eval.points;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lie4j.eval.metrics.MeanDeviation;

class SegmentationTest {
    @Test
    void valuesAreThoseOfAHandDrawnTable() {
        Segmentation s = new Segmentation(4);
        s.add(new int[] {0, 0, 0, 1, 1, 1}, new int[] {0, 0, 1, 1, 1, 2});
        assertEquals(4 / 6.0, s.accuracy(), 1e-15);
        assertEquals(2 / 3.0, s.iou(0), 1e-15);
        assertEquals(2 / 4.0, s.iou(1), 1e-15);
        assertEquals(0, s.iou(2), "predicted, never true");
        assertEquals(Double.NaN, s.iou(3), "absent");
        assertEquals((2 / 3.0 + 0.5 + 0) / 3, s.meanIou(), 1e-15);
        assertEquals(3, s.presentClasses());
        assertEquals(1, s.count(1, 2));
    }

    @Test
    void poolingIsNotTheMeanOverClouds() {
        Segmentation s = new Segmentation(2);
        s.add(new int[] {0, 0}, new int[] {0, 0});
        s.add(new int[] {0, 1}, new int[] {1, 1});
        assertEquals((1 + (0 + 0.5) / 2) / 2, s.meanIouOfClouds(), 1e-15);
        assertEquals((2 / 3.0 + 1 / 2.0) / 2, s.meanIou(), 1e-15);
        assertEquals(2, s.clouds());
    }

    @Test
    void valuesAreThoseOfSetsOfPoints() {
        SplittableRandom random = new SplittableRandom(5);
        int n = 500;
        int k = 6;
        int[] truth = random.ints(n, 0, k - 1).toArray();
        int[] predicted = random.ints(n, 0, k - 1).toArray();
        Segmentation s = new Segmentation(k);
        s.add(truth, predicted);
        double mean = 0;
        for (int c = 0; c < k - 1; c++) {
            Set<Integer> a = new HashSet<>();
            Set<Integer> b = new HashSet<>();
            for (int i = 0; i < n; i++) {
                if (truth[i] == c) {
                    a.add(i);
                }
                if (predicted[i] == c) {
                    b.add(i);
                }
            }
            Set<Integer> union = new HashSet<>(a);
            union.addAll(b);
            a.retainAll(b);
            assertEquals(a.size() / (double) union.size(), s.iou(c), 1e-15);
            mean += s.iou(c) / (k - 1);
        }
        assertEquals(mean, s.meanIou(), 1e-15);
        assertEquals(s.meanIou(), s.meanIouOfClouds());
    }

    @Test
    void nothingIsNotANumberAndBadInputIsNamed() {
        Segmentation s = new Segmentation(2);
        assertEquals(Double.NaN, s.accuracy());
        assertEquals(Double.NaN, s.meanIou());
        assertEquals(Double.NaN, s.meanIouOfClouds());
        assertThrows(IllegalArgumentException.class, () -> new Segmentation(0));
        assertThrows(IllegalArgumentException.class, () -> s.add(new int[0], new int[0]));
        assertThrows(IllegalArgumentException.class, () -> s.add(new int[2], new int[1]));
        assertThrows(IllegalArgumentException.class, () -> s.add(new int[] {0, 2}, new int[2]));
        assertThrows(IllegalArgumentException.class, () -> s.add(new int[2], new int[] {0, -1}));
        assertEquals(0, s.clouds());
        assertEquals(0, s.count(0, 0));
    }

    @Test
    void pairedDifferencesForgetWhatSeedsShare() {
        List<Double> hard = List.of(0.5, 0.7, 0.9);
        MeanDeviation difference = MeanDeviation.ofDifferences(List.of(0.52, 0.73, 0.91), hard);
        assertEquals(0.02, difference.mean(), 1e-15);
        assertEquals(0.01, difference.deviation(), 1e-15);
        assertThrows(IllegalArgumentException.class, () -> MeanDeviation.ofDifferences(List.of(1.0), hard));
        assertThrows(IllegalArgumentException.class, () -> MeanDeviation.ofDifferences(List.of(), List.of()));
    }
}
