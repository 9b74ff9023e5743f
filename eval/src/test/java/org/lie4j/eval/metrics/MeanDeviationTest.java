package org.lie4j.eval.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeanDeviationTest {
    @Test
    void dividesByOneLess() {
        MeanDeviation of = MeanDeviation.of(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0));
        assertEquals(5, of.mean(), 1e-15);
        assertEquals(Math.sqrt(32.0 / 7), of.deviation(), 1e-15);
        assertEquals(8, of.count());
    }

    @Test
    void oneValueHasNoDeviation() {
        assertTrue(Double.isNaN(MeanDeviation.of(List.of(3.0)).deviation()));
        assertThrows(IllegalArgumentException.class, () -> MeanDeviation.of(List.of()));
    }
}
