package org.lie4j.kernels;

import org.lie4j.groups.CartanGroup;
import org.lie4j.groups.Conformal;
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.LieGroup;
import org.lie4j.groups.SL;
import org.lie4j.groups.SO;

/**
 * The matrix groups acting on volumes for which group convolutions are offered. Elements are row-major 3×3 matrices g = P R (polar).
 *
 * <p>Coordinates are log P, in the basis of the group's own chart, and the rotation vector of R. For a rotation by π, which has two rotation vectors, the one is taken
 * whose first component that is not 0 is positive.
 */
public enum VolumeGroup implements KernelGroup {
    /** Rotations, SO(3). */
    SO3(SO.of(3), SO.of(3), 0),
    /** Volume-preserving linear maps, SL(3). */
    SL3(SL.of(3), SL.of(3), 5),
    /** Orientation-preserving linear maps, GL+(3). */
    GL3(GLPlus.of(3), GLPlus.of(3), 6),
    /** Uniform scales, the positive multiples of the identity. */
    SCALE(Conformal.of(3), null, 1);

    private static final int N = 3;
    private static final double NEARLY = 1e-6;

    @SuppressWarnings("ImmutableEnumChecker") // the groups hold nothing but their size
    private final LieGroup group;

    /** (log P, log R); null where there is only a scale. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final CartanGroup chart;

    private final int symmetric;

    VolumeGroup(LieGroup group, CartanGroup chart, int symmetric) {
        this.group = group;
        this.chart = chart;
        this.symmetric = symmetric;
    }

    /**
     * A group of 3×3 matrices that holds the elements.
     *
     * @return the group itself; R+ × SO(3) for the scales
     */
    public LieGroup group() {
        return group;
    }

    @Override
    public int symmetricDimension() {
        return symmetric;
    }

    @Override
    public boolean rotates() {
        return chart != null;
    }

    @Override
    public boolean scales() {
        return this == GL3 || this == SCALE;
    }

    @Override
    public int matrixSize() {
        return N;
    }

    @Override
    public int coordinates() {
        return symmetric + (rotates() ? N : 0);
    }

    @Override
    public boolean isAngle(int coordinate) {
        return coordinate >= symmetric;
    }

    @Override
    public void toCoordinates(double[] g, int gOff, double[] xi, int xiOff, int count) {
        if (!rotates()) {
            for (int i = 0; i < count; i++) {
                xi[xiOff + i] = Math.log(g[gOff + N * N * i]);
            }
            return;
        }
        chart.coordinates(g, gOff, xi, xiOff, count);
        for (int i = 0; i < count; i++) {
            chooseAtHalfTurn(xi, xiOff + i * coordinates() + symmetric);
        }
    }

    @Override
    public void toElements(double[] xi, int xiOff, double[] g, int gOff, int count) {
        if (rotates()) {
            chart.fromCoordinates(xi, xiOff, g, gOff, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < N * N; k++) {
                g[gOff + N * N * i + k] = k % (N + 1) == 0 ? Math.exp(xi[xiOff + i]) : 0;
            }
        }
    }

    /** Density of Haar measure in the coordinates: of log P by the sinh of the differences of its eigenvalues, and of the rotation vector. */
    @Override
    public double haarDensity(double[] xi, int xiOff) {
        return rotates() ? chart.haarDensity(xi, xiOff) : 1;
    }

    private static void chooseAtHalfTurn(double[] xi, int at) {
        double angle = Math.sqrt(xi[at] * xi[at] + xi[at + 1] * xi[at + 1] + xi[at + 2] * xi[at + 2]);
        if (angle < Math.PI - NEARLY) {
            return;
        }
        int first = at;
        while (Math.abs(xi[first]) < NEARLY) {
            first++;
        }
        if (xi[first] < 0) {
            for (int k = at; k < at + N; k++) {
                xi[k] = -xi[k];
            }
        }
    }
}
