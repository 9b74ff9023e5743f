package org.lie4j.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract, group by group, and a demonstration that it can fail. */
class GroupsTest {
    @Nested
    class So2 extends CartanGroupContract {
        @Override
        CartanGroup group() {
            return SO.of(2);
        }
    }

    @Nested
    class So3 extends CartanGroupContract {
        @Override
        CartanGroup group() {
            return SO.of(3);
        }
    }

    @Nested
    class So4 extends CartanGroupContract {
        @Override
        CartanGroup group() {
            return SO.of(4);
        }
    }

    @Nested
    class So5 extends CartanGroupContract {
        @Override
        CartanGroup group() {
            return SO.of(5);
        }
    }

    @Nested
    class Sl2 extends CartanGroupContract {
        @Override
        CartanGroup group() {
            return SL.of(2);
        }
    }

    @Nested
    class Sl3 extends CartanGroupContract {
        @Override
        CartanGroup group() {
            return SL.of(3);
        }
    }

    @Nested
    class Gl2 extends CartanGroupContract {
        @Override
        CartanGroup group() {
            return GLPlus.of(2);
        }
    }

    @Nested
    class Gl3 extends CartanGroupContract {
        @Override
        CartanGroup group() {
            return GLPlus.of(3);
        }
    }

    @Nested
    class Gl4 extends CartanGroupContract {
        @Override
        CartanGroup group() {
            return GLPlus.of(4);
        }
    }

    @Nested
    class Affine2 extends LieGroupContract {
        @Override
        LieGroup group() {
            return AffinePlus.of(2);
        }
    }

    @Nested
    class Affine3 extends LieGroupContract {
        @Override
        LieGroup group() {
            return AffinePlus.of(3);
        }
    }

    @Nested
    class CompactSO2 extends CompactContract {
        @Override
        LieGroup group() {
            return SO2.INSTANCE;
        }
    }

    @Nested
    class CompactSE2 extends CompactContract {
        @Override
        LieGroup group() {
            return SE2.INSTANCE;
        }
    }

    @Nested
    class CompactSim2 extends CompactContract {
        @Override
        LieGroup group() {
            return Sim2.INSTANCE;
        }
    }

    @Nested
    class CompactSO3 extends CompactContract {
        @Override
        LieGroup group() {
            return SO3.INSTANCE;
        }
    }

    @Nested
    class CompactSE3 extends CompactContract {
        @Override
        LieGroup group() {
            return SE3.INSTANCE;
        }
    }

    @Nested
    class CompactSim3 extends CompactContract {
        @Override
        LieGroup group() {
            return Sim3.INSTANCE;
        }
    }

    @Nested
    class SpecialAffine2 extends LieGroupContract {
        @Override
        LieGroup group() {
            return AffineGroup.specialAffine(2);
        }
    }

    @Nested
    class Rigid2 extends LieGroupContract {
        @Override
        LieGroup group() {
            return AffineGroup.rigid(2);
        }
    }

    @Nested
    class Rigid4 extends LieGroupContract {
        @Override
        LieGroup group() {
            return AffineGroup.rigid(4);
        }
    }

    @Nested
    class Similarity3 extends LieGroupContract {
        @Override
        LieGroup group() {
            return AffineGroup.similarity(3);
        }
    }

    @Nested
    class Conformal3 extends LieGroupContract {
        @Override
        LieGroup group() {
            return Conformal.of(3);
        }
    }

    @Nested
    class HomographiesOfThePlane extends LieGroupContract {
        @Override
        LieGroup group() {
            return Homographies.INSTANCE;
        }

        /** Their derivative depends on the point. */
        @Override
        @Test
        void vectorsCovectorsAndSymmetricMatricesMoveWithPoints() {
            UnsupportedOperationException e = assertThrows(
                    UnsupportedOperationException.class, super::vectorsCovectorsAndSymmetricMatricesMoveWithPoints);
            assertTrue(e.getMessage().contains("affine maps"), e.getMessage());
        }
    }

    @Nested
    class Orthogonal3 extends LieGroupContract {
        @Override
        LieGroup group() {
            return FullLinearGroup.orthogonal(3);
        }

        @Override
        double[] mirrored() {
            return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 2};
        }

