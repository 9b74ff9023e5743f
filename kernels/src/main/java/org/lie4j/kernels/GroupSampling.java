package org.lie4j.kernels;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.kernels.internal.Draws;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * How the continuous group is replaced by finitely many of its elements.
 *
 * <p>An element is g = P R (polar), or P R F with a reflection F for half of the elements of a group that has them. The rotations are equidistant on the arc [-arc, arc], centred in their
 * cells (on the full circle they are the multiples of 2π/turns, identity included); each comes with a ladder of scales in geometric progression, if one is asked
 * for. The coordinates of log P in the basis orthonormal for ½ tr(AᵀB) are normal with the given deviation around that, so that P is log-normal (Mironenco
 * &amp; Forré, ICLR 2024, section 4). Inference always uses draw 0; training does what {@link Redraw} says.
 *
 * <p>A sampling without deviation and on the full circle is a closed grid: it is closed under its rotations and reflections, and under the ladder's step but for
 * its ends.
 *
 * <p>A draw is a function of the seed and the iteration alone. Layers that hold equal samplings therefore see the same
 * elements without sharing state, and a resumed training sees what the uninterrupted one would have seen.
 *
 * <p>Immutable; (de)serialised as part of a network's JSON configuration.
 *
 * @serial exclude
 */
public final class GroupSampling implements Sampling {
    private static final long serialVersionUID = 3;

    /** What happens to the elements from one training iteration to the next. */
    public enum Redraw {
        /** Nothing: they are those of draw 0. */
        NEVER,
        /** Each log P is drawn anew, and all rotations turn by one common angle, uniform within a cell; so does the ladder of scales. */
        INDEPENDENTLY,
        /**
         * All elements of draw 0 are multiplied from the left by one common random element, with log-normal P and an angle uniform
         * within a cell of the full circle, or on the arc; a ladder moves by up to half its length. By the invariance of the Haar measure this is a randomly shifted quadrature of the same integral. The
         * relative elements h⁻¹h' stay what they are, so that it is far less noisy than an independent draw; what a network
         * learns is to do without the one element of the group that the shift has taken.
         */
        BY_A_COMMON_SHIFT,
        /**
         * As INDEPENDENTLY for every other element, the next one being its inverse. A reflection R F is its own inverse: what reverses orientation, P R F, is followed by (P R)⁻¹F
         * instead, with angle, scale and shears opposite as in other pairs. Draw 0 is made of pairs
         * too, whose rotations are equidistant again, half a cell off the identity. The count must be a multiple of 2, times the scales of a ladder, times 2 for a group with reflections.
         * Not for a ladder without rotations, which consists of inverse scales already.
         */
        IN_ANTITHETIC_PAIRS,
        /**
         * Sobol' points with a random shift for each draw, carried to normal coordinates of log P and angles uniform on the arc: more even than independent
         * draws. Draw 0 is one of them. A ladder of scales moves in training as it does in INDEPENDENTLY.
         */
        LOW_DISCREPANCY
    }

    private final PlanarGroup group;
    private final int count;
    private final double arc;
    private final double deviation;
    private final int scales;
    private final double ratio;
    private final boolean weighted;
    private final Redraw redraw;
    private final long seed;
    private final long held;
    private final double[] moved;

    private GroupSampling(
            PlanarGroup group,
            int count,
            double arc,
            double deviation,
            int scales,
            double ratio,
            boolean weighted,
            Redraw redraw,
            long seed,
            long held,
            double[] moved) {
        if (group == null) {
            throw new IllegalArgumentException(
                    "group: expected one of " + Arrays.toString(PlanarGroup.values()) + ", got null");
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
            throw new IllegalArgumentException(
                    "redraw: expected one of " + Arrays.toString(Redraw.values()) + ", got null");
        }
        if (held < 0) {
            throw new IllegalArgumentException("draw: expected a number >= 0, got " + held);
        }
        new Ladder(scales, ratio).requireFits(group, count, group.reflects() ? 2 : 1, redraw);
        this.group = group;
        this.count = count;
        this.arc = arc;
        this.deviation = deviation;
        this.scales = scales;
        this.ratio = ratio;
        this.weighted = weighted;
        this.redraw = redraw;
        this.seed = seed;
        this.held = held;
        this.moved = moved;
    }

