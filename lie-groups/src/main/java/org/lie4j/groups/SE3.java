package org.lie4j.groups;

/**
 * SE(3) in compact form: rigid motions of space, x ↦ R x + t.
 *
 * <p>An element is w, x, y, z, t₁, t₂, t₃ with a unit quaternion in front, of either sign; a tangent vector (ω, v). It is a semidirect product; as a matrix [[R, t], [0, 1]]. Batch operations
 * allocate nothing per element.
 */
public final class SE3 extends SpaceSimilarities {
    /** The group. */
    public static final SE3 INSTANCE = new SE3();

    private SE3() {
        super(false, true);
    }

    @Override
    public String name() {
        return "SE(3)";
    }
}
