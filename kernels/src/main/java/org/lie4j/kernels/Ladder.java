package org.lie4j.kernels;

import org.lie4j.kernels.GroupSampling.Redraw;

/**
 * Scales in geometric progression whose geometric mean is 1; one scale is no ladder.
 *
 * @param scales number of scales, at least 1
 * @param ratio quotient of neighbouring scales, at least 1
 */
record Ladder(int scales, double ratio) {
    Ladder {
        if (scales < 1 || !(ratio >= 1 && ratio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "ladder: expected at least 1 scale and a finite ratio >= 1, got " + scales + " and " + ratio);
        }
    }

    /** Throws if the group has no scales, or the elements cannot be put into whole ladders; {@code sides} is 2 where half of them are reflections. */
    void requireFits(KernelGroup group, int count, int sides, Redraw redraw) {
        if (scales > 1 && !group.scales()) {
            throw new IllegalArgumentException(
                    "ladder: expected a group with scales, got " + group + " and " + scales + " scales");
        }
        boolean pairs = redraw == Redraw.IN_ANTITHETIC_PAIRS;
        if (pairs && scales > 1 && !group.rotates()) {
            // Scale and inverse scale are both on the ladder: pairs would hold each scale twice.
            throw new IllegalArgumentException("redraw: expected " + Redraw.IN_ANTITHETIC_PAIRS
                    + " without a ladder for a group without rotations, got " + group + " with " + scales + " scales");
        }
        int together = scales * sides * (pairs ? 2 : 1);
        if (count < 1 || count % together != 0 || (!group.rotates() && scales > 1 && count != together)) {
            throw new IllegalArgumentException("count: expected a multiple of " + together + " elements of " + group
                    + " with " + scales + " scales" + (pairs ? " in pairs" : "") + ", got " + count);
        }
    }

    /** The scale of element i when all are moved up by {@code rung} rungs; neighbouring elements are on neighbouring rungs. */
    double scale(int i, double rung) {
        return Math.pow(ratio, i % scales - 0.5 * (scales - 1) + rung);
    }
}