    /** For JSON; what older files lack is what they meant. */
    @JsonCreator
    static GroupSampling fromJson(
            @JsonProperty("group") PlanarGroup group,
            @JsonProperty("count") int count,
            @JsonProperty("arc") double arc,
            @JsonProperty("deviation") double deviation,
            @JsonProperty("scales") int scales,
            @JsonProperty("ratio") double ratio,
            @JsonProperty("weighted") boolean weighted,
            @JsonProperty("redraw") Redraw redraw,
            @JsonProperty("seed") long seed,
            @JsonProperty("held") long held,
            @JsonProperty("moved") double[] moved) {
        return new GroupSampling(
                group,
                count,
                arc,
                deviation,
                Math.max(1, scales),
                ratio == 0 ? 1 : ratio,
                weighted,
                redraw,
                seed,
                held,
                moved);
    }

    /**
     * Samples on the full circle with log P = 0, fixed.
     *
     * @param group the group
     * @param count number of elements; for a group with reflections an even one; half of the elements reverse orientation
     * @return the sampling, to be refined by the {@code with} methods
     * @throws IllegalArgumentException if the count is less than 1, or odd for a group with reflections
     */
    public static GroupSampling of(PlanarGroup group, int count) {
        return new GroupSampling(group, count, Math.PI, 0, 1, 1, false, Redraw.NEVER, 0, 0, null);
    }

    /**
     * A closed grid: equidistant rotations times a ladder of scales whose geometric mean is 1, fixed.
     *
     * @param group a group with scales
     * @param turns number of rotations, with reflections that of both together; 1 for the group of scales
     * @param scales number of scales
     * @param ratio quotient of neighbouring scales, at least 1
     * @return the sampling of turns · scales elements
     * @throws IllegalArgumentException if an argument is outside its domain, or does not fit the group
     */
    public static GroupSampling grid(PlanarGroup group, int turns, int scales, double ratio) {
        return new GroupSampling(group, turns * scales, Math.PI, 0, scales, ratio, false, Redraw.NEVER, 0, 0, null);
    }

    /**
     * This sampling with its rotations confined to an arc.
     *
     * @param halfAngle half-angle in radians, in (0, π]
     * @return the changed copy
     */
    public GroupSampling withArc(double halfAngle) {
        return new GroupSampling(
                group, count, halfAngle, deviation, scales, ratio, weighted, redraw, seed, held, moved);
    }

    /**
     * This sampling with log-normal P.
     *
     * @param newDeviation standard deviation of each coordinate of log P
     * @return the changed copy
     */
    public GroupSampling withDeviation(double newDeviation) {
        return new GroupSampling(group, count, arc, newDeviation, scales, ratio, weighted, redraw, seed, held, moved);
    }

    /**
     * This sampling with importance weights, so that means over its elements approximate integrals over Haar measure, not over the log-normal distribution. Few elements
     * with a small deviation make weights that differ much: the price is noise.
     *
     * <p>The weight of P R is the density of Haar measure over that of the distribution P was drawn from; a ladder of scales counts as evenly spread, and P as drawn around its rung.
     * Weights stay with their elements when those are moved, or shifted as a whole. They are self-normalised, with mean 1 in each draw: sums are integrals up to a
     * constant, quotients of two sums are quotients of integrals, with a bias of order 1/count.
     *
     * @return the changed copy
     */
    public GroupSampling weightedByHaar() {
        return new GroupSampling(group, count, arc, deviation, scales, ratio, true, redraw, seed, held, moved);
    }

    @Override
    public GroupSampling redrawn(Redraw policy, long newSeed) {
        return new GroupSampling(group, count, arc, deviation, scales, ratio, weighted, policy, newSeed, held, moved);
    }

    /**
     * This sampling, each element drawn anew in each training iteration.
     *
     * @param newSeed seed of all draws
     * @return the changed copy
     */
    public GroupSampling resampledFrom(long newSeed) {
        return redrawn(Redraw.INDEPENDENTLY, newSeed);
    }

