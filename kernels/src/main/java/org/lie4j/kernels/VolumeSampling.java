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
 * rotations by one common random one; BY_A_COMMON_SHIFT multiplies all elements of draw 0 from the left by one random element. The other policies are for the plane.
 *
 * @serial exclude
 */
public final class VolumeSampling implements Sampling {
    private static final long serialVersionUID = 1;
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
    private final Redraw redraw;
    private final long seed;
    private final double[] moved;

    @JsonCreator
    VolumeSampling(
            @JsonProperty("group") VolumeGroup group,
            @JsonProperty("rotations") Rotations rotations,
            @JsonProperty("count") int count,
            @JsonProperty("scales") int scales,
            @JsonProperty("ratio") double ratio,
            @JsonProperty("deviation") double deviation,
            @JsonProperty("redraw") Redraw redraw,
            @JsonProperty("seed") long seed,
            @JsonProperty("moved") double[] moved) {
        this.group = Objects.requireNonNull(group, "group");
        this.rotations = Objects.requireNonNull(rotations, "rotations");
        this.redraw = Objects.requireNonNull(redraw, "redraw");
        if (scales < 1 || !(ratio >= 1 && ratio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "ladder: expected at least 1 scale and a finite ratio >= 1, got " + scales + " and " + ratio);
        }
        if (scales > 1 && !group.scales()) {
            throw new IllegalArgumentException(
                    "ladder: expected a group with scales, got " + group + " and " + scales + " scales");
        }
        if (count < 1 || count % scales != 0) {
            throw new IllegalArgumentException(
                    "count: expected a positive multiple of the " + scales + " scales, got " + count);
        }
        if (!group.rotates() && rotations != Rotations.IDENTITY) {
            throw new IllegalArgumentException("rotations: expected IDENTITY for " + group + ", got " + rotations);
        }
        if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("deviation: expected a finite number >= 0, got " + deviation);
        }
        if (redraw != Redraw.NEVER && redraw != Redraw.INDEPENDENTLY && redraw != Redraw.BY_A_COMMON_SHIFT) {
            throw new IllegalArgumentException(
                    "redraw: expected NEVER, INDEPENDENTLY or BY_A_COMMON_SHIFT for volumes, got " + redraw);
        }
        this.count = count;
        this.scales = scales;
        this.ratio = ratio;
        this.deviation = deviation;
        this.seed = seed;
        this.moved = moved;
    }

    private static VolumeSampling fixed(VolumeGroup group, Rotations rotations, int count) {
        return new VolumeSampling(group, rotations, count, 1, 1, 0, Redraw.NEVER, 0, null);
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
                VolumeGroup.SCALE, Rotations.IDENTITY, scales, scales, ratio, 0, Redraw.NEVER, 0, null);
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
                group, rotations, count / scales * number, number, newRatio, deviation, redraw, seed, moved);
    }

    /**
     * This sampling with log-normal P.
     *
     * @param newDeviation standard deviation of each coordinate of log P
     * @return the changed copy
     */
    public VolumeSampling withDeviation(double newDeviation) {
        return new VolumeSampling(group, rotations, count, scales, ratio, newDeviation, redraw, seed, moved);
    }

    @Override
    public VolumeSampling redrawn(Redraw policy, long newSeed) {
        return new VolumeSampling(group, rotations, count, scales, ratio, deviation, policy, newSeed, moved);
    }

    @Override
    public VolumeSampling movedBy(double[] g) {
        FullLinearGroup.general(N).requireMember(g, 0);
        double[] product = g.clone();
        if (moved != null) {
            SmallMatrices.multiply(N, g, 0, moved, 0, product, 0);
        }
        return new VolumeSampling(group, rotations, count, scales, ratio, deviation, redraw, seed, product);
    }

    @Override
    public double[] elements(long draw) {
        double[] elements = stillElements(draw);
        if (moved != null) {
            multiplyFromTheLeft(moved, elements);
        }
        return elements;
    }

    private double[] stillElements(long draw) {
        SplittableRandom random = new SplittableRandom(Draws.seed(seed, draw));
        if (draw == FIXED_DRAW) {
            return elements(rotations(), random);
        }
        double[] turn = new double[N * N];
        if (group.rotates()) {
            HaarSO.sampleHaar(SO.of(N), random, turn, 0, 1);
        } else {
            turn = repeatedIdentity(1);
        }
        if (redraw == Redraw.INDEPENDENTLY) {
            double[] turned = rotations();
            multiplyFromTheLeft(turn, turned);
            return elements(turned, random);
        }
        double[] shifted = stillElements(FIXED_DRAW);
        multiplyFromTheLeft(turn, shifted);
        multiplyFromTheLeft(symmetric(random), shifted);
        return shifted;
    }

    private double[] rotations() {
        return switch (rotations) {
            case IDENTITY -> repeatedIdentity(count / scales);
            case CUBE -> matrices(FiniteGroup.octahedral(), CUBE);
            case TETRAHEDRON -> matrices(tetrahedralGroup(), TETRAHEDRON);
            case SPIRAL -> RotationGrids.superFibonacci(count / scales);
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

    private static double[] repeatedIdentity(int number) {
        double[] all = new double[number * N * N];
        for (int i = 0; i < number; i++) {
            for (int k = 0; k < N; k++) {
                all[i * N * N + k * (N + 1)] = 1;
            }
        }
        return all;
    }

    /** s P R for every R and the ladder inside. */
    private double[] elements(double[] turns, SplittableRandom random) {
        double[] elements = new double[count * N * N];
        double[] product = new double[N * N];
        for (int i = 0; i < count; i++) {
            double scale = Math.pow(ratio, i % scales - 0.5 * (scales - 1));
            int at = i * N * N;
            SmallMatrices.multiply(N, symmetric(random), 0, turns, i / scales * N * N, product, 0);
            for (int k = 0; k < N * N; k++) {
                elements[at + k] = scale * product[k];
            }
        }
        return elements;
    }

    /** A random P, or the identity. */
    private double[] symmetric(SplittableRandom random) {
        if (deviation == 0 || group.symmetricDimension() == 0) {
            return repeatedIdentity(1);
        }
        double[] xi = new double[group.coordinates()];
        for (int k = 0; k < group.symmetricDimension(); k++) {
            xi[k] = deviation * random.nextGaussian();
        }
        double[] p = new double[N * N];
        group.toElements(xi, 0, p, 0, 1);
        return p;
    }

    private static void multiplyFromTheLeft(double[] g, double[] elements) {
        double[] product = new double[N * N];
        for (int at = 0; at < elements.length; at += N * N) {
            SmallMatrices.multiply(N, g, 0, elements, at, product, 0);
            System.arraycopy(product, 0, elements, at, N * N);
        }
    }

    @Override
    public double[] weights(long draw) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        return weights;
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
                && redraw == that.redraw
                && seed == that.seed
                && Arrays.equals(moved, that.moved);
    }

    @Override
    public int hashCode() {
        return Objects.hash(group, rotations, count, scales, ratio, deviation, redraw, seed, Arrays.hashCode(moved));
    }

    @Override
    public String toString() {
        String ladder = scales > 1 ? String.format(", %d scales of ratio %.3g", scales, ratio) : "";
        return String.format(
                "%d of %s, rotations %s%s, deviation %.3g, redrawn %s, seed %d",
                count, group, rotations, ladder, deviation, redraw, seed);
    }
}
