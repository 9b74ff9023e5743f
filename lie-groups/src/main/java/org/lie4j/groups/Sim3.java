package org.lie4j.groups;

/**
 * Sim(3) in compact form: similarities of space that keep orientation, x ↦ s R x + t.
 *
 * <p>An element is w, x, y, z, s, t₁, t₂, t₃ with a unit quaternion in front, of either sign; a tangent vector (ω, σ, v), s = exp σ. It is not SE(3) × scale: the integral V that carries v to t couples scale and rotation. Batch operations
 * allocate nothing per element.
 */
public final class Sim3 extends SpaceSimilarities {
    /** The group. */
    public static final Sim3 INSTANCE = new Sim3();

    private Sim3() {
        super(true, true);
    }

    @Override
    public String name() {
        return "Sim(3)";
    }
}