    /**
     * This sampling, shifted as a whole in each training iteration.
     *
     * @param newSeed seed of all draws
     * @return the changed copy
     */
    public GroupSampling shiftedFrom(long newSeed) {
        return redrawn(Redraw.BY_A_COMMON_SHIFT, newSeed);
    }

    /**
     * This sampling, drawn once.
     *
     * @param newSeed seed of the draw
     * @return the changed copy
     */
    public GroupSampling fixedFrom(long newSeed) {
        return redrawn(Redraw.NEVER, newSeed);
    }

    @Override
    public GroupSampling movedBy(double[] g) {
        org.lie4j.groups.FullLinearGroup.general(2).requireMember(g, 0);
        double[] product = g.clone();
        if (moved != null) {
            SmallMatrices.multiply(2, g, 0, moved, 0, product, 0);
        }
        return new GroupSampling(group, count, arc, deviation, scales, ratio, weighted, redraw, seed, held, product);
    }

    @Override
    public GroupSampling heldAt(long draw) {
        return new GroupSampling(group, count, arc, deviation, scales, ratio, weighted, redraw, seed, draw, moved);
    }

    @Override
    public double[] elements(long draw) {
        return numbered(draw).shiftedBy(moved).elements();
    }

    @Override
    public double[] weights(long draw) {
        return weighted ? numbered(draw).weights() : GroupDraw.plainWeights(count);
    }

    private GroupDraw numbered(long draw) {
        return still(draw == FIXED_DRAW ? held : draw);
    }

    private GroupDraw still(long draw) {
        SplittableRandom random = new SplittableRandom(Draws.seed(seed, draw));
        if (redraw == Redraw.LOW_DISCREPANCY) {
            return even(draw, random);
        }
        boolean pairs = redraw == Redraw.IN_ANTITHETIC_PAIRS;
        int number = pairs ? count / 2 : count;
        int turns = number / (scales * sides());
        double cell = 2 * arc / turns;
        if (draw == FIXED_DRAW) {
            double shift = pairs ? cell / 4 : fixedShift(cell, turns);
            return wholeOf(drawn(number, rotations(turns, shift - arc, cell), 0, random));
        }
        double angle = cell * random.nextDouble();
        double rung = rung(random);
        if (redraw != Redraw.BY_A_COMMON_SHIFT) {
            return wholeOf(drawn(number, rotations(turns, angle - arc, cell), rung, random));
        }
        double[] turn = GroupDraw.identities(2, 1);
        if (group.rotates()) {
            // A circle of samples is closed under its cells; an arc is not, and every turn within it is another set.
            rotation(arc == Math.PI ? angle - 0.5 * cell : (2 * angle / cell - 1) * arc, turn, 0);
        }
        double[] normals = GroupDraw.normals(random, group.symmetricDimension());
        return still(FIXED_DRAW)
                .shiftedBy(GroupDraw.of(
                                group,
                                deviation,
                                normals,
                                new Ladder(1, ratio),
                                rung * Math.max(1, scales - 1),
                                turn,
                                1)
                        .elements());
    }

    private GroupDraw drawn(int number, double[] turns, double rung, SplittableRandom random) {
        double[] normals = GroupDraw.normals(random, number * group.symmetricDimension());
        return GroupDraw.of(group, deviation, normals, new Ladder(scales, ratio), rung, turns, number);
    }

    private int sides() {
        return group.reflects() ? 2 : 1;
    }

    private double rung(SplittableRandom random) {
        return scales > 1 ? random.nextDouble() - 0.5 : 0;
    }

    /** R of the angles first, first + step, …, then with reflections R F of the same angles. */
    private double[] rotations(int turns, double first, double step) {
        double[] all = GroupDraw.identities(2, turns * sides());
        for (int i = 0; group.rotates() && i < turns * sides(); i++) {
            rotation(first + i % turns * step, all, 4 * i);
            if (i >= turns) {
                reflect(all, 4 * i);
            }
        }
        return all;
    }

