package org.lie4j.apen.networks;

/** Which elements of a part's frame a network is averaged over. */
public enum FrameElements {
    /** All of them, 4 for SE(3) and SO(3), 8 for E(3) and O(3): exact (Puny et al., ICLR 2022, equation 2), at as many times the cost. */
    ALL,

    /**
     * One in training, drawn anew for each part in each step, and all of them otherwise: equivariant in expectation (ibid., section 3). What
     * is not linear after the average sees other statistics in training than later.
     */
    RANDOM_IN_TRAINING,

    /**
     * One, always: signs of axes are those of the part's third moments, an axis without a third moment is undetermined
     * ({@link org.lie4j.apen.frames.PcaFrames#withOneElement}). As exact as all of them and as cheap as one, but an axis turns round where its
     * third moment goes through 0, so that the network is less continuous; parts that are nearly symmetric meet both of its signs.
     */
    CANONICAL
}
