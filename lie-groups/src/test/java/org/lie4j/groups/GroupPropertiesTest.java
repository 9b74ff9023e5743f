package org.lie4j.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.lie4j.groups.internal.SmallMatrices;

/** The axioms for groups, sizes and directions that nobody chose: tiny vectors, nearly half turns, stretches by e⁵. */
class GroupPropertiesTest {
    private static final List<LieGroup> GROUPS = List.of(
            SO2.INSTANCE,
            SE2.INSTANCE,
            Sim2.INSTANCE,
            SO3.INSTANCE,
            SE3.INSTANCE,
            Sim3.INSTANCE,
            SO.of(2),
            SO.of(3),
            SO.of(4),
            SL.of(2),
            SL.of(3),
            GLPlus.of(2),
            GLPlus.of(3),
            GLPlus.of(4),
            AffinePlus.of(2),
            AffinePlus.of(3),
            AffineGroup.rigid(3),
            AffineGroup.similarity(2),
            AffineGroup.specialAffine(2),
            Conformal.of(3),
            FullLinearGroup.orthogonal(3),
            FullLinearGroup.conformal(2),
            FullLinearGroup.volumePreserving(3),
            Homographies.INSTANCE,
            UpperTriangular.of(3),
            Heisenberg.of(2),
            Scales.of(2),
            Translations.of(3),
            DirectProduct.of(SE2.INSTANCE, SL.of(2)));

    @Provide
    Arbitrary<LieGroup> groups() {
        return Arbitraries.of(GROUPS);
    }

    /** Powers of ten of the length of a tangent vector; its largest rotation stays below π. */
    @Provide
    Arbitrary<Double> lengths() {
        double top = Math.log10(Math.PI - 1e-6);
        return Arbitraries.integers().between(0, 1000).map(k -> Math.pow(10, -12 + (top + 12) * k / 1000));
    }

    private static double[] tangent(LieGroup group, double length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] xi = random.doubles(group.dimension(), -1, 1).toArray();
        double norm = norm(xi);
        for (int i = 0; i < xi.length; i++) {
            xi[i] *= length / norm;
        }
        return xi;
    }

    private static double norm(double[] a) {
        double sum = 0;
        for (double x : a) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }

    private static double[] matrix(LieGroup group, double[] g) {
        int n = group.matrixSize();
        double[] m = new double[n * n];
        group.toMatrix(g, 0, m, 0, 1);
        return m;
    }

    /** ‖g‖ ‖g⁻¹‖, which every bound has to be multiplied by. */
    private static double condition(LieGroup group, double[] g) {
        return norm(matrix(group, g)) * norm(matrix(group, group.inverse(g)));
    }

    private static void assertClose(double[] expected, double[] actual, double bound) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], bound);
        }
    }

    @Property(tries = 2000)
    void logInvertsExp(@ForAll("groups") LieGroup group, @ForAll("lengths") double length, @ForAll long seed) {
        double[] xi = tangent(group, length, seed);
        double[] g = group.exp(xi);
        group.requireMember(g, 0);
        // Close to half a turn the logarithm of a general matrix is as ill-conditioned as its eigenvalues are close to
        // the axis.
        double gap = group.knowsAllBranches() ? 1 : Math.min(1, Math.PI - length + 1e-3);
        assertClose(xi, group.log(g), 1e-14 * (1 + length) * condition(group, g) * condition(group, g) / gap);
    }

    @Property(tries = 2000)
    void compositionIsAssociative(
            @ForAll("groups") LieGroup group,
            @ForAll("lengths") double one,
            @ForAll("lengths") double two,
            @ForAll long seed) {
        double[] a = group.exp(tangent(group, one, seed));
        double[] b = group.exp(tangent(group, two, seed + 1));
        double[] c = group.exp(tangent(group, one, seed + 2));
        double size = norm(matrix(group, a)) * norm(matrix(group, b)) * norm(matrix(group, c));
        assertClose(
                matrix(group, group.compose(group.compose(a, b), c)),
                matrix(group, group.compose(a, group.compose(b, c))),
                1e-14 * size);
        double[] e = new double[group.elementLength()];
        group.identity(e, 0);
        assertClose(matrix(group, e), matrix(group, group.compose(a, group.inverse(a))), 1e-14 * condition(group, a));
    }

    @Property(tries = 1000)
    void theAdjointIsAHomomorphism(
            @ForAll("groups") LieGroup group, @ForAll("lengths") double length, @ForAll long seed) {
        int d = group.dimension();
        double[] a = group.exp(tangent(group, length, seed));
        double[] b = group.exp(tangent(group, 1, seed + 1));
        double[] adA = new double[d * d];
        double[] adB = new double[d * d];
        double[] both = new double[d * d];
        double[] product = new double[d * d];
        group.adjoint(a, 0, adA, 0);
        group.adjoint(b, 0, adB, 0);
        group.adjoint(group.compose(a, b), 0, both, 0);
        SmallMatrices.multiply(d, adA, 0, adB, 0, product, 0);
        assertClose(product, both, 1e-13 * norm(adA) * norm(adB));
    }

    @Property(tries = 1000)
    void jacobiansAreInverseToEachOther(
            @ForAll("groups") LieGroup group, @ForAll("lengths") double length, @ForAll long seed) {
        int d = group.dimension();
        double[] xi = tangent(group, length, seed);
        double[] jacobian = new double[d * d];
        double[] inverse = new double[d * d];
        double[] product = new double[d * d];
        group.leftJacobian(xi, 0, jacobian, 0);
        group.leftJacobianInverse(xi, 0, inverse, 0);
        SmallMatrices.multiply(d, jacobian, 0, inverse, 0, product, 0);
        double bound = 1e-13 * norm(jacobian) * norm(inverse);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                assertEquals(i == j ? 1 : 0, product[i * d + j], bound);
            }
        }
    }

    /** The polar chart has no cut locus but that of the rotation, and no limit for the stretch. */
    @Property(tries = 1000)
    void theChartReachesIllConditionedMatrices(
            @ForAll("lengths") double angle, @ForAll("lengths") double stretch, @ForAll long seed) {
        for (CartanGroup group : List.of(SL.of(2), GLPlus.of(2), SL.of(3), GLPlus.of(3))) {
            double[] xi = tangent(group, 1, seed);
            int s = group.symmetricDimension();
            double rotation = 0;
            double symmetric = 0;
            for (int k = 0; k < xi.length; k++) {
                if (k < s) {
                    symmetric += xi[k] * xi[k];
                } else {
                    rotation += xi[k] * xi[k];
                }
            }
            for (int k = 0; k < xi.length; k++) {
                xi[k] *= k < s ? 1.6 * stretch / Math.sqrt(symmetric) : angle / Math.sqrt(rotation);
            }
            double[] g = new double[group.elementLength()];
            double[] back = new double[xi.length];
            group.fromCoordinates(xi, 0, g, 0, 1);
            group.coordinates(g, 0, back, 0, 1);
            double condition = condition(group, g);
            assertTrue(condition < 1e10, "condition " + condition);
            assertClose(xi, back, 1e-14 * (1 + condition));
        }
    }
}
