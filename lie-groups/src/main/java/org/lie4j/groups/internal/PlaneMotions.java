package org.lie4j.groups.internal;

/** SE(2) as the complex number e^{iθ} and a translation, and SO(2) without that; tangent vectors θ, or (θ, v). */
public final class PlaneMotions {
    private PlaneMotions() {}

    /**
     * The rotation e^{iθ} by the half angle, and the translation V v, V = e^{iθ/2} sin(θ/2)/(θ/2).
     *
     * @param xi θ, v
     * @param x where they start
     * @param out modified: real part, imaginary part, translation; not the place of xi
     * @param o where they start
     * @param moved whether there is a translation
     */
    public static void exp(double[] xi, int x, double[] out, int o, boolean moved) {
        double angle = xi[x];
        double half = 0.5 * Math.abs(angle);
        double c = Angles.cos(half);
        double s = angle < 0 ? -Angles.sin(half) : Angles.sin(half);
        out[o] = (c - s) * (c + s);
        out[o + 1] = 2 * s * c;
        if (moved) {
            double f = half < 1e-8 ? 1 : 2 * s / angle;
            double re = f * c;
            double im = f * s;
            double v0 = xi[x + 1];
            double v1 = xi[x + 2];
            out[o + 2] = re * v0 - im * v1;
            out[o + 3] = im * v0 + re * v1;
        }
    }

    /**
     * The inverse of {@link #exp}, θ in [-π, π]; V⁻¹ = θ/2 cot θ/2 - iθ/2.
     *
     * @param g real part, imaginary part, translation
     * @param p where they start
     * @param xi modified: θ, v; not the place of g
     * @param x where they start
     * @param moved whether there is a translation
     */
    public static void log(double[] g, int p, double[] xi, int x, boolean moved) {
        double c = g[p];
        double s = g[p + 1];
        double angle = Angles.angle(s, c);
        xi[x] = angle;
        if (moved) {
            double half = 0.5 * angle;
            double q = angle * angle;
            double re;
            if (q < Similarity.SMALL_SQUARE) {
                re = 1 - q * Similarity.inverseSecondOrder(q);
            } else {
                // Two forms of cot θ/2, each where it does not cancel.
                re = half * (c < 0 ? s / (1 - c) : (1 + c) / s);
            }
            double t0 = g[p + 2];
            double t1 = g[p + 3];
            xi[x + 1] = re * t0 + half * t1;
            xi[x + 2] = re * t1 - half * t0;
        }
    }
}
