package org.lie4j.groups;

import org.lie4j.groups.internal.SmallMatrices;

/**
 * Levi decomposition of Affine+(n): g = τ σ l with a translation τ and a scale σ, which make up the radical (the largest
 * solvable normal subgroup), and l in the semisimple SL(n): x ↦ s (l x) + t. Unique, and smooth everywhere.
 *
 * <p>The matrix is the homogeneous one, so that {@link #matrixSize} is n + 1. Packed order: t, ln s, l; a derivative has the derivative of ln s.
 */
public final class Levi extends Decomposition {
    private final double[] translation;
    private final double logScale;
    private final double[] special;

    private Levi(int n, double[] translation, double logScale, double[] special) {
        super(n + 1);
        this.translation = translation;
        this.logScale = logScale;
        this.special = special;
    }

    /**
     * Decomposes an affine map.
     *
     * @param g homogeneous matrix {@code [n + 1, n + 1]} row-major, with a linear part of positive determinant
     * @return the factors
     * @throws IllegalArgumentException if g is no element of Affine+(n), n ≥ 2
     */
    public static Levi of(double[] g) {
        int n = requireSquare(g) - 1;
        AffinePlus group = AffinePlus.of(n);
        group.requireMember(g, 0);
        double[] h = new double[n * n];
        double[] t = new double[n];
        group.linear(g, 0, h, 0);
        for (int i = 0; i < n; i++) {
            t[i] = g[i * (n + 1) + n];
        }
        double logScale = Math.log(SmallMatrices.determinant(n, h, 0)) / n;
        double s = Math.exp(logScale);
        for (int i = 0; i < h.length; i++) {
            h[i] /= s;
        }
        return new Levi(n, t, logScale, h);
    }

    /**
     * The translation t.
     *
     * @return new array {@code [n]}
     */
    public double[] translation() {
        return translation.clone();
    }

    /**
     * The logarithm of the scale s = det(h)^{1/n}.
     *
     * @return ln s
     */
    public double logScale() {
        return logScale;
    }

    /**
     * The factor of determinant 1.
     *
     * @return new array {@code [n, n]}
     */
    public double[] special() {
        return special.clone();
    }

    private double[] linear() {
        double[] h = special.clone();
        for (int i = 0; i < h.length; i++) {
            h[i] *= Math.exp(logScale);
        }
        return h;
    }

    @Override
    public double[] compose() {
        return AffinePlus.of(translation.length).element(linear(), translation);
    }

    @Override
    public double[] factors() {
        return concatenated(translation, new double[] {logScale}, special);
    }

    /** {@inheritDoc} d ln s = tr(h⁻¹ dh)/n, dl = dh/s - l d ln s; the last row of dg does not count. */
    @Override
    public double[] differential(double[] dg) {
        requireDirection(dg);
        int d = translation.length;
        double[] dh = new double[d * d];
        double[] dt = new double[d];
        for (int i = 0; i < d; i++) {
            System.arraycopy(dg, i * n, dh, i * d, d);
            dt[i] = dg[i * n + d];
        }
        double[] relative = product(d, inverted(d, linear()), dh);
        double dLog = 0;
        for (int i = 0; i < d; i++) {
            dLog += relative[i * (d + 1)] / d;
        }
        double[] dl = new double[d * d];
        for (int i = 0; i < dl.length; i++) {
            dl[i] = dh[i] * Math.exp(-logScale) - special[i] * dLog;
        }
        return concatenated(dt, new double[] {dLog}, dl);
    }

    /** {@inheritDoc} In t, ln s and Haar measure of SL(n): s⁻ⁿ. */
    @Override
    public double leftHaarDensity() {
        return Math.exp(-translation.length * logScale);
    }

    /** {@inheritDoc} 1. */
    @Override
    public double rightHaarDensity() {
        return 1;
    }
}
