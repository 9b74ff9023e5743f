package org.lie4j.groups;

/**
 * SE(2) in compact form: rigid motions of the plane, x ↦ R x + t.
 *
 * <p>An element is cos θ, sin θ, t₁, t₂; a tangent vector (θ, v). Batch operations allocate nothing per element.
 */
public final class SE2 extends PlaneSimilarities {
    /** The group. */
    public static final SE2 INSTANCE = new SE2();

    private SE2() {
        super(false, true);
    }

    @Override
    public String name() {
        return "SE(2)";
    }
}
