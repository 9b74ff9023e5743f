package org.lie4j.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lie4j.groups.internal.SmallMatrices;

class SPosTest {
    private static double[] random(int n, SplittableRandom random, double scale) {
        SPos space = SPos.of(n);
        double[] xi = random.doubles(space.dimension(), -scale, scale).toArray();
        double[] s = new double[n * n];
        space.exp(xi, 0, s, 0, 1);
        return s;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void squareRootsSquareBack(int n) {
        SplittableRandom random = new SplittableRandom(n);
        for (int i = 0; i < 20; i++) {
            double[] s = random(n, random, 1.5);
            double[] root = SPos.of(n).sqrt(s);
            double[] square = new double[n * n];
            SmallMatrices.multiply(n, root, 0, root, 0, square, 0);
            LieGroupContract.assertClose(s, square, 1e-13);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void logInvertsExp(int n) {
        SplittableRandom random = new SplittableRandom(n);
        for (SPos space : new SPos[] {SPos.of(n), SPos.unitDeterminant(n)}) {
            double[] xi = random.doubles(4L * space.dimension(), -1, 1).toArray();
            double[] s = new double[4 * n * n];
            double[] back = new double[xi.length];
            space.exp(xi, 0, s, 0, 4);
            space.log(s, 0, back, 0, 4);
            LieGroupContract.assertClose(xi, back, 1e-12);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void distanceIsInvariantAndGeodesicsAreStraight(int n) {
        SplittableRandom random = new SplittableRandom(n);
        SPos space = SPos.of(n);
        for (int i = 0; i < 10; i++) {
            double[] s = random(n, random, 0.8);
            double[] t = random(n, random, 0.8);
            double[] a =
                    GLPlus.of(n).exp(random.doubles((long) n * n, -0.4, 0.4).toArray());
            double d = space.distance(s, t);
            assertEquals(d, space.distance(t, s), 1e-12);
            assertEquals(d, space.distance(space.act(a, s), space.act(a, t)), 1e-11);
            double[] third = space.geodesic(s, t, 1.0 / 3);
            assertEquals(d / 3, space.distance(s, third), 1e-11);
            assertEquals(2 * d / 3, space.distance(third, t), 1e-11);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void badInputIsNamed(int n) {
        double[] s = random(n, new SplittableRandom(1), 0.5);
        s[1] += 0.1;
        LieGroupContract.assertMessage(
                "expected a symmetric matrix", () -> SPos.of(n).sqrt(s));
        double[] negative = new double[n * n];
        for (int i = 0; i < n; i++) {
            negative[i * (n + 1)] = i == 0 ? -1 : 1;
        }
        LieGroupContract.assertMessage("eigenvalue -1.0", () -> SPos.of(n).logarithm(negative));
    }
}