        @Override
        String mirrorMessage() {
            return "orthogonal";
        }
    }

    @Nested
    class ConformalWithReflections3 extends LieGroupContract {
        @Override
        LieGroup group() {
            return FullLinearGroup.conformal(3);
        }

        @Override
        double[] mirrored() {
            return new double[] {-1, 0, 0, 0, 1, 0, 0, 0, 2};
        }

        @Override
        String mirrorMessage() {
            return "with the sign of its first column changed, for CO(3): expected an orthogonal";
        }
    }

    @Nested
    class VolumePreserving2 extends LieGroupContract {
        @Override
        LieGroup group() {
            return FullLinearGroup.volumePreserving(2);
        }

        @Override
        double[] mirrored() {
            return new double[] {-1, 0, 0, 2};
        }

        @Override
        String mirrorMessage() {
            return "for SL±(2): expected a 2x2 matrix with det = 1, got det = 2";
        }
    }

    @Nested
    class General2 extends LieGroupContract {
        @Override
        LieGroup group() {
            return FullLinearGroup.general(2);
        }

        @Override
        double[] mirrored() {
            return new double[4];
        }

        @Override
        String mirrorMessage() {
            return "regular";
        }
    }

    @Nested
    class Euclidean2 extends LieGroupContract {
        @Override
        LieGroup group() {
            return AffineGroup.euclidean(2);
        }

        @Override
        double[] mirrored() {
            return new double[] {1, 1, 0, 0, 1, 0, 0, 0, 1};
        }

        @Override
        String mirrorMessage() {
            return "orthogonal";
        }
    }

    @Nested
    class Translations3 extends LieGroupContract {
        @Override
        LieGroup group() {
            return Translations.of(3);
        }

        @Override
        double[] mirrored() {
            return new double[] {Double.NaN, 0, 0};
        }

        @Override
        String mirrorMessage() {
            return "finite";
        }
    }

    @Nested
    class Scales2 extends LieGroupContract {
        @Override
        LieGroup group() {
            return Scales.of(2);
        }

        @Override
        double[] mirrored() {
            return new double[] {-1};
        }

        @Override
        String mirrorMessage() {
            return "scale > 0";
        }
    }

    @Nested
    class Triangular3 extends LieGroupContract {
        @Override
        LieGroup group() {
            return UpperTriangular.of(3);
        }

        @Override
        double[] mirrored() {
            return new double[] {1, 0, 0, 1, 1, 0, 0, 0, 1};
        }

        @Override
        String mirrorMessage() {
            return "below the diagonal";
        }
    }

    @Nested
    class Heisenberg2 extends LieGroupContract {
        @Override
        LieGroup group() {
            return Heisenberg.of(2);
        }

        @Override
        double[] mirrored() {
            return new double[] {0, 0, 0, 0, Double.NaN};
        }

        @Override
        String mirrorMessage() {
            return "finite";
        }
    }

    /** The Galilean similarities of the plane: a shear group that scales and turns act on. */
    @Nested
    class SemidirectOfHeisenberg extends LieGroupContract {
        @Override
        LieGroup group() {
            return SemidirectProduct.of(
                    Heisenberg.of(1),
                    DirectProduct.of(Scales.of(1), Scales.of(1)),
                    h -> new double[] {h[0] * h[3], 0, 0, 0, h[3], 0, 0, 0, 1},
                    b -> new double[] {b[0] + b[3], 0, 0, 0, b[3], 0, 0, 0, 0});
        }

        @Override
        double[] mirrored() {
            return new double[] {0, 0, 0, -1, 1};
        }

        @Override
        String mirrorMessage() {
            return "scale > 0";
        }
    }

    /** R³ ⋊ SO(3) once more, from general parts. */
    @Nested
    class SemidirectOfTranslations extends LieGroupContract {
        @Override
        LieGroup group() {
            return rigidFromParts();
        }

        @Override
        double[] mirrored() {
            return new double[] {0, 0, 0, 1, 0, 0, 0, -1, 0, 0, 0, 1};
        }
    }

    private static SemidirectProduct rigidFromParts() {
        return SemidirectProduct.of(Translations.of(3), SO.of(3), h -> homogeneous(h, 1), b -> homogeneous(b, 0));
    }

    private static double[] homogeneous(double[] h, double corner) {
        return new double[] {h[0], h[1], h[2], 0, h[3], h[4], h[5], 0, h[6], h[7], h[8], 0, 0, 0, 0, corner};
    }

    @Test
    void aSemidirectProductOfTranslationsIsTheAffineGroup() {
        SemidirectProduct parts = rigidFromParts();
        AffineGroup rigid = AffineGroup.rigid(3);
        java.util.SplittableRandom random = new java.util.SplittableRandom(31);
        for (int trial = 0; trial < 20; trial++) {
            double[] xi = random.doubles(6, -1, 1).toArray();
            // Translation first here, rotation first there.
            double[] swapped = {xi[3], xi[4], xi[5], xi[0], xi[1], xi[2]};
            double[] g = parts.exp(xi);
            double[] h = rigid.exp(swapped);
            for (int i = 0; i < 3; i++) {
                assertEquals(h[4 * i + 3], g[i], 1e-14);
                for (int j = 0; j < 3; j++) {
                    assertEquals(h[4 * i + j], g[3 + 3 * i + j], 1e-14);
                }
            }
            double[] x = random.doubles(3, -1, 1).toArray();
            double[] y = x.clone();
            parts.act(g, 0, x, 0, x, 0, 1);
            rigid.act(h, 0, y, 0, y, 0, 1);
            LieGroupContract.assertClose(y, x, 1e-14);
        }
        LieGroupContract.assertMessage("normal group, got 9", () -> SemidirectProduct.of(Translations.of(3), SO.of(3)));
        LieGroupContract.assertMessage("takes R^2 to itself", () -> SemidirectProduct.of(Translations.of(2), SO.of(3)));
        LieGroupContract.assertMessage(
                "rho(exp B) = exp(d rho(B))",
                () -> SemidirectProduct.of(
                        Translations.of(3), SO.of(3), h -> homogeneous(h, 1), b -> homogeneous(b, 1)));
    }

    @Nested
    class Product extends LieGroupContract {
        @Override
        LieGroup group() {
            return DirectProduct.of(SE2.INSTANCE, SL.of(2));
        }

        @Override
        double[] mirrored() {
            return new double[] {2, 0, 0, 0, 1, 0, 0, 1};
        }

        @Override
        String mirrorMessage() {
            return "norm 1";
        }
    }

    /** Compact elements have no determinant: their first part has a norm. */
    abstract static class CompactContract extends LieGroupContract {
        @Override
        double[] mirrored() {
            double[] g = new double[group().elementLength()];
            group().identity(g, 0);
            g[0] = 0;
            return g;
        }

        @Override
        String mirrorMessage() {
            return "got";
        }
    }

    /** SL(2), except that the inverse is the transpose. */
    private static final class Broken implements LieGroup {
        private final SL sl = SL.of(2);

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public int dimension() {
            return sl.dimension();
        }

        @Override
        public int matrixSize() {
            return 2;
        }

        @Override
        public void inverse(double[] a, int aOff, double[] out, int outOff, int count) {
            SO.of(2).inverse(a, aOff, out, outOff, count);
        }

        @Override
        public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
            sl.exp(xi, xiOff, out, outOff, count);
        }

        @Override
        public void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
            sl.log(a, aOff, xi, xiOff, count);
        }

        @Override
        public void hat(double[] xi, int xiOff, double[] out, int outOff) {
            sl.hat(xi, xiOff, out, outOff);
        }

        @Override
        public void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
            sl.vee(matrix, matrixOff, xi, xiOff);
        }

        @Override
        public void requireMember(double[] g, int gOff) {
            sl.requireMember(g, gOff);
        }
    }

    /** Triangular matrices, except that they claim to be unimodular and that their Jacobian is the identity. */
    private static final class BrokenMeasure implements LieGroup {
        private final UpperTriangular group = UpperTriangular.of(2);

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public int dimension() {
            return group.dimension();
        }

        @Override
        public int matrixSize() {
            return 2;
        }

        @Override
        public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
            group.exp(xi, xiOff, out, outOff, count);
        }

        @Override
        public void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
            group.log(a, aOff, xi, xiOff, count);
        }

        @Override
        public void hat(double[] xi, int xiOff, double[] out, int outOff) {
            group.hat(xi, xiOff, out, outOff);
        }

        @Override
        public void vee(double[] matrix, int matrixOff, double[] xi, int xiOff) {
            group.vee(matrix, matrixOff, xi, xiOff);
        }

        @Override
        public void leftJacobian(double[] xi, int xiOff, double[] out, int outOff) {
            org.lie4j.groups.internal.MatrixExponential.setIdentity(dimension(), out, outOff);
        }

        @Override
        public double modularFunction(double[] g, int gOff) {
            return 1;
        }

        @Override
        public void requireMember(double[] g, int gOff) {
            group.requireMember(g, gOff);
        }
    }

    @Test
    void theContractFailsForABrokenMeasure() {
        LieGroupContract contract = new LieGroupContract() {
            @Override
            LieGroup group() {
                return new BrokenMeasure();
            }
        };
        contract.compositionIsAssociativeWithIdentityAndInverse();
        assertThrows(AssertionError.class, contract::jacobiansAreThoseOfFiniteDifferences);
        assertThrows(AssertionError.class, contract::plusAndMinusHaveTheirDerivatives);
        assertThrows(AssertionError.class, contract::rightJacobiansAreInverseToTheirInverses);
        assertThrows(AssertionError.class, contract::theModularFunctionComparesTheHaarMeasures);
        assertThrows(AssertionError.class, contract::integralsAreInvariant);
    }

    @Test
    void theContractFailsForABrokenGroup() {
        LieGroupContract contract = new LieGroupContract() {
            @Override
            LieGroup group() {
                return new Broken();
            }
        };
        contract.logInvertsExp();
        assertThrows(AssertionError.class, contract::compositionIsAssociativeWithIdentityAndInverse);
        assertThrows(AssertionError.class, contract::adjointIsAHomomorphismAndConjugates);
        assertThrows(AssertionError.class, contract::plusAndMinusAreInverse);
    }

    @Test
    void rotationsNearTheCutLocusGoRoundTrip() {
        SO so = SO.of(3);
        double[][] axes = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0.6, 0.8, 0}, {-0.48, 0.6, 0.64}, {0.48, -0.6, -0.64}};
        for (double gap : new double[] {1e-3, 1e-6, 1e-9}) {
            for (double[] axis : axes) {
                double angle = Math.PI - gap;
                double[] xi = {angle * axis[0], angle * axis[1], angle * axis[2]};
                double[] back = so.log(so.exp(xi));
                for (int k = 0; k < 3; k++) {
                    assertEquals(xi[k], back[k], 1e-12, "gap " + gap);
                }
            }
        }
        assertEquals(Math.PI - 1e-9, SO.of(2).log(SO.of(2).exp(Math.PI - 1e-9))[0], 1e-14);
        // At π itself: the branch that the Javadoc states.
        double[] half = so.log(new double[] {1, 0, 0, 0, -1, 0, 0, 0, -1});
        assertEquals(Math.PI, half[0], 1e-15);
        double[] y = so.log(new double[] {-1, 0, 0, 0, 1, 0, 0, 0, -1});
        assertEquals(Math.PI, y[1], 1e-15);
    }

    @Test
    void whereThereIsNoRealLogarithmThereIsAClearException() {
        NoLogarithmException e =
                assertThrows(NoLogarithmException.class, () -> GLPlus.of(2).log(new double[] {-2, 0, 0, -0.5}));
        assertTrue(e.getMessage().contains("negative eigenvalues"), e.getMessage());
        assertThrows(NoLogarithmException.class, () -> GLPlus.of(3).log(new double[] {-2, 0, 0, 0, -0.5, 0, 0, 0, 1}));
        // The polar chart covers the same elements.
        double[] xi = new double[4];
        GLPlus.of(2).coordinates(new double[] {-2, 0, 0, -0.5}, 0, xi, 0, 1);
        assertEquals(Math.PI, Math.abs(xi[3]), 1e-15);
        assertEquals(Math.log(2), xi[1], 1e-15);
    }

    @Test
    void aRotationReadWithFiveDigitsIsRefused() {
        double[] r = SO.of(3).exp(0.3, -0.2, 0.5);
        r[4] += 1e-5;
        LieGroupContract.assertMessage(
                "expected an orthogonal 3x3 matrix", () -> SO.of(3).log(r));
        // What the message advises works.
        SO.of(3).requireMember(Polar.left(3, r).rotation(), 0);
    }

    @Test
    void otherSizesAndDeterminantsAreRefused() {
        LieGroupContract.assertMessage("n: expected at least 2, got 1", () -> SL.of(1));
        LieGroupContract.assertMessage("det = 1, got det = 4.0", () -> SL.of(2).inverse(new double[] {2, 0, 0, 2}));
        LieGroupContract.assertMessage(
                "last row", () -> AffinePlus.of(2).inverse(new double[] {1, 0, 0, 0, 1, 0, 0, 1, 1}));
    }

    @Test
    void theAffineModularFunctionRelatesTheTwoHaarMeasures() {
        AffinePlus affine = AffinePlus.of(2);
        double[] g = affine.element(new double[] {1.5, 0.2, -0.3, 0.9}, new double[] {3, -1});
        assertEquals(affine.leftHaarDensity(g, 0) / affine.rightHaarDensity(g, 0), affine.modularFunction(g, 0), 1e-15);
        double[] x = {2, 5};
        affine.act(g, 0, x, 0, x, 0, 1);
        assertEquals(1.5 * 2 + 0.2 * 5 + 3, x[0], 1e-15);
        assertEquals(-0.3 * 2 + 0.9 * 5 - 1, x[1], 1e-15);
    }
}
