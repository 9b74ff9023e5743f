package org.lie4j.apen.partitions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PartitionTest {
    private static Partition random(int n, int k, SplittableRandom random) {
        return Partition.of(random.ints(n, 0, k).toArray(), k);
    }

    @Test
    void refinementIsThatOfTheMatrices() {
        SplittableRandom random = new SplittableRandom(1);
        int refining = 0;
        for (int trial = 0; trial < 2000; trial++) {
            Partition fine = random(4, 4, random);
            Partition coarse = random(4, 2, random);
            boolean expected = true;
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    expected &= fine.label(i) != fine.label(j) || coarse.label(i) == coarse.label(j);
                }
            }
            assertEquals(expected, fine.refines(coarse));
            refining += expected ? 1 : 0;
            assertTrue(fine.meet(coarse).refines(fine) && fine.meet(coarse).refines(coarse));
            assertEquals(expected, fine.meet(coarse).hasSamePartsAs(fine));
        }
        assertTrue(refining > 100 && refining < 1900);
    }

    @Test
    void agreementCountsEveryPair() {
        SplittableRandom random = new SplittableRandom(2);
        for (int trial = 0; trial < 50; trial++) {
            Partition a = random(30, 5, random);
            Partition b = random(30, 3, random);
            long[] counts = new long[4];
            for (int i = 0; i < 30; i++) {
                for (int j = 0; j < i; j++) {
                    counts[(a.label(i) == a.label(j) ? 0 : 2) + (b.label(i) == b.label(j) ? 0 : 1)]++;
                }
            }
            PartitionAgreement agreement = PartitionAgreement.between(a, b);
            assertEquals(new PartitionAgreement(counts[0], counts[1], counts[2], counts[3]), agreement);
            assertEquals((counts[0] + counts[3]) / 435.0, agreement.rand(), 1e-15);
        }
    }

    @Test
    void adjustedRandIsThatOfAWorkedExample() {
        // scikit-learn's documentation: adjusted_rand_score([0, 0, 1, 2], [0, 0, 1, 1]) = 0.57...
        Partition a = Partition.of(new int[] {0, 0, 1, 2});
        Partition b = Partition.of(new int[] {0, 0, 1, 1});
        assertEquals(4.0 / 7, PartitionAgreement.between(a, b).adjustedRand(), 1e-15);
        assertEquals(1.0 / 2, PartitionAgreement.between(a, b).coMembership());
        assertEquals(1, PartitionAgreement.between(a, a).adjustedRand());
        assertEquals(
                1,
                PartitionAgreement.between(Partition.whole(3), Partition.whole(3))
                        .adjustedRand());
        assertEquals(
                1,
                PartitionAgreement.between(Partition.singletons(3), Partition.singletons(3))
                        .coMembership());
    }

    @Test
    void adjustedRandOfIndependentPartitionsIsZeroOnAverage() {
        SplittableRandom random = new SplittableRandom(3);
        double mean = 0;
        for (int trial = 0; trial < 2000; trial++) {
            mean += PartitionAgreement.between(random(40, 4, random), random(40, 6, random))
                            .adjustedRand()
                    / 2000;
        }
        assertEquals(0, mean, 3e-3);
    }

    @Test
    void impurityIsTheShareOfStrangers() {
        Partition cells = Partition.of(new int[] {0, 0, 0, 1, 1, 3}, 4);
        Partition truth = Partition.of(new int[] {0, 0, 1, 1, 1, 0}, 2);
        assertArrayEquals(new double[] {1 / 3.0, 1 / 3.0, 2 / 3.0, 0, 0, 0}, cells.impurity(truth), 1e-15);
        assertEquals(4 / 18.0, cells.meanImpurity(truth), 1e-15);
        assertEquals(0, truth.meet(cells).meanImpurity(truth));
    }

    @Test
    void manyPartsNeedNoTableOfAllPairs() {
        Partition fine = Partition.singletons(200_000);
        assertEquals(1, PartitionAgreement.between(fine, fine).adjustedRand());
        assertEquals(0, fine.meanImpurity(Partition.whole(200_000)));
        assertEquals(1 - 1 / 200_000.0, Partition.whole(200_000).meanImpurity(fine), 1e-12);
    }

    @Test
    void namesAreKeptApartFromParts() {
        Partition a = Partition.of(new int[] {2, 2, 0}, 3);
        Partition b = Partition.of(new int[] {0, 0, 1}, 2);
        assertNotEquals(a, b);
        assertTrue(a.hasSamePartsAs(b));
        assertEquals(b, a.compact());
        assertEquals(2, a.nonemptyParts());
        assertEquals(0, a.partSize(1));
        assertArrayEquals(new int[] {0, 1}, a.points(2));
        assertEquals("Partition of 3 points into 2 of 3 parts", a.toString());
        int[] labels = a.labels();
        labels[0] = 1;
        assertEquals(2, a.label(0));
        assertFalse(Partition.whole(3).refines(a));
        assertEquals(Partition.of(new int[] {2, 2, 0}, 3).hashCode(), a.hashCode());
    }

    @Test
    void badInputIsNamed() {
        assertMessage("got none", () -> Partition.of(new int[0], 1));
        assertMessage("expected 0 to 1, got 2 at point 1", () -> Partition.of(new int[] {0, 2}, 2));
        assertMessage("got -1 at point 0", () -> Partition.of(new int[] {-1, 2}));
        assertMessage("parts: expected at least 1, got 0", () -> Partition.of(new int[] {0}, 0));
        assertMessage("got 2 and 3", () -> Partition.whole(2).refines(Partition.whole(3)));
        assertMessage("got 2 and 3", () -> PartitionAgreement.between(Partition.whole(2), Partition.whole(3)));
        assertMessage("got none", () -> Partition.whole(0));
    }

    static void assertMessage(String part, org.junit.jupiter.api.function.Executable action) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        assertTrue(message.contains(part), message);
    }
}
