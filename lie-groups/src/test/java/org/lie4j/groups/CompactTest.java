package org.lie4j.groups;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lie4j.groups.internal.MatrixExponential;

/** The compact groups where their formulas are hardest, beside the exponential of the matrix. */
class CompactTest {
    private static final double[] ANGLES = {
        0,
        1e-12,
        1e-9,
        1e-6,
        1e-3,
        0.0624,
        0.0626,
        0.1,
        0.2499,
        0.2501,
        0.5,
        0.9999,
        1.0001,
        2,
        3,
        Math.PI - 1e-3,
        Math.PI - 1e-6,
        Math.PI - 1e-9
    };

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-12, -1e-9, 1e-7, -1e-3, 0.2, -1, 3, -7.9, -8, 8.1, 16, -23, 30, -30})
    void similaritiesOfEveryAngleAndScale(double sigma) {
        SplittableRandom random = new SplittableRandom(5);
        for (LieGroup group : new LieGroup[] {
            SO2.INSTANCE, SE2.INSTANCE, Sim2.INSTANCE, SO3.INSTANCE, SE3.INSTANCE, Sim3.INSTANCE, SO.of(3)
        }) {
            boolean plane = group.pointDimension() == 2;

            boolean scaled = group == Sim2.INSTANCE || group == Sim3.INSTANCE;
            int n = group.matrixSize();
            for (double angle : ANGLES) {
                double[] xi = random.doubles(group.dimension(), -1, 1).toArray();
                int rotation = plane ? 1 : 3;
                double norm = 0;
                for (int k = 0; k < rotation; k++) {
                    norm = Math.hypot(norm, xi[k]);
                }
                for (int k = 0; k < rotation; k++) {
                    xi[k] *= angle / norm;
                }
                if (scaled) {
                    xi[rotation] = sigma;
                }
                double[] hat = new double[n * n];
                double[] expected = new double[n * n];
                double[] actual = new double[n * n];
                group.hat(xi, 0, hat, 0);
                MatrixExponential.exp(n, hat, 0, expected, 0, new double[2 * n * n]);
                double[] g = group.exp(xi);
                group.toMatrix(g, 0, actual, 0, 1);
                LieGroupContract.assertClose(expected, actual, 2e-14 * Math.max(1, Math.abs(sigma)));
                double[] back = group.log(g);
                for (int k = 0; k < back.length; k++) {
                    assertEquals(xi[k], back[k], 1e-12 * Math.max(1, Math.abs(sigma)), group.name() + " " + angle);
                }
            }
        }
    }

    @Test
    void bothSignsOfAQuaternionAreOneRotation() {
        double[] q = SO3.INSTANCE.exp(0.3, -0.2, 0.5);
        double[] minus = {-q[0], -q[1], -q[2], -q[3]};
        assertArrayEquals(SO3.INSTANCE.log(q), SO3.INSTANCE.log(minus), 1e-16);
        assertArrayEquals(new double[] {0, 0, 0}, SO3.INSTANCE.log(new double[] {-1, 0, 0, 0}), 0);
        assertArrayEquals(
                new double[] {Math.PI, 0, 0}, SO3.INSTANCE.log(new double[] {0, -1, 0, 0}), 1e-15, "the branch at π");
    }

    @Test
    void aMillionProductsStayOnTheSphere() {
        double[] g = SE3.INSTANCE.exp(0.1, 0.2, -0.3, 0.01, 0, 0);
        double[] product = g.clone();
        for (int i = 0; i < 1_000_000; i++) {
            SE3.INSTANCE.compose(product, 0, g, 0, product, 0, 1);
        }
        SE3.INSTANCE.requireMember(product, 0);
        double norm = 0;
        for (int k = 0; k < 4; k++) {
            norm += product[k] * product[k];
        }
        assertEquals(1, norm, 1e-15);
    }

    @Test
    void expIsSingularAtFullTurns() {
        double[] xi = {2 * Math.PI, 0, 0};
        assertThrows(ArithmeticException.class, () -> SO3.INSTANCE.leftJacobianInverse(xi, 0, new double[9], 0));
    }

    @Test
    void aPoseOfFiveDigitsIsBroughtBack() {
        SplittableRandom random = new SplittableRandom(9);
        for (LieGroup group : new LieGroup[] {
            SE2.INSTANCE,
            SE3.INSTANCE,
            Sim3.INSTANCE,
            SO.of(3),
            AffineGroup.rigid(4),
            AffineGroup.similarity(2),
            FullLinearGroup.orthogonal(3),
            FullLinearGroup.conformal(3),
            FullLinearGroup.volumePreserving(3),
            FullLinearGroup.general(3)
        }) {
            int n = group.matrixSize();
            double[] exact = new double[n * n];
            group.toMatrix(group.exp(random.doubles(group.dimension(), -1, 1).toArray()), 0, exact, 0, 1);
            if (group instanceof FullLinearGroup) {
                exact[0] *= -1;
                exact[3] *= -1;
                exact[6] *= -1;
            }
            double[] rounded = exact.clone();
            for (int i = 0; i < rounded.length; i++) {
                rounded[i] = Math.round(rounded[i] * 1e5) / 1e5;
            }
            double[] g = group.nearest(rounded);
            group.requireMember(g, 0);
            double[] back = new double[n * n];
            group.toMatrix(g, 0, back, 0, 1);
            LieGroupContract.assertClose(exact, back, 2e-5);
        }
        LieGroupContract.assertMessage("det > 0", () -> SO3.INSTANCE.nearest(new double[9]));
        LieGroupContract.assertMessage("got an array of 3", () -> SO3.INSTANCE.nearest(new double[3]));
    }

    @Test
    void badElementsAreNamed() {
        LieGroupContract.assertMessage(
                "unit quaternion, got one of norm 1.00001", () -> SO3.INSTANCE.log(new double[] {1.00001, 0, 0, 0}));
        LieGroupContract.assertMessage(
                "scale > 0, got -1.0", () -> Sim3.INSTANCE.log(new double[] {1, 0, 0, 0, -1, 0, 0, 0}));
        LieGroupContract.assertMessage("of norm 1, got norm 2.0", () -> SE2.INSTANCE.log(new double[] {2, 0, 0, 0}));
        LieGroupContract.assertMessage("other than 0", () -> Sim2.INSTANCE.log(new double[] {0, 0, 0, 0}));
    }
}
