package org.lie4j.kernels;

import org.lie4j.groups.CartanGroup;
import org.lie4j.groups.GLPlus;
import org.lie4j.groups.SL;
import org.lie4j.groups.SO;

/** The matrix groups acting on image planes for which group convolutions are offered. */
public enum PlanarGroup {
    /** Rotations, SO(2). */
    SO2(SO.of(2)),
    /** Area-preserving linear maps, SL(2): rotations, shears and squeezes. */
    SL2(SL.of(2)),
    /** Orientation-preserving linear maps, GL+(2): SL(2) and scale. */
    GL2(GLPlus.of(2));

    private final CartanGroup group;

    PlanarGroup(CartanGroup group) {
        this.group = group;
    }

    /**
     * The group itself.
     *
     * @return the group of 2×2 matrices, with its global chart (log P, log R)
     */
    public CartanGroup group() {
        return group;
    }
}
