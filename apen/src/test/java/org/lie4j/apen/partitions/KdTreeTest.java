package org.lie4j.apen.partitions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KdTreeTest {
    /** Grids have many points at equal distances, and many points in one place. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 0",
        "2, 3, 1, 0",
        "13, 3, 20, 0",
        "500, 3, 8, 0",
        "500, 2, 40, 0",
        "300, 1, 5, 0",
        "300, 6, 9, 0",
        "500, 3, 8, 1",
        "500, 3, 8, 3",
        "400, 2, 30, 4",
        "400, 1, 12, 50",
        "200, 3, 250, 2"
    })
    void findsWhatAComparisonOfAllPairsFinds(int n, int dimension, int k, int grid) {
        SplittableRandom random = new SplittableRandom(31L * n + grid);
        double[] points = new double[n * dimension];
        for (int i = 0; i < points.length; i++) {
            double x = random.nextDouble();
            points[i] = grid == 0 ? x : Math.floor(x * grid) / 7;
        }
        KdTree.Search search = KdTree.of(points, dimension).new Search(k);
        int[] found = new int[k + 1];
        for (int i = 0; i < n; i++) {
            int self = i;
            int[] expected = IntStream.range(0, n)
                    .filter(j -> j != self)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingDouble(j -> PointArrays.squaredDistance(
                                    points, j * dimension, points, self * dimension, dimension))
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(k)
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertEquals(expected.length, search.nearest(points, i, found, 1));
            assertArrayEquals(expected, Arrays.copyOfRange(found, 1, 1 + expected.length));
        }
    }
}
