package org.lie4j.kernels;

import java.util.SplittableRandom;
import org.lie4j.groups.CartanGroup;
import org.lie4j.kernels.internal.Draws;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * How the continuous group is replaced by finitely many of its elements.
 *
 * <p>An element is g = P R (polar). The rotations are equidistant on the arc [-arc, arc], centred in their cells (on the
 * full circle they are the multiples of 2π/count, identity included). The coordinates of log P in the basis orthonormal
 * for ½ tr(AᵀB) are normal with the given deviation, so that P is log-normal (Mironenco &amp; Forré, ICLR 2024, section
 * 4). Inference always uses draw 0; training does what {@link Redraw} says.
 *
 * <p>A draw is a function of the seed and the iteration alone. Layers that hold equal samplings therefore see the same
 * elements without sharing state, and a resumed training sees what the uninterrupted one would have seen.
 *
 * <p>Immutable; (de)serialised as part of a network's JSON configuration.
 *
 * @serial exclude
 */
public final class GroupSampling implements java.io.Serializable {
    private static final long serialVersionUID = 1;

    /** The draw that inference uses, and training too where the elements are fixed. */
    public static final long FIXED_DRAW = 0;

    /** What happens to the elements from one training iteration to the next. */
    public enum Redraw {
        /** Nothing: they are those of draw 0. */
        NEVER,
        /** Each log P is drawn anew, and all rotations turn by one common angle, uniform within a cell. */
        INDEPENDENTLY,
        /**
         * All elements of draw 0 are multiplied from the left by one common random element, with log-normal P and an angle uniform
         * within a cell. By the invariance of the Haar measure this is a randomly shifted quadrature of the same integral. The
         * relative elements h⁻¹h' stay what they are, so that it is far less noisy than an independent draw; what a network
         * learns is to do without the one element of the group that the shift has taken.
         */
        BY_A_COMMON_SHIFT
    }

    private final PlanarGroup group;
    private final int count;
    private final double arc;
    private final double deviation;
    private final Redraw redraw;
    private final long seed;

