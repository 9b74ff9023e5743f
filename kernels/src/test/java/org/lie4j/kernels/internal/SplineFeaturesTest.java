package org.lie4j.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lie4j.kernels.KernelGroup;
import org.lie4j.kernels.KernelNetwork;
import org.lie4j.kernels.PlanarGroup;
import org.lie4j.kernels.VolumeGroup;

class SplineFeaturesTest {
    /** The groups, the dimension of the place, and the number of the first angle and of the angles among all coordinates. */
    static Stream<Arguments> points() {
        return Stream.of(
                Arguments.of(PlanarGroup.GL2, 2, 5, 1),
                Arguments.of(PlanarGroup.O2, 2, 2, 1),
                Arguments.of(PlanarGroup.SL2, 0, 2, 1),
                Arguments.of(VolumeGroup.SO3, 3, 3, 3),
                Arguments.of(VolumeGroup.SL3, 3, 8, 3),
                Arguments.of(VolumeGroup.GL3, 0, 6, 3),
                Arguments.of(VolumeGroup.SCALE, 3, 4, 0));
    }

    @ParameterizedTest
    @MethodSource("points")
    void valuesAreThoseOfTheRecursionOverTheDegree(KernelGroup group, int spatial, int firstAngle, int angles) {
        int n = 4;
        int count = 40;
        int coordinates = spatial + group.coordinates();
        double[] points = new SplittableRandom(3)
                .doubles((long) coordinates * count, -1.3, 1.3)
                .toArray();
        for (int k = firstAngle; k < firstAngle + angles; k++) {
            for (int p = 0; p < count; p++) {
                points[k * count + p] *= Math.PI;
            }
        }
        double[] rows = KernelFeatures.of(KernelNetwork.spline(n), group, spatial, points, count);
        int places = (int) Math.pow(n, spatial);
        int perPlace = 1 + n * group.coordinates();
        assertEquals(places * perPlace * count, rows.length);
        for (int p = 0; p < count; p++) {
            for (int place = 0; place < places; place++) {
                // The digits of the number of the place, the first coordinate's in front.
                double product = 1;
                for (int k = 0; k < spatial; k++) {
                    int digit = place / (int) Math.pow(n, spatial - 1 - k) % n;
                    product *= spline(n, digit, points[k * count + p]);
                }
                int first = place * perPlace;
                assertEquals(product, rows[first * count + p], 1e-14);
                for (int k = spatial; k < coordinates; k++) {
                    boolean angle = k >= firstAngle && k < firstAngle + angles;
                    double x = points[k * count + p] / (angle ? Math.PI : 1);
                    for (int i = 0; i < n; i++) {
                        int row = first + 1 + (k - spatial) * n + i;
                        assertEquals(product * spline(n, i, x), rows[row * count + p], 1e-14);
                    }
                }
            }
        }
    }

    private static double spline(int n, int i, double x) {
        double between = 2.0 / (n - 1);
        return recursion(3, (x + 1 - (i - 2) * between) / between);
    }

    /** Cox and de Boor's recursion with knots at the integers, where the spline begins at 0. */
    private static double recursion(int degree, double t) {
        if (degree == 0) {
            return t >= 0 && t < 1 ? 1 : 0;
        }
        return (t * recursion(degree - 1, t) + (degree + 1 - t) * recursion(degree - 1, t - 1)) / degree;
    }

    @ParameterizedTest
    @CsvSource({"GL2, 4, 2", "SL2, 5, 0", "SO2, 6, 2"})
    void theMeanSquareIsThatOfRandomPointsOnThePlane(PlanarGroup group, int n, int spatial) {
        assertMeanSquare(group, n, spatial);
    }

    @ParameterizedTest
    @CsvSource({"SO3, 4, 3", "GL3, 4, 0", "SCALE, 5, 3"})
    void theMeanSquareIsThatOfRandomPointsInSpace(VolumeGroup group, int n, int spatial) {
        assertMeanSquare(group, n, spatial);
    }

    private static void assertMeanSquare(KernelGroup group, int n, int spatial) {
        int count = 4000;
        int coordinates = spatial + group.coordinates();
        double[] points = new SplittableRandom(4)
                .doubles((long) coordinates * count, -1, 1)
                .toArray();
        for (int k = spatial; k < coordinates; k++) {
            for (int p = 0; p < count && group.isAngle(k - spatial); p++) {
                points[k * count + p] *= Math.PI;
            }
        }
        double sum = 0;
        double[] rows = KernelFeatures.of(KernelNetwork.spline(n), group, spatial, points, count);
        for (double value : rows) {
            sum += value * value;
        }
        double expected = sum / rows.length;
        assertEquals(expected, KernelNetwork.spline(n).meanSquare(spatial, group.coordinates()), 0.02 * expected);
    }
}
