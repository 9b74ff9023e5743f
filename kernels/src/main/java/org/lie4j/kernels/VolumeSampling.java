package org.lie4j.kernels;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.lie4j.groups.FiniteGroup;
import org.lie4j.groups.FullLinearGroup;
import org.lie4j.groups.SO;
import org.lie4j.groups.internal.SmallMatrices;
import org.lie4j.groups.sampling.HaarSO;
import org.lie4j.groups.sampling.RotationGrids;
import org.lie4j.kernels.GroupSampling.Redraw;
import org.lie4j.kernels.internal.Draws;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Elements of a group that acts on volumes: g = s P R with rotations R that fill SO(3) evenly, a ladder of scales s for each if one is asked for, and log-normal P.
 *
 * <p>The rotations are the finite group of the cube or of the tetrahedron, under which a sampling without deviation is closed, or a spiral of any number of them
 * (Alexa, CVPR 2022). Inference always uses draw 0; training does what the policy says: INDEPENDENTLY draws every log P anew and turns all
 * rotations by one common random one; BY_A_COMMON_SHIFT multiplies all elements of draw 0 from the left by one random element; IN_ANTITHETIC_PAIRS takes half of the elements so, and
 * their inverses; LOW_DISCREPANCY carries randomly shifted Sobol' points to log P, and to uniform rotations in place of the spiral. A ladder of scales moves along, uniformly within a rung.
 *
 * @serial exclude
 */
public final class VolumeSampling implements Sampling {
    private static final long serialVersionUID = 2;
    private static final int N = 3;
    private static final int CUBE = 24;
    private static final int TETRAHEDRON = 12;

    /** How the rotations are chosen. */
    public enum Rotations {
        /** None but the identity. */
        IDENTITY,
        /** The 12 rotations of a tetrahedron. */
        TETRAHEDRON,
        /** The 24 rotations of a cube, quarter turns about the axes among them: the grid of voxels is exact for them. */
        CUBE,
        /** A spiral of any number of rotations; no group. */
        SPIRAL
    }

    private final VolumeGroup group;
    private final Rotations rotations;
    private final int count;
    private final int scales;
    private final double ratio;
    private final double deviation;
    private final boolean weighted;
    private final Redraw redraw;
    private final long seed;
    private final long held;
    private final double[] moved;

