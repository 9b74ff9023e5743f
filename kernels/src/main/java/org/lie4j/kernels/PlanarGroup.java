package org.lie4j.kernels;

import org.lie4j.groups.Conformal;
import org.lie4j.groups.FullLinearGroup;
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.LieGroup;
import org.lie4j.groups.SL;
import org.lie4j.groups.SO;

/**
 * The matrix groups acting on image planes for which group convolutions are offered. Elements are row-major 2×2 matrices g = P R, or P R F with the
 * reflection F = diag(1, -1).
 *
 * <p>Coordinates are the part of the global chart (log P, log R) of GL+(2) that the group needs: of scale, two shears (the squeeze along x and y, and that
 * along the diagonals) and angle; then, for O(2), 1 if orientation is reversed and 0 if not.
 */
public enum PlanarGroup implements KernelGroup {
    /** Rotations, SO(2). */
    SO2(SO.of(2), new int[] {}, true, false),
    /** Area-preserving linear maps, SL(2): rotations, shears and squeezes. */
    SL2(SL.of(2), new int[] {1, 2}, true, false),
    /** Orientation-preserving linear maps, GL+(2): SL(2) and scale. */
    GL2(GLPlus.of(2), new int[] {0, 1, 2}, true, false),
    /** Uniform scales, the positive multiples of the identity. */
    SCALE(Conformal.of(2), new int[] {0}, false, false),
    /** Rotations with uniform scale, the linear part of the similarities Sim(2). */
    SIM2(Conformal.of(2), new int[] {0}, true, false),
    /** Rotations and reflections, O(2). */
    O2(FullLinearGroup.orthogonal(2), new int[] {}, true, true);

    private static final GLPlus CHART = GLPlus.of(2);
    private static final int ANGLE = 3;

    @SuppressWarnings("ImmutableEnumChecker") // the groups hold nothing but their size
    private final LieGroup group;

    /** Which coordinates of log P the group has: 0 scale, 1 and 2 shears. */
    @SuppressWarnings("ImmutableEnumChecker") // never handed out
    private final int[] symmetric;

    private final boolean rotates;
    private final boolean reflects;

    PlanarGroup(LieGroup group, int[] symmetric, boolean rotates, boolean reflects) {
        this.group = group;
        this.symmetric = symmetric;
        this.rotates = rotates;
        this.reflects = reflects;
    }

    /**
     * A group of 2×2 matrices that holds the elements.
     *
     * @return the group itself; R+ × SO(2) for the scales
     */
    public LieGroup group() {
        return group;
    }

    @Override
    public int symmetricDimension() {
        return symmetric.length;
    }

    @Override
    public boolean rotates() {
        return rotates;
    }

    /**
     * Whether the group holds reflections.
     *
     * @return true for O(2)
     */
    public boolean reflects() {
        return reflects;
    }

    @Override
    public boolean scales() {
        return symmetric.length > 0 && symmetric[0] == 0;
    }

    @Override
    public int matrixSize() {
        return 2;
    }

    @Override
    public boolean isAngle(int coordinate) {
        return rotates && coordinate == symmetric.length;
    }

    @Override
    public int coordinates() {
        return symmetric.length + (rotates ? 1 : 0) + (reflects ? 1 : 0);
    }

    /** The coordinates of elements; angles in (-π, π]. */
    @Override
    public void toCoordinates(double[] g, int gOff, double[] xi, int xiOff, int count) {
        double[] matrix = new double[4];
        double[] chart = new double[4];
        for (int i = 0; i < count; i++) {
            System.arraycopy(g, gOff + 4 * i, matrix, 0, 4);
            boolean reversed = reflects && matrix[0] * matrix[3] - matrix[1] * matrix[2] < 0;
            if (reversed) {
                reflect(matrix, 0);
            }
            CHART.coordinates(matrix, 0, chart, 0, 1);
            int at = xiOff + i * coordinates();
            for (int k : symmetric) {
                xi[at++] = chart[k];
            }
            if (rotates) {
                // Rotations by π have two angles, and rounding would decide between them: all take π.
                xi[at++] = chart[ANGLE] < -Math.PI + 1e-9 ? chart[ANGLE] + 2 * Math.PI : chart[ANGLE];
            }
            if (reflects) {
                xi[at] = reversed ? 1 : 0;
            }
        }
    }

    @Override
    public void toElements(double[] xi, int xiOff, double[] g, int gOff, int count) {
        double[] chart = new double[4];
        for (int i = 0; i < count; i++) {
            int at = xiOff + i * coordinates();
            for (int k : symmetric) {
                chart[k] = xi[at++];
            }
            if (rotates) {
                chart[ANGLE] = xi[at++];
            }
            CHART.fromCoordinates(chart, 0, g, gOff + 4 * i, 1);
            if (reflects && xi[at] > 0.5) {
                reflect(g, gOff + 4 * i);
            }
        }
    }

    /** g ← g F. */
    private static void reflect(double[] g, int at) {
        g[at + 1] = -g[at + 1];
        g[at + 3] = -g[at + 3];
    }

    @Override
    public double haarDensity(double[] xi, int xiOff) {
        double[] chart = new double[4];
        for (int k = 0; k < symmetric.length; k++) {
            chart[symmetric[k]] = xi[xiOff + k];
        }
        // On the abelian groups among these the density is 1, and the shears 0.
        return CHART.haarDensity(chart, 0);
    }
}
