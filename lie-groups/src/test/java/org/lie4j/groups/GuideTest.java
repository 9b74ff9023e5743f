package org.lie4j.groups;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lie4j.groups.sampling.ConcentratedGaussian;
import org.lie4j.groups.sampling.GroupDistribution;
import org.lie4j.groups.sampling.InvariantIntegral;
import org.lie4j.groups.sampling.LowDiscrepancy;
import org.lie4j.groups.sampling.PolarLogNormal;
import org.lie4j.groups.sampling.Quadrature;
import org.lie4j.groups.sampling.RotationGrids;

/** The code of docs/guides/lie-groups.md: it is the code below, and it runs. */
class GuideTest {
    @Test
    void everyExampleStandsHere() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "guides", "lie-groups.md"));
        String source = squeezed(Files.readString(Path.of("src/test/java/org/lie4j/groups/GuideTest.java")));
        Matcher example = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(guide);
        int count = 0;
        while (example.find()) {
            assertTrue(source.contains(squeezed(example.group(1))), example.group(1));
            count++;
        }
        assertEquals(12, count);
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void fromExpToAnIntegral() {
        SO rotations = SO.of(3); // the group
        double[] quarter = rotations.exp(0, 0, Math.PI / 2); // an element: a 3×3 matrix, row by row
        double[] half = rotations.compose(quarter, quarter); // first the right one, then the left one
        double[] back = rotations.inverse(quarter);

        assertArrayEquals(new double[] {-1, 0, 0, 0, -1, 0, 0, 0, 1}, half, 1e-15);
        assertArrayEquals(new double[] {0, 1, 0, -1, 0, 0, 0, 0, 1}, back, 1e-15);

        double[] points = {1, 0, 0, 0, 1, 0}; // two points
        double[] turned = new double[6];
        rotations.act(quarter, 0, points, 0, turned, 0, 2);

        assertArrayEquals(new double[] {0, 1, 0, -1, 0, 0}, turned, 1e-15);

        AffinePlus shears = AffinePlus.of(2);
        double[] shear = {1, 2, 5, 0, 1, 0, 0, 0, 1}; // x ↦ x + 2y + 5
        double[] direction = {0, 1};
        double[] normal = {1, 0};
        shears.actOnVectors(shear, 0, direction, 0, direction, 0, 1); // (2, 1): no translation
        shears.actOnCovectors(shear, 0, normal, 0, normal, 0, 1); // (1, -2): still normal to what it was normal to

        assertArrayEquals(new double[] {2, 1}, direction);
        assertArrayEquals(new double[] {1, -2}, normal);

        double[] xi = rotations.log(quarter); // (0, 0, π/2)
        double[] onTheWay = rotations.interpolate(rotations.exp(0, 0, 0), quarter, 0.25); // a quarter of the way
        double distance = rotations.distance(onTheWay, quarter);

        assertArrayEquals(new double[] {0, 0, Math.PI / 2}, xi, 1e-15);
        assertEquals(0.75 * Math.PI / 2, distance, 1e-15);
        assertThrows(NoLogarithmException.class, () -> GLPlus.of(2).log(new double[] {-2, 0, 0, -0.5}));

        double[] g = {-2, 0, 0, -0.5}; // has no real logarithm
        Polar polar = Polar.left(2, g);
        double[] stretch = polar.positive(); // diag(2, 0.5)
        double[] turn = polar.rotation(); // half a turn

        GLPlus linear = GLPlus.of(2);
        double[] coordinates = new double[linear.dimension()];
        linear.coordinates(g, 0, coordinates, 0, 1);

        assertArrayEquals(new double[] {2, 0, 0, 0.5}, stretch, 1e-15);
        assertArrayEquals(new double[] {-1, 0, 0, -1}, turn, 1e-15);
        assertArrayEquals(g, polar.compose(), 1e-15);
        assertEquals(Math.PI, Math.abs(coordinates[3]), 1e-15);

        double[] motion = SE3.INSTANCE.exp(0, 0, 0.1, 1, 0, 0); // rotation vector, then translation: a screw
        double[] ten = motion.clone();
        for (int i = 1; i < 10; i++) {
            SE3.INSTANCE.compose(ten, 0, motion, 0, ten, 0, 1);
        }
        double[] matrix = new double[16];
        SE3.INSTANCE.toMatrix(ten, 0, matrix, 0, 1);

        assertArrayEquals(SE3.INSTANCE.exp(0, 0, 1, 10, 0, 0), ten, 1e-14);
        assertEquals(1, matrix[15]);

        double[] byMotion = new double[36];
        double[] byStep = new double[36];
        double[] step = {0, 0.01, 0, 0, 0, 0.02};
        double[] next = SE3.INSTANCE.plus(motion, step, byMotion, byStep);
        double[] difference = SE3.INSTANCE.minus(next, motion); // the step again

        assertArrayEquals(step, difference, 1e-15);
        assertEquals(1, byStep[0], 1e-3);
        assertEquals(1, byMotion[0], 1e-3);

        RandomGenerator random = new SplittableRandom(1);
        PolarLogNormal law = PolarLogNormal.of(linear, 0.2); // P log-normal, R uniform
        AffinePlus affine = AffinePlus.of(2);
        double[] maps = new double[1000 * affine.elementLength()];
        double[] h = new double[4];
        for (int i = 0; i < 1000; i++) {
            law.sample(random, h, 0, 1);
            double[] t = {random.nextGaussian(), random.nextGaussian()};
            System.arraycopy(affine.element(h, t), 0, maps, i * affine.elementLength(), affine.elementLength());
        }

        for (int i = 0; i < 1000; i++) {
            affine.requireMember(maps, i * affine.elementLength());
        }

        InvariantIntegral.Integrand phi = (a, at) -> {
            double[] x = new double[4];
            linear.coordinates(a, at, x, 0, 1);
            return Math.exp(-4 * (x[0] * x[0] + x[1] * x[1] + x[2] * x[2]));
        };
        InvariantIntegral integral = InvariantIntegral.of(phi, PolarLogNormal.of(linear, 0.4), random, 20_000);

        assertTrue(integral.value() > 20 * integral.error(), integral.toString());

        double[] a = linear.exp(0.2, 0.1, -0.1, 0.7);
        double[] moved = new double[4];
        InvariantIntegral shifted = InvariantIntegral.of(
                (b, at) -> {
                    linear.compose(a, 0, b, at, moved, 0, 1);
                    return phi.at(moved, 0);
                },
                PolarLogNormal.of(linear, 0.4),
                random,
                20_000);

        assertEquals(
                integral.value(),
                shifted.value(),
                4 * Math.hypot(integral.error(), shifted.error()),
                integral.toString());

        double[] e = new double[affine.elementLength()];
        affine.identity(e, 0);
        GroupDistribution around = ConcentratedGaussian.of(affine, e, 0.3);
        InvariantIntegral.Integrand psi = (m, at) -> {
            double[] x = new double[affine.dimension()];
            affine.log(m, at, x, 0, 1);
            return Math.exp(-8 * Arrays.stream(x).map(c -> c * c).sum());
        };
        InvariantIntegral byChance = InvariantIntegral.of(psi, around, random, 8 * 1024);
        InvariantIntegral bySobol = InvariantIntegral.quasi(psi, around, LowDiscrepancy.Kind.SOBOL, random, 1024, 8);

        assertEquals(byChance.value(), bySobol.value(), 4 * Math.hypot(byChance.error(), bySobol.error()));
        assertTrue(bySobol.error() < 0.5 * byChance.error(), byChance + " " + bySobol);

        double[] grid = RotationGrids.superFibonacci(500); // 500 rotations of space, evenly spread
        Quadrature rule = Quadrature.rotations(4); // exact for all D⁰, …, D⁴
        double meanSquare = rule.integrate((q, at) ->
                Math.pow(1 - 2 * (q[at + 2] * q[at + 2] + q[at + 3] * q[at + 3]), 2)); // of R₁₁

        rotations.requireMember(grid, 9 * 499);
        assertEquals(1.0 / 3, meanSquare, 1e-15);
    }
}
