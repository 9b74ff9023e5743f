package org.lie4j.groups;

/**
 * SO(2) in compact form: rotations of the plane as unit complex numbers.
 *
 * <p>An element is cos θ, sin θ; a tangent vector the angle in radians. Batch operations allocate nothing per element.
 */
public final class SO2 extends PlaneSimilarities {
    /** The group. */
    public static final SO2 INSTANCE = new SO2();

    private SO2() {
        super(false, false);
    }

    @Override
    public String name() {
        return "SO(2)";
    }
}
