package org.lie4j.apen.partitions;

import java.util.random.RandomGenerator;
import org.lie4j.groups.SO;
import org.lie4j.groups.sampling.HaarSO;

/**
 * An element of E(d)^k: each part of a partition moves by its own isometry x ↦ R_j x + t_j (Atzmon et al., ICLR 2024, section 3).
 * Immutable.
 */
public final class PieceMotions {
    private final int dimension;
    private final double[] rotations;
    private final double[] translations;

    private PieceMotions(int dimension, double[] rotations, double[] translations) {
        this.dimension = dimension;
        this.rotations = rotations;
        this.translations = translations;
    }

    /**
     * Motions by their matrices, such as the bones' motions between two poses.
     *
     * @param dimension d
     * @param rotations {@code [k, d, d]}, orthogonal to 1e-9; not modified
     * @param translations {@code [k, d]}, finite; not modified
     * @return the motions
     * @throws IllegalArgumentException if a shape or a value is outside its domain
     */
    public static PieceMotions of(int dimension, double[] rotations, double[] translations) {
        int k = PointArrays.requirePoints(translations, dimension);
        if (rotations.length != k * dimension * dimension) {
            throw new IllegalArgumentException("rotations: expected [" + k + ", " + dimension + ", " + dimension
                    + "], got " + rotations.length + " numbers");
        }
        for (int j = 0; j < k; j++) {
            requireOrthogonal(dimension, rotations, j);
        }
        return new PieceMotions(dimension, rotations.clone(), translations.clone());
    }

    private static void requireOrthogonal(int d, double[] rotations, int j) {
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < d; b++) {
                double dot = 0;
                for (int c = 0; c < d; c++) {
                    dot += rotations[(j * d + c) * d + a] * rotations[(j * d + c) * d + b];
                }
                if (!(Math.abs(dot - (a == b ? 1 : 0)) <= 1e-9)) {
                    throw new IllegalArgumentException("rotations: expected orthogonal matrices, got columns " + a
                            + " and " + b + " of matrix " + j + " with product " + dot);
                }
            }
        }
    }

    /**
     * Draws rotations by Haar measure and translations by a normal distribution.
     *
     * @param dimension d, at least 2
     * @param parts k, at least 1
     * @param spread standard deviation of each coordinate of the translations, at least 0
     * @param random the source of randomness
     * @return the motions
     * @throws IllegalArgumentException if a value is outside its domain
     */
    public static PieceMotions random(int dimension, int parts, double spread, RandomGenerator random) {
        if (dimension < 2 || parts < 1) {
            throw new IllegalArgumentException(
                    "expected a dimension of at least 2 and at least 1 part, got " + dimension + " and " + parts);
        }
        if (!(spread >= 0)) {
            throw new IllegalArgumentException("spread: expected a number >= 0, got " + spread);
        }
        double[] r = new double[parts * dimension * dimension];
        HaarSO.sampleHaar(SO.of(dimension), random, r, 0, parts);
        double[] t = new double[parts * dimension];
        for (int i = 0; i < t.length; i++) {
            t[i] = spread * random.nextGaussian();
        }
        return new PieceMotions(dimension, r, t);
    }

    /**
     * Number of motions.
     *
     * @return k
     */
    public int parts() {
        return translations.length / dimension;
    }

    /**
     * Moves each point by its part's motion.
     *
     * @param points {@code [n, d]}; not modified
     * @param partition of the n points, into at most k parts
     * @return new array, {@code [n, d]}
     * @throws IllegalArgumentException if the numbers of points or parts do not fit
     */
    public double[] points(double[] points, Partition partition) {
        return act(points, partition, true);
    }

    /**
     * Turns each point's vector by its part's rotation.
     *
     * @param vectors {@code [n, d]}; not modified
     * @param partition of the n points, into at most k parts
     * @return new array, {@code [n, d]}
     * @throws IllegalArgumentException if the numbers of points or parts do not fit
     */
    public double[] vectors(double[] vectors, Partition partition) {
        return act(vectors, partition, false);
    }

    private double[] act(double[] x, Partition partition, boolean shift) {
        int d = dimension;
        if (x.length != partition.size() * d) {
            throw new IllegalArgumentException(
                    "points: expected [" + partition.size() + ", " + d + "], got " + x.length + " numbers");
        }
        if (partition.parts() > parts()) {
            throw new IllegalArgumentException(
                    "partition: expected at most " + parts() + " parts, got " + partition.parts());
        }
        double[] out = new double[x.length];
        for (int i = 0; i < partition.size(); i++) {
            int part = partition.label(i);
            for (int a = 0; a < d; a++) {
                double sum = shift ? translations[part * d + a] : 0;
                for (int b = 0; b < d; b++) {
                    sum += rotations[(part * d + a) * d + b] * x[i * d + b];
                }
                out[i * d + a] = sum;
            }
        }
        return out;
    }
}
