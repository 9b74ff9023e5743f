package org.lie4j.eval.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareTest {
    private static final int[] ORDER = IntStream.range(100, 117).toArray();

    @Test
    void sharesAreEveryOtherBatch() {
        assertArrayEquals(new int[] {100, 101, 104, 105, 108, 109, 112, 113}, new Share(0, 2).of(ORDER, 2));
        assertArrayEquals(new int[] {102, 103, 106, 107, 110, 111, 114, 115}, new Share(1, 2).of(ORDER, 2));
        assertArrayEquals(IntStream.range(100, 116).toArray(), Share.WHOLE.of(ORDER, 2));
    }

    @Test
    void sharesAreOfEqualLength() {
        assertArrayEquals(
                new int[] {104, 105},
                new Share(2, 5).of(IntStream.range(100, 111).toArray(), 2));
        for (int s = 0; s < 3; s++) {
            assertEquals(4, new Share(s, 3).of(ORDER, 2).length);
        }
        assertEquals(0, new Share(1, 9).of(ORDER, 2).length);
    }

    @Test
    void othersAreRefused() {
        for (int[] bad : List.of(new int[] {-1, 2}, new int[] {2, 2}, new int[] {0, 0})) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new Share(bad[0], bad[1]));
            assertEquals("expected a share from 0 to below " + bad[1] + ", got " + bad[0], e.getMessage());
        }
    }
}