    /**
     * Creates a sampling; {@link #of} reads better.
     *
     * @param group the group
     * @param count number of elements, at least 1
     * @param arc half-angle of the arc of rotations in radians, in (0, π]
     * @param deviation standard deviation of each coordinate of log P, at least 0; without effect for SO(2)
     * @param redraw what happens from one training iteration to the next
     * @param seed seed of all draws
     * @throws IllegalArgumentException if an argument is outside its domain
     */
    public GroupSampling(
            @JsonProperty("group") PlanarGroup group,
            @JsonProperty("count") int count,
            @JsonProperty("arc") double arc,
            @JsonProperty("deviation") double deviation,
            @JsonProperty("redraw") Redraw redraw,
            @JsonProperty("seed") long seed) {
        if (group == null) {
            throw new IllegalArgumentException("group: expected SO2, SL2 or GL2, got null");
        }
        if (count < 1) {
            throw new IllegalArgumentException("count: expected at least 1 group element, got " + count);
        }
        if (!(arc > 0 && arc <= Math.PI)) {
            throw new IllegalArgumentException("arc: expected a half-angle in (0, pi], got " + arc);
        }
        if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("deviation: expected a finite number >= 0, got " + deviation);
        }
        if (redraw == null) {
            throw new IllegalArgumentException("redraw: expected NEVER, INDEPENDENTLY or BY_A_COMMON_SHIFT, got null");
        }
        this.group = group;
        this.count = count;
        this.arc = arc;
        this.deviation = deviation;
        this.redraw = redraw;
        this.seed = seed;
    }

    /**
     * Samples on the full circle with log P = 0, fixed.
     *
     * @param group the group
     * @param count number of elements
     * @return the sampling, to be refined by the {@code with} methods
     */
    public static GroupSampling of(PlanarGroup group, int count) {
        return new GroupSampling(group, count, Math.PI, 0, Redraw.NEVER, 0);
    }

    /**
     * This sampling with its rotations confined to an arc.
     *
     * @param halfAngle half-angle in radians, in (0, π]
     * @return the changed copy
     */
    public GroupSampling withArc(double halfAngle) {
        return new GroupSampling(group, count, halfAngle, deviation, redraw, seed);
    }

    /**
     * This sampling with log-normal P.
     *
     * @param newDeviation standard deviation of each coordinate of log P
     * @return the changed copy
     */
    public GroupSampling withDeviation(double newDeviation) {
        return new GroupSampling(group, count, arc, newDeviation, redraw, seed);
    }

    /**
     * This sampling, each element drawn anew in each training iteration.
     *
     * @param newSeed seed of all draws
     * @return the changed copy
     */
    public GroupSampling resampledFrom(long newSeed) {
        return new GroupSampling(group, count, arc, deviation, Redraw.INDEPENDENTLY, newSeed);
    }

    /**
     * This sampling, shifted as a whole in each training iteration.
     *
     * @param newSeed seed of all draws
     * @return the changed copy
     */
    public GroupSampling shiftedFrom(long newSeed) {
        return new GroupSampling(group, count, arc, deviation, Redraw.BY_A_COMMON_SHIFT, newSeed);
    }

    /**
     * This sampling, drawn once.
     *
     * @param newSeed seed of the draw
     * @return the changed copy
     */
    public GroupSampling fixedFrom(long newSeed) {
        return new GroupSampling(group, count, arc, deviation, Redraw.NEVER, newSeed);
    }

    /**
     * The number of the draw that belongs to a forward pass.
     *
     * @param training whether the pass is part of training
     * @param iteration the training iteration, from 0
     * @return {@link #FIXED_DRAW}, or a positive number of its own for each training iteration
     */
    public long draw(boolean training, long iteration) {
        return training && redraw != Redraw.NEVER ? 1 + iteration : FIXED_DRAW;
    }

    /**
     * The elements of one draw.
     *
     * @param draw number of the draw, see {@link #draw}
     * @return new array {@code [count, 2, 2]}, row-major
     */
    public double[] elements(long draw) {
        SplittableRandom random = new SplittableRandom(Draws.seed(seed, draw));
        double cell = 2 * arc / count;
        if (draw == FIXED_DRAW) {
            return elements(count, fixedShift(cell) - arc, cell, random);
        }
        double angle = cell * random.nextDouble();
        if (redraw != Redraw.BY_A_COMMON_SHIFT) {
            return elements(count, angle - arc, cell, random);
        }
        double[] shift = elements(1, angle - 0.5 * cell, 0, random);
        double[] shifted = new double[4 * count];
        double[] still = elements(FIXED_DRAW);
        for (int i = 0; i < count; i++) {
            group.group().compose(shift, 0, still, 4 * i, shifted, 4 * i, 1);
        }
        return shifted;
    }

    /** P R with random P and angles first, first + step, …. */
    private double[] elements(int number, double first, double step, SplittableRandom random) {
        CartanGroup g = group.group();
        int symmetric = g.symmetricDimension();
        int dimension = g.dimension();
        double[] xi = new double[number * dimension];
        for (int i = 0; i < number; i++) {
            for (int k = 0; k < symmetric; k++) {
                xi[i * dimension + k] = deviation * random.nextGaussian();
            }
            xi[i * dimension + symmetric] = first + i * step;
        }
        double[] elements = new double[4 * number];
        g.fromCoordinates(xi, 0, elements, 0, number);
        return elements;
    }

    private double fixedShift(double cell) {
        boolean fullCircle = arc == Math.PI;
        return fullCircle ? (count % 2 == 0 ? 0 : cell / 2) : cell / 2;
    }

    /**
     * The group.
     *
     * @return the group
     */
    public PlanarGroup getGroup() {
        return group;
    }

    /**
     * The number of elements.
     *
     * @return the number of elements in each draw
     */
    public int getCount() {
        return count;
    }

    /**
     * The half-angle of the arc of rotations.
     *
     * @return radians, in (0, π]
     */
    public double getArc() {
        return arc;
    }

    /**
     * The standard deviation of each coordinate of log P.
     *
     * @return the deviation, 0 where P = I
     */
    public double getDeviation() {
        return deviation;
    }

    /**
     * What happens from one training iteration to the next.
     *
     * @return the policy
     */
    public Redraw getRedraw() {
        return redraw;
    }

    /**
     * The seed of all draws.
     *
     * @return the seed
     */
    public long getSeed() {
        return seed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupSampling that
                && group == that.group
                && count == that.count
                && arc == that.arc
                && deviation == that.deviation
                && redraw == that.redraw
                && seed == that.seed;
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(group, count, arc, deviation, redraw, seed);
    }

    @Override
    public String toString() {
        return String.format(
                "%d of %s, arc ±%.1f°, deviation %.3g, redrawn %s, seed %d",
                count, group.group().name(), Math.toDegrees(arc), deviation, redraw, seed);
    }
}
