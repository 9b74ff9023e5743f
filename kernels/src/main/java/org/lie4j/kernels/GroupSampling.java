package org.lie4j.kernels;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.groups.sampling.LowDiscrepancy;
import org.lie4j.kernels.internal.Draws;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * How the continuous group is replaced by finitely many of its elements.
 *
 * <p>An element is g = P R (polar), with a reflection on half of the elements of O(2). The rotations are equidistant on the arc [-arc, arc], centred in their
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
    private static final long serialVersionUID = 2;

    /** What happens to the elements from one training iteration to the next. */
    public enum Redraw {
        /** Nothing: they are those of draw 0. */
        NEVER,
        /** Each log P is drawn anew, and all rotations turn by one common angle, uniform within a cell; so does the ladder of scales. */
        INDEPENDENTLY,
        /**
         * All elements of draw 0 are multiplied from the left by one common random element, with log-normal P and an angle uniform
         * within a cell. By the invariance of the Haar measure this is a randomly shifted quadrature of the same integral. The
         * relative elements h⁻¹h' stay what they are, so that it is far less noisy than an independent draw; what a network
         * learns is to do without the one element of the group that the shift has taken.
         */
        BY_A_COMMON_SHIFT,
        /** As INDEPENDENTLY for every other element, the next one being its inverse. Draw 0 is made of pairs too. */
        IN_ANTITHETIC_PAIRS,
        /**
         * Sobol' points with a random shift for each draw, carried to normal coordinates of log P and angles uniform on the arc: more even than independent
         * draws. Draw 0 is one of them.
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
        requireLadder(group, count, scales, ratio);
        this.group = group;
        this.count = count;
        this.arc = arc;
        this.deviation = deviation;
        this.scales = scales;
        this.ratio = ratio;
        this.weighted = weighted;
        this.redraw = redraw;
        this.seed = seed;
        this.moved = moved;
    }

    private static void requireLadder(PlanarGroup group, int count, int scales, double ratio) {
        if (scales < 1 || !(ratio >= 1 && ratio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "ladder: expected at least 1 scale and a finite ratio >= 1, got " + scales + " and " + ratio);
        }
        if (scales > 1 && !group.scales()) {
            throw new IllegalArgumentException(
                    "ladder: expected a group with scales, got " + group + " and " + scales + " scales");
        }
        int together = scales * (group.reflects() ? 2 : 1);
        if (count % together != 0 || (!group.rotates() && scales > 1 && count != together)) {
            throw new IllegalArgumentException("count: expected a multiple of " + together + " elements of " + group
                    + " with " + scales + " scales, got " + count);
        }
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
                moved);
    }

    /**
     * Samples on the full circle with log P = 0, fixed.
     *
     * @param group the group
     * @param count number of elements; for O(2) an even one, of which the second half reverses orientation
     * @return the sampling, to be refined by the {@code with} methods
     * @throws IllegalArgumentException if the count is less than 1, or odd for O(2)
     */
    public static GroupSampling of(PlanarGroup group, int count) {
        return new GroupSampling(group, count, Math.PI, 0, 1, 1, false, Redraw.NEVER, 0, null);
    }

    /**
     * A closed grid: equidistant rotations times a ladder of scales whose geometric mean is 1, fixed.
     *
     * @param group a group with scales
     * @param turns number of rotations; 1 for the group of scales
     * @param scales number of scales
     * @param ratio quotient of neighbouring scales, at least 1
     * @return the sampling of turns · scales elements
     * @throws IllegalArgumentException if an argument is outside its domain, or does not fit the group
     */
    public static GroupSampling grid(PlanarGroup group, int turns, int scales, double ratio) {
        return new GroupSampling(group, turns * scales, Math.PI, 0, scales, ratio, false, Redraw.NEVER, 0, null);
    }

    /**
     * This sampling with its rotations confined to an arc.
     *
     * @param halfAngle half-angle in radians, in (0, π]
     * @return the changed copy
     */
    public GroupSampling withArc(double halfAngle) {
        return new GroupSampling(group, count, halfAngle, deviation, scales, ratio, weighted, redraw, seed, moved);
    }

    /**
     * This sampling with log-normal P.
     *
     * @param newDeviation standard deviation of each coordinate of log P
     * @return the changed copy
     */
    public GroupSampling withDeviation(double newDeviation) {
        return new GroupSampling(group, count, arc, newDeviation, scales, ratio, weighted, redraw, seed, moved);
    }

    /**
     * This sampling with importance weights, so that the mean over its elements is an integral over Haar measure, not over the log-normal distribution. Few elements
     * with a small deviation make weights that differ much: the price is noise.
     *
     * @return the changed copy
     */
    public GroupSampling weightedByHaar() {
        return new GroupSampling(group, count, arc, deviation, scales, ratio, true, redraw, seed, moved);
    }

    @Override
    public GroupSampling redrawn(Redraw policy, long newSeed) {
        return new GroupSampling(group, count, arc, deviation, scales, ratio, weighted, policy, newSeed, moved);
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
        return new GroupSampling(group, count, arc, deviation, scales, ratio, weighted, redraw, seed, product);
    }

    @Override
    public double[] elements(long draw) {
        double[] elements = stillElements(draw);
        if (moved != null) {
            for (int i = 0; i < count; i++) {
                SmallMatrices.multiply(2, moved, 0, elements, 4 * i, elements, 4 * i);
            }
        }
        return elements;
    }

    private double[] stillElements(long draw) {
        SplittableRandom random = new SplittableRandom(Draws.seed(seed, draw));
        if (redraw == Redraw.LOW_DISCREPANCY) {
            return evenElements(random);
        }
        boolean pairs = redraw == Redraw.IN_ANTITHETIC_PAIRS;
        int number = pairs ? (count + 1) / 2 : count;
        int turns = turns(number);
        double cell = 2 * arc / turns;
        if (draw == FIXED_DRAW) {
            double[] fixed = elements(number, turns, fixedShift(cell, turns) - arc, cell, 0, random);
            return pairs ? paired(fixed) : fixed;
        }
        double angle = cell * random.nextDouble();
        double rung = scales > 1 ? random.nextDouble() - 0.5 : 0;
        if (redraw != Redraw.BY_A_COMMON_SHIFT) {
            double[] drawn = elements(number, turns, angle - arc, cell, rung, random);
            return pairs ? paired(drawn) : drawn;
        }
        double[] shift = commonShift(angle - 0.5 * cell, rung, random);
        double[] shifted = stillElements(FIXED_DRAW);
        for (int i = 0; i < count; i++) {
            SmallMatrices.multiply(2, shift, 0, shifted, 4 * i, shifted, 4 * i);
        }
        return shifted;
    }

    private int turns(int number) {
        return Math.max(1, number / (scales * (group.reflects() ? 2 : 1)));
    }

    /** P R F with random P, angles first, first + step, … and the ladder inside; reflections last. */
    private double[] elements(int number, int turns, double first, double step, double rung, SplittableRandom random) {
        int symmetric = group.symmetricDimension();
        int dimension = group.coordinates();
        double[] xi = new double[number * dimension];
        for (int i = 0; i < number; i++) {
            int at = i * dimension;
            for (int k = 0; k < symmetric; k++) {
                xi[at + k] = deviation * random.nextGaussian();
            }
            if (scales > 1) {
                xi[at] += (i % scales - 0.5 * (scales - 1) + rung) * Math.log(ratio);
            }
            if (group.rotates()) {
                xi[at + symmetric] = first + i / scales % turns * step;
            }
            if (group.reflects()) {
                xi[at + dimension - 1] = i / scales >= turns ? 1 : 0;
            }
        }
        return fromCoordinates(xi, number);
    }

    private double[] commonShift(double angle, double rung, SplittableRandom random) {
        double[] xi = new double[group.coordinates()];
        int symmetric = group.symmetricDimension();
        for (int k = 0; k < symmetric; k++) {
            xi[k] = deviation * random.nextGaussian();
        }
        if (scales > 1) {
            xi[0] += rung * Math.log(ratio);
        }
        if (group.rotates()) {
            xi[symmetric] = angle;
        }
        return fromCoordinates(xi, 1);
    }

    /** Each element followed by its inverse. */
    private double[] paired(double[] elements) {
        double[] pairs = new double[4 * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(elements, i / 2 * 4, pairs, 4 * i, 4);
            if (i % 2 == 1) {
                SmallMatrices.invert(2, pairs, 4 * i, pairs, 4 * i);
            }
        }
        return pairs;
    }

    private double[] evenElements(SplittableRandom random) {
        int symmetric = group.symmetricDimension();
        int dimension = group.coordinates();
        int uniforms = Math.max(1, symmetric + (group.rotates() ? 1 : 0));
        double[] u = new double[uniforms];
        double[] xi = new double[count * dimension];
        LowDiscrepancy points = LowDiscrepancy.shifted(LowDiscrepancy.Kind.SOBOL, uniforms, random);
        for (int i = 0; i < count; i++) {
            points.next(u, 0, 1);
            int at = i * dimension;
            for (int k = 0; k < symmetric; k++) {
                xi[at + k] = deviation * LowDiscrepancy.normalQuantile(u[k]);
            }
            if (scales > 1) {
                xi[at] += (i % scales - 0.5 * (scales - 1)) * Math.log(ratio);
            }
            if (group.rotates()) {
                xi[at + symmetric] = arc * (2 * u[symmetric] - 1);
            }
            if (group.reflects()) {
                xi[at + dimension - 1] = i % 2;
            }
        }
        return fromCoordinates(xi, count);
    }

    private double[] fromCoordinates(double[] xi, int number) {
        double[] elements = new double[4 * number];
        group.toElements(xi, 0, elements, 0, number);
        return elements;
    }

    private double fixedShift(double cell, int turns) {
        boolean fullCircle = arc == Math.PI;
        return fullCircle ? (turns % 2 == 0 ? 0 : cell / 2) : cell / 2;
    }

    @Override
    public double[] weights(long draw) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        int symmetric = group.symmetricDimension();
        if (!weighted || deviation == 0 || symmetric == 0) {
            return weights;
        }
        int dimension = group.coordinates();
        double[] xi = new double[count * dimension];
        double[] logs = new double[count];
        group.toCoordinates(stillElements(draw), 0, xi, 0, count);
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double squares = 0;
            for (int k = 0; k < symmetric; k++) {
                double x = xi[i * dimension + k];
                if (k == 0 && scales > 1) {
                    // The ladder itself is uniform in Haar measure; only what is drawn around it is not.
                    double rung = Math.log(ratio);
                    x -= (i % scales - 0.5 * (scales - 1)) * rung;
                }
                squares += x * x;
            }
            logs[i] = 0.5 * squares / (deviation * deviation) + Math.log(group.haarDensity(xi, i * dimension));
            largest = Math.max(largest, logs[i]);
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            weights[i] = Math.exp(logs[i] - largest);
            sum += weights[i];
        }
        for (int i = 0; i < count; i++) {
            weights[i] *= count / sum;
        }
        return weights;
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

    /**
     * Whether elements are weighted by Haar measure.
     *
     * @return true if so
     */
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
                && Arrays.equals(moved, that.moved);
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(
                group, count, arc, deviation, scales, ratio, weighted, redraw, seed, Arrays.hashCode(moved));
    }

    @Override
    public String toString() {
        String ladder = scales > 1 ? String.format(", %d scales of ratio %.3g", scales, ratio) : "";
        return String.format(
                "%d of %s, arc ±%.1f°%s, deviation %.3g%s, redrawn %s, seed %d",
                count,
                group,
                Math.toDegrees(arc),
                ladder,
                deviation,
                weighted ? ", weighted by Haar measure" : "",
                redraw,
                seed);
    }
}