    @JsonCreator
    VolumeSampling(
            @JsonProperty("group") VolumeGroup group,
            @JsonProperty("rotations") Rotations rotations,
            @JsonProperty("count") int count,
            @JsonProperty("scales") int scales,
            @JsonProperty("ratio") double ratio,
            @JsonProperty("deviation") double deviation,
            @JsonProperty("weighted") boolean weighted,
            @JsonProperty("redraw") Redraw redraw,
            @JsonProperty("seed") long seed,
            @JsonProperty("held") long held,
            @JsonProperty("moved") double[] moved) {
        this.group = Objects.requireNonNull(group, "group");
        this.rotations = Objects.requireNonNull(rotations, "rotations");
        this.redraw = Objects.requireNonNull(redraw, "redraw");
        if (!group.rotates() && rotations != Rotations.IDENTITY) {
            throw new IllegalArgumentException("rotations: expected IDENTITY for " + group + ", got " + rotations);
        }
        if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("deviation: expected a finite number >= 0, got " + deviation);
        }
        if (held < 0) {
            throw new IllegalArgumentException("draw: expected a number >= 0, got " + held);
        }
        if (redraw == Redraw.IN_ANTITHETIC_PAIRS && order(rotations) > 0) {
            // A finite group holds its inverses: pairs would hold each rotation twice.
            throw new IllegalArgumentException("rotations: expected SPIRAL or IDENTITY in pairs, got " + rotations);
        }
        new Ladder(scales, ratio).requireFits(group, count, 1, redraw);
        if (order(rotations) > 0 && count != order(rotations) * scales) {
            throw new IllegalArgumentException("count: expected " + order(rotations) * scales + " elements for "
                    + rotations + " with " + scales + " scales, got " + count);
        }
        this.count = count;
        this.scales = scales;
        this.ratio = ratio;
        this.deviation = deviation;
        this.weighted = weighted;
        this.seed = seed;
        this.held = held;
        this.moved = moved;
    }

    /** Number of elements of a finite group, 0 for what is none. */
    private static int order(Rotations rotations) {
        return switch (rotations) {
            case CUBE -> CUBE;
            case TETRAHEDRON -> TETRAHEDRON;
            case IDENTITY, SPIRAL -> 0;
        };
    }

    private static VolumeSampling fixed(VolumeGroup group, Rotations rotations, int count) {
        return new VolumeSampling(group, rotations, count, 1, 1, 0, false, Redraw.NEVER, 0, 0, null);
    }

    /**
     * The 24 rotations of a cube, fixed.
     *
     * @param group a group with rotations
     * @return the sampling
     */
    public static VolumeSampling cube(VolumeGroup group) {
        return fixed(group, Rotations.CUBE, CUBE);
    }

    /**
     * The 12 rotations of a tetrahedron, fixed.
     *
     * @param group a group with rotations
     * @return the sampling
     */
    public static VolumeSampling tetrahedron(VolumeGroup group) {
        return fixed(group, Rotations.TETRAHEDRON, TETRAHEDRON);
    }

    /**
     * Rotations on a spiral, fixed.
     *
     * @param group a group with rotations
     * @param count number of elements, at least 1
     * @return the sampling
     */
    public static VolumeSampling spiral(VolumeGroup group, int count) {
        return fixed(group, Rotations.SPIRAL, count);
    }

    /**
     * A ladder of scales without rotations, fixed.
     *
     * @param scales number of scales, at least 1; their geometric mean is 1
     * @param ratio quotient of neighbouring scales, at least 1
     * @return the sampling of the group of scales
     */
    public static VolumeSampling scales(int scales, double ratio) {
        return new VolumeSampling(
                VolumeGroup.SCALE, Rotations.IDENTITY, scales, scales, ratio, 0, false, Redraw.NEVER, 0, 0, null);
    }

    /**
     * This sampling with each of its rotations at several scales.
     *
     * @param number number of scales, at least 1; their geometric mean is 1
     * @param newRatio quotient of neighbouring scales, at least 1
     * @return the changed copy
     * @throws IllegalArgumentException if the group has no scales
     */
    public VolumeSampling withScales(int number, double newRatio) {
        return new VolumeSampling(
                group,
                rotations,
                count / scales * number,
                number,
                newRatio,
                deviation,
                weighted,
                redraw,
                seed,
                held,
                moved);
    }

    /**
     * This sampling with log-normal P.
     *
     * @param newDeviation standard deviation of each coordinate of log P
     * @return the changed copy
     */
    public VolumeSampling withDeviation(double newDeviation) {
        return new VolumeSampling(
                group, rotations, count, scales, ratio, newDeviation, weighted, redraw, seed, held, moved);
    }

    /**
     * This sampling with importance weights, as {@link GroupSampling#weightedByHaar}.
     *
     * @return the changed copy
     */
    public VolumeSampling weightedByHaar() {
        return new VolumeSampling(group, rotations, count, scales, ratio, deviation, true, redraw, seed, held, moved);
    }

    @Override
    public VolumeSampling heldAt(long draw) {
        return new VolumeSampling(
                group, rotations, count, scales, ratio, deviation, weighted, redraw, seed, draw, moved);
    }

    @Override
    public VolumeSampling redrawn(Redraw policy, long newSeed) {
        return new VolumeSampling(
                group, rotations, count, scales, ratio, deviation, weighted, policy, newSeed, held, moved);
    }

    @Override
    public VolumeSampling movedBy(double[] g) {
        FullLinearGroup.general(N).requireMember(g, 0);
        double[] product = g.clone();
        if (moved != null) {
            SmallMatrices.multiply(N, g, 0, moved, 0, product, 0);
        }
        return new VolumeSampling(
                group, rotations, count, scales, ratio, deviation, weighted, redraw, seed, held, product);
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
        boolean pairs = redraw == Redraw.IN_ANTITHETIC_PAIRS;
        int number = pairs ? count / 2 : count;
        double[] turns = rotations(number / scales);
        double[] turn = GroupDraw.identities(N, 1);
        double rung = 0;
        if (draw != FIXED_DRAW) {
            if (group.rotates()) {
                HaarSO.sampleHaar(SO.of(N), random, turn, 0, 1);
            }
            rung = scales > 1 ? random.nextDouble() - 0.5 : 0;
            turns = GroupDraw.product(N, turn, turns);
        }
        if (redraw == Redraw.LOW_DISCREPANCY) {
            return even(turns, rung, random);
        }
        if (redraw == Redraw.BY_A_COMMON_SHIFT && draw != FIXED_DRAW) {
            double[] normals = GroupDraw.normals(random, group.symmetricDimension());
            return still(FIXED_DRAW)
                    .shiftedBy(GroupDraw.of(group, deviation, normals, new Ladder(1, ratio), rung, turn, 1)
                            .elements());
        }
        double[] normals = GroupDraw.normals(random, number * group.symmetricDimension());
        GroupDraw drawn = GroupDraw.of(group, deviation, normals, new Ladder(scales, ratio), rung, turns, number);
        return pairs ? drawn.paired(g -> GroupDraw.inverse(N, g)) : drawn;
    }

    private GroupDraw even(double[] turns, double rung, SplittableRandom random) {
        boolean free = rotations == Rotations.SPIRAL;
        int symmetric = group.symmetricDimension();
        int uniforms = Math.max(1, symmetric + (free ? HaarSO.uniforms(N) : 0));
        double[] u = GroupDraw.evenPoints(count, uniforms, scales, random);
        double[] all = free ? new double[count * N * N] : turns;
        for (int i = 0; free && i < count; i++) {
            HaarSO.fromUniforms(SO.of(N), u, i * uniforms + symmetric, all, i * N * N, 1);
        }
        double[] normals = GroupDraw.normalsOf(u, uniforms, symmetric);
        return GroupDraw.of(group, deviation, normals, new Ladder(scales, ratio), rung, all, count);
    }

    private double[] rotations(int number) {
        return switch (rotations) {
            case IDENTITY -> GroupDraw.identities(N, number);
            case CUBE -> matrices(FiniteGroup.octahedral(), CUBE);
            case TETRAHEDRON -> matrices(tetrahedralGroup(), TETRAHEDRON);
            case SPIRAL -> RotationGrids.superFibonacci(number);
        };
    }

    private static FiniteGroup tetrahedralGroup() {
        double[] halfTurn = {-1, 0, 0, 0, -1, 0, 0, 0, 1};
        double[] thirdTurn = {0, 0, 1, 1, 0, 0, 0, 1, 0};
        return FiniteGroup.generated("T", N, halfTurn, thirdTurn);
    }

    private static double[] matrices(FiniteGroup finite, int order) {
        double[] all = new double[order * N * N];
        for (int i = 0; i < order; i++) {
            System.arraycopy(finite.matrix(i), 0, all, i * N * N, N * N);
        }
        return all;
    }

    @Override
    public VolumeGroup getGroup() {
        return group;
    }

    @Override
    public int getCount() {
        return count;
    }

    /**
     * How the rotations are chosen.
     *
     * @return the rule
     */
    public Rotations getRotations() {
        return rotations;
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
     * The standard deviation of each coordinate of log P.
     *
     * @return the deviation, 0 where P = I
     */
    public double getDeviation() {
        return deviation;
    }

    @Override
    public boolean isWeighted() {
        return weighted;
    }

    @Override
    public long getHeld() {
        return held;
    }

    @Override
    public Redraw getRedraw() {
        return redraw;
    }

    @Override
    public long getSeed() {
        return seed;
    }

    /**
     * What all elements are multiplied by from the left.
     *
     * @return new array {@code [3, 3]}, or null for nothing
     */
    public double[] getMoved() {
        return moved == null ? null : moved.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VolumeSampling that
                && group == that.group
                && rotations == that.rotations
                && count == that.count
                && scales == that.scales
                && ratio == that.ratio
                && deviation == that.deviation
                && weighted == that.weighted
                && redraw == that.redraw
                && seed == that.seed
                && held == that.held
                && Arrays.equals(moved, that.moved);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                group,
                rotations,
                count,
                scales,
                ratio,
                deviation,
                weighted,
                redraw,
                seed,
                held,
                Arrays.hashCode(moved));
    }

    @Override
    public String toString() {
        String ladder = scales > 1 ? String.format(", %d scales of ratio %.3g", scales, ratio) : "";
        return String.format(
                "%d of %s, rotations %s%s, deviation %.3g%s, redrawn %s, seed %d%s",
                count,
                group,
                rotations,
                ladder,
                deviation,
                weighted ? ", weighted by Haar measure" : "",
                redraw,
                seed,
                held == 0 ? "" : ", draw " + held);
    }
}