    private static void rotation(double angle, double[] g, int at) {
        g[at] = Math.cos(angle);
        g[at + 1] = -Math.sin(angle);
        g[at + 2] = Math.sin(angle);
        g[at + 3] = Math.cos(angle);
    }

    /** g ← g F. */
    private static void reflect(double[] g, int at) {
        g[at + 1] = -g[at + 1];
        g[at + 3] = -g[at + 3];
    }

    private GroupDraw wholeOf(GroupDraw drawn) {
        return redraw == Redraw.IN_ANTITHETIC_PAIRS ? drawn.paired(GroupSampling::partner) : drawn;
    }

    /** h⁻¹ of h, and h⁻¹F of what reverses orientation, h F. */
    private static double[] partner(double[] g) {
        if (SmallMatrices.determinant(2, g, 0) > 0) {
            return GroupDraw.inverse(2, g);
        }
        double[] h = g.clone();
        reflect(h, 0);
        double[] partner = GroupDraw.inverse(2, h);
        reflect(partner, 0);
        return partner;
    }

    private GroupDraw even(long draw, SplittableRandom random) {
        int symmetric = group.symmetricDimension();
        int uniforms = Math.max(1, symmetric + (group.rotates() ? 1 : 0));
        double rung = draw == FIXED_DRAW ? 0 : rung(random);
        double[] u = GroupDraw.evenPoints(count, uniforms, scales * sides(), random);
        double[] turns = GroupDraw.identities(2, count);
        for (int i = 0; group.rotates() && i < count; i++) {
            rotation(arc * (2 * u[i * uniforms + symmetric] - 1), turns, 4 * i);
            // Each orientation has the whole ladder.
            if (i / scales % sides() == 1) {
                reflect(turns, 4 * i);
            }
        }
        double[] normals = GroupDraw.normalsOf(u, uniforms, symmetric);
        return GroupDraw.of(group, deviation, normals, new Ladder(scales, ratio), rung, turns, count);
    }

    private double fixedShift(double cell, int turns) {
        boolean fullCircle = arc == Math.PI;
        return fullCircle ? (turns % 2 == 0 ? 0 : cell / 2) : cell / 2;
    }

    @Override
    public PlanarGroup getGroup() {
        return group;
    }

    @Override
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
     * The length of the ladder of scales.
     *
     * @return number of scales, at least 1
     */
    public int getScales() {
        return scales;
    }

    /**
     * The quotient of neighbouring scales.
     *
     * @return at least 1
     */
    public double getRatio() {
        return ratio;
    }

    @Override
    public boolean isWeighted() {
        return weighted;
    }

    /**
     * What all elements are multiplied by from the left.
     *
     * @return new array {@code [2, 2]}, or null for nothing
     */
    public double[] getMoved() {
        return moved == null ? null : moved.clone();
    }

    /**
     * The standard deviation of each coordinate of log P.
     *
     * @return the deviation, 0 where P = I
     */
    public double getDeviation() {
        return deviation;
    }

    @Override
    public Redraw getRedraw() {
        return redraw;
    }

    @Override
    public long getSeed() {
        return seed;
    }

    @Override
    public long getHeld() {
        return held;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupSampling that
                && group == that.group
                && count == that.count
                && arc == that.arc
                && deviation == that.deviation
                && scales == that.scales
                && ratio == that.ratio
                && weighted == that.weighted
                && redraw == that.redraw
                && seed == that.seed
                && held == that.held
                && Arrays.equals(moved, that.moved);
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(
                group, count, arc, deviation, scales, ratio, weighted, redraw, seed, held, Arrays.hashCode(moved));
    }

    @Override
    public String toString() {
        String ladder = scales > 1 ? String.format(", %d scales of ratio %.3g", scales, ratio) : "";
        return String.format(
                "%d of %s, arc ±%.1f°%s, deviation %.3g%s, redrawn %s, seed %d%s",
                count,
                group,
                Math.toDegrees(arc),
                ladder,
                deviation,
                weighted ? ", weighted by Haar measure" : "",
                redraw,
                seed,
                held == 0 ? "" : ", draw " + held);
    }
}
