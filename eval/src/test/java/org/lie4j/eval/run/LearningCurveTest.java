package org.lie4j.eval.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
    @Test
    void aShortCurveIsKeptAsItIs() {
        LearningCurve curve = new LearningCurve();
        curve.add(0.5, 2, 0.25);
        curve.add(1, 1, 0.75);
        assertEquals(
                List.of(new LearningCurve.Point(0.5, 2, 0.25), new LearningCurve.Point(1, 1, 0.75)), curve.points());
    }

    @Test
    void aLongCurveIsOneOfMeansOverEqualParts() {
        LearningCurve curve = new LearningCurve();
        int batches = 100_003;
        for (int b = 1; b <= batches; b++) {
            curve.add(b, 2 * b, b % 2);
        }
        List<LearningCurve.Point> points = curve.points();
        assertTrue(points.size() >= 120 && points.size() < 240, "points " + points.size());
        double part = points.get(0).epoch();
        for (int i = 0; i < points.size(); i++) {
            assertEquals(part * (i + 1), points.get(i).epoch());
            // The mean of 2b over b = i part + 1 … (i + 1) part.
            assertEquals(part * (2 * i + 1) + 1, points.get(i).loss(), 1e-6);
            assertEquals(0.5, points.get(i).accuracy(), 1e-9);
        }
        assertTrue(points.get(points.size() - 1).epoch() > batches - part, "what is missing is less than a point");
    }
}
