package org.lie4j.apen.frames;

/** The isometry groups for which {@link PcaFrames} are offered, in any dimension d; g = (R, t) acts by x ↦ R x + t. */
public enum FrameGroup {
    /** Rotations and reflections about the origin, O(d). */
    O(false, false),
    /** Rotations about the origin, SO(d). */
    SO(false, true),
    /** All isometries, E(d). */
    E(true, false),
    /** Rigid motions, SE(d). */
    SE(true, true);

    private final boolean translations;
    private final boolean proper;

    FrameGroup(boolean translations, boolean proper) {
        this.translations = translations;
        this.proper = proper;
    }

    /**
     * Whether the group contains the translations.
     *
     * @return true for E and SE
     */
    public boolean hasTranslations() {
        return translations;
    }

    /**
     * Whether all its linear parts have determinant 1.
     *
     * @return true for SO and SE
     */
    public boolean isProper() {
        return proper;
    }
}
