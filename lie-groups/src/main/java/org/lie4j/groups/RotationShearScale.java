package org.lie4j.groups;

import org.lie4j.groups.internal.OrthogonalTriangular;

/**
 * g = R S D: rotation, shear, scale. S is upper triangular with ones on the diagonal, D = diag(d) positive; D acts first. The
 * factors of {@link Iwasawa} in the order that graphics uses, S D = A N. Unique, and smooth everywhere on GL+(n).
 *
 * <p>For n = 2: the angle of R, the shear S₁₂ along x, and two scales; for n = 3 a rotation, the shears xy, xz, yz, and three scales.
 * Packed order: R, S, d.
 */
public final class RotationShearScale extends Decomposition {
    private final double[] rotation;
    private final double[] shear;
    private final double[] scale;

    private RotationShearScale(int n, double[] rotation, double[] shear, double[] scale) {
        super(n);
        this.rotation = rotation;
        this.shear = shear;
        this.scale = scale;
    }

    /**
     * Decomposes a matrix.
     *
     * @param g {@code [n, n]} row-major, of positive determinant
     * @return the factors
     * @throws IllegalArgumentException if g is not square, not finite, or det g ≤ 0
     */
    public static RotationShearScale of(double[] g) {
        int n = requireSquare(g);
        Members.requirePositiveDeterminant(n, g, 0);
        double[] q = new double[n * n];
        double[] r = new double[n * n];
        OrthogonalTriangular.decompose(n, g, q, r);
        double[] scale = new double[n];
        for (int j = 0; j < n; j++) {
            scale[j] = r[j * n + j];
            for (int i = 0; i <= j; i++) {
                r[i * n + j] /= scale[j];
            }
        }
        return new RotationShearScale(n, q, r, scale);
    }

    /**
     * The rotation R.
     *
     * @return new array {@code [n, n]}
     */
    public double[] rotation() {
        return rotation.clone();
    }

    /**
     * The shear S.
     *
     * @return new array {@code [n, n]}
     */
    public double[] shear() {
        return shear.clone();
    }

    /**
     * The scales, the diagonal of D.
     *
     * @return new array {@code [n]}
     */
    public double[] scale() {
        return scale.clone();
    }

    @Override
    public double[] compose() {
        double[] g = product(n, rotation, shear);
        for (int i = 0; i < n * n; i++) {
            g[i] *= scale[i % n];
        }
        return g;
    }

    @Override
    public double[] factors() {
        return concatenated(rotation, shear, scale);
    }

    /** {@inheritDoc} By the differential of {@link Iwasawa}, whose triangular factor is the same: S D = A N. */
    @Override
    public double[] differential(double[] dg) {
        Iwasawa iwasawa = Iwasawa.of(compose());
        double[] d = iwasawa.differential(dg);
        double[] a = iwasawa.logDiagonal();
        double[] unipotent = iwasawa.unipotent();
        double[] ds = new double[n * n];
        double[] scales = new double[n];
        for (int i = 0; i < n; i++) {
            scales[i] = Math.exp(a[i]) * d[n * n + i];
            for (int j = i + 1; j < n; j++) {
                // S = A N A⁻¹.
                double ratio = Math.exp(a[i] - a[j]);
                double value = unipotent[i * n + j] * (d[n * n + i] - d[n * n + j]);
                ds[i * n + j] = ratio * (d[n * n + n + i * n + j] + value);
            }
        }
        return concatenated(java.util.Arrays.copyOf(d, n * n), ds, scales);
    }

    /** {@inheritDoc} In R, the entries of S above the diagonal and ln d: 1, for what S D adds to the differential of g g⁻¹ is triangular. */
    @Override
    public double leftHaarDensity() {
        return 1;
    }
}
