package org.lie4j.groups;

import org.lie4j.groups.internal.Rotations;

/**
 * SO(n): rotations.
 *
 * <p>Tangent vectors: the angle for n = 2, the rotation vector for n = 3, the entries below the diagonal otherwise; radians.
 * {@link #log} is the principal logarithm, angles in (-π, π]. For n = 3 a rotation by exactly π gets the axis whose first component
 * that is not zero is positive; for n > 3 an eigenvalue -1 has no principal logarithm.
 */
public final class SO extends CartanMatrixGroup {
    private SO(int n) {
        super(n, 0, false);
    }

    /**
     * The group of n×n rotations.
     *
     * @param n size, at least 2
     * @return the group
     * @throws IllegalArgumentException if n is less than 2
     */
    public static SO of(int n) {
        return new SO(requireSize(n, 2));
    }

    /**
     * The volume of SO(n) in the metric ½ tr(AᵀA), in which the basis of {@link #hat} is orthonormal: that of the spheres S¹, …, Sⁿ⁻¹ multiplied.
     *
     * @return 2π for n = 2, 8π² for n = 3
     */
    public double volume() {
        double volume = 1;
        // The area of S^k is 2π/(k - 1) that of S^{k-2}.
        double odd = 2;
        double even = 2 * Math.PI;
        for (int k = 1; k < n; k++) {
            if (k % 2 == 1) {
                even = k == 1 ? 2 * Math.PI : even * 2 * Math.PI / (k - 1);
                volume *= even;
            } else {
                odd = odd * 2 * Math.PI / (k - 1);
                volume *= odd;
            }
        }
        return volume;
    }

    @Override
    public String name() {
        return "SO(" + n + ")";
    }

    @Override
    public void inverse(double[] a, int aOff, double[] out, int outOff, int count) {
        for (int k = 0; k < count; k++) {
            int from = aOff + k * n * n;
            int to = outOff + k * n * n;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double lower = a[from + i * n + j];
                    double upper = a[from + j * n + i];
                    out[to + i * n + j] = upper;
                    out[to + j * n + i] = lower;
                }
            }
        }
    }

    /** {@inheritDoc} The rotation at the smallest Frobenius distance, the factor R of {@link Polar}; det > 0 is expected. */
    @Override
    public double[] nearest(double[] matrix) {
        return Polar.left(n, matrix).rotation();
    }

    @Override
    public void exp(double[] xi, int xiOff, double[] out, int outOff, int count) {
        double[] work = new double[3 * n * n];
        for (int i = 0; i < count; i++) {
            Rotations.exp(n, xi, xiOff + i * dimension(), out, outOff + i * n * n, work);
        }
    }

    @Override
    public void log(double[] a, int aOff, double[] xi, int xiOff, int count) {
        for (int i = 0; i < count; i++) {
            Rotations.log(n, a, aOff + i * n * n, xi, xiOff + i * dimension());
        }
    }

    /** {@inheritDoc} For n = 2 and 3. */
    @Override
    public boolean knowsAllBranches() {
        return n <= 3;
    }

    @Override
    public boolean logOnBranch(double[] g, int gOff, int turns, double[] xi, int xiOff) {
        if (turns != 0 && n > 3) {
            return false;
        }
        log(g, gOff, xi, xiOff, 1);
        if (n == 2) {
            xi[xiOff] += 2 * Math.PI * turns;
        } else if (turns != 0) {
            double angle = SpaceSimilarities.angle(xi, xiOff);
            if (angle < 1e-12) {
                return false;
            }
            for (int i = 0; i < 3; i++) {
                xi[xiOff + i] *= (angle + 2 * Math.PI * turns) / angle;
            }
        }
        return true;
    }

    @Override
    public void coordinates(double[] g, int gOff, double[] xi, int xiOff, int count) {
        log(g, gOff, xi, xiOff, count);
    }

    @Override
    public void fromCoordinates(double[] xi, int xiOff, double[] g, int gOff, int count) {
        exp(xi, xiOff, g, gOff, count);
    }

    @Override
    public double haarDensity(double[] xi, int xiOff) {
        return Rotations.haarDensity(n, xi, xiOff);
    }

    @Override
    public void requireMember(double[] g, int gOff) {
        Members.requireRotation(n, g, gOff);
    }
}
