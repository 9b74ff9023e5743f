package org.lie4j.kernels;

import java.io.Serializable;
import org.lie4j.kernels.GroupSampling.Redraw;
import org.nd4j.shade.jackson.annotation.JsonSubTypes;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/**
 * How a continuous group is replaced by finitely many of its elements: a policy, from which any layer can tell the elements of any training step.
 *
 * <p>Immutable. A draw is a function of the seed and the iteration alone, so that layers that hold equal samplings see the same elements.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "space", defaultImpl = GroupSampling.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = GroupSampling.class, name = "plane"),
    @JsonSubTypes.Type(value = VolumeSampling.class, name = "volume")
})
public sealed interface Sampling extends Serializable permits GroupSampling, VolumeSampling {
    /** The draw that inference uses, and training too where the elements are fixed. */
    long FIXED_DRAW = 0;

    /**
     * The group.
     *
     * @return the group
     */
    KernelGroup getGroup();

    /**
     * The number of elements.
     *
     * @return the number of elements in each draw
     */
    int getCount();

    /**
     * What happens from one training iteration to the next.
     *
     * @return the policy
     */
    Redraw getRedraw();

    /**
     * The seed of all draws.
     *
     * @return the seed
     */
    long getSeed();

    /**
     * The number of the draw that belongs to a forward pass.
     *
     * @param training whether the pass is part of training
     * @param iteration the training iteration, from 0
     * @return {@link #FIXED_DRAW}, or a positive number of its own for each training iteration
     */
    default long draw(boolean training, long iteration) {
        return training && getRedraw() != Redraw.NEVER ? 1 + iteration : FIXED_DRAW;
    }

    /**
     * The elements of one draw.
     *
     * @param draw number of the draw, see {@link #draw}
     * @return new array {@code [count, n, n]}, row-major
     */
    double[] elements(long draw);

    /**
     * What each element counts in a mean over the group: 1, or if so configured the density of Haar measure over that of the distribution the element was drawn from, up to a constant that
     * makes the mean 1 in each draw.
     *
     * @param draw number of the draw
     * @return new array {@code [count]} with mean 1
     */
    double[] weights(long draw);

    /**
     * Whether elements are weighted by Haar measure.
     *
     * @return true if so, false if all count 1
     */
    boolean isWeighted();

    /**
     * What each element counts in a forward pass, for layers that may be told to weight or not to.
     *
     * @param weightedBy the sampling whose weights count, or null if all elements count the same
     * @param training whether the pass is part of training
     * @param iteration the training iteration, from 0
     * @return new array {@code [count]} with mean 1, or null if all elements count the same
     */
    static double[] weights(Sampling weightedBy, boolean training, long iteration) {
        return weightedBy == null || !weightedBy.isWeighted()
                ? null
                : weightedBy.weights(weightedBy.draw(training, iteration));
    }

    /**
     * This sampling with all elements multiplied from the left: what a network that has seen f needs to see g·f in the same way. For measurements of equivariance.
     *
     * @param g regular matrix {@code [n, n]}
     * @return the changed copy
     * @throws IllegalArgumentException if g is no regular n×n matrix
     */
    Sampling movedBy(double[] g);

    /**
     * This sampling with another policy of drawing.
     *
     * @param policy what happens from one training iteration to the next
     * @param newSeed seed of all draws
     * @return the changed copy
     * @throws IllegalArgumentException if the policy is not offered for the space
     */
    Sampling redrawn(Redraw policy, long newSeed);

    /**
     * This sampling with another of its draws in place of draw {@link #FIXED_DRAW}: inference sees what a training step would. A sampling that is never redrawn in training has
     * the further draws of {@link Redraw#INDEPENDENTLY}.
     *
     * @param draw number of the draw, at least 0
     * @return the changed copy
     * @throws IllegalArgumentException if the number is negative
     */
    Sampling heldAt(long draw);

    /**
     * Which draw stands in place of draw {@link #FIXED_DRAW}.
     *
     * @return the number of the draw, 0 unless changed
     */
    long getHeld();
}
