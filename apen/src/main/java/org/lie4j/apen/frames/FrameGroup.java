package org.lie4j.apen.frames;

/** The groups for which {@link PcaFrames} are offered, in any dimension d; g = (A, t) acts by x ↦ A x + t. */
public enum FrameGroup {
    /** Rotations and reflections about the origin, O(d). */
    O(false, false, Shape.NONE),
    /** Rotations about the origin, SO(d). */
    SO(false, true, Shape.NONE),
    /** All isometries, E(d). */
    E(true, false, Shape.NONE),
    /** Rigid motions, SE(d). */
    SE(true, true, Shape.NONE),
    /** Rigid motions and positive scales, Sim(d). */
    SIM(true, true, Shape.SCALE),
    /** All invertible affine maps, Aff(d). */
    AFFINE(true, false, Shape.FULL),
    /** Affine maps of positive determinant. */
    AFFINE_PLUS(true, true, Shape.FULL);

    /** What an element does beyond an isometry. */
    enum Shape {
        /** Nothing. */
        NONE,
        /** One scale. */
        SCALE,
        /** Any symmetric positive definite factor. */
        FULL
    }

    private final boolean translations;
    private final boolean proper;
    private final Shape shape;

    FrameGroup(boolean translations, boolean proper, Shape shape) {
        this.translations = translations;
        this.proper = proper;
        this.shape = shape;
    }

    /**
     * Whether the group contains the translations.
     *
     * @return false for O and SO alone
     */
    public boolean hasTranslations() {
        return translations;
    }

    /**
     * Whether all its linear parts have positive determinant.
     *
     * @return true for SO, SE, SIM and AFFINE_PLUS
     */
    public boolean isProper() {
        return proper;
    }

    /**
     * Whether all its elements keep distances.
     *
     * @return true for O, SO, E and SE
     */
    public boolean isIsometric() {
        return shape == Shape.NONE;
    }

    Shape shape() {
        return shape;
    }
}
