package org.lie4j.groups.sampling;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/** Volumes ∫ ∏ sinhc(xᵢ - xⱼ) dX of balls ‖X‖ ≤ r of symmetric 2×2 and 3×3 matrices, in the norm of ½ tr(AᵀA). */
final class HaarBalls {
    private static final int NODES = 80;

    private HaarBalls() {}

    /**
     * The volume.
     *
     * @param n 2 or 3
     * @param scale whether X may have a trace
     * @param radius r
     * @return the volume, to about 1e-12
     */
    static double volume(int n, boolean scale, double radius) {
        if (!scale) {
            return traceless(n, radius);
        }
        // The coordinate of the identity is r sin θ, which leaves a ball of radius r cos θ: smooth in θ up to the ends.
        GaussIntegrator angles = new GaussIntegratorFactory().legendre(NODES, -0.5 * Math.PI, 0.5 * Math.PI);
        return angles.integrate(theta -> radius * Math.cos(theta) * traceless(n, radius * Math.cos(theta)));
    }

    private static double traceless(int n, double radius) {
        if (n == 2) {
            double s = Math.sinh(radius);
            return Math.PI * s * s;
        }
        // Eigenvalues (2/√3) t cos(ψ + 2πk/3) in the chamber 0 < ψ < π/3; the constant is that of the Euclidean ball.
        double ball = 8 * Math.PI * Math.PI / 15 * Math.pow(radius, 5);
        return ball * chamber(radius, true) / chamber(radius, false);
    }

    private static double chamber(double radius, boolean curved) {
        GaussIntegrator radii = new GaussIntegratorFactory().legendre(NODES, 0, radius);
        GaussIntegrator angles = new GaussIntegratorFactory().legendre(NODES, 0, Math.PI / 3);
        return radii.integrate(t -> angles.integrate(psi -> t * gaps(t, psi, curved)));
    }

    private static double gaps(double t, double psi, boolean curved) {
        double product = 1;
        double[] x = new double[3];
        for (int k = 0; k < 3; k++) {
            x[k] = 2 / Math.sqrt(3) * t * Math.cos(psi + 2 * Math.PI * k / 3);
            for (int j = 0; j < k; j++) {
                double gap = Math.abs(x[k] - x[j]);
                product *= curved ? Math.sinh(gap) : gap;
            }
        }
        return product;
    }
}
