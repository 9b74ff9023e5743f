package org.lie4j.vectors;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops of a convolution. A step works at four rows of the result, one vector wide, and at a column of the kernel, five rows high: each row of the maps is loaded once for all products that
 * it is in, twenty products for eight loads. What is loaded seldom lies within a line of the cache, so loads are what there is too little of.
 *
 * <p>Accumulators are local variables of one loop each, as the compiler keeps them in registers only then.
 */
final class ColumnLoops {
    /** Rows of the result in a step. */
    static final int ROWS = 4;

    /** Rows of the kernel in a step; those that a kernel does not have weigh nothing. */
    static final int TAPS = 5;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Floats in a vector. */
    static final int LANES = SPECIES.length();

    private ColumnLoops() {}

    /**
     * Convolves.
     *
     * @param maps rows with room around
     * @param stride from one row to the next
     * @param columns where each column of the kernel begins, seen from a place
     * @param weights {@link #TAPS} for each column
     * @param places where the maps are read for each step
     * @param targets where each step's result goes; later ones overwrite what earlier ones wrote beyond their rows
     * @param width from one row of the result to the next
     * @param out modified
     */
    static void convolve(
            float[] maps,
            int stride,
            int[] columns,
            float[] weights,
            int[] places,
            int[] targets,
            int width,
            float[] out) {
        for (int p = 0; p < places.length; p++) {
            int place = places[p];
            FloatVector r0 = FloatVector.zero(SPECIES);
            FloatVector r1 = r0;
            FloatVector r2 = r0;
            FloatVector r3 = r0;
            for (int c = 0; c < columns.length; c++) {
                int at = place + columns[c];
                int w = c * TAPS;
                FloatVector w0 = FloatVector.broadcast(SPECIES, weights[w]);
                FloatVector w1 = FloatVector.broadcast(SPECIES, weights[w + 1]);
                FloatVector w2 = FloatVector.broadcast(SPECIES, weights[w + 2]);
                FloatVector w3 = FloatVector.broadcast(SPECIES, weights[w + 3]);
                FloatVector w4 = FloatVector.broadcast(SPECIES, weights[w + 4]);
                FloatVector x = FloatVector.fromArray(SPECIES, maps, at);
                r0 = w0.fma(x, r0);
                x = FloatVector.fromArray(SPECIES, maps, at + stride);
                r0 = w1.fma(x, r0);
                r1 = w0.fma(x, r1);
                x = FloatVector.fromArray(SPECIES, maps, at + 2 * stride);
                r0 = w2.fma(x, r0);
                r1 = w1.fma(x, r1);
                r2 = w0.fma(x, r2);
                x = FloatVector.fromArray(SPECIES, maps, at + 3 * stride);
                r0 = w3.fma(x, r0);
                r1 = w2.fma(x, r1);
                r2 = w1.fma(x, r2);
                r3 = w0.fma(x, r3);
                x = FloatVector.fromArray(SPECIES, maps, at + 4 * stride);
                r0 = w4.fma(x, r0);
                r1 = w3.fma(x, r1);
                r2 = w2.fma(x, r2);
                r3 = w1.fma(x, r3);
                x = FloatVector.fromArray(SPECIES, maps, at + 5 * stride);
                r1 = w4.fma(x, r1);
                r2 = w3.fma(x, r2);
                r3 = w2.fma(x, r3);
                x = FloatVector.fromArray(SPECIES, maps, at + 6 * stride);
                r2 = w4.fma(x, r2);
                r3 = w3.fma(x, r3);
                x = FloatVector.fromArray(SPECIES, maps, at + 7 * stride);
                r3 = w4.fma(x, r3);
            }
            int target = targets[p];
            r0.intoArray(out, target);
            r1.intoArray(out, target + width);
            r2.intoArray(out, target + 2 * width);
            r3.intoArray(out, target + 3 * width);
        }
    }

    /**
     * Adds the products of maps and a gradient for one column of a kernel.
     *
     * @param maps rows with room around
     * @param column where the kernel's column begins, seen from a place
     * @param gradient rows at the same places, zero beyond their width and height
     * @param origin where the gradient's first place is
     * @param stride from one row to the next, in both
     * @param places where both are read for each step
     * @param sums modified: a vector for each of {@link #TAPS} rows
     * @param first where the first of these vectors begins
     */
    static void correlate(
            float[] maps, int column, float[] gradient, int origin, int stride, int[] places, float[] sums, int first) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        for (int place : places) {
            int g = place + origin;
            FloatVector g0 = FloatVector.fromArray(SPECIES, gradient, g);
            FloatVector g1 = FloatVector.fromArray(SPECIES, gradient, g + stride);
            FloatVector g2 = FloatVector.fromArray(SPECIES, gradient, g + 2 * stride);
            FloatVector g3 = FloatVector.fromArray(SPECIES, gradient, g + 3 * stride);
            int at = place + column;
            FloatVector x = FloatVector.fromArray(SPECIES, maps, at);
            s0 = g0.fma(x, s0);
            x = FloatVector.fromArray(SPECIES, maps, at + stride);
            s0 = g1.fma(x, s0);
            s1 = g0.fma(x, s1);
            x = FloatVector.fromArray(SPECIES, maps, at + 2 * stride);
            s0 = g2.fma(x, s0);
            s1 = g1.fma(x, s1);
            s2 = g0.fma(x, s2);
            x = FloatVector.fromArray(SPECIES, maps, at + 3 * stride);
            s0 = g3.fma(x, s0);
            s1 = g2.fma(x, s1);
            s2 = g1.fma(x, s2);
            s3 = g0.fma(x, s3);
            x = FloatVector.fromArray(SPECIES, maps, at + 4 * stride);
            s1 = g3.fma(x, s1);
            s2 = g2.fma(x, s2);
            s3 = g1.fma(x, s3);
            s4 = g0.fma(x, s4);
            x = FloatVector.fromArray(SPECIES, maps, at + 5 * stride);
            s2 = g3.fma(x, s2);
            s3 = g2.fma(x, s3);
            s4 = g1.fma(x, s4);
            x = FloatVector.fromArray(SPECIES, maps, at + 6 * stride);
            s3 = g3.fma(x, s3);
            s4 = g2.fma(x, s4);
            x = FloatVector.fromArray(SPECIES, maps, at + 7 * stride);
            s4 = g3.fma(x, s4);
        }
        add(s0, sums, first);
        add(s1, sums, first + LANES);
        add(s2, sums, first + 2 * LANES);
        add(s3, sums, first + 3 * LANES);
        add(s4, sums, first + 4 * LANES);
    }

    private static void add(FloatVector value, float[] sums, int at) {
        value.add(FloatVector.fromArray(SPECIES, sums, at)).intoArray(sums, at);
    }

    /**
     * Copies rows that lie one after the other to where there is room after each; the room becomes zero for the length of a vector.
     *
     * @param from rows, and at least a vector's length more
     * @param at where the first one begins
     * @param width their length
     * @param rows how many
     * @param to modified
     * @param target where the first one goes
     * @param stride from there to the next
     */
    static void spread(float[] from, int at, int width, int rows, float[] to, int target, int stride) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int row = 0; row < rows; row++) {
            int source = at + row * width;
            int place = target + row * stride;
            for (int x = 0; x < width; x += LANES) {
                FloatVector.fromArray(SPECIES, from, source + x).intoArray(to, place + x);
            }
            zero.intoArray(to, place + width);
        }
    }
}
