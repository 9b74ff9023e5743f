package org.lie4j.groups;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input, case by case, on everything that takes a matrix. */
class ErrorBehaviourTest {
    private record Operation(String name, Consumer<double[]> of3x3) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Operation> operations() {
        return Stream.of(
                new Operation("GL+ log", g -> GLPlus.of(3).log(g)),
                new Operation("GL+ inverse", g -> GLPlus.of(3).inverse(g)),
                new Operation("SO log", g -> SO.of(3).log(g)),
                new Operation("SO nearest", g -> SO.of(3).nearest(g)),
                new Operation("SL nearest", g -> SL.of(3).nearest(g)),
                new Operation("SO3 nearest", g -> SO3.INSTANCE.nearest(g)),
                new Operation("polar left", g -> Polar.left(3, g)),
                new Operation("polar right by Halley", g -> Polar.right(3, g, Polar.Method.HALLEY)),
                new Operation("iwasawa", Iwasawa::of),
                new Operation("cartan", CartanKak::of),
                new Operation("rotation shear scale", RotationShearScale::of),
                new Operation("SPos distance", g -> SPos.of(3).distance(g, g)),
                new Operation("SPos sqrt", g -> SPos.of(3).sqrt(g)));
    }

    private static void refused(Operation operation, double[] matrix, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, () -> operation.of3x3.accept(matrix))
                .getMessage();
        assertTrue(message.contains("expected") && message.contains("got"), message);
        boolean one = false;
        for (String part : parts) {
            one |= message.contains(part);
        }
        assertTrue(one, message);
    }

    private static double[] diagonal(double a, double b, double c) {
        return new double[] {a, 0, 0, 0, b, 0, 0, 0, c};
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyKindOfBadMatrixIsNamed(Operation operation) {
        refused(operation, diagonal(1, Double.NaN, 1), "NaN at index 4");
        refused(operation, diagonal(1, 1, Double.POSITIVE_INFINITY), "Infinity at index 8");
        refused(operation, new double[8], "8");
        refused(operation, null, "null");
        refused(operation, diagonal(1, 1, -1), "det = -1.0", "eigenvalue -1.0");
        refused(operation, new double[9], "det = 0.0", "eigenvalue 0.0");
    }

    @Test
    void aRotationThatIsOffBy1e5IsRefusedAndCanBeProjected() {
        double[] r = SO.of(3).exp(0.5, 0.2, -1);
        double[] exact = r.clone();
        r[3] += 1e-5;
        LieGroupContract.assertMessage("project it with Polar", () -> SO.of(3).log(r));
        LieGroupContract.assertMessage("project it with Polar", () -> Joml.toQuaternion(r, 0));
        LieGroupContract.assertMessage(
                "project it with Polar", () -> AffineGroup.rigid(3).element(r, new double[3]));
        assertArrayEquals(exact, SO.of(3).nearest(r), 1.1e-5);
        double[] homogeneous = {r[0], r[1], r[2], 1, r[3], r[4], r[5], 2, r[6], r[7], r[8], 3, 0, 0, 0, 1};
        double[] pose = SE3.INSTANCE.nearest(homogeneous);
        SE3.INSTANCE.requireMember(pose, 0);
        assertEquals(3, pose[6]);
    }

    @Test
    void onTheCutLocusThereIsABranchOrAnException() {
        // Half a turn in the plane and in space: the documented branch.
        assertArrayEquals(new double[] {Math.PI}, SO.of(2).log(new double[] {-1, 0, 0, -1}), 1e-15);
        assertArrayEquals(new double[] {0, 0, Math.PI}, SO.of(3).log(diagonal(-1, -1, 1)), 1e-15);
        assertArrayEquals(new double[] {Math.PI, 0, 0}, SO3.INSTANCE.log(new double[] {0, 1, 0, 0}), 1e-15);
        // Two half turns at once have no principal logarithm.
        double[] half = {-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
        assertThrows(NoLogarithmException.class, () -> SO.of(4).log(half));
        assertThrows(NoLogarithmException.class, () -> GLPlus.of(4).log(half));
        assertThrows(NoLogarithmException.class, () -> SL.of(2).log(new double[] {-1, 0, 0, -1}));
        assertThrows(
                NoLogarithmException.class, () -> FullLinearGroup.orthogonal(2).log(new double[] {1, 0, 0, -1}));
        // The chart reaches them all the same.
        double[] xi = new double[3];
        SL.of(2).coordinates(new double[] {-1, 0, 0, -1}, 0, xi, 0, 1);
        assertArrayEquals(new double[] {0, 0, Math.PI}, new double[] {xi[0], xi[1], Math.abs(xi[2])}, 1e-15);
        // exp is singular there, and says so.
        assertThrows(
                ArithmeticException.class,
                () -> SE3.INSTANCE.leftJacobianInverse(
                        new double[] {0, 2 * Math.PI, 0, 1, 0, 0}, 0, new double[36], 0));
    }
}
