package org.lie4j.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What groups with the global chart must satisfy on top. */
abstract class CartanGroupContract extends LieGroupContract {
    @Override
    abstract CartanGroup group();

    private double[] coordinates(int count, double symmetricScale, double rotationScale) {
        CartanGroup g = group();
        SplittableRandom random = new SplittableRandom(11);
        double[] xi = new double[count * g.dimension()];
        for (int i = 0; i < xi.length; i++) {
            boolean symmetric = i % g.dimension() < g.symmetricDimension();
            xi[i] = (symmetric ? symmetricScale : rotationScale) * random.nextDouble(-1, 1);
        }
        return xi;
    }

    @Test
    void theChartIsGlobal() {
        CartanGroup g = group();
        // Three coordinates of 1.7 have norm up to 2.94 < π; larger n keeps below by the smaller scale.
        double rotation = g.matrixSize() <= 3 ? 1.7 : 0.9;
        for (double scale : new double[] {0, 1e-12, 1e-8, 1e-3, 0.3, 2}) {
            for (double angle : new double[] {0, 1e-12, 1e-8, 1e-3, rotation}) {
                double[] xi = coordinates(20, scale, angle);
                double[] elements = new double[20 * g.elementLength()];
                double[] back = new double[xi.length];
                g.fromCoordinates(xi, 0, elements, 0, 20);
                g.coordinates(elements, 0, back, 0, 20);
                double condition = Math.exp(4 * scale * g.matrixSize());
                for (int i = 0; i < xi.length; i++) {
                    assertEquals(xi[i], back[i], 1e-14 * (1 + condition), "scale " + scale + ", angle " + angle);
                }
            }
        }
    }

    @Test
    void theSymmetricFactorComesFirst() {
        CartanGroup g = group();
        double[] xi = coordinates(1, 0.5, 0.5);
        double[] element = new double[g.elementLength()];
        g.fromCoordinates(xi, 0, element, 0, 1);
        Polar polar = Polar.left(g.matrixSize(), element);
        double[] onlySymmetric = xi.clone();
        double[] onlyRotation = xi.clone();
        for (int k = 0; k < xi.length; k++) {
            (k < g.symmetricDimension() ? onlyRotation : onlySymmetric)[k] = 0;
        }
        double[] p = new double[element.length];
        double[] r = new double[element.length];
        g.fromCoordinates(onlySymmetric, 0, p, 0, 1);
        g.fromCoordinates(onlyRotation, 0, r, 0, 1);
        assertClose(p, polar.positive(), 1e-13);
        assertClose(r, polar.rotation(), 1e-13);
    }

    /** Left translation has the Jacobian that Haar densities demand: ρ(ξ(a g)) |∂ξ(a g)/∂ξ(g)| = ρ(ξ(g)). */
    @Test
    void theHaarDensityIsInvariantUnderTranslations() {
        CartanGroup g = group();
        int d = g.dimension();
        double h = 1e-5;
        double[] points = coordinates(6, 0.4, 0.4);
        for (int i = 0; i + 1 < 6; i++) {
            double[] a = new double[g.elementLength()];
            g.fromCoordinates(points, (i + 1) * d, a, 0, 1);
            double[] jacobian = new double[d * d];
            for (int k = 0; k < d; k++) {
                double[] plus = translated(a, points, i, k, h);
                double[] minus = translated(a, points, i, k, -h);
                for (int r = 0; r < d; r++) {
                    jacobian[r * d + k] = (plus[r] - minus[r]) / (2 * h);
                }
            }
            double[] image = translated(a, points, i, 0, 0);
            double det = Math.abs(org.lie4j.groups.internal.SmallMatrices.determinant(d, jacobian, 0));
            assertEquals(1, g.haarDensity(image, 0) * det / g.haarDensity(points, i * d), 1e-6);
        }
        assertEquals(1, g.haarDensity(new double[d], 0), 1e-15);
        assertTrue(g.haarDensity(points, 0) > 0);
    }

    private double[] translated(double[] a, double[] points, int i, int k, double step) {
        CartanGroup g = group();
        int d = g.dimension();
        double[] xi = new double[d];
        System.arraycopy(points, i * d, xi, 0, d);
        xi[k] += step;
        double[] element = new double[a.length];
        g.fromCoordinates(xi, 0, element, 0, 1);
        g.compose(a, 0, element, 0, element, 0, 1);
        g.coordinates(element, 0, xi, 0, 1);
        return xi;
    }
}
