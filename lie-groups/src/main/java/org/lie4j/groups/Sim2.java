package org.lie4j.groups;

/**
 * Sim(2) in compact form: similarities of the plane that keep orientation, x ↦ s R x + t.
 *
 * <p>An element is s cos θ, s sin θ, t₁, t₂; a tangent vector (θ, σ, v), s = exp σ. Batch operations allocate nothing per element.
 */
public final class Sim2 extends PlaneSimilarities {
    /** The group. */
    public static final Sim2 INSTANCE = new Sim2();

    private Sim2() {
        super(true, true);
    }

    @Override
    public String name() {
        return "Sim(2)";
    }
}
